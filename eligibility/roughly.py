"""Figures that a text gives only roughly, as the bounds between which they lie."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from eligibility.intervals import Interval
from policy.provisions import Comparator, Figure

_TENTH = Decimal("0.1")
_MORE = re.compile(r"[多余来几]")
_OVER = re.compile(r"出头|多|余")
_NEAR = re.compile(r"(?:将近|接近|近|快)$")


def in_years(value: Interval) -> Interval:
    """Months as years."""
    high = None if value.high is None else value.high / 12
    return replace(value, low=value.low / 12, high=high, said=None if value.exact is not None else value.shown / 12)


def between(figure: Figure) -> Interval:
    """The bounds of a figure as said: 三百万出头, 380多万, 不到8000万, 将近三百万, 左右."""
    value, bound = figure.value, figure.comparator
    if bound is Comparator.EQ:
        return Interval.point(value)
    made = {
        Comparator.GE: Interval(value, None), Comparator.GT: Interval(value, None, low_open=True),
        Comparator.LE: Interval(Decimal(0), value), Comparator.LT: Interval(Decimal(0), value, high_open=True),
    }.get(bound, Interval(value - value * _TENTH, value + value * _TENTH))  # fmt: skip
    return replace(made, said=value)


def rough(figure: Figure, text: str) -> Interval:
    """As `between`, with what the words beside the figure say of a rough one."""
    made = between(figure)
    if figure.comparator is not Comparator.ABOUT:
        return made
    value = figure.value
    if _MORE.search(figure.text) or _OVER.match(text, figure.end):
        return Interval(value, value + _step(value), low_open=True, high_open=True, said=value)
    if _NEAR.search(text[: figure.start]):
        return Interval(value - value * _TENTH, value, high_open=True, said=value)
    return made


def _step(value: Decimal) -> Decimal:
    """One of the smallest unit that was named: 三百万出头 is below four hundred, 350多万 below 360."""
    digits = value.normalize().as_tuple()
    return Decimal(10) ** int(digits.exponent)
