"""Shares that go by size: 收入5000万元以下的不低于5%，5000万元至2亿元的不低于4%，2亿元以上的不低于3%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from answer.amounts import HUNDRED, both, money, plain
from answer.given import Given, best, given_in
from answer.least import asks_least
from answer.likeness import ALIKE, alike
from answer.phrases import phrase
from answer.ratios import Worked, exact, needed, ratio
from answer.reading import Reading
from answer.state import Sum
from language.numerals import read_chinese
from language.quantities import read_figures
from language.text import narrow
from policy.documents import Clause
from policy.provisions import Comparator, Figure, FigureKind

_INCLUDING = re.compile(r"^\s*[(（]含[)）]")
_BETWEEN = re.compile(r"^(?:\s*[(（]含[)）])?\s*(?:至|到|—+|-|–|~|～)\s*$")
_NAME = re.compile(r"([一-鿿]{2,20}?)(?:小于|低于|不满|不足|不超过|超过|大于|高于|在|为|达到?|介于)?$")
_PARTS = re.compile(r"[,，;；。：:]")
_MEASURE = re.compile(r"(?P<part>[^，,：:。；;]{2,}?)占(?P<whole>[^，,：:。；;]{2,}?)(?:总额|总量)?(?:的)?(?:比例|比重)?[：:，,]")
_LISTED = re.compile(r"\s*(?:元|块)?(?:[、,，/和]|以及)?(?:第[一二三]年|[前去今上头]年|20\d\d年)?(?:是|为|有)?\s*")
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
    """The tier that the caller is in, and what its share comes to on the caller's other amounts, where there are any."""
    found = list(_read(clause.text))
    given = [g for g in given_in(reading) if g.figure.kind is FigureKind.MONEY]
    if len(found) < 2 or not given:
        return []
    first = _first_bound(clause.text, found[0])
    name = _name_of_size(clause.text, first)
    size = max(given, key=lambda g: (_fits(g, name), -g.figure.start))
    tier = next((t for t in found if t.holds(size.figure.value)), None)
    if tier is None:
        return []
    english = reading.english
    lead = phrase("tier", english, name=name, size=money(size.figure.value, english), rate=plain(tier.rate.value))
    rest = [g for g in given if g is not size and g.figure.value != size.figure.value]
    measure = _MEASURE.search(clause.text[: first.start])
    if measure is None:
        return [_on_other(rest, tier, lead, clause, english)]
    return [_measured(measure, rest, size, reading, tier, lead, clause)]


def _measured(
    measure: re.Match[str], rest: list[Given], size: Given, reading: Reading, tier: Tier, lead: str, clause: Clause
) -> Sum:
    """The caller's own share against that of the tier: worked out of two amounts, or given as such."""
    bound = replace(tier.rate, comparator=Comparator.GE) if tier.rate.comparator is Comparator.EQ else tier.rate
    part = best(_SEVERAL_YEARS.sub("", measure["part"]).lstrip("近前"), rest)
    whole = best(measure["whole"], [g for g in rest if g is not part])
    if whole is None and part is not None and alike(part.label, measure["whole"]) > alike(part.label, measure["part"]):
        part, whole = None, part
    spans = bool(_SEVERAL_YEARS.search(measure.group()))
    shares = [f for f in reading.figures if f.kind is FigureKind.PERCENT]
    others = [g for g in rest if g is not part and (g.several or not _SEVERAL_YEARS.search(measure.group()))]
    if part and whole is None and len(others) == 1:
        whole = others[0]
    if whole is None and part is None and len(others) == 1 and spans and asks_least(reading):
        whole = others[0]
    if part and whole is None and not _SEVERAL_YEARS.search(measure.group()) and alike(size.label, measure["whole"]) >= ALIKE:
        whole = size
    if spans and part and (listed := _of_each_year(measure.group(), reading)):
        return _held(ratio(part.figure, listed), bound, lead, clause, reading.english)
    if part and whole and whole.figure.value:
        return _held(ratio(part.figure, whole.figure), bound, lead, clause, reading.english)
    if whole and not shares and (whole.several or not spans):
        return _on(whole.figure, tier, lead, clause, reading.english, measure["part"])
    if len(shares) == 1:
        return _held(Worked(shares[0].value), bound, lead, clause, reading.english)
    lacking = [measure["whole"]] if part else [measure["part"], measure["whole"]] if rest else []
    what = phrase("list", reading.english).join(lacking)
    missing = phrase("tier_open", reading.english, what=what) if lacking else ""
    return Sum(f"{lead}{missing}", f"{plain(tier.rate.value)}%", tier.rate.value, "%", clause.clause_id, plain(tier.rate.value), role="check")


def _of_each_year(words: str, reading: Reading) -> Figure | None:
    """4000万、5000万、6000万: what the years that the share is of come to, where each is given."""
    number = re.search(r"([二两三四五六七八九十])个?(?:会计)?年", words)
    amounts = [f for f in reading.figures if f.kind is FigureKind.MONEY]
    count = int(read_chinese(number[1])) if number else 0
    for i in range(len(amounts) - count + 1 if count > 1 else 0):
        row = amounts[i : i + count]
        between = [reading.text[a.end : b.start] for a, b in pairwise(row)]
        longer = i + count < len(amounts) and _LISTED.fullmatch(reading.text[row[-1].end : amounts[i + count].start])
        if all(_LISTED.fullmatch(b) for b in between) and not longer:
            text = "+".join(f.text for f in row)
            return replace(row[-1], text=f"({text})", value=sum((f.value for f in row), Decimal(0)))
    return None


def _held(worked: Worked, bound: Figure, lead: str, clause: Clause, english: bool) -> Sum:
    met = exact(worked) > bound.value or (exact(worked) == bound.value and bound.comparator is Comparator.GE)
    short, needs = ("", ()) if met else needed(worked, bound, english)
    shown = f"{plain(worked.value)}%"
    how = phrase("how", english, how=worked.said) if worked.said else ""
    outcome = "tier_held" if met else "tier_missed"
    sentence = phrase(outcome, english, value=shown, how=how, tier=lead, rate=plain(bound.value), short=short)
    return Sum(sentence, shown, worked.value, "%", clause.clause_id, worked.formula or plain(worked.value), needs, "check")


def _on_other(rest: list[Given], tier: Tier, lead: str, clause: Clause, english: bool) -> Sum:
    if len(rest) != 1:
        return Sum(lead, f"{plain(tier.rate.value)}%", tier.rate.value, "%", clause.clause_id, plain(tier.rate.value), role="check")
    return _on(rest[0].figure, tier, lead, clause, english)


def _on(base: Figure, tier: Tier, lead: str, clause: Clause, english: bool, part: str = "") -> Sum:
    """The tier's share of an amount; of `part`, where the clause says what it is a share of."""
    value, rate = base.value * tier.rate.value / HUNDRED, plain(tier.rate.value)
    bound = phrase("least" if tier.rate.comparator in (Comparator.GE, Comparator.EQ) else "most", english)
    product = phrase("product", english, value=money(base.value, english), rate=rate, result=money(value, english))
    said = phrase("tier_needs" if part else "tier_gives", english, tier=lead, part=part, bound=bound, need=both(value, english), product=product)
    return Sum(said, money(value, english), value, "元", clause.clause_id, f"{plain(base.value)} × {plain(tier.rate.value)}%")


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


def _first_bound(text: str, tier: Tier) -> Figure:
    return next(f for f in read_figures(text) if f.kind is FigureKind.MONEY and f.value in (tier.low, tier.high))


def _name_of_size(text: str, first: Figure) -> str:
    """What the size is called: the words before the first bound."""
    match = _NAME.search(_PARTS.split(text[: first.start])[-1])
    return match[1] if match else ""


def _fits(given: Given, name: str) -> float:
    """How well an amount fits a name; one of several years is not the last year's."""
    differ = given.several != bool(_SEVERAL_YEARS.search(name))
    return alike(given.label, name) - (0.5 if differ else 0.0)
