"""Hits, citations and answers: what a search and a question give back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from policy.documents import Clause, Document
from policy.errors import UngroundedQuote

AI_LABEL = "AI 生成"


class Status(StrEnum):
    """What became of a question. A refusal is a status, never an exception."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_COVERED = "not_covered"
    CLARIFY = "clarify"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits on a search. Empty means no limit; `on` keeps documents in force on that day, or of unknown dates."""

    documents: tuple[str, ...] = ()
    region: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found by a search. `ranks` and `scores` say what each retriever thought of it (rank 1 is best)."""

    clause: Clause
    document: Document
    score: float
    ranks: dict[str, int] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "clause_id": self.clause.clause_id,
            "document_id": self.document.id,
            "document": self.document.title,
            "heading": self.clause.heading,
            "path": list(self.clause.path),
            "text": self.clause.text,
            "score": round(self.score, 6),
            "ranks": self.ranks,
            "scores": {k: round(v, 6) for k, v in self.scores.items()},
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause with a verbatim quote of it. Made by `cite` and `cite_metadata` only.

    `field` is the field of the document's metadata that is cited, "" for a clause.
    """

    n: int
    clause_id: str
    document_id: str
    document: str
    doc_no: str
    heading: str
    path: tuple[str, ...]
    quote: str
    start: int
    end: int
    text_kind: str
    effective_from: str
    effective_to: str
    source: str
    status: str = ""
    issuer: str = ""
    confidence: str = ""
    field: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; unknown dates and numbers are null."""
        return {
            "n": self.n,
            "clause_id": self.clause_id,
            "document_id": self.document_id,
            "document": self.document,
            "doc_no": self.doc_no or None,
            "heading": self.heading,
            "path": list(self.path),
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "text_kind": self.text_kind,
            "effective_from": self.effective_from or None,
            "effective_to": self.effective_to or None,
            "source": self.source,
            "document_status": self.status or None,
            "issuer": self.issuer or None,
            "confidence": self.confidence or None,
            "field": self.field or None,
        }


def cite(n: int, clause: Clause, document: Document, start: int, end: int) -> Citation:
    """A citation of `clause.text[start:end]`. Raises UngroundedQuote where that is no part of the clause."""
    quote = clause.text[start:end]
    if not quote.strip() or start < 0 or end > len(clause.text):
        raise UngroundedQuote(f"no words at {start}:{end} in clause {clause.clause_id}")
    return _citation(n, clause.clause_id, clause.heading, clause.path, document, quote, start, end, clause.confidence)


def cite_metadata(n: int, document: Document, fieldname: str) -> Citation:
    """A citation of what the document says of itself. Raises UngroundedQuote on an empty field.

    The quote is the document's words, at `start` to `end` of its text, where the field was read from them; else it is
    `field: value`.
    """
    value = getattr(document.metadata, fieldname)
    if not value:
        raise UngroundedQuote(f"document {document.id} has no {fieldname}")
    origin = document.metadata.read_from.get(fieldname)
    quote, start = f"{fieldname}: {value}", 0
    if origin is not None and origin.line and document.text[origin.start : origin.end] == origin.quote:
        quote, start = origin.quote, origin.start
    end = start + len(quote)
    made = _citation(n, f"{document.id}#", document.title, (), document, quote, start, end, "")
    return replace(made, field=fieldname)


def cite_applicant(n: int, clause: Clause, document: Document) -> Citation:
    """A citation of whom a digest's clause is for, as `applicant: value`. Raises UngroundedQuote where it does not say."""
    if not clause.applicant:
        raise UngroundedQuote(f"clause {clause.clause_id} names no applicant")
    quote = applicant_line(clause)
    return _citation(n, f"{document.id}#", clause.heading, clause.path, document, quote, 0, len(quote), clause.confidence)


def applicant_line(clause: Clause) -> str:
    """Whom a digest's clause is for, as a citation quotes it; "" where it does not say."""
    return f"applicant: {clause.applicant}" if clause.applicant else ""


def _citation(
    n: int,
    clause_id: str,
    heading: str,
    path: tuple[str, ...],
    document: Document,
    quote: str,
    start: int,
    end: int,
    confidence: str,
) -> Citation:
    meta = document.metadata
    return Citation(
        n=n,
        clause_id=clause_id,
        document_id=document.id,
        document=document.title,
        doc_no=meta.doc_no,
        heading=heading,
        path=path,
        quote=quote,
        start=start,
        end=end,
        text_kind=meta.text_kind.value,
        effective_from=meta.starts.isoformat() if meta.starts else "",
        effective_to=meta.ends.isoformat() if meta.ends else "",
        source=meta.sources[0] if meta.sources else document.source,
        status=meta.status,
        issuer=meta.issuer,
        confidence=confidence,
    )


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """A figure of an answer: where it stands, or how it was worked out (`formula`)."""

    text: str
    value: Decimal
    unit: str
    clause_id: str
    formula: str | None = None

    @property
    def worked(self) -> bool:
        """Whether the figure was worked out; a formula that is a bare number only says that the question gave it."""
        return bool(self.formula) and any(sign in (self.formula or "") for sign in "×÷+−(")

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; `value` is a number."""
        value = int(self.value) if self.value == self.value.to_integral_value() else float(self.value)
        return {
            "text": self.text,
            "value": value,
            "unit": self.unit,
            "clause_id": self.clause_id,
            "formula": self.formula,
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something near that may help, with its clause where it is one."""

    text: str
    clause_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"text": self.text, "clause_id": self.clause_id}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question. Only `answered` and `partial` carry citations and figures.

    `understood` is what a follow-up was taken to ask, "" where the question was taken as it stands.
    """

    question: str
    status: Status
    answer: str
    citations: tuple[Citation, ...] = ()
    figures: tuple[AnswerFigure, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    mode: str = "extractive"
    understood: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What has to stand beside the text wherever it is shown: that a model worded it (人工智能生成合成内容标识办法)."""
        return AI_LABEL if self.mode == "llm" else ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "question": self.question,
            "status": self.status.value,
            "answer": self.answer,
            "citations": [c.to_dict() for c in self.citations],
            "figures": [f.to_dict() for f in self.figures],
            "notes": list(self.notes),
            "suggestions": [s.to_dict() for s in self.suggestions],
            "mode": self.mode,
            "understood": self.understood or None,
            "label": self.label or None,
            "timings_ms": self.timings_ms,
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a conversation; `role` is `user` or `assistant`."""

    role: str
    content: str
