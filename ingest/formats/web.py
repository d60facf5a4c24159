"""Web pages: .html, .htm and .xhtml, from government sites, from browsers and from Word's "save as page"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.blocks import Block, Paragraph, Table, as_text
from ingest.formats.web_blocks import Item, Walker
from ingest.formats.web_imprint import imprint_facts, imprint_items
from ingest.formats.web_main import MainText, has_surroundings
from ingest.formats.web_page import Element, facts_of, page_title, parse_page
from ingest.frontmatter import ends_as_title
from ingest.lines import Reading
from language.text import squeeze
from policy.errors import UnreadableSource

_PAGE = "page furniture"
_SITE_NAME = re.compile(r"_|\s[-–—|]\s|[|｜]|(?<=[一-鿿])[-–—](?=[一-鿿]+(?:政府|网|局|厅|委))")
_ABOVE = 5  # items above the document among which its title may stand
_SHORTEST_TITLE = 6
_ASKED_CHARS = 2_000_000  # beyond that the page is taken whole; no site's article is so long


def read_html(raw: bytes, source: str) -> Reading:
    """The page's document with its headings, list numbers and tables; what the site put around it set apart.

    Scripts, styles, comments and what is hidden are no text. Raises UnreadableSource.
    """
    try:
        return _read(parse_page(raw, source))
    except RecursionError as error:
        raise UnreadableSource(f"{source} is nested too deep for a page; save its text as a .docx or .txt file") from error


def _read(root: Element) -> Reading:
    walker = Walker()
    items = walker.items(root)
    imprint = imprint_items(items)
    main = MainText(root, items, _main_text(root, items), imprint)
    found = imprint_facts(imprint) | facts_of(root)
    titles = {squeeze(t) for t in (found.get("title", ("",))[0], _SITE_NAME.split(page_title(root))[0]) if t}
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
    if (title := _title_apart(main, kept, titles)) is not None:
        held.add(id(title))
        yield Paragraph(title.text, depth=1)
    for item in kept:
        yield item.block
    for item in main.items:
        if id(item) not in held:
            yield replace(item.block, discard=_PAGE) if isinstance(item.block, Paragraph) else Paragraph(item.text, discard=_PAGE)


def _title_apart(main: MainText, kept: Sequence[Item], titles: set[str]) -> Item | None:
    """The title where it stands outside the document's element: as the head names it, or by its form right above."""
    if not kept or any(squeeze(item.text) in titles for item in kept):
        return None
    inside = {id(item) for item in kept}
    named = next((item for item in main.items if id(item) not in inside and squeeze(item.text) in titles), None)
    if named is not None:
        return named
    first = next(place for place, item in enumerate(main.items) if id(item) in inside)
    above = [item for item in main.items[max(0, first - _ABOVE) : first] if item.links == 0]
    return next((item for item in reversed(above) if len(item.text) >= _SHORTEST_TITLE and ends_as_title(item.text)), None)


def _warnings(walker: Walker, main: MainText) -> Iterator[str]:
    names = [name for name, place in walker.without_text if main.inside(place)]
    for name in sorted(set(names)):
        yield f"{names.count(name)} {name}{'s' if names.count(name) > 1 else ''} can't be read; see on the page whether they say anything"
    if any(isinstance(item.block, Table) and not main.kept(item) and len(item.text) > 200 for item in main.items):
        yield "a table outside the main text is set apart; see in the discards whether it belongs to the document"
