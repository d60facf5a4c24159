"""What cases have to show, and whom a digest's fact is for as the words of a criterion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from eligibility_fakes import EDGES, MACHINES, Shelf

Make = Callable[..., Shelf]
IN = {"region": "宁波市"}
AT_THE_BOUND = IN | {"output_yuan": 20000000, "staff": 300, "machines_yuan": 100}
TOO_LARGE: dict[str, Any] = {"rule": "town-machines", "name": "太大", "facts": IN | {"staff": 301}, "expect": "ineligible"}
UNTOLD: dict[str, Any] = {"rule": "town-machines", "name": "不知道", "facts": IN | {"staff": 300}, "expect": "unknown"}


def test_what_an_unknown_verdict_would_come_to_is_compared(shelf: Make) -> None:
    case = {"rule": "town-machines", "name": "在界上", "facts": AT_THE_BOUND, "expect": "unknown"}
    assert shelf(meta={"status": "征求意见"}, cases=[case | {"if_eligible_yuan": 20}, TOO_LARGE, *EDGES]).problems() == []
    wrong = shelf(meta={"status": "征求意见"}, cases=[case | {"if_eligible_yuan": 21}, TOO_LARGE, *EDGES]).problems()
    assert len(wrong) == 1
    assert "case 在界上: expected 21 yuan, worked out 20" in wrong[0]


def test_what_is_unsettled_beside_another_way_leaves_a_rule_to_be_met(shelf: Make) -> None:
    several = {"text": "一般有产值", "quote": "年产值", "any": [{"fact": "output_yuan", "more_than": 0}, {"unsettled": "没有说死"}]}
    rule = {**MACHINES, "criteria": [*MACHINES["criteria"], several]}
    problems = shelf(rules=[rule], cases=[TOO_LARGE, UNTOLD]).problems()
    assert any("no case is eligible; add one" in p for p in problems)
    shut = {**rule, "criteria": [*MACHINES["criteria"], {"text": "择优", "quote": "年产值", "unsettled": "由部门择优"}]}
    assert not any("no case is eligible" in p for p in shelf(rules=[shut], cases=[TOO_LARGE, UNTOLD]).problems())


def test_whom_a_fact_is_for_can_be_quoted(shelf: Make) -> None:
    made = shelf(rules=[{**MACHINES, "criteria": [{"text": "企业", "fact": "listed", "is": True, "quote": "applicant: 上市企业"}]}])
    held = yaml.safe_load((made.folder / "town.yaml").read_text(encoding="utf-8"))
    held["facts"][0]["applicant"] = "上市企业"
    assert any("applicant: 上市企业" in p for p in made.problems())
    (made.folder / "town.yaml").write_text(yaml.safe_dump(held, allow_unicode=True), encoding="utf-8")
    assert not any("applicant" in p for p in made.problems())
    verdict = made.verdict({"region": "宁波市", "listed": True})
    assert (verdict.criteria[-1].quote, verdict.criteria[-1].clause_id) == ("applicant: 上市企业", "town#")
    assert "applicant: 上市企业" in [c.quote for c in verdict.citations if c.clause_id == "town#"]
