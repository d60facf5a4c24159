"""The parts of an HTML table: rows of cells, their spans, the header, and what strayed in between."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.formats.web_page import Element

_MOST_SPAN = 200
_MOST_COLUMNS = 400
_PARTS = ("tr", "td", "th")


class TableParts:
    """The rows of a table itself, the head first, the foot last, wherever they are written.

    Forms and fonts around rows are looked through. What stands between rows and cells without being one is kept: `strays`
    are elements (a caption among them), `words` bare text. `header` is how many of the first rows the page marks so;
    None where it marks none, or all of them.
    """

    def __init__(self, table: Element, unseen: Callable[[Element], bool]) -> None:
        self.strays: list[Element] = []
        self.words: list[str] = []
        self._unseen = unseen
        self._rows: list[tuple[int, bool, list[Element]]] = []  # place, whether in the head, cells
        self._open: list[Element] = []  # cells without a row around them
        self._gather(table, 0, None)
        self._close(0)
        ordered = sorted((row for row in self._rows if row[2]), key=lambda row: row[0])
        self.rows = [cells for _, _, cells in ordered]
        count = next((i for i, (_, head, cells) in enumerate(ordered) if not head and any(c.tag != "th" for c in cells)), len(ordered))
        self.header = count if 0 < count < len(ordered) else None

    def _gather(self, parent: Element, place: int, row: list[Element] | None) -> None:
        """Sort what stands in `parent` into rows and strays; `row` is the row that it is inside of."""
        self._say(parent.text)
        for child in parent:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag and not self._unseen(child):
                self._take(child, tag, place, row)
            self._say(child.tail)

    def _take(self, child: Element, tag: str, place: int, row: list[Element] | None) -> None:
        if tag in ("td", "th"):
            (self._open if row is None else row).append(child)
        elif tag == "tr":
            self._close(place)
            cells: list[Element] = []
            self._rows.append((place, place < 0, cells))
            self._gather(child, place, cells)
        elif tag in ("thead", "tbody", "tfoot"):
            self._close(place)
            self._gather(child, {"thead": -1, "tfoot": 1}.get(tag, 0), None)
        elif tag not in ("table", "caption") and next(child.iter(*_PARTS), None) is not None:
            self._gather(child, place, row)
        elif tag not in ("colgroup", "col"):
            self.strays.append(child)

    def _say(self, text: str | None) -> None:
        if text and (words := " ".join(text.split())):
            self.words.append(words)

    def _close(self, place: int) -> None:
        if self._open:
            self._rows.append((place, place < 0, self._open))
            self._open = []


def grid_of(rows: Sequence[Sequence[tuple[Element, str]]]) -> tuple[tuple[str, ...], ...]:
    """One text for each place of the grid, spanned cells repeated."""
    grid: list[tuple[str, ...]] = []
    below: dict[int, tuple[int, str]] = {}  # column to the rows that a cell still covers, and its text
    for row in rows:
        out: list[str] = []
        for cell, text in row:
            _cover(out, below)
            height = _span(cell, "rowspan")
            for _ in range(max(1, min(_span(cell, "colspan"), _MOST_COLUMNS - len(out)))):
                if height > 1:
                    below[len(out)] = (height - 1, text)
                out.append(text)
        _cover(out, below)
        grid.append(tuple(out))
    return tuple(grid)


def _cover(out: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Fill the next places with what reaches down from rows above."""
    while len(out) in below:
        left, text = below.pop(len(out))
        if left > 1:
            below[len(out)] = (left - 1, text)
        out.append(text)


def _span(cell: Element, name: str) -> int:
    text = (cell.get(name) or "").strip()
    return max(1, min(_MOST_SPAN, int(text))) if re.fullmatch(r"[0-9]{1,6}", text) else 1
