"""What comes of a self-check, as HTML: what was read, what to tell next, the verdicts in groups, and what to take away."""

from __future__ import annotations

from collections.abc import Sequence

from desk.actions import after_vote_html, votes_html
from desk.check_cards import card_html, need_html
from desk.check_case import Outcome, called
from desk.check_fields import as_entered, control
from desk.check_overview import GROUPS, counts_text, of_status
from desk.check_paper import facts_html, overview_html, refused_html
from desk.labels import fact_name
from desk.markup import esc
from desk.summary_pdf import cjk_font
from desk.texts import Language, text
from policy.verdicts import Eligibility, Told, Verdict, Verdicts

_ASKED = 3  # questions at once
_OPEN = 6  # open verdicts shown before the rest is folded


def results_html(out: Outcome, language: Language) -> str:
    """Everything below the form; "" before anything was asked for."""
    if out.failed and out.form.fields:
        return f'<p class="pd-alert" role="alert" data-rev="{out.case.rev}">{esc(out.failed)}</p>'
    verdicts = out.verdicts
    if verdicts is None:
        return ""
    notes = "".join(f'<p class="pd-notice">{esc(note)}</p>' for note in verdicts.notes)
    return (
        f'<section class="pd-results" data-rev="{out.case.rev}" aria-labelledby="pd-results-h">{_head(out, verdicts, language)}{notes}{overview_html(out, verdicts, language)}'
        f"{_read(out, verdicts, language)}{_next(out, verdicts, language)}{groups_html(out, language)}"
        f"{refused_html(verdicts, language)}{facts_html(out, verdicts, language)}"
        f'<p class="pd-disclaimer">{text("check_no_total", language)} {text("check_disclaimer", language)}</p>{_opinion(out, language)}</section>'
    )


def groups_html(out: Outcome, language: Language) -> str:
    """The verdicts in their groups."""
    return "".join(_group(out, status, language) for status in GROUPS)


def _opinion(out: Outcome, language: Language) -> str:
    """What somebody thinks of the result, as below an answer."""
    buttons, after = votes_html(0, out.case.vote, language), after_vote_html(0, out.case.vote, language, "check_reason")
    label = text("check_opinion", language)
    return f'<div class="pd-opinion" data-turn="0"><div class="pd-actions" role="group" aria-label="{label}"><span>{label}</span>{buttons}</div>{after}</div>'


def _head(out: Outcome, verdicts: Verdicts, language: Language) -> str:
    said = counts_text(verdicts, language)
    return (
        f'<header class="pd-results-head"><div><h3 id="pd-results-h" tabindex="-1">{text("check_result", language)}</h3>'
        f'<p class="pd-counts" role="status">{said}</p><p class="pd-below">{text("check_as_of", language, day=verdicts.as_of.isoformat())}</p></div>'
        f"{_take_away(out, language)}</header>"
    )


def _take_away(out: Outcome, language: Language) -> str:
    case = f'<input type="hidden" name="case" value="{esc(out.case.to_json())}"><input type="hidden" name="lang" value="{language}">'

    def file(kind: str) -> str:
        words = text(f"check_{kind}", language)
        return f'<form method="post" action="./check/summary.{kind}" data-native>{case}<button type="submit" class="pd-quiet">{words}</button></form>'

    pdf = file("pdf") if cjk_font() else f'<p class="pd-below">{text("check_no_pdf", language)}</p>'
    print_ = f'<button type="button" class="pd-quiet" data-print>{text("check_print", language)}</button>'
    return f'<div class="pd-take">{_share(out, language)}{print_}{file("docx")}{pdf}</div>{_shared(out, language)}'


def _share(out: Outcome, language: Language) -> str:
    return "" if out.case.kept else f'<button type="button" class="pd-quiet" data-act="link">{text("act_share", language)}</button>'


def _shared(out: Outcome, language: Language) -> str:
    """The result's permanent address, with what whoever has it will see."""
    if not out.case.kept:
        return f'<p class="pd-alert" role="alert">{text("kept_failed", language)}</p>' if out.unkept else ""
    href, done = f"./c/{out.case.kept}{'?lang=en' if language == 'en' else ''}", text("check_shared", language)
    return (
        f'<p class="pd-shared"><a href="{esc(href)}" data-shared data-done="{done}">{text("check_link", language)}</a> '
        f'<button type="button" class="pd-quiet" data-copy-link>{text("act_copy", language)}</button> <span>{text("check_link_hint", language)}</span></p>'
    )


def _read(out: Outcome, verdicts: Verdicts, language: Language) -> str:
    """What was read from the text, to be put right."""
    rows = "".join(_told(out, t, language) for t in verdicts.told if t.fact in out.form.fields)
    dropped = "".join(
        f'<button type="button" class="pd-quiet" data-act="restore" data-fact="{esc(n)}">'
        f'{esc(text("check_restore", language, name=called(out.form, n, language)))}</button>'
        for n in out.case.untold
    )
    unplaced = "、".join(f"“{words}”" for words in verdicts.unplaced)
    parts = [
        f'<form class="pd-told-form" novalidate><p class="pd-below">{text("check_read_hint", language)}</p><ul>{rows}</ul>'
        f'<button type="submit" class="pd-answer-button" data-act="correct">{text("check_correct", language)}</button></form>' if rows else "",
        f'<p class="pd-below">{text("check_dropped", language)}{dropped}</p>' if dropped else "",
        f'<p class="pd-notice">{esc(text("check_unplaced", language, words=unplaced))}</p>' if unplaced else "",
        f'<p class="pd-below">{text("check_nothing_read", language)}</p>'
        if out.case.text and not (rows or dropped or unplaced or out.text_fault) else "",
    ]  # fmt: skip
    return _block("check_read", "".join(parts), "pd-read", language)


def _told(out: Outcome, told: Told, language: Language) -> str:
    own, at = out.form.fields[told.fact], f"pd-t-{told.fact}"
    value = as_entered(told, own.unit)
    name = fact_name(own.called, language)
    rough = text("check_vague" if own.unit else "check_confirm", language) if told.vague else ""
    vague = f'<span class="pd-fault">{esc(rough)}</span>' if rough else ""
    return (
        f'<li><label for="{at}">{esc(name)}</label><div class="pd-need-row">{control(own, at, f"t:{told.fact}", value, language)}'
        f'<input type="hidden" name="w:{esc(told.fact)}" value="{esc(value)}">'
        f'<button type="button" class="pd-quiet" data-act="drop" data-fact="{esc(told.fact)}" '
        f'aria-label="{esc(text("check_drop_label", language, name=name))}">{text("check_drop", language)}</button></div>'
        f'<p class="pd-below">{esc(text("check_said", language, words=told.text))} {vague}</p></li>'
    )


def _next(out: Outcome, verdicts: Verdicts, language: Language) -> str:
    """The questions that settle most, without those that nobody can tell, and those whose answer in the form is to be mended."""
    wrong = [out.case.lately] if out.case.lately in out.faults else []
    passed = {*out.case.skipped, *out.faults}
    open_ = [q.fact for q in verdicts.next_questions if q.fact in out.form.fields and q.fact not in passed]
    names = [*wrong, *open_][:_ASKED]
    needs = "".join(need_html(out, n, f"pd-n-{n}", language, skip=True) for n in names)
    again = "".join(
        f'<button type="button" class="pd-quiet" data-act="unskip" data-fact="{esc(n)}">'
        f'{esc(text("check_ask_again", language, name=called(out.form, n, language)))}</button>'
        for n in out.case.skipped
    )
    skipped = f'<p class="pd-below">{text("check_skipped", language)}{again}</p>' if again else ""
    return _block("check_next", (f'<div class="pd-needs">{needs}</div>' if needs else "") + skipped, "pd-next", language)


def _block(key: str, inner: str, style: str, language: Language) -> str:
    return f'<section class="pd-block {style}"><h3 tabindex="-1">{text(key, language)}</h3>{inner}</section>' if inner else ""


def _group(out: Outcome, status: Eligibility, language: Language) -> str:
    assert out.verdicts is not None
    own = of_status(out.verdicts, status)
    key = f"check_{status.value}"
    if not own:
        none = f'<p class="pd-below">{text("check_none_eligible", language)}</p>' if status is Eligibility.ELIGIBLE else ""
        return f'<section class="pd-group"><h3>{text(key, language)} <span>0</span></h3>{none}</section>' if none else ""
    head = f"{text(key, language)} <span>{len(own)}</span>"
    if status is Eligibility.INELIGIBLE:
        return f'<details class="pd-group pd-off-paper"><summary><h3>{head}</h3></summary>{_cards(out, own, language)}</details>'
    shown = own if status is Eligibility.ELIGIBLE else own[:_OPEN]
    rest = own[len(shown) :]
    more = f'<details class="pd-rest"><summary>{text("check_rest", language, count=len(rest))}</summary>{_cards(out, rest, language)}</details>' if rest else ""
    return f'<section class="pd-group"><h3>{head}</h3>{_cards(out, shown, language)}{more}</section>'


def _cards(out: Outcome, own: Sequence[Verdict], language: Language) -> str:
    return f'<ul class="pd-verdicts">{"".join(card_html(out, v, language) for v in own)}</ul>'
