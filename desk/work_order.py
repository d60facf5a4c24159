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
    """A question of the call, with the region and the day that it was asked for, and the answer that was given.

    `case` is the one of several that the caller's words, or a choice, name, and `said` what the answer comes to in it.
    """

    question: str
    answer: Answer
    region: str = ""
    on: str = ""
    case: str = ""
    said: str = ""


def spoken(words: str) -> str:
    """An answer without what is not said aloud: the marks of its citations."""
    return _MARK.sub("", words).strip()


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of holding the caller's case against the rules: its lines, and what the caller has still to tell."""

    lines: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def work_order(call: Call, caller: str, told: Sequence[Told], checked: Checked, now: datetime, language: Language) -> str:
    """Time, caller, questions, what was answered, the clauses, verdicts, who was on the phone, and what is left to do."""
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
    if checked.lines:
        lines += [*checked.lines, ""]
    return "\n".join([*lines, *_left(told, checked, language)])


def _question(n: int, told: Told, language: Language) -> list[str]:
    limits = "，".join(v for v in (told.region, told.on) if v)
    question = f"{told.question}（{limits}）" if limits else told.question
    answered = re.sub(r"\n+", "\n   ", told.said or spoken(told.answer.answer))
    status = "" if told.answer.status is Status.ANSWERED else f"【{text(told.answer.status.value, language)}】"
    case = [text("order_case", language, case=told.case)] if told.said else []
    lines = [text("order_question", language, n=n, question=question), *case, text("order_answer", language, answer=status + answered)]
    seen: dict[str, None] = {}
    for c in told.answer.citations:
        number = f"（{c.doc_no}）" if c.doc_no else ""
        seen[f"《{c.document}》{number} {c.heading}" if c.document_id else f"{c.document}：{c.heading}（{c.source}）"] = None
        if c.field:
            seen[f"《{c.document}》{number} {quote_text(c, language)}"] = None
    return lines + [text("order_clause", language, clause=clause) for clause in seen]


def _made_clear(one: Told, later: Sequence[Told]) -> bool:
    """Whether a question that was too vague was asked again with what it lacked put before it."""
    return one.answer.status is Status.CLARIFY and any(t.question.endswith(f"，{one.question}") for t in later)


def _left(told: Sequence[Told], checked: Checked, language: Language) -> list[str]:
    waiting = dict.fromkeys(one.question for n, one in enumerate(told) if one.answer.status in _OPEN and not _made_clear(one, told[n + 1 :]))
    left = [text("order_waiting", language, question=q) for q in waiting]
    left += [text("order_lacking", language, question=q) for q in checked.lacking]
    return [text("order_left", language), *(left or [text("order_nothing", language)])]
