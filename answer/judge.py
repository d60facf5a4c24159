"""Whether the clauses found answer what was asked. The right clause is not an answer."""

from __future__ import annotations

import re

from answer.asks import KINDS, Ask, states
from answer.state import Context, Draft
from language.words import words
from policy.answers import Hit, Status
from policy.documents import Clause
from policy.provisions import FigureKind, FigureRole

# How far below the best hit (in standard deviations of the fused score) a clause may lie and still be of its topic.
_NEAR = 1.1
# What makes a question one about the documents: this much weight of telling words shared with the clause ...
_TELLING = 0.42
# ... or this cosine, at which the bundled model hardly ever puts two texts of different subjects.
_CLOSE = 0.905
_VAGUE = 0.35
_VAGUE_LENGTH = 24

_NAMES: dict[Ask, tuple[str, str]] = {
    Ask.AMOUNT: ("具体金额", "the amount"),
    Ask.RATE: ("具体比例", "the share"),
    Ask.COUNT: ("具体数量", "the number"),
    Ask.WHEN: ("具体时间", "the date"),
    Ask.HOW_LONG: ("期限或所需时间", "how long it takes"),
    Ask.DEADLINE: ("申报起止时间", "the dates for applying"),
    Ask.VALIDITY: ("有效期限", "the period of validity"),
    Ask.MATERIALS: ("申请材料", "the papers to hand in"),
    Ask.PROCEDURE: ("申请或办理流程", "how to apply"),
    Ask.PLACE: ("办理渠道或地点", "where to apply"),
    Ask.PAYOUT: ("资金拨付时间", "when money is paid"),
    Ask.CONTACT: ("联系方式", "contact details"),
    Ask.ORGAN: ("负责部门", "the department in charge"),
    Ask.FEE: ("收费", "fees"),
    Ask.STACKING: ("能否叠加或重复享受", "whether benefits combine"),
    Ask.DEFINITION: ("认定口径或定义", "the definition"),
    Ask.REASON: ("原因或依据", "the reason"),
}


def judge(draft: Draft, context: Context) -> None:
    """Choose the clauses that answer; refuse where none does, ask back where the question is too vague to tell."""
    if not draft.hits:
        draft.status = Status.NOT_COVERED
        return
    reading = draft.read
    question = words(reading.text)
    best = draft.hits[0]
    if "exact" not in best.ranks:
        if _vague(question, draft, context):
            draft.status = Status.CLARIFY
            return
        if not on_topic(question, draft.hits, context):
            draft.status = Status.NOT_COVERED
            return
    _choose(draft, context)


def on_topic(question: list[str], hits: list[Hit], context: Context) -> bool:
    """Whether the question is about what the documents are about at all."""
    if hits[0].scores.get("dense", 0.0) >= _CLOSE:
        return True
    return max(context.lexicon.shared(question, h.clause) for h in hits[:4]) >= _TELLING


def _vague(question: list[str], draft: Draft, context: Context) -> bool:
    if len(draft.read.text) > _VAGUE_LENGTH or draft.read.regions or draft.filters.documents:
        return False
    return max((context.lexicon.weight(w) for w in question if context.lexicon.known(w)), default=0.0) < _VAGUE


def _choose(draft: Draft, context: Context) -> None:
    """For each thing asked, the best clause of the topic that states it."""
    best = draft.hits[0]
    near = [h for h in draft.hits if h.score >= best.score - _NEAR or "exact" in h.ranks]
    firm = [a for a in draft.read.asks if KINDS[a].firm]
    chosen: list[Hit] = []
    for ask in firm:
        hit = next((h for h in near if _answers(h.clause, ask, draft)), None)
        if hit is None:
            draft.unstated.append(ask.value)
        elif hit not in chosen:
            chosen.append(hit)
    if firm and len(draft.unstated) == len(firm):
        draft.status = Status.NOT_COVERED
        return
    draft.chosen = chosen or [best]
    draft.status = Status.PARTIAL if draft.unstated else None


def _answers(clause: Clause, ask: Ask, draft: Draft) -> bool:
    if not states(clause, ask):
        return False
    if ask is Ask.AMOUNT:
        return _amount_fits(clause, draft)
    if ask is Ask.RATE:
        return _rate_fits(clause, draft)
    return True


_MONEY_ASKED = re.compile(r"补|奖|贴|资助|拿|领|给|报销|发|省|减|优惠|扶持|支持|券|钱")
_GRANTED = (FigureRole.RATE, FigureRole.CAP, FigureRole.AMOUNT)


def _amount_fits(clause: Clause, draft: Draft) -> bool:
    """Asked what is given, a clause answers with what it gives; a threshold or a target is no answer to that."""
    figures = [f for p in clause.provisions for f in p.figures]
    if not _MONEY_ASKED.search(" ".join(draft.read.asking)):
        return True
    if any(f.role in _GRANTED for f in figures):
        return True
    granting = any(p.action in ("补助", "补贴", "奖励", "资助", "贴息", "支持", "配套") for p in clause.provisions)
    return not granting and any(f.kind is FigureKind.MONEY for f in figures) and not re.search(
        r"补多少|奖多少|给多少|能拿|能领|补贴|奖金|奖励|补助", draft.read.text
    )


def _rate_fits(clause: Clause, draft: Draft) -> bool:
    """A share that is left open (一定比例) is not stated by another share in the same clause."""
    if re.search(r"补|奖|贴|资助|给", " ".join(draft.read.asking)):
        return any(f.role is FigureRole.RATE for p in clause.provisions for f in p.figures)
    return True


def unstated_names(draft: Draft) -> list[str]:
    """What was asked and is not stated, in the answer's language."""
    return [_NAMES[Ask(a)][1 if draft.english else 0] for a in draft.unstated if Ask(a) in _NAMES]
