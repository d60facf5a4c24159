"""A share of an amount, up to a cap: what it comes to, or the threshold that stands in the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from answer.amounts import HUNDRED, both, money, plain
from answer.cases import cap_of, choose_branch, degree_open, per_of, rate_meant, rate_named
from answer.entry import kept_out
from answer.fullness import without_cap
from answer.operands import Operand, of_other_measure, quotes_threshold
from answer.phrases import phrase
from answer.pieces import count_of, limit_for, piece_word
from answer.reading import Reading
from answer.state import Sum
from policy.documents import Clause
from policy.provisions import Comparator, Figure, Provision

_ACTUAL = re.compile(r"实际|执行|只跑|跑了|实打实|付|花|到账|结算|结账|用掉|发生|履行")
_PROMISED = re.compile(r"签了?|合同价|报价|预算|计划|打算|名义|总价")
_SEVERAL = re.compile(r"分别|两样|两台|几样|合起来|一起|加起来|一共|总共|合计|各|共")
_ADDED = re.compile(r"[份笔批期单张]|合起来|一起|加起来|一共|总共|合计|累计|前后|先后")
_VARIANT = re.compile(r"原价|原来|折|活动|优惠|到手|降|实付|发票|加价|预算")
_PIECES = ("件", "台", "个", "部", "副", "套", "辆")


def shares(clause: Clause, reading: Reading, given: Sequence[Operand]) -> list[Sum]:
    """What the clause's share comes to on the amounts given, for each case that the question is about."""
    rated = [p for p in clause.provisions if p.rate and p.rate.unit == "%"]
    provisions = choose_branch(rated, reading.text)
    own = without_cap(clause, reading, [o for o in given if not (of_other_measure(o, clause) or quotes_threshold(o, clause))])
    if not own or not provisions:
        return []
    one_each = _one_each(own, rated)
    provisions = rated if one_each else provisions
    out, used = [], []
    for provision in provisions:
        meant = [o for o in own if (one_each[o] is provision if one_each else _of_branch(o, provision, provisions))]
        made = _share(clause, provision, meant, reading) if meant else []
        out += made
        used += [meant] if made else []
    if len(used) > 1 and all(u == used[0] for u in used):  # one amount in each of two cases: only one can hold
        return [_either(s) for s in out]
    return out


def _one_each(own: Sequence[Operand], rated: Sequence[Provision]) -> dict[Operand, Provision]:
    """The case that the words around each amount name, where these differ: one grant for the one, another for the other."""
    out = {}
    for operand in own:
        shared = sorted(((_words_shared(operand.label, p.condition), -i) for i, p in enumerate(rated)), reverse=True)
        if len(shared) < 2 or shared[0][0] == shared[1][0]:
            return {}
        out[operand] = rated[-shared[0][1]]
    return out if len(set(map(id, out.values()))) > 1 else {}


def _words_shared(label: str, condition: str) -> int:
    pairs = {condition[i : i + 2] for i in range(len(condition) - 1)}
    return sum(1 for i in range(len(label) - 1) if label[i : i + 2] in pairs)


def _either(total: Sum) -> Sum:
    return replace(total, role="either")


def _of_branch(operand: Operand, provision: Provision, provisions: Sequence[Provision]) -> bool:
    """Whether an amount is meant for this branch: its label names it, or names none."""
    if len(provisions) < 2:
        return True
    return provision in choose_branch(provisions, operand.label)


def _share(clause: Clause, provision: Provision, given: list[Operand], reading: Reading) -> list[Sum]:
    out, barred = kept_out(clause, provision, given, reading)
    given = [o for o in given if o not in barred]
    rate, cap = rate_meant(clause, provision, reading), cap_of(clause, provision)
    if rate is None or not given:
        return out
    by_piece = cap is not None and per_of(clause, cap) in _PIECES
    if by_piece and ("价" in provision.base or not provision.base or _of_several(given, cap, reading)):
        graded = degree_open(clause, provision, reading)
        found = [_of_pieces(clause, provision, r, cap, given, reading) for r in graded or [rate]]
        return out + [_either(f) if graded else f for f in found if f]
    chosen = _pick(given, provision, cap, reading)
    lead = _lead(provision, reading)
    return [*out, _on_amounts(clause, lead, [o.figure for o in chosen], rate, cap, reading)]


def _of_several(given: Sequence[Operand], cap: Figure | None, reading: Reading) -> bool:
    """Whether each amount is of a project of its own (两个项目，一个1200万，一个1900万), and so under a cap of its own."""
    if cap is None or len(given) < 2 or not _alike(list(given)):
        return False
    numbers = {str(len(given)), "一二三四五六七八九"[len(given) - 1], *(("两", "俩") if len(given) == 2 else ("仨",) if len(given) == 3 else ())}
    unit = cap.per if cap.per in _PIECES else "个"
    counted = re.search(rf"(?<![\d一-九第每])(?:{'|'.join(numbers)})(?:{unit}(?![月年百亿])|(?<=[俩仨]))", reading.text)
    each = all(re.search(rf"[一另]{unit}|第[一二三四五]{unit}|各|分别", o.label) for o in given)
    listed = reading.english and re.search(r"\beach\b|\brespectively\b", reading.text)
    return bool(counted or each or listed)


def _lead(provision: Provision, reading: Reading) -> str:
    short = provision.condition and len(provision.condition) < 20
    return phrase("lead", reading.english, words=provision.condition) if short else ""


def _on_amounts(clause: Clause, lead: str, amounts: list[Figure], rate: Figure, cap: Figure | None, reading: Reading) -> Sum:
    """A share of one amount, or of several together: a cap that is not for a piece holds for all of them."""
    values = [f.value for f in amounts]
    value = sum(values, Decimal(0))
    made = value * rate.value / HUNDRED
    total = min(made, cap.value) if cap else made
    english = reading.english
    terms = f"({' + '.join(plain(v) for v in values)})" if len(values) > 1 else plain(value)
    listed = (" + " if english else "＋").join(money(v, english) for v in values)
    added = phrase("added", english, terms=listed, total=money(value, english)) if len(values) > 1 else ""
    near = next((f for f in amounts if f.comparator is Comparator.ABOUT), None)
    about = phrase("about", english, text=near.text, value=money(near.value, english)) if near else ""
    how = f"{added}{_said(value, rate, cap, made, english)}{about}"
    said = phrase("at_most", english, lead=lead, total=both(total, english), how=how)
    product = f"{terms} × {plain(rate.value)}%"
    formula = f"min({product}, {plain(cap.value)})" if cap else product
    others = ((money(made, english), made, "元", product),) if made != total else ()
    sums = ((money(value, english), value, "元", " + ".join(plain(v) for v in values)),) if len(values) > 1 else ()
    return Sum(said, money(total, english), total, "元", clause.clause_id, formula, others + sums, base=value, made=made, cap=cap.value if cap else None)


def _of_pieces(
    clause: Clause, provision: Provision, rate: Figure, cap: Figure | None, given: list[Operand], reading: Reading
) -> Sum | None:
    """A share of a price for each piece that the clause pays for."""
    terms, said, others = [], [], []
    total = base = Decimal(0)
    english = reading.english
    apart = _of_several(given, cap, reading)
    priced = "价" in provision.base or not provision.base
    every = len(given) == 1 or apart or _SEVERAL.search(reading.text) or (_alike(given) and not any(_VARIANT.search(o.label) for o in given))
    chosen = given if every else _pick(given, provision, cap, reading)
    for operand in chosen:
        count = count_of(operand, given, reading) if priced else Decimal(1)
        if count is None:
            return None
        limit = limit_for(clause, operand.label, reading)
        paid = min(count, limit) if limit else count
        value = operand.figure.value
        own = (rate_named(clause, provision, operand.label) if len(chosen) > 1 else None) or rate
        made = value * own.value / HUNDRED
        each = min(made, cap.value) if cap else made
        word = piece_word(reading.text)
        times = phrase("pieces", english, count=plain(paid), word=word, total=money(each * paid, english)) if paid > 1 else ""
        over = phrase("pieces_paid", english, count=plain(count), paid=plain(paid), word=word) if paid < count else ""
        said.append(f"{_said(value, own, cap, made, english)}{times}{over}")
        product = f"{plain(value)} × {plain(own.value)}%"
        term = f"min({product}, {plain(cap.value)})" if cap else product
        terms.append(term if paid == 1 else f"{term} × {plain(paid)}")
        others += [(money(made, english), made, "元", product), (money(each, english), each, "元", term)]
        others += [(money(each * paid, english), each * paid, "元", terms[-1])] if paid > 1 else []
        total += each * paid
        base += value * count
    graded = phrase("degree", english, label=plain_label(clause, rate)) if degree_open(clause, provision, reading) else ""
    how = phrase("or", english).join(said)
    sentence = phrase("at_most", english, lead=f"{graded}{_lead(provision, reading)}", total=both(total, english), how=how)
    one = len(chosen) == 1 and cap is not None and total <= cap.value  # of one piece alone can be told how far it is from the cap
    limit = cap.value if one and cap else None
    return Sum(sentence, money(total, english), total, "元", clause.clause_id, " + ".join(terms), tuple(others), base=base, made=made if one else None, cap=limit)


def plain_label(clause: Clause, rate: Figure) -> str:
    """The degree that a share stands beside: 2级."""
    match = re.search(r"[\d一二三四五六七八九][级等类档星]$", clause.text[: rate.start])
    return match.group() if match else f"{plain(rate.value)}%"


def _said(value: Decimal, rate: Figure, cap: Figure | None, result: Decimal, english: bool) -> str:
    product = phrase("product", english, value=money(value, english), rate=plain(rate.value), result=money(result, english))
    if cap is None:
        return product
    limit = phrase("over_cap" if result > cap.value else "within_cap", english, cap=money(cap.value, english))
    return f"{product}{limit}"


def _pick(given: list[Operand], provision: Provision, cap: Figure | None, reading: Reading) -> list[Operand]:
    """The amount that the share is taken of; all of them where the question has several alike and adds them."""
    if len(given) > 1 and cap and cap.per in _PIECES and _SEVERAL.search(reading.text) and _alike(given):
        return given
    if len(given) > 1 and _alike(given) and (_ADDED.search(reading.text) or _listed(given, provision.base)):
        return given
    return [max(given, key=lambda o: (_fit(o, provision), -o.figure.start))]


def _listed(given: list[Operand], base: str) -> bool:
    """Whether each amount is of another thing that the share is taken of together: 软件600万，设备900万 of 软件和设备采购额."""
    things = [t for t in re.split(r"[、和与及]", base) if len(t) > 1]
    meant = [{i for i, t in enumerate(things) if t[:2] in o.label} for o in given]
    return len(things) > 1 and all(meant) and sum(map(len, meant)) == len(set().union(*meant))


def _alike(given: list[Operand]) -> bool:
    """Whether the amounts are of one sort: not one signed and one paid."""
    marked = {(bool(_ACTUAL.search(o.label)), bool(_PROMISED.search(o.label))) for o in given}
    return len(marked) == 1


def _fit(operand: Operand, provision: Provision) -> float:
    base = set(provision.base)
    overlap = sum(1 for c in set(operand.label) if c in base) / max(1, len(base))
    actual = 1.0 if "实际" in provision.base and _ACTUAL.search(operand.label) else 0.0
    promised = 0.5 if _PROMISED.search(operand.label) and not _ACTUAL.search(operand.label) else 0.0
    return overlap + actual - promised
