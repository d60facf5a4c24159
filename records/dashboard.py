"""What happened, in figures, and what ingests changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select

from policy.errors import BadArgument
from policy.figures import Change, ChangedDocument, DayFigures, Figures, Topic, Votes
from records.base import Records
from records.schema import answers, changes, checks, cited, votes

_TOPICS = 20
_LONGEST = 3_660  # days


class Dashboard(Records):
    """Reads only, other than `note_change`."""

    def figures(self, since: date, until: date) -> Figures:
        """All figures of these days. Raises BadArgument where `until` is before `since`, or ten years after it."""
        if not 0 <= (until - since).days <= _LONGEST:
            raise BadArgument(f"from {since.isoformat()} to {until.isoformat()} are no days to count; give at most ten years")
        within = answers.c.day.between(since, until)
        with self._db.reading() as db:
            chosen = select(answers.c.day, answers.c.status, answers.c.channel, answers.c.milliseconds).where(within)
            rows = db.execute(chosen).all()
            topics, on_answers, on_checks = _topics(db, within), _votes(db, within), _check_votes(db, since, until)
        taken = sorted(r.milliseconds for r in rows)
        return Figures(
            since, until, _days(rows, since, until), Counter(r.status for r in rows), Counter(r.channel for r in rows), topics,
            on_answers, on_checks, percentile(taken, 50), percentile(taken, 95),
        )  # fmt: skip

    def note_change(self, change: Change) -> None:
        """Keep what an ingest or a removal did; the time is now."""
        body = {name: value for name, value in asdict(change).items() if name not in ("at", "by")}
        with self._db.writing() as db:
            db.execute(insert(changes).values(at=self._now(), by=change.by, body=body))

    def changes(self, limit: int = 20) -> list[Change]:
        """What ingests and removals did, the latest first."""
        with self._db.reading() as db:
            rows = db.execute(select(changes).order_by(changes.c.id.desc()).limit(limit)).all()
        return [_change(row) for row in rows]


def percentile(ordered: Sequence[float], share: int) -> float:
    """The value that `share` percent of the values do not exceed (nearest rank); 0 where there are none."""
    return ordered[max(0, -(-share * len(ordered) // 100) - 1)] if ordered else 0.0


def _days(rows: Sequence[Any], since: date, until: date) -> tuple[DayFigures, ...]:
    by_day: dict[date, list[Any]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    days = (since + timedelta(days=n) for n in range((until - since).days + 1))
    return tuple(_day(day, by_day.get(day, [])) for day in days)


def _day(day: date, rows: Sequence[Any]) -> DayFigures:
    taken = sorted(r.milliseconds for r in rows)
    return DayFigures(day, Counter(r.status for r in rows), percentile(taken, 50), percentile(taken, 95))


def _topics(db: Connection, within: Any) -> tuple[Topic, ...]:
    """A clause whose document was renamed since counts under its latest name."""
    count = func.count(cited.c.answer.distinct())
    chosen = select(cited.c.document_id, func.max(cited.c.document), cited.c.heading, count).join(answers).where(within)
    grouped = chosen.group_by(cited.c.document_id, cited.c.heading).order_by(count.desc(), cited.c.document_id).limit(_TOPICS)
    return tuple(Topic(*row) for row in db.execute(grouped))


def _votes(db: Connection, within: Any) -> Votes:
    return _counted(db.execute(select(votes.c.useful, votes.c.reasons).join(answers).where(within)).all())


def _check_votes(db: Connection, since: date, until: date) -> Votes:
    chosen = select(checks.c.useful, checks.c.reasons).where(checks.c.day.between(since, until), checks.c.cast.is_not(None))
    return _counted(db.execute(chosen).all())


def _counted(cast: Sequence[Any]) -> Votes:
    useful = sum(v.useful for v in cast)
    return Votes(useful, len(cast) - useful, Counter(reason for v in cast for reason in v.reasons))


def _change(row: Any) -> Change:
    body = row.body
    added, changed, removed = (tuple(ChangedDocument(**d) for d in body[name]) for name in ("added", "changed", "removed"))
    counts = (body["created"], body["updated"], body["dropped"])
    return Change(row.at, row.by, added, changed, removed, *counts, tuple(body["failures"]))
