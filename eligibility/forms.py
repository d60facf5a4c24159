"""The facts that the active rules ask for, as a form, and entries of it read: 60万, 1.2亿 and 600000 are amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from eligibility.facts import MAX_TEXT, Fact, FactBook
from eligibility.match import match
from eligibility.rulebook import RuleBook
from eligibility.told import fits
from language.quantities import read_figures
from language.text import fold
from policy.errors import BadArgument
from policy.forms import EntryFault, Form, FormField, Reason, Subject
from policy.provisions import Comparator
from policy.verdicts import FactName

FIRST = 8
"""Fields that a form begins with."""
_OTHER = FactName("其他", "Other")
_BOOLS = {"yes": True, "no": False}
_LONGEST_NUMBER = 40
_PLAIN = re.compile(r"\+?\d{1,3}(?:,\d{3})+(?:\.\d+)?|\+?\d+(?:\.\d+)?")
_NEGATIVE = re.compile(r"[-−－—负]\s*[\d一二三四五六七八九十]")


class _Unusable(Exception):
    def __init__(self, reason: Reason, limit: Decimal | None = None) -> None:
        self.reason, self.limit = reason, limit


def form(book: RuleBook, entered: Mapping[str, str], on: date) -> Form:
    """The form, with `entered` read. What settles most of an applicant who has told nothing comes first."""
    asked = {f for b in book.rules for f in b.rule.facts}
    nothing = match(book, {}, on)
    asked |= {q.fact for q in nothing.next_questions}
    fields = {name: _field(fact) for name, fact in book.facts.facts.items() if name in asked}
    first = tuple(q.fact for q in nothing.next_questions[:FIRST])
    values, faults = read_entries(book.facts, {n: v for n, v in entered.items() if n in fields})
    return Form(fields, first, _subjects(book.facts, fields), values, tuple(faults))


def read_entries(facts: FactBook, entered: Mapping[str, str]) -> tuple[dict[str, bool | str | Decimal], list[EntryFault]]:
    """What was entered as values, and what of it can't be used; empty entries are left out. Names are declared facts."""
    values: dict[str, bool | str | Decimal] = {}
    faults: list[EntryFault] = []
    for name, words in entered.items():
        try:
            if words.strip():
                values[name] = _read(facts.facts[name], words.strip())
        except _Unusable as fault:
            faults.append(EntryFault(name, fault.reason, fault.limit))
    for order in facts.orders:
        less, more = values.get(order.less), values.get(order.more)
        if isinstance(less, Decimal) and isinstance(more, Decimal) and less > more:
            faults.append(EntryFault(order.less, "exceeds", other=order.more))
            del values[order.less]
    return values, faults


def _field(fact: Fact) -> FormField:
    return FormField(
        fact.name, fact.called, FactName(fact.question.zh, fact.question.en), fact.type, fact.unit, tuple(fact.values)
    )


def _subjects(facts: FactBook, fields: Mapping[str, FormField]) -> tuple[Subject, ...]:
    named = [Subject(FactName(s.label, s.label_en), tuple(n for n in s.facts if n in fields)) for s in facts.subjects]
    placed = {n for s in named for n in s.facts}
    rest = Subject(_OTHER, tuple(n for n in fields if n not in placed))
    return tuple(s for s in (*named, rest) if s.facts)


def _read(fact: Fact, words: str) -> bool | str | Decimal:
    if fact.type == "bool":
        if words not in _BOOLS:
            raise _Unusable("unknown")
        return _BOOLS[words]
    if fact.type in ("number", "whole"):
        return _bounded(fact, _figure(fact, fold(words)))
    if len(words) > MAX_TEXT:
        raise _Unusable("too_long", Decimal(MAX_TEXT))
    return words


def _figure(fact: Fact, words: str) -> Decimal:
    """The one exact figure of an entry, in the unit of its fact; a bare number is in that unit."""
    if len(words) > _LONGEST_NUMBER:
        raise _Unusable("no_number")
    if _NEGATIVE.match(words):
        raise _Unusable("too_low", fact.min)
    bare = words.removesuffix(fact.unit).strip()
    if _PLAIN.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    found = read_figures(bare + fact.unit, colloquial=True)
    if len(found) > 1:
        raise _Unusable("several")
    if not found or not fits(fact, found[0]) or found[0].unit == "个月":
        raise _Unusable("no_number")
    if found[0].comparator is not Comparator.EQ:
        raise _Unusable("roughly")
    return found[0].value


def _bounded(fact: Fact, value: Decimal) -> Decimal:
    if value < fact.min:
        raise _Unusable("too_low", fact.min)
    if value > fact.top:
        raise _Unusable("too_high", fact.top)
    if fact.type == "whole" and value != value.to_integral_value():
        raise _Unusable("not_whole")
    try:
        FactBook({fact.name: fact}).check({fact.name: value})
    except BadArgument as error:
        raise _Unusable("no_number") from error
    return value
