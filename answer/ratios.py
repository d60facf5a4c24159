"""A share of two of the caller's figures, or a growth between two years; and what it would take to reach a bound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from answer.amounts import HUNDRED, amount, plain
from answer.given import Given, best
from answer.likeness import ALIKE, alike, plain_label
from answer.phrases import phrase
from policy.provisions import Comparator, Figure, FigureKind

_SHARE = re.compile(r"^(?P<part>.+?)占(?P<whole>.*?)(?:总?[数额量])?(?:的)?(?:比重|比例|比率|比)?$")
_OF_ASSETS = re.compile(r"^(?P<whole>资产)(?P<part>负债)率$")
_GROWTH = re.compile(r"^(?P<of>.+?)(?:同比|比上年|较上年|年均?|平均)?(?:增长|增幅|增速|增加)(?:率|幅度|比例)?$")
_WHOLE = re.compile(r"总|全[公部体厂]|整个|所有|合计|一共|营收|营业收入|销售|收入|员工|职工|人员")
_OF_PERSONS = re.compile(r"人员|职工|员工|人数|人才|[硕博]士|学历")
_KIN = re.compile(r"科技|研发|技术|科研|R&D", re.IGNORECASE)
_INSIDE = re.compile(r"(?:个?人|员工|职工)?(?:里|当中|中|之中|其中)")
_OF_MONEY = re.compile(r"费|收入|投入|支出|负债|[金总]额|资金|投资|利润|产值|销售")
_COUNTED = ("人", "名", "个", "位", "项", "件")
_AT_LEAST = (Comparator.GE, Comparator.GT)
_NEEDS = {
    Comparator.GE: "need_least", Comparator.GT: "need_more_than", Comparator.LE: "need_most", Comparator.LT: "need_below",
}  # fmt: skip

Need = tuple[str, Decimal, str, str]  # as it is said, value, unit, formula


@dataclass(frozen=True, slots=True)
class Worked:
    """A value worked out of the question's figures, with how: in its words, as a formula, and what it was made of."""

    value: Decimal
    said: str = ""
    formula: str = ""
    changing: Figure | None = None  # the part, or the new amount: what would have to change
    fixed: Figure | None = None  # the whole, or the amount of the year before
    growth: bool = False


def share_of(name: str, given: Sequence[Given]) -> Worked | None:
    """X占Y, 资产负债率: of two of the caller's figures of one kind, of the last year where there are several."""
    match = _OF_ASSETS.match(name) or _SHARE.match(name)
    if not match:
        return None
    for kind in (FigureKind.MONEY, FigureKind.COUNT):
        if kind is (FigureKind.MONEY if _OF_PERSONS.search(match["part"]) else FigureKind.COUNT if _OF_MONEY.search(match["part"]) else None):
            continue
        own = [g for g in given if g.figure.kind is kind and not g.earlier and (kind is FigureKind.MONEY or g.figure.unit in _COUNTED)]
        part = best(match["part"], [g for g in own if match["part"][:2] in g.label]) or _of_kin(match["part"], own)
        whole = (_whole(match["whole"], part, own) or _around(part, own)) if part else None
        if part and whole and whole.figure.value > 0 and part.figure.value <= whole.figure.value:
            return ratio(part.figure, whole.figure)
    return None


def _of_kin(name: str, given: Sequence[Given]) -> Given | None:
    """Those whom callers call otherwise: 科技人员 are 搞研发的, 做技术的."""
    if not (_OF_PERSONS.search(name) and _KIN.search(name)):
        return None
    found = [g for g in given if g.figure.kind is FigureKind.COUNT and _KIN.search(f"{g.label}{g.after}")]
    return found[0] if len(found) == 1 else None


def _around(part: Given, given: Sequence[Given]) -> Given | None:
    """The whole of 180个人里有17个: the figure before, where the part is said to be in it."""
    index = given.index(part)
    return given[index - 1] if index and _INSIDE.match(part.label) else None


def whole_for(name: str, given: Sequence[Given]) -> tuple[str, Given] | None:
    """The name of the part and the caller's whole, where the caller gives the whole of a share (X占Y) and no part."""
    match = _OF_ASSETS.match(name) or _SHARE.match(name)
    kind = FigureKind.COUNT if match and _OF_PERSONS.search(match["part"]) else FigureKind.MONEY
    own = [g for g in given if g.figure.kind is kind and not g.earlier and (kind is FigureKind.MONEY or g.figure.unit in _COUNTED)]
    whole = _whole(match["whole"], None, own) if match else None
    if match and whole is None and not match["whole"] and len(own) == 1 and alike(own[0].label, match["part"]) < ALIKE and not _of_kin(match["part"], own):
        whole = own[0]  # 研发人员占比: of all that there are
    return (match["part"], whole) if match and whole and len(own) == 1 else None


def other_for(name: str, given: Sequence[Given]) -> str:
    """What is missing of a share (X占Y) of which the caller gives one amount: the name of the other; "" where none or both are given."""
    match = _OF_ASSETS.match(name) or _SHARE.match(name)
    if not match or any(g.figure.kind is FigureKind.PERCENT for g in given):
        return ""
    kind = FigureKind.COUNT if _OF_PERSONS.search(match["part"]) else FigureKind.MONEY
    own = [g for g in given if g.figure.kind is kind and not g.earlier]
    if len(own) != 1:
        return ""
    if whole_for(name, own):
        return match["part"]
    part = match["part"][:2] in own[0].label or _of_kin(match["part"], own) is not None
    return (match["whole"] or ("职工总数" if kind is FigureKind.COUNT else "营业收入")) if part else ""


def _whole(name: str, part: Given | None, given: Sequence[Given]) -> Given | None:
    """What a share is of: what fits its name, else the only other figure of its kind that may be a whole."""
    rest = [g for g in given if g is not part]
    named = best(name, rest) if name else None
    others = [g for g in rest if _WHOLE.search(g.label) and (not name or alike(g.label, name) >= ALIKE or not _own_noun(g.label))]
    return named or (others[0] if len(others) == 1 else None)


def _own_noun(label: str) -> str:
    """What is left of a label without the words for a whole: 总 and 全公司 leave nothing, 总资产 leaves 资产."""
    return plain_label(re.sub(r"总[数额量]?|全[公部体厂]?[司]?|厂|单位|集团|整个|所有|合计|一共", "", label))


def ratio(part: Figure, whole: Figure) -> Worked:
    """part ÷ whole in percent."""
    value = percent(part.value / whole.value)
    return Worked(value, f"{part.text}÷{whole.text}", f"{plain(part.value)} ÷ {plain(whole.value)}", part, whole)


def growth_of(name: str, given: Sequence[Given]) -> Worked | None:
    """X年增长: of the caller's amount of the last year over that of the one before."""
    match = _GROWTH.match(name)
    if not match:
        return None
    money = [g for g in given if g.figure.kind is FigureKind.MONEY and not g.several]
    now = [g for g in money if not g.earlier and alike(g.label, match["of"]) >= ALIKE]
    before = [g for g in money if g.earlier]
    fitting = [g for g in before if alike(g.label, match["of"]) >= ALIKE] or before
    if not fitting or not now or not fitting[0].figure.value:
        return None
    old, new = fitting[0].figure, now[0].figure
    formula = f"({plain(new.value)} − {plain(old.value)}) ÷ {plain(old.value)}"
    said = f"({new.text}－{old.text})÷{old.text}"
    return Worked(percent((new.value - old.value) / old.value), said, formula, new, old, growth=True)


def percent(share: Decimal) -> Decimal:
    """0.03183 as 3.18."""
    return (share * HUNDRED).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()


def exact(worked: Worked) -> Decimal:
    """The unrounded percentage, which is what is held against a bound: 2.996% is not 3%."""
    if worked.changing is None or worked.fixed is None:
        return worked.value
    value = worked.changing.value / worked.fixed.value * HUNDRED
    return value - HUNDRED if worked.growth else value


def needed(worked: Worked, bound: Figure, english: bool = False) -> tuple[str, tuple[Need, ...]]:
    """What it would take to keep a bound that is not kept, in words, and the figures of those words."""
    if worked.changing is None or worked.fixed is None:
        return _gap(worked.value, bound, english)
    rate = HUNDRED + bound.value if worked.growth else bound.value
    need = worked.fixed.value * rate / HUNDRED
    unit = "人" if "人" in (worked.changing.unit, worked.fixed.unit) else worked.changing.unit
    formula = f"{plain(worked.fixed.value)} × {plain(rate)}%"
    if unit != "元" and need != need.to_integral_value():
        low = bound.comparator in _AT_LEAST
        need, formula = need.to_integral_value(ROUND_CEILING if low else ROUND_FLOOR), f"{'ceil' if low else 'floor'}({formula})"
    return _short(worked.changing.value, need, unit, formula, bound.comparator, english)


def _gap(value: Decimal, bound: Figure, english: bool) -> tuple[str, tuple[Need, ...]]:
    """How far a figure is from its bound."""
    short = abs(bound.value - value)
    if not short:
        return "", ()
    unit = "个百分点" if bound.unit == "%" else bound.unit
    said = amount(short, unit, english)
    terms = (bound.value, value) if bound.comparator in _AT_LEAST else (value, bound.value)
    words = phrase("short" if bound.comparator in _AT_LEAST else "beyond", english, gap=said)
    return words, ((said, short, unit, f"{plain(terms[0])} − {plain(terms[1])}"),)


def _short(
    value: Decimal, need: Decimal, unit: str, formula: str, comparator: Comparator, english: bool
) -> tuple[str, tuple[Need, ...]]:
    low = comparator in _AT_LEAST
    short = need - value if low else value - need
    said, gap = amount(need, unit, english), amount(short, unit, english)
    words = phrase(_NEEDS.get(comparator, "need_least"), english, need=said)
    terms = f"{plain(need)} − {plain(value)}" if low else f"{plain(value)} − {plain(need)}"
    figures: tuple[Need, ...] = ((said, need, unit, formula),)
    if not short:
        return words, figures
    return f"{words}{phrase('short' if low else 'beyond', english, gap=gap)}", (*figures, (gap, short, unit, terms))
