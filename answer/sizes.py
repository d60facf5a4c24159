"""Which size class an enterprise is of, by staff and revenue or assets: 中型须满300人且2000万元, 小型须满20人且300万元."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from answer.amounts import amount, plain
from answer.given import given_in
from answer.phrases import phrase
from answer.reading import Reading
from answer.shortfall import asks_shortfall
from answer.state import Sum
from answer.thresholds import PERSON_UNITS, holds, name_of
from language.quantities import read_figures
from policy.documents import Clause
from policy.provisions import Figure, FigureKind

_CLASS = re.compile(r"中小微型?|[大中小微]型")
_ASKED = re.compile(
    r"[大中小微]型|中小微|中小企业|小微|划型|划[到分归进为]|哪[一个]?[档型类级]|什么(?:规模|[档型类]|企业)|(?:规模|企业)类型"
    r"|\b(?:micro|small|medium|large)\b|\bsize class", re.IGNORECASE,
)  # fmt: skip
_ASSETS = re.compile(r"资产")
_SENTENCE = re.compile(r"[^。；;\n]+")
_PART = re.compile(r"[^,，、]+")
_ENGLISH = {"大型": "large (大型)", "中型": "medium (中型)", "小型": "small (小型)", "微型": "micro (微型)"}
_RANKS = ("微型", "小型", "中型", "大型")
_NAMED = re.compile(r"(?:[升进到够]|距|离|变)(?:得上|不上|级|入|了|到|为|成)?(?:个)?([小中大])型")
_STAFF, _REVENUE, _CAPITAL = "从业人员", "营业收入", "资产总额"


@dataclass(frozen=True, slots=True)
class Rung:
    """A class, its words in the clause, and what each measure must be."""

    name: str
    words: str
    bounds: Mapping[str, Figure]


def sizes(clause: Clause, reading: Reading) -> list[Sum]:
    """The class that the caller's figures make, or the highest that they can, where one of them is missing."""
    if not _ASKED.search(reading.text):
        return []
    outer, rungs = _read(clause)
    measures = list(dict.fromkeys(m for r in rungs for m in r.bounds))
    given = _own(reading, measures)
    if len(rungs) < 2 or not given:
        return []
    placed, size = _placed(clause, outer, rungs, measures, given, reading.english)
    return [placed, *(_to_next(clause, _wanted(size, outer, rungs, reading), given, reading.english) if asks_shortfall(reading) else [])]


def _wanted(size: str, outer: Rung | None, rungs: Sequence[Rung], reading: Reading) -> Rung | None:
    """The class above the caller's that the question names, else the one next above; None for the highest."""
    ladder = [*reversed(rungs), *([Rung("大型", outer.words, outer.bounds)] if outer else [])]
    above = [r for r in ladder if _RANKS.index(r.name) > _RANKS.index(size)]
    return next((r for r in above if r.name[:1] in _NAMED.findall(reading.text)), next(iter(above), None))


def _to_next(clause: Clause, wanted: Rung | None, given: Mapping[str, Figure], english: bool) -> list[Sum]:
    """How far each of the caller's figures is from the bound of a class."""
    short = [(m, f, given[m].value) for m, f in wanted.bounds.items() if m in given and given[m].value < f.value] if wanted else []
    return [_short(clause, wanted.name, measure, bound, value, english) for measure, bound, value in short] if wanted else []


def _short(clause: Clause, size: str, measure: str, bound: Figure, value: Decimal, english: bool) -> Sum:
    unit = "人" if measure == _STAFF else "元"
    gap = bound.value - value
    shown = amount(gap, unit, english)
    how = phrase("minus", english, more=amount(bound.value, unit, english), less=amount(value, unit, english))
    said = phrase("size_short", english, size=_ENGLISH[size] if english else size, measure="" if english else measure, gap=shown, how=how)
    return Sum(said, shown, gap, unit, clause.clause_id, f"{plain(bound.value)} − {plain(value)}", role="check")


def _read(clause: Clause) -> tuple[Rung | None, list[Rung]]:
    """The limit of all the classes but the highest, and the classes from above, without the lowest."""
    found = [r for words in _segments(clause.text) if (r := _rung(words, clause))]
    outer = next((r for r in found if r.name.startswith("中小微")), None)
    money = [m for m in (outer.bounds if outer else {}) if m != _STAFF]
    if outer and money == [_CAPITAL]:  # 中型满100人且8000万元 in a class that goes by assets
        found = [Rung(r.name, r.words, {_CAPITAL if m == _REVENUE else m: f for m, f in r.bounds.items()}) for r in found]
    ranks = {name: r for name in ("中型", "小型") for r in found if r.name == name}
    return outer, list(ranks.values())


def _segments(text: str) -> list[str]:
    """The parts of a text that speak of one class each."""
    out = []
    for sentence in (m.group() for m in _SENTENCE.finditer(text)):
        several = len(_CLASS.findall(sentence)) > 1
        out += [m.group() for m in _PART.finditer(sentence)] if several else [sentence]
    return out


def _rung(words: str, clause: Clause) -> Rung | None:
    match = _CLASS.search(words)
    start = clause.text.find(words)
    figures = [f for f in read_figures(clause.text) if start <= f.start and f.end <= start + len(words)] if match else []
    bounds = {_measure(f, name_of(clause, f)): f for f in figures if f.kind in (FigureKind.COUNT, FigureKind.MONEY)}
    said = re.sub(r"^\s*其中[，,]?|的?为?$", "", words).strip()
    return Rung(match.group(), said, bounds) if match and bounds else None


def _measure(figure: Figure, name: str) -> str:
    if figure.kind is FigureKind.COUNT:
        return _STAFF
    return _CAPITAL if _ASSETS.search(name) else _REVENUE


def _own(reading: Reading, measures: Sequence[str]) -> dict[str, Figure]:
    """The caller's figure for each measure of the clause, of the last year."""
    out: dict[str, Figure] = {}
    for g in given_in(reading):
        kinds = g.figure.kind is FigureKind.MONEY or (g.figure.kind is FigureKind.COUNT and g.figure.unit in PERSON_UNITS)
        measure = _measure(g.figure, g.label)
        if kinds and measure in measures and not g.earlier and not g.several:
            out.setdefault(measure, g.figure)
    return out


def _placed(
    clause: Clause, outer: Rung | None, rungs: Sequence[Rung], measures: Sequence[str], given: Mapping[str, Figure], english: bool
) -> tuple[Sum, str]:
    """The class that the figures make, in a sentence and by its name."""
    lacking = [m for m in measures if m not in given]
    beyond = outer is not None and all(m in given and given[m].value >= f.value for m, f in outer.bounds.items())
    if outer and beyond:
        return _said(clause, given, "大型", phrase("size_outside", english, bound=outer.words), [], english), "大型"
    within = outer is None or any(m in given and given[m].value < f.value for m, f in outer.bounds.items())
    why = ""
    for rung in rungs:
        if all(holds(given[m].value, f) for m, f in rung.bounds.items() if m in given):
            met = phrase("size_meets", english, bound=rung.words)
            open_ = [m for m in rung.bounds if m not in given]
            reason = f"{why}{met}" if not open_ else why.removesuffix(phrase("and", english)) or met
            size = rung.name if within or not lacking else "大型"
            return _said(clause, given, size, reason, open_, english), size
        why += f"{phrase('size_misses', english, bound=rung.words)}{phrase('and', english)}"
    return _said(clause, given, "微型", why.removesuffix(phrase("and", english)), [], english), "微型"


def _said(clause: Clause, given: Mapping[str, Figure], size: str, why: str, lacking: Sequence[str], english: bool) -> Sum:
    shown = [(amount(f.value, "人" if m == _STAFF else "元", english), f.value, "人" if m == _STAFF else "元") for m, f in given.items()]
    told = phrase("list", english).join(f"{'' if english else m}{text}" for m, (text, _, _) in zip(given, shown, strict=True))
    name = _ENGLISH[size] if english else size
    what = phrase("list", english).join(lacking)
    sentence = phrase("size_most" if lacking else "size", english, given=told, why=why, size=name, what=what)
    (text, value, unit), *rest = shown
    others = tuple((t, v, u, plain(v)) for t, v, u in rest)
    return Sum(sentence, text, value, unit, clause.clause_id, plain(value), others, "check")
