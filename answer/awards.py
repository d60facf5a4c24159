"""So much per piece, and steps: 50万元 for each international standard; 20万元 when revenue first reaches 2000万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from answer.amounts import both, money, plain
from answer.cases import per_of
from answer.counts import counts_by_name
from answer.grants import several_grants, turned
from answer.operands import operands
from answer.phrases import phrase
from answer.reading import Reading
from answer.state import Sum
from policy.documents import Clause
from policy.provisions import Figure, FigureKind, FigureRole, Provision


def awards(clause: Clause, reading: Reading) -> list[Sum]:
    """So much for each of several kinds, or for each piece of one kind up to a cap on all."""
    group = [p for p in clause.provisions if not p.rate and (p.cap or p.amount)]
    paid = [p for p in group if (per := per_of(clause, _award(p))) and per not in _SPANS]
    if paid and len(group) > len(paid) and all(p.condition for p in group):
        paid = group  # 分别给予每个100万元、50万元: 每个 is said once for all
    if len(paid) < 2 and (several := several_grants(clause, reading)):
        return several
    if len(paid) < 2:
        return _of_one_kind(paid[0], clause, reading) if paid else []
    names = [_names(p, paid) for p in paid]
    if any(not own for own in names):
        return []
    counts = counts_by_name(_spoken(reading), names, per_of(clause, _award(paid[0])))
    if changed := turned(clause, reading, [(n or Decimal(0), _award(p), own) for n, p, own in zip(counts, paid, names, strict=True)]):
        return changed
    terms = [(n, _award(p).value, p.condition) for n, p in zip(counts, paid, strict=True) if n]
    counted = [f for f in reading.figures if f.kind is FigureKind.COUNT and f.unit in ("项", "个", "件") and f.value > 1]
    if not terms or len(counted) > len(terms):  # a count that finds no place would be missing from the sum
        return []
    total = sum((n * each for n, each, _ in terms), Decimal(0))
    formula = " + ".join(f"{plain(n)} × {plain(each)}" for n, each, _ in terms)
    english = reading.english
    said = phrase("and", english).join(
        phrase("award", english, name=name, count=plain(n), each=money(each, english)) for n, each, name in terms
    )
    sentence = phrase("awards", english, total=both(total, english), terms=said)
    return [Sum(sentence, money(total, english), total, "元", clause.clause_id, formula)]


def _of_one_kind(provision: Provision, clause: Clause, reading: Reading) -> list[Sum]:
    """每引进1名博士奖5万元，最高50万元: the caller's number of pieces times the amount, up to the cap."""
    each = _award(provision)
    per = per_of(clause, each)
    if each.kind is not FigureKind.MONEY or operands(reading):
        return []
    cap = provision.cap if provision.cap is not each else None
    numbers = [f for f in reading.figures if f.unit == per and f.kind in (FigureKind.COUNT, FigureKind.QUANTITY)]
    if len(numbers) != 1 or numbers[0].value <= 1 or provision.base:
        return []
    number = numbers[0].value
    if any(f.unit == per and f.role is FigureRole.THRESHOLD and number > f.value for f in provision.figures):
        return []
    made = number * each.value
    total = min(made, cap.value) if cap else made
    product = f"{plain(number)} × {plain(each.value)}"
    english = reading.english
    over = phrase("more_than_cap" if made > cap.value else "within_cap", english, cap=money(cap.value, english)) if cap else ""
    span = re.search(r"每[月年日天](?=[^,，。；;]{0,4}$)", clause.text[: each.start])
    said = phrase(
        "one_kind", english, span=span.group() if span else "", total=both(total, english), count=plain(number), per=per,
        each=money(each.value, english), made=money(made, english), limit=over,
    )  # fmt: skip
    formula = f"min({product}, {plain(cap.value)})" if cap else product
    return [Sum(said, money(total, english), total, "元", clause.clause_id, formula, ((money(made, english), made, "元", product),))]


def _award(provision: Provision) -> Figure:
    """What is paid for one: an amount as such, else the most that is paid for one."""
    figure = provision.amount or provision.cap
    if figure is None:
        raise ValueError("a provision that pays nothing has no award")
    return figure


def _spoken(reading: Reading) -> str:
    """The question without what only names the document (27条) and its years."""
    return re.sub(r"\d{2}条|20\d\d年?", "", reading.text)


def _names(provision: Provision, all_: Sequence[Provision]) -> list[str]:
    own = _distinct(provision.condition, [p.condition for p in all_ if p is not provision])
    return [n for n in (own, _SHORT.get(own, "")) if n]


_SPANS = ("年", "月", "天", "日", "次")
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
    aimed = [o.figure.value for o in given if o.figure.value in dict(steps)] if len(given) > 1 else []
    own = next((o.figure.value for o in given if o.figure.value not in aimed), given[0].figure.value)
    out = _gap(own, aimed[0] if aimed else None, steps, clause, reading.english) if _TO_GO.search(reading.text) else []
    reached = [(t, a) for t, a in steps if t <= own]
    if not reached or out:
        return out
    step, award = max(reached)
    english = reading.english
    sentence = phrase(
        "step_of" if own != step else "step", english,
        own=money(own, english), step=money(step, english), award=both(award, english),
    )  # fmt: skip
    return [Sum(sentence, money(award, english), award, "元", clause.clause_id, f"{plain(award)}")]


_TO_GO = re.compile(r"差(?:多少|几|多远)|[还离距].{0,12}差|下一[档级]|再[涨增做多]")


def _gap(own: Decimal, aimed: Decimal | None, steps: list[tuple[Decimal, Decimal]], clause: Clause, english: bool) -> list[Sum]:
    """How far it is to the step that is named, or to the next one, and what that one brings."""
    ahead = [(t, a) for t, a in steps if t == aimed] if aimed else [(t, a) for t, a in steps if t > own]
    if not ahead or min(ahead)[0] <= own:
        return []
    step, award = min(ahead)
    gap = step - own
    said = phrase("step_ahead", english, step=money(step, english), gap=both(gap, english), award=money(award, english))
    formula = f"{plain(step)} − {plain(own)}"
    return [Sum(said, money(gap, english), gap, "元", clause.clause_id, formula, ((money(award, english), award, "元", plain(award)),), "check")]
