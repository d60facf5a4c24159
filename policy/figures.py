"""What happened, in figures: questions by day, votes, topics, what found no answer, what ingests changed.

Times are in UTC with their zone; days are those of the office's own calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


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


class _Asked:
    """What the answers of each status say together."""

    __slots__ = ()
    by_status: Mapping[str, int]

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return sum(self.by_status.values())

    @property
    def answered_share(self) -> float | None:
        """The share answered whole or in part, from 0 to 1; None where nothing was asked."""
        return share_answered(self.by_status)


@dataclass(frozen=True, slots=True)
class DayFigures(_Asked):
    """One day. `p50` and `p95` are milliseconds to an answer."""

    day: date
    by_status: Mapping[str, int]
    p50: float
    p95: float


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
class Figures(_Asked):
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
