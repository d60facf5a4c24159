"""Figures of a told text to facts: by unit, by the words beside them, by the year; rough ones between their bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from eligibility.breaths import Breath, years
from eligibility.facts import Fact, FactBook
from eligibility.intervals import Interval
from eligibility.told import Placed, fits, of_year, placed, ruled_out
from eligibility.told_rows import respectively, rises
from language.quantities import read_figures
from policy.provisions import Figure, FigureKind

_CLAIM = re.compile(r"(?:补贴|补助|奖励|奖|补|贴|资助|拿到?|领到?|封顶|上限|最高)[^，。\d]{0,4}$")
_EACH = re.compile(r"各")
_ONE = re.compile(r"(?<![第同每任某哪这那另上下有])一(?P<unit>[项个件名家])(?!半|步|直|点|般|方面)")
_LEVEL = re.compile(r"(?P<n>[1-9一二三四五六七八九])级(?!市|人才|以)")
_BARE = re.compile(r"(?P<n>\d{1,2}\.\d{1,3})(?![\d%万亿元块年个])")
_NONE_OF = re.compile(
    r"(?:没有?|无|未|从未|从没|并未|不曾)(?:参与|参加|参编|主导|制定|购买|买|签|租用?|贷|借|做|发生|投入?|拿|承担){0,2}过?"
    r"(?:任何|什么|一[项个分]|半[个点])?(?:的)?$"
)
_NOT_A_TERM = re.compile(r"(?:近|过去|前|后|未来|连续|每|成立|注册|经营|满|第)$")
_OF_A_CONTRACT = re.compile(r"合同|执行|租金|花了|付了|采购")
_ASIDE = (FigureKind.DATE, FigureKind.DURATION)
_BARE_LEAD = re.compile(r"^[\s“\"(（]*(?:达到?|为|是|共|有|大?约|大概|差不多|将近|近)*$")
_GOES_ON = re.compile(r"经费|金额|总额|一共|总共|共计|合计")
_NOT_ANY = re.compile(r"[都也还]?(?:没有|无|为零|是零|是0|为0)(?=$|[过任参])")
_RANGE = re.compile(r"\s*(?:[-—–~～]+|至|到)\s*")


@dataclass(frozen=True, slots=True)
class _Offer:
    """A fact that a figure may tell; the lower the distance to a word of the fact, the likelier."""

    distance: int
    size: int
    fact: Fact
    figure: Figure


@dataclass(frozen=True, slots=True)
class _Topic:
    """An amount that a breath spoke of, in which year, and whether it gave the figure."""

    fact: Fact
    year: str
    told: bool = False


def place(text: str, parts: Sequence[Breath], book: FactBook, on: date) -> tuple[list[Placed], list[Figure]]:
    """What the figures of a text tell, and the figures that tell nothing. A text is narrow, its breaths are of it."""
    found: list[Placed] = []
    unplaced: list[Figure] = []
    figures = _figures(text)
    before: list[_Topic] = []
    book = _tellable(text, book)
    for breath in parts:
        own = [f for f in figures if breath.start <= f.start < breath.end]
        single = [f for f in own if not _in_a_range(f, own, text)]
        told = not (breath.asked or breath.later)
        used = [*_one_breath(breath, single, book, on, before), *_nothing(breath, own, book)] if told else []
        found += used
        before = _spoken_of(breath, used, book) or before
        taken = {p.figure.start for p in used}
        unplaced += [f for f in own if f.start not in taken and f.kind not in _ASIDE and not _ONE.match(f.text)]
    return found, unplaced


def _tellable(text: str, book: FactBook) -> FactBook:
    """Without the facts that are told only beside another, where that other is not told."""
    facts = {
        n: f for n, f in book.facts.items()
        if not (by := book.facts.get(f.reading.beside or "")) or any(w.lower() in text for v in by.values.items() for w in (v[0], *v[1]))
    }  # fmt: skip
    return replace(book, facts=facts)


def _spoken_of(breath: Breath, used: Sequence[Placed], book: FactBook) -> list[_Topic]:
    """What a breath is about, and of which year: the amounts placed in it, else the one amount that it has words of."""
    told = [_Topic(book.facts[p.fact], p.year, True) for p in used if p.figure.kind is FigureKind.MONEY]
    if told:
        return told
    amounts = [f for f in book.facts.values() if f.unit == "元" and not ruled_out(f, breath) and of_year(f, breath.year)]
    named = [f for f in amounts if any(w.lower() in breath.text for w in f.reading.words)]
    return [_Topic(named[0], breath.year)] if len(named) == 1 else []


def _figures(text: str) -> list[Figure]:
    found = [f for f in read_figures(text, colloquial=True) if not _a_span(f, text)]
    taken = {i for f in found for i in range(f.start, f.end)}
    for match in _ONE.finditer(text):
        if match.start() not in taken:
            kind = FigureKind.COUNT
            found.append(Figure(match.group(), Decimal(1), match["unit"], kind, match.start(), match.end()))
    for match in _LEVEL.finditer(text):
        if match.start() not in taken:
            level = Decimal("一二三四五六七八九".find(match["n"]) + 1 or int(match["n"]))
            found.append(Figure(match.group(), level, "级", FigureKind.COUNT, match.start(), match.end()))
    for match in _BARE.finditer(text):
        if match.start() not in taken:
            found.append(Figure(match.group(), Decimal(match["n"]), "%", FigureKind.PERCENT, match.start(), match.end()))
    return sorted(found, key=lambda f: f.start)


def _a_span(figure: Figure, text: str) -> bool:
    """近三年, 成立5年: no term of somebody's work."""
    return figure.kind is FigureKind.DURATION and bool(_NOT_A_TERM.search(text[: figure.start]))


def _in_a_range(figure: Figure, figures: Sequence[Figure], text: str) -> bool:
    """60-80万: neither is the figure meant. 从300万到360万 is a rise, and told as one."""
    pairs = [(a, b) for a, b in pairwise(figures) if figure in (a, b) and a.kind is not FigureKind.DATE]
    return any(_RANGE.fullmatch(text[a.end : b.start]) and text[a.start - 1 : a.start] != "从" for a, b in pairs)


def _one_breath(
    breath: Breath, figures: Sequence[Figure], book: FactBook, on: date, before: Sequence[_Topic]
) -> list[Placed]:
    facts = [f for f in book.facts.values() if f.reading.words and not ruled_out(f, breath)]
    facts = [f for f in facts if not _of_an_unsure_year(f, breath, on, before)]
    figures = [f for f in figures if not _CLAIM.search(breath.text[: f.start - breath.start])]
    in_order = respectively(breath, figures, book, on)
    if in_order is not None:
        return in_order
    offers = [o for figure in figures for fact in facts for o in _offers(fact, figure, figures, breath, on)]
    out: list[Placed] = []
    for offer in sorted(offers, key=lambda o: (o.distance, -o.size)):
        each = _EACH.search(breath.text[: offer.figure.start - breath.start])
        used = any(p.figure is offer.figure for p in out) and not each
        if not used and all(p.fact != offer.fact.name for p in out):
            out.append(placed(offer.fact, offer.figure, breath))
    out = rises(breath, [f for f in figures if all(p.figure is not f for p in out)], out, book)
    for figure in figures:
        if all(p.figure is not figure for p in out) and (more := _carried(figure, breath, book, before)):
            out.append(more)
    return out


def _of_an_unsure_year(fact: Fact, breath: Breath, on: date, before: Sequence[_Topic]) -> bool:
    """前年研发九百万，营收两个亿: whether that is still of the year before last, nobody can say."""
    if not fact.reading.year or breath.year != "before" or years(breath.text, on):
        return False
    return bool(before) and all(fact.reading.words != topic.fact.reading.words for topic in before)


def _offers(fact: Fact, figure: Figure, figures: Sequence[Figure], breath: Breath, on: date) -> Iterable[_Offer]:
    """The nearest word of a fact beside a figure of its unit, in the year that the fact is of."""
    if not fits(fact, figure) or not of_year(fact, _year_at(breath, figure, on)):
        return
    at, end = figure.start - breath.start, figure.end - breath.start
    best: tuple[int, int] | None = None
    for word in fact.reading.words:
        for match in re.finditer(re.escape(word.lower()), breath.text):
            left = match.end() <= at
            span = (match.end(), at) if left else (end, match.start())
            between = any(span[0] <= f.start - breath.start < span[1] for f in figures if f is not figure)
            distance = max(0, span[1] - span[0]) + (20 if between else 0)
            if best is None or (distance, -len(word)) < (best[0], -best[1]):
                best = (distance, len(word))
    if best is not None:
        yield _Offer(best[0], best[1], fact, figure)


def _year_at(breath: Breath, figure: Figure, on: date) -> str:
    """The year named last before the figure, else the one that the sentence speaks of."""
    named = [year for at, year in years(breath.text, on) if at < figure.start - breath.start]
    return named[-1] if named else breath.year


def _carried(figure: Figure, breath: Breath, book: FactBook, before: Sequence[_Topic]) -> Placed | None:
    """前年三百万, 合同执行了五百万: what the breath before spoke of, in another year, or the contract for it."""
    if figure.kind is not FigureKind.MONEY or not before:
        return None
    last, year = before[-1].fact, before[-1].year
    bare = not before[-1].told and _BARE_LEAD.search(breath.text[: figure.start - breath.start])
    if bare or _GOES_ON.search(breath.text) or ("合同" in last.label and _OF_A_CONTRACT.search(breath.text)):
        return placed(last, figure, breath)
    for fact in book.facts.values():
        sibling = fact.reading.year and fact.reading.words == last.reading.words and fact.name != last.name
        if sibling and breath.year and of_year(fact, breath.year) and breath.year != year:
            return placed(fact, figure, breath)
    return None


def _nothing(breath: Breath, figures: Sequence[Figure], book: FactBook) -> list[Placed]:
    """没有参与国际标准, 没贷款: none, where no figure is given."""
    if figures:
        return []
    out: list[Placed] = []
    for fact in book.facts.values():
        for word in fact.reading.words if not ruled_out(fact, breath) else ():
            at = breath.text.find(word.lower())
            span = _none_of(breath, at, at + len(word)) if at >= 0 and of_year(fact, breath.year) else None
            if span:
                start, end = breath.start + span[0], breath.start + span[1]
                said = breath.text[slice(*span)]
                none = Figure(said, Decimal(0), fact.unit, FigureKind.COUNT, start, end)
                out.append(Placed(fact.name, none, Interval.point(Decimal(0))))
                break
    return out


def _none_of(breath: Breath, at: int, end: int) -> tuple[int, int] | None:
    """The span that says that there is none of what `at`:`end` names."""
    if lead := _NONE_OF.search(breath.text[:at]):
        return lead.start(), end
    after = _NOT_ANY.match(breath.text, end)
    return (at, after.end()) if after else None
