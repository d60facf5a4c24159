"""What formats with a layout of their own are read into, before they become one text: paragraphs and tables.

The text of such a document is made here, in one place, so that a paragraph is the same whether it came from DOCX, HTML
or PDF. What is no part of the document's text proper goes behind it: first the footnotes, then what is set apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.lines import Line
from ingest.tables import row_texts


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with the number that the format gives it put before its text. Line breaks in it part lines.

    `depth`, `discard` and `note` as in Line.
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
    pieces = [piece for block in _ordered(blocks) for piece in block]
    text: list[str] = []
    lines: list[Line] = []
    at = 0
    for piece in pieces:
        lines.append(Line(at, at + len(piece.text), piece.text, piece.depth, piece.discard, piece.table, piece.note))
        text.append(piece.text)
        at += len(piece.text) + 1
    return "\n".join(text), tuple(lines)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    depth: int = 0
    discard: str = ""
    table: int = 0
    note: str = ""


def _ordered(blocks: Iterable[Block]) -> Iterator[list[_Piece]]:
    """The pieces of each block; notes and what is set apart last, so that no clause is torn by them."""
    notes: list[_Piece] = []
    apart: list[_Piece] = []
    tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            yield [_Piece(text, table=tables) for text in row_texts(block.rows, block.header)]
            continue
        pieces = [_Piece(li, block.depth, block.discard, 0, block.note) for li in _lines_of(block.text)]
        if block.discard:
            apart += pieces
        elif block.note:
            notes += pieces
        else:
            yield pieces
    yield notes
    yield apart


def _lines_of(text: str) -> list[str]:
    return [line for line in (raw.strip() for raw in text.splitlines()) if line]
