"""Tables without ruling lines: rows whose cells stand below one another with wide gaps between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.formats.pdf.joining import Habits, join
from ingest.formats.pdf.model import Rule, Run, TextLine

_LEAST_ROWS = 3
_LEAST_COLUMNS = 3  # two columns of words are as often a list; they are a table where lines are drawn above and below
_LEADERS = re.compile(r"[.·…．]{4,}|(?:[.·…．]\s){4,}")
_APART = 0.5  # em between columns
_FAR = 3.0  # em between rows
_RULED = 0.6  # of a table's width


@dataclass(slots=True)
class _Found:
    rows: list[list[str]] = field(default_factory=list)
    spans: list[tuple[float, float]] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)

    def takes(self, line: TextLine) -> bool:
        """Whether a line is the next row, or goes on with cells of the row above; it is then taken in."""
        if self.lines and not 0 < line.y - self.lines[-1].y < _FAR * line.size:
            return False
        if len(line.pieces) == len(self.spans) or not self.spans:
            return self._takes_row(line)
        return self._takes_rest(line)

    def _takes_row(self, line: TextLine) -> bool:
        pieces = [(p.x0, p.x1) for p in line.pieces]
        spans = [(min(a, c), max(b, d)) for (a, b), (c, d) in zip(self.spans or pieces, pieces, strict=True)]
        if any(left[1] + _APART * line.size > right[0] for left, right in pairwise(spans)):
            return False
        self.spans = spans
        self.rows.append([piece.text for piece in line.pieces])
        self.lines.append(line)
        return True

    def _takes_rest(self, line: TextLine) -> bool:
        places = [self._place(piece, line.size) for piece in line.pieces]
        if not self.rows or -1 in places or 0 in places or len(set(places)) < len(places):
            return False
        for place, piece in zip(places, line.pieces, strict=True):
            cell = self.rows[-1][place]
            self.rows[-1][place] = join(cell, piece.text, False, Habits()) if cell else piece.text
        self.lines.append(line)
        return True

    def _place(self, piece: Run, size: float) -> int:
        """The column that a piece stands in, -1 where it is none or several."""
        over = [i for i, (a, b) in enumerate(self.spans) if piece.x0 < b and piece.x1 > a]
        return over[0] if len(over) == 1 and piece.x0 > self.spans[over[0]][0] - size else -1


def find_aligned(lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[TextLine]:
    """The lines of a column with each table that its rows make in place of its lines."""
    out: list[TextLine] = []
    at = 0
    while at < len(lines):
        found = _Found()
        while at + len(found.lines) < len(lines) and _may_be_row(lines[at + len(found.lines)], found):
            if not found.takes(lines[at + len(found.lines)]):
                break
        if _is_table(found, rules):
            out.append(_table(found))
            at += len(found.lines)
        else:
            out.append(lines[at])
            at += 1
    return out


def _may_be_row(line: TextLine, found: _Found) -> bool:
    least = 1 if found.rows else 2
    return line.table is None and len(line.pieces) >= least and not _LEADERS.search(line.text)


def _is_table(found: _Found, rules: Sequence[Rule]) -> bool:
    if len(found.rows) < _LEAST_ROWS or len(found.spans) < 2:
        return False
    if len(found.spans) >= _LEAST_COLUMNS:
        return True
    left, right = found.spans[0][0], found.spans[-1][1]
    first, last = found.lines[0], found.lines[-1]
    wide = [r for r in rules if r.level and min(r.x1, right) - max(r.x0, left) >= _RULED * (right - left)]
    above = any(-2 * first.size < r.top - first.y < 0 for r in wide)
    return above and any(0 <= r.top - last.y < 1.5 * last.size for r in wide)


def _table(found: _Found) -> TextLine:
    first = found.lines[0]
    rows = tuple(tuple(row) for row in found.rows)
    table = Run("", found.spans[0][0], found.spans[-1][1], first.y, 0.0, rows=rows, bottom=found.lines[-1].y,
                full=(False,) * len(found.spans))  # fmt: skip
    return replace(first, text="", x0=table.x0, x1=table.x1, pieces=[table], marks=[], table=table)
