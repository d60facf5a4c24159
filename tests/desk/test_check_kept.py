"""What becomes of a self-check: it outlives the page and the process, its result has an address, and a vote."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from check_shelf import HOSTILE, ShelfKb, docx_words, shelf
from desk_serving import serving

from desk.check_cards import card_html
from desk.check_case import case_of, outcome
from desk.check_keeping import CaseKeeper, body_of, outcome_of
from desk.check_page import check_page
from desk.metrics import Metrics
from desk.service import Service
from desk.summary_pdf import cjk_font
from policy.errors import UnknownDocument
from policy.kept import KeptCheck

FACTS = {"region": "浙江省", "output_yuan": "3000万", "machines_yuan": "60万", "staff": "120"}
MADE = datetime(2025, 6, 1, tzinfo=UTC)
TEXT = "机床花了60万元。"


@pytest.fixture
def kb(tmp_path: Path) -> ShelfKb:
    return shelf(tmp_path)


@pytest.fixture
def url(kb: ShelfKb) -> Iterator[str]:
    with serving(kb) as url:
        yield url


def _checked(open_page: Any, url: str) -> Any:
    watched = open_page(url, "/?tab=check", until="#pd-check-fields")
    page = watched.page
    for name in ("region", "output_yuan", "staff"):
        page.locator(f"#pd-f-{name}").fill(FACTS[name])
    page.locator("#pd-told").fill(TEXT)
    page.locator("#pd-check-fields [data-act=check]").click()
    page.locator("#verdict-town-machines.pd-eligible", has_text="最高 12万元").wait_for()
    return watched


def _again(page: Any) -> None:
    page.locator("#verdict-town-machines.pd-eligible", has_text="最高 12万元").wait_for()
    assert page.locator("#pd-f-output_yuan").input_value() == "3000万"
    assert page.locator("#pd-told").input_value() == TEXT


def test_facts_and_verdicts_outlive_the_page_and_the_process_until_they_are_cleared(kb: ShelfKb, url: str, open_page: Any) -> None:
    page = _checked(open_page, url).page
    page.reload()
    _again(page)
    ident = page.evaluate("sessionStorage.getItem('policydesk.case')")
    assert ident not in page.url
    with serving(kb) as later:
        page.goto(f"{later}/?tab=check")
        page.evaluate(f"sessionStorage.setItem('policydesk.case', '{ident}')")
        page.reload()
        _again(page)
        page.get_by_role("button", name="全部清空").click()
        page.locator("#pd-check .pd-results").wait_for(state="detached")
        page.wait_for_function("sessionStorage.getItem('policydesk.case') === null")
    assert kb.office.case(ident) is None


def test_another_browser_tab_has_nothing_of_it(url: str, open_page: Any) -> None:
    _checked(open_page, url)
    other = open_page(url, "/?tab=check", until="#pd-check-fields").page
    assert other.locator("#pd-told").input_value() == ""
    assert other.locator("#pd-check .pd-results").count() == 0


def test_a_result_has_an_address_that_shows_it_as_it_was(kb: ShelfKb, url: str, open_page: Any) -> None:
    watched = _checked(open_page, url)
    page = watched.page
    page.get_by_role("button", name="分享链接").last.click()
    link = page.locator("[data-shared]")
    link.wait_for()
    page.locator(".pd-toast.pd-shown").wait_for()
    kb.held = []  # the documents are gone since
    other = open_page(url, "/" + str(link.get_attribute("href")).removeprefix("./"), until="#pd-check .pd-verdict")
    shown = other.page.locator("main").inner_text()
    for expected in ("符合 1 项", "年产值：3000万元", "机床补助", "最高 12万元", "职工不超过300人", "此后已移出", HOSTILE):
        assert expected in shown
    assert other.page.locator("main :is(input, img, [data-act=answer])").count() == 0
    assert (watched.foreign, watched.errors, other.foreign, other.errors) == ([], [], [], [])


def test_a_kept_result_is_taken_away_as_it_was(kb: ShelfKb, url: str, open_page: Any) -> None:
    service = Service(kb)
    out = outcome(service, case_of({"entered": FACTS, "on": "2025-06-01"}), "zh")
    ident = CaseKeeper(service, Metrics()).share(out).kept
    kb.held = []  # the documents are gone since
    page = open_page(url, f"/c/{ident}", until="#pd-check .pd-verdict").page
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载 Word").click()
    told = docx_words(Path(taken.value.path()).read_bytes())
    for expected in ("按 2025-06-01 有效的规定", "年产值：3000万元", "最高 12万元", "职工不超过300人", "此后已移出", HOSTILE):
        assert expected in told
    english = httpx.get(f"{url}/c/{ident}/summary.docx?lang=en")
    assert "not a decision" in docx_words(english.content)
    assert (page.get_by_role("link", name="下载 PDF").count() == 1) == (cjk_font() is not None)
    pdf = httpx.get(f"{url}/c/{ident}/summary.pdf")
    assert (pdf.status_code, pdf.content[:4]) == ((200, b"%PDF") if cjk_font() else (503, b"<!do"))
    assert httpx.get(f"{url}/c/nothing/summary.docx").status_code == 404


def test_a_vote_with_reasons_is_kept_and_counted_once(kb: ShelfKb, url: str, open_page: Any) -> None:
    page = _checked(open_page, url).page
    opinion = page.locator(".pd-opinion")
    opinion.get_by_role("button", name="没用").click()
    opinion.get_by_label("金额或数字不对").check()
    opinion.get_by_role("button", name="提交").click()
    opinion.get_by_text("谢谢").wait_for()
    kept = kb.office.check(re.sub(r".*/c/", "", str(page.locator("[data-shared]").get_attribute("href"))))
    assert kept is not None
    assert kept.vote is not None
    assert (kept.vote.useful, list(kept.vote.reasons)) == (False, ["wrong_figure"])
    assert 'policydesk_votes_total{useful="no"} 1.0' in httpx.get(f"{url}/metrics").text


def test_there_is_no_result_where_none_was_kept(url: str) -> None:
    gone = httpx.get(f"{url}/c/nothing")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "not_found")
    shown = httpx.get(f"{url}/c/%3Cimg%3E", headers={"accept": "text/html"})
    assert ("没有找到这次测算结果" in shown.text, "<img" in shown.text) == (True, False)


def test_a_kept_result_is_shown_as_the_page_showed_it(kb: ShelfKb) -> None:
    out = outcome(Service(kb), case_of({"entered": FACTS, "on": "2025-06-01"}), "zh")
    assert out.verdicts is not None
    body = json.loads(json.dumps(body_of(out.verdicts, out.form)))
    again = outcome_of(KeptCheck("x", body, MADE))
    assert again.verdicts is not None
    assert again.verdicts.to_dict() | {"next_questions": []} == out.verdicts.to_dict() | {"next_questions": []}
    for verdict, other in zip(out.verdicts.results, again.verdicts.results, strict=True):
        if not verdict.missing:
            assert card_html(again, other, "zh") == card_html(out, verdict, "zh")


def test_a_clause_that_has_changed_since_is_said(kb: ShelfKb) -> None:
    out = outcome(Service(kb), case_of({"entered": FACTS, "on": "2025-06-01"}), "zh")
    assert out.verdicts is not None
    kept = KeptCheck("x", json.loads(json.dumps(body_of(out.verdicts, out.form))), MADE)
    assert "此后" not in check_page(kept, kb.document, "../", "zh")
    (held,) = kb.held
    clauses = tuple(dataclasses.replace(c, text=c.text.replace("300人", "200人")) for c in held.clauses)
    kb.held = [dataclasses.replace(held, clauses=clauses)]
    assert check_page(kept, kb.document, "../", "zh").count("所引条款此后已有变化") == 1
    with pytest.raises(UnknownDocument):
        kb.document("x")


def test_a_phone_number_typed_where_text_is_free_is_not_kept_and_a_figure_like_one_is(kb: ShelfKb) -> None:
    service = Service(kb)
    case = case_of({"entered": {"output_yuan": "13800138000", "region": "13800138000"}, "text": "电话13800138000"})
    kept = CaseKeeper(service, Metrics()).keep(outcome(service, case, "zh"))
    body = kb.office.case(kept.ident)
    assert body is not None
    assert body["entered"] == {"output_yuan": "13800138000", "region": "（电话已隐去）"}
    assert "13800138000" not in body["text"]
