"""The form of the facts that rules ask for, and what is entered in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from eligibility_fakes import DAY, FACTS, write_shelf

from eligibility.facts import load_facts
from eligibility.forms import form, read_entries
from kb import KnowledgeBase, Settings
from policy.errors import BadArgument, UnreadableSource


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_shelf(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("entry", "yuan"),
    [("600000", 600000), ("60万", 600000), ("60 万元", 600000), ("1.2亿", 120000000), ("600,000", 600000), ("六十万", 600000), ("０.5", Decimal("0.5")), ("0", 0)],
)
def test_amounts_as_people_write_them(folder: Path, entry: str, yuan: Decimal | int) -> None:
    values, faults = read_entries(load_facts([folder / "facts.yaml"]), {"output_yuan": entry})
    assert (values, faults) == ({"output_yuan": Decimal(yuan)}, [])


@pytest.mark.parametrize(
    ("fact", "entry", "reason"),
    [
        ("output_yuan", "很多", "no_number"), ("output_yuan", "-5万", "too_low"), ("output_yuan", "约60万", "roughly"),
        ("output_yuan", "60-80万", "several"), ("output_yuan", "9" * 30, "too_high"), ("output_yuan", "1" * 50, "no_number"),
        ("output_yuan", "三年", "no_number"), ("output_yuan", "NaN", "no_number"), ("staff", "3.5", "not_whole"),
        ("listed", "perhaps", "unknown"), ("trade", "长" * 201, "too_long"),
    ],
)  # fmt: skip
def test_what_can_not_be_used_says_why(folder: Path, fact: str, entry: str, reason: str) -> None:
    values, faults = read_entries(load_facts([folder / "facts.yaml"]), {fact: entry, "fairs": "3"})
    assert values == {"fairs": Decimal(3)}
    assert [(f.fact, f.reason) for f in faults] == [(fact, reason)]


def test_entries_that_contradict_each_other_are_said(folder: Path) -> None:
    values, faults = read_entries(load_facts([folder / "facts.yaml"]), {"output_yuan": "10万", "machines_yuan": "20万"})
    assert values == {"output_yuan": Decimal(100000)}
    assert [(f.fact, f.reason, f.other) for f in faults] == [("machines_yuan", "exceeds", "output_yuan")]


def test_a_form_has_the_facts_that_rules_ask_for_under_their_subjects(tmp_path: Path) -> None:
    shelf = write_shelf(tmp_path, facts=f"{FACTS}subjects:\n- {{label: 企业, label_en: Firm, facts: [staff, fairs]}}\n")
    made = form(shelf.book(), {"staff": "10", "fairs": "2"}, DAY)
    assert set(made.fields) == {"region", "output_yuan", "staff", "machines_yuan"}
    assert [(s.called.zh, s.facts) for s in made.subjects] == [("企业", ("staff",)), ("其他", ("region", "output_yuan", "machines_yuan"))]
    assert made.values == {"staff": Decimal(10)}
    assert set(made.first) <= set(made.fields)


def test_a_subject_of_an_unknown_fact_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(f"{FACTS}subjects:\n- {{label: 企业, facts: [nobody]}}\n", encoding="utf-8")
    with pytest.raises(UnreadableSource, match="subjects name nobody"):
        load_facts([tmp_path / "facts.yaml"])


def test_what_a_text_does_not_mean_is_left_out(folder: Path) -> None:
    kb = KnowledgeBase(Settings.load(corpus=folder, data=folder / "data"))
    told = "年产值3000万元，职工100人"
    assert {t.fact for t in kb.match({}, told).told} == {"output_yuan", "staff"}
    without = kb.match({}, told, untold=["staff"])
    assert set(without.facts) == {"output_yuan"}
    assert {t.fact for t in without.told} == {"output_yuan"}
    with pytest.raises(BadArgument) as error:
        kb.match({"machines_yuan": Decimal(99999999)}, told)
    assert error.value.fields == ("machines_yuan", "output_yuan")
