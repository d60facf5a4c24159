"""Tables whose cells are blocks themselves: what a cell says, and which tables only lay out text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.blocks import Block, Table
from ingest.tables import read_table

_FRAME_PARAGRAPHS = 5
_FRAME_ROWS = 3
_FRAME_SHARE = 0.8


def flat(blocks: Iterable[Block]) -> str:
    """What a cell says, a line a paragraph, a table in it a line a row."""
    lines: list[str] = []
    for block in blocks:
        lines += read_table(block.rows, block.header).rows if isinstance(block, Table) else [block.text.strip()]
    return "\n".join(lines)


def is_frame(rows: Sequence[Sequence[Sequence[Block]]]) -> bool:
    """Whether a table only lays out text: one column, one row, or one cell that holds nearly all of it."""
    if len(rows) <= 1 or max((len(row) for row in rows), default=0) <= 1:
        return True
    cells = [cell for row in rows for cell in row]
    sizes = [sum(len(flat([block])) for block in cell) for cell in cells]
    largest = max(range(len(cells)), key=sizes.__getitem__)
    most = sizes[largest] > _FRAME_SHARE * sum(sizes)
    return most and len(cells[largest]) >= _FRAME_PARAGRAPHS and len(rows) <= _FRAME_ROWS
