"""Hits, answers and clauses as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from desk.labels import kind_label, status_label, validity
from desk.texts import Language, text
from policy.answers import Answer, Citation, Hit
from policy.documents import Clause

SNIPPET = 120


def hits_text(hits: Sequence[Hit], language: Language) -> str:
    """Hits, best first: place, heading, document, the beginning of the text, and each retriever's rank."""
    if not hits:
        return text("cli_no_hits", language)
    return "\n\n".join(_hit(n, hit, language) for n, hit in enumerate(hits, start=1))


def _hit(n: int, hit: Hit, language: Language) -> str:
    ranks = ", ".join(text("cli_rank", language, name=k, rank=v) for k, v in hit.ranks.items())
    return "\n".join(
        [
            f"{n:>2}. {hit.clause.heading or hit.clause.label}  [{hit.clause.clause_id}]",
            f"    {hit.document.title}",
            f"    {_snippet(hit.clause.text)}",
            f"    {hit.score:.3f}" + (f"  ({ranks})" if ranks else ""),
        ]
    )


def _snippet(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= SNIPPET else flat[: SNIPPET - 1] + "…"


def answer_text(answer: Answer, language: Language) -> str:
    """The answer, its citations, how figures were worked out, notes, and what is near."""
    label = f"【{text('ai_label', language)}】" if answer.label else ""
    parts = [text("understood", language, question=answer.understood)] if answer.understood else []
    parts.append(f"【{text(answer.status.value, language)}】{label}{answer.answer}")
    if answer.citations:
        cites = [_citation(c, language) for c in answer.citations]
        parts.append(text("citations", language) + "\n" + "\n".join(cites))
    worked = [f for f in answer.figures if f.worked]
    if worked:
        parts.append(text("figures", language) + "\n" + "\n".join(f"  {f.text} = {f.formula}" for f in worked))
    if answer.notes:
        parts.append(text("notes", language) + "\n" + "\n".join(f"  · {n}" for n in answer.notes))
    if answer.suggestions:
        near = [f"  · {s.text}" + (f"  [{s.clause_id}]" if s.clause_id else "") for s in answer.suggestions]
        parts.append(text("related", language) + "\n" + "\n".join(near))
    return "\n\n".join(parts)


def _citation(c: Citation, language: Language) -> str:
    badges = [b for b in (kind_label(c.text_kind, language), status_label(c.status, language)) if b]
    head = " · ".join([c.heading, c.document, *([c.doc_no] if c.doc_no else []), *badges])
    dates = validity(c.effective_from, c.effective_to, language)
    lines = [f"{text('validity', language)} {dates}", f"“{c.quote}”", c.clause_id]
    return "\n      ".join([f"  [{c.n}] {head}", *lines])


def clauses_text(clauses: Sequence[Clause], language: Language) -> str:
    """Clauses, one a line: id, heading, the beginning of the text."""
    if not clauses:
        return text("cli_no_clauses", language)
    return "\n".join(f"{c.clause_id}  {c.heading}  {_snippet(c.text)}" for c in clauses)
