"""What the office keeps beside the documents: accounts, answers given, votes, conversations handed over.

Times are in UTC with their zone; days are those of the office's own calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from policy.answers import Answer

CALL = "call:"
"""Begins the conversation id of a call's questions."""


class Role(StrEnum):
    """What an account may do: an admin looks after accounts, too."""

    STAFF = "staff"
    ADMIN = "admin"


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
class Account:
    """A member of staff. Names differ in more than case and width."""

    name: str
    role: Role
    created: datetime
    disabled: bool = False

    @property
    def admin(self) -> bool:
        """Whether the account looks after others."""
        return self.role is Role.ADMIN


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in. The token is shown once, here; only its hash is kept. `expires` is when it ends at the latest."""

    token: str = field(repr=False)
    account: Account
    expires: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer, to be kept. `milliseconds` is how long the answer took."""

    question: str
    answer: Answer
    channel: Channel | str = Channel.CHAT
    conversation_id: str = ""
    region: str = ""
    on: date | None = None
    milliseconds: float = 0.0


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


class HandoverState(StrEnum):
    """How far a conversation that was handed over has come."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Handover:
    """A conversation that somebody wants a person for. `by` is the account that took or closed it."""

    id: str
    conversation_id: str
    contact: str
    note: str
    state: HandoverState
    opened: datetime
    by: str = ""
    taken: datetime | None = None
    closed: datetime | None = None
