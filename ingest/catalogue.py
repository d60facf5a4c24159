"""The catalogue: which documents are held, from which root, in one SQLite file.

A change is one transaction and raises the generation by one, so that a reader sees the documents of one moment and
can tell cheaply whether there is something new. Documents are stored as JSON of the frozen types themselves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from policy.documents import Document
from policy.errors import BadArgument

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, root TEXT NOT NULL, file TEXT NOT NULL, body TEXT NOT NULL)",
    """CREATE TABLE IF NOT EXISTS copies (
    file TEXT PRIMARY KEY, root TEXT NOT NULL, source TEXT NOT NULL, content TEXT NOT NULL, document TEXT NOT NULL)""",
    "INSERT OR IGNORE INTO state VALUES ('generation', 0), ('format', 1)",
)
# Columns that came later, for a catalogue that was made without them.
_LATER = {"content": "TEXT NOT NULL DEFAULT ''", "named": "INTEGER NOT NULL DEFAULT 0"}
_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)


@dataclass(frozen=True, slots=True)
class Held:
    """A document in the catalogue: the root it was ingested from, and the file it was read from (absolute paths).

    `content` says what the file holds: the hash of its bytes, a colon, and the hash of the facts beside it; "" where
    that was never noted. `named` says that the document's id was given, and not made of the file's name.
    """

    document: Document
    root: str
    file: str
    content: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that holds what another has brought in as `document` (an id); named as `Held` is."""

    file: str
    root: str
    source: str
    content: str
    document: str


class Catalogue:
    """The documents of one data folder. Reading makes nothing; writing makes the folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "catalogue.sqlite"

    def generation(self) -> int:
        """How many changes there have been; 0 for a knowledge base that is not there yet."""
        if not self._path.exists():
            return 0
        with self._connect() as db:
            return _generation(db)

    def read(self) -> tuple[int, list[Held]]:
        """The generation and everything held, of one moment."""
        if not self._path.exists():
            return 0, []
        with self._connect() as db:
            db.execute("BEGIN")
            generation = _generation(db)
            columns = _columns(db)
            wanted = ", ".join(name if name in columns else f"'' AS {name}" for name in ("root", "file", *_LATER, "body"))
            rows = db.execute(f"SELECT {wanted} FROM documents ORDER BY id").fetchall() if columns else []
        try:
            return generation, [
                Held(_DOCUMENT.validate_json(body), root, file, content, bool(named))
                for root, file, content, named, body in rows
            ]
        except ValidationError as error:
            raise BadArgument(
                f"the knowledge base at {self._path} was written by another version; move it away and ingest again"
            ) from error

    def copies(self) -> list[Copy]:
        """The files that hold what another file has brought in."""
        if not self._path.exists():
            return []
        with self._connect() as db:
            rows = db.execute("SELECT file, root, source, content, document FROM copies") if _columns(db, "copies") else ()
            return [Copy(*row) for row in rows]

    def replace(self, put: Sequence[Held], remove: Sequence[str], copies: Sequence[Copy] | None = None) -> int:
        """Put and remove documents in one transaction, and note what `copies` there are, if told; the new generation."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._connect() as db:
            db.execute("BEGIN IMMEDIATE")
            _make_tables(db)
            db.executemany("DELETE FROM documents WHERE id = ?", [(i,) for i in remove])
            db.executemany(
                "INSERT OR REPLACE INTO documents (id, root, file, body, content, named) VALUES (?, ?, ?, ?, ?, ?)",
                [(h.document.id, h.root, h.file, _DOCUMENT.dump_json(h.document).decode(), h.content, h.named) for h in put],
            )
            if copies is not None:
                db.execute("DELETE FROM copies")
                db.executemany("INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?, ?)", [astuple(c) for c in copies])
            if put or remove:
                db.execute("UPDATE state SET value = value + 1 WHERE name = 'generation'")
            generation = _generation(db)
            db.execute("COMMIT")
        return generation

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


def _generation(db: sqlite3.Connection) -> int:
    """A process that died before its first change leaves a file without tables: nothing is held yet."""
    if not _columns(db, "state"):
        return 0
    return int(db.execute("SELECT value FROM state WHERE name = 'generation'").fetchone()[0])


def _columns(db: sqlite3.Connection, table: str = "documents") -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}


def _make_tables(db: sqlite3.Connection) -> None:
    for statement in _SCHEMA:
        db.execute(statement)
    for name in sorted(_LATER.keys() - _columns(db)):
        db.execute(f"ALTER TABLE documents ADD COLUMN {name} {_LATER[name]}")
