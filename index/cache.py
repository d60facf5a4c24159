"""What is slow to make and never changes: vectors by model and text, words by text. One SQLite file.

Everything in it can be made again, so a lost file costs time only. Threads and processes may share it.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policy.errors import PolicyDeskError

Vector = NDArray[np.float32]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
  model TEXT, digest TEXT, value BLOB NOT NULL, made REAL NOT NULL, PRIMARY KEY (model, digest));
CREATE TABLE IF NOT EXISTS words (
  model TEXT, digest TEXT, value TEXT NOT NULL, made REAL NOT NULL, PRIMARY KEY (model, digest));
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_SEPARATOR = "\x1f"
_BATCH = 500  # rows a statement; SQLite takes at least 999 variables
_WAIT_SECONDS = 30.0


def batches(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """`items` in order, `size` at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def remedy(error: Exception, what: str) -> str:
    """What to do where a store fails: a full disk is no reason to throw away what is on it."""
    said = str(error).lower()
    if any(sign in said for sign in ("disk i/o", "full", "readonly", "read-only", "unable to open", "permission")):
        return "see that there is space and the right to write there, then do the same again"
    return f"mend that or delete {what}, and run `policydesk ingest`, which makes it again"


class Cache:
    """The file at `path`. Where there is none, reading finds nothing and keeping does nothing until `create` is called.

    Every method raises PolicyDeskError, saying what to do, where the file can't be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def create(self) -> None:
        """Makes the file and its folder where they are missing."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._locked():
            self._connect()

    def vectors(self, model: str, digests: Iterable[str]) -> dict[str, Vector]:
        """The vectors (d,) that `model` made of the texts of these digests, as far as they are kept."""
        return {d: np.frombuffer(v, dtype=np.float32) for d, v in self._read("vectors", model, digests)}

    def keep_vectors(self, model: str, vectors: Mapping[str, Vector]) -> None:
        """Keeps vectors by digest, in one transaction."""
        self._write("vectors", model, {d: v.astype(np.float32).tobytes() for d, v in vectors.items()})

    def words(self, version: str, digests: Iterable[str]) -> dict[str, list[str]]:
        """The words that `version` of the tokeniser cut from the texts of these digests, as far as they are kept."""
        return {d: v.split(_SEPARATOR) if v else [] for d, v in self._read("words", version, digests)}

    def keep_words(self, version: str, words: Mapping[str, Sequence[str]]) -> None:
        """Keeps words by digest, in one transaction."""
        self._write("words", version, {d: _SEPARATOR.join(w) for d, w in words.items()})

    def note(self, name: str) -> str:
        """What was noted under `name`, "" if nothing."""
        with self._locked():
            connection = self._open()
            row = connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone() if connection else None
        return str(row[0]) if row else ""

    def set_note(self, name: str, value: str) -> None:
        """Notes `value` under `name`."""
        with self._locked():
            if connection := self._open():
                with connection:
                    connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def dimensions(self, model: str) -> int:
        """How long the vectors of `model` are, 0 if none is kept."""
        with self._locked():
            connection = self._open()
            query = "SELECT length(value) FROM vectors WHERE model = ? LIMIT 1"
            row = connection.execute(query, (model,)).fetchone() if connection else None
        return int(row[0]) // np.dtype(np.float32).itemsize if row else 0

    def prune(self, table: str, model: str, needed: Iterable[str], spare: int) -> int:
        """Drops all rows of `table` ("vectors" or "words") but the `needed` of `model` and the newest `spare` others.

        Returns how many were dropped.
        """
        with self._locked():
            connection = self._open()
            if connection is None:
                return 0
            with connection:
                connection.execute("CREATE TEMP TABLE IF NOT EXISTS needed (digest TEXT PRIMARY KEY)")
                connection.execute("DELETE FROM needed")
                connection.executemany("INSERT OR IGNORE INTO needed VALUES (?)", ((d,) for d in needed))
                others = f"""SELECT rowid FROM {table} WHERE model != ? OR digest NOT IN (SELECT digest FROM needed)
                             ORDER BY made DESC LIMIT -1 OFFSET ?"""
                return connection.execute(f"DELETE FROM {table} WHERE rowid IN ({others})", (model, spare)).rowcount

    def close(self) -> None:
        """Closes the file; a later call opens it again."""
        with self._locked():
            if self._connection:
                self._connection.close()
                self._connection = None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One thread at a time; SQLite's errors become ours."""
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                raise PolicyDeskError(f"{self._path} can't be used ({error}): {remedy(error, 'it')}") from error

    def _read(self, table: str, model: str, digests: Iterable[str]) -> Iterator[tuple[str, Any]]:
        for batch in batches(sorted(set(digests)), _BATCH):
            marks = ",".join("?" * len(batch))
            query = f"SELECT digest, value FROM {table} WHERE model = ? AND digest IN ({marks})"
            with self._locked():
                connection = self._open()
                rows = connection.execute(query, (model, *batch)).fetchall() if connection else []
            yield from rows

    def _write(self, table: str, model: str, values: Mapping[str, bytes | str]) -> None:
        now = time.time()
        with self._locked():
            if connection := self._open():
                with connection:
                    rows = ((model, digest, value, now) for digest, value in values.items())
                    connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?)", rows)

    def _open(self) -> sqlite3.Connection | None:
        return self._connect() if self._connection or self._path.is_file() else None

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self._path, timeout=_WAIT_SECONDS, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")  # a reader need not wait for a writer
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_SCHEMA)
            self._connection = connection
        return self._connection
