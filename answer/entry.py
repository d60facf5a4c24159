"""A threshold that keeps an amount out of what a clause grants: 单件售价不超6000元, 固定资产投资500万元以上."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from answer.amounts import money, plain
from answer.likeness import ALIKE, alike
from answer.operands import Operand
from answer.phrases import phrase
from answer.reading import Reading
from answer.state import Sum
from answer.thresholds import holds, name_of
from policy.documents import Clause
from policy.provisions import Comparator, Figure, FigureKind, FigureRole, Provision

_BOUNDS = (Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT)
_NOTHING = re.compile(r"(?:以上|以下)?的?[一-鿿]{0,6}(?:不予|不得|不能?享受|不再|除外|不[补奖]|不纳入|不在)")
_TAIL = re.compile(r"(?:[(（]含[)）])?(?:以上|以下|以内|之内)?")


def kept_out(clause: Clause, provision: Provision, given: Sequence[Operand], reading: Reading) -> tuple[list[Sum], list[Operand]]:
    """For each amount that a threshold of the provision excludes a sentence that says so, and those amounts."""
    out: list[Sum] = []
    barred: list[Operand] = []
    for figure in provision.figures:
        if figure.role is not FigureRole.THRESHOLD or figure.kind is not FigureKind.MONEY or figure.comparator not in _BOUNDS or _excludes(clause, figure):
            continue
        name = name_of(clause, figure)
        together = _together(figure, clause, given)
        if together is not None and not holds(together.figure.value, figure):
            return [_sentence(clause, figure, together, reading.english)], list(given)
        for operand in _concerned(name, provision, given):
            if operand not in barred and not holds(operand.figure.value, figure):
                barred.append(operand)
                out.append(_sentence(clause, figure, operand, reading.english))
    for other in clause.provisions:
        for figure in [f for f in other.figures if _excludes(clause, f)]:
            for operand in [o for o in given if o not in barred and holds(o.figure.value, figure)]:
                barred.append(operand)
                out.append(_sentence(clause, figure, operand, reading.english))
    if barred and not _per_piece(provision):
        return out, list(given)
    return out, barred


def _together(figure: Figure, clause: Clause, given: Sequence[Operand]) -> Operand | None:
    """All the amounts as one, for a bound on what they come to (累计50万元以下)."""
    part = re.split(r"[,，。；;\n]", clause.text[: figure.start])[-1]
    if len(given) < 2 or not re.search(r"累计|合计|总[额量计]|共", part):
        return None
    total = sum((o.figure.value for o in given), Decimal(0))
    return Operand(replace(given[0].figure, value=total), "".join(o.label for o in given))


def _excludes(clause: Clause, figure: Figure) -> bool:
    """Whether what keeps a bound is paid nothing: 单价超过8000元的不予补贴."""
    after = re.split(r"[,，。；;\n]", clause.text[figure.end :])[0]
    return figure.kind is FigureKind.MONEY and figure.comparator in _BOUNDS and bool(_NOTHING.match(after))


def _per_piece(provision: Provision) -> bool:
    return bool(provision.cap and provision.cap.per) or "价" in provision.base


def _concerned(name: str, provision: Provision, given: Sequence[Operand]) -> list[Operand]:
    """The amounts that a threshold is about: the one of its name; where it is of what the share is of, all of them."""
    named = [o for o in given if alike(o.label, name) >= ALIKE]
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    same = not provision.base or any(p in provision.base for p in pairs)
    if same and (_per_piece(provision) or len(given) == 1):
        return list(given)
    return sorted(named, key=lambda o: -alike(o.label, name))[:1]


def _sentence(clause: Clause, figure: Figure, operand: Operand, english: bool) -> Sum:
    value = operand.figure.value
    shown = money(value, english)
    tail = _TAIL.match(clause.text, figure.end)
    end = tail.end() if tail else figure.end
    start = max(clause.text.rfind(c, 0, figure.start) for c in ",，。；;：:、\n") + 1
    words = clause.text[start:end].strip()
    over = figure.comparator in (Comparator.LE, Comparator.LT)
    side = "is_over" if over else "is_under"
    if _excludes(clause, figure):
        rest = re.split(r"[,，。；;\n]", clause.text[figure.end :])[0]
        said = phrase("excluded", english, value=shown, words=f"{clause.text[start : figure.end].strip()}{rest}")
        return Sum(said, shown, value, "元", clause.clause_id, plain(value), role="check")
    how = phrase(side, english, bound=money(figure.value, english)) if value != figure.value else ""
    said = phrase("kept_out", english, value=shown, how=how, words=words)
    return Sum(said, shown, value, "元", clause.clause_id, plain(value), role="check")
