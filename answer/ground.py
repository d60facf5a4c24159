"""The last gate: what an answer shows must stand in what it cites. An answer that fails is not shown."""

from __future__ import annotations

import logging
import re
from decimal import Decimal

from answer.state import Context, Draft
from language.quantities import read_figures
from policy.answers import Status
from policy.provisions import Figure, FigureKind

log = logging.getLogger(__name__)


def ground(draft: Draft, context: Context) -> None:
    """Every quote verbatim, every figure from a cited clause, a document's own facts, the question or a sum.

    What the question says may be repeated only in a sum or a correction; quotes were made by `cite`, which refuses
    words that are not in the clause, and are checked again here because nothing else may change them.
    """
    if draft.status not in (Status.ANSWERED, Status.PARTIAL):
        return
    problem = _unbacked(draft, context) or _not_verbatim(draft, context) or _no_citation(draft)
    if problem:
        log.warning("answer withheld: %s", problem)
        draft.status, draft.withheld = Status.NOT_COVERED, True
        draft.lines, draft.citations, draft.figures, draft.sums = [], [], [], []


def _no_citation(draft: Draft) -> str:
    return "" if draft.citations else "no citation"


def _not_verbatim(draft: Draft, context: Context) -> str:
    for citation in draft.citations:
        document = context.document(citation.document_id)
        clause = next((c for c in document.clauses if c.clause_id == citation.clause_id), None) if document else None
        own_words = citation.field and not citation.quote.startswith(f"{citation.field}: ")
        if document and own_words and document.text[citation.start : citation.end] != citation.quote:
            return f"quote not in {document.id}"
        if clause is not None and clause.text[citation.start : citation.end] != citation.quote:
            return f"quote not in {citation.clause_id}"
    return ""


def _unbacked(draft: Draft, context: Context) -> str:
    """The first figure of the answer that nothing backs, "" where all are."""
    backed = {_key(f) for c in draft.citations for f in read_figures(source_of(c.document_id, c.clause_id, c.quote, context))}
    backed |= {_key(f) for f in draft.read.figures} if draft.sums or draft.corrections else set()
    backed |= {(t.value.normalize(), t.unit) for t in draft.sums}
    for line in draft.lines:
        bare = _without_sums(line, draft)
        for figure in read_figures(re.sub(r"\[\d+\]", "", bare)):
            if _key(figure) not in backed and not _of_today(figure, draft):
                return f"{figure.text} in “{line[:40]}”"
    return ""


def _without_sums(line: str, draft: Draft) -> str:
    """A sum's own sentence is checked by its formula: its operands are the clause's and the question's by making."""
    for total in draft.sums:
        line = line.replace(total.sentence, "")
    return line


def _key(figure: Figure) -> tuple[Decimal, str] | tuple[str, str]:
    return (figure.iso, "date") if figure.kind is FigureKind.DATE else (figure.value.normalize(), figure.unit)


def _of_today(figure: Figure, draft: Draft) -> bool:
    return figure.kind is FigureKind.DATE and figure.iso == draft.on.isoformat()


def source_of(document_id: str, clause_id: str, quote: str, context: Context) -> str:
    """All that backs a citation: the clause, its heading, the document's title and its facts."""
    document = context.document(document_id)
    if document is None:
        return quote
    meta = document.metadata
    facts = "\n".join(
        (document.title, meta.doc_no, meta.issued, meta.published, meta.effective_from, meta.effective_to, quote)
    )
    years = "\n".join(f"{d}年" for d in (meta.effective_from, meta.effective_to) if len(d) == 4)
    count = f"{meta.clause_count}条" if meta.clause_count else ""
    clause = next((c for c in document.clauses if c.clause_id == clause_id), None)
    text = f"{clause.heading}\n{clause.text}" if clause else ""
    return "\n".join((facts, years, count, text))
