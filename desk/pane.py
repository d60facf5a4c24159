"""The pane beside the conversation: a document with a clause highlighted, or the list of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.cards import field_name
from desk.labels import validity
from desk.markup import chip, confidence_chip, document_chips, esc, paragraphs, source_link
from desk.texts import Language, text
from policy.documents import Clause, ClauseKind, Document, TextKind

_LEVELS = ("国家", "省", "市", "区县")
_FACTS = ("notice_title", "doc_no", "issuer", "region", "kind", "issued", "published", "relation")


@dataclass(frozen=True, slots=True)
class Place:
    """What is opened: a clause and the quote's span in its text, or a `field` of the metadata."""

    document: Document
    clause: Clause | None = None
    start: int = 0
    end: int = 0
    field: str = ""


def library_html(documents: Sequence[Document], language: Language) -> str:
    """The documents held, by level."""
    levels = [*_LEVELS, *sorted({d.metadata.level for d in documents} - set(_LEVELS))]
    groups = [(level, [d for d in documents if d.metadata.level == level]) for level in levels]
    listed = "".join(_group(level, held, language) for level, held in groups if held)
    head = f"<h2>{text('library', language, count=len(documents))}</h2>"
    hint = f'<p class="pd-hint">{text("library_hint", language)}</p>' if documents else ""
    return f'<div class="pd-pane" data-place="library">{_bar(language, False)}{head}{hint}{listed}</div>'


def _group(level: str, documents: Sequence[Document], language: Language) -> str:
    rows = "".join(_row(d, language) for d in documents)
    name = f"<h3>{esc(text(level, language) if level in _LEVELS else level)}</h3>" if level else ""
    return f'<section>{name}<ul class="pd-documents">{rows}</ul></section>'


def _row(document: Document, language: Language) -> str:
    meta = document.metadata
    chips = document_chips(meta.text_kind.value, meta.status, language)
    facts = " · ".join(esc(v) for v in (meta.region, meta.doc_no) if v)
    return (
        f'<li><button type="button" class="pd-document" data-act="open" data-document="{esc(document.id)}">'
        f"{esc(document.title)}</button>"
        f'<div class="pd-document-facts"><span>{facts}</span>{chips}</div></li>'
    )


def gone_html(language: Language) -> str:
    """What is shown where a clause is no longer held."""
    words = text("clause_gone", language)
    return f'<div class="pd-pane" data-place="gone">{_bar(language, True)}<p class="pd-notice">{words}</p></div>'


def place_html(place: Place, language: Language) -> str:
    """The document in its structure, the clause highlighted."""
    document = place.document
    opened = place.clause.clause_id if place.clause else f"{document.id}#{place.field}"
    shown = blocks(document)
    level = heading_level(shown)
    body = "".join(block_html(c, place, language, level) for c in shown)
    return (
        f'<div class="pd-pane" data-place="{esc(opened)}@{place.start}-{place.end}">'
        f"{_bar(language, True, document.title)}"
        f'<article class="pd-doc">{head_html(place, language)}{body}</article></div>'
    )


def _bar(language: Language, back: bool, name: str = "") -> str:
    close = f'<button type="button" class="pd-close" data-act="close">{text("close", language)}</button>'
    library = f'<button type="button" class="pd-back" data-act="library">{text("all_documents", language)}</button>'
    title = f'<span class="pd-bar-title">{esc(name or text("source_pane", language))}</span>'
    return f'<div class="pd-bar">{library if back else ""}{title}{close}</div>'


def head_html(place: Place, language: Language) -> str:
    """What is known of the document, and what to mind about it."""
    meta = place.document.metadata
    chips = document_chips(meta.text_kind.value, meta.status, language, current=True)
    rows = [(name, getattr(meta, name)) for name in _FACTS if getattr(meta, name)]
    cells = "".join(_fact(place, name, esc(value), language) for name, value in rows)
    dates = esc(validity(meta.effective_from, meta.effective_to, language))
    cells += _fact(place, "validity", dates, language)
    title = ' class="pd-quoted"' if place.field == "title" else ""
    sources = [*map(source_link, meta.sources), *([esc(meta.source_note)] if meta.source_note else [])]
    if sources:
        cells += _fact(place, "sources", "<br>".join(sources), language)
    return (
        f'<header class="pd-doc-head"><h2{title}>{esc(meta.title)}</h2><div class="pd-chips">{chips}</div>'
        f"{_notices(place.document, language)}<dl>{cells}</dl></header>"
    )


def _fact(place: Place, name: str, value: str, language: Language) -> str:
    quoted = {"effective_from": "validity", "effective_to": "validity"}.get(place.field, place.field)
    value = f"<mark>{value}</mark>" if quoted == name else value
    return f"<dt>{esc(field_name(name, language))}</dt><dd>{value}</dd>"


def _notices(document: Document, language: Language) -> str:
    meta = document.metadata
    keys = []
    if meta.text_kind is TextKind.DIGEST:
        keys.append("digest_notice")
    if meta.text_kind is TextKind.REPRINT:
        keys.append("reprint_notice")
    keys += {"征求意见": ["draft_notice"], "未知": ["unknown_notice"]}.get(meta.status, [])
    return "".join(f'<p class="pd-notice">{text(key, language)}</p>' for key in keys)


def blocks(document: Document) -> list[Clause]:
    """The clauses shown one below the other: headings of parts, and what stands directly below them."""
    parts = {c.clause_id for c in document.clauses if c.kind is ClauseKind.PART}
    top = [c for c in document.clauses if not c.parent_id or c.parent_id in parts]
    return sorted(top, key=lambda c: (c.head_start, c.start))


def title_of(clause: Clause) -> str:
    """What stands over a clause: its label and heading."""
    return " ".join(dict.fromkeys(v for v in (clause.label, clause.heading) if v))


def heading_level(shown: Sequence[Clause]) -> int:
    """The level of clauses' headings: below those of parts, where the document has parts."""
    return 4 if any(c.kind is ClauseKind.PART for c in shown) else 3


def block_html(clause: Clause, place: Place, language: Language, level: int, link: str = "") -> str:
    """A clause with what is below it; `level` is its heading's, `link` HTML beside that."""
    title = title_of(clause)
    at = f' data-at="{esc(clause.clause_id)}"'
    if clause.kind is ClauseKind.PART:
        here = place.clause is not None and place.clause.clause_id == clause.clause_id
        return f'<h3 class="pd-part{" pd-open" if here else ""}" tabindex="-1"{at}>{esc(title)}{link}</h3>'
    span = _span_in(clause, place)
    opened = " pd-open" if span else ""
    said = f"{esc(title)}{confidence_chip(clause.confidence, language)}{link}"
    head = f'<h4 aria-level="{level}">{said}</h4>' if said else ""
    who = clause.applicant and text("pair", language, name=text("applicant", language), value=clause.applicant)
    extra = f'<p class="pd-hint">{esc(who)}</p>' if who else ""
    organs = text("pair", language, name=text("organs", language), value="、".join(clause.organs))
    return (
        f'<section class="pd-clause{opened}" tabindex="-1"{at}>{head}{marked(clause.text, span)}{extra}'
        f"{chip(organs, 'plain') if clause.organs else ''}</section>"
    )


def _span_in(block: Clause, place: Place) -> tuple[int, int] | None:
    """The span of the quote in the block's text; None where the opened clause is not in the block."""
    clause = place.clause
    if clause is None:
        return None
    if clause.clause_id == block.clause_id:
        return place.start, place.end
    if not _below(clause, block, place.document):
        return None
    at = clause.start - block.start
    if at < 0 or not block.text.startswith(clause.text, at):
        at = max(block.text.find(clause.text), 0)
    start, end = (place.start, place.end) if place.end else (0, len(clause.text))
    return at + start, at + end


def _below(clause: Clause, block: Clause, document: Document) -> bool:
    parents = {c.clause_id: c.parent_id for c in document.clauses}
    above = clause.parent_id
    while above and above != block.clause_id:
        above = parents.get(above, "")
    return bool(above)


def marked(words: str, span: tuple[int, int] | None) -> str:
    """`words` in paragraphs, with <mark> around the span, also where it crosses lines."""
    if span is None or span[1] <= span[0]:
        return paragraphs(words)
    out, at = [], 0
    for line in words.split("\n"):
        start, end = (min(max(edge - at, 0), len(line)) for edge in span)
        marked = f"<mark>{esc(line[start:end])}</mark>" if start < end else ""
        if line.strip():
            out.append(f"<p>{esc(line[:start])}{marked}{esc(line[max(start, end) :])}</p>")
        at += len(line) + 1
    return "".join(out)
