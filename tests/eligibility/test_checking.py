"""Files of rules: refused with file, line and field where they can't be read, and held against clauses and cases."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from eligibility_fakes import CLAUSES, EDGES, FACTS, FAIRS, MACHINES, Shelf

from eligibility.coverage import not_shown
from eligibility.draft import draft_rules
from eligibility.facts import load_facts
from eligibility.files import load
from eligibility.rulebook import read_rules
from eligibility.schema import CaseFile
from eligibility.seen import record
from ingest.gather import gather
from policy.errors import BadArgument, UnreadableSource

Make = Callable[..., Shelf]
IN = {"region": "宁波市"}


def _case(name: str, expect: str, rule: str = "town-machines", **facts: Any) -> dict[str, Any]:
    return {"rule": rule, "name": name, "facts": IN | facts, "expect": expect}


CASES = [
    _case("在界上", "eligible", output_yuan=20000000, staff=300, machines_yuan=100) | {"amount_yuan": 20, "missing": []},
    _case("太大", "ineligible", staff=301),
    _case("不知道", "unknown", staff=300) | {"missing": ["output_yuan", "machines_yuan"]},
    *EDGES,
]


def _changed(path: str, value: Any) -> dict[str, Any]:
    """The rule with one part changed (None: taken out); `path` is dotted."""
    rule = copy.deepcopy(MACHINES)
    *steps, last = path.split(".")
    part: Any = rule
    for step in steps:
        part = part[int(step) if step.isdigit() else step]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return rule


def test_good_rules_have_no_problems(shelf: Make) -> None:
    assert shelf(cases=CASES).problems() == []


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("benefit.amount.percents", 20, "benefit.amount.percents: no such field"),
        ("criteria.0.at_last", 3, "criteria.0.at_last: no such field"),
        ("benefit.kind", "present", "benefit.kind"),
        ("criteria.0.at_least", "2000万", "criteria.0.at_least"),
        ("criteria.0.at_least", None, "a fact needs one of"),
        ("criteria.0.ratio", ["staff", "fairs"], "exactly one of"),
        ("criteria.0.is", True, "don't go together"),
        ("criteria.0.quote", None, "criterion 1 needs a quote"),
        ("criteria.0.text", None, "criterion 1 needs a text"),
        ("benefit.amount.quote", None, "percent needs the quote"),
        ("benefit.amount.of", None, "percent needs `of`"),
        ("benefit.amount.up_to", 5, "exactly one of up_to"),
        ("benefit.amount.caps.0.per", "day", "caps.0.per"),
        ("id", "Town_1", "rules.0.id"),
        ("criteria.0.some", [{"fact": "listed", "is": True}], "some"),
    ],
)
def test_what_the_schema_does_not_know_is_refused_with_its_place(shelf: Make, path: str, value: Any, words: str) -> None:
    made = shelf(rules=[_changed(path, value)])
    with pytest.raises(UnreadableSource) as caught:
        read_rules(made.folder / "town.rules.yaml")
    assert words in str(caught.value)
    assert "town.rules.yaml, line " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_line_is_that_of_the_field(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("document: d\nseen: {}\nrules:\n- id: a\n  clause: c\n  benefit:\n    kind: bad\n    label: x\n", encoding="utf-8")
    with pytest.raises(UnreadableSource, match=r"line 7: rules\.0\.benefit\.kind"):
        read_rules(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("a: [", "not valid YAML"),
        ("- a", "line 1"),
        ("document: a\ndocument: b\n", "line 2: 'document' stands there twice"),
    ],
)
def test_what_is_no_file_of_rules(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableSource, match=words):
        read_rules(path)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("criteria.0.quote", "年产值2000万以上", "“年产值2000万以上” is not in 机床补助"),
        ("criteria.0.at_least", 30000000, "30000000元 is not in its quote"),
        ("criteria.1.quote", "年产值2000万元以上", "300人 is not in its quote"),
        ("benefit.amount.percent", 30, "30% is not in its quote"),
        ("benefit.amount.caps.0.yuan", 2000000, "2000000元 is not in its quote"),
        ("benefit.amount.of", ["listed"], "listed is no number"),
        ("discretion", "支持有条件的地方", "is not in 机床补助"),
        ("criteria.0.fact", "nobody", "nobody, which facts.yaml lacks"),
        ("criteria.0.fact", "listed", "it has no bounds"),
        ("criteria.0.clause", "没有的条", "town has no clause 没有的条"),
        ("region", "火星", "火星 is no place"),
    ],
)
def test_rules_are_held_against_their_clauses(shelf: Make, path: str, value: Any, words: str) -> None:
    problems = shelf(rules=[_changed(path, value)], cases=CASES).problems()
    assert any(words in p for p in problems), problems


def test_a_bound_on_the_wrong_side_of_its_words(shelf: Make) -> None:
    rule = _changed("criteria.0.at_least", None)
    rule["criteria"][0]["more_than"] = 20000000
    assert any("more_than 20000000 is not what" in p for p in shelf(rules=[rule], cases=CASES).problems())


def test_words_that_the_grammar_does_not_read(shelf: Make) -> None:
    clauses = CLAUSES | {"机床补助": CLAUSES["机床补助"].replace("2000万元以上", "上了甲档线")}
    rule = _changed("criteria.0.quote", "年产值上了甲档线")
    assert any("20000000元 is not in its quote" in p for p in shelf(clauses=clauses, rules=[rule], cases=CASES).problems())
    rule["criteria"][0]["as_written"] = "上了甲档线"
    assert shelf(clauses=clauses, rules=[rule], cases=CASES).problems() == []
    rule["criteria"][0]["as_written"] = "上了乙档线"
    assert any("上了乙档线" in p for p in shelf(clauses=clauses, rules=[rule], cases=CASES).problems())


def test_a_changed_clause_fails_until_somebody_looks_again(shelf: Make) -> None:
    made = shelf(cases=CASES)
    file, rules = made.folder / "town.yaml", made.folder / "town.rules.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("购置额的", "购置额（含税）的"), encoding="utf-8")
    assert any("have changed since" in p for p in made.problems())
    rules.write_text("# 说明\n" + rules.read_text(encoding="utf-8").replace("按机床购置额的", "按机床购置额（含税）的"), encoding="utf-8")
    document = gather([made.folder]).held[0].document
    assert record(read_rules(rules), document, ["town-machines"]) == ["机床补助"]
    assert made.problems() == []
    assert rules.read_text(encoding="utf-8").startswith("# 说明\n")
    assert record(read_rules(rules), document, []) == []


def test_one_rule_recorded_leaves_the_clauses_of_others_alone(shelf: Make) -> None:
    made = shelf(rules=[MACHINES, FAIRS])
    file, rules = made.folder / "town.yaml", made.folder / "town.rules.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("，", "、"), encoding="utf-8")
    document = gather([made.folder]).held[0].document
    record(read_rules(rules), document, ["town-fairs"])
    changed = [p for p in made.problems() if "have changed" in p]
    assert len(changed) == 1
    assert "town-machines" in changed[0]


def test_a_changed_clause_of_several_rules_is_recorded_for_all_of_them_or_none(shelf: Make) -> None:
    made = shelf(rules=[MACHINES, {**MACHINES, "id": "town-again"}])
    file, rules = made.folder / "town.yaml", made.folder / "town.rules.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("，", "、"), encoding="utf-8")
    document = gather([made.folder]).held[0].document
    before = rules.read_text(encoding="utf-8")
    with pytest.raises(BadArgument, match="town-again rests on a changed clause"):
        record(read_rules(rules), document, ["town-machines"])
    assert rules.read_text(encoding="utf-8") == before
    assert record(read_rules(rules), document, ["town-machines", "town-again"]) == ["机床补助"]


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        (None, "no file of cases"),
        (CASES[:2], "no case is unknown"),
        ([CASES[0] | {"expect": "unknown"}, *CASES[1:]], "expected unknown, decided eligible"),
        ([CASES[0] | {"amount_yuan": 21}, *CASES[1:]], "expected 21 yuan, worked out 20"),
        ([CASES[0], CASES[1], CASES[2] | {"missing": ["staff"]}, *EDGES], "expected staff missing"),
        ([*CASES, _case("谁", "unknown", rule="nobody")], "no active rule nobody"),
        ([*CASES, _case("错", "unknown", staff=-3)], "staff can't be negative"),
        ([_case("界外", "eligible", output_yuan=30000000, staff=300), *CASES[1:]], "no case lies on at_least 20000000"),
        ([*CASES[:3], EDGES[1]], "no case is on the first day in force, 2025-01-01"),
        ([*CASES[:3], EDGES[0]], "no case is on the last day in force, 2026-12-31"),
        ([*CASES[:3], *({**c, "facts": IN | {"staff": 301}} for c in EDGES)], "no case lies outside 浙江省"),
        (EDGES, "no case lies in 浙江省"),
    ],
)
def test_cases_show_every_verdict_and_every_boundary(shelf: Make, cases: list[dict[str, Any]] | None, words: str) -> None:
    problems = shelf(cases=cases).problems()
    assert any(words in p for p in problems), problems


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("criteria", [{"text": "有产值", "fact": "output_yuan", "more_than": 0, "quote": "年产值"}], "lies on more_than 0 of output"),
        ("criteria", [{"text": "增", "growth": ["output_yuan", "machines_yuan"], "more_than": 0, "quote": "年产值"}], "of output_yuan/machines_yuan"),
        ("criteria", [{"text": "占", "ratio": ["machines_yuan", "output_yuan"], "at_least": 20, "quote": "20%"}], "lies on at_least 20 of mach"),
        ("benefit.amount.cases", [{"when": {"fact": "fairs", "at_least": 3}}], "lies on at_least 3 of fairs"),
        ("benefit.amount.ladder", [{"from": 500, "yuan": 2}], "lies on at_least 500 of machines_yuan"),
    ],
)
def test_each_comparison_has_a_case_on_its_boundary(shelf: Make, path: str, value: Any, words: str) -> None:
    rule = _changed(path, value)
    if "amount" in path:
        keep = ("of", "quote") if "ladder" in path else ()
        amount = rule["benefit"]["amount"]
        rule["benefit"]["amount"] = {k: v for k, v in amount.items() if k in (path.rsplit(".", 1)[1], *keep)}
    made = shelf(rules=[rule], cases=CASES)
    rules, (cases, _) = read_rules(made.folder / "town.rules.yaml").file.rules, load(made.folder / "town.cases.yaml", CaseFile)
    metadata = gather([made.folder]).held[0].document.metadata
    lacking = list(not_shown(rules, cases, metadata, load_facts([made.folder / "facts.yaml"])))
    assert any(words in message for message in lacking), lacking


def test_a_rule_that_nobody_can_meet_needs_no_eligible_case(shelf: Make) -> None:
    cases = [_case("在界上", "unknown", output_yuan=20000000, staff=300), CASES[1], *EDGES]
    assert shelf(meta={"status": "征求意见"}, cases=cases).problems() == []


def test_a_digest_that_nothing_rests_on(shelf: Make) -> None:
    made = shelf(cases=CASES)
    path = made.folder / "town.rules.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["seen"]["展会奖励"] = "0" * 16
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert any("展会奖励, on which no rule rests" in p for p in made.problems())


def test_a_fact_declared_twice(shelf: Make) -> None:
    with pytest.raises(UnreadableSource, match="fact staff is declared twice"):
        shelf(facts=FACTS.replace("name: fairs", "name: staff")).book()


def test_a_rule_of_one_id_twice(shelf: Make) -> None:
    with pytest.raises(UnreadableSource, match="town-machines stands there twice"):
        shelf(rules=[MACHINES, MACHINES]).book()


def test_drafts_come_from_provisions_and_are_marked(shelf: Make) -> None:
    made = shelf()
    document = gather([made.folder]).held[0].document
    text = draft_rules(document, made.book().facts)
    path = made.folder / "draft.yaml"
    path.write_text(text, encoding="utf-8")
    rules = read_rules(path).file.rules
    assert rules
    assert all(r.draft for r in rules)
    machines = next(r for r in rules if r.clause == "机床补助")
    assert {(c.fact, *c.bounds()) for c in machines.criteria} >= {("output_yuan", ("at_least", 20000000))}
    amount = machines.benefit.amount
    assert amount is not None
    assert (amount.percent, amount.of, [c.yuan for c in amount.caps]) == (20, ("machines_yuan",), [1000000])


def test_a_document_that_grants_nothing_has_no_draft(shelf: Make) -> None:
    made = shelf(clauses={"目标": "到2027年，建成10个园区。"})
    assert draft_rules(gather([made.folder]).held[0].document, load_facts([made.folder / "facts.yaml"])) == ""


def test_a_draft_of_steps_is_a_ladder(shelf: Make) -> None:
    made = shelf(clauses={"产值台阶": "企业年产值首次到1000万、3000万、5000万元的，对应奖5万、10万、20万元。"}, rules=[FAIRS])
    text = draft_rules(gather([made.folder]).held[0].document, load_facts([made.folder / "facts.yaml"]))
    (rule,) = yaml.safe_load(text)["rules"]
    steps = [(s["from"], s["yuan"]) for s in rule["benefit"]["amount"]["ladder"]]
    assert steps == [(10000000, 50000), (30000000, 100000), (50000000, 200000)]


def test_a_draft_of_conditions_alone_is_one_rule(shelf: Make) -> None:
    made = shelf(clauses={"规模": "职工不超过300人。", "产值": "上年产值不低于1000万元。"}, rules=[FAIRS])
    text = draft_rules(gather([made.folder]).held[0].document, load_facts([made.folder / "facts.yaml"]))
    (rule,) = yaml.safe_load(text)["rules"]
    assert [(c["clause"], c.get("at_most"), c.get("at_least")) for c in rule["criteria"]] == [("规模", 300, None), ("产值", None, 10000000)]
