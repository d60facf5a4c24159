"""Answers that were kept, as they were given."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from policy.answers import Answer, AnswerFigure, Citation, Status, Suggestion


def answer_of(body: Mapping[str, Any]) -> Answer:
    """The answer whose JSON form was kept. Fields that came later have their defaults."""
    return Answer(
        question=body["question"],
        status=Status(body["status"]),
        answer=body["answer"],
        citations=tuple(_citation(c) for c in body["citations"]),
        figures=tuple(_figure(f) for f in body["figures"]),
        notes=tuple(body["notes"]),
        suggestions=tuple(Suggestion(s["text"], s["clause_id"]) for s in body["suggestions"]),
        mode=body["mode"],
        understood=body.get("understood") or "",
        timings_ms=dict(body.get("timings_ms") or {}),
    )


def _citation(given: Mapping[str, Any]) -> Citation:
    known = {name: given[name] for name in Citation.__dataclass_fields__ if given.get(name) is not None}
    missing = dict.fromkeys(("doc_no", "effective_from", "effective_to", "source"), "")
    status = given.get("document_status") or ""
    return Citation(**{**missing, **known, "path": tuple(given["path"]), "status": status})


def _figure(given: Mapping[str, Any]) -> AnswerFigure:
    return AnswerFigure(given["text"], Decimal(str(given["value"])), given["unit"], given["clause_id"], given["formula"])
