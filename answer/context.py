"""Follow-ups: a message that leaves something out is completed from the caller's own earlier questions.

What the assistant is said to have answered is never read: a client may send any history, so what was answered before is
found anew from the questions. Only the last few questions count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.complete import complete
from answer.cues import plain_amounts, stripped
from answer.focus import Completed, Focus
from answer.guard import refusal_of
from answer.present import offered
from answer.reading import read_question
from answer.state import Context, Draft
from answer.wording import say
from policy.answers import Hit, Status, Turn

_TURNS = 6
_LONGEST = 400  # characters of an earlier question that are read
_IN_ALL = 1000  # and of all of them together


def contextualise(draft: Draft, context: Context) -> None:
    """Complete the question from those before it, where it needs that; leave a question of its own alone."""
    if not draft.history or context.replay is None:
        return
    focus = _focus(draft, context)
    if focus is None:
        return
    done = complete(draft.read, focus, context)
    if done is None:  # a courtesy
        draft.status, draft.small_talk = Status.NOT_COVERED, True
    elif _apply(draft, done, context):
        _guard(draft)


def _guard(draft: Draft) -> None:
    """What is harmless in two messages may not be in one."""
    refusal = refusal_of(draft.read.text)
    if refusal:
        draft.status, draft.lines = Status.REFUSED, [say(refusal.value, draft.english)]


def _apply(draft: Draft, done: Completed, context: Context) -> bool:
    """Put the completed question in the place of the one asked; whether it differs."""
    english = draft.english
    draft.leaning = done.leaning
    said = stripped(draft.read.text)
    if done.text in (draft.read.text, said, plain_amounts(said)):
        return False
    draft.reading = replace(
        read_question(done.text, province=context.province, repair=context.mended, meant=context.meant, ahead=context.ahead), english=english
    )
    draft.understood = draft.reading.text
    draft.on = draft.reading.on if draft.reading.on and draft.filters.on is None else draft.on
    if done.documents and not draft.filters.documents:
        draft.filters = replace(draft.filters, documents=done.documents)
    return True


def _focus(draft: Draft, context: Context) -> Focus | None:
    """The questions before this one, in order, each made whole by those before it."""
    focus: Focus | None = None
    for text in _questions(draft.history):
        reading = read_question(text, province=context.province, repair=context.mended)
        if refusal_of(reading.text):
            continue
        done = complete(reading, focus, context) if focus else Completed(reading.text)
        if done is not None:
            focus = _found(done, focus, draft, context) or focus
    return focus


def _questions(history: Sequence[Turn]) -> list[str]:
    """The last questions of the caller, without what only greets or thanks; of a long one its end, where the question is."""
    out: list[str] = []
    room = _IN_ALL
    for turn in reversed([t for t in history if t.role == "user"][-_TURNS:]):
        text = turn.content[-min(_LONGEST, room) :]
        if re.search(r"\w", stripped(text)):
            out.append(text)
            room -= len(text)
        if room <= 0:
            break
    return out[::-1]


def _found(done: Completed, before: Focus | None, draft: Draft, context: Context) -> Focus | None:
    """Where a question leads; None where it leads to nothing that a follow-up could be about."""
    if context.replay is None:
        return None
    filters = replace(draft.filters, documents=draft.filters.documents or done.documents)
    led = context.replay(done.text, filters, draft.on, done.leaning)
    if led.status is Status.NOT_COVERED and not led.unstated and not led.lines:
        return None
    vague = led.status is Status.CLARIFY
    near = tuple(led.chosen) or tuple(_cited(led, context)) or (() if vague or led.lines else tuple(led.hits[:1]))
    hits = near or (before.hits if before and led.lines else ())
    shown = tuple(h.clause for h in (offered(led) if vague else led.chosen))
    choices = shown if len(shown) > 1 or before is None else before.choices
    return Focus(led.read, hits, choices, vague, before)


def _cited(led: Draft, context: Context) -> list[Hit]:
    """The document that an answer from metadata is of, by its first clause."""
    documents = [context.document(c.document_id) for c in led.citations]
    return [Hit(d.clauses[0], d, 0.0) for d in documents if d is not None and d.clauses]
