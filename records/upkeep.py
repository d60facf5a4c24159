"""What has been kept long enough goes; what is kept can be taken away as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, select

from policy.errors import BadArgument
from policy.figures import Purged
from records.base import Records
from records.handovers import covered
from records.schema import (
    accounts,
    answers,
    attempts,
    calls,
    cases,
    changes,
    checks,
    cited,
    clauses,
    handovers,
    messages,
    replies,
    sessions,
    votes,
)

_ROWS = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Upkeep(Records):
    """Retention and export."""

    def purge(self, today: date | None = None) -> Purged:
        """Remove what is older than the retention, permanent links too, and sessions that have ended.

        Accounts and standard replies stay. Nothing else goes where the retention is 0.
        """
        now, days = self._now(), self._terms.retention_days
        with self._db.writing() as db:
            db.execute(delete(sessions).where(sessions.c.created <= now - timedelta(hours=self._terms.session_hours)))
            db.execute(delete(attempts).where(attempts.c.at <= now - timedelta(minutes=self._terms.lockout_minutes)))
            if not days:
                return Purged()
            first = (today or self._today()) - timedelta(days=days)
            return _purged(db, first, datetime.combine(first, time()).astimezone())

    def export(self, table: str) -> Iterator[str]:
        """A table as lines of CSV, its header first. Raises BadArgument, before the first line, for one that there isn't.

        What a spreadsheet would take for a formula begins with an apostrophe.
        """
        if table not in TABLES:
            raise BadArgument(f"there is no table {table!r}; it is one of {', '.join(TABLES)}")
        return self._lines(table)

    def _lines(self, table: str) -> Iterator[str]:
        chosen, shape = TABLES[table]
        with self._db.reading() as db:
            found = db.execution_options(yield_per=_ROWS).execute(chosen)
            rows = (dict(row._mapping) for row in found)
            yield from _csv(list(shape(dict.fromkeys(found.keys()))), (shape(row) for row in rows))


def _purged(db: Connection, first: date, begins: datetime) -> Purged:
    gone = Purged(
        answers=db.execute(delete(answers).where(answers.c.day < first)).rowcount,
        handovers=db.execute(delete(handovers).where(handovers.c.opened < begins)).rowcount,
        calls=db.execute(delete(calls).where(calls.c.opened < begins)).rowcount,
        changes=db.execute(delete(changes).where(changes.c.at < begins)).rowcount,
        checks=db.execute(delete(checks).where(checks.c.day < first)).rowcount,
    )
    db.execute(delete(cases).where(cases.c.changed < begins))
    db.execute(delete(messages).where(messages.c.at < begins))
    if gone.answers:
        db.execute(delete(clauses).where(~select(cited.c.answer).where(cited.c.clause == clauses.c.digest).exists()))
    return gone


def _csv(header: list[str], rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(header)
    for row in rows:
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([_cell(value) for value in row.values()])
    yield buffer.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone().isoformat(timespec="seconds")
    if isinstance(value, list | dict):
        return " ".join(map(str, value))
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int | float) else text


def _answer_row(row: dict[str, Any]) -> dict[str, Any]:
    """The answer's text and the clauses it cites, in place of its JSON form."""
    body = row.pop("body") or {}
    return row | {"answer": body.get("answer"), "clauses": [c["clause_id"] for c in body.get("citations", ())]}


def _handover_row(row: dict[str, Any]) -> dict[str, Any]:
    """Without the contact: what is taken away as a table can't be taken back when the handover is closed."""
    return row | {"contact": covered(row["contact"])}


def _as_it_is(row: dict[str, Any]) -> dict[str, Any]:
    return row


_Shape = Callable[[dict[str, Any]], dict[str, Any]]
TABLES: dict[str, tuple[Select[Any], _Shape]] = {
    "answers": (select(answers).order_by(answers.c.asked), _answer_row),
    "votes": (select(votes, answers.c.question, answers.c.day).join(answers).order_by(votes.c.cast), _as_it_is),
    "checks": (select(*(c for c in checks.c if c is not checks.c.body)).order_by(checks.c.made), _as_it_is),
    "handovers": (select(handovers).order_by(handovers.c.opened), _handover_row),
    "calls": (select(calls).order_by(calls.c.opened), _as_it_is),
    "replies": (select(replies).order_by(replies.c.drafted), _as_it_is),
    "accounts": (select(accounts.c.name, accounts.c.role, accounts.c.created, accounts.c.disabled), _as_it_is),
}
"""What can be exported, and how a row of it is shaped. Hashes of passwords and tokens are not among it."""
