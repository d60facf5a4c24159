"""Facts told in running text: what is read is shown for confirmation, and what is not understood is left to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from eligibility.breaths import Breath, breaths
from eligibility.corrections import corrected
from eligibility.facts import Fact, Value
from eligibility.intervals import Interval
from eligibility.rulebook import RuleBook
from eligibility.told import Placed, value_of
from eligibility.told_figures import place
from language.regions import find_regions, parse_region
from language.regions_latin import find_latin_regions
from language.text import caseless
from policy.errors import BadArgument
from policy.verdicts import Told

_HOME = re.compile(r"注册")
_ELSEWHERE = re.compile(r"(?:客户|供应商|伙伴|合作方|甲方|乙方|竞争对手|同行|朋友|不在|没在|非|去|到|从|往|not in |customer in |client in )[^，。]{0,3}$")


@dataclass(frozen=True, slots=True)
class Telling:
    """What a text tells: the values, where each stands, and the figures and places that no fact took."""

    values: Mapping[str, Value] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    unplaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """One fact as read, before it is held against the others."""

    fact: str
    value: Value
    start: int
    end: int
    done: bool = False


def read_told(text: str, book: RuleBook, on: date) -> Telling:
    """The facts that a text tells. What it says twice and differently, it does not tell."""
    flat = corrected(caseless(text))
    parts = list(breaths(flat, on))
    placed, left = place(flat, parts, book.facts, on)
    said = [_figure(p, flat) for p in placed]
    said += [s for fact in book.facts.facts.values() for s in _statements(fact, parts)]
    places, unsure = _places(flat, parts, book)
    return _settled([*said, *places], text, book, [text[f.start : f.end] for f in left] + unsure)


def _figure(placed: Placed, flat: str) -> _Said:
    figure = placed.figure
    return _Said(placed.fact, value_of(placed, flat), figure.start, figure.end, placed.done)


def _settled(said: Sequence[_Said], text: str, book: RuleBook, unplaced: list[str]) -> Telling:
    values: dict[str, Value] = {}
    told: list[Told] = []
    for name in dict.fromkeys(s.fact for s in said):
        own = _best([s for s in said if s.fact == name])
        checked = _checked(own[0], book) if len({s.value for s in own}) == 1 else None
        if checked is None:
            unplaced += [text[s.start : s.end] for s in own]
            continue
        values[name] = checked
        first = own[0]
        shown = checked.shown if isinstance(checked, Interval) else checked
        vague = isinstance(checked, Interval) and checked.exact is None
        told.append(Told(name, shown, text[first.start : first.end], first.start, first.end, vague))
    return Telling(values, tuple(sorted(told, key=lambda t: t.start)), tuple(dict.fromkeys(unplaced)))


def _best(own: list[_Said]) -> list[_Said]:
    """What was executed goes before what was agreed (合同800万, 实际执行500万), an exact figure before a rough one."""
    own = [s for s in own if s.done] or own
    return [s for s in own if not isinstance(s.value, Interval) or s.value.exact is not None] or own


def _checked(said: _Said, book: RuleBook) -> Value | None:
    """The value where it can be; a figure that no applicant can have was misread."""
    value = said.value
    try:
        if isinstance(value, Interval):
            book.facts.check({said.fact: value.shown})
            return value
        return book.facts.check({said.fact: value})[said.fact]
    except BadArgument:
        return None


# -- what is so, and what is not -------------------------------------------------------------------------------


def _statements(fact: Fact, parts: Sequence[Breath]) -> Iterator[_Said]:
    for breath in parts:
        if breath.asked or breath.later:
            continue
        if fact.type == "bool" and (found := _yes_or_no(fact, breath)):
            yield found
        if fact.type == "text" and (kind := _kind(fact, breath)):
            yield kind


def _yes_or_no(fact: Fact, breath: Breath) -> _Said | None:
    """The longest wording found: what it says is not so is no, unless that is turned round again."""
    spans = [(*span, True) for words in fact.reading.yes if (span := _span(words, breath.text))]
    spans += [(*span, False) for words in fact.reading.no if (span := _span(words, breath.text))]
    if not spans:
        return None
    start, end, positive = max(spans, key=lambda s: (not s[2], s[1] - s[0]))
    value = not breath.turned(start, end) if positive else breath.turned_before(start)
    return _Said(fact.name, value, breath.start + start, breath.start + end)


def _span(words: str, text: str) -> tuple[int, int] | None:
    """Where wording stands; the pieces of 联合体+牵头 may stand apart, in any order."""
    places = [(text.find(w.lower()), len(w)) for w in words.split("+")]
    if any(at < 0 for at, _ in places):
        return None
    return min(at for at, _ in places), max(at + size for at, size in places)


def _kind(fact: Fact, breath: Breath) -> _Said | None:
    if fact.reading.yes and not any(_span(words, breath.text) for words in fact.reading.yes):
        return None
    names = {name: value for value, others in fact.values.items() for name in (value, *others)}
    found = [(len(n), at, v) for n, v in names.items() if (at := breath.text.find(n.lower())) >= 0]
    if not found:
        return None
    size, at, value = max(found)
    if breath.turned(at, at + size):
        return None
    return _Said(fact.name, value, breath.start + at, breath.start + at + size)


# -- where -----------------------------------------------------------------------------------------------------


def _places(flat: str, parts: Sequence[Breath], book: RuleBook) -> tuple[list[_Said], list[str]]:
    """Where the applicant is: the one place named, or the one said to be where it is registered."""
    if "region" not in book.facts.facts:
        return [], []
    asked = [p for p in parts if p.asked or p.later]
    province = _province(book)
    mentions = [m for m in find_regions(flat, province=province) or find_latin_regions(flat, province) if not _ELSEWHERE.search(flat[: m.start])]
    mentions = [m for m in mentions if not any(a.start <= m.start < a.end and a.later for a in asked)]
    named = [m for m in mentions if any(_HOME.search(p.text) for p in parts if p.start <= m.start < p.end)] or mentions
    narrowest = [m for m in named if all(o.region.holds(m.region) for o in named)]
    if not narrowest:
        return [], list(dict.fromkeys(flat[m.start : m.end] for m in named))
    first = narrowest[0]
    return [_Said("region", first.region.name, first.start, first.end)], []


def _province(book: RuleBook) -> str:
    """The province that all rules are of, where there is one: there short names of districts count."""
    regions = {parse_region(b.document.metadata.region) for b in book.rules if b.document.metadata.region}
    provinces = {r.province for r in regions if r and r.province}
    return provinces.pop() if len(provinces) == 1 else ""
