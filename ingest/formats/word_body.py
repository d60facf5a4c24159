"""A Word document's body to blocks: paragraphs with their numbers, tables as grids, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ingest.blocks import Block, Paragraph, Table
from ingest.formats.grids import flat, is_frame
from ingest.formats.word_numbering import Numbering
from ingest.formats.word_package import Element, W, is_on, number, value
from ingest.formats.word_styles import Styles
from ingest.formats.word_text import Seen, grid_number, paragraph_text

CONTENTS = "table of contents"
_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body")}
_MOST_COLUMNS = 400


@dataclass(slots=True)
class Body:
    """Reads blocks with one document's styles and numbering. `seen` gathers what the blocks don't hold."""

    styles: Styles
    numbering: Numbering
    seen: Seen
    contents: frozenset[Element] = frozenset()  # paragraphs inside a field of contents
    titles: list[Paragraph] = field(default_factory=list)  # those in the title's style
    _begun: str = ""  # the text of a paragraph whose end was deleted: the next one goes on with it

    def blocks(self, parent: Element) -> Iterator[Block]:
        """The blocks of a body, a cell, a footnote or a text box."""
        for element, apart in _children(parent):
            if element.tag == W + "p":
                for block in self._paragraph(element):
                    yield replace(block, discard=CONTENTS) if apart and isinstance(block, Paragraph) else block
            elif element.tag == W + "tbl":
                yield from self._table(element)
            else:
                self.seen.without_text["embedded file"] += 1

    # -- paragraphs --------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        boxes: list[Element] = []
        begun, self._begun = self._begun, ""
        text = paragraph_text(paragraph, self.seen, boxes)
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        if self.styles.is_hidden(style) and text:
            self.seen.hidden += len(text)
            text = ""
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._begun = begun + text
        else:
            text = begun + text
            label = self._label(paragraph, style) if text.strip() or not boxes else ""
            contents = paragraph in self.contents or self.styles.is_contents(style)
            if text.strip():
                title = self.styles.is_title(style)
                depth = 1 if title else self._depth(paragraph, style)
                block = Paragraph(label + text.lstrip(), depth, CONTENTS if contents else "")
                self.titles += [block] if title else []
                yield block
            elif label and paragraph.getparent().tag == W + "tc":
                yield Paragraph(label.strip())  # a column of numbers
        for box in boxes:
            yield from self.blocks(box)

    def _depth(self, paragraph: Element, style: str) -> int:
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is None:
            return self.styles.depth(style)
        level = number(value(own), 9)
        return level + 1 if 0 <= level < 9 else 0

    def _label(self, paragraph: Element, style: str) -> str:
        """The label that Word counts for the paragraph, by its own numbering or by its style's."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        num_id, level, named = self.styles.numbering(style)
        own_id = value(own.find(f"{W}numId")) if own is not None else ""
        own_level = own.find(f"{W}ilvl") if own is not None else None
        if own_id:
            num_id, level = own_id, number(value(own_level), 0) if own_level is not None else level
        elif own_level is not None:
            level = number(value(own_level), 0)
        elif named:
            tied = self.numbering.level_of_style(num_id, named)
            level = tied if tied is not None else level
        return self.numbering.label(num_id, level or 0) if num_id not in ("", "0") else ""

    # -- tables ------------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> Iterator[Block]:
        rows = [row for row, _ in _children(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [[(cell, list(self.blocks(cell))) for cell, _ in _children(row, W + "tc")] for row in rows]
        if is_frame([[blocks for _, blocks in row] for row in cells]):
            for row in cells:
                for _, blocks in row:
                    yield from blocks
            return
        grid: list[tuple[str, ...]] = []
        for row, read in zip(rows, cells, strict=True):
            grid.append(_grid_row(row, read, grid[-1] if grid else ()))
        header = next((i for i, row in enumerate(rows) if not is_on(row.find(f"{W}trPr/{W}tblHeader"))), len(rows))
        yield Table(tuple(grid), header if 0 < header < len(rows) else None)


def _children(parent: Element, wanted: str = "") -> Iterator[tuple[Element, bool]]:
    """Paragraphs and tables (or `wanted`) below wrappers, each with whether it stands in a gallery of contents."""
    stack = [(iter(parent), False)]
    kinds = {wanted} if wanted else {W + "p", W + "tbl", W + "altChunk", W + "subDoc"}
    while stack:
        children, apart = stack[-1]
        element = next(children, None)
        if element is None:
            stack.pop()
        elif element.tag in kinds:
            yield element, apart
        elif element.tag in _WRAPPERS:
            gallery = value(element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))
            stack.append((iter(element), apart or gallery == "Table of Contents"))


def _grid_row(row: Element, cells: Iterable[tuple[Element, list[Block]]], above: tuple[str, ...]) -> tuple[str, ...]:
    """A row as one text for each column of the grid; a merged cell's text in every place that it covers."""
    out = [""] * grid_number(row, "gridBefore")
    for cell, blocks in cells:
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merged is not None and value(merged, default="continue") == "continue"
        text = above[len(out)] if goes_on and len(out) < len(above) else flat(blocks)
        out += [text] * max(1, grid_number(cell, "gridSpan"))
    return tuple(out[:_MOST_COLUMNS])
