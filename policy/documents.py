"""Documents, their clauses, and what of a source is in no clause."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from policy.provisions import Provision


class TextKind(StrEnum):
    """Whose words the text is in."""

    ORIGINAL = "original"
    REPRINT = "reprint"  # 转载
    DIGEST = "digest"  # 要点摘编: facts restated in other words


class ClauseKind(StrEnum):
    """The place of a clause in its document."""

    PREAMBLE = "preamble"  # 前言: what comes before the first numbered or headed part
    GOALS = "goals"  # 总体目标
    PART = "part"  # 编, 章, 节, a heading that only groups others
    ARTICLE = "article"  # 条, a headed measure: the piece that people name
    PARAGRAPH = "paragraph"  # 款
    ITEM = "item"  # 项, 目
    ATTACHMENT = "attachment"  # 附件
    ROW = "row"  # a table's row with its header
    NOTE = "note"  # a footnote
    FACT = "fact"  # an entry of a digest


def first_day(value: str) -> date:
    """The day a date begins: `2025` is 2025-01-01, `2025-06` is 2025-06-01. Raises ValueError on other forms."""
    year, month, day = ([int(p) for p in value.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def last_day(value: str) -> date:
    """The day a date ends: `2027` is 2027-12-31. Raises ValueError on other forms."""
    parts = [int(p) for p in value.split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
    return date(*parts)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field of the metadata was read: `document.yaml`, `text`, or the place in the file that a reader named.

    Of the text, `quote` is its words from `start` to `end`, beginning on `line` (from 1). `via` is the field that the value
    follows from, where the quote says that one: the level follows from the issuer.
    """

    source: str
    quote: str = ""
    line: int = 0
    start: int = 0
    end: int = 0
    via: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form: what does not apply is left out."""
        out: dict[str, Any] = {"source": self.source}
        if self.quote:
            out |= {"quote": self.quote}
        if self.line:
            out |= {"line": self.line, "start": self.start, "end": self.end}
        return out | ({"via": self.via} if self.via else {})


@dataclass(frozen=True, slots=True)
class Metadata:
    """The facts about a document. Dates are as given: `2025-05-31`, `2025-05` or `2025`; "" where unknown.

    `amended` are the days of its amendments, `repeals` the documents that it puts out of force, `trial` is 试行 or 暂行.
    `read_from` says of each field where it was read.
    """

    title: str
    notice_title: str = ""
    issuer: str = ""
    doc_no: str = ""
    level: str = ""
    region: str = ""
    kind: str = ""
    issued: str = ""
    published: str = ""
    effective_from: str = ""
    effective_to: str = ""
    status: str = ""
    text_kind: TextKind = TextKind.ORIGINAL
    clause_count: int | None = None
    relation: str = ""
    organs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    source_note: str = ""
    addressees: tuple[str, ...] = ()
    repeals: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    trial: str = ""
    read_from: dict[str, Origin] = field(default_factory=dict)

    @property
    def starts(self) -> date | None:
        """The first day in force, None where the document does not say."""
        return first_day(self.effective_from) if self.effective_from else None

    @property
    def ends(self) -> date | None:
        """The last day in force, None where the document does not say."""
        return last_day(self.effective_to) if self.effective_to else None

    def in_force(self, on: date) -> bool:
        """Whether `on` lies between the dates in force that are known, and the text is no draft."""
        if self.status == "征求意见":
            return False
        return (self.starts is None or self.starts <= on) and (self.ends is None or on <= self.ends)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form: empty fields left out."""
        out: dict[str, Any] = {}
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if value in ("", (), {}, None) or name == "read_from":
                continue
            out[name] = list(value) if isinstance(value, tuple) else value
        out["text_kind"] = self.text_kind.value
        if self.organs:
            out["organs"] = {k: list(v) for k, v in self.organs.items()}
        if self.read_from:
            out["read_from"] = {name: origin.to_dict() for name, origin in self.read_from.items()}
        return out


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest citable piece of a document.

    `text` is the document's text from `start` to `end`, without the clause's own label and heading, which begin at
    `head_start`; an article's text holds its paragraphs' (款) and items' (项). `number` is the place among its
    siblings of the same kind, counted from 1. `confidence` and `applicant` come from digests. `glosses` say in other
    words what it is about: for finding it, never shown as its words.
    """

    clause_id: str
    document_id: str
    kind: ClauseKind
    heading: str
    path: tuple[str, ...]
    text: str
    start: int
    end: int
    head_start: int
    number: int
    label: str = ""
    parent_id: str = ""
    provisions: tuple[Provision, ...] = ()
    confidence: str = ""
    applicant: str = ""
    organs: tuple[str, ...] = ()
    ref: str = ""
    glosses: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What decides whether a clause has changed: a hash of its heading path and text (16 hex digits)."""
        joined = "\x1f".join((*self.path, self.heading, self.text, self.confidence))
        return hashlib.sha256(joined.encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of the dry run, `clauses` and the API."""
        return {
            "clause_id": self.clause_id,
            "document_id": self.document_id,
            "kind": self.kind.value,
            "label": self.label,
            "path": list(self.path),
            "heading": self.heading,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "parent_id": self.parent_id or None,
            "digest": self.digest,
            "confidence": self.confidence or None,
            "applicant": self.applicant or None,
            "organs": list(self.organs),
            "ref": self.ref or None,
            "provisions": [p.to_dict() for p in self.provisions],
        }


@dataclass(frozen=True, slots=True)
class Discard:
    """A part of a source that is in no clause, and why."""

    text: str
    start: int
    end: int
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"text": self.text, "start": self.start, "end": self.end, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document: its text as read, the clauses and discards that cover it, and the facts about it."""

    id: str
    source: str
    text: str
    metadata: Metadata
    clauses: tuple[Clause, ...]
    discards: tuple[Discard, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title people know it by."""
        return self.metadata.title

    def with_id(self, document_id: str) -> Document:
        """The same document by another id, its clauses too. A title that was only the id goes with it."""
        if document_id == self.id:
            return self

        def moved(clause_id: str) -> str:
            return f"{document_id}#{clause_id.split('#', 1)[1]}" if "#" in clause_id else clause_id

        clauses = tuple(
            replace(c, clause_id=moved(c.clause_id), document_id=document_id, parent_id=moved(c.parent_id))
            for c in self.clauses
        )
        title = document_id if self.title == self.id else self.title
        return replace(self, id=document_id, clauses=clauses, metadata=replace(self.metadata, title=title))

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of the dry run's report."""
        return {
            "id": self.id,
            "title": self.title,
            "source": self.source,
            "metadata": self.metadata.to_dict(),
            "clauses": [c.to_dict() for c in self.clauses],
            "discarded": [d.to_dict() for d in self.discards],
            "warnings": list(self.warnings),
        }
