"""Numbers that are known exactly, or only between bounds: 三百万出头 is above 3,000,000 and below 4,000,000.

A comparison is decided where it comes out the same for every number between the bounds, and is open (None) elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

_HUNDRED = Decimal(100)
_PRECISION = 80  # digits: products of facts stay exact, and quotients are never rounded across a boundary


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high` (None: without end); `low_open` and `high_open` say that the end itself is outside.

    `said` is the figure that was named where it is not exact.
    """

    low: Decimal
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    said: Decimal | None = None

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """A number known exactly."""
        return cls(value, value)

    @property
    def exact(self) -> Decimal | None:
        """The number, where it is known exactly."""
        return self.low if self.low == self.high else None

    @property
    def shown(self) -> Decimal:
        """The one figure to show for it."""
        return self.low if self.said is None else self.said

    def compare(self, bound: str, limit: Decimal | None) -> bool | None:
        """Whether the number is `at_least`, `more_than`, `at_most` or `less_than` the limit; None where it may be or not."""
        if limit is None:
            return None
        if bound in ("at_most", "less_than"):
            opposite = self.compare("more_than" if bound == "at_most" else "at_least", limit)
            return None if opposite is None else not opposite
        strict = bound == "more_than"
        if self.low > limit or (self.low == limit and (not strict or self.low_open)):
            return True
        if self.high is not None and (self.high < limit or (self.high == limit and (strict or self.high_open))):
            return False
        return None


def add(parts: Iterable[Interval]) -> Interval:
    """The sum."""
    parts = list(parts)
    highs = [p.high for p in parts if p.high is not None]
    with localcontext(prec=_PRECISION):
        high = sum(highs, Decimal(0)) if len(highs) == len(parts) else None
        low = sum((p.low for p in parts), Decimal(0))
    return Interval(low, high, any(p.low_open for p in parts), any(p.high_open for p in parts))


def ratio(part: Interval, whole: Interval) -> Interval | None:
    """`part` as a percentage of `whole`, both 0 or more. None where the whole is nothing."""
    if whole.high == 0:
        return None
    with localcontext(prec=_PRECISION):
        high = None if part.high is None or whole.low <= 0 else part.high / whole.low * _HUNDRED
        low = Decimal(0) if whole.high is None else part.low / whole.high * _HUNDRED
    return Interval(low, high, part.low_open or whole.high_open, part.high_open or whole.low_open)


def growth(now: Interval, before: Interval) -> Interval | None:
    """By how many percent `now` is more than `before`, both 0 or more. None where before is nothing."""
    share = ratio(now, before)
    if share is None:
        return None
    with localcontext(prec=_PRECISION):
        high = None if share.high is None else share.high - _HUNDRED
        return Interval(share.low - _HUNDRED, high, share.low_open, share.high_open)
