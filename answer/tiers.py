"""Shares that go by size: 收入5000万元以下的不低于5%，5000万元至2亿元的不低于4%，2亿元以上的不低于3%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from answer.amounts import HUNDRED, plain, yuan
from answer.operands import Operand, operands
from answer.reading import Reading
from answer.state import Sum
from answer.thresholds import alike
from language.quantities import read_figures
from language.text import narrow
from policy.documents import Clause
from policy.provisions import Comparator, Figure, FigureKind

_INCLUDING = re.compile(r"^\s*[(（]含[)）]")
_BETWEEN = re.compile(r"^(?:\s*[(（]含[)）])?\s*(?:至|到|—+|-|–|~|～)\s*$")
_NAME = re.compile(r"([一-鿿]{2,20}?)(?:小于|低于|不满|不足|不超过|超过|大于|高于|在|为|达到?|介于)?$")
_PARTS = re.compile(r"[,，;；。：:]")
_SEVERAL_YEARS = re.compile(r"[二两三四五六七八九十\d]个?(?:会计)?年(?:度)?|合计|总[和共计额]|加起来|累计|平均")


@dataclass(frozen=True, slots=True)
class Tier:
    """From `low` to `high` (None: open), the share that holds there."""

    low: Decimal | None
    high: Decimal | None
    low_in: bool
    high_in: bool
    rate: Figure

    def holds(self, value: Decimal) -> bool:
        """Whether `value` is of this tier."""
        above = self.low is None or value > self.low or (self.low_in and value == self.low)
        below = self.high is None or value < self.high or (self.high_in and value == self.high)
        return above and below


def tiers(clause: Clause, reading: Reading) -> list[Sum]:
    """The tier that the caller is in, and what its share comes to on the caller's other amount, where there is one."""
    found = list(_read(clause.text))
    given = operands(reading)
    if len(found) < 2 or not given:
        return []
    name = _name_of_size(clause.text, found[0])
    size = max(given, key=lambda o: (_fits(o, name), -o.figure.start))
    tier = next((t for t in found if t.holds(size.figure.value)), None)
    if tier is None:
        return []
    lead = f"{name}{yuan(size.figure.value)}适用{plain(tier.rate.value)}%这一档"
    rest = [o for o in given if o is not size and o.figure.value != size.figure.value]
    if len(rest) != 1:
        return [Sum(lead, f"{plain(tier.rate.value)}%", tier.rate.value, "%", clause.clause_id, plain(tier.rate.value))]
    return [_on(rest[0], tier, lead, clause)]


def _on(base: Operand, tier: Tier, lead: str, clause: Clause) -> Sum:
    value = base.figure.value * tier.rate.value / HUNDRED
    bound = "至少" if tier.rate.comparator in (Comparator.GE, Comparator.EQ) else "至多"
    said = f"{lead}，{bound}{yuan(value)}（{yuan(base.figure.value)}×{plain(tier.rate.value)}%={yuan(value)}）"
    formula = f"{plain(base.figure.value)} × {plain(tier.rate.value)}%"
    return Sum(said, yuan(value), value, "元", clause.clause_id, formula)


def _read(text: str) -> Iterator[Tier]:
    """The tiers that a text states: bounds of money, then the share, before the next bounds."""
    bounds: list[Figure] = []
    for figure in read_figures(text):
        if figure.kind is FigureKind.MONEY:
            bounds.append(figure)
        elif figure.kind is FigureKind.PERCENT and 1 <= len(bounds) <= 2:
            made = _tier(text, bounds, figure)
            bounds = []
            if made:
                yield made
        elif figure.kind is FigureKind.PERCENT:
            bounds = []


def _tier(text: str, bounds: list[Figure], rate: Figure) -> Tier | None:
    if len(bounds) == 2:
        low, high = bounds
        if not _BETWEEN.match(narrow(text[low.end : high.start])) or low.value >= high.value:
            return None
        return Tier(low.value, high.value, _included(text, low), True, rate)
    only = bounds[0]
    included = _included(text, only)
    if only.comparator in (Comparator.LE, Comparator.LT):
        return Tier(None, only.value, False, included or only.comparator is Comparator.LE, rate)
    if only.comparator in (Comparator.GE, Comparator.GT):
        return Tier(only.value, None, included or only.comparator is Comparator.GE, False, rate)
    return None


def _included(text: str, figure: Figure) -> bool:
    return bool(_INCLUDING.match(text[figure.end :]))


def _name_of_size(text: str, tier: Tier) -> str:
    """What the size is called: the words before the first bound."""
    first = next(f for f in read_figures(text) if f.kind is FigureKind.MONEY and f.value in (tier.low, tier.high))
    match = _NAME.search(_PARTS.split(text[: first.start])[-1])
    return match[1] if match else ""


def _fits(operand: Operand, name: str) -> float:
    """How well an amount fits a name; one of several years is not the last year's."""
    differ = bool(_SEVERAL_YEARS.search(operand.label)) != bool(_SEVERAL_YEARS.search(name))
    return alike(operand.label, name) - (0.5 if differ else 0.0)
