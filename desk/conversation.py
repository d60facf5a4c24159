"""The conversation as HTML: questions, answers, citation cards; and the first page before any question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desk.actions import Handing, Kept, actions_html, handing_html, turn_to_html
from desk.cards import cards_html, mark
from desk.consulting import consulted_html
from desk.formula import steps
from desk.labels import formula_text
from desk.markup import chip, esc, paragraphs, with_marks
from desk.texts import Language, text
from policy.answers import Answer, AnswerFigure, Citation, Status, Suggestion
from policy.consultations import Consulted

TONE = {"answered": "good", "partial": "warn", "not_covered": "plain", "clarify": "info", "refused": "plain"}


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
    kept: Kept = field(default_factory=Kept)
    vote: str = ""  # see actions.actions_html
    turn_to: tuple[str, ...] = ()  # authorities, where the documents don't answer


def conversation_html(exchanges: Sequence[Exchange], language: Language, handing: Handing | None = None) -> str:
    """The questions so far with their answers, and where a person was asked for."""
    parts = [_exchange(n, e, language) for n, e in enumerate(exchanges)]
    if handing is not None:
        parts.insert(handing.after, handing_html(handing, language))
    turns = "".join(parts)
    label = esc(text("conversation", language))
    return f'<div class="pd-log" role="log" aria-live="off" aria-label="{label}">{turns}</div>'


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
        reply = _answer(n, exchange, exchange.answer, language)
    elif exchange.consulted is not None:
        reply = consulted_html(n, exchange.consulted, language) + actions_html(n, exchange.kept, exchange.vote, language)
    elif exchange.error:
        reply = f'<div class="pd-answer pd-error" role="alert"><p>{esc(exchange.error)}</p></div>'
    elif exchange.partial:
        reply = _partial(exchange, language)
    else:
        reply = f'<div class="pd-answer pd-pending" aria-busy="true"><p>{esc(exchange.waiting)}</p></div>'
    you = text("you", language)
    question = f'<div class="pd-question" role="heading" aria-level="2"><span class="pd-sr">{you}: </span>{esc(exchange.question)}</div>'
    return f'<article class="pd-turn" id="turn-{n}">{question}{reply}</article>'


def _partial(exchange: Exchange, language: Language) -> str:
    label = f'<div class="pd-status">{chip(text("ai_label", language), "info")}</div>'
    said = f'<div class="pd-text">{paragraphs(exchange.partial)}</div>'
    return f'<div class="pd-answer pd-pending" aria-busy="true">{label}{said}<p>{esc(exchange.waiting)}</p></div>'


def _answer(n: int, exchange: Exchange, answer: Answer, language: Language) -> str:
    marks = {c.n: mark(n, c, language) for c in answer.citations}
    status = answer.status.value
    parts = [
        _understood(answer, language),
        f'<div class="pd-status">{chip(text(status, language), TONE[status])}{_label(answer, language)}</div>',
        f'<div class="pd-text">{paragraphs(answer.answer, marks)}</div>',
        figures_html(answer, marks, language),
        cards_html(n, answer.citations, language),
        notes_html(answer.notes, marks, language),
        turn_to_html(exchange.turn_to, language) if answer.status is Status.NOT_COVERED else "",
        _suggestions(answer.suggestions, language),
        f'<p class="pd-foot">{_foot(answer, exchange.seconds, language)}</p>',
    ]
    return f'<div class="pd-answer pd-{status}">{"".join(parts)}</div>{actions_html(n, exchange.kept, exchange.vote, language)}'


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


def figures_html(answer: Answer, marks: dict[int, str], language: Language) -> str:
    """Each figure that was worked out, step by step, with the marks of the clause that its operands stand in."""
    worked = [f for f in answer.figures if f.worked]
    if not worked:
        return ""
    rows = "".join(_figure(f, answer.citations, marks, language) for f in worked)
    return f'<section class="pd-figures"><h3>{text("figures", language)}</h3><ul>{rows}</ul></section>'


def _figure(figure: AnswerFigure, citations: Sequence[Citation], marks: dict[int, str], language: Language) -> str:
    formula = figure.formula or ""
    lines = "".join(f"<span>= {esc(formula_text(step, language))}</span>" for step in steps(formula, figure.value))
    behind = "".join(marks[c.n] for c in citations if c.clause_id == figure.clause_id and c.n in marks)
    return f'<li title="{esc(formula)}"><b>{esc(figure.text)}</b><span class="pd-steps">{lines}</span><span class="pd-basis">{behind}</span></li>'


def notes_html(notes: Sequence[str], marks: dict[int, str], language: Language) -> str:
    """What has to be said beside the answer."""
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
