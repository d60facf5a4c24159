"""How far the caller is from what a document aims at or allows: 已开放32个，要50个，还差18个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from answer.amounts import amount, plain
from answer.given import Given, given_in
from answer.phrases import phrase
from answer.reading import Reading
from answer.state import Sum
from answer.targets import fit, year_of, years_named
from answer.thresholds import bounded
from policy.documents import Clause
from policy.provisions import Comparator, Figure, FigureKind, FigureRole

MUCH = r"(?:多少|几|多远|多大)"
_ASKED = re.compile(
    rf"(?:还|尚|也|仍|就|只|要)?(?:差|缺|欠|短)(?:着|了|个|上)?{MUCH}|[离距比][^,，。；;？?]{{1,24}}(?:差|缺|欠|多远|远不远|有多少|剩){MUCH}?"
    rf"|(?:还|再)(?:要|得|需|须|该|能|可以?|有)?(?:再|多)?[一-鿿]{{0,4}}{MUCH}|(?:剩|余)(?:下|着|余)?[^,，。；;？?]{{0,4}}{MUCH}|缺口|够不够|够了[吗没]|够[吗么]|达没达|达标|完成了?[吗没]|超额|(?:超|多)(?:出|了)(?:来)?{MUCH}"
    r"|\b(?:how far|how (?:many|much) (?:more|short|further)|short of|shortfall|still (?:need|short|missing|to go)|left to (?:go|reach)|to go)\b", re.IGNORECASE,
)  # fmt: skip
_LEFT = re.compile(
    r"(?:剩|余|空)(?:下|着|余|出)?[^,，。；;？?]{0,4}(?:多少|几)(?:个)?(?:名额|位子|席|指标)|(?:名额|指标|位子)[^,，。；;？?]{0,4}(?:剩|余|空)"
    r"|how many (?:places|slots|spots)[^.?]{0,12}left", re.IGNORECASE,
)  # fmt: skip
_ROLES = (FigureRole.TARGET, FigureRole.QUOTA, FigureRole.THRESHOLD, FigureRole.OTHER)
_LIMITS = (Comparator.LE, Comparator.LT)
_COUNTERS = frozenset("个家项处名人位款件户所座支只套")
_SCALE = {"P": Decimal(1), "E": Decimal(1000)}


def asks_shortfall(reading: Reading) -> bool:
    """Whether it is asked how much is missing, or left."""
    return bool(_ASKED.search(reading.text))


def asks_left(reading: Reading) -> bool:
    """Whether it is asked how many places are left."""
    return bool(_LEFT.search(reading.text))


def shortfall(clause: Clause, reading: Reading) -> list[Sum]:
    """For each of the caller's figures the one of the clause that it is to reach, or must not pass, and what lies between."""
    if not asks_shortfall(reading):
        return []
    years = years_named(reading.text)
    out = []
    for given in _own(reading):
        found = [f for f in _bounds(clause) if _same_measure(given.figure, f)]
        dated = [f for f in found if year_of(clause, f) in years]
        bound = _meant(clause, dated or found, given, reading)
        if bound is not None:
            out.append(_said(clause, given.figure, bound, reading.english))
    return out


def _own(reading: Reading) -> Iterator[Given]:
    """The figures of the question that may be what the caller has: no dates, and nothing that is said of the demand."""
    for given in given_in(reading):
        if given.figure.kind is not FigureKind.DATE and not re.search(r"目标|要求|要达到|规定|任务是|指标是", given.label[-8:]):
            yield given


def _bounds(clause: Clause) -> list[Figure]:
    return [
        f for p in clause.provisions for f in p.figures
        if f.role in _ROLES and f.kind in (FigureKind.MONEY, FigureKind.COUNT, FigureKind.QUANTITY, FigureKind.PERCENT, FigureKind.DURATION)
    ]  # fmt: skip


def _same_measure(own: Figure, bound: Figure) -> bool:
    if own.kind is FigureKind.QUANTITY or bound.kind is FigureKind.QUANTITY:
        return own.kind is bound.kind and (own.unit == bound.unit or (_scale(own) is not None and _scale(bound) is not None))
    return own.kind is bound.kind and (own.unit == bound.unit or (own.kind is FigureKind.COUNT and {own.unit, bound.unit} <= _COUNTERS))


def _scale(figure: Figure) -> Decimal | None:
    """How many PFlops a unit of computing power is, None for another unit."""
    return _SCALE.get(figure.unit[:1].upper()) if re.fullmatch(r"[PE](?:Flops)?", figure.unit, re.IGNORECASE) else None


def _meant(clause: Clause, bounds: Sequence[Figure], given: Given, reading: Reading) -> Figure | None:
    """The one whose words the question has most of; the only one there is; None where two are as near."""
    if len({(f.value, f.comparator) for f in bounds}) < 2:
        return bounds[0] if bounds else None
    own = f"{given.label}{given.figure.text}{given.after}"
    scored = sorted(((fit(clause, f, own), fit(clause, f, reading.text), -f.start) for f in bounds), reverse=True)
    best, second = scored[0], scored[1]
    if best[:2] == second[:2] or not (best[0] or best[1]):
        return None
    return next(f for f in bounds if f.start == -best[2])


def _said(clause: Clause, own: Figure, bound: Figure, english: bool) -> Sum:
    a, b = _scale(own), _scale(bound)
    value = own.value * a / b if a and b else own.value
    gap, unit = bound.value - value, bound.unit
    if unit == "%":
        unit = "个百分点"
    shown, target = amount(abs(gap), unit, english), bounded(bound)
    limit = bound.comparator in _LIMITS
    open_ = gap > 0 or (gap == 0 and bound.comparator is Comparator.GT)
    name = ("room" if limit else "to_go") if open_ else ("too_many" if limit and gap < 0 else "gone_beyond" if gap < 0 else "just_there")
    more, less = (bound.value, value) if gap >= 0 else (value, bound.value)
    how = phrase("minus", english, more=amount(more, bound.unit, english), less=amount(less, bound.unit, english))
    said = phrase(name, english, bound=target, gap=shown, how=how)
    others = () if value == own.value else ((amount(value, bound.unit, english), value, bound.unit, f"{plain(own.value)} × {plain(a)} ÷ {plain(b)}"),)  # type: ignore[arg-type]
    return Sum(said, shown, abs(gap), unit, clause.clause_id, f"{plain(more)} − {plain(less)}", others, "check")
