"""Conditions to findings in Kleene's three-valued logic: True is met, False is unmet, None is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eligibility import intervals
from eligibility.conditions import Condition
from eligibility.facts import Value
from eligibility.intervals import Interval
from language.regions import covers

Truth = bool | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a condition; `missing` are the facts that can still change it, `why` says what a fact can't mend."""

    truth: Truth
    missing: tuple[str, ...] = ()
    why: str = ""


def decide(condition: Condition, known: Mapping[str, Value]) -> Decision:
    """Whether a condition holds on what is known."""
    if condition.unsettled is not None:
        return Decision(None, (), condition.unsettled)
    if condition.parts:
        return _joined(condition, [decide(part, known) for part in condition.parts])
    if condition.fact is not None and not isinstance(known.get(condition.fact), Interval):
        return _of_fact(condition, condition.fact, known.get(condition.fact))
    return _of_quantity(condition, known)


def _joined(condition: Condition, parts: Sequence[Decision]) -> Decision:
    truths = [p.truth for p in parts]
    if condition.not_ is not None:
        return Decision(negate(truths[0]), parts[0].missing, parts[0].why)
    needed = len(parts) if condition.all else 1 if condition.any else int(condition.needed or 1)
    truth = at_least(needed, truths)
    if truth is not None:
        return Decision(truth)
    open_ = [p for p in parts if p.truth is None]
    return Decision(None, _each_once(p.missing for p in open_), next((p.why for p in open_ if p.why), ""))


def negate(truth: Truth) -> Truth:
    """Not known stays not known."""
    return None if truth is None else not truth


def at_least(needed: int, truths: Sequence[Truth]) -> Truth:
    """Whether `needed` of these hold: settled as soon as what is open can't change it."""
    if truths.count(True) >= needed:
        return True
    return None if truths.count(True) + truths.count(None) >= needed else False


def _each_once(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f for group in groups for f in group))


def _of_fact(condition: Condition, name: str, value: Value | None) -> Decision:
    if value is None:
        return Decision(None, (name,))
    if condition.in_region is not None and isinstance(value, str):
        return in_region(condition.in_region, value, name)
    if condition.one_of is not None:
        if value in condition.one_of:
            return Decision(True)
        return Decision(None, (), "条文列举之后有“等”，未列明的由主管部门认定") if condition.open else Decision(False)
    return Decision(value == condition.is_)


def in_region(region: str, given: str, name: str = "region") -> Decision:
    """Whether a place lies in a region; not known where the place is the larger of the two, or no place we know."""
    if covers(region, given):
        return Decision(True)
    if covers(given, region):
        return Decision(None, (name,), f"只知道在{given}，要具体到{region}以内才能判断")
    from language.regions import parse_region

    return Decision(False) if parse_region(given) else Decision(None, (name,), f"不知道“{given}”在哪里")


def _of_quantity(condition: Condition, known: Mapping[str, Value]) -> Decision:
    held = [known.get(name) for name in condition.facts]
    values = [v for v in held if isinstance(v, Interval)]
    if len(values) < len(held):
        early = _whatever_the_rest(condition, values)
        lacking = tuple(n for n, v in zip(condition.facts, held, strict=True) if not isinstance(v, Interval))
        return Decision(early) if early is not None else Decision(None, lacking)
    quantity = _quantity(condition, values)
    if quantity is None:
        return Decision(None, (), "基数为零，算不出比例，由主管部门认定")
    truths = [quantity.compare(bound, limit) for bound, limit in condition.bounds()]
    truth = at_least(len(truths), truths)
    vague = tuple(n for n, v in zip(condition.facts, values, strict=True) if v.exact is None)
    return Decision(truth, vague if truth is None else (), "数额只说了大概，要确切数字才能判断" if truth is None else "")


def _quantity(condition: Condition, values: Sequence[Interval]) -> Interval | None:
    if condition.ratio:
        return intervals.ratio(values[0], values[-1])
    if condition.growth:
        return intervals.growth(values[0], values[-1])
    return intervals.add(values) if condition.sum else values[0]


def _whatever_the_rest(condition: Condition, values: Sequence[Interval]) -> Truth:
    """A sum of what is 0 or more can pass a bound before all its parts are known."""
    if not condition.sum or not values:
        return None
    so_far = intervals.add(values)
    rest = Interval(so_far.low, None, so_far.low_open)
    truths = [rest.compare(bound, limit) for bound, limit in condition.bounds()]
    return at_least(len(truths), truths)
