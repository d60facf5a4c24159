"""The whole way in a real browser, over the real documents: ask, read the answer, open the citation."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_serving import serving

SHOTS = os.environ.get("POLICYDESK_SCREENSHOTS")  # a folder: the test leaves its pictures there


@pytest.fixture(scope="module")
def url(real_kb_data: Path) -> Iterator[str]:
    from kb import KnowledgeBase, Settings

    kb = KnowledgeBase(Settings.load(data=real_kb_data))
    with serving(kb) as url:
        yield url
    kb.close()


def test_a_question_its_answer_and_the_clause_behind_it(url: str, open_page: Any) -> None:
    watched = open_page(url)
    page = watched.page
    watched.ask("签了500万元的非自主算力合同，算力券最多能补多少？")
    answer = page.locator(".pd-answer")
    assert "已答复" in answer.locator(".pd-status").inner_text()
    assert re.search(r"(?<!\d)50\s*万", answer.locator(".pd-text").inner_text())
    assert "500万 × 10%" in page.locator(".pd-figures").inner_text()
    card = page.locator(".pd-card", has_text="加强算力券支持").first
    quote = card.locator("blockquote").inner_text()
    assert "关于支持人工智能创新发展的若干措施" in card.inner_text()
    card.get_by_role("button").click()
    page.locator(".pd-clause.pd-open h4", has_text="加强算力券支持").wait_for()
    assert page.locator("#pd-source mark").first.inner_text() in quote
    page.wait_for_timeout(700)
    box = page.locator("#pd-source mark").first.bounding_box()
    assert 0 < box["y"] < 860
    _shot(page, "desk.png")
    assert (watched.foreign, watched.errors) == ([], [])


def test_a_question_that_the_documents_do_not_answer(url: str, open_page: Any) -> None:
    watched = open_page(url)
    watched.ask("模型券能在网上办吗？")
    page = watched.page
    assert "文件未规定" in page.locator(".pd-status").inner_text()
    assert page.locator(".pd-card").count() == 0
    _shot(page, "desk-not-covered.png")


def test_on_a_phone(url: str, open_page: Any) -> None:
    watched = open_page(url, width=390, height=844, is_mobile=True, has_touch=True, color_scheme="dark")
    watched.ask("语料券最高补多少？")
    page = watched.page
    page.wait_for_timeout(500)
    _shot(page, "desk-phone.png")
    page.locator(".pd-mark").first.tap()
    page.locator("#pd-source mark").first.wait_for()
    page.wait_for_timeout(700)
    _shot(page, "desk-phone-clause.png")


def _shot(page: Any, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / name))
