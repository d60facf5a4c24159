"""The catalogue: which documents are held, from which root, in one SQLite file.

A change is one transaction and raises the generation by one, so that a reader sees the documents of one moment and
can tell cheaply whether there is something new. Documents are stored as JSON of the frozen types themselves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from policy.documents import Document
from policy.errors import BadArgument

_SCHEMA = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, root TEXT NOT NULL, file TEXT NOT NULL, body TEXT NOT NULL
);
INSERT OR IGNORE INTO state VALUES ('generation', 0), ('format', 1);
"""
_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)


@dataclass(frozen=True, slots=True)
class Held:
    """A document in the catalogue: the root it was ingested from, and the file it was read from (absolute paths)."""

    document: Document
    root: str
    file: str


class Catalogue:
    """The documents of one data folder. Reading makes nothing; writing makes the folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "catalogue.sqlite"

    def generation(self) -> int:
        """How many changes there have been; 0 for a knowledge base that is not there yet."""
        if not self._path.exists():
            return 0
        with self._connect() as db:
            row = db.execute("SELECT value FROM state WHERE name = 'generation'").fetchone()
        return int(row[0])

    def read(self) -> tuple[int, list[Held]]:
        """The generation and everything held, of one moment."""
        if not self._path.exists():
            return 0, []
        with self._connect() as db:
            db.execute("BEGIN")
            generation = int(db.execute("SELECT value FROM state WHERE name = 'generation'").fetchone()[0])
            rows = db.execute("SELECT root, file, body FROM documents ORDER BY id").fetchall()
        try:
            return generation, [Held(_DOCUMENT.validate_json(body), root, file) for root, file, body in rows]
        except ValidationError as error:
            raise BadArgument(
                f"the knowledge base at {self._path} was written by another version; move it away and ingest again"
            ) from error

    def replace(self, put: Sequence[Held], remove: Sequence[str]) -> int:
        """Put and remove documents in one transaction; the new generation."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._connect() as db:
            db.executescript(_SCHEMA)
            db.execute("BEGIN IMMEDIATE")
            db.executemany("DELETE FROM documents WHERE id = ?", [(i,) for i in remove])
            db.executemany(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)",
                [(h.document.id, h.root, h.file, _DOCUMENT.dump_json(h.document).decode()) for h in put],
            )
            if put or remove:
                db.execute("UPDATE state SET value = value + 1 WHERE name = 'generation'")
            row = db.execute("SELECT value FROM state WHERE name = 'generation'").fetchone()
            db.execute("COMMIT")
        return int(row[0])

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        try:
            db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise BadArgument(f"the knowledge base at {self._path} can't be opened; check --data and its rights") from error
        try:
            yield db
        except sqlite3.DatabaseError as error:
            raise BadArgument(
                f"the knowledge base at {self._path} can't be used ({error}); check its rights and space, "
                "or move it away and ingest again"
            ) from error
        finally:
            db.close()
