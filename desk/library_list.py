"""The library's front: a search, what to choose by with counts, the documents found, and what changed of late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk.labels import kind_label, status_label, validity
from desk.library_shelf import FACETS, Choice, chosen, counts, named, standing
from desk.markup import chip, document_href, esc
from desk.pane import title_of
from desk.texts import TEXTS, Language, text
from policy.answers import Hit
from policy.documents import Document
from policy.figures import Change, ChangedDocument

_SHOWN = 12  # values of a facet before the rest is folded away
_CHANGED = 8  # documents of a change before the rest is counted
_AROUND = 110  # characters of a clause that was found
_LEVELS = ("国家", "省", "市", "区县")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: clauses, best first, or why there are none."""

    hits: Sequence[Hit] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the front is made of."""

    documents: Sequence[Document]
    choice: Choice
    found: Found
    changes: Sequence[Change]
    today: date


def front_html(shelf: Shelf, language: Language) -> str:
    """The whole of it."""
    if not shelf.documents:
        words = f"<h2>{text('library_title', language)}</h2><p>{text('library_none', language)}</p>"
        return f'<div class="pd-front pd-empty"{_address(shelf.choice)}>{words}</div>'
    within = chosen(shelf.documents, shelf.choice, shelf.today)
    results = _searched(shelf, within, language) if shelf.choice.query else _all(shelf, within, language)
    return (
        f'<div class="pd-front"{_address(shelf.choice)}><h2>{text("library_title", language)}</h2>{_search(shelf.choice, language)}'
        f'<div class="pd-shelf">{_facets(shelf, language)}<div class="pd-results">{results}'
        f"{_changes(shelf, language)}</div></div></div>"
    )


def _address(choice: Choice) -> str:
    """What the address of this list has to say, for the browser to put there."""
    values = {"q": choice.query} | {name: getattr(choice, name) for name in FACETS}
    return "".join(f' data-choice-{name}="{esc(value)}"' for name, value in values.items())


def _search(choice: Choice, language: Language) -> str:
    hint = text("library_search", language)
    clear = _button("clear", "", "", text("library_clear", language), "pd-quiet") if choice.query else ""
    return (
        f'<form class="pd-search" role="search"><label class="pd-sr" for="pd-library-query">{hint}</label>'
        f'<input id="pd-library-query" name="query" type="search" maxlength="200" autocomplete="off" placeholder="{hint}" '
        f'value="{esc(choice.query)}"><button type="submit" class="pd-button" data-act="search" data-key="search">'
        f"{text('library_go', language)}</button>{clear}</form>"
    )


def _button(act: str, facet: str, value: str, words: str, style: str, pressed: bool | None = None) -> str:
    """`words` is HTML."""
    state = "" if pressed is None else f' aria-pressed="{str(pressed).lower()}"'
    return (
        f'<button type="button" class="{style}" data-act="{act}" data-facet="{facet}" data-value="{esc(value)}" '
        f'data-key="{act} {facet} {esc(value)}"{state}>{words}</button>'
    )


def _facets(shelf: Shelf, language: Language) -> str:
    groups = "".join(_facet(shelf, name, language) for name in FACETS)
    reset = _button("reset", "", "", text("library_reset", language), "pd-quiet") if shelf.choice.limited else ""
    label = text("library_filters", language)
    return f'<details class="pd-facets" open><summary>{label}</summary><div role="group" aria-label="{label}">{groups}{reset}</div></details>'


def _facet(shelf: Shelf, name: str, language: Language) -> str:
    values = counts(shelf.documents, shelf.choice, name, shelf.today)
    current = getattr(shelf.choice, name)
    buttons = [
        f"<li>{_button('filter', name, value, f'<span>{esc(value_name(name, value, language))}</span><i>{count}</i>', 'pd-facet', value == current)}</li>"
        for value, count in values
    ]
    if not buttons:
        return ""
    more = ""
    if len(buttons) > _SHOWN:
        rest = "".join(buttons[_SHOWN:])
        more = f'<details><summary>{text("library_more", language, count=len(buttons) - _SHOWN)}</summary><ul>{rest}</ul></details>'
    return f"<section><h3>{text(f'facet_{name}', language)}</h3><ul>{''.join(buttons[:_SHOWN])}</ul>{more}</section>"


def value_name(facet: str, value: str, language: Language) -> str:
    """A facet's value as it is shown."""
    if facet == "level":
        return text(value, language) if value in _LEVELS else value
    if facet == "status":
        return status_name(value, language)
    return value


def status_name(value: str, language: Language) -> str:
    """A status as it is shown."""
    return text(value, language) if value in TEXTS else status_label(value, language, current=True)


def _all(shelf: Shelf, within: Sequence[Document], language: Language) -> str:
    rows = "".join(_row(d, shelf.today, language) for d in within)
    none = "" if within else f'<p class="pd-hint">{text("library_nothing", language)}</p>'
    return f'{_count(text("library_count", language, count=len(within)))}<ul class="pd-documents">{rows}</ul>{none}'


def _count(words: str) -> str:
    return f'<p class="pd-count" role="status" tabindex="-1">{esc(words)}</p>'


def _searched(shelf: Shelf, within: Sequence[Document], language: Language) -> str:
    by_name = named(within, shelf.choice.query)
    words = text("library_found", language, documents=len(by_name), clauses=len(shelf.found.hits))
    rows = "".join(_row(d, shelf.today, language) for d in by_name)
    titles = f'<h3>{text("library_by_name", language)}</h3><ul class="pd-documents">{rows}</ul>' if rows else ""
    hits = "".join(_hit(h, shelf.choice.query, language) for h in shelf.found.hits)
    clauses = f'<h3>{text("library_by_clause", language)}</h3><ul class="pd-hits">{hits}</ul>' if hits else ""
    problem = f'<p class="pd-alert">{esc(shelf.found.problem)}</p>' if shelf.found.problem else ""
    return f"{_count(words)}{problem}{titles}{clauses}"


def _row(document: Document, today: date, language: Language) -> str:
    meta = document.metadata
    status = standing(meta, today)
    chips = chip(status_name(status, language), "good" if status == "现行" else "warn")
    chips += chip(kind_label(meta.text_kind.value, language), "kind")
    dates = validity(meta.effective_from, meta.effective_to, language) if meta.effective_from or meta.effective_to else ""
    region = meta.region or (text(meta.level, language) if meta.level in _LEVELS else meta.level)
    facts = "".join(f"<span>{esc(v)}</span>" for v in (region, meta.doc_no, dates) if v)
    return (
        f"<li>{document_link(document.title, document.id, '', 'pd-document')}"
        f'<div class="pd-document-facts">{facts}{chips}</div></li>'
    )


def document_link(words: str, document_id: str, clause_id: str = "", style: str = "pd-link") -> str:
    """A link that opens a document here, at a clause."""
    place = f'data-document="{esc(document_id)}" data-clause="{esc(clause_id)}"'
    return f'<a class="{style}" data-read {place} href="./{esc(document_href(document_id, clause_id))}">{esc(words)}</a>'


def _hit(hit: Hit, query: str, language: Language) -> str:
    head = title_of(hit.clause) or hit.clause.heading or hit.document.title
    status = kind_label(hit.document.metadata.text_kind.value, language)
    return (
        f"<li>{document_link(head, hit.document.id, hit.clause.clause_id, 'pd-document')}"
        f"<p>{snippet(hit.clause.text, query)}</p>"
        f'<div class="pd-document-facts"><span>{esc(hit.document.title)}</span>{chip(status, "kind")}</div></li>'
    )


def snippet(words: str, query: str) -> str:
    """The part of a clause around the words looked for, those marked; as HTML."""
    words = " ".join(words.split())
    marks = _marks(words, query)
    start = max(0, min(marks, default=0) - 24)
    shown = range(start, min(len(words), start + _AROUND))
    out = "".join(_signed(words, n, marks) for n in shown).replace("</mark><mark>", "")
    return ("…" if start else "") + out + ("…" if shown.stop < len(words) else "")


def _signed(words: str, n: int, marks: set[int]) -> str:
    return f"<mark>{esc(words[n])}</mark>" if n in marks else esc(words[n])


def _marks(words: str, query: str) -> set[int]:
    """Where two signs that follow each other do so in the query, too."""
    low, asked = words.casefold(), query.casefold()
    pairs = {asked[n : n + 2] for n in range(len(asked) - 1) if asked[n : n + 2].isalnum()}
    return {at for n in range(len(low) - 1) if low[n : n + 2] in pairs for at in (n, n + 1) if at < len(words)}


def _changes(shelf: Shelf, language: Language) -> str:
    """What the last ingests did, beside what is held."""
    if not shelf.changes:
        return ""
    held = {d.id for d in shelf.documents}
    rows = "".join(_change(c, held, language) for c in shelf.changes)
    return f'<section class="pd-changes"><h3>{text("library_changes", language)}</h3><ol>{rows}</ol></section>'


def _change(change: Change, held: set[str], language: Language) -> str:
    day = change.at.astimezone().date().isoformat()
    kinds = (("change_added", change.added), ("change_changed", change.changed), ("change_removed", change.removed))
    lines = "".join(_changed(text(key, language), documents, held, language) for key, documents in kinds if documents)
    return f"<li><time>{day}</time><div>{lines}</div></li>"


def _changed(name: str, documents: Sequence[ChangedDocument], held: set[str], language: Language) -> str:
    shown = [document_link(d.title, d.id) if d.id in held else f"<span>{esc(d.title)}</span>" for d in documents[:_CHANGED]]
    more = [text("library_and_more", language, count=len(documents) - _CHANGED)] if len(documents) > _CHANGED else []
    return f"<p><b>{name} {len(documents)}</b>{'<br>'.join([*shown, *more])}</p>"
