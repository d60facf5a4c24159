"""The documents held, as staff see them: each to be taken out after a question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desk.labels import kind_label, status_label
from desk.markup import chip, document_href, esc
from desk.texts import Language, text
from policy.documents import Document


def held_html(
    documents: Sequence[Document], total: int, query: str, language: Language, note: str = "", sure: str = "", asked: str = ""
) -> str:
    """The list. `note` and `asked` are HTML: what has been done, and the question about the document `sure`."""
    title = f"<h3>{text('manage_held', language)} <i>{total}</i></h3>"
    if not total:
        return f'<section class="pd-held">{title}{note}<p class="pd-hint">{text("manage_held_none", language)}</p></section>'
    rows = "".join(_row(d, language, asked if d.id == sure else "") for d in documents)
    rows = rows or f'<li class="pd-hint">{text("library_nothing", language)}</li>'
    return f'<section class="pd-held">{title}{note}{_find(query, language)}<ul>{rows}</ul></section>'


def _find(query: str, language: Language) -> str:
    hint = text("manage_find", language)
    return (
        f'<form class="pd-search" role="search"><label class="pd-sr" for="pd-manage-query">{hint}</label><input id="pd-manage-query" '
        f'name="query" type="search" maxlength="200" autocomplete="off" placeholder="{hint}" value="{esc(query)}">'
        f'<button type="submit" class="pd-quiet" data-act="find">{text("library_go", language)}</button></form>'
    )


def _row(document: Document, language: Language, asked: str) -> str:
    meta = document.metadata
    chips = chip(status_label(meta.status, language), "warn") + chip(kind_label(meta.text_kind.value, language), "kind")
    count = text("manage_clauses", language, count=len(document.clauses))
    facts = "".join(f"<span>{esc(v)}</span>" for v in (meta.region, meta.doc_no, count, Path(document.source).name) if v)
    label = esc(text("manage_take_out_of", language, title=document.title))
    button = (
        f'<button type="button" class="pd-quiet" data-act="take" data-document="{esc(document.id)}" aria-label="{label}">'
        f"{text('manage_take_out', language)}</button>"
    )
    return (
        f'<li><div class="pd-held-row"><div><a class="pd-document" target="_blank" href="../{esc(document_href(document.id))}">{esc(document.title)}</a>'
        f'<div class="pd-document-facts">{facts}{chips}</div></div>{button}</div>{asked}</li>'
    )
