"""Verdicts: standing of the document, findings with their words, what is missing, what is asked next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from eligibility_fakes import CLAUSES, FAIRS, MACHINES, Shelf

from policy.verdicts import Finding

Make = Callable[..., Shelf]
GOOD = {"region": "宁波市", "output_yuan": 20000000, "staff": 300, "machines_yuan": 600000}


def test_a_verdict_quotes_its_clause_for_each_criterion_and_figure(shelf: Make) -> None:
    verdict = shelf().verdict(GOOD)
    assert verdict.status == "eligible"
    assert verdict.benefit.amount_yuan == 120000
    assert verdict.benefit.formula == "min(600000 × 20%, 1000000)"
    assert (verdict.clause_id, verdict.heading) == ("town#机床补助", "机床补助")
    assert all(c.status is Finding.MET and c.quote for c in verdict.criteria)
    own = [c for c in verdict.citations if c.clause_id == "town#机床补助"]
    assert {c.quote for c in own} == {"年产值2000万元以上", "职工不超过300人", "按机床购置额的20%补助", "最高100万元"}
    assert all(CLAUSES["机床补助"][c.start : c.end] == c.quote for c in own)
    assert [c.n for c in verdict.citations] == list(range(1, len(verdict.citations) + 1))


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"output_yuan": 19999999.99}, "ineligible"),
        ({"staff": 301}, "ineligible"),
        ({"region": "南京市"}, "ineligible"),
        ({"region": None}, "unknown"),
        ({"staff": None}, "unknown"),
        ({"staff": None, "output_yuan": 700000}, "ineligible"),
    ],
)
def test_unknown_is_never_eligible_and_unmet_settles_it(shelf: Make, change: dict[str, Any], status: str) -> None:
    facts = {k: v for k, v in (GOOD | change).items() if v is not None}
    verdict = shelf().verdict(facts)
    assert verdict.status == status
    assert verdict.benefit.amount_yuan is None
    assert (verdict.missing == ()) is (status == "ineligible")


@pytest.mark.parametrize(
    ("on", "status", "why"),
    [
        (date(2024, 12, 31), "ineligible", "2025-01-01"),
        (date(2025, 1, 1), "eligible", ""),
        (date(2026, 12, 31), "eligible", ""),
        (date(2027, 1, 1), "ineligible", "2026-12-31"),
    ],
)
def test_the_days_in_force(shelf: Make, on: date, status: str, why: str) -> None:
    verdict = shelf().verdict(GOOD, on=on)
    assert verdict.status == status
    assert why in verdict.criteria[0].why


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ({"status": "征求意见"}, "unknown"),
        ({"status": "未知"}, "unknown"),
        ({"status": "", "effective_from": None, "effective_to": None}, "unknown"),
        ({"status": "", "effective_to": None}, "eligible"),
        ({"status": "已失效"}, "ineligible"),
        ({"effective_from": None, "effective_to": None}, "eligible"),
        ({"effective_from": None, "issued": "2025-06-02"}, "ineligible"),
        ({"effective_from": "2025", "effective_to": "2025"}, "eligible"),
        ({"effective_from": "2025-07"}, "ineligible"),
    ],
)
def test_a_draft_or_a_text_of_unknown_standing_makes_nobody_eligible(shelf: Make, meta: dict[str, Any], status: str) -> None:
    verdict = shelf(meta=meta).verdict(GOOD)
    assert verdict.status == status
    assert bool(verdict.criteria[0].why) is (status != "eligible")
    assert (verdict.benefit.amount_yuan is None) is (status != "eligible")


def test_somebody_whom_a_draft_excludes_is_ineligible(shelf: Make) -> None:
    assert shelf(meta={"status": "征求意见"}).verdict(GOOD | {"staff": 301}).status == "ineligible"


def test_a_national_rule_needs_no_region(shelf: Make) -> None:
    facts = {k: v for k, v in GOOD.items() if k != "region"}
    assert shelf(meta={"region": "全国"}).verdict(facts).status == "eligible"


def test_a_rule_may_have_dates_and_a_region_of_its_own(shelf: Make) -> None:
    rule = MACHINES | {"region": "宁波市", "in_force": {"from": date(2025, 3, 1), "to": date(2025, 5, 31)}}
    own = shelf(rules=[rule])
    assert own.verdict(GOOD, on=date(2025, 5, 31)).status == "eligible"
    assert own.verdict(GOOD, on=date(2025, 6, 1)).status == "ineligible"
    assert own.verdict(GOOD | {"region": "温州市"}, on=date(2025, 5, 31)).status == "ineligible"


def test_a_rule_whose_clause_has_changed_decides_nothing(shelf: Make) -> None:
    made = shelf()
    file = made.folder / "town.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("300人", "400人"), encoding="utf-8")
    verdict = made.verdict(GOOD)
    assert (verdict.status, verdict.benefit.amount_yuan) == ("unknown", None)
    assert "改动" in verdict.criteria[-1].why
    assert all(c.quote in file.read_text(encoding="utf-8") or c.clause_id == "town#" for c in verdict.citations)


def test_drafts_decide_nothing(shelf: Make) -> None:
    assert shelf(rules=[MACHINES | {"draft": True}]).match(GOOD).results == ()


def test_a_missing_amount_is_asked_for(shelf: Make) -> None:
    facts = {k: v for k, v in GOOD.items() if k != "machines_yuan"}
    verdict = shelf().verdict(facts)
    assert (verdict.status, verdict.benefit.amount_yuan, verdict.missing) == ("eligible", None, ("machines_yuan",))


def test_what_an_open_verdict_would_pay_is_no_amount(shelf: Make) -> None:
    verdict = shelf().verdict({k: v for k, v in GOOD.items() if k != "region"})
    assert (verdict.benefit.amount_yuan, verdict.benefit.if_eligible_yuan) == (None, 120000)


def test_the_question_that_settles_most_comes_first(shelf: Make) -> None:
    made = shelf(rules=[MACHINES, FAIRS])
    questions = [q.fact for q in made.match({}).next_questions]
    assert questions[0] == "region"
    assert set(questions) == {"region", "output_yuan", "staff", "machines_yuan", "fairs"}
    near = made.match(GOOD | {"staff": 301, "fairs": 3}).next_questions
    assert near == ()
    settled = made.match({"region": "宁波市", "output_yuan": 1})
    assert [q.fact for q in settled.next_questions] == ["fairs"]
    assert settled.next_questions[0].question == "参加了几次境外展会？"


def test_what_only_excludes_is_asked_last(shelf: Make) -> None:
    hopeless = MACHINES | {
        "id": "town-other",
        "criteria": [*MACHINES["criteria"], {"text": "择优", "unsettled": "由部门择优", "quote": "年产值"}],
    }
    made = shelf(rules=[hopeless, FAIRS])
    assert made.match({"region": "宁波市"}).next_questions[0].fact == "fairs"
    assert made.verdict(GOOD, "town-other").status == "unknown"


def test_what_is_granted_comes_first_the_most_before_the_less(shelf: Make) -> None:
    made = shelf(rules=[FAIRS, MACHINES])
    results = made.match(GOOD | {"fairs": 3}).results
    assert [(r.rule_id, r.benefit.amount_yuan) for r in results] == [("town-machines", 120000), ("town-fairs", 90000)]
    assert [r.rule_id for r in made.match(GOOD | {"fairs": 2}).results] == ["town-machines", "town-fairs"]
    assert [r.status for r in made.match({"region": "宁波市", "fairs": 2}).results] == ["unknown", "ineligible"]


def test_the_json_form(shelf: Make) -> None:
    made = shelf(rules=[MACHINES | {"discretion": "补助", "notes": ["另有一读"]}]).match(GOOD).to_dict()
    assert set(made) >= {"as_of", "facts", "results", "next_questions"}
    result = made["results"][0]
    assert set(result) >= {
        "rule_id", "clause_id", "document_id", "heading", "status", "criteria", "benefit", "local_discretion", "missing", "citations",
    }  # fmt: skip
    assert set(result["benefit"]) >= {"kind", "label", "amount_yuan", "formula", "period"}
    assert set(result["criteria"][0]) >= {"text", "status", "facts", "quote"}
    assert (result["local_discretion"], result["notes"]) == (True, ["另有一读"])
    assert made["facts"] == GOOD
    assert made["as_of"] == "2025-06-01"
