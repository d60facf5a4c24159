"""Generate: put every question of a dataset to every system, and keep what each gave."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from evals.dataset import NO_LIMIT, Row
from evals.dialogues import Replies
from evals.results import Cited, Place, Result, missing
from policy.answers import Answer, Citation, Filters, Hit, Status, Turn
from policy.documents import Clause, Document
from policy.errors import PolicyDeskError

RANKED = 10  # how many clauses of a search are kept, for recall@k


class Knowledge(Protocol):
    """What the evaluation uses of a KnowledgeBase."""

    def search(self, query: str, k: int = ..., filters: Filters = ...) -> list[Hit]:
        """Clauses found, best first."""

    def ask(self, question: str, filters: Filters = ..., history: Sequence[Turn] = ...) -> Answer:
        """A cited answer."""

    def documents(self) -> list[Document]:
        """All documents held."""

    def clause(self, clause_id: str) -> tuple[Clause, Document]:
        """One clause and its document."""

    def clauses(self, documents: Sequence[str] = ...) -> list[Clause]:
        """The clauses held."""


class System(Protocol):
    """Something that answers questions."""

    @property
    def name(self) -> str:
        """The column of the report."""

    def answer(self, row: Row) -> Result:
        """What it gives for one question."""


class PolicyDesk:
    """The system itself, asked through its façade. `latency_ms` is the time of `ask` alone."""

    def __init__(self, kb: Knowledge, default: Filters = NO_LIMIT, name: str = "policydesk") -> None:
        self.name = name
        self._kb = kb
        self._default = default

    def answer(self, row: Row) -> Result:
        """The answer, and what a search for the same words ranks first."""
        filters = row.filters(self._default)
        start = time.perf_counter()
        answer = self._kb.ask(row.q, filters, row.history)
        elapsed = (time.perf_counter() - start) * 1000
        hits = self._kb.search(row.q, RANKED, filters)
        return Result(
            id=row.id,
            system=self.name,
            status=answer.status.value,
            answer=answer.answer,
            cited=tuple(self._cited(c) for c in answer.citations),
            ranked=tuple(cited_hit(h) for h in hits),
            worked=tuple(f"{f.text} = {f.formula}" for f in answer.figures if f.formula),
            notes=answer.notes,
            latency_ms=round(elapsed, 3),
        )

    def _cited(self, citation: Citation) -> Cited:
        shown = [citation.quote, citation.document, citation.doc_no, citation.heading, *citation.path]
        shown += [citation.effective_from, citation.effective_to]
        if not citation.clause_id.endswith("#"):
            shown.append(self._kb.clause(citation.clause_id)[0].text)
        place = Place(citation.document_id, citation.clause_id, citation.heading)
        return Cited((place,), "\n".join(s for s in shown if s))


def place_of(clause: Clause) -> Place:
    """Where a clause stands."""
    return Place(clause.document_id, clause.clause_id, clause.heading)


def cited_hit(hit: Hit) -> Cited:
    """A hit as a citation of its whole clause."""
    return Cited((place_of(hit.clause),), hit.clause.text)


def generate(
    system: System, rows: Sequence[Row], file: Path, progress: Callable[[int, int], None] | None = None
) -> list[Result]:
    """Every row put to the system, after one to warm it up; each result is written as soon as it is there.

    A turn of a dialogue is put with the system's own answers to the turns before it.
    """
    if rows:
        _try(system, rows[0])
    file.parent.mkdir(parents=True, exist_ok=True)
    results = []
    replies = Replies()
    with file.open("w", encoding="utf-8") as out:
        for row in rows:
            result = _try(system, replies.into(row))
            replies.keep(row, result.answer)
            results.append(result)
            out.write(result.to_json() + "\n")
            out.flush()
            if progress:
                progress(len(results), len(rows))
    return results


def _try(system: System, row: Row) -> Result:
    try:
        return system.answer(row)
    except PolicyDeskError as error:
        return missing(row.id, system.name, f"{type(error).__name__}: {error}")


def first_clause(row_id: str, system: str, hits: Iterable[Hit], latency_ms: float) -> Result:
    """The answer of a system that gives the best clause as it stands, and declines only where it found none."""
    ranked = list(hits)
    if not ranked:
        return Result(id=row_id, system=system, status=Status.NOT_COVERED.value, latency_ms=round(latency_ms, 3))
    best = cited_hit(ranked[0])
    return Result(
        id=row_id,
        system=system,
        status=Status.ANSWERED.value,
        answer=best.evidence,
        cited=(best,),
        ranked=tuple(cited_hit(h) for h in ranked[:RANKED]),
        latency_ms=round(latency_ms, 3),
    )
