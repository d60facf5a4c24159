"""What worked cases have to show: each verdict of a rule, each of its boundaries, the first and last day, a place outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from eligibility import intervals
from eligibility.conditions import Condition
from eligibility.facts import FactBook, Value
from eligibility.intervals import Interval
from eligibility.schema import Amount, CaseFile, Rule, WorkedCase
from eligibility.standing import DRAFT, UNKNOWN
from language.regions import NATION, covers
from policy.documents import Metadata
from policy.errors import PolicyDeskError
from policy.verdicts import Eligibility

_ALL = tuple(s.value for s in Eligibility)


def not_shown(rules: Sequence[Rule], file: CaseFile, meta: Metadata, facts: FactBook) -> Iterator[str]:
    """What the cases of a document's active rules leave out."""
    for rule in rules:
        yield from (f"rule {rule.id}: {m}" for m in _of_rule(rule, file.cases, facts, can_be_eligible(rule, meta)))
    if rules:
        yield from _days(rules, file, meta)
        yield from _places(rules, file, meta)


def _days(rules: Sequence[Rule], file: CaseFile, meta: Metadata) -> Iterator[str]:
    """In force on the first and the last day: a criterion that the rules of a document share."""
    shown = {case.on or file.on for case in file.cases}
    own = [r.in_force for r in rules if r.in_force]
    wanted: list[tuple[str, date | None]] = [("first", meta.starts), ("last", meta.ends)]
    wanted += [edge for f in own for edge in (("first", f.from_), ("last", f.to))]
    for what, day in dict.fromkeys(wanted):
        if day and day not in shown:
            yield f"no case is on the {what} day in force, {day}; add one"


def _places(rules: Sequence[Rule], file: CaseFile, meta: Metadata) -> Iterator[str]:
    """Inside and outside of each region that rules are for."""
    given = [r for c in file.cases if isinstance(r := c.facts.get("region"), str)]
    for region in dict.fromkeys(r.region or meta.region for r in rules):
        if region in ("", NATION):
            continue
        if not any(covers(region, place) for place in given):
            yield f"no case lies in {region}; add one"
        if all(covers(region, place) for place in given):
            yield f"no case lies outside {region}; add one"


def can_be_eligible(rule: Rule, meta: Metadata) -> bool:
    """Whether any facts at all make it eligible: not under a draft, and not where the clause leaves a condition open."""
    in_use = meta.status not in (DRAFT, UNKNOWN)
    return in_use and all(_can_hold(c) for c in rule.criteria)


def _can_hold(condition: Condition) -> bool:
    """Whether facts can settle it in favour: what is unsettled does no harm beside another way to meet it."""
    if condition.parts and condition.not_ is None:
        needed = len(condition.parts) if condition.all else 1 if condition.any else int(condition.needed or 1)
        return sum(_can_hold(part) for part in condition.parts) >= needed
    return not any(leaf.unsettled for leaf in _leaves(condition))


def _of_rule(rule: Rule, cases: Sequence[WorkedCase], facts: FactBook, reachable: bool) -> Iterator[str]:
    """Each verdict has a case, each boundary has one that lies on it."""
    own = [c for c in cases if c.rule == rule.id]
    profiles = [p for c in own if (p := _profile(c, facts)) is not None]
    wanted = [s for s in _ALL if s != Eligibility.ELIGIBLE or reachable]
    lacking = [s for s in wanted if s not in {c.expect for c in own}]
    if lacking:
        yield f"no case is {' or '.join(lacking)}; add one"
    for leaf in (leaf for c in _compared(rule) for leaf in _leaves(c)):
        for bound, limit in leaf.bounds():
            if not any(_quantity(leaf, p) == limit for p in profiles):
                yield f"no case lies on {bound} {limit:f} of {'/'.join(leaf.facts)}; add one"


def _compared(rule: Rule) -> Iterator[Condition]:
    """The criteria, the conditions of amounts, and the steps of ladders as conditions."""
    yield from rule.criteria
    for amount in _amounts(rule.benefit.amount):
        yield from (c.when for c in amount.cases or () if c.when)
        for step in amount.ladder or ():
            yield Condition(fact=(amount.of or ("",))[0], at_least=step.from_)


def _amounts(amount: Amount | None) -> Iterator[Amount]:
    """An amount and all that it is made of."""
    if amount is not None:
        yield amount
        for part in amount.parts:
            yield from _amounts(part)


def _profile(case: WorkedCase, facts: FactBook) -> dict[str, Value] | None:
    try:
        return facts.check(case.facts)
    except PolicyDeskError:
        return None


def _leaves(condition: Condition) -> Iterator[Condition]:
    if not condition.parts:
        yield condition
    for part in condition.parts:
        yield from _leaves(part)


def _quantity(leaf: Condition, known: Mapping[str, Value]) -> Decimal | None:
    values = [v for n in leaf.facts if isinstance(v := known.get(n), Interval)]
    if len(values) < len(leaf.facts):
        return None
    if leaf.ratio or leaf.growth:
        made = (intervals.ratio if leaf.ratio else intervals.growth)(values[0], values[-1])
        return made.exact if made else None
    return intervals.add(values).exact
