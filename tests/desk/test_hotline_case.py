"""A caller's case held against the rules without leaving the call, and the case that a choice or the caller's words name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from check_shelf import HOSTILE, shelf
from desk_fakes import FakeKb
from desk_serving import serving
from test_hotline import PASSWORD, _staff

from desk.asking_back import backs, said_of
from desk.chat_session import Desk
from desk.hotline_check import CaseLine
from desk.hotline_session import Hotline
from desk.hotline_state import Phone
from desk.metrics import Metrics
from desk.service import Service
from desk.told_case import bare, case_told
from policy.answers import Answer, Filters, Status, Suggestion, cite
from policy.provisions import Figure, FigureKind, Provision

COMPUTE = ["使用自主算力服务的", "采用非自主算力服务的"]
VOUCHER = "zj-2025-ai-measures#加强算力券支持"


class VagueKb(FakeKb):
    """Asks back which measure is meant, unless a document is named; its voucher clause tells two cases apart."""

    def ask(self, question: str, filters: Filters | None = None, history: Any = ()) -> Answer:
        answer = super().ask(question, filters, history)
        clause, document = self.clause(VOUCHER)
        if "补多少" in question and not (filters and filters.documents):
            return Answer(question, Status.CLARIFY, "哪一项？", suggestions=(Suggestion(clause.heading, clause.clause_id),))
        return replace(answer, citations=(cite(1, clause, document, 0, len(clause.text)),), figures=())

    def clause(self, clause_id: str) -> Any:
        clause, document = super().clause(clause_id)
        if clause_id != VOUCHER:
            return clause, document
        return replace(clause, provisions=(_rated(clause.text, "30%", COMPUTE[0], "补助;"), _rated(clause.text, "10%", COMPUTE[1], "补助。"))), document


def _rated(words: str, rate: str, case: str, end: str) -> Provision:
    at = words.index(rate)
    figure = Figure(rate, Decimal(rate.rstrip("%")), "%", FigureKind.PERCENT, at, at + 3)
    return Provision("补助", words.index(case), words.index(end) + 2, rate=figure, base="合同实际执行金额", condition=case)


@pytest.fixture
def vague(open_page: Any) -> Iterator[tuple[VagueKb, Any]]:
    kb = VagueKb()
    kb.office.add_account("王芳", PASSWORD)
    with serving(kb) as url:
        yield kb, _staff(open_page, url)


def test_a_choice_by_key_is_applied_and_not_asked_again(vague: tuple[VagueKb, Any]) -> None:
    kb, watched = vague
    page, keys = watched.page, watched.page.keyboard
    page.locator("#hl-q").fill("补多少?")
    page.locator("#hl-q").press("Enter")
    page.locator(".hl-back", has_text="问的是哪一项").wait_for()
    keys.press("a")
    page.locator(".hl-back", has_text="属于哪一种情况").wait_for()
    assert kb.asked[-1][:2] == ("加强算力券支持，补多少?", Filters(("zj-2025-ai-measures",)))
    keys.press("b")
    page.locator(".pd-status", has_text="按：采用非自主算力服务的").wait_for()
    said = page.locator("#hl-say").inner_text()
    assert said.startswith("采用非自主算力服务的")
    assert "30%" not in said
    assert page.locator("[data-choice=b]").get_attribute("aria-pressed") == "true"
    assert "属于哪一种情况" not in page.locator(".hl-back").inner_text()
    amount = page.get_by_label("合同实际执行金额是多少")
    amount.fill("500")
    amount.press("Enter")
    page.locator(".hl-asked", has_text="合同实际执行金额500万元").wait_for()
    assert kb.asked[-1][0] == "采用非自主算力服务的，合同实际执行金额500万元，加强算力券支持，补多少?"
    page.locator("#hl-say").focus()
    keys.press("o")
    order = page.locator("#hl-order:focus").input_value()
    assert "情况：采用非自主算力服务的" in order
    assert order.endswith("待办：\n无")  # what was asked back has been answered
    assert (watched.foreign, watched.errors) == ([], [])


def test_what_the_callers_words_say_is_not_asked(vague: tuple[VagueKb, Any]) -> None:
    _, watched = vague
    page = watched.page
    page.locator("#hl-q").fill("我们用的算力不是自主的，算力券最高多少?")
    page.locator("#hl-q").press("Enter")
    page.locator(".hl-back", has_text="来电人已说明").wait_for()
    assert page.locator("[data-choice=b]").get_attribute("aria-pressed") == "true"
    page.locator("[data-choice=a]").click()  # a wrong guess is put right
    page.locator(".pd-status", has_text="按：使用自主算力服务的").wait_for()


@pytest.mark.parametrize(
    ("said", "case"),
    [
        ("算力券最高补多少", ""),
        ("我们使用算力服务，能补多少", ""),
        ("自主的和非自主的都有，怎么补", ""),
        ("我们用自主算力，能补多少", COMPUTE[0]),
        ("算力不是自主的", COMPUTE[1]),
        ("使用自主算力服务的，我们用非自主算力，补多少", COMPUTE[0]),  # what was chosen last stands first
    ],
)
def test_the_case_that_words_name(said: str, case: str) -> None:
    assert case_told(COMPUTE, said, ["加强算力券支持"]) == case


def test_figures_tell_cases_apart_whole() -> None:
    cases = ["营业收入首次达到1亿元的", "营业收入首次达到5亿元的"]
    assert case_told(cases, "我们营收首次达到5亿元了") == cases[1]
    assert case_told(cases, "营收11亿元") == ""
    assert bare(f"{cases[0]}，奖多少", cases) == "奖多少"


def test_a_sum_and_the_clauses_own_words_are_said_of_a_case() -> None:
    kb = VagueKb()
    clause, document = kb.clause(VOUCHER)
    answer = Answer("补多少", Status.ANSWERED, f"{COMPUTE[0]}，最高150万元[1]。\n{COMPUTE[1]}，最高50万元[1]。", (cite(1, clause, document, 0, len(clause.text)),))
    said = said_of(answer, [clause], COMPUTE[1])
    assert said.split("\n")[0] == "采用非自主算力服务的，最高50万元。"
    assert "10%" in said
    assert "30%" not in said
    assert backs(answer, [clause], ["自主算力的合同"])[0].chosen == COMPUTE[0]  # said before in the call


@pytest.fixture
def town(tmp_path: Path) -> Any:
    kb = shelf(tmp_path)
    kb.office.add_account("王芳", PASSWORD)
    return kb


def test_a_callers_words_to_verdicts_and_the_work_order(town: Any, open_page: Any) -> None:
    with serving(town) as url:
        watched = _staff(open_page, url)
        page, keys = watched.page, watched.page.keyboard
        page.get_by_label("地区").select_option("浙江省")
        page.locator("#hl-q").fill("职工120人，年产值1.2亿。")
        keys.press("Alt+t")
        page.locator("#hl-say:focus").wait_for()
        assert "符合 1 项 · 还需要知道 1 项" in page.locator(".hl-left .pd-status").inner_text()
        keys.press("y")  # listed
        page.locator(".pd-status", has_text="符合 2 项").wait_for()
        page.locator("#hl-say:focus").wait_for()
        keys.press("i")
        keys.type("60万")
        keys.press("Enter")
        page.locator("#hl-say", has_text="最高 12万元").wait_for()
        page.locator("#hl-say:focus").wait_for()
        keys.press("1")
        page.locator("#hl-clause:focus .hc-criteria").wait_for()
        beside = page.locator("#hl-clause").inner_text()
        assert "年产值2000万元以上" in beside
        assert page.locator("#hl-clause mark").count()
        keys.press("0")
        page.locator("#hl-clause .hc-list").first.wait_for()
        assert page.locator("#pd-hotline img").count() == 0
        page.reload()
        page.locator("#hl-say", has_text="最高 12万元").wait_for()
        page.locator("#hl-say").focus()
        keys.press("o")
        order = page.locator("#hl-order:focus").input_value()
        for words in ("资格核对", "年产值：1.2亿元", "符合：机床补助（最高 12万元）", "《某市若干措施》 机床补助", "“最高100万元”", HOSTILE):
            assert words in order, words
        assert (watched.foreign, watched.errors) == ([], [])


def test_facts_are_put_right_forgotten_and_kept_with_the_call(town: Any) -> None:
    staff = next(a for a in town.office.accounts() if a.name == "王芳")
    line = Hotline(Desk(Service(town), Metrics()))
    cases = CaseLine(line)
    phone = cases.check(Phone(), {"q": "职工400人，我的电话13812345678"}, staff)
    phone = cases.answered(phone, {"fact": "listed", "value": "yes"}, staff)
    phone = cases.corrected(phone, {"w:staff": "400", "t:staff": "40", "w:listed": "yes", "t:listed": ""}, staff)
    assert dict(phone.case.entered) == {"staff": "40"}
    phone = cases.told(phone, "skip", "listed", staff)
    assert phone.call
    kept = town.office.call(phone.call.id).told
    assert "13812345678" not in kept["text"]
    again = line.resumed(Phone(), staff)
    assert (again.view, again.case.entered, again.case.skipped) == ("case", {"staff": "40"}, ("listed",))
    phone = cases.told(again, "unskip", "listed", staff)
    assert phone.case.skipped == ()
    order = line.finish(phone, {}).order
    assert "职工人数：40人" in order
    assert "- 请来电人补充：" in order
