"""Tables that go on over pages made one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.pdf.joining import Habits, ends_sentence, join
from ingest.formats.pdf.model import Run, TextLine

Rows = tuple[tuple[str, ...], ...]
_PLACE = 6.0  # points that the edges may differ by
_MOST_HEADER = 3


def join_tables(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, with each table that goes on at the top of the next page taken into its first part.

    A header that is repeated is dropped, and how many rows it has is kept in the line's `header`.
    """
    out: list[TextLine] = []
    for line in lines:
        last = out[-1] if out else None
        if last and last.table and line.table and line.page > last.page and _continues(last.table, line.table):
            header = _repeated(last.table.rows, line.table.rows)
            last.header = max(last.header, header)
            last.table = _joined(last.table, line.table, header)
            last.page = line.page
        else:
            out.append(line)
    return out


def _continues(above: Run, below: Run) -> bool:
    same = len(above.rows[0]) == len(below.rows[0])
    return same and abs((above.x1 - above.x0) - (below.x1 - below.x0)) <= _PLACE


def _repeated(above: Rows, below: Rows) -> int:
    """How many of the first rows are those of the table again."""
    count = 0
    while count < min(_MOST_HEADER, len(above), len(below)) and above[count] == below[count]:
        count += 1
    return count


def _joined(above: Run, below: Run, header: int) -> Run:
    rows = list(below.rows[header:])
    if not rows:
        return above
    last, first = above.rows[-1], rows[0]
    if _is_one_row(last, first, above.full):
        habits = Habits()
        merged = tuple(_cell(a, b, habits) for a, b in zip(last, first, strict=True))
        return replace(above, rows=(*above.rows[:-1], merged, *rows[1:]), full=below.full, bottom=below.bottom)
    spans = above.spans | below.spans
    if not first[0] and last[0] and 0 in spans:
        rows = _filled_down(last[0], rows)
    return replace(above, rows=(*above.rows, *rows), full=below.full, spans=spans, bottom=below.bottom)


def _is_one_row(last: Sequence[str], first: Sequence[str], full: Sequence[bool]) -> bool:
    """Whether a row was parted by the page's end: its cells go on in the middle of a sentence, or are empty."""
    going = [place for place, cell in enumerate(first) if cell]
    if not going or not all(last[place] and full[place] for place in going):
        return False
    open_ = [place for place in going if not ends_sentence(last[place])]
    return len(open_) == len(going) if all(first) else bool(open_) or not first[0]


def _cell(above: str, below: str, habits: Habits) -> str:
    return join(above, below, False, habits) if above and below else above or below


def _filled_down(value: str, rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """A cell that covers rows on both pages stands in those of the second too."""
    out: list[tuple[str, ...]] = []
    for row in rows:
        if row[0]:
            break
        out.append((value, *row[1:]))
    return out + list(rows[len(out) :])
