"""What the figures of one clause come to together, and how that lies to what is aimed at: 700PFlops and 400PFlops, of 900PFlops."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from answer.amounts import amount, plain
from answer.phrases import phrase
from answer.reading import Reading
from answer.shortfall import asks_shortfall
from answer.state import Sum
from answer.targets import year_of, years_named
from policy.answers import Hit
from policy.documents import Clause
from policy.provisions import Figure, FigureKind, FigureRole

TOGETHER = re.compile(
    r"合计|一共|总共|加起来|合起来|[合加][到在]?一[块起]|总[计的]|[拢统通]共|拢总|加总|\b(?:in total|altogether|together|combined|sum)\b", re.IGNORECASE,
)  # fmt: skip
# What is asked together, in what unit: 一共多少家, 总共卖到几万亿.
_COUNTED_IN = re.compile(r"[^,，。；;？?]{0,8}?(?:多少|几(?:[十百千]*万?(?=亿)|[十百千万]*))个?(?P<unit>元|块|[万亿]|[家个项名人位件])")
_NUMBERS_ASKED = re.compile(r"多少|(?<!好)几(?=[家个项名人位件万亿十百千])|how (?:many|much)", re.IGNORECASE)
_SUM_ASKED = re.compile(r"(?:这些|它们|[两三]者|[两三]样|都)[^,，。；;？?]{0,2}(?:加起来|合起来|[合加][到在]?一[块起]|合计|一共|总共)")
_MOST_ASKED = 2  # who asks for more numbers than a sum and what it is held against wants each of them
_KINDS = (FigureKind.QUANTITY, FigureKind.MONEY, FigureKind.COUNT)
_NOT = (FigureRole.RATE, FigureRole.CAP, FigureRole.THRESHOLD, FigureRole.AMOUNT)


def combined(hit: Hit, reading: Reading) -> tuple[list[Sum], list[Hit]]:
    """The sum of the clause's figures of one unit, as many as the question speaks of, and its distance from a year's aim.

    With the clauses that the aim stands in.
    """
    text = reading.text
    each_wanted = len(_NUMBERS_ASKED.findall(text)) > _MOST_ASKED and not _SUM_ASKED.search(text)
    if each_wanted or not TOGETHER.search(text) or any(f.kind in (FigureKind.MONEY, FigureKind.QUANTITY) for f in reading.figures):
        return [], []
    group = _group(hit.clause, reading)
    if not group or not _asked_in(group[0], text):
        return [], []
    total, unit = sum((f.value for f in group), Decimal(0)), group[0].unit
    english = reading.english
    shown = amount(total, unit, english)
    terms = (" + " if english else "＋").join(f.text for f in group)
    formula = " + ".join(plain(f.value) for f in group)
    made = Sum(phrase("combined", english, total=shown, terms=terms), shown, total, unit, hit.clause.clause_id, formula, role="check")
    aim = _aim(hit, unit, reading) if asks_shortfall(reading) or re.search(r"比|多|少|more|less", text) else None
    if aim is None:
        return [made], []
    of, bound = aim
    gap = total - bound.value
    more, less = (total, bound.value) if gap >= 0 else (bound.value, total)
    how = phrase("minus", english, more=amount(more, unit, english), less=amount(less, unit, english))
    said = phrase("gone_beyond" if gap > 0 else "to_go" if gap < 0 else "just_there", english, bound=f"{year_of(of.clause, bound)}年{bound.text}", gap=amount(abs(gap), unit, english), how=how)
    compared = Sum(said, amount(abs(gap), unit, english), abs(gap), unit, of.clause.clause_id, f"{plain(more)} − {plain(less)}", role="check")
    return [made, compared], [of]


def _asked_in(figure: Figure, text: str) -> bool:
    """Whether what is asked together may be counted in the unit of a figure: 总共卖到几万亿 is no number of companies."""
    units = {m["unit"] for t in TOGETHER.finditer(text) if (m := _COUNTED_IN.match(text, t.end()))}
    return not units or any((unit in "元块亿万") is (figure.kind is FigureKind.MONEY) for unit in units)


def _group(clause: Clause, reading: Reading) -> list[Figure]:
    """The figures of one unit that the question means by its number of them (那两个), or that are all there are of it."""
    figures = [f for p in clause.provisions for f in p.figures if f.kind in _KINDS and f.role not in _NOT]
    by_unit = {u: [f for f in figures if f.unit == u] for u in {f.unit for f in figures}}
    several = [own for own in by_unit.values() if len(own) > 1]
    told = {f.value for f in reading.figures if f.kind is FigureKind.COUNT}
    fitting = [own for own in several if len(own) in told] or (several if not told else [])
    return fitting[0] if len(fitting) == 1 and len({f.text for f in fitting[0]}) > 1 else []


def _aim(hit: Hit, unit: str, reading: Reading) -> tuple[Hit, Figure] | None:
    """The figure of that unit for the year that the question names, in the document."""
    years = years_named(reading.text)
    found = [(c, f) for c in hit.document.clauses if not c.parent_id and c is not hit.clause for f in _targets(c) if f.unit == unit and year_of(c, f) in years]
    return (Hit(found[0][0], hit.document, hit.score), found[0][1]) if len(found) == 1 else None


def _targets(clause: Clause) -> Sequence[Figure]:
    return [f for p in clause.provisions for f in p.figures if f.role is FigureRole.TARGET]
