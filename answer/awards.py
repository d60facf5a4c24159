"""So much per piece, and steps: 50万元 for each international standard; 20万元 when revenue first reaches 2000万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from answer.amounts import plain, yuan
from answer.operands import operands
from answer.reading import Reading
from answer.state import Sum
from policy.documents import Clause
from policy.provisions import FigureKind, Provision


def awards(clause: Clause, reading: Reading) -> list[Sum]:
    awards = [p for p in clause.provisions if (p.cap or p.amount) and (p.cap or p.amount).per in ("项", "个", "件", "家")]  # type: ignore[union-attr]
    if len(awards) < 2:
        return []
    terms: list[tuple[Decimal, Decimal, str]] = []
    for provision in awards:
        count = _count_for(provision, awards, reading)
        award = provision.cap or provision.amount
        if count and award:
            terms.append((count, award.value, provision.condition))
    counted = [f for f in reading.figures if f.kind is FigureKind.COUNT and f.unit in ("项", "个", "件")]
    if not terms or len(counted) > len(terms):  # a count that finds no place would be missing from the sum
        return []
    total = sum((n * each for n, each, _ in terms), Decimal(0))
    formula = " + ".join(f"{plain(n)} × {plain(each)}" for n, each, _ in terms)
    said = "，".join(f"{name}{plain(n)}项×{yuan(each)}" for n, each, name in terms)
    return [Sum(f"按上限合计{yuan(total)}（{said}）", yuan(total), total, "元", clause.clause_id, formula)]


def _count_for(provision: Provision, all_: Sequence[Provision], reading: Reading) -> Decimal | None:
    """How many of this kind the question has: 3个国家标准, 国标3项."""
    own = _distinct(provision.condition, [p.condition for p in all_ if p is not provision])
    for figure in reading.figures:
        if figure.kind is not FigureKind.COUNT:
            continue
        after = re.split(r"[,，。；;、和]|\d", reading.text[figure.end :])[0][:10]
        before = re.split(r"[,，。；;、和]|\d", reading.text[: figure.start])[-1][-8:]
        names = [n for n in (own, _SHORT.get(own, "")) if n]
        if any(n in after or (n in before and not after.strip(" 的")) for n in names):
            return figure.value
    return None


# 国标 is what everybody calls a 国家标准.
_SHORT = {"国际": "国际标", "国家": "国标", "行业": "行标", "地方": "地标", "团体": "团标"}


def _distinct(text: str, others: Sequence[str]) -> str:
    """The two characters by which one case differs from the others: 国际, 国家, 地方."""
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    own = [p for p in pairs if not any(p in o for o in others)]
    known = [p for p in own if p in ("国际", "国家", "地方", "行业", "团体", "省级", "市级")]
    return (known or own or [""])[0]


# -- steps: revenue first reaching 2000万, 3000万 ... ------------------------------------------------------------


def ladder(clause: Clause, reading: Reading) -> list[Sum]:
    steps: list[tuple[Decimal, Decimal]] = []
    for provision in clause.provisions:
        threshold = next((f for f in provision.figures if f is not provision.amount and f.text in provision.condition), None)
        if threshold and provision.amount:
            steps.append((threshold.value, provision.amount.value))
    given = operands(reading)
    if len(steps) < 2 or not given:
        return []
    reached = [(t, a) for t, a in steps if t <= given[0].figure.value]
    if not reached:
        return []
    step, award = max(reached)
    sentence = f"达到{yuan(step)}这一档，对应{yuan(award)}"
    return [Sum(sentence, yuan(award), award, "元", clause.clause_id, f"{plain(award)}")]
