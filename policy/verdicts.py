"""Verdicts: what an applicant qualifies for under one clause, why, how much at most, and what is still to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from policy.answers import Citation


class Eligibility(StrEnum):
    """What a rule comes to. Unknown is never eligible."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNKNOWN = "unknown"


class Finding(StrEnum):
    """What became of one criterion."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


def number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON has it: whole numbers whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a rule with its finding. `why` is said where it is not met, or can't be settled by a fact."""

    text: str
    status: Finding
    facts: tuple[str, ...] = ()
    quote: str = ""
    clause_id: str = ""
    why: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "text": self.text, "status": self.status.value, "facts": list(self.facts), "quote": self.quote,
            "clause_id": self.clause_id or None, "why": self.why or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grant:
    """What a rule grants: `amount_yuan` is the most that the clause allows an eligible applicant.

    None where it gives no figure, or a needed fact is missing; then `at_least_yuan` is what the known facts come to.
    `if_eligible_yuan` is the amount of a rule whose criteria are still open. `caps` are (元, what for).
    """

    kind: str
    label: str
    amount_yuan: Decimal | None = None
    formula: str = ""
    period: str = ""
    at_least_yuan: Decimal | None = None
    if_eligible_yuan: Decimal | None = None
    caps: tuple[tuple[Decimal, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; amounts are numbers."""
        return {
            "kind": self.kind, "label": self.label, "amount_yuan": number(self.amount_yuan),
            "formula": self.formula or None, "period": self.period or None,
            "at_least_yuan": number(self.at_least_yuan), "if_eligible_yuan": number(self.if_eligible_yuan),
            "caps": [{"yuan": number(yuan), "per": per or None} for yuan, per in self.caps],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule decided. `missing` are the facts that can still change the verdict or its amount."""

    rule_id: str
    clause_id: str
    document_id: str
    document: str
    heading: str
    status: Eligibility
    criteria: tuple[Criterion, ...]
    benefit: Grant
    local_discretion: bool = False
    missing: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "rule_id": self.rule_id, "clause_id": self.clause_id, "document_id": self.document_id,
            "document": self.document, "heading": self.heading, "status": self.status.value,
            "criteria": [c.to_dict() for c in self.criteria], "benefit": self.benefit.to_dict(),
            "local_discretion": self.local_discretion, "missing": list(self.missing),
            "citations": [c.to_dict() for c in self.citations], "notes": list(self.notes),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactName:
    """What a fact is called, for people, in both languages; `en` is "" where nobody has said."""

    zh: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """A fact worth asking for, with the question in both languages."""

    fact: str
    question: str
    question_en: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"fact": self.fact, "question": self.question, "question_en": self.question_en}


@dataclass(frozen=True, slots=True)
class Told:
    """A fact read from a text: its words and where they stand. `vague` asks for the exact figure."""

    fact: str
    value: bool | str | Decimal
    text: str
    start: int
    end: int
    vague: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; a number is a number."""
        value = number(self.value) if isinstance(self.value, Decimal) else self.value
        return {
            "fact": self.fact, "value": value, "text": self.text, "start": self.start, "end": self.end, "vague": self.vague,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All rules decided for one applicant on one day: what is granted first, then what is open, then what is not.

    `facts` are those gone by; `told` is what was read from a text, `unplaced` the figures of it that no fact took. `names`
    has every fact that there is.
    """

    as_of: date
    facts: Mapping[str, bool | str | Decimal]
    results: tuple[Verdict, ...]
    next_questions: tuple[NextQuestion, ...]
    told: tuple[Told, ...] = ()
    unplaced: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    names: Mapping[str, FactName] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "as_of": self.as_of.isoformat(),
            "facts": {n: number(v) if isinstance(v, Decimal) else v for n, v in self.facts.items()},
            "results": [r.to_dict() for r in self.results],
            "next_questions": [q.to_dict() for q in self.next_questions],
            "told": [self._told(t) for t in self.told],
            "unplaced": list(self.unplaced),
            "notes": list(self.notes),
        }

    def _told(self, told: Told) -> dict[str, Any]:
        name = self.names.get(told.fact, FactName(told.fact))
        return {**told.to_dict(), "label": name.zh, "label_en": name.en}
