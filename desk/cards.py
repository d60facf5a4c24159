"""Citations as HTML: the marks in a text, and a card for each with its quote."""

from __future__ import annotations

from collections.abc import Sequence

from desk.labels import validity
from desk.markup import confidence_chip, document_chips, esc
from desk.texts import Language, text
from policy.answers import Citation

_FIELD_KEYS = {"region": "region_of", "title": "title_field"}


_APPLICANT = "applicant"  # whom a clause says that it is for, cited like a field


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


def mark(n: int, citation: Citation, language: Language) -> str:
    """A link, since a button's box would break the line between it and the full stop after it."""
    href = f'href="#cite-{n}-{citation.n}" role="button"'
    return f'&NoBreak;<a class="pd-mark" {href} {_opens(n, citation, language)}>{citation.n}</a>'


def cards_html(n: int, citations: Sequence[Citation], language: Language) -> str:
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
    name = citation.field or (_APPLICANT if citation.clause_id.endswith("#") else "")
    if not name or not citation.quote.startswith(f"{name}: "):
        return citation.quote
    return text("pair", language, name=field_name(name, language), value=citation.quote[len(name) + 2 :])


def field_name(name: str, language: Language) -> str:
    """A metadata field's name in `language`, or as it is where it has none."""
    try:
        return text(_FIELD_KEYS.get(name, name), language)
    except KeyError:
        return name
