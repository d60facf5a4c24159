"""The objects of the API as types, for its description and for the tools of agents. docs/api.md says what they mean."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shown(BaseModel):
    """An object of the API; later versions may have more fields."""

    model_config = ConfigDict(extra="allow")


class CitationObject(Shown):
    """A clause with a verbatim quote; `start` and `end` are the quote's place in the clause's text, in characters."""

    n: int
    clause_id: str
    document_id: str
    document: str
    doc_no: str | None
    heading: str
    path: list[str]
    quote: str
    start: int
    end: int
    text_kind: Literal["original", "reprint", "digest", "reply"]
    effective_from: str | None
    effective_to: str | None
    source: str
    document_status: str | None
    issuer: str | None
    confidence: str | None
    field: str | None = Field(description="the field of the document's metadata that is cited, null for a clause")


class FigureObject(Shown):
    """A figure of the answer, with its clause; a formula where it was worked out."""

    text: str
    value: float
    unit: str
    clause_id: str
    formula: str | None


class SuggestionObject(Shown):
    """Something near that may help, with its clause where it is one."""

    text: str
    clause_id: str | None


class AnswerObject(Shown):
    """A cited answer. Only `answered` and `partial` carry citations and figures."""

    question: str
    status: Literal["answered", "partial", "not_covered", "clarify", "refused"]
    answer: str = Field(description="text with [1] marks, each the `n` of a citation")
    citations: list[CitationObject]
    figures: list[FigureObject]
    notes: list[str]
    suggestions: list[SuggestionObject]
    mode: Literal["extractive", "llm"]
    understood: str | None = Field(description="what a follow-up was taken to ask")
    label: str | None = Field(description="has to stand beside the text wherever it is shown")
    timings_ms: dict[str, float]
    answer_id: str | None = Field(default=None, description="for /v1/feedback; null where the answer is not kept")


class HitObject(Shown):
    """A clause found by a search."""

    clause_id: str
    document_id: str
    document: str
    heading: str
    path: list[str]
    text: str
    score: float


class HitsObject(Shown):
    """The clauses found, best first."""

    hits: list[HitObject]


class CriterionObject(Shown):
    """One criterion of a rule with its finding."""

    text: str
    status: Literal["met", "unmet", "unknown"]
    facts: list[str]
    quote: str
    clause_id: str | None
    why: str | None


class BenefitObject(Shown):
    """What a rule grants. `amount_yuan` is the most that the clause allows, null where that can't be told yet."""

    kind: str
    label: str
    amount_yuan: float | None
    formula: str | None
    period: str | None


class VerdictObject(Shown):
    """One rule decided."""

    rule_id: str
    clause_id: str
    document_id: str
    document: str
    heading: str
    status: Literal["eligible", "ineligible", "unknown"]
    criteria: list[CriterionObject]
    benefit: BenefitObject
    local_discretion: bool
    missing: list[str]
    citations: list[CitationObject]
    notes: list[str]


class NextQuestionObject(Shown):
    """A fact worth asking for."""

    fact: str
    question: str
    question_en: str


class VerdictsObject(Shown):
    """Every rule decided for one applicant on one day."""

    as_of: str
    facts: dict[str, Any]
    results: list[VerdictObject]
    next_questions: list[NextQuestionObject]
    told: list[dict[str, Any]]
    unplaced: list[str]
    notes: list[str]


class DocumentObject(Shown):
    """A document without its clauses."""

    id: str
    title: str
    metadata: dict[str, Any]
    clause_count: int


class ClauseObject(Shown):
    """One clause; `start` and `end` are its place in the document's text, in characters."""

    clause_id: str
    document_id: str
    kind: str
    label: str
    path: list[str]
    heading: str
    text: str
    start: int
    end: int
    parent_id: str | None
    digest: str
    provisions: list[dict[str, Any]]


class ClauseInDocument(ClauseObject):
    """One clause and the document that it stands in."""

    document: DocumentObject


class Page(Shown):
    """A part of a list: `next_offset` is where the next begins, null at the end."""

    total: int
    offset: int
    next_offset: int | None


class DocumentsPage(Page):
    """Documents: by level, then the later first."""

    documents: list[DocumentObject]


class DocumentPage(DocumentObject, Page):
    """One document with its clauses, in their order."""

    clauses: list[ClauseObject]


class ClausesPage(Page):
    """Clauses of all documents, in their order; each with the fields asked for."""

    clauses: list[dict[str, Any]]


class ErrorDetail(Shown):
    """What was wrong and what to do. `request_id` stands in the log, too."""

    code: str
    message: str
    request_id: str | None


class ErrorObject(Shown):
    """The one form of an error."""

    error: ErrorDetail


class StateObject(Shown):
    """How the process stands."""

    status: str
