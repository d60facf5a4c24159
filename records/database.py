"""The file: opened late, brought up to date, and one short transaction at a time."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from policy.errors import BadArgument
from records import FILE
from records.schema import REVISION

_BUSY_SECONDS = 20
_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """`desk.sqlite` in the data folder. Safe to share between threads; other processes may have it open, too.

    Opened, made and migrated on first use. WAL lets readers go on while one writes; a process that is killed leaves
    what it had committed. Every method raises BadArgument where the file can't be used.
    """

    def __init__(self, folder: Path, opened: Callable[[], None] = lambda: None) -> None:
        """`opened` is called once, after the file has been opened for the first time."""
        self.path = folder / FILE
        self._tell = opened
        self._told = False
        self._engine: Engine | None = None
        self._lock = threading.RLock()  # `opened` uses the file, too

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the file of one moment."""
        with self._said(), self._opened().begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is alone in writing from its beginning, so that what it reads is still so when it writes."""
        with self._said(), self._opened().execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    def _opened(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                # Made by hand for its rights: it holds what people wrote, and the hashes of passwords.
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
                engine = _engine(self.path)
                try:
                    self._bring_up(engine)
                except BaseException:
                    engine.dispose()
                    raise
                self._engine = engine
                if not self._told:
                    self._told = True
                    self._tell()
            return self._engine

    def _bring_up(self, engine: Engine) -> None:
        with engine.begin() as connection:
            if _revision(connection) == REVISION:
                return
        # Looked at again inside: another process may have been quicker. All or nothing, as one transaction.
        with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
            if _revision(connection) != REVISION:
                self._migrate(connection)

    def _migrate(self, connection: Connection) -> None:
        from alembic import command  # a third of a second: only who has an older file, or none, pays for it
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        found = _revision(connection)
        if found and found not in known:
            raise BadArgument(
                f"{self.path} was written by a newer PolicyDesk (its revision {found} is not known here); "
                "update PolicyDesk, or name another data folder"
            )
        command.upgrade(config, "head")

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise BadArgument(f"{self.path} can't be used ({error.strerror or error}); check the folder and its rights") from error
        except (OperationalError, DatabaseError) as error:
            if not isinstance(error.orig, sqlite3.DatabaseError) or isinstance(error.orig, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise
            raise BadArgument(
                f"{self.path} can't be used ({error.orig}); check its rights and the space, or put a back-up in its place"
            ) from error


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
        json_serializer=partial(json.dumps, ensure_ascii=False),
        hide_parameters=True,  # what people wrote is in no error, and so in no log
    )  # fmt: skip

    @event.listens_for(engine, "connect")
    def _(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late; ours is below
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _revision(connection: Connection) -> str:
    """The migration that a file has come to; "" for a new one."""
    there = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if connection.exec_driver_sql(there).first() is None:
        return ""
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return str(row[0]) if row else ""
