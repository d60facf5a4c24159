"""Answers and verdicts that were kept, as they were given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from policy.answers import Answer, AnswerFigure, Citation, Status, Suggestion
from policy.verdicts import Criterion, Eligibility, FactName, Finding, Grant, Told, Verdict, Verdicts


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


def verdicts_of(body: Mapping[str, Any], names: Mapping[str, FactName]) -> Verdicts:
    """The verdicts whose JSON form was kept, without questions: nobody is there to answer them."""
    return Verdicts(
        date.fromisoformat(body["as_of"]), {n: _value(v) for n, v in body["facts"].items()},
        tuple(_verdict(v) for v in body["results"]), (), tuple(_told(t) for t in body["told"]), tuple(body["unplaced"]),
        tuple(body["notes"]), names,
    )  # fmt: skip


def _verdict(given: Mapping[str, Any]) -> Verdict:
    return Verdict(
        given["rule_id"], given["clause_id"], given["document_id"], given["document"], given["heading"], Eligibility(given["status"]),
        tuple(_criterion(c) for c in given["criteria"]), _grant(given["benefit"]), given["local_discretion"], tuple(given["missing"]),
        tuple(_citation(c) for c in given["citations"]), tuple(given["notes"]),
    )  # fmt: skip


def _criterion(given: Mapping[str, Any]) -> Criterion:
    return Criterion(
        given["text"], Finding(given["status"]), tuple(given["facts"]), given["quote"], given["clause_id"] or "", given["why"] or ""
    )


def _grant(given: Mapping[str, Any]) -> Grant:
    return Grant(
        given["kind"], given["label"], _yuan(given["amount_yuan"]), given["formula"] or "", given["period"] or "",
        _yuan(given["at_least_yuan"]), _yuan(given["if_eligible_yuan"]),
        tuple((Decimal(str(c["yuan"])), c["per"] or "") for c in given["caps"]),
    )  # fmt: skip


def _told(given: Mapping[str, Any]) -> Told:
    return Told(given["fact"], _value(given["value"]), given["text"], given["start"], given["end"], given["vague"])


def _value(value: Any) -> bool | str | Decimal:
    return value if isinstance(value, bool | str) else Decimal(str(value))


def _yuan(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
