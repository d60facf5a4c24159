"""A figure of a told text with the fact that it tells: which fits which, and what is then known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from eligibility.breaths import Breath
from eligibility.facts import Fact
from eligibility.intervals import Interval
from eligibility.roughly import between, in_years, rough
from policy.provisions import Comparator, Figure, FigureKind

_GENERIC = "个项件"
_PEOPLE = {"人", "名", "位", "个", "号人"}
_PROMISED = re.compile(r"签了?|签订|合同价|合同总[价额]|合同价|总金额|总价|标的|报价|预算")
EXECUTED = re.compile(r"执行|实际|实付|实打实|已付|付了|结算|花了|用了|用掉|到账")
_REACHED = re.compile(r"(?:达到?|满)了?$")  # what one says of oneself: it came to so much
_NOT_ONE = re.compile(r"[都也]?(?:没有?|无)")


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the fact that it tells, and what that fact is then known to be; `done`: said to have been executed."""

    fact: str
    figure: Figure
    value: Interval
    year: str = ""
    done: bool = False


def ruled_out(fact: Fact, breath: Breath) -> bool:
    """Whether a breath has words that this fact is not told with."""
    return any(word.lower() in breath.text for word in fact.reading.not_words)


def fits(fact: Fact, figure: Figure) -> bool:
    """Whether a figure is of the unit of a fact."""
    if figure.kind is FigureKind.MONEY:
        return fact.unit == "元" and figure.unit == "元"
    if figure.kind is FigureKind.PERCENT:
        return fact.unit == "%"
    if figure.kind is FigureKind.DURATION:
        return fact.unit == "年" and figure.unit in ("年", "个月")
    if figure.kind is not FigureKind.COUNT:
        return False
    return figure.unit == fact.unit or (figure.unit in _GENERIC and fact.unit in _GENERIC) or {figure.unit, fact.unit} <= _PEOPLE


def of_year(fact: Fact, year: str) -> bool:
    """Whether a fact is of the year spoken of; where none is named, last year is meant."""
    if fact.reading.year == "before":
        return year == "before"
    return fact.reading.year is None or year in ("", "last")


def placed(fact: Fact, figure: Figure, breath: Breath) -> Placed:
    """The figure as this fact. What was only signed for says that no more was executed, not that anything was."""
    value, around = between(figure), breath.text
    if _REACHED.search(around[: figure.start - breath.start]) and figure.comparator is Comparator.GE:
        value = Interval.point(figure.value)
    if _NOT_ONE.match(around, figure.end - breath.start):
        value = Interval.point(Decimal(0))
    if fact.unit == "元" and "合同" in fact.label and _PROMISED.search(around) and not EXECUTED.search(around):
        value = Interval(Decimal(0), figure.value, said=figure.value)
    if figure.unit == "个月":
        value = in_years(value)
    return Placed(fact.name, figure, value, breath.year, bool(EXECUTED.search(around)))


def value_of(placed: Placed, text: str) -> Interval:
    """What the fact is then known to be, a rough figure with what the words beside it in the text say of it."""
    figure, value = placed.figure, placed.value
    if figure.comparator is Comparator.ABOUT and value.exact is None and figure.unit != "个月":
        return rough(figure, text)
    return value
