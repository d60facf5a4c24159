"""The rule language: who gets what under one clause, as data. docs/rules.md says how to write it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from eligibility.conditions import Condition, Name, Text, refuse
from eligibility.files import Strict

RuleId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Percent = Annotated[Decimal, Field(gt=0, le=1000)]
Yuan = Annotated[Decimal, Field(ge=0)]
_AMOUNTS = ("up_to", "percent", "count", "ladder", "sum", "highest", "lowest", "cases")


class Cap(Strict):
    """The most that is paid, for what, and in whose words."""

    yuan: Annotated[Decimal, Field(gt=0)]
    per: Literal["item", "project", "contract", "enterprise", "person", "year", "month"] | None = None
    quote: Text
    as_written: str = ""
    clause: str = ""


class Step(Strict):
    """One step of a ladder: who reaches `from` gets `yuan`."""

    from_: Annotated[Decimal, Field(alias="from")]
    yuan: Yuan


class Amount(Strict):
    """How much at most. Exactly one form; `caps` then bind the result, each by itself.

    `up_to` a fixed amount; `percent` of the product of `of` (a fact in percent counts as a share); `count` times
    `each`; `ladder` over one fact; `sum`, `highest` (就高), `lowest` (不超过…，且不超过…) of several; `cases`, of which the first that holds counts.
    """

    up_to: Yuan | None = None
    percent: Percent | None = None
    of: Annotated[tuple[Name, ...], Field(min_length=1)] | None = None
    count: Name | None = None
    each: Amount | None = None
    ladder: Annotated[tuple[Step, ...], Field(min_length=1)] | None = None
    sum: Annotated[tuple[Amount, ...], Field(min_length=2)] | None = None
    highest: Annotated[tuple[Amount, ...], Field(min_length=2)] | None = None
    lowest: Annotated[tuple[Amount, ...], Field(min_length=2)] | None = None
    cases: Annotated[tuple[Case, ...], Field(min_length=1)] | None = None
    caps: tuple[Cap, ...] = ()
    quote: str = ""
    as_written: str = ""
    clause: str = ""

    @model_validator(mode="after")
    def _one_form(self) -> Amount:
        forms = [n for n in _AMOUNTS if getattr(self, n) is not None]
        if len(forms) != 1:
            raise ValueError(f"an amount has exactly one of {', '.join(_AMOUNTS)}")
        needs_of = forms[0] in ("percent", "ladder")
        refuse(needs_of != (self.of is not None), f"{forms[0]} {'needs' if needs_of else 'takes no'} `of`")
        refuse((self.count is None) != (self.each is None), "count and each go together")
        refuse(forms[0] in ("up_to", "percent", "ladder") and not self.quote, f"{forms[0]} needs the quote that says it")
        refuse(self.ladder is not None and len(self.of or ()) != 1, "a ladder is over one fact")
        starts = [s.from_ for s in self.ladder or ()]
        refuse(starts != sorted(set(starts)), "the steps of a ladder rise")
        return self

    @property
    def parts(self) -> tuple[Amount, ...]:
        """The amounts that this one is made of."""
        cases = tuple(c.amount for c in self.cases or () if c.amount)
        return self.sum or self.highest or self.lowest or cases or ((self.each,) if self.each else ())

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it reckons with, each once."""
        own = [*(self.of or ()), *((self.count,) if self.count else ())]
        asked = [f for c in self.cases or () if c.when for f in c.when.facts]
        return tuple(dict.fromkeys([*own, *asked, *(f for p in self.parts for f in p.facts)]))


class Case(Strict):
    """An amount under a condition; without `when` it is what is left, without `amount` the clause gives no figure."""

    when: Condition | None = None
    amount: Amount | None = None


class Benefit(Strict):
    """What is granted. Without `amount` the clause gives no figure."""

    kind: Literal["subsidy", "reward", "interest", "recognition", "service"]
    label: Text
    period: str = ""
    amount: Amount | None = None


class Force(Strict):
    """The days on which a rule holds, where they differ from its document's; both included."""

    from_: Annotated[date | None, Field(alias="from")] = None
    to: date | None = None


class Rule(Strict):
    """Who gets what under one clause. Region and dates are the document's unless said here."""

    id: RuleId
    clause: Text
    draft: bool = False
    region: str = ""
    in_force: Force | None = None
    discretion: str = ""
    criteria: tuple[Condition, ...] = ()
    benefit: Benefit
    notes: tuple[Text, ...] = ()

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that it rests on, its own first, each once."""
        amount = self.benefit.amount
        named = [self.clause, *(c for k in self.criteria for c in _named(k)), *(_named_in(amount) if amount else ())]
        return tuple(dict.fromkeys(named))

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that it asks for, each once: those of its criteria first."""
        amount = self.benefit.amount
        asked = [f for c in self.criteria for f in c.facts]
        return tuple(dict.fromkeys([*asked, *(amount.facts if amount else ())]))

    @model_validator(mode="after")
    def _worded(self) -> Rule:
        for n, criterion in enumerate(self.criteria):
            refuse(not criterion.text, f"criterion {n + 1} needs a text")
            refuse(not _quoted(criterion), f"criterion {n + 1} needs a quote for each of its conditions")
        return self


def _named(condition: Condition) -> Iterator[str]:
    if condition.clause:
        yield condition.clause
    for part in condition.parts:
        yield from _named(part)


def _named_in(amount: Amount) -> Iterator[str]:
    yield from (c for c in (amount.clause, *(cap.clause for cap in amount.caps)) if c)
    for case in amount.cases or ():
        yield from _named(case.when) if case.when else ()
    for part in amount.parts:
        yield from _named_in(part)


def _quoted(condition: Condition) -> bool:
    """Whether it has its words, or all its parts have theirs."""
    return bool(condition.quote) or (bool(condition.parts) and all(_quoted(p) for p in condition.parts))


class RuleFile(Strict):
    """`rules.yaml`: the rules of one document.

    `seen` holds, for each clause that a rule rests on, its digest when somebody last held the rules against its words.
    """

    document: Text
    seen: dict[str, Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]]
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]


class WorkedCase(Strict):
    """A profile with the verdict that a reader of the document reaches; `missing` and amounts where it matters.

    `if_eligible_yuan` is what an unknown verdict would come to, such as under a draft.
    """

    rule: RuleId
    name: Text
    on: date | None = None
    facts: dict[str, bool | Decimal | str]
    expect: Literal["eligible", "ineligible", "unknown"]
    amount_yuan: Decimal | None = None
    if_eligible_yuan: Decimal | None = None
    missing: tuple[str, ...] | None = None


class CaseFile(Strict):
    """`cases.yaml`: worked cases for the rules beside it; `on` is the day for all that name none."""

    on: date
    cases: Annotated[tuple[WorkedCase, ...], Field(min_length=1)]
