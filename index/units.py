"""What is searched for, and what stands for it: documents to units, units to passages.

A unit is the piece that people name and that a hit shows: an article, a measure, an entry of a digest. Its paragraphs
and items are embedded beside it, so that a question about one sentence of a long measure finds the measure. Where a
unit is longer than a model reads, its parts stand for it, and where it has none, overlapping windows of its text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policy.documents import Clause, ClauseKind, Document

UNIT_KINDS = frozenset(
    {
        ClauseKind.ARTICLE, ClauseKind.FACT, ClauseKind.PREAMBLE, ClauseKind.GOALS, ClauseKind.ATTACHMENT, ClauseKind.ROW,
        ClauseKind.NOTE,
    }
)  # fmt: skip
PART_KINDS = frozenset({ClauseKind.PARAGRAPH, ClauseKind.ITEM})

WINDOW = 450  # characters with title and path: under the 512 tokens that small models read, in Chinese
OVERLAP = 100  # characters that two windows share, so that a sentence is whole in one of them


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to embed. `id` names the clause and the text, so that it never means anything else."""

    id: str
    clause_id: str
    document_id: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause that can be a hit, with the passages that stand for it.

    `glosses` say in other words what it and its parts are about; they are compared with a question as questions.
    """

    clause: Clause
    document: Document
    passages: tuple[Passage, ...]
    glosses: tuple[str, ...] = ()

    @property
    def lexical_text(self) -> str:
        """What its words are taken from: whose it is, what it is called, what it says, and how people speak of it."""
        meta = self.document.metadata
        own = (self.document.title, meta.issuer, meta.region, *crumbs(self.clause), self.clause.text)
        return "\n".join((*own, *self.glosses))


def text_digest(text: str) -> str:
    """What a text is kept by (32 hex digits)."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def units_of(document: Document) -> list[Unit]:
    """The units of `document`, in its order. A part without a unit above it is one itself."""
    by_id = {clause.clause_id: clause for clause in document.clauses}
    below: dict[str, list[Clause]] = {}
    for clause in document.clauses:
        if clause.kind in PART_KINDS:
            below.setdefault(clause.parent_id, []).append(clause)
    return [
        Unit(clause, document, tuple(_passages(clause, document, below)), tuple(_glosses(clause, below)))
        for clause in document.clauses
        if clause.kind in UNIT_KINDS or (clause.kind in PART_KINDS and not _has_unit(clause, by_id))
    ]


def crumbs(clause: Clause) -> tuple[str, ...]:
    """The path from the document down, with the heading where no label of the path says it."""
    if not clause.heading or any(clause.heading in label for label in clause.path):
        return clause.path
    return (*clause.path, clause.heading)


def _has_unit(clause: Clause, by_id: Mapping[str, Clause]) -> bool:
    parent = by_id.get(clause.parent_id)
    return parent is not None and parent.kind in UNIT_KINDS | PART_KINDS


def _passages(clause: Clause, document: Document, below: Mapping[str, Sequence[Clause]]) -> Iterator[Passage]:
    """The passages of a clause and of what is under it."""
    parts = list(_parts(clause, below))
    prefix = f"{document.title} {' '.join(crumbs(clause))}: "
    if len(prefix) + len(clause.text) <= WINDOW:
        yield _passage(clause, prefix + clause.text)
    else:
        lead = clause.text[: max(0, parts[0].start - clause.start)] if parts else clause.text
        for number, window in enumerate(_windows(lead.strip(), max(OVERLAP * 2, WINDOW - len(prefix)))):
            yield _passage(clause, prefix + window, f".{number}")
    for part in parts:
        yield from _passages(part, document, below)


def _glosses(clause: Clause, below: Mapping[str, Sequence[Clause]]) -> Iterator[str]:
    yield from clause.glosses
    for part in below.get(clause.clause_id, ()):
        yield from _glosses(part, below)


def _parts(clause: Clause, below: Mapping[str, Sequence[Clause]]) -> Iterator[Clause]:
    """The parts right under a clause. One that says all that the clause says adds nothing: its own parts stand for it."""
    for part in below.get(clause.clause_id, ()):
        if part.text == clause.text:
            yield from _parts(part, below)
        else:
            yield part


def _passage(clause: Clause, text: str, suffix: str = "") -> Passage:
    digest = text_digest(text)
    return Passage(f"{clause.clause_id}@{digest[:12]}{suffix}", clause.clause_id, clause.document_id, text, digest)


def _windows(text: str, size: int) -> Iterator[str]:
    start = 0
    while start < len(text):
        yield text[start : start + size]
        if start + size >= len(text):
            return
        start += size - OVERLAP
