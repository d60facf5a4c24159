"""The bar at the top of a page as HTML: the name, the tabs, the language; for staff, who is signed in and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desk.markup import esc
from desk.texts import Language, text

if TYPE_CHECKING:
    from desk.page import Visit


def bar_html(names: Sequence[str], visit: Visit, staff: bool = False) -> str:
    """The bar. Which tab is chosen is the browser's to know: see static/shell.js."""
    language = visit.language
    title = text("staff_title" if staff else "title", language)
    return (
        f'<a class="pd-skip" href="#pd-main">{text("skip", language)}</a>'
        f'<div class="pd-top" data-language="{language}"><div class="pd-brand">{SIGN}<h1>{title}</h1></div>'
        f"{_tabs(names, language)}<div class=\"pd-tools\">{_tools(visit) if staff else _door(language)}{_language(language)}</div></div>"
    )


SIGN = (
    '<svg class="pd-sign" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8"/>'
    '<path d="M9 8h14M9 13.5h14M9 19h8"/><path d="m18.5 22.5 2.6 2.6 5-5.6"/></svg>'
)


def _tabs(names: Sequence[str], language: Language) -> str:
    buttons = "".join(
        f'<button type="button" role="tab" id="pd-tab-{name}" aria-controls="pd-panel-{name}" data-tab="{name}">'
        f"{text(f'tab_{name}', language)}</button>"
        for name in names
    )
    return f'<div class="pd-tabs" role="tablist" aria-label="{text("tabs", language)}">{buttons}</div>'


def _language(language: Language) -> str:
    other = "en" if language == "zh" else "zh-CN"
    label = text("language_label", language)
    return f'<button type="button" class="pd-tool" data-act="switch" lang="{other}" title="{label}">{text("language", language)}</button>'


def _door(language: Language) -> str:
    return f'<a class="pd-tool pd-wide" href="./staff/{"?lang=en" if language == "en" else ""}">{text("staff_door", language)}</a>'


def _tools(visit: Visit) -> str:
    who = f'<span class="pd-who pd-wide">{esc(visit.account)}</span>' if visit.account else ""
    return (
        f'{who}<form method="post" action="./logout"><input type="hidden" name="csrf" value="{esc(visit.csrf)}">'
        f'<button type="submit" class="pd-tool">{text("sign_out", visit.language)}</button></form>'
    )
