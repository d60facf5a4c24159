"""What was asked and what came of it, as it is kept: answers, results of self-checks, votes on both.

Times are in UTC with their zone; days are those of the office's own calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from policy.answers import Answer


class Channel(StrEnum):
    """Where a question came from."""

    CHAT = "chat"
    API = "api"
    HOTLINE = "hotline"
    OPENAI = "openai"
    MCP = "mcp"


class Reason(StrEnum):
    """Why an answer was no use."""

    WRONG_CLAUSE = "wrong_clause"
    WRONG_FIGURE = "wrong_figure"
    SHOULD_HAVE_REFUSED = "should_have_refused"
    SHOULD_HAVE_ANSWERED = "should_have_answered"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer, to be kept. `milliseconds` is how long the answer took.

    `request_id` is that of the log lines about it.
    """

    question: str
    answer: Answer
    channel: Channel | str = Channel.CHAT
    conversation_id: str = ""
    region: str = ""
    on: date | None = None
    milliseconds: float = 0.0
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class KeptClause:
    """A clause that an answer cited, as it stood at that moment.

    `text` is the clause in full, "" where the document's own facts were cited; `metadata` is the document's JSON form.
    """

    clause_id: str
    document_id: str
    document: str
    heading: str
    path: tuple[str, ...]
    text: str
    metadata: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody thought of an answer; a later vote on it takes the place of an earlier one."""

    useful: bool
    reasons: tuple[Reason, ...]
    comment: str
    cast: datetime


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was given, with the clauses of that moment. `answer` is its JSON form.

    Personal numbers are covered in all that people wrote.
    """

    id: str
    question: str
    answer: Mapping[str, Any]
    clauses: tuple[KeptClause, ...]
    channel: str
    conversation_id: str
    region: str
    on: date | None
    status: str
    mode: str
    milliseconds: float
    asked: datetime
    vote: Vote | None = None
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """The result of a self-check as it was. `body` has `verdicts`, their JSON form, and what the desk needs to show them."""

    id: str
    body: Mapping[str, Any]
    made: datetime
    vote: Vote | None = None


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message of the dialogue about what one qualifies for, with the limits that were set when it was sent.

    `check_id` is that of its result, "" where none is kept.
    """

    said: str
    region: str
    document: str
    on: date | None
    at: datetime
    check_id: str = ""
