"""Web pages: .html, .htm and .xhtml, from government sites, from browsers and from Word's "save as page"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.blocks import Block, Paragraph, Table, as_text
from ingest.formats.web_blocks import Item, Walker
from ingest.formats.web_imprint import imprint_facts, imprint_items
from ingest.formats.web_main import MainText, has_surroundings
from ingest.formats.web_page import Element, facts_of, page_title, parse_page
from ingest.lines import Reading
from language.text import squeeze

_PAGE = "page furniture"
_ASKED_CHARS = 2_000_000  # beyond that the page is taken whole; no site's article is so long


def read_html(raw: bytes, source: str) -> Reading:
    """The page's document with its headings, list numbers and tables; what the site put around it set apart.

    Scripts, styles, comments and what is hidden are no text. Raises UnreadableSource.
    """
    root = parse_page(raw, source)
    walker = Walker()
    items = walker.items(root)
    imprint = imprint_items(items)
    main = MainText(root, items, _main_text(root, items), imprint)
    found = imprint_facts(imprint) | facts_of(root)
    titles = {squeeze(t) for t in (found.get("title", ("",))[0], page_title(root).split("_")[0].split(" - ")[0]) if t}
    text, lines = as_text(_blocks(main, titles))
    return Reading(text, lines, found, tuple(_warnings(walker, main)))


def _main_text(root: Element, items: Sequence[Item]) -> str | None:
    """What trafilatura takes for the main text; None where the page is nothing but a document."""
    if not has_surroundings(items) or sum(len(item.text) for item in items) > _ASKED_CHARS:
        return None
    import trafilatura  # loads its word lists

    body = root.find("body")
    found = trafilatura.extract(
        root if body is not None else None, include_comments=False, include_tables=True, favor_recall=True, fast=True, with_metadata=False
    )
    return None if found is None else str(found)


def _blocks(main: MainText, titles: set[str]) -> Iterator[Block]:
    """The title, wherever on the page it stands, the document, then the rest."""
    kept = [item for item in main.items if main.kept(item)]
    held = {id(item) for item in kept}
    heads = [item for item in main.items if id(item) not in held and squeeze(item.text) in titles][:1]
    if not any(squeeze(item.text) in titles for item in kept):
        for item in heads:
            held.add(id(item))
            yield Paragraph(item.text, depth=1)
    for item in kept:
        yield item.block
    for item in main.items:
        if id(item) not in held:
            yield replace(item.block, discard=_PAGE) if isinstance(item.block, Paragraph) else Paragraph(item.text, discard=_PAGE)


def _warnings(walker: Walker, main: MainText) -> Iterator[str]:
    names = [name for name, place in walker.without_text if main.inside(place)]
    for name in sorted(set(names)):
        yield f"{names.count(name)} {name}{'s' if names.count(name) > 1 else ''} can't be read; see on the page whether they say anything"
    if any(isinstance(item.block, Table) and not main.kept(item) and len(item.text) > 200 for item in main.items):
        yield "a table outside the main text is set apart; see in the discards whether it belongs to the document"
