"""The rules of the corpus: quotes verbatim, figures those of the words, digests current, every verdict shown by a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from eligibility.check import check_file
from eligibility.facts import FactBook, load_facts
from eligibility.rulebook import beside, read_rules
from ingest.catalogue import Held
from ingest.gather import gather

ROOT = Path(__file__).resolve().parents[2]
HELD = {h.document.id: h for h in gather([ROOT / "corpus"]).held}
RULED = [i for i, h in HELD.items() if beside(Path(h.file), i, "rules")]


@pytest.fixture(scope="module")
def facts() -> FactBook:
    return load_facts([ROOT / "corpus/facts.yaml"])


def _held(document_id: str) -> Held:
    return HELD[document_id]


@pytest.mark.parametrize("document_id", RULED)
def test_rules_and_cases_hold(document_id: str, facts: FactBook) -> None:
    held = _held(document_id)
    assert [str(p) for p in check_file(held.document, Path(held.file), facts)] == []


def test_every_file_of_rules_and_cases_belongs_to_a_document() -> None:
    files = {beside(Path(h.file), i, kind) for i, h in HELD.items() for kind in ("rules", "cases")}
    assert {p for p in (ROOT / "corpus").rglob("*.yaml") if p.name.endswith(("rules.yaml", "cases.yaml"))} <= files


def test_every_fact_is_asked_for_by_a_rule(facts: FactBook) -> None:
    paths = [p for i in RULED if (p := beside(Path(_held(i).file), i, "rules"))]
    used = {f for p in paths for rule in read_rules(p).file.rules for f in rule.facts}
    assert set(facts.facts) - used == {"region"}


def test_every_fact_has_a_name_in_english(facts: FactBook) -> None:
    names = [f.label_en for f in facts.facts.values()]
    assert [n for n in names if not n or not n[0].isascii()] == []
    assert len(set(names)) == len(names)
