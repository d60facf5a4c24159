"""Sums: what a provision comes to on the caller's figures. Exact decimals; each operand from a clause or the question."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from answer.amounts import amount, both, money, plain
from answer.asks import Ask
from answer.awards import awards, ladder
from answer.capped import bounded_elsewhere
from answer.combined import combined
from answer.fullness import asks_where_full, even, grant_asked_too
from answer.gaps import share_of_base, to_the_cap
from answer.interest import interest, is_interest
from answer.itemised import itemised
from answer.least import asks_least, least
from answer.missing import needed, of_share, sentence, vague_words
from answer.operands import Operand, operands
from answer.outlay import outlay
from answer.phrases import phrase
from answer.pieces import item
from answer.reading import Reading
from answer.remaining import remaining
from answer.shares import shares
from answer.shortfall import asks_left, shortfall
from answer.sizes import sizes
from answer.state import Context, Draft, Sum
from answer.targets import apart
from answer.thresholds import PERSON_UNITS, Similar, findings, verdicts
from answer.tiers import tiers
from policy.answers import Hit, Status
from policy.documents import Clause

_MOST_CLAUSES = 3
_HITS_TRIED = 5
_FAR_BEHIND = 1.2  # in standard deviations of the fused score
_INSTEAD = re.compile(r"不(?:行|能|够|符合|可以|成|算)的?话|否则|不然|要不|那(?:就)?(?:只能|最多|能|按)|只能|otherwise|if not|instead", re.IGNORECASE)
_JOINED = re.compile(r"[×÷+−]")
_TOTAL = re.compile(r"合计|一共|总共|加起来|合起来|[合加][到在]?一[块起]|共(?:能|可)|总额|总计|[拢统通]共|拢总|[两三四几]笔|in (?:total|all)|altogether|combined|together", re.IGNORECASE)
_DIFFERENCE = re.compile(r"差(?:出来?|了)?(?:多少|几|距|额|别有多)|(?:相|只|还)差|(?:多|少)(?:拿|补|领|给|奖|出|花)?(?:了|出|出来)?(?:多少|几[十百千万]|多少钱)|差了?多")


def calculate(draft: Draft, context: Context) -> None:
    """Work out what the chosen clauses give on the question's figures, where it asks for that and brings them."""
    reading = draft.read
    differences, made_of = apart(draft.chosen[:_MOST_CLAUSES], reading, context)
    if differences:
        draft.sums += differences
        _lead_with(draft, made_of)
        _settle(draft)
        return
    listed, under = itemised(draft, context)
    _lead_with(draft, under)
    draft.sums += listed or _over_several(draft.chosen[:_MOST_CLAUSES], reading) or _of_best(draft, context)
    if not draft.sums and draft.chosen:
        added, aims = combined(draft.chosen[0], reading)
        draft.sums += added
        _lead_with(draft, [draft.chosen[0], *aims] if added else [])
    granted = list(draft.sums)
    draft.sums += _total(granted, reading) or _difference(granted, reading)
    draft.sums += remaining(granted, reading) + to_the_cap(granted, reading) + share_of_base(granted, reading)
    _settle(draft)
    draft.sums = [replace(s, sentence=f"{s.sentence[:1].upper()}{s.sentence[1:]}") if draft.english else s for s in draft.sums]
    if draft.chosen and not draft.sums:
        lacking = needed(draft.chosen[0].clause, reading)
        draft.asked_for = sentence(lacking, vague_words(reading), reading.english) if lacking else ""
    if draft.chosen and not draft.asked_for and not any("÷" in s.formula for s in draft.sums):
        draft.asked_for = of_share(draft.chosen[0].clause, reading)


def _lead_with(draft: Draft, hits: list[Hit]) -> None:
    """Put the clauses that the sums are made of first."""
    own = {m.clause.clause_id for m in hits}
    draft.chosen = [*hits, *(h for h in draft.chosen if h.clause.clause_id not in own)]


def _settle(draft: Draft) -> None:
    """What a sum gives is stated, though no clause states it: the share that two amounts make."""
    given = {Ask.RATE for s in draft.sums if s.unit == "%"} | {Ask.COUNT for s in draft.sums if s.unit in PERSON_UNITS}
    given |= {Ask.REASON for s in draft.sums if s.failed}  # 为啥人家说我不行: which bound is not kept, and by how much
    draft.unstated = [u for u in draft.unstated if Ask(u) not in given]
    if draft.status is Status.PARTIAL and not draft.unstated:
        draft.status = None


def _of_best(draft: Draft, context: Context) -> list[Sum]:
    """The sums of the first of the chosen clauses that gives any; of two that do, of the one that names the thing bought."""
    reading = draft.read
    if not draft.chosen:
        return []
    made = [(hit, found) for hit in draft.chosen[:2] if (found := _of_one(hit.clause, reading, context.similar))]
    ahead = max((hit.score for hit, _ in made), default=0.0)
    made.sort(key=lambda m: m[0].score < ahead - _FAR_BEHIND)
    bought = item(reading.text)
    naming = [m for m in made if bought and bought in m[0].clause.text]
    reversed_ = asks_least(reading) and not any(least(hit.clause, reading) for hit, _ in made)
    weak = all(s.role == "check" and not _JOINED.search(s.formula) for _, sums in made for s in sums)
    if reversed_ or weak or not any(_uses(m[1], reading) for m in made):
        naming += _worked_elsewhere(draft, context)
    best, sums = next(iter([*naming, *made]), (None, []))
    if best is not None and best is not draft.chosen[0]:
        draft.chosen = [best, *(h for h in draft.chosen if h is not best and (best, sums) in made)]
    if best is not None and sums and _INSTEAD.search(reading.text) and all(s.role == "check" for s in sums):
        sums = [*sums, *_instead(best, draft)]
    sums, bound = bounded_elsewhere(best, sums, reading.english) if best is not None else (sums, None)
    if bound and bound.clause.clause_id not in {h.clause.clause_id for h in draft.chosen}:
        draft.chosen = [*draft.chosen, bound]
    return sums


def _instead(kept_out: Hit, draft: Draft) -> list[Sum]:
    """What another clause of the document gives on the same amounts, where the one that was meant keeps them out."""
    for hit in draft.hits[:_HITS_TRIED]:
        if hit.document.id == kept_out.document.id and hit.clause.clause_id != kept_out.clause.clause_id:
            found = [s for s in shares(hit.clause, draft.read, operands(draft.read, hit.clause)) if s.role != "check"]
            if found:
                _lead_with(draft, [kept_out, hit])
                return found
    return []


def _uses(sums: list[Sum], reading: Reading) -> bool:
    """Whether the sums work with an amount of the question."""
    own = {plain(f.value) for f in reading.figures}
    return any(own & set(re.findall(r"[\d.]+", s.formula)) for s in sums)


def _worked_elsewhere(draft: Draft, context: Context) -> list[tuple[Hit, list[Sum]]]:
    """Another clause of the document, under which two of the caller's figures make the share that it bounds."""
    first = draft.chosen[0]
    others = [h for h in draft.hits[:_HITS_TRIED] if h.document.id == first.document.id and h is not first]
    reversed_ = asks_least(draft.read)
    made = [
        (h, least(h.clause, draft.read, named=True) if reversed_ else _checks(h.clause, draft.read, context.similar))
        for h in others
    ]  # fmt: skip
    return [(h, sums) for h, sums in made if (reversed_ and sums) or any("÷" in s.formula for s in sums)][:1]


def sums_of(clause: Clause, reading: Reading, context: Context) -> list[Sum]:
    """What one clause comes to on the question's figures, by whichever way fits."""
    return _of_one(clause, reading, context.similar)


def _of_one(clause: Clause, reading: Reading, similar: Similar | None) -> list[Sum]:
    """What one clause comes to, by the first of the ways that fits it."""
    if asks_left(reading) and (found := shortfall(clause, reading)):
        return found
    given = operands(reading, clause)
    if asks_where_full(reading, clause) and (found := even(clause, reading)):
        return [*(shares(clause, reading, given) if grant_asked_too(reading) else []), *found]
    made = awards(clause, reading) or ladder(clause, reading)
    if not made:
        made = interest(clause, reading, given) if is_interest(clause) else shares(clause, reading, given)
    return made or sizes(clause, reading) or tiers(clause, reading) or least(clause, reading) or outlay(clause, reading) or _checks(clause, reading, similar) or shortfall(clause, reading)


def _over_several(hits: list[Hit], reading: Reading) -> list[Sum]:
    """Several clauses, each with an amount of its own: 语料合同900万、模型合同1000万."""
    given = operands(reading)
    if len(hits) < 2 or len(given) < 2:
        return []
    own = {id(hit): [o for o in given if _meant(o, hits) is hit] for hit in hits}
    if not all(own.values()):
        return []
    made = [shares(hit.clause, reading, own[id(hit)]) for hit in hits]
    return [each for found in made for each in found] if all(made) else []


def _meant(operand: Operand, hits: list[Hit]) -> Hit | None:
    """The clause whose heading the words around an amount share most with; None where two share as much."""
    scores = sorted(((_shared(operand.label, h.clause.heading), i) for i, h in enumerate(hits)), reverse=True)
    return hits[scores[0][1]] if scores[0][0] > scores[1][0] else None


def _shared(label: str, heading: str) -> int:
    pairs = {heading[i : i + 2] for i in range(len(heading) - 1)}
    return sum(1 for p in pairs if p in label)


def _total(sums: list[Sum], reading: Reading) -> list[Sum]:
    """The sum of the sums, where the question asks for it."""
    amounts = [s for s in sums if s.unit == "元" and s.role == "grant"]
    if len(amounts) < 2 or not _TOTAL.search(reading.text) or any(s.role == "either" for s in sums):
        return []  # a total that leaves out what goes by the case would be too low
    total = sum((s.value for s in amounts), Decimal(0))
    formula = " + ".join(plain(s.value) for s in amounts)
    said = phrase("together", reading.english, total=both(total, reading.english))
    return [Sum(said, money(total, reading.english), total, "元", amounts[0].clause_id, formula)]


def _difference(sums: list[Sum], reading: Reading) -> list[Sum]:
    """How much two results differ, where the question asks for it."""
    if len(sums) != 2 or sums[0].unit != sums[1].unit or any(s.role == "check" for s in sums) or not _DIFFERENCE.search(reading.text):
        return []
    more, less = sorted(sums, key=lambda s: s.value, reverse=True)
    gap = more.value - less.value
    said = amount(gap, more.unit, reading.english)
    return [Sum(phrase("differ", reading.english, gap=said), said, gap, more.unit, more.clause_id, f"{plain(more.value)} − {plain(less.value)}")]


def _checks(clause: Clause, reading: Reading, similar: Similar | None) -> list[Sum]:
    """够不够: the question's figures against the clause's thresholds; what is met first."""
    found = verdicts(clause, findings(clause, reading, similar), reading.english)
    found.sort(key=lambda v: not all(f.met for f in v[1]))
    return [
        Sum(
            sentence, own[-1].text, own[-1].value, own[-1].unit, clause.clause_id, own[-1].formula,
            (*((f.text, f.value, f.unit, f.formula) for f in own[:-1]), *(n for f in own for n in f.needs)), "check", failed=not all(f.met for f in own),
        )
        for sentence, own in found[:3]
    ]  # fmt: skip
