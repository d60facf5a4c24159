"""The conversation as HTML: questions, answers, citation cards; and the first page before any question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.cards import cards_html, mark
from desk.consulting import consulted_html
from desk.labels import formula_text
from desk.markup import chip, esc, paragraphs, with_marks
from desk.texts import Language, text
from policy.answers import Answer, AnswerFigure, Suggestion
from policy.consultations import Consulted

_TONE = {"answered": "good", "partial": "warn", "not_covered": "plain", "clarify": "info", "refused": "plain"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One message with what became of it: an answer, a reply of the dialogue, an error, or nothing while it is pending."""

    question: str
    answer: Answer | None = None
    consulted: Consulted | None = None
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
    elif exchange.consulted is not None:
        reply = consulted_html(n, exchange.consulted, language)
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
    marks = {c.n: mark(n, c, language) for c in answer.citations}
    status = answer.status.value
    parts = [
        _understood(answer, language),
        f'<div class="pd-status">{chip(text(status, language), _TONE[status])}{_label(answer, language)}</div>',
        f'<div class="pd-text">{paragraphs(answer.answer, marks)}</div>',
        _figures([f for f in answer.figures if f.worked], language),
        cards_html(n, answer.citations, language),
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
