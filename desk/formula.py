"""A formula unfolded: what it comes to, one step after the other, as one reckons on paper."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_NUMBER = r"-?\d+(?:\.\d+)?"
_TERM = rf"{_NUMBER}%?"
# In the order of reckoning. What follows a division is left until the division is done.
_PRODUCT = re.compile(rf"(?<![×÷] ){_TERM}(?: [×÷] {_TERM})+")
_BRACKET = re.compile(rf"(?<![a-z])\(({_TERM}(?: [+−] {_TERM})*)\)")
_CHOICE = re.compile(rf"(min|max)\(({_TERM}(?:, {_TERM})*)\)")
_SUM = re.compile(rf"{_TERM}(?: [+−] {_TERM})+")
_MOST = 8


def steps(formula: str, value: Decimal) -> list[str]:
    """`formula` and what it becomes on the way to `value`, without `value` itself. Only `formula` where it doesn't come to that.

    `min(3400000 × 15%, 2000000)` becomes `min(510000, 2000000)`.
    """
    out = [formula]
    try:
        while len(out) < _MOST and (reduced := _reduced(out[-1])) != out[-1]:
            out.append(reduced)
        result = _value(out[-1])
    except (InvalidOperation, ZeroDivisionError):
        return [formula]
    return out[:-1] if len(out) > 1 and value in (result, result * 100) else [formula]


def _reduced(formula: str) -> str:
    """With everything done that can be done now."""
    for pattern, work in ((_PRODUCT, _chain), (_BRACKET, _chain), (_CHOICE, _choice)):
        reduced = pattern.sub(lambda found, work=work: _plain(work(found)), formula)  # type: ignore[misc]
        if reduced != formula:
            return reduced
    return _plain(_chain(whole)) if (whole := _SUM.fullmatch(formula)) else formula


def _chain(found: re.Match[str]) -> Decimal:
    first, *rest = found[0].strip("()").split(" ")
    total = _value(first)
    for sign, term in zip(rest[::2], rest[1::2], strict=True):
        other = _value(term)
        total = {"×": total * other, "+": total + other, "−": total - other}[sign] if sign != "÷" else total / other
    return total


def _choice(found: re.Match[str]) -> Decimal:
    values = [_value(term) for term in found[2].split(", ")]
    return min(values) if found[1] == "min" else max(values)


def _value(term: str) -> Decimal:
    return Decimal(term[:-1]) / 100 if term.endswith("%") else Decimal(term)


def _plain(value: Decimal) -> str:
    """Four places are enough to read; a whole number has none."""
    short = round(value, 4)
    return f"{short.normalize():f}"
