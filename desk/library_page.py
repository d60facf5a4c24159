"""A document in the library: its contents at the side, what it says of itself, its relations, and each clause with its address."""

from __future__ import annotations

from collections.abc import Sequence

from desk.library_list import document_link
from desk.library_relations import KINDS, Relation
from desk.markup import document_href, esc
from desk.pane import Place, block_html, blocks, head_html, heading_level, title_of
from desk.texts import Language, text
from policy.documents import Clause, ClauseKind

_LINK = (
    '<svg class="pd-icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1"/>'
    '<path d="M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1"/></svg>'
)


def reading_html(place: Place, relations: Sequence[Relation], language: Language) -> str:
    """The whole page of a document."""
    document = place.document
    shown = blocks(document)
    level = heading_level(shown)
    body = "".join(block_html(c, place, language, level, _anchor(c, language)) for c in shown)
    opened = place.clause.clause_id if place.clause else document.id
    return (
        f'<div class="pd-pane pd-reading" data-place="{esc(opened)}@{place.start}-{place.end}" data-document="{esc(document.id)}" '
        f'data-clause="{esc(place.clause.clause_id if place.clause else "")}">'
        f'<div class="pd-bar"><button type="button" class="pd-back" data-act="library">{text("all_documents", language)}</button>'
        f'<span class="pd-bar-title">{esc(document.title)}</span>{_anchor_of(document.id, "", "library_link", language)}</div>'
        f'<div class="pd-columns">{_contents(shown, place, language)}<article class="pd-doc">{head_html(place, language)}'
        f"{_relations(relations, language)}{body}</article></div></div>"
    )


def _anchor(clause: Clause, language: Language) -> str:
    return _anchor_of(clause.document_id, clause.clause_id, "library_link_clause", language, title_of(clause))


def _anchor_of(document_id: str, clause_id: str, key: str, language: Language, title: str = "") -> str:
    """A link to the permanent address, which a click copies."""
    label = text(key, language, title=esc(title))
    done = text("library_copied", language)
    return (
        f'<a class="pd-anchor" data-anchor data-done="{done}" title="{label}" aria-label="{label}" '
        f'href="./{esc(document_href(document_id, clause_id))}">{_LINK}</a>'
    )


def _contents(shown: Sequence[Clause], place: Place, language: Language) -> str:
    rows = [_row(c, place) for c in shown if title_of(c)]
    if len(rows) < 2:
        return ""
    name = text("library_contents", language)
    return (
        f'<details class="pd-contents" open><summary>{name}</summary><nav aria-label="{name}"><ol>{"".join(rows)}</ol></nav></details>'
    )


def _row(clause: Clause, place: Place) -> str:
    part = ' class="pd-contents-part"' if clause.kind is ClauseKind.PART else ""
    here = ' aria-current="location"' if place.clause and place.clause.clause_id == clause.clause_id else ""
    href = esc(document_href(clause.document_id, clause.clause_id))
    return f'<li{part}><a data-jump="{esc(clause.clause_id)}" href="./{href}"{here}>{esc(title_of(clause))}</a></li>'


def _relations(relations: Sequence[Relation], language: Language) -> str:
    groups = [(kind, [r for r in relations if r.kind == kind]) for kind in KINDS]
    rows = "".join(
        f"<dt>{text(f'relation_{kind}', language)}</dt><dd>{''.join(_other(r, language) for r in found)}</dd>"
        for kind, found in groups
        if found
    )
    title = text("library_relations", language)
    return f'<section class="pd-relations" aria-label="{title}"><h3>{title}</h3><dl>{rows}</dl></section>' if rows else ""


def _other(relation: Relation, language: Language) -> str:
    if relation.document is not None:
        return f"<div>{document_link(relation.name, relation.document.id)}</div>"
    return f"<div><span>{esc(relation.name)}</span> <i>{text('library_not_held', language)}</i></div>"
