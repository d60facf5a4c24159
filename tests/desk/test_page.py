"""The page in a real browser, over the fake knowledge base."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from desk_fakes import HOSTILE, FakeKb
from desk_serving import serving


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(FakeKb()) as url:
        yield url


def test_ask_with_an_example_and_open_each_source(url: str, open_page: Any) -> None:
    watched = open_page(url)
    page = watched.page
    page.get_by_role("button", name="算力券最高补多少?").click()
    page.get_by_text("已答复", exact=True).wait_for()
    assert page.locator("#pd-source mark").inner_text().startswith("支持有条件的地方发放算力券")
    assert "较小值(500万 × 10%" in page.locator(".pd-figures").inner_text()
    page.locator(".pd-card").nth(2).click()
    page.locator("#pd-source mark", has_text="单家企业最高补贴1000万元").wait_for()
    assert "要点摘编" in page.locator(".pd-doc-head").inner_text()
    page.locator(".pd-text .pd-mark").last.press("Enter")
    page.locator("#pd-source dd mark", has_text="2027-12-31").wait_for()
    page.locator("#pd-source .pd-back").click()
    page.locator("#pd-source .pd-document", has_text="余杭区人工智能行动计划").click()
    page.locator("#pd-source h2", has_text="余杭区人工智能行动计划").wait_for()
    links = page.locator("#pd-source a")
    assert links.count() == 1
    assert links.get_attribute("href") == "https://www.yuhang.gov.cn/art/2025/1.html"
    assert (watched.foreign, watched.errors) == ([], [])


def test_not_covered_offers_what_is_near(url: str, open_page: Any) -> None:
    page = open_page(url).page
    page.locator("#pd-question textarea").fill("模型券能在网上办吗?")
    page.get_by_role("button", name="提问", exact=True).click()
    page.get_by_text("文件未规定", exact=True).wait_for()
    assert page.locator(".pd-card").count() == 0
    page.get_by_role("button", name="加强算力券支持").click()
    page.locator(".pd-clause.pd-open h4", has_text="加强算力券支持").wait_for()
    page.get_by_role("button", name="算力券怎么申请?").click()
    page.locator(".pd-question", has_text="算力券怎么申请?").wait_for()
    page.get_by_text("已答复", exact=True).wait_for()


def test_hostile_words_stay_text(url: str, open_page: Any) -> None:
    watched = open_page(url)
    watched.ask(f"<终端> {HOSTILE}")
    page = watched.page
    assert page.locator("#pd-conversation img, #pd-source img").count() == 0
    assert page.locator("#pd-conversation strong, #pd-conversation .pd-log a:not(.pd-mark, .pd-act)").count() == 0
    assert HOSTILE in page.locator(".pd-question").inner_text()
    assert page.evaluate("window.hacked") is None
    assert (watched.foreign, watched.errors) == ([], [])


def test_english_and_back(url: str, open_page: Any) -> None:
    watched = open_page(url, "/?lang=en")
    page = watched.page
    watched.ask("算力券")
    page.get_by_text("Answered", exact=True).wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="中文").click()
    page.get_by_text("已答复", exact=True).wait_for()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.get_by_role("button", name="新对话").click()
    page.locator(".pd-welcome").wait_for()


def test_limits_reach_the_knowledge_base(open_page: Any) -> None:
    kb = FakeKb()
    with serving(kb) as url:
        watched = open_page(url)
        page = watched.page
        page.get_by_role("button", name="限定范围").click()
        page.locator("#pd-region input").click()
        page.get_by_role("option", name="余杭区").click()
        watched.ask("算力券")
    assert kb.asked[0][1].region == "余杭区"


def test_on_a_phone_the_text_opens_over_the_conversation(url: str, open_page: Any) -> None:
    watched = open_page(url, width=390, height=844, is_mobile=True, has_touch=True)
    page = watched.page
    watched.ask("算力券")
    assert not page.locator("#pd-source").is_visible()
    page.locator(".pd-mark").first.tap()
    page.locator("#pd-source mark").wait_for()
    page.wait_for_timeout(600)
    assert page.locator("#pd-source mark").bounding_box()["y"] < 500
    page.get_by_role("button", name="关闭").tap()
    assert not page.locator("#pd-source").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_question_while_loading_waits(open_page: Any) -> None:
    gate = threading.Event()
    with serving(FakeKb(gate=gate)) as url:
        page = open_page(url).page
        page.locator("#pd-question textarea").fill("算力券")
        page.locator("#pd-question textarea").press("Enter")
        page.get_by_text("正在载入知识库").wait_for()
        gate.set()
        page.get_by_text("已答复", exact=True).wait_for()


def test_an_empty_desk_says_how_to_fill_it(open_page: Any) -> None:
    with serving(FakeKb(held=[])) as url:
        page = open_page(url).page
        assert "policydesk ingest" in page.locator(".pd-welcome").inner_text()


def test_the_page_names_no_other_host_and_keeps_doors_closed(url: str) -> None:
    page = httpx.get(url)
    assert set(re.findall(r"https?://[^\s\"'<]+", page.text)) <= {url}
    policy = page.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce
    scripts = re.findall(r"<script[^>]*>", page.text)
    assert scripts
    assert all(f'nonce="{nonce[1]}"' in script for script in scripts)
    for path in (
        "upload",
        "file=/etc/passwd",
        "run/predict",
        "call/ask",
        "info",
        "proxy=https://x.hf.space/",
    ):
        assert httpx.get(f"{url}/gradio_api/{path}").status_code == 404
    assert httpx.post(f"{url}/gradio_api/upload", files={"files": b"x"}).status_code == 404
    assert httpx.get(f"{url}/nothing").json()["error"]["code"] == "not_found"
