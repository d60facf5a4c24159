"""The choice of clauses, looked at once more: what question and clause say when they are read together.

The rules know what kinds of things are asked and which kinds a clause states; they do not know what everyday words stand
for, nor that a clause on vouchers says nothing of how long one lasts. Where reading both together is sure of the contrary,
it counts; where it is not, the rules do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.asks import Ask
from answer.fits import answers
from answer.state import Context, Draft
from policy.answers import Hit, Status

_LOOKED_AT = 3  # clauses
_SURELY = 0.75  # so likely that what was refused is answered
_FOUND_FIRST = 0.68  # the same for the clause found first, where what it lacks is only read from a word or two
_OFF_TOPIC = 0.9  # the same for what was taken for another subject
_HARDLY = 0.03  # so unlikely that the clause found first is no answer
_HARDLY_FURTHER = 0.25  # the same for a clause that was found behind others, and chosen for the kind of thing it states
_IN_A_SENTENCE = 0.2  # so likely that one sentence of a clause on many things states it
_DOUBTED, _DOUBTED_FURTHER, _RATHER = 0.15, 0.4, 0.8  # one so unlikely, found first or behind others, gives way to one so likely

_MEASURED = frozenset({Ask.RATE.value, Ask.AMOUNT.value})
# Said with words that say other things as well: 多少坑 is no amount, 留给 grants nothing.
_GUESSED = frozenset(a.value for a in (Ask.AMOUNT, Ask.COUNT, Ask.WHEN, Ask.PARTY, Ask.THRESHOLD, Ask.QUOTA, Ask.WHAT))
_LEFT_OPEN = re.compile(r"一定比例|适当(?:给予)?(?:奖励|补助)|(?:比例|金额|标准|额度)(?:不详|未(?:写明|公布|定)|另行)")  # says itself that it does not say


def reconsider(draft: Draft, context: Context) -> None:
    """Answer what was refused though a clause surely states it; refuse, or take another clause, where the chosen hardly does."""
    if context.stated is None or not draft.hits or "exact" in draft.hits[0].ranks or len(draft.asked_of) > 1:
        return  # of several things each was held against its own clause already
    near = draft.hits[:_LOOKED_AT]
    if draft.status is Status.NOT_COVERED:
        if _MEASURED & set(draft.unstated):
            near = [h for h in near if not _LEFT_OPEN.search(h.clause.text)]
        if Ask.CONTACT.value in draft.unstated:  # a telephone number is there or it is not
            contacts = [p for p in draft.read.points if p.ask is Ask.CONTACT]
            near = [h for h in near if all(answers(h.clause, p) for p in contacts)]
        if not _take_surest(near, draft, context, _SURELY if draft.unstated else _OFF_TOPIC) and draft.unstated and set(draft.unstated) <= _GUESSED:
            _take_surest([h for h in near[:1] if h is draft.hits[0]], draft, context, _FOUND_FIRST)
    elif draft.chosen and draft.status is None:
        _doubt(draft, context)
    elif draft.chosen and draft.status is Status.PARTIAL:
        if not _in_part(draft, context):
            _refuse(draft)
        elif _wholly(draft, context):
            draft.unstated, draft.status = [], None


def _doubt(draft: Draft, context: Context) -> None:
    """Look at what was chosen: another clause, or none, may be the better answer."""
    chances = context.stated(draft.read.text, draft.chosen) if context.stated else ()
    first = draft.hits[0].clause.clause_id
    if max(chances) > (_DOUBTED if first in {h.clause.clause_id for h in draft.chosen} else _DOUBTED_FURTHER):
        return
    others = [h for h in draft.hits[:_LOOKED_AT] if h not in draft.chosen]
    if _take_surest(others, draft, context, _RATHER):
        return
    least = [_HARDLY if h.clause.clause_id == first else _HARDLY_FURTHER for h in draft.chosen]
    if all(c <= bound for c, bound in zip(chances, least, strict=True)) and not _in_a_sentence(draft, context):
        _refuse(draft)


def _in_part(draft: Draft, context: Context) -> bool:
    """Whether one of the sentences that ask is answered: that another is not makes the whole seem unlikely."""
    asked = dict.fromkeys((draft.read.text, *draft.read.asking))
    return any(_surest(draft.chosen, text, context)[0] > _HARDLY for text in asked)


def _wholly(draft: Draft, context: Context) -> bool:
    """Whether each of the sentences that ask is surely answered: what is lacking was only read from a word of a side phrase."""
    if draft.unstated_said or not set(draft.unstated) <= _GUESSED:
        return False
    asked = dict.fromkeys((draft.read.text, *draft.read.asking))
    return all(_surest(draft.chosen, text, context)[0] >= _SURELY for text in asked)


def _refuse(draft: Draft) -> None:
    draft.unstated = draft.unstated or [Ask.WHAT.value]
    draft.chosen = []
    draft.status = Status.NOT_COVERED


def _in_a_sentence(draft: Draft, context: Context) -> bool:
    """Whether a sentence of what was chosen states it, though the clause as a whole, on many things, seems not to."""
    chances = context.stated(draft.read.text, draft.chosen, closely=True) if context.stated else ()
    return max(chances, default=0.0) >= _IN_A_SENTENCE


def answered_by_a_clause(draft: Draft, context: Context) -> bool:
    """Whether a clause surely answers a message that only its manner makes suspect: an honest story of worries and money."""
    text = draft.read.text
    return context.stated is not None and _surest(context.search(text, _LOOKED_AT, draft.filters), text, context)[0] >= _OFF_TOPIC


def _take_surest(hits: Sequence[Hit], draft: Draft, context: Context, enough: float) -> bool:
    """Answer with the hit that most likely states what is asked, where that is likely enough."""
    chance, best = _surest(hits, draft.read.text, context)
    if chance < enough:
        return False
    draft.chosen, draft.unstated, draft.status = [hits[best]], [], None
    draft.small_talk = False
    return True


def _surest(hits: Sequence[Hit], text: str, context: Context) -> tuple[float, int]:
    """How likely the likeliest of the hits states what is asked, and which one that is; 0 where there is none."""
    chances = context.stated(text, hits) if context.stated and hits else ()
    return max(((chance, i) for i, chance in enumerate(chances)), key=lambda found: found[0], default=(0.0, 0))
