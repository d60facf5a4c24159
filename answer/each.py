"""Several things asked in one breath: for each of them the clause that most likely states it, read together with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from answer.apiece import apiece
from answer.asks import FORMAL, Ask, Point, asked
from answer.fits import kinds_of, unstated_by
from answer.parts import Part, asks_something, asks_whether, has_subject, note, segments
from answer.ranked import LOOKED_AT, Ranked, ranked
from answer.reading import Reading
from answer.retrieve import LOOK, found_in, weighed
from answer.rows import documents_of, subject_name, subjects_named
from answer.several import beside
from answer.state import Context, Draft
from policy.answers import Hit, Status

_READ = 1.0  # standard deviations of the search's score that a unit of log-odds counts
_HOME = 0.5  # what the document that answers all the things best adds to its clauses
_SPOKEN_OF = 0.3  # the same for one that was named with an earlier thing
_TAKEN = 0.8  # what a clause that answers an earlier thing gains: who asks several things in a breath often asks them of one
_RATHER_NOT = 0.5  # a thing whose best clause is no likelier is looked for once more, in the document of the others
_HARDLY = 0.25  # a clause no likelier does not state the thing, if the rules say so too
_NOT_AT_ALL = 0.05  # the same for what is asked in words of which the rules know nothing
_FORMALLY = 0.75  # the same for papers, places, dates and the like, of which the rules know well when they are stated
_SURELY_NOT = 0.02  # one no likelier than this does not state it whatever they say
_AT_LEAST = 0.3  # so likely must one of the things be stated
_FIRST = 3  # hits of the whole question that are looked at for each thing
_MOST = 6  # things
_LED_BY = 2  # segments before the first thing that lead to all of them
_FAR = -9.0
_OF_ITS_DOCUMENT = FORMAL | {Ask.WHEN}
_FORMAL_WORDS = re.compile(
    r"申[报请领]|受理|截止|口子|入口|窗口|办理|流程|手续|材料|资料|证明|名单|公示|结果|到账|发放|电话|平台|系统|网站|时间|日期|今年|明年|本年|年度|期限|"
    r"最后|什么时候|[几哪]?(?:月份?|号|天|日)|地方|地点|哪里|哪儿|找谁|部门|单位|提交|递交|填报|报名|开始|结束"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing asked: the part of the question, and the documents that are named with it."""

    part: Part
    documents: tuple[str, ...] = ()


def choose_each(draft: Draft, context: Context) -> bool:
    """For each thing asked the clause that most likely states it; whether more than one was chosen, or one and a thing not stated."""
    return _choose(things_asked(draft, context)[:_MOST], draft, context, worded=True)


def choose_apiece(draft: Draft, context: Context) -> bool:
    """The same where one thing is asked of each of several names; whether more than one clause was chosen."""
    named = [Thing(one.part, documents_of(one.name, one.start, draft.read, context)) for one in apiece(draft.read, context)]
    return _choose(named, draft, context, worded=False)


def _choose(things: Sequence[Thing], draft: Draft, context: Context, *, worded: bool) -> bool:
    """`worded`: each thing stands in the question as a whole, so that its words tell by themselves what is not stated."""
    if len(things) < 2 or context.stated is None:
        return False
    context.ahead([_reading_of(thing.part.whole, thing.part, draft).text for thing in things])
    found = [_looked_for(thing, draft, context) for thing in things]
    if max((r.chance for own in found for r in own), default=0.0) < _AT_LEAST:
        return False
    home = _home(found)
    chosen: dict[str, Hit] = {}
    missing: list[Point] = []
    said: list[str] = []  # what is not stated, in the caller's words
    asked_of: dict[str, str] = {}
    named: tuple[str, ...] = ()
    for thing, own in zip(things, found, strict=True):
        named = thing.documents or named
        best = _best(own, home, named, chosen)
        if not thing.documents and (best is None or best.chance < _RATHER_NOT):
            best = _best([*own, *_once_more(thing, own, home, draft, context)], home, named, chosen)
        if best is not None and chosen and _is_of_another(thing, best, chosen.values(), context):
            best = _best([r for r in own if r.hit.document.id in {h.document.id for h in chosen.values()}], home, named, chosen)
        unstated = _unstated(thing, best)
        if worded and not thing.part.firm and (best is None or best.chance < _NOT_AT_ALL):
            said.append(thing.part.text)
            continue
        if best is None or unstated:
            missing += unstated
            continue
        note(asked_of, best.hit, thing.part)
        chosen.setdefault(best.hit.clause.clause_id, best.hit)
    if not chosen or (len(chosen) < 2 and not missing and not said):
        return False
    draft.chosen, draft.asked_of = list(chosen.values()), asked_of
    draft.unstated, draft.unstated_said = [*kinds_of(missing), *([Ask.WHAT.value] if said else [])], said
    draft.status = Status.PARTIAL if draft.unstated else None
    return True


def _is_of_another(thing: Thing, best: Ranked, chosen: Iterable[Hit], context: Context) -> bool:
    """Whether how, where or by when to apply is answered from a document that nothing else is, though it names no subject of its own."""
    formal = bool(thing.part.firm) and all(p.ask in _OF_ITS_DOCUMENT for p in thing.part.firm)
    if not formal or thing.documents or best.hit.document.id in {h.document.id for h in chosen}:
        return False
    return not has_subject(_FORMAL_WORDS.sub(" ", thing.part.text), context)


def _unstated(thing: Thing, best: Ranked | None) -> list[Point]:
    """What a thing asks that its best clause does not state: the less likely the clause, the more the rules count."""
    if best is None or best.chance < _SURELY_NOT:
        return thing.part.firm
    denied = unstated_by([best.hit], thing.part.firm)
    return [p for p in denied if best.chance < (_FORMALLY if p.ask in FORMAL else _HARDLY)]


def things_asked(draft: Draft, context: Context) -> list[Thing]:
    """The things asked, each with what leads to it; [] where one is asked of several subjects at once: that is a table."""
    text = draft.read.text
    subjects = subjects_named(draft.read, context, by_subject=False)
    things: list[Thing] = []
    waiting: list[str] = []
    lead, leads = "", False  # what leads to the next thing, and whether that was said before them all
    begun = at = 0
    for segment in segments(text):
        start = text.find(segment, at)
        at = start + len(segment) if start >= 0 else at
        if not asks_something(segment) and not asks_whether(segment):
            waiting.append(segment)
            continue
        with_it = [s for s in subjects if begun <= s.start < at]
        if len(with_it) > 1:
            return []
        own = has_subject(segment, context)
        before = waiting[-_LED_BY:] if not things else [lead, *waiting[-1:]] if leads else ["" if own else lead, *waiting[-1:]]
        part = Part(segment, asked(segment), "，".join(p for p in before if p))
        if not things:
            lead, leads = part.lead, bool(part.lead)
        lead = subject_name(segment) if not leads and (own or not things) else lead
        things.append(Thing(part, tuple(d for s in with_it for d in s.documents)))
        waiting, begun = [], at
    if waiting and things:
        last = things[-1]
        things[-1] = replace(last, part=replace(last.part, text="，".join([last.part.text, *waiting])))
    return things


def _looked_for(thing: Thing, draft: Draft, context: Context) -> list[Ranked]:
    """What is found for a thing: in the documents named with it, else wherever the whole question looks, and what that found."""
    reading = _reading_of(thing.part.whole, thing.part, draft)
    documents = draft.filters.documents or thing.documents
    if documents:
        return _relative(thing, found_in(documents, reading, draft, context)[:LOOKED_AT], context)
    filters = replace(draft.filters, region=draft.filters.region or draft.region, on=None)
    whole = {h.clause.clause_id: h.score for h in draft.hits}
    hits = beside(weighed(context.search(reading.text, LOOK, filters), reading, draft, context), whole)[:LOOKED_AT]
    known = {h.clause.clause_id for h in hits}
    return _relative(thing, [*hits, *(h for h in draft.hits[:_FIRST] if h.clause.clause_id not in known)], context)


def _once_more(thing: Thing, own: Sequence[Ranked], home: str, draft: Draft, context: Context) -> list[Ranked]:
    """What the document of the other things has on one, looked for in its own words."""
    if not home:
        return []
    known = {r.hit.clause.clause_id for r in own}
    hits = found_in((home,), _reading_of(thing.part.text, thing.part, draft), draft, context)[:LOOKED_AT]
    return _relative(thing, [h for h in hits if h.clause.clause_id not in known], context)


def _relative(thing: Thing, hits: Sequence[Hit], context: Context) -> list[Ranked]:
    """Hits with their distance from the best of their search for a score, so that those of several searches compare."""
    best = max((h.score for h in hits), default=0.0)
    return ranked(thing.part.whole, [replace(h, score=h.score - best) for h in hits], context, _READ)


def _reading_of(text: str, part: Part, draft: Draft) -> Reading:
    figures = tuple(f for f in draft.read.figures if f.text in text)
    return replace(draft.read, text=text, asking=(part.text,), points=part.points, figures=figures)


def _best(found: Sequence[Ranked], home: str, named: Sequence[str], taken: Collection[str]) -> Ranked | None:
    def score(one: Ranked) -> float:
        document = one.hit.document.id
        again = _TAKEN if one.hit.clause.clause_id in taken else 0.0
        return one.hit.score + (_HOME if document == home else 0.0) + (_SPOKEN_OF if document in named else 0.0) + again

    return max(found, key=score, default=None)


def _home(found: Sequence[Sequence[Ranked]]) -> str:
    """The document whose clauses state all the things best together; one that has none on a thing counts as its last."""
    total: dict[str, float] = {}
    for own in found:
        tops: dict[str, float] = {}
        for one in own:
            tops[one.hit.document.id] = max(tops.get(one.hit.document.id, _FAR), one.hit.score)
        least = min(tops.values(), default=0.0)
        for document in {r.hit.document.id for others in found for r in others}:
            total[document] = total.get(document, 0.0) + tops.get(document, least)
    return max(total, key=lambda d: total[d], default="")
