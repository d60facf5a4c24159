"""Staff accounts, sign-ins and sessions.

Passwords are kept as argon2id hashes, tokens as SHA-256 (they are random: there is nothing to guess).
"""

from __future__ import annotations

import hashlib
import math
import secrets
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, func, insert, or_, select, update

from language.text import fold
from policy.errors import BadArgument, LockedOut, SignInFailed, UnknownRecord
from policy.office import Account, Role, Session
from records.base import Records, bounded
from records.schema import accounts, attempts, sessions

SHORTEST_PASSWORD = 8
_LONGEST_NAME = 40
_LONGEST_PASSWORD = 1_000
_SEEN_SECONDS = 60  # how stale `seen` may be: not every request writes

_hasher = PasswordHasher()  # the library's defaults follow RFC 9106


class Accounts(Records):
    """Named accounts, and who is signed in."""

    def add_account(self, name: str, password: str, role: Role | str = Role.STAFF) -> Account:
        """A new account, or a disabled one with a new password and role. Raises BadArgument where the name is in use."""
        name, key = _checked(name)
        if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
            raise BadArgument(f"the password has {len(password)} characters; choose one of at least {SHORTEST_PASSWORD}")
        values = {"name": name, "password": _hasher.hash(_bytes(password)), "role": _role(role).value, "disabled": False}
        with self._db.writing() as db:
            row = db.execute(select(accounts).where(accounts.c.key == key)).first()
            if row is None:
                db.execute(insert(accounts).values(**values, key=key, created=self._now()))
            elif row.disabled:
                db.execute(update(accounts).where(accounts.c.id == row.id).values(**values))
            else:
                raise BadArgument(f"there is an account {row.name!r}; for a new password, disable it and add it again")
            return _account(_row_of(db, key))

    def ensure_account(self, name: str, password: str, role: Role) -> None:
        """Make this account unless there is one of that name, disabled ones included. Safe in several processes at once."""
        name, key = _checked(name)
        with self._db.reading() as db:
            if _row_of(db, key) is not None:
                return
        values = {"name": name, "key": key, "password": _hasher.hash(_bytes(password)), "role": role.value, "disabled": False}
        with self._db.writing() as db:
            if _row_of(db, key) is None:
                db.execute(insert(accounts).values(**values, created=self._now()))

    def accounts(self) -> list[Account]:
        """All accounts by name, disabled ones too: their names stand beside what they did."""
        with self._db.reading() as db:
            return [_account(row) for row in db.execute(select(accounts).order_by(accounts.c.name))]

    def has_accounts(self) -> bool:
        """Whether anyone can sign in."""
        with self._db.reading() as db:
            return db.execute(select(accounts.c.id).where(~accounts.c.disabled).limit(1)).first() is not None

    def disable_account(self, name: str) -> Account:
        """Let nobody sign in as `name` any more, and end its sessions. Raises UnknownRecord."""
        with self._db.writing() as db:
            row = _row_of(db, fold(name.strip()))
            if row is None:
                raise UnknownRecord(f"there is no account {name!r}; `policydesk staff list` lists them")
            db.execute(update(accounts).where(accounts.c.id == row.id).values(disabled=True))
            db.execute(delete(sessions).where(sessions.c.account == row.id))
            return _account(_row_of(db, row.key))

    # -- signing in --------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str, address: str = "") -> Session:
        """A session for the right password. Raises SignInFailed, and LockedOut after too many of those.

        Failures are counted by account, whether it exists or not, and by address, unless that is "".
        """
        key, address = fold(name.strip())[:_LONGEST_NAME], address.strip()[:100]
        attempt = self._attempt(key, address)
        with self._db.reading() as db:
            row = _row_of(db, key)
        known = row is not None and not row.disabled
        # An unknown name costs as much time as a wrong password: the time tells nothing.
        right = _verify(row.password if row is not None and known else _nobody(), password)
        if row is None or not known or not right:
            raise SignInFailed
        return self._begin(row, attempt, password)

    def _attempt(self, key: str, address: str) -> int:
        """Note an attempt as failed before it is looked at, so that many at once are no more than many in turn."""
        now, terms = self._now(), self._terms
        since = now - timedelta(minutes=terms.lockout_minutes)
        with self._db.writing() as db:
            db.execute(delete(attempts).where(attempts.c.at <= since))
            for column, value in ((attempts.c.key, key), (attempts.c.address, address)):
                count, first = db.execute(select(func.count(), func.min(attempts.c.at)).where(column == value)).one()
                if value and count >= terms.lockout_failures:
                    left = first + timedelta(minutes=terms.lockout_minutes) - now
                    raise LockedOut(max(1, math.ceil(left.total_seconds() / 60)))
            made = db.execute(insert(attempts).values(key=key, address=address, at=now)).inserted_primary_key
        return int(made[0]) if made else 0

    def _begin(self, row: Any, attempt: int, password: str) -> Session:
        now, token = self._now(), secrets.token_urlsafe(32)
        renewed = {"password": _hasher.hash(_bytes(password))} if _hasher.check_needs_rehash(row.password) else {}
        with self._db.writing() as db:
            # Of the account's failures only: who has one account could else clear what he failed at on others.
            db.execute(delete(attempts).where(or_(attempts.c.id == attempt, attempts.c.key == row.key)))
            current = _row_of(db, row.key)
            if current is None or current.disabled or current.password != row.password:
                raise SignInFailed
            db.execute(insert(sessions).values(token=_digest(token), account=row.id, created=now, seen=now))
            if renewed:
                db.execute(update(accounts).where(accounts.c.id == row.id).values(**renewed))
        return Session(token, _account(row), now + timedelta(hours=self._terms.session_hours))

    def session(self, token: str) -> Account | None:
        """Who is signed in with this token; None where nobody is, or no longer. Counts as a sign of life."""
        now, digest = self._now(), _digest(token)
        joined = sessions.join(accounts)
        with self._db.reading() as db:
            row = db.execute(select(accounts, sessions.c.seen).select_from(joined).where(self._alive(now), sessions.c.token == digest)).first()
        if row is None:
            return None
        if now - row.seen > timedelta(seconds=_SEEN_SECONDS):
            with self._db.writing() as db:
                db.execute(update(sessions).where(sessions.c.token == digest).values(seen=now))
        return _account(row)

    def _alive(self, now: datetime) -> Any:
        begun = sessions.c.created > now - timedelta(hours=self._terms.session_hours)
        seen = sessions.c.seen > now - timedelta(minutes=self._terms.session_idle_minutes)
        return begun & seen & ~accounts.c.disabled

    def sign_out(self, token: str) -> None:
        """End a session; nothing where there is none."""
        with self._db.writing() as db:
            db.execute(delete(sessions).where(sessions.c.token == _digest(token)))


def _row_of(db: Connection, key: str) -> Any:
    return db.execute(select(accounts).where(accounts.c.key == key)).first()


def _account(row: Any) -> Account:
    return Account(row.name, Role(row.role), row.created, bool(row.disabled))


def _checked(name: str) -> tuple[str, str]:
    name = bounded(name, "name", _LONGEST_NAME)
    if not name or not name.isprintable():
        raise BadArgument("an account needs a name of letters and digits; give the person's")
    return name, fold(name)


def _role(role: Role | str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise BadArgument(f"there is no role {role!r}; it is staff or admin") from None


def _digest(token: str) -> str:
    return hashlib.sha256(_bytes(token)).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _verify(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, _bytes(password[:_LONGEST_PASSWORD]))
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher.hash(secrets.token_bytes(32))
