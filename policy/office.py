"""What staff work with beside the documents: accounts, conversations handed over, calls, standard replies.

Times are in UTC with their zone; days are those of the office's own calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from policy.answers import Citation

CALL = "call:"
"""Begins the conversation id of a call's questions."""
REPLY_NAME = "口径"
"""What a citation of a standard reply has for a document's title."""
REPLY_KIND = "reply"
"""And for the kind of its text."""


class Role(StrEnum):
    """What an account may do: an admin looks after accounts, too."""

    STAFF = "staff"
    ADMIN = "admin"


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


class HandoverState(StrEnum):
    """How far a conversation that was handed over has come."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Handover:
    """A conversation that somebody wants a person for. `by` is the account that took or closed it.

    `contact` is as it was written, for staff alone, until the handover is closed.
    """

    id: str
    conversation_id: str
    contact: str = field(repr=False)
    note: str
    state: HandoverState
    opened: datetime
    by: str = ""
    taken: datetime | None = None
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone call. Its questions are the answers kept under `conversation_id`.

    `told` is what the caller has told of himself, to be held against the rules: the JSON form of what was entered.
    """

    id: str
    account: str
    caller: str
    opened: datetime
    closed: datetime | None = None
    summary: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def conversation_id(self) -> str:
        """The conversation that the call's questions belong to."""
        return f"{CALL}{self.id}"


class ReplyState(StrEnum):
    """How far a standard reply has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Reply:
    """A standard reply (口径): what staff say to a question that no document answers, until a day.

    `question` may hold several wordings, one a line. `source` says where the reply comes from. `clauses` are the clauses
    that it names, each with the digest of its words when the reply was drafted.
    """

    id: str
    question: str
    text: str
    source: str
    clauses: Mapping[str, str]
    until: date
    state: ReplyState
    drafted_by: str
    drafted: datetime
    approved_by: str = ""
    approved: datetime | None = None
    withdrawn_by: str = ""
    withdrawn: datetime | None = None

    @property
    def wordings(self) -> list[str]:
        """The ways in which the question is put."""
        return [line.strip() for line in self.question.splitlines() if line.strip()]

    @property
    def clause_id(self) -> str:
        """What a citation of the reply has for a clause's id."""
        return f"reply:{self.id}"

    @property
    def clause_ids(self) -> tuple[str, ...]:
        """The clauses that it names."""
        return tuple(self.clauses)

    def holds(self, on: date) -> bool:
        """Whether it is to be found on that day: approved by then, not withdrawn, not past its end."""
        if self.state is not ReplyState.APPROVED or self.approved is None:
            return False
        return self.approved.astimezone().date() <= on <= self.until


def may_approve(reply: Reply, account: Account) -> bool:
    """Whether this account may let that draft be found: four eyes see more than two, but an admin answers alone."""
    return account.admin or reply.drafted_by != account.name


def cite_reply(n: int, reply: Reply) -> Citation:
    """A citation of a standard reply: shown as 口径, never as a document."""
    return Citation(
        n=n, clause_id=reply.clause_id, document_id="", document=REPLY_NAME, doc_no="", heading=reply.wordings[0], path=(),
        quote=reply.text, start=0, end=len(reply.text), text_kind=REPLY_KIND,
        effective_from=reply.approved.astimezone().date().isoformat() if reply.approved else "",
        effective_to=reply.until.isoformat(), source=reply.source,
    )  # fmt: skip
