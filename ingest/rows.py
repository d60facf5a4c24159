"""Rows of tables and footnotes as nodes of the tree: under which label, and with which number."""

from __future__ import annotations

from ingest.labels import Level
from ingest.lines import Line
from ingest.tables import caption_label
from ingest.tree import Node


class Tables:
    """The tables of one document as their rows come by."""

    def __init__(self) -> None:
        self._named: dict[int, tuple[str, str]] = {}  # number of the table to its label and caption
        self._places: dict[int, int] = {}  # how many tables each part has had
        self._rows: dict[int, int] = {}

    def begun(self, line: Line) -> bool:
        """Whether a row of the line's table has come by."""
        return line.table in self._named

    def node(self, line: Line, part: Node) -> Node:
        """The row, or the footnote, that `line` is; `part` is the part that it stands in."""
        if line.note:
            return Node(Level.NOTE, line.note, "", line.start, line.start, line.end, 1, style="NOTE", order=[line])
        if line.table not in self._named:
            place = self._places[id(part)] = self._places.get(id(part), 0) + 1
            self._named[line.table] = _name(line, part, place)
        number = self._rows[line.table] = self._rows.get(line.table, 0) + 1
        label, caption = self._named[line.table]
        return Node(
            Level.ROW, label, caption, line.start, line.start, line.end, number, style="ROW", order=[line]
        )  # fmt: skip


def _name(line: Line, part: Node, place: int) -> tuple[str, str]:
    """A table's label, by its caption's number or else its place in its part; and its caption, where the part has another."""
    return caption_label(line.caption) or f"表{place}", "" if line.caption == part.heading else line.caption
