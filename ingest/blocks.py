"""What formats with a layout of their own are read into, before they become one text: paragraphs and tables.

The text of such a document is made here, in one place, so that a paragraph is the same whether it came from DOCX, HTML
or PDF. What is no part of the document's text proper goes behind it: first the footnotes, then what is set apart.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.lines import Line
from ingest.tables import read_table

STOP = re.compile(r"[。；;]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with the number that the format gives it put before its text. Line breaks in it part lines.

    `depth`, `discard` and `note` as in Line. A heading's style on whole sentences makes no heading of them.
    """

    text: str
    depth: int = 0
    discard: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells; a merged cell stands in every place that it covers.

    `header` is how many of the first rows are its header; None where the format does not say.
    """

    rows: tuple[tuple[str, ...], ...]
    header: int | None = None


Block = Paragraph | Table


def as_text(blocks: Iterable[Block]) -> tuple[str, tuple[Line, ...]]:
    """One line a paragraph and one a row, and the lines with what is known of each."""
    lines: list[Line] = []
    at = 0
    for piece in (piece for pieces in _ordered(_joined(blocks)) for piece in pieces):
        lines.append(replace(piece, start=at, end=at + len(piece.text)))
        at += len(piece.text) + 1
    return "\n".join(line.text for line in lines), tuple(lines)


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """A table that a page break parted, its header repeated, is one table; a table of one column is paragraphs."""
    held: Table | None = None
    for block in blocks:
        if isinstance(block, Table) and held and _continues(held, block):
            held = Table((*held.rows, *block.rows), held.header)
            continue
        if held:
            yield from _unframed(held)
        held = block if isinstance(block, Table) else None
        if isinstance(block, Paragraph):
            yield block
    if held:
        yield from _unframed(held)


def _continues(table: Table, after: Table) -> bool:
    head = table.rows[: table.header or 1]
    return len(head) < len(table.rows) and len(head[0]) > 1 and after.rows[: len(head)] == head


def _unframed(table: Table) -> Iterator[Block]:
    if max((len(row) for row in table.rows), default=0) > 1:
        yield table
        return
    for row in table.rows:
        yield from (Paragraph(cell) for cell in row)


def _ordered(blocks: Iterable[Block]) -> Iterator[list[Line]]:
    """The lines of each block, not yet placed; notes and what is set apart last, so that no clause is torn by them."""
    notes: list[Line] = []
    apart: list[Line] = []
    above: deque[str] = deque(maxlen=3)
    tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            yield _table_lines(block, tables, above)
            above.clear()
            continue
        depth = 0 if STOP.search(block.text) else block.depth
        lines = [Line(0, 0, text, depth, block.discard, 0, block.note) for text in _lines_of(block.text)]
        if block.discard:
            apart += lines
        elif block.note:
            notes += lines
        else:
            above.extend(line.text for line in lines)
            yield lines
    yield notes
    yield apart


def _table_lines(block: Table, number: int, above: Iterable[str]) -> list[Line]:
    table = read_table(block.rows, block.header, tuple(above))
    before = [Line(0, 0, text) for text in table.before]
    return before + [Line(0, 0, text, table=number, caption=table.caption) for text in table.rows]


def _lines_of(text: str) -> list[str]:
    return [line for line in (raw.strip() for raw in text.splitlines()) if line]
