"""The form of the self-check beside its text, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desk.check_case import Outcome
from desk.check_fields import REGIONS, read_back, row_html, value_text
from desk.labels import fact_name
from desk.markup import esc
from desk.texts import Language, text
from policy.forms import Subject
from policy.verdicts import Told


def form_html(out: Outcome, regions: Sequence[str], language: Language) -> str:
    """The form with what was entered. `regions` are offered for choice."""
    head = f'<header class="pd-check-head"><h2>{text("check_title", language)}</h2><p>{text("check_lead", language)}</p></header>'
    if not out.form.fields:
        return head + f'<p class="pd-alert" role="alert">{esc(out.failed or text("check_none", language))}</p>'
    options = "".join(f'<option value="{esc(r)}"></option>' for r in regions)
    return (
        f'{head}<form id="pd-check-fields" data-rev="{out.case.rev}" data-case="{esc(out.case.ident)}" autocomplete="off" novalidate>'
        f'<div class="pd-check-sides"><section class="pd-side-form" aria-labelledby="pd-check-h1"><h3 id="pd-check-h1">{text("check_form", language)}</h3>'
        f'<div class="pd-fields">{_rows(out, out.form.first, language)}</div></section>{_told(out, language)}</div>'
        f"{_more(out, language)}{_foot(out, language)}<datalist id=\"{REGIONS}\">{options}</datalist></form>"
    )


def _rows(out: Outcome, names: Sequence[str], language: Language) -> str:
    told = {t.fact: t for t in out.verdicts.told} if out.verdicts else {}
    rows = []
    for name in names:
        own, entry = out.form.fields[name], out.case.entered.get(name, "")
        below = read_back(own, out.form.values.get(name), entry, language)
        if name in told and not entry:
            below = _from_text(told[name], own.unit, language)
        rows.append(row_html(own, language, entry, below, out.faults.get(name, "")))
    return "".join(rows)


def _from_text(told: Told, unit: str, language: Language) -> str:
    return text("check_from_text", language, value=value_text(told.value, unit, language))


def _told(out: Outcome, language: Language) -> str:
    fault = f'<p class="pd-fault" id="pd-told-fault" role="alert">{esc(out.text_fault)}</p>' if out.text_fault else ""
    invalid = ' aria-invalid="true"' if fault else ""
    return (
        f'<section class="pd-side-told" aria-labelledby="pd-check-h2"><h3 id="pd-check-h2"><label for="pd-told">{text("check_told", language)}</label></h3>'
        f'<textarea id="pd-told" name="text" rows="9"{invalid} aria-describedby="{"pd-told-fault " if fault else ""}pd-told-note" '
        f'placeholder="{esc(text("check_told_hint", language))}">{esc(out.case.text)}</textarea>{fault}'
        f'<p class="pd-below" id="pd-told-note">{text("check_privacy", language)}</p></section>'
    )


def _more(out: Outcome, language: Language) -> str:
    subjects = [s for s in (_without(s, out.form.first) for s in out.form.subjects) if s.facts]
    if not subjects:
        return ""
    inner = "".join(_subject(out, s, language) for s in subjects)
    own = any(n in out.case.entered for s in subjects for n in s.facts)
    return f'<details class="pd-more"{" open" if own else ""}><summary>{text("check_more", language)}</summary>{inner}</details>'


def _without(subject: Subject, names: Sequence[str]) -> Subject:
    return Subject(subject.called, tuple(n for n in subject.facts if n not in names))


def _subject(out: Outcome, subject: Subject, language: Language) -> str:
    filled = sum(n in out.case.entered for n in subject.facts)
    wrong = any(n in out.faults for n in subject.facts)
    count = f'<span class="pd-filled">{text("check_filled", language, count=filled)}</span>' if filled else ""
    return (
        f'<details class="pd-subject"{" open" if wrong else ""}><summary>{esc(fact_name(subject.called, language))}{count}</summary>'
        f'<div class="pd-fields">{_rows(out, subject.facts, language)}</div></details>'
    )


def _foot(out: Outcome, language: Language) -> str:
    fault = f'<p class="pd-fault" id="pd-on-fault">{esc(out.on_fault)}</p>' if out.on_fault else ""
    return (
        f'<div class="pd-check-foot"><button type="submit" class="pd-button" data-act="check">{text("check_go", language)}</button>'
        f'<button type="button" class="pd-quiet" data-act="clear">{text("check_clear", language)}</button>'
        f'<div class="pd-field pd-on"><label for="pd-check-on">{text("check_on", language)}</label>'
        f'<input type="date" id="pd-check-on" name="on" value="{esc(out.case.on)}" max="{date.max.year}-12-31">{fault}</div></div>'
    )
