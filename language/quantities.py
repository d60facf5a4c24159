"""Figures in Chinese text: amounts, shares, counts, durations, dates, technical measures.

One grammar reads clauses and callers' questions alike, so that what is compared was read the same way. A figure keeps
its span and its exact words; its value is an exact decimal in the base unit (元, %, the counter as written).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from language.figure_bounds import bounded
from language.figure_grammar import ARABIC, COLLOQUIAL, DATE, DATE_ON, FIGURE, HAN, MULTIPLE
from language.figure_values import joined_number, make_figure, read_colloquial, read_date, read_value
from language.numerals import CHINESE, LARGE, is_vague, plain_numerals
from language.text import plain
from policy.provisions import Comparator, Figure, FigureKind

_NONE = re.compile(rf"[^\d{CHINESE}半]*")
_JOIN = re.compile(rf"(?P<n>{ARABIC}|{HAN})(?P<m>{MULTIPLE})?\s*(?P<by>[-—–~/、]+|至|到|或)\s*$")
_LARGE_END = re.compile(rf"[{LARGE}]+(?=[^\d{CHINESE}]*$)")
_LISTED_TENS = 1000  # a number of a list below this is of the list's 万; 8000、1.2万元 are two amounts
_JOIN_LOOK = 24  # characters before a figure in which a number that shares its unit stands
_ONE_LOOK = 8  # characters before 一名 in which a bound makes a number of it
_RANGE_OF_PLACES = re.compile(rf"第(?:\d+|[{CHINESE}]+)[至到、-]$")  # 第4至5年
_LISTED = re.compile(r"(?:/[一-鿿])?(?:[、,或和及]|[、,](?:或|和|及))")
_AND_ALSO = re.compile(r"且[一-鿿]{0,6}")


def read_figures(text: str, *, colloquial: bool = False) -> list[Figure]:
    """All figures of `text`, in order, without overlaps.

    `colloquial` also reads what only people write: `80w`, `一半`, `300000` with no unit, `三百五`, `六十万`.
    Offsets are in `text`. Ordinals (第三条), labels (FP16, “4+1”) and vague words (一批, 一定比例) are no figures.
    """
    flat = plain_numerals(plain(text))
    if _NONE.fullmatch(flat):
        return []
    found: list[Figure] = []
    taken = 0
    for match in _scan(flat, colloquial):
        if match.start() < taken:
            continue
        figure = _date(match, text) if match.re is DATE else _figure(match, flat, text)
        if figure is None:
            continue
        found.append(bounded(figure, flat))
        if figure.kind is FigureKind.DATE:
            found.extend(_date_on(found[-1], flat, text))
        taken = found[-1].end
    return _share_units(found, flat, text)


def _scan(flat: str, colloquial: bool) -> list[re.Match[str]]:
    """All matches by place; of two at one place a date before others, then the longer."""
    patterns = [DATE, FIGURE] + ([COLLOQUIAL] if colloquial else [])
    found = [m for p in patterns for m in p.finditer(flat)]
    return sorted(found, key=lambda m: (m.start(), m.re is not DATE, -m.end()))


def _date(match: re.Match[str], text: str) -> Figure | None:
    iso = read_date(match.groupdict(), match.group())
    end = match.start() + len(match.group().rstrip())
    return _dated(text, match.start(), end, iso) if iso else None


def _dated(text: str, start: int, end: int, iso: str) -> Figure:
    year = Decimal(iso[:4]) if iso[0] != "-" else Decimal(0)
    return replace(make_figure(text, start, end, (year, "date", FigureKind.DATE)), iso=iso)


def _date_on(first: Figure, flat: str, text: str) -> list[Figure]:
    """2025年4月14日至22日: the second day, in the month and year of the first."""
    match = DATE_ON.match(flat, first.end)
    if not match or not (match["m"] or match["d"]):
        return []
    year, _, rest = first.iso.partition("-") if first.value else ("-", "", first.iso[2:])
    month, day = match["m"] or rest[:2], match["d"] or ""
    if not month or not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return []
    start = match.start("m") if match["m"] else match.start("d")
    iso = "-".join([year, *(f"{int(p):02d}" for p in (month, day) if p)])
    return [_dated(text, start, match.end(), iso)]


def _figure(match: re.Match[str], flat: str, text: str) -> Figure | None:
    g = match.groupdict()
    start, end = match.span()
    if _is_label(flat, start):
        return None
    before = flat[max(0, start - _ONE_LOOK) : start]
    made = read_colloquial(g) if match.re is COLLOQUIAL else read_value(g, before, flat[end : end + 2])
    if made is None:
        return None
    if g.get("cbare"):
        end = start + len(g["cbare"])
    return make_figure(text, start, end, made)


def _is_label(flat: str, start: int) -> bool:
    """第三条, FP16, 1+4: the digits belong to a name."""
    before = flat[start - 1] if start else ""
    if _RANGE_OF_PLACES.search(flat, max(0, start - _ONE_LOOK), start):
        return True
    named = before.isascii() and before.isalnum() and flat[start].isascii()  # LPR百分之三 is no label
    return bool(before) and (before == "第" or named or before in "+.〔[")


def _share_units(figures: list[Figure], flat: str, text: str) -> list[Figure]:
    """3至6个月, 2025—2027年: a number joined to a figure takes its unit. 最高100万元/项、50万元/项: listed ones share 最高."""
    out: list[Figure] = []
    for figure in figures:
        floor = out[-1].end if out else 0
        if out and _shares_bound(out[-1], figure, flat[floor : figure.start]):
            if figure.comparator is Comparator.EQ:
                figure = replace(figure, comparator=out[-1].comparator)
        else:
            out.extend(_joined(figure, flat, text, floor))
        out.append(figure)
    return out


def _shares_bound(before: Figure, figure: Figure, between: str) -> bool:
    """满100人且资产8000万元, 最高100万元/项、50万元/项: the second is bound as the first is."""
    if _AND_ALSO.fullmatch(between):
        return True
    return before.kind is figure.kind and bool(_LISTED.fullmatch(between))


def _shared_multiple(figure: Figure, flat: str, number: str, by: str) -> str | None:
    """10-20万元, 100、50、20万元: the numbers before are of 万 as well. 5000-1万元 shares the 元 only."""
    multiple = _LARGE_END.search(flat[figure.start : figure.end]) if figure.kind is FigureKind.MONEY else None
    if multiple is None:
        return None
    shared = joined_number(number, None) < _LISTED_TENS if by in "、/或" else joined_number(number, multiple[0]) < figure.value
    return multiple[0] if shared else None


def _joined(figure: Figure, flat: str, text: str, floor: int) -> list[Figure]:
    chain: list[Figure] = []
    start = figure.start
    while match := _JOIN.search(flat, max(floor, start - _JOIN_LOOK), start):
        number = match["n"]
        spelled = number[0] in CHINESE
        if _is_label(flat, match.start()) or spelled != (flat[figure.start] in CHINESE) or (spelled and is_vague(number)):
            break
        value = joined_number(number, match["m"] or _shared_multiple(figure, flat, number, match["by"]))
        end = match.end("m") if match["m"] else match.end("n")
        if figure.kind is FigureKind.DATE and not 1900 <= value <= 2100:
            break
        iso = number if figure.kind is FigureKind.DATE else ""
        made = replace(figure, text=text[match.start() : end], value=value, start=match.start(), end=end, iso=iso)
        chain.insert(0, made)
        start = match.start()
    return chain
