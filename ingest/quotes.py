"""Which lines stand inside a quotation: what looks like a label there is another document's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.labels import read_label
from ingest.lines import Line

_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"))
_LONGEST = 120  # lines that a quotation runs over, most
_INTRODUCED = re.compile(r"(?:[:：为是称]\s*|^\s*)$")


def quoted_lines(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines after the first of each quotation that runs over lines, its last line included.

    A quotation begins after a colon (修改为：“…) or before a label, and counts only where it is closed again: a
    quotation mark that someone forgot must not swallow the articles after it.
    """
    out: set[int] = set()
    index = 0
    while index < len(lines):
        last = max((_closes(lines, index, *pair) for pair in _PAIRS), default=index)
        out.update(range(index + 1, last + 1))
        index = max(last, index + 1)
    return out


def _closes(lines: Sequence[Line], index: int, opening: str, closing: str) -> int:
    """The line on which the quotation that line `index` leaves open is closed; `index` itself where there is none."""
    text = lines[index].text
    depth, at = _depth(text, opening, closing)
    if depth <= 0 or not (_INTRODUCED.search(text[:at]) or read_label(text[at + 1 :])):
        return index
    for later in range(index + 1, min(len(lines), index + _LONGEST)):
        body = lines[later].text
        # each paragraph of a quotation may open it anew
        body = body[1:] if body.startswith(opening) else body
        depth += body.count(opening) - body.count(closing)
        if depth <= 0:
            return later
    return index


def _depth(text: str, opening: str, closing: str) -> tuple[int, int]:
    """How many quotations are open at the end of a line, and where the outermost of them began."""
    depth = 0
    began = -1
    for at, char in enumerate(text):
        if char == opening:
            began = at if depth == 0 else began
            depth += 1
        elif char == closing and depth:
            depth -= 1
    return depth, began
