"""Figures that a text gives in a row: from one to another, and one for each of several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from eligibility.breaths import RESPECTIVELY, Breath, years
from eligibility.facts import Fact, FactBook
from eligibility.told import Placed, fits, of_year, placed, ruled_out
from policy.provisions import Figure

_FROM_TO = re.compile(r"从[^，。]{0,4}$")
_ROSE = re.compile(r"^[^，。]{0,3}?(?:涨|增|升|提高|上升|增长|降|减少|下降|变)[^，。]{0,3}?[到至为][^，。]{0,2}$")


def rises(breath: Breath, free: Sequence[Figure], found: list[Placed], book: FactBook) -> list[Placed]:
    """研发费用从300万涨到360万: the first is the year before's, the second the last's."""
    for first in found:
        fact = book.facts[first.fact]
        sibling = next((f for f in book.facts.values() if _earlier(f, fact)), None)
        if not sibling or not _FROM_TO.search(breath.text[: first.figure.start - breath.start]):
            continue
        for second in free:
            if _ROSE.search(breath.text[first.figure.end - breath.start : second.start - breath.start]):
                rest = [p for p in found if p is not first]
                return [*rest, replace(first, fact=sibling.name), placed(fact, second, breath)]
    return found


def _earlier(fact: Fact, last: Fact) -> bool:
    return fact.reading.year == "before" and last.reading.year == "last" and fact.reading.words == last.reading.words


def respectively(breath: Breath, figures: Sequence[Figure], book: FactBook, on: date) -> list[Placed] | None:
    """去年和前年研发分别是600万和480万: one figure for each thing named, in order; none where they are not as many.

    None where the breath says nothing of the kind.
    """
    if len(figures) < 2 or not RESPECTIVELY.search(breath.text):
        return None
    named = _named(breath, figures, book, on)
    if len(named) != len(figures):
        return []
    return [placed(fact, figure, breath) for fact, figure in zip(named, figures, strict=True)]


def _named(breath: Breath, figures: Sequence[Figure], book: FactBook, on: date) -> list[Fact]:
    """The facts in the order in which the breath names them, or the years of the one that it names."""
    facts = [f for f in book.facts.values() if all(fits(f, g) for g in figures) and not ruled_out(f, breath)]
    when = years(breath.text, on)
    if len(when) > 1:
        return [f for _, year in when for f in facts if f.reading.year and of_year(f, year) and _at(f, breath) is not None]
    year = when[0][1] if when else breath.year
    found = [(at, f) for f in facts if of_year(f, year) and (at := _at(f, breath)) is not None]
    return [fact for _, fact in sorted(found, key=lambda pair: pair[0])]


def _at(fact: Fact, breath: Breath) -> int | None:
    """Where a breath first names a fact."""
    found = [at for word in fact.reading.words if (at := breath.text.find(word.lower())) >= 0]
    return min(found, default=None)
