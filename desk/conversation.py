"""The conversation as HTML: questions, answers, citation cards; and the first page before any question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.labels import formula_text, validity
from desk.markup import chip, confidence_chip, document_chips, esc, paragraphs, with_marks
from desk.texts import Language, text
from policy.answers import Answer, AnswerFigure, Citation, Suggestion

_TONE = {"answered": "good", "partial": "warn", "not_covered": "plain", "clarify": "info", "refused": "plain"}
_FIELD_KEYS = {"region": "region_of", "title": "title_field"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with what became of it: an answer, an error, or neither while it is pending."""

    question: str
    answer: Answer | None = None
    error: str = ""
    waiting: str = ""
    partial: str = ""  # what may be shown so far of an answer that is being worded
    seconds: float = 0.0


def conversation_html(exchanges: Sequence[Exchange], language: Language) -> str:
    """The questions so far with their answers."""
    turns = "".join(_exchange(n, e, language) for n, e in enumerate(exchanges))
    label = esc(text("conversation", language))
    return f'<div class="pd-log" role="log" aria-live="polite" aria-label="{label}">{turns}</div>'


def welcome_html(examples: Sequence[str], language: Language) -> str:
    """What a first visitor sees: what this is, and questions to begin with."""
    buttons = "".join(f"<li>{_ask_button(q)}</li>" for q in examples)
    listed = f'<h3>{text("examples", language)}</h3><ul class="pd-examples">{buttons}</ul>' if buttons else ""
    return (
        f'<section class="pd-welcome"><h2>{text("welcome", language)}</h2>'
        f"<p>{text('welcome_hint', language)}</p>{listed}</section>"
    )


def empty_html(language: Language) -> str:
    """What is shown while nothing has been ingested, and what to do about it."""
    return (
        f'<section class="pd-welcome"><h2>{text("empty_title", language)}</h2>'
        f"<p>{text('empty_hint', language)}</p><pre>policydesk ingest</pre></section>"
    )


def _ask_button(question: str) -> str:
    words = esc(question)
    return f'<button type="button" class="pd-ask" data-act="ask" data-q="{words}">{words}</button>'


def _exchange(n: int, exchange: Exchange, language: Language) -> str:
    if exchange.answer is not None:
        reply = _answer(n, exchange.answer, exchange.seconds, language)
    elif exchange.error:
        reply = f'<div class="pd-answer pd-error" role="alert"><p>{esc(exchange.error)}</p></div>'
    elif exchange.partial:
        reply = _partial(exchange, language)
    else:
        reply = f'<div class="pd-answer pd-pending" aria-busy="true"><p>{esc(exchange.waiting)}</p></div>'
    you = text("you", language)
    question = f'<div class="pd-question"><span class="pd-sr">{you}: </span>{esc(exchange.question)}</div>'
    return f'<article class="pd-turn" id="turn-{n}">{question}{reply}</article>'


def _partial(exchange: Exchange, language: Language) -> str:
    label = f'<div class="pd-status">{chip(text("ai_label", language), "info")}</div>'
    said = f'<div class="pd-text">{paragraphs(exchange.partial)}</div>'
    return f'<div class="pd-answer pd-pending" aria-busy="true">{label}{said}<p>{esc(exchange.waiting)}</p></div>'


def _answer(n: int, answer: Answer, seconds: float, language: Language) -> str:
    marks = {c.n: _mark(n, c, language) for c in answer.citations}
    status = answer.status.value
    parts = [
        _understood(answer, language),
        f'<div class="pd-status">{chip(text(status, language), _TONE[status])}{_label(answer, language)}</div>',
        f'<div class="pd-text">{paragraphs(answer.answer, marks)}</div>',
        _figures([f for f in answer.figures if f.worked], language),
        _cards(n, answer.citations, language),
        _notes(answer.notes, marks, language),
        _suggestions(answer.suggestions, language),
        f'<p class="pd-foot">{_foot(answer, seconds, language)}</p>',
    ]
    return f'<div class="pd-answer pd-{status}">{"".join(parts)}</div>'


def _understood(answer: Answer, language: Language) -> str:
    """What a follow-up was taken to ask, so that a wrong guess is seen."""
    if not answer.understood:
        return ""
    return f'<p class="pd-understood">{esc(text("understood", language, question=answer.understood))}</p>'


def _label(answer: Answer, language: Language) -> str:
    """That a model worded the text, where one did."""
    return chip(text("ai_label", language), "info") if answer.label else ""


def _foot(answer: Answer, seconds: float, language: Language) -> str:
    mode = [text("mode_llm", language)] if answer.mode == "llm" else []
    took = text("seconds", language, s=f"{seconds:.1f}" if seconds >= 0.1 else "<0.1")
    return esc(" · ".join([*mode, took]))


def _opens(n: int, citation: Citation, language: Language) -> str:
    label = text("open_citation", language, n=citation.n, heading=citation.heading)
    name = citation.field
    if name:
        return (
            f'data-act="open" data-document="{esc(citation.document_id)}" data-field="{esc(name)}" '
            f'data-ref="{n}-{citation.n}" aria-label="{esc(label)}"'
        )
    return (
        f'data-act="open" data-clause="{esc(citation.clause_id)}" data-start="{citation.start}" '
        f'data-end="{citation.end}" data-ref="{n}-{citation.n}" aria-label="{esc(label)}"'
    )


def _mark(n: int, citation: Citation, language: Language) -> str:
    """A link, since a button's box would break the line between it and the full stop after it."""
    href = f'href="#cite-{n}-{citation.n}" role="button"'
    return f'&NoBreak;<a class="pd-mark" {href} {_opens(n, citation, language)}>{citation.n}</a>'


def _cards(n: int, citations: Sequence[Citation], language: Language) -> str:
    if not citations:
        return ""
    cards = "".join(f"<li>{_card(n, c, language)}</li>" for c in citations)
    head = f"<h3>{text('citations', language)}</h3>"
    return f'<section class="pd-cites">{head}<ol class="pd-cards">{cards}</ol></section>'


def _card(n: int, c: Citation, language: Language) -> str:
    dates = validity(c.effective_from, c.effective_to, language)
    facts = " · ".join(esc(v) for v in (c.doc_no, f"{text('validity', language)} {dates}") if v)
    chips = document_chips(c.text_kind, c.status, language) + confidence_chip(c.confidence, language)
    return (
        f'<div class="pd-card" id="cite-{n}-{c.n}" data-ref="{n}-{c.n}">'
        f'<div class="pd-card-head"><span class="pd-n">{c.n}</span>'
        f'<button type="button" class="pd-card-open" {_opens(n, c, language)}>{esc(c.heading)}</button>'
        f"{chips}</div>"
        f"<blockquote>{esc(quote_text(c, language))}</blockquote>"
        f'<div class="pd-card-doc"><span class="pd-doc-title">{esc(c.document)}</span>'
        f'<span class="pd-facts">{facts}</span></div></div>'
    )


def quote_text(citation: Citation, language: Language) -> str:
    """The quote as people read it: of `field: value`, the field's name in their language."""
    name = citation.field
    if not name or not citation.quote.startswith(f"{name}: "):
        return citation.quote
    return text("pair", language, name=field_name(name, language), value=citation.quote[len(name) + 2 :])


def field_name(name: str, language: Language) -> str:
    """A metadata field's name in `language`, or as it is where it has none."""
    try:
        return text(_FIELD_KEYS.get(name, name), language)
    except KeyError:
        return name


def _figures(figures: Sequence[AnswerFigure], language: Language) -> str:
    if not figures:
        return ""
    rows = "".join(_figure(f.text, f.formula or "", language) for f in figures)
    return f'<section class="pd-figures"><h3>{text("figures", language)}</h3><ul>{rows}</ul></section>'


def _figure(words: str, formula: str, language: Language) -> str:
    shown = esc(formula_text(formula, language))
    return f'<li><b>{esc(words)}</b> = <span title="{esc(formula)}">{shown}</span></li>'


def _notes(notes: Sequence[str], marks: dict[int, str], language: Language) -> str:
    if not notes:
        return ""
    rows = "".join(f"<li>{with_marks(note, marks)}</li>" for note in notes)
    return f'<section class="pd-notes"><h3>{text("notes", language)}</h3><ul>{rows}</ul></section>'


def _suggestions(suggestions: Sequence[Suggestion], language: Language) -> str:
    if not suggestions:
        return ""
    rows = "".join(f"<li>{_suggestion(s)}</li>" for s in suggestions)
    return f'<section class="pd-near"><h3>{text("related", language)}</h3><ul>{rows}</ul></section>'


def _suggestion(near: Suggestion) -> str:
    if near.clause_id:
        return (
            f'<button type="button" class="pd-link" data-act="open" data-clause="{esc(near.clause_id)}" '
            f'data-start="0" data-end="0">{esc(near.text)}</button>'
        )
    asks = near.text.rstrip().endswith(("?", "？", "吗", "呢"))
    return _ask_button(near.text) if asks else f"<span>{esc(near.text)}</span>"
