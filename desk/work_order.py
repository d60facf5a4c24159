"""The work order (工单) of a call as text, to be edited, copied and kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.cards import quote_text
from desk.texts import Language, text
from policy.answers import Answer, Status
from policy.office import Call

_MARK = re.compile(r"\[\d{1,3}\]")
_OPEN = (Status.NOT_COVERED, Status.CLARIFY)


@dataclass(frozen=True, slots=True)
class Told:
    """A question of the call, with the region and the day that it was asked for, and the answer that was given."""

    question: str
    answer: Answer
    region: str = ""
    on: str = ""


def spoken(words: str) -> str:
    """An answer without what is not said aloud: the marks of its citations."""
    return _MARK.sub("", words).strip()


def work_order(call: Call, caller: str, told: Sequence[Told], now: datetime, language: Language) -> str:
    """Time, caller, questions, what was answered, the clauses, who was on the phone, and what is left to do."""
    begun, end = call.opened.astimezone(), (call.closed or now).astimezone()
    lines = [
        text("order_head", language, id=call.id),
        text("order_time", language, begin=f"{begun:%Y-%m-%d %H:%M}", end=f"{end:%H:%M}"),
        text("order_caller", language, caller=caller or call.caller or text("order_unknown", language)),
        text("order_agent", language, name=call.account),
        "",
    ]
    for n, one in enumerate(told, start=1):
        lines += [*_question(n, one, language), ""]
    return "\n".join([*lines, *_left(told, language)])


def _question(n: int, told: Told, language: Language) -> list[str]:
    limits = "，".join(v for v in (told.region, told.on) if v)
    question = f"{told.question}（{limits}）" if limits else told.question
    answered = re.sub(r"\n+", "\n   ", spoken(told.answer.answer))
    status = "" if told.answer.status is Status.ANSWERED else f"【{text(told.answer.status.value, language)}】"
    lines = [text("order_question", language, n=n, question=question), text("order_answer", language, answer=status + answered)]
    seen: dict[str, None] = {}
    for c in told.answer.citations:
        number = f"（{c.doc_no}）" if c.doc_no else ""
        seen[f"《{c.document}》{number} {c.heading}" if c.document_id else f"{c.document}：{c.heading}（{c.source}）"] = None
        if c.field:
            seen[f"《{c.document}》{number} {quote_text(c, language)}"] = None
    return lines + [text("order_clause", language, clause=clause) for clause in seen]


def _left(told: Sequence[Told], language: Language) -> list[str]:
    waiting = [one.question for one in told if one.answer.status in _OPEN]
    if not waiting:
        return [text("order_left", language), text("order_nothing", language)]
    return [text("order_left", language), *(text("order_waiting", language, question=q) for q in dict.fromkeys(waiting))]
