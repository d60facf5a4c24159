"""Tables as text: each row a line that says what its cells are, so that it can be found and cited alone."""

from __future__ import annotations

from collections.abc import Sequence


def row_texts(rows: Sequence[Sequence[str]], header: int | None = None) -> list[str]:
    """Each row below the header as “项目：算力券；比例：15%”; without a header its cells parted by “；”.

    `header` is how many of the first rows are the header, None where the format does not say. A table that is all
    header gives its rows as they are. Empty cells are left out.
    """
    grid = [[" ".join(cell.split()) for cell in row] for row in rows]
    count = header if header is not None else 0
    if count >= len(grid):
        count = 0
    names = _names(grid[:count])
    texts = ["；".join(_cell(names, place, cell) for place, cell in enumerate(row) if cell) for row in grid[count:]]
    return [text for text in texts if text]


def _names(header: Sequence[Sequence[str]]) -> list[str]:
    """The header's words for each column, those of several rows one after the other."""
    width = max((len(row) for row in header), default=0)
    columns = [dict.fromkeys(row[place] for row in header if place < len(row) and row[place]) for place in range(width)]
    return [" ".join(words) for words in columns]


def _cell(names: Sequence[str], place: int, cell: str) -> str:
    name = names[place] if place < len(names) else ""
    return f"{name}：{cell}" if name else cell
