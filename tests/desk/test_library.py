"""The library: choosing, searching, relations, and a document in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from desk_fakes import HOSTILE, MEASURES, FakeKb, build, documents
from desk_serving import serving

from desk.library_list import snippet
from desk.library_relations import Relations
from desk.library_shelf import Choice, chosen, counts, named, standing
from policy.documents import ClauseKind, Metadata

TODAY = date(2026, 3, 1)


def test_counts_are_of_what_a_value_would_leave() -> None:
    held = documents()
    assert counts(held, Choice(), "level", TODAY) == [("省", 1), ("市", 1), ("区县", 1)]
    choice = Choice().toggled("status", "现行")
    assert [d.id for d in chosen(held, choice, TODAY)] == ["zj-2025-ai-measures"]
    assert counts(held, choice, "level", TODAY) == [("省", 1)]
    assert counts(held, choice, "status", TODAY) == [("现行", 1), ("征求意见", 1), ("未知", 1)]
    assert choice.toggled("status", "现行") == Choice() == Choice().toggled("query", "x")


@pytest.mark.parametrize(
    ("start", "end", "status", "told"),
    [
        ("2025-01-01", "2025-12-31", "现行", "已失效"), ("2027", "", "现行", "尚未施行"), ("2025", "2026", "", "未知"),
        ("2025", "", "征求意见", "征求意见"), ("", "", "现行", "现行"),
    ],
)  # fmt: skip
def test_a_status_follows_the_dates(start: str, end: str, status: str, told: str) -> None:
    assert standing(Metadata("某办法", effective_from=start, effective_to=end, status=status), TODAY) == told


def test_a_document_is_found_by_its_number_however_it_is_written() -> None:
    assert [d.id for d in named(documents(), "浙政发[2025]10号")] == ["zj-2025-ai-measures"]
    assert [d.id for d in named(documents(), "人工智能 措施")] == ["zj-2025-ai-measures"]
    assert named(documents(), "《》") == []


def test_relations_are_read_from_the_text_and_from_what_is_repealed() -> None:
    province, *_ = documents()
    body = "为贯彻落实《浙江省人民政府关于支持人工智能创新发展的若干措施》，制定本办法。另见《没有收录的办法》。"
    city = build("city", Metadata("某市实施办法", repeals=("《某市暂行办法》",)), [("第一条", body)], ClauseKind.ARTICLE)
    old = build("old", Metadata("某市暂行办法"), [("第一条", "旧文。")], ClauseKind.ARTICLE)
    held, relations = [province, city, old], Relations()
    found = [(r.kind, r.document.id if r.document else "") for r in relations.of(city, held)]
    assert found == [("repeals", "old"), ("implements", province.id)]
    assert [(r.kind, r.name) for r in relations.of(province, held)] == [("implemented_by", "某市实施办法")]
    assert [r.kind for r in relations.of(old, held)] == ["repealed_by"]
    changed = replace(city, text="第一条 新文。", metadata=replace(city.metadata, repeals=()))
    assert relations.of(changed, [province, changed, old]) == []


def test_a_snippet_marks_the_words_and_holds_no_html() -> None:
    assert snippet("<b>发放算力券</b>", "算力券") == "&lt;b&gt;发放<mark>算力券</mark>&lt;/b&gt;"
    assert "<img" not in snippet(HOSTILE, "img src")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(FakeKb()) as url:
        yield url


def test_a_reader_filters_searches_opens_and_comes_back(url: str, open_page: Any) -> None:
    watched = open_page(url, "/?tab=library", until="#pd-library .pd-document")
    page = watched.page
    page.get_by_role("button", name="区县级").click()
    page.locator("#pd-library [aria-pressed=true]").wait_for()
    assert page.locator(".pd-results .pd-document").all_inner_texts() == ["余杭区人工智能行动计划"]
    assert page.evaluate("document.activeElement.dataset.value") == "区县"
    page.get_by_role("button", name="清除筛选").click()
    field = page.get_by_label("搜索标题、文号或条款内容")
    field.fill("算力券")  # while the list may still be on its way
    _shows(page, "3 份文件")
    assert field.input_value() == "算力券"
    field.press("Enter")
    page.locator(".pd-hits a").first.click()
    page.locator("#pd-library .pd-open h4", has_text="加强算力券支持").wait_for()
    assert "document=zj-2025-ai-measures" in page.url
    assert "转载" in page.locator(".pd-doc-head").inner_text()
    assert "以正式文件为准" in page.locator(".pd-doc-head").inner_text()
    page.locator(".pd-contents a", has_text=MEASURES[0][0]).click()
    page.locator("#pd-library .pd-open h4", has_text=MEASURES[0][0]).wait_for()
    assert page.evaluate("decodeURIComponent(location.hash)") == f"#{MEASURES[0][0]}"
    page.go_back()
    page.locator(".pd-hits").wait_for()
    assert (watched.foreign, watched.errors) == ([], [])


def test_hostile_words_of_a_document_are_shown_as_text(url: str, open_page: Any) -> None:
    page = open_page(url, "/d/hz/draft", until="#pd-library .pd-reading").page
    assert HOSTILE in page.locator("#pd-library .pd-doc").inner_text()
    assert page.locator("#pd-library article img, #pd-library article h4 b").count() == 0
    assert page.evaluate("window.hacked") is None


def _shows(page: Any, count: str) -> None:
    page.locator("#pd-library .pd-count", has_text=count).wait_for()


def _asked(page: Any) -> dict[str, str]:
    asked: dict[str, str] = page.evaluate("Object.fromEntries(new URL(location.href).searchParams)")
    return asked


def test_an_address_opens_the_list_limited_and_what_can_not_be_is_left_out() -> None:
    assert Choice.of({"q": "  算力  券 ", "level": "省", "status": "现行", "tab": "library"}) == Choice("算力 券", "省", "", "现行")
    assert Choice.of({"status": "welcome", "year": None}) == Choice()
    assert len(Choice.of({"q": "长" * 900}).query) == 200


def test_a_link_opens_the_list_as_it_was_limited(url: str, open_page: Any) -> None:
    watched = open_page(url, "/?tab=library&level=省&q=算力券", until="#pd-library .pd-count")
    page = watched.page
    assert page.locator("#pd-library-query").input_value() == "算力券"
    assert page.locator("#pd-library [data-facet=level][data-value=省]").get_attribute("aria-pressed") == "true"
    assert (_asked(page)["q"], _asked(page)["level"]) == ("算力券", "省")
    hostile = open_page(url, "/?tab=library&level=%3Cimg src=x onerror=window.hacked=1%3E", until="#pd-library .pd-count").page
    _shows(hostile, "0 份文件")
    assert hostile.evaluate("window.hacked") is None
    assert (watched.foreign, watched.errors) == ([], [])


def test_the_address_follows_what_is_chosen_and_back_undoes_it_step_by_step(url: str, open_page: Any) -> None:
    page = open_page(url, "/?tab=library", until="#pd-library .pd-count").page
    before = page.evaluate("history.length")
    page.locator("#pd-library [data-facet=status][data-value=现行]").click()
    _shows(page, "1 份文件")
    page.locator("#pd-library-query").fill("算力券")
    page.locator("#pd-library-query").press("Enter")
    _shows(page, "相关条款")
    assert _asked(page) == {"tab": "library", "status": "现行", "q": "算力券"}
    page.locator("#pd-library .pd-hits a.pd-document").first.click()
    page.locator("#pd-library .pd-reading").wait_for()
    assert set(_asked(page)) == {"tab", "document"}
    assert page.evaluate("history.length") == before + 3
    page.go_back()
    _shows(page, "相关条款")
    page.go_back()
    _shows(page, "1 份文件")
    assert _asked(page) == {"tab": "library", "status": "现行"}
    page.go_back()
    _shows(page, "3 份文件")
    assert _asked(page) == {"tab": "library"}
    page.go_forward()
    _shows(page, "1 份文件")


def test_another_tab_has_nothing_of_the_list_in_its_address_and_the_list_comes_back(url: str, open_page: Any) -> None:
    page = open_page(url, "/?tab=library&level=省", until="#pd-library .pd-count").page
    page.get_by_role("tab", name="测资格").click()
    assert _asked(page) == {"tab": "check"}
    page.get_by_role("tab", name="政策库").click()
    _shows(page, "1 份文件")
    assert _asked(page) == {"tab": "library", "level": "省"}
