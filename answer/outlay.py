"""What it comes to if as many as are aimed at each bring or receive their full amount: 50个，每个最高500万元，共2.5亿元."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from answer.amounts import both, money, plain
from answer.cases import per_of
from answer.phrases import phrase
from answer.reading import Reading
from answer.state import Sum
from policy.documents import Clause
from policy.provisions import Figure, FigureKind, FigureRole

_EVERY = re.compile(
    r"个个|家家|项项|每[个家项名]|各[个家]|全[都部]?|都|一律|统统|各自|\b(?:each|every|all)\b", re.IGNORECASE,
)  # fmt: skip
_FULL = re.compile(
    r"[给拿领补奖发兑按]?(?:满|足)(?:了|的|额)?|顶格|到?顶|上限|最高|封顶|踩线|压线|刚好|刚达|最低|起码|至少|达标|门槛|\b(?:full|maximum|cap|most|minimum|at least|just)\b", re.IGNORECASE,
)  # fmt: skip
_SUM = re.compile(
    r"(?:掏|花|出|付|准备|备|拿出|安排|要|得|需|合|加)[^,，。；;？?]{0,12}(?:多少|几个?[百千万亿])"
    r"|(?:一共|总共|合计|加起来|[合加][到在]?一[块起]|总额|总[的共计])|\b(?:in total|altogether|how much|budget|cost)\b", re.IGNORECASE,
)  # fmt: skip
_COUNTS = (FigureRole.TARGET, FigureRole.QUOTA)
_GRANTS = (FigureRole.CAP, FigureRole.AMOUNT)


def outlay(clause: Clause, reading: Reading) -> list[Sum]:
    """As many times what each gets at most; several kinds are added. The caller's own number goes before the clause's."""
    text = reading.text
    if any(f.kind is FigureKind.MONEY and f.text[-1:] not in "级" and not _of_class(f, clause) for f in reading.figures):
        return []
    if not (_EVERY.search(text) and _FULL.search(text) and _SUM.search(text)):
        return []
    terms = _classes(clause) or _grants(clause, reading)
    if not terms:
        return []
    total = sum((n.value * each.value for n, each in terms), Decimal(0))
    english = reading.english
    times, plus = (" × ", " + ") if english else ("×", "＋")
    said = plus.join(f"{n.text}{times}{money(each.value, english)}" for n, each in terms)
    least = all(each.role not in _GRANTS for _, each in terms)
    sentence = phrase("outlay_least" if least else "outlay", english, total=both(total, english), how=said)
    formula = " + ".join(f"{plain(n.value)} × {plain(each.value)}" for n, each in terms)
    return [Sum(sentence, money(total, english), total, "元", clause.clause_id, formula, role="check")]


def _of_class(figure: Figure, clause: Clause) -> bool:
    """千亿的, 百亿的: the classes of the clause, named as the caller does."""
    return figure.value in {each.value for _, each in _classes(clause)}


def _classes(clause: Clause) -> list[tuple[Figure, Figure]]:
    """3家千亿级, 百亿级重点企业3家: how many of each class by size."""
    out: list[tuple[Figure, Figure]] = []
    for p in clause.provisions:
        figures = sorted(p.figures, key=lambda f: f.start)
        for one, other in pairwise(figures):
            between = clause.text[one.end : other.start]
            if one.kind is FigureKind.COUNT and other.kind is FigureKind.MONEY and other.text.endswith("级") and not between.strip():
                out.append((one, other))
            elif one.kind is FigureKind.MONEY and one.text.endswith("级") and other.kind is FigureKind.COUNT and re.fullmatch(r"[一-鿿]{0,8}", between):
                out.append((other, one))
    return out


def _grants(clause: Clause, reading: Reading) -> list[tuple[Figure, Figure]]:
    """The number of pieces and what is paid for one at most."""
    figures = [f for p in clause.provisions for f in p.figures]
    each = [f for f in figures if f.role in _GRANTS and f.kind is FigureKind.MONEY and per_of(clause, f)]
    if len(each) != 1:
        return []
    per = per_of(clause, each[0])
    own = [f for f in reading.figures if f.kind is FigureKind.COUNT and f.unit in (per, "个", "家", "项") and f.value > 1]
    stated = [f for f in figures if f.kind is FigureKind.COUNT and f.role in _COUNTS and f.unit in (per, "个")]
    number = own if len(own) == 1 else stated if not own and len(stated) == 1 else []
    return [(number[0], each[0])] if number else []
