"""Questions that found no answer, those of like wording together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select, update

from language.words import words
from policy.answers import Status
from policy.figures import Unanswered
from policy.kept import Reason
from policy.office import Account, ReplyState
from records.base import Records, name_of
from records.schema import answers, replies, votes

_LATEST = 3_000
_ALIKE = 0.6  # of all words of two questions, the share that both have
_WORDINGS = 10


@dataclass(slots=True)
class _Group:
    words: frozenset[str]
    rows: list[Any] = field(default_factory=list)


class Unsettled(Records):
    """The list of questions to be seen to."""

    def unanswered(self, since: date | None = None, limit: int = 50) -> list[Unanswered]:
        """Questions not covered, not clear, or voted to have an answer, and not settled; the most frequent first.

        Those that a draft is being written to are among them until it is approved.
        """
        missing = or_(
            answers.c.status.in_((Status.NOT_COVERED.value, Status.CLARIFY.value)),
            func.instr(votes.c.reasons, f'"{Reason.SHOULD_HAVE_ANSWERED}"') > 0,
        )
        drafts = replies.c.id == answers.c.reply, replies.c.state == ReplyState.DRAFT.value
        chosen = select(
            answers.c.id, answers.c.question, answers.c.status, answers.c.asked, answers.c.region, replies.c.id.label("draft")
        )  # fmt: skip
        chosen = chosen.select_from(answers.outerjoin(votes).outerjoin(replies, and_(*drafts))).where(missing, answers.c.settled.is_(None))
        if since is not None:
            chosen = chosen.where(answers.c.day >= since)
        with self._db.reading() as db:
            rows = db.execute(chosen.order_by(answers.c.asked.desc()).limit(_LATEST)).all()
        groups = sorted(_groups(rows), key=lambda g: (-len(g.rows), -g.rows[0].asked.timestamp()))
        return [_unanswered(g) for g in groups[:limit]]

    def settle_unanswered(self, answer_ids: Iterable[str], by: Account | str) -> int:
        """Take these off the list: a reply was written, or none is due; how many were on it."""
        wanted = list(answer_ids)
        done = update(answers).where(answers.c.settled.is_(None)).values(settled=self._now(), settled_by=name_of(by))
        with self._db.writing() as db:
            return sum(db.execute(done.where(answers.c.id == i)).rowcount for i in wanted)


def _groups(rows: Sequence[Any]) -> list[_Group]:
    """Each row with the first group whose first question shares most of its words, else in one of its own."""
    groups: list[_Group] = []
    by_text: dict[str, _Group] = {}
    for row in rows:
        group = by_text.get(row.question)
        if group is None:
            own = frozenset(words(row.question)) or frozenset((row.question,))
            group = next((g for g in groups if _alike(g.words, own)), None)
            if group is None:
                groups.append(group := _Group(own))
            by_text[row.question] = group
        group.rows.append(row)
    return groups


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)


def _unanswered(group: _Group) -> Unanswered:
    latest = group.rows[0]
    wordings = tuple(dict.fromkeys(r.question for r in group.rows))[:_WORDINGS]
    return Unanswered(
        latest.question, len(group.rows), latest.asked, wordings, tuple(r.id for r in group.rows),
        dict(Counter(r.status for r in group.rows)), tuple(dict.fromkeys(r.region for r in group.rows)),
        next((r.draft for r in group.rows if r.draft), ""),
    )  # fmt: skip
