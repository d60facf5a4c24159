"""The dialogue about what one qualifies for: which messages belong to it, what they change, and what is asked next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from eligibility.answers import Kind, pieces
from eligibility.intent import asks_what_fits
from eligibility.match import match
from eligibility.pointed import Point
from eligibility.replies import Reply, read_reply
from eligibility.rulebook import RuleBook
from policy.consultations import AT_ONCE, Consultation, Consulted, Known
from policy.errors import BadArgument
from policy.verdicts import FactName, Told

_SIGNS = r"[\s。！!，,~～.]*"
_END = re.compile(
    rf"(?:结束|退出|不用了|不问了|就这样|先这样|到此为止|好了?|谢谢(?:您|你|了)?|多谢|再见|拜拜|bye|end|quit|exit|stop|thanks?|thank you|{_SIGNS})+吧?{_SIGNS}", re.IGNORECASE
)
_RESTART = re.compile(rf"(?:重新(?:开始|来(?:过)?|填)|从头(?:来|开始)|清空|重来|restart|start (?:over|again))(?:一?下|一遍|吧)?{_SIGNS}", re.IGNORECASE)
_RESUME = re.compile(
    rf"(?:继续|接着)(?:刚才的?|前面的?|上面的?)?(?:问|来|说|看|匹配|资格|申报)*吧?{_SIGNS}|(?:回到|返回)(?:刚才|前面)的?.{{0,6}}{_SIGNS}|continue{_SIGNS}|resume{_SIGNS}",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"[?？]|吗|呢$|多少|怎么|如何|什么|啥|哪[些个里儿家]|几时|谁|为什么|能不能|能否|是否|可不可以|是不是|有没有|要不要|多久"
    r"|^(?:what|which|how|when|where|who|why|is|are|do|does|can)\b", re.IGNORECASE
)  # fmt: skip
_WORD = re.compile(r"[一-鿿]|[\w.&'-]+")
_LONG = 30  # characters, or words in Latin letters, above which a message with nothing but words not understood is about something else


def concerns(message: str, state: Consultation) -> bool:
    """Whether a message may be part of the dialogue. Needs no rules: what is not is answered though they can't be read."""
    said = message.strip()
    begun = bool(state.values or state.unknown)
    return state.open or bool(asks_what_fits(said)) or (begun and bool(_RESUME.fullmatch(said) or _RESTART.fullmatch(said)))


def consult(
    message: str, state: Consultation, book: RuleBook, on: date, documents: Sequence[str] = (), region: str = "",
    point: Point | None = None,
) -> tuple[Consulted | None, Consultation]:  # fmt: skip
    """The reply to a message and the state after it; no reply where the message is no part of the dialogue.

    `region` counts where the caller names none. What one leaves the dialogue with is kept until one comes back. `point` has
    a model point at words that the grammar does not know.
    """
    said = message.strip()
    span = asks_what_fits(said)
    if not book.rules or not concerns(said, state):
        return None, state
    if _RESTART.fullmatch(said):
        return _reply(Reply(), Consultation(open=True), (), book, on, documents, region)
    if state.open and said and _END.fullmatch(said):
        reply, after = _reply(Reply(), state, (), book, on, documents, region)
        return replace(reply, questions=(), ended=True), replace(after, open=False, asked=())
    if not span and _RESUME.fullmatch(said):
        return _reply(Reply(), replace(state, open=True), (), book, on, documents, region)
    if not span and _about_something_else(said):
        return None, replace(state, open=False, asked=())
    told = said[: span[0]] + "。" * (span[1] - span[0]) + said[span[1] :] if span else said
    read = read_reply(told, state if state.open else Consultation(values=state.values, told=state.told), book, on, point)
    if span and not state.open:
        read = replace(read, unknown=(), unclear=tuple(u for u in read.unclear if any(c.isdigit() for c in u)))
    lost = not read.values and not read.unknown and len(_WORD.findall(said)) > _LONG
    if not span and (read.empty or lost):
        return None, replace(state, open=False, asked=())
    values, conflict = _merged(read, state, book)
    kept = _updated(state, read, values, taken=not conflict)
    return _reply(read if not conflict else replace(read, told={}), kept, conflict, book, on, documents, region)


def _about_something_else(said: str) -> bool:
    """Whether a message asks something; what one says not to know is no question."""
    for piece in (p for p in pieces(said) if p.kind is Kind.UNKNOWN):
        said = said[: piece.start] + "。" * (piece.end - piece.start) + said[piece.end :]
    return bool(_ASKS.search(said))


def _merged(read: Reply, state: Consultation, book: RuleBook) -> tuple[dict[str, Any], tuple[FactName, ...]]:
    """What is known after a message, the later word before the earlier; and what of it can't be beside the rest.

    Who can't say more of what was asked has taken nothing back: of a place or a rough figure what is known stays.
    """
    known = {n: v for n, v in state.values.items() if n in book.facts.facts}  # a file of facts may have changed
    lost = set(read.unknown) - set(state.asked) - set(read.values)
    merged = {n: v for n, v in {**known, **read.values}.items() if n not in lost}
    try:
        book.facts.check(merged)
    except BadArgument:
        return known, tuple(book.facts.facts[n].called for n in read.values)
    return merged, ()


def _updated(state: Consultation, read: Reply, values: dict[str, Any], taken: bool) -> Consultation:
    told = {**state.told, **read.told} if taken else state.told
    unknown = dict.fromkeys([*(n for n in state.unknown if n not in read.values), *read.unknown]) if taken else state.unknown
    return Consultation(
        True, values, {n: t for n, t in told.items() if n in values}, tuple(n for n in unknown if n not in read.values), (),
        tuple(read.told) if taken and read.told else state.recent,
    )  # fmt: skip


def _reply(
    read: Reply, state: Consultation, conflict: tuple[FactName, ...], book: RuleBook, on: date, documents: Sequence[str], region: str
) -> tuple[Consulted, Consultation]:
    known = book.facts.check(({"region": region} if region and "region" in book.facts.facts else {}) | dict(state.values))
    verdicts = match(book, known, on, documents)
    questions = tuple(q for q in verdicts.next_questions if q.fact not in state.unknown)[:AT_ONCE]
    earlier = [t for n, t in state.told.items() if n not in read.told]
    consulted = Consulted(
        verdicts, _known(read.told.values(), book), _known(earlier, book), questions,
        tuple(verdicts.names[n] for n in state.unknown if n in verdicts.names), read.unclear, conflict,
    )  # fmt: skip
    return consulted, replace(state, asked=tuple(q.fact for q in questions))


def _known(told: Any, book: RuleBook) -> tuple[Known, ...]:
    facts = book.facts.facts
    return tuple(Known(facts[t.fact].called, facts[t.fact].unit, t) for t in told if isinstance(t, Told))
