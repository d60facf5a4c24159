"""What the office keeps beside the documents: accounts, answers given, votes, conversations handed over.

Times are in UTC with their zone; days are those of the office's own calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from policy.answers import Answer, Citation

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


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Questions alike that found no answer: the latest wording, how many there were, all wordings and their answers.

    `regions` are those that they were asked for, `draft` is the reply that is being written to them, if any.
    """

    question: str
    count: int
    last: datetime
    wordings: tuple[str, ...]
    answer_ids: tuple[str, ...]
    statuses: Mapping[str, int]
    regions: tuple[str, ...] = ()
    draft: str = ""


def share_answered(by_status: Mapping[str, int]) -> float | None:
    """Of so many answers of each status, the share that answered whole or in part, from 0 to 1; None where there are none."""
    asked = sum(by_status.values())
    return sum(by_status.get(s, 0) for s in ("answered", "partial")) / asked if asked else None


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day. `p50` and `p95` are milliseconds to an answer."""

    day: date
    by_status: Mapping[str, int]
    p50: float
    p95: float

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return sum(self.by_status.values())

    @property
    def answered_share(self) -> float | None:
        """The share answered whole or in part, from 0 to 1; None where nothing was asked."""
        return share_answered(self.by_status)


@dataclass(frozen=True, slots=True)
class Topic:
    """What was cited, and in how many answers."""

    document_id: str
    document: str
    heading: str
    count: int


@dataclass(frozen=True, slots=True)
class Votes:
    """How many found something of use and how many did not, and the reasons that these gave."""

    useful: int = 0
    not_useful: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def cast(self) -> int:
        """How many there are."""
        return self.useful + self.not_useful


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened from `since` to `until`, both days counted. Days on which nothing was asked are among `days`.

    `votes` are those on answers, `check_votes` those on results of self-checks, each counted on the day of what it is on.
    """

    since: date
    until: date
    days: tuple[DayFigures, ...]
    by_status: Mapping[str, int]
    by_channel: Mapping[str, int]
    topics: tuple[Topic, ...]
    votes: Votes
    check_votes: Votes
    p50: float
    p95: float

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return sum(self.by_status.values())

    @property
    def answered_share(self) -> float | None:
        """The share answered whole or in part, from 0 to 1; None where nothing was asked."""
        return share_answered(self.by_status)


@dataclass(frozen=True, slots=True)
class ChangedDocument:
    """A document that an ingest touched."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one ingest or removal did, and who had it done. The counts are of clauses."""

    at: datetime
    by: str
    added: tuple[ChangedDocument, ...]
    changed: tuple[ChangedDocument, ...]
    removed: tuple[ChangedDocument, ...]
    created: int = 0
    updated: int = 0
    dropped: int = 0
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows were removed because they were too old."""

    answers: int = 0
    handovers: int = 0
    calls: int = 0
    changes: int = 0
    checks: int = 0


def cite_reply(n: int, reply: Reply) -> Citation:
    """A citation of a standard reply: shown as 口径, never as a document."""
    return Citation(
        n=n, clause_id=reply.clause_id, document_id="", document=REPLY_NAME, doc_no="", heading=reply.wordings[0], path=(),
        quote=reply.text, start=0, end=len(reply.text), text_kind=REPLY_KIND,
        effective_from=reply.approved.astimezone().date().isoformat() if reply.approved else "",
        effective_to=reply.until.isoformat(), source=reply.source,
    )  # fmt: skip
