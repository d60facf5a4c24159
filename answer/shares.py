"""A share of an amount, up to a cap: what it comes to, and from where on the cap binds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from answer.amounts import HUNDRED, plain, yuan
from answer.operands import Operand, operands
from answer.reading import Reading
from answer.state import Sum
from policy.documents import Clause
from policy.provisions import Figure, FigureKind, FigureRole, Provision

_ACTUAL = re.compile(r"实际|执行|只跑|跑了|实打实|付|花|到账|结算|结账|用掉|发生")
_PROMISED = re.compile(r"签了?|合同价|报价|预算|计划|打算|名义|总价")
_EVEN = re.compile(r"再贵|再多也|再大也|(?:拿|补|用|吃|领|顶|达)(?:到)?(?:满|足|顶格|上限|封顶)|到顶|刚好(?:封顶|顶格|到上限)|多大(?:的)?合同|封顶对应|不会(?:再)?多补")
_HOW_MUCH_BASE = re.compile(
    r"(?:合同|投资|采购|投入|费用|项目|买|签|花|做|执行|付)[^,，。；;]{0,10}(?:多少|多大|几[十百千万]|什么规模)"
)
_SEVERAL = re.compile(r"分别|两样|两台|几样|合起来|一起|加起来|一共|总共|合计|各|共")


def speaks_of_full(reading: Reading) -> bool:
    """Whether the question speaks of a cap as reached."""
    return bool(_EVEN.search(reading.text))


def asks_where_full(reading: Reading) -> bool:
    """Whether it is asked from which amount on the cap is reached; an amount of its own would be worked with instead."""
    return bool(speaks_of_full(reading) and _HOW_MUCH_BASE.search(" ".join(reading.asking)) and not operands(reading))


def even(clause: Clause, reading: Reading) -> list[Sum]:
    """Where the cap begins to bind: cap ÷ rate; nothing where the question is not about that."""
    if not speaks_of_full(reading):
        return []
    out = []
    for p in choose_branch([p for p in clause.provisions if p.rate and p.cap and p.rate.unit == "%"], reading.text):
        if p.rate is None or p.cap is None:
            continue
        value = p.cap.value / p.rate.value * HUNDRED
        said = f"{p.base or '金额'}到{yuan(value)}就达到上限{yuan(p.cap.value)}，再多也不增加（{yuan(p.cap.value)}÷{plain(p.rate.value)}%）"
        out.append(Sum(said, yuan(value), value, "元", clause.clause_id, f"{plain(p.cap.value)} ÷ {plain(p.rate.value)}%"))
    return out


def shares(clause: Clause, reading: Reading, given: Sequence[Operand]) -> list[Sum]:
    """What the clause's share comes to on the amounts given, for each case that the question is about."""
    provisions = choose_branch([p for p in clause.provisions if p.rate and p.rate.unit == "%"], reading.text)
    if not given or not provisions:
        return []
    out = []
    for provision in provisions:
        own = [o for o in given if _of_branch(o, provision, provisions)]
        made = _share(clause, provision, own, reading) if own else None
        if made:
            out.append(made)
    return out


def choose_branch(provisions: Sequence[Provision], text: str) -> list[Provision]:
    """Of provisions for a case and its opposite (自主, 非自主), those that the question is about; all if it is silent."""
    branches = [p for p in provisions if p.condition]
    if len(branches) < 2:
        return list(provisions[:1])
    negated = {p: re.search(r"非([一-鿿]{2})", p.condition) for p in branches}
    for provision, match in negated.items():
        if not match:
            continue
        word = match[1]
        opposite = [p for p in branches if p is not provision and word in p.condition]
        negative = bool(re.search(rf"(?:非|不是|不算|没有?|不属于|并非){word}|{word}以外|不是{word}", text))
        positive = bool(re.search(rf"(?<!非)(?<!不是)(?<!不算){word}", text))
        if negative and positive:
            return [*opposite, provision]
        if negative:
            return [provision]
        if positive:
            return opposite
    scored = [(sum(1 for c in set(p.condition) if c in text) / max(1, len(set(p.condition))), p) for p in branches]
    best = max(s for s, _ in scored)
    return [p for s, p in scored if s == best] if best >= 0.5 else branches


def _of_branch(operand: Operand, provision: Provision, provisions: Sequence[Provision]) -> bool:
    """Whether an amount is meant for this branch: its label names it, or names none."""
    if len(provisions) < 2:
        return True
    meant = choose_branch(provisions, operand.label)
    return provision in meant


def _share(clause: Clause, provision: Provision, given: Sequence[Operand], reading: Reading) -> Sum | None:
    rate, cap = _rate_meant(clause, provision, reading), provision.cap or _cap_of(clause, provision)
    if rate is None:
        return None
    if re.search(r"利率|LPR|利息", provision.base):
        return _interest(clause, rate, cap, given, reading)
    chosen = _pick(given, provision, cap, reading)
    each = [o.figure.value * rate.value / HUNDRED for o in chosen]
    paid = [min(v, cap.value) if cap else v for v in each]
    total = sum(paid, Decimal(0))
    terms = [_term(o.figure.value, rate, cap) for o in chosen]
    said = [_said(o.figure.value, rate, cap, v) for o, v in zip(chosen, each, strict=True)]
    lead = f"{provision.condition}，" if provision.condition and len(provision.condition) < 20 else ""
    sentence = f"{lead}最高{yuan(total)}（{'；'.join(said)}）"
    return Sum(sentence, yuan(total), total, "元", clause.clause_id, " + ".join(terms))


def _rate_meant(clause: Clause, provision: Provision, reading: Reading) -> Figure | None:
    """Of several shares in one sentence (2级15%、1级20%) the one whose own word is in the question."""
    rates = [f for f in provision.figures if f.role is FigureRole.RATE]
    for rate in rates if len(rates) > 1 else []:
        label = re.search(r"[\d一-鿿]{1,3}$", clause.text[: rate.start])
        if label and label.group()[-2:] in reading.text:
            return rate
    return provision.rate


def _cap_of(clause: Clause, provision: Provision) -> Figure | None:
    """A cap in a sentence part of its own (单家企业每年至多1000万元) that follows the share and binds it."""
    later = [p for p in clause.provisions if p.start > provision.start and p.cap and not p.rate and not p.condition]
    return later[0].cap if later and not any(p.rate for p in clause.provisions if p.start > later[0].start) else None


def _term(value: Decimal, rate: Figure, cap: Figure | None) -> str:
    product = f"{plain(value)} × {plain(rate.value)}%"
    return f"min({product}, {plain(cap.value)})" if cap else product


def _said(value: Decimal, rate: Figure, cap: Figure | None, result: Decimal) -> str:
    product = f"{yuan(value)}×{plain(rate.value)}%={yuan(result)}"
    if cap is None:
        return product
    return f"{product}，超过上限，按{yuan(cap.value)}" if result > cap.value else f"{product}，未超过上限{yuan(cap.value)}"


def _pick(given: Sequence[Operand], provision: Provision, cap: Figure | None, reading: Reading) -> list[Operand]:
    """The amount that the share is taken of; all of them where the cap is per piece and the question has several."""
    if len(given) > 1 and cap and cap.per and _SEVERAL.search(reading.text):
        return list(given)
    return [max(given, key=lambda o: (_fit(o, provision), -o.figure.start))]


def _fit(operand: Operand, provision: Provision) -> float:
    base = set(provision.base)
    overlap = sum(1 for c in set(operand.label) if c in base) / max(1, len(base))
    actual = 1.0 if "实际" in provision.base and _ACTUAL.search(operand.label) else 0.0
    promised = 0.5 if _PROMISED.search(operand.label) and not _ACTUAL.search(operand.label) else 0.0
    return overlap + actual - promised


def _interest(
    clause: Clause, rate: Figure, cap: Figure | None, given: Sequence[Operand], reading: Reading
) -> Sum | None:
    """A share of an interest rate: principal × LPR × share, a year."""
    lpr = next((f for f in reading.figures if f.kind is FigureKind.PERCENT and f.value < 20), None)
    if lpr is None:
        return None
    principal = given[0].figure.value
    result = principal * lpr.value / HUNDRED * rate.value / HUNDRED
    total = min(result, cap.value) if cap else result
    product = f"{plain(principal)} × {plain(lpr.value)}% × {plain(rate.value)}%"
    formula = f"min({product}, {plain(cap.value)})" if cap else product
    said = f"{yuan(principal)}×{plain(lpr.value)}%×{plain(rate.value)}%={yuan(result)}"
    limit = f"，{'超过' if cap and result > cap.value else '未超过'}每年上限{yuan(cap.value)}" if cap else ""
    return Sum(f"一年最高{yuan(total)}（{said}{limit}）", yuan(total), total, "元", clause.clause_id, formula)
