"""A conversation as staff read it, in its order: questions with their answers, and what was told of an applicant with what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from desk.check_cards import amount_text
from desk.check_keeping import outcome_of
from desk.check_overview import counts_text, of_status, source_text
from desk.conversation import TONE
from desk.kept import answer_of
from desk.markup import chip, esc, paragraphs
from desk.texts import Language, text
from policy.kept import KeptAnswer, KeptCheck, KeptMessage
from policy.verdicts import Eligibility, Verdict

FindCheck = Callable[[str], KeptCheck | None]


def talk_html(kept: Sequence[KeptAnswer], messages: Sequence[KeptMessage], check: FindCheck, language: Language) -> str:
    """The conversation; `check` gives the result that a message of the dialogue had, None where it is not kept."""
    rows: list[tuple[datetime, str]] = [(one.asked, _answered(one, language)) for one in kept]
    rows += [(one.at, _told(one, check(one.check_id), language)) for one in messages]
    if not rows:
        return f'<p class="pd-hint">{text("hl_no_questions", language)}</p>'
    return f'<ol class="hl-talk">{"".join(f"<li>{row}</li>" for _, row in sorted(rows, key=lambda r: r[0]))}</ol>'


def _answered(kept: KeptAnswer, language: Language) -> str:
    answer = answer_of(kept.answer)
    cites = "".join(f"<li>{esc(c.document)} · {esc(c.heading)}</li>" for c in answer.citations)
    return (
        f'<h3 class="hl-asked">{esc(kept.question)}</h3><div class="pd-status">{chip(text(kept.status, language), TONE[kept.status])}</div>'
        f'{paragraphs(answer.answer)}<ul class="hl-cited">{cites}</ul>'
        f'<button type="button" class="pd-link" data-act="ask" data-q="{esc(kept.question)}">{text("hl_ask_again", language)}</button>'
    )


def _told(message: KeptMessage, check: KeptCheck | None, language: Language) -> str:
    head = f'<h3 class="hl-asked">{esc(message.said)}</h3><div class="pd-status">{chip(text("hl_check", language), "info")}</div>'
    return head + (_result(check, language) if check else "")


def _result(check: KeptCheck, language: Language) -> str:
    """The reply: what holds, what was asked back, and where all of it is."""
    verdicts = outcome_of(check).verdicts
    assert verdicts is not None
    granted = "".join(f"<li>{esc(_granted(v, language))}</li>" for v in of_status(verdicts, Eligibility.ELIGIBLE))
    asked = [q["question"] if language == "zh" else q["question_en"] or q["question"] for q in check.body["verdicts"]["next_questions"]]
    back = f"<p>{esc(text('hl_asked_back', language, questions=' '.join(asked)))}</p>" if asked else ""
    english = "?lang=en" if language == "en" else ""
    return (
        f'<p>{esc(counts_text(verdicts, language))}</p><ul class="hl-cited">{granted}</ul>{back}'
        f'<a class="pd-link" target="_blank" href="../c/{esc(check.id)}{english}">{text("hl_result", language)}</a>'
    )


def _granted(verdict: Verdict, language: Language) -> str:
    amount = amount_text(verdict, language)
    label = text("hc_named", language, label=verdict.benefit.label, amount=amount) if amount else verdict.benefit.label
    return f"{label} · {source_text(verdict)}"
