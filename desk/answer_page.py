"""A kept answer as a page of its own: the question, the answer, and the clauses that it cites as they were at that time."""

from __future__ import annotations

from collections.abc import Callable

from desk.cards import quote_text
from desk.conversation import TONE, figures_html, notes_html
from desk.kept import answer_of
from desk.labels import moment, validity
from desk.markup import chip, confidence_chip, document_chips, document_href, esc, paragraphs
from desk.pane import marked
from desk.texts import Language, text
from policy.answers import Citation
from policy.documents import Clause, Document
from policy.errors import UnknownDocument
from policy.kept import KeptAnswer, KeptClause

Find = Callable[[str], Document]


def answer_page(kept: KeptAnswer, find: Find, up: str, language: Language) -> str:
    """The body of the page. `find` gives a document as it is now, or raises UnknownDocument; `up` leads to the desk."""
    answer = answer_of(kept.answer)
    marks = {c.n: f'&NoBreak;<a class="pd-mark" href="#cite-{c.n}">{c.n}</a>' for c in answer.citations}
    clauses = {c.clause_id: c for c in kept.clauses}
    cites = "".join(_cite(c, clauses.get(c.clause_id), find, up, language) for c in answer.citations)
    status = answer.status.value
    label = chip(text("ai_label", language), "info") if answer.label else ""
    understood = f'<p class="pd-understood">{esc(text("understood", language, question=answer.understood))}</p>' if answer.understood else ""
    return (
        f'<article class="pd-kept"><p class="pd-hint">{esc(_when(kept, language))}</p><h1>{esc(kept.question)}</h1>'
        f'<div class="pd-answer">{understood}<div class="pd-status">{chip(text(status, language), TONE[status])}{label}</div>'
        f'<div class="pd-text">{paragraphs(answer.answer, marks)}</div>'
        f"{figures_html(answer, marks, language)}{notes_html(answer.notes, marks, language)}</div>"
        f"{_section('kept_clauses', cites, language) if cites else ''}"
        f'<p class="pd-hint">{text("kept_hint", language)}</p>'
        f'<p class="pd-buttons"><button type="button" class="pd-button" data-act="print">{text("act_print", language)}</button>'
        f'<a class="pd-quiet" href="{up}{"?lang=en" if language == "en" else ""}">{text("kept_ask", language)}</a></p></article>'
    )


def _when(kept: KeptAnswer, language: Language) -> str:
    limits = [v for v in (kept.region, text("kept_on", language, day=kept.on) if kept.on else "") if v]
    number = [text("kept_request", language, id=kept.request_id)] if kept.request_id else []
    return " · ".join([text("kept_when", language, when=moment(kept.asked)), *limits, *number])


def _section(key: str, inner: str, language: Language) -> str:
    return f'<section class="pd-cites"><h2>{text(key, language)}</h2><ol class="pd-cards">{inner}</ol></section>'


def _cite(c: Citation, kept: KeptClause | None, find: Find, up: str, language: Language) -> str:
    dates = validity(c.effective_from, c.effective_to, language)
    facts = " · ".join(esc(v) for v in (c.issuer, c.doc_no, f"{text('validity', language)} {dates}") if v)
    chips = document_chips(c.text_kind, c.status, language) + confidence_chip(c.confidence, language)
    words = kept.text if kept and not c.field else ""
    body = marked(words, (c.start, c.end)) if words[c.start : c.end] == c.quote and words else paragraphs(quote_text(c, language))
    return (
        f'<li class="pd-card" id="cite-{c.n}"><div class="pd-card-head"><span class="pd-n">{c.n}</span><b>{esc(c.heading)}</b>{chips}</div>'
        f'<div class="pd-clause-then">{body}</div>'
        f'<div class="pd-card-doc"><span class="pd-doc-title">{esc(c.document)}</span><span class="pd-facts">{facts}</span></div>'
        f"{_since(c, kept, find, up, language)}</li>"
    )


def _since(c: Citation, kept: KeptClause | None, find: Find, up: str, language: Language) -> str:
    """What has become of the clause since, and the way to it as it is now."""
    try:
        document = find(c.document_id)
    except UnknownDocument:
        return f'<p class="pd-notice">{text("since_gone", language)}</p>'
    held = {clause.clause_id: clause for clause in document.clauses}
    clause, key = held.get(c.clause_id), _change(c, kept, document, held.get(c.clause_id))
    href = f"{up}{document_href(document.id, clause.clause_id if clause else '')}"
    notice = f'<p class="pd-notice">{text(key, language)}</p>' if key else ""
    return f'{notice}<p class="pd-now"><a href="{esc(href)}">{text("since_now", language)}</a></p>'


def _change(c: Citation, kept: KeptClause | None, document: Document, clause: Clause | None) -> str:
    if kept is not None and kept.metadata.get("status", "") != document.metadata.status:
        return "since_status"
    if c.clause_id == f"{c.document_id}#":
        return ""
    if clause is None:
        return "since_clause_gone"
    return "since_changed" if kept is not None and kept.text and kept.text != clause.text else ""
