"""Amounts listed one by one, each for another purpose: 语料合同五百万；买模型两千万，各拿多少. Each is worked out under its own clause."""

from __future__ import annotations

import re
from dataclasses import replace

from answer.operands import operands
from answer.phrases import phrase
from answer.reading import Reading
from answer.retrieve import LOOK
from answer.shares import shares
from answer.state import Context, Draft, Sum
from policy.answers import Hit

_CUT = re.compile(r"[。；;？?！!:：,，、\n]")
_EACH = re.compile(r"各|分别|每[笔项样]|[合加][到在]?一[块起]|合计|一共|总共|加起来|[拢统通]共|\b(?:each|respectively|in total|altogether|together)\b", re.IGNORECASE)
_NEAR = 2  # hits of an item that may be what it is about


def itemised(draft: Draft, context: Context) -> tuple[list[Sum], list[Hit]]:
    """What each item comes to, led by the heading of its clause, and those clauses; nothing where they are not of several clauses."""
    items = _items(draft.read) if _EACH.search(draft.read.text) and draft.hits else []
    found = [each for each in (_of_item(item, draft, context) for item in items) if each]
    hits = list({hit.clause.clause_id: hit for hit, _ in found}.values())
    if len(found) < 2 or len(found) < len(items) or len(hits) < len(items):
        return [], []
    return [_led(s, hit, draft.english) for hit, sums in found for s in sums], hits


def _items(reading: Reading) -> list[Reading]:
    """The parts of a question that bring one amount each, as questions of their own; [] where one brings several."""
    out = []
    start = 0
    for end in [*(m.start() for m in _CUT.finditer(reading.text)), len(reading.text)]:
        own = [o.figure for o in operands(reading) if start <= o.figure.start and o.figure.end <= end]
        if len(own) > 1:
            return []
        if own:
            figure = replace(own[0], start=own[0].start - start, end=own[0].end - start)
            out.append(replace(reading, text=reading.text[start:end], figures=(figure,)))
        start = end + 1
    return out


def _of_item(item: Reading, draft: Draft, context: Context) -> tuple[Hit, list[Sum]] | None:
    """The clause that an item is about, of the document found for the question, and what it comes to there."""
    filters = replace(draft.filters, documents=(draft.hits[0].document.id,))
    for hit in context.search(item.text, LOOK, filters)[:_NEAR]:
        sums = [s for s in shares(hit.clause, item, operands(item, hit.clause)) if s.role != "check"]
        if sums:
            return hit, sums
    return None


def _led(each: Sum, hit: Hit, english: bool) -> Sum:
    return replace(each, sentence=phrase("under", english, heading=hit.clause.heading, said=each.sentence))
