"""The controls that facts are entered with, and what is said below them."""

from __future__ import annotations

from decimal import Decimal

from desk.labels import fact_name, quantity_text, unit_name
from desk.markup import esc
from desk.texts import Language, text
from policy.forms import FormField
from policy.verdicts import Told

REGIONS = "pd-regions"
"""The id of the list of regions, which stands in the form."""


def row_html(own: FormField, language: Language, value: str = "", below: str = "", fault: str = "") -> str:
    """One field of the form with its label; `below` is a hint, `fault` what is wrong with it; all texts are plain."""
    at = f"pd-f-{own.name}"
    name = esc(fact_name(own.called, language))
    note = _note(at, below, fault)
    if own.kind == "bool":
        asked = _question(own, language)
        return (
            f'<fieldset class="pd-field pd-yesno" title="{esc(asked)}"><legend>{name}</legend>'
            f"{_yes_no(own, value, language)}{note}</fieldset>"
        )
    spoken = f'<span class="pd-sr"> ({esc(unit_name(own.unit, language))})</span>' if own.unit and own.kind in ("number", "whole") else ""
    head = f'<label for="{at}">{name}{spoken}</label>'
    described = f'aria-describedby="{at}-note"' + (' aria-invalid="true"' if fault else "") if note else ""
    wide = " pd-wide-field" if own.kind == "region" else ""
    return f'<div class="pd-field{wide}" title="{esc(_question(own, language))}">{head}{control(own, at, f"f:{own.name}", value, language, described)}{note}</div>'


def control(own: FormField, at: str, name: str, value: str, language: Language, more: str = "") -> str:
    """The control alone: a choice, or a text with its unit behind it. `more` are attributes."""
    common = f'id="{esc(at)}" name="{esc(name)}" {more}'
    if own.kind == "bool":
        return _select(common, {"": text("check_choose", language), "yes": text("check_yes", language), "no": text("check_no", language)}, value)
    if own.values:
        other = text("check_other", language)
        options = {"": text("check_choose", language), **{v: v for v in own.values}, "其他": other}
        return _select(common, options if value in options else {**options, value: value}, value)
    if own.kind == "region":
        hint = text("check_region_hint", language)
        return f'<input type="text" {common} value="{esc(value)}" maxlength="200" list="{REGIONS}" placeholder="{esc(hint)}" autocomplete="off">'
    if own.kind == "text":
        return f'<input type="text" {common} value="{esc(value)}" maxlength="200" autocomplete="off">'
    hint = text("check_amount_hint", language) if own.unit == "元" else ""
    mode = 'inputmode="text"' if own.unit == "元" else 'inputmode="decimal"'
    unit = f'<span class="pd-unit" aria-hidden="true">{esc(unit_name(own.unit, language))}</span>'
    return (
        f'<span class="pd-figure"><input type="text" {mode} {common} value="{esc(value)}" maxlength="60" '
        f'placeholder="{esc(hint)}" autocomplete="off">{unit}</span>'
    )


def as_entered(told: Told, unit: str) -> str:
    """What was read from a text as somebody would enter it."""
    value = told.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, Decimal):
        return value
    return quantity_text(value, unit, "zh").removesuffix("元") if unit == "元" else f"{value.normalize():f}"


def value_text(value: bool | str | Decimal, unit: str, language: Language) -> str:
    """A fact's value as people read it."""
    if isinstance(value, bool):
        return text("check_yes" if value else "check_no", language)
    return quantity_text(value, unit, language) if isinstance(value, Decimal) else value


def read_back(own: FormField, value: bool | str | Decimal | None, entry: str, language: Language) -> str:
    """What an amount was read as, where that is not how it was written."""
    if not isinstance(value, Decimal):
        return ""
    shown = value_text(value, own.unit, language)
    return "" if shown.removesuffix(own.unit) == entry.removesuffix(own.unit) else text("check_read_as", language, value=shown)


def _question(own: FormField, language: Language) -> str:
    return own.question.zh if language == "zh" else own.question.en or own.question.zh


def _note(at: str, below: str, fault: str) -> str:
    if fault:
        return f'<p class="pd-fault" id="{at}-note">{esc(fault)}</p>'
    return f'<p class="pd-below" id="{at}-note">{esc(below)}</p>' if below else ""


def _yes_no(own: FormField, value: str, language: Language) -> str:
    options = (("yes", "check_yes"), ("no", "check_no"), ("", "check_open"))
    shown = value if value in ("yes", "no") else ""
    return '<div class="pd-choice">' + "".join(
        f'<label><input type="radio" name="f:{esc(own.name)}" value="{v}"{" checked" if v == shown else ""}>'
        f"<span>{text(key, language)}</span></label>"
        for v, key in options
    ) + "</div>"


def _select(common: str, options: dict[str, str], value: str) -> str:
    inner = "".join(f'<option value="{esc(v)}"{" selected" if v == value else ""}>{esc(words)}</option>' for v, words in options.items())
    return f"<select {common}>{inner}</select>"
