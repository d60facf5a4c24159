"""Sums: what a provision comes to on the caller's figures. Exact decimals; each operand from a clause or the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from answer.amounts import plain, yuan
from answer.reading import Reading
from answer.state import Context, Draft, Sum
from answer.thresholds import Similar, findings, verdicts
from policy.documents import Clause
from policy.provisions import Figure, FigureKind, FigureRole, Provision

_HUNDRED = Decimal(100)
# An amount said to be granted (封顶500万, 能拿240万) is a claim to check, not a sum to work with.
_CLAIM_BEFORE = re.compile(r"(?:封顶|上限|最高|顶格|最多|至多|能?(?:拿|领|补|奖|贴|给|报)(?:到|个|我们?|贴|助|励)?|补助|补贴|奖励|额度写|额度)(?:是|为|有|的|就是)?[^\d,，。；;]{0,3}$")
_CLAIM_AFTER = re.compile(r"^(?:的)?(?:补贴|补助|奖励|奖金|封顶|上限)|^(?:是|就)?(?:稳|肯定|应该|可以)(?:能)?(?:拿|领|到手)")
_ACTUAL = re.compile(r"实际|执行|只跑|跑了|实打实|付|花|到账|结算|结账|用掉|发生")
_PROMISED = re.compile(r"签了?|合同价|报价|预算|计划|打算|名义|总价")
_EVEN = re.compile(r"再贵|再多也|再大也|(?:拿|补|用|吃|领|顶|达)(?:到)?(?:满|足|顶格|上限|封顶)|到顶|刚好(?:封顶|顶格|到上限)|多大(?:的)?合同|封顶对应|不会(?:再)?多补")
_SEVERAL = re.compile(r"分别|两样|两台|几样|合起来|一起|加起来|一共|总共|合计|各|共")


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure of the question with the words before it, which say what it is."""

    figure: Figure
    label: str


def calculate(draft: Draft, context: Context) -> None:
    """Work out what the chosen clauses give on the question's figures, where it asks for that and brings them."""
    reading = draft.read
    if not reading.figures and not _EVEN.search(reading.text):
        return
    for hit in draft.chosen[:2]:
        clause = hit.clause
        draft.sums += _awards(clause, reading) or _ladder(clause, reading) or _shares(clause, reading)
        if not draft.sums:
            draft.sums += _even(clause, reading) or _checks(clause, reading, context.similar)
        if draft.sums:
            draft.sums += _total(draft.sums, reading)
            return


def _total(sums: list[Sum], reading: Reading) -> list[Sum]:
    """The sum of the sums, where the question asks for it."""
    amounts = [s for s in sums if s.unit == "元"]
    if len(amounts) < 2 or not re.search(r"合计|一共|总共|加起来|合起来|共(?:能|可)|总额", reading.text):
        return []
    total = sum((s.value for s in amounts), Decimal(0))
    formula = " + ".join(plain(s.value) for s in amounts)
    return [Sum(f"合计最高{yuan(total)}", yuan(total), total, "元", amounts[0].clause_id, formula)]


def _even(clause: Clause, reading: Reading) -> list[Sum]:
    """Where the cap begins to bind: cap ÷ rate."""
    if not _EVEN.search(reading.text):
        return []
    out = []
    for p in choose_branch([p for p in clause.provisions if p.rate and p.cap and p.rate.unit == "%"], reading.text):
        if p.rate is None or p.cap is None:
            continue
        value = p.cap.value / p.rate.value * _HUNDRED
        said = f"{p.base or '金额'}到{yuan(value)}就达到上限{yuan(p.cap.value)}，再多也不增加（{yuan(p.cap.value)}÷{plain(p.rate.value)}%）"
        out.append(Sum(said, yuan(value), value, "元", clause.clause_id, f"{plain(p.cap.value)} ÷ {plain(p.rate.value)}%"))
    return out


def _checks(clause: Clause, reading: Reading, similar: Similar | None) -> list[Sum]:
    """够不够: the question's figures against the clause's thresholds; what is met first."""
    found = verdicts(clause, findings(clause, reading, similar))
    found.sort(key=lambda v: not all(f.met for f in v[1]))
    return [
        Sum(
            sentence, own[-1].text, own[-1].value, own[-1].unit, clause.clause_id, own[-1].formula,
            tuple((f.text, f.value, f.unit, f.formula) for f in own[:-1]),
        )
        for sentence, own in found[:3]
    ]


def operands(reading: Reading) -> list[Operand]:
    """The amounts of the question that are not claims, with their labels."""
    out = []
    for figure in reading.figures:
        before, after = reading.text[: figure.start], reading.text[figure.end :]
        if figure.kind is not FigureKind.MONEY or _CLAIM_BEFORE.search(before) or _CLAIM_AFTER.search(after):
            continue
        label = re.split(r"[,，。；;？?！!]", before)[-1]
        out.append(Operand(figure, f"{label}{re.split(r'[,，。；;？?！!]', after)[0][:6]}"))
    return out


# -- so much per international, national, local standard -------------------------------------------------------


def _awards(clause: Clause, reading: Reading) -> list[Sum]:
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


def _ladder(clause: Clause, reading: Reading) -> list[Sum]:
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


# -- a share of something, up to a cap -------------------------------------------------------------------------


def _shares(clause: Clause, reading: Reading) -> list[Sum]:
    given = operands(reading)
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
    each = [o.figure.value * rate.value / _HUNDRED for o in chosen]
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
    result = principal * lpr.value / _HUNDRED * rate.value / _HUNDRED
    total = min(result, cap.value) if cap else result
    product = f"{plain(principal)} × {plain(lpr.value)}% × {plain(rate.value)}%"
    formula = f"min({product}, {plain(cap.value)})" if cap else product
    said = f"{yuan(principal)}×{plain(lpr.value)}%×{plain(rate.value)}%={yuan(result)}"
    limit = f"，{'超过' if cap and result > cap.value else '未超过'}每年上限{yuan(cap.value)}" if cap else ""
    return Sum(f"一年最高{yuan(total)}（{said}{limit}）", yuan(total), total, "元", clause.clause_id, formula)
