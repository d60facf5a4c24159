"""A PDF file to a Reading."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ingest.blocks import as_text
from ingest.formats.pdf.assemble import blocks_of
from ingest.formats.pdf.glyphs import read_page
from ingest.formats.pdf.model import Page
from ingest.formats.pdf.runs import build_runs
from ingest.formats.pdf.tables import cell_finder, fill, find_grids
from ingest.lines import Reading
from language.text import squeeze
from policy.errors import UnreadableSource

_MOST_PAGES = 5000
_MOST_CHARACTERS = 20_000_000
_MOST_SECONDS = 600.0
_MOST_BOOKMARKS = 5000
_SIDE = 20_000.0  # points
_TOOL_TITLE = re.compile(
    r"^(?:microsoft\s*\w+\s*-|untitled|无标题|未命名|文档\s*\d*$|document\s*\d*$|幻灯片|about:|https?:|[\w\-. ]+\.(?:docx?|wps|html?|pdf|txt|et|xlsx?)$)"
    r"|\.(?:docx?|wps|html?|pdf|txt|et|xlsx?|indd|ofd)$",
    re.IGNORECASE,
)
_OCR = "run OCR over it first, or get its text version"


def read_text_layer(raw: bytes, source: str, step: Callable[[], None] = lambda: None) -> Reading:
    """A PDF with a text layer. `step` is called before each page and once after. Raises UnreadableSource."""
    with _opened(raw, source) as pdf:
        pages = list(_pages(pdf, source, step))
        step()
        warnings = _check(pages, source)
        warnings += _form_warning(pdf)
        blocks = blocks_of(pages, _outline(pdf))
        title = _title(pdf)
    text, lines = as_text(blocks)
    return Reading(text, lines, {"title": (title, "PDF information")} if title else {}, tuple(warnings))


@contextmanager
def _opened(raw: bytes, source: str) -> Iterator[Any]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == 4 or "password" in str(error).lower():
            raise UnreadableSource(f"{source} is protected by a password; save it without one") from error
        raise UnreadableSource(f"{source} is no PDF, or damaged; open it in a viewer and save it anew") from error
    try:
        yield pdf
    finally:
        pdf.close()


def _pages(pdf: Any, source: str, step: Callable[[], None]) -> Iterator[Page]:
    import pypdfium2

    count = len(pdf)
    if not count:
        raise UnreadableSource(f"{source} has no pages; open it in a viewer and save it anew")
    if count > _MOST_PAGES:
        raise UnreadableSource(f"{source} has {count} pages, more than {_MOST_PAGES}; split it into its documents")
    left = _MOST_CHARACTERS
    end = time.monotonic() + _MOST_SECONDS
    for index in range(count):
        if left <= 0 or time.monotonic() > end:
            raise UnreadableSource(f"{source} takes too much to read, up to page {index}; split it into its documents")
        step()
        try:
            page = pdf[index]
        except pypdfium2.PdfiumError:
            yield Page(index + 1, 0, 0, [], broken=True)
            continue
        try:
            made = _page(page, index + 1, left)
        finally:
            page.close()
        left -= made.count
        yield made


def _page(page: Any, number: int, most: int) -> Page:
    raw = read_page(page, most)
    grids = find_grids(raw.rules)
    runs = fill(grids, build_runs(raw.glyphs, cell_finder(grids)), number)
    sizes = Counter(round(glyph.size, 1) for glyph in raw.glyphs if not glyph.char.isspace())
    return Page(
        number, raw.width, raw.height, runs, [r for r in raw.rules if r.level][:500],
        unknown=raw.unknown, drawn=raw.drawn, sizes=sizes, count=sizes.total(),
    )  # fmt: skip


def _check(pages: list[Page], source: str) -> list[str]:
    """Warnings on pages without text. Raises UnreadableSource where there is no text, or none that can be used."""
    count = sum(page.count for page in pages)
    unknown = sum(page.unknown for page in pages)
    if not count:
        if all(page.broken for page in pages):
            raise UnreadableSource(f"{source} is damaged; open it in a viewer and save it anew")
        kind = "is a scan without a text layer" if any(p.drawn for p in pages) else "has no text layer"
        raise UnreadableSource(f"{source} {kind}; {_OCR}")
    if unknown * 3 > count:
        raise UnreadableSource(f"{source} has a text layer that does not say which characters it shows; {_OCR}")
    warnings = []
    broken = [page.number for page in pages if page.broken]
    bare = [page.number for page in pages if not page.count and page.drawn and not page.broken]
    if broken:
        warnings.append(f"damaged, not read: {_named(broken)}")
    if bare:
        warnings.append(f"no text layer, perhaps scanned, not read: {_named(bare)}")
    if unknown:
        warnings.append(f"{unknown} characters of the text layer are unknown")
    return warnings


def _named(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:20]))
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{' and more' if len(numbers) > 20 else ''}"


def _form_warning(pdf: Any) -> list[str]:
    import pypdfium2.raw as pdfium

    return ["it is a form; what is filled in is not read"] if pdfium.FPDF_GetFormType(pdf) else []


def _title(pdf: Any) -> str:
    title = " ".join(pdf.get_metadata_value("Title").split())[:200]
    return "" if _TOOL_TITLE.search(title) or len(squeeze(title)) < 4 else title


def _outline(pdf: Any) -> dict[str, int]:
    """The depth, from 1, of each heading that the bookmarks name once."""
    depths: dict[str, int] = {}
    for count, entry in enumerate(pdf.get_toc(max_depth=8)):
        if count >= _MOST_BOOKMARKS:
            break
        depths[squeeze(entry.get_title())] = entry.level + 1
    depths.pop("", None)
    return depths
