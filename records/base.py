"""What all records share: the file, the clock, the terms that the settings name."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from policy.errors import BadArgument
from policy.office import Account
from records.database import Database

LONGEST = 2_000
"""Characters of a comment, a note, a contact."""

_SAID_ALOUD = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another


@dataclass(frozen=True, slots=True)
class Terms:
    """For how long things hold, from the settings."""

    session_hours: float = 12
    session_idle_minutes: float = 120
    lockout_failures: int = 5
    lockout_minutes: int = 15
    retention_days: int = 365


def _now() -> datetime:
    return datetime.now(UTC)


class Records:
    """One kind of record over the file. `now` is the clock, for tests."""

    def __init__(self, database: Database, terms: Terms | None = None, now: Callable[[], datetime] = _now) -> None:
        self._db = database
        self._terms = terms or Terms()
        self._now = now

    def _today(self) -> date:
        return self._now().astimezone().date()


def name_of(account: Account | str) -> str:
    """The name that is noted beside what an account did."""
    return account.name if isinstance(account, Account) else account


def bounded(text: str, what: str, longest: int = LONGEST) -> str:
    """`text` without blanks around it. Raises BadArgument where it is too long."""
    stripped = text.strip().encode("utf-8", "replace").decode()
    if len(stripped) > longest:
        raise BadArgument(f"the {what} has {len(stripped)} characters; shorten it to {longest}")
    return stripped


def new_id() -> str:
    """An id that nobody guesses: 128 bits."""
    return secrets.token_urlsafe(16)


def short_id() -> str:
    """An id to say on the telephone. It opens nothing by itself."""
    return "".join(secrets.choice(_SAID_ALOUD) for _ in range(7))
