"""The reverse of a share of two amounts: how much it takes of the part, where the caller gives the whole. 研发费至少得花多少."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from answer.amounts import HUNDRED, amount, both, plain
from answer.given import Given, given_in
from answer.likeness import in_words_of_documents
from answer.phrases import phrase
from answer.ratios import whole_for
from answer.reading import Reading
from answer.state import Sum
from answer.thresholds import name_of
from policy.documents import Clause
from policy.provisions import Comparator, Figure, FigureKind, FigureRole

_HOW_MUCH = r"(?:多少|几(?:[个名人位]|[十百千万亿]))"
_LEAST = re.compile(
    rf"(?:至少|最少|最低|起码|少说|不(?:能|得|可|该)?(?:少|低)于)[^。；;？?]{{0,16}}{_HOW_MUCH}|{_HOW_MUCH}[^,，。；;？?]{{0,8}}(?:才|起步|以上)|才[^,，。；;？?]{{0,12}}{_HOW_MUCH}"
    rf"|(?:得|要|须|需|该)(?:要)?(?:有|花|投|做|达|到|占|是|招|配)?(?:到|够)?{_HOW_MUCH}|(?:how (?:much|many)|what)[^.?]{{0,50}}(?:at least|minimum|need|must|have to|require)|(?:at least|minimum)",
    re.IGNORECASE,
)
_MOST = re.compile(rf"(?:至多|最多|最高|顶多|不(?:能|得|可)?(?:高于|超过?|多于))[^。；;？?]{{0,16}}{_HOW_MUCH}|how (?:much|many)[^.?]{{0,50}}(?:at most|maximum)", re.IGNORECASE)
_LOW = (Comparator.GE, Comparator.GT)
_BOUND = {Comparator.GE: "least", Comparator.GT: "more_than", Comparator.LE: "most", Comparator.LT: "below"}


def asks_least(reading: Reading) -> bool:
    """Whether it is asked how much it takes at least."""
    return bool(_LEAST.search(reading.text))


def least(clause: Clause, reading: Reading, *, named: bool = False) -> list[Sum]:
    """What the part must come to for each share of the clause whose whole the question gives; of the part it names, if it names one.

    With `named` only of a part that it names.
    """
    asked = [c for c, wanted in ((_LOW, asks_least(reading)), ((Comparator.LE, Comparator.LT), bool(_MOST.search(reading.text)))) if wanted]
    bounds = [
        f for p in clause.provisions for f in p.figures
        if f.role is FigureRole.THRESHOLD and f.kind is FigureKind.PERCENT and any(f.comparator in c for c in asked)
    ]  # fmt: skip
    given = list(given_in(reading)) if bounds else []
    found = [(name, f, pair) for f in bounds if (pair := whole_for(name := name_of(clause, f), given))]
    meant = [each for each in found if _speaks_of(each[2][0], reading)]
    return [_said(clause, name, f, *pair, reading.english) for name, f, pair in meant or ([] if named else found)]


def _speaks_of(part: str, reading: Reading) -> bool:
    said = in_words_of_documents(reading.text) if reading.english else reading.text
    return any(part[i : i + 2] in said for i in range(len(part) - 1))


def _said(clause: Clause, name: str, bound: Figure, part: str, whole: Given, english: bool) -> Sum:
    base, unit = whole.figure.value, "元" if whole.figure.kind is FigureKind.MONEY else "人"
    need, formula = base * bound.value / HUNDRED, f"{plain(base)} × {plain(bound.value)}%"
    if unit == "人" and need != need.to_integral_value():
        low = bound.comparator in _LOW
        need, formula = need.to_integral_value(ROUND_CEILING if low else ROUND_FLOOR), f"{'ceil' if low else 'floor'}({formula})"
    said = phrase(
        "least_share", english, name=name, bound=_bound(bound), part=part, least=phrase(_BOUND[bound.comparator], english),
        need=_shown(need, unit, english), whole=amount(base, unit, english), rate=plain(bound.value),
    )  # fmt: skip
    return Sum(said, amount(need, unit, english), need, unit, clause.clause_id, formula, role="check")


def _bound(figure: Figure) -> str:
    return {Comparator.GE: "≥", Comparator.GT: "＞", Comparator.LE: "≤", Comparator.LT: "＜"}[figure.comparator] + figure.text


def _shown(value: Decimal, unit: str, english: bool) -> str:
    return both(value, english) if unit == "元" else amount(value, unit, english)
