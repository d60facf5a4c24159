"""Pages to blocks: furniture out, columns in order, footnotes apart, tables joined over pages, lines to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.blocks import Block, Paragraph, Table
from ingest.formats.pdf.aligned import find_aligned
from ingest.formats.pdf.columns import find_gutter, reading_order
from ingest.formats.pdf.continued import join_tables
from ingest.formats.pdf.furniture import set_apart
from ingest.formats.pdf.model import Page, TextLine
from ingest.formats.pdf.notes import Footnote, take_notes
from ingest.formats.pdf.paragraphs import Layout, observe, paragraphs, text_of
from ingest.formats.pdf.runs import build_lines
from ingest.headings import HEADING_CHARS, STOPS
from ingest.labels import read_label
from language.text import squeeze

_TITLE = 1.15  # times the text's size
_FEW = 8  # lines that are too few to show how wide their column is


@dataclass(slots=True)
class _Flow:
    lines: list[TextLine] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)


def blocks_of(pages: Sequence[Page], outline: Mapping[str, int]) -> list[Block]:
    """The blocks of a document. `outline` gives the depth of the headings that its bookmarks name."""
    body = _body_size(pages)
    set_apart(pages, body)
    flow = _flow(pages, body)
    _set_margins(flow.lines)
    lines = join_tables(flow.lines)
    layout = observe(lines, body)
    out = list(_blocks(lines, layout, body, outline))
    out += _notes(flow.notes, layout)
    out += [Paragraph(text, discard=reason) for page in pages for reason, text in page.apart if text.strip()]
    return out


def _body_size(pages: Sequence[Page]) -> float:
    """The size of most characters outside of tables; of all, where nearly all stand in tables."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            sizes[round(run.size, 1)] += 0 if run.tilted or run.rows else len(run.text)
    every: Counter[float] = sum((page.sizes for page in pages), Counter())
    counted = sizes if sizes.total() * 5 > every.total() else every
    return counted.most_common(1)[0][0] if counted else 10.0


def _flow(pages: Sequence[Page], body: float) -> _Flow:
    flow = _Flow()
    column = 0
    gutters = [gutter for page in pages if (gutter := find_gutter(page.runs)) is not None]
    for page in pages:
        for part, limit in reading_order(page.runs, page.width, gutters):
            lines, notes = take_notes(build_lines(part, page.number), page.rules, body)
            lines = find_aligned(lines, page.rules)
            column += 1
            for line in lines:
                line.column, line.right = column, limit
            flow.lines += lines
            for note in notes:
                if not note.mark and flow.notes:
                    flow.notes[-1].lines += note.lines
                else:
                    flow.notes.append(note)
    return flow


def _set_margins(lines: Sequence[TextLine]) -> None:
    """What each column's margins are: where its own lines don't show how far it reaches, others like it do."""
    columns: dict[int, list[TextLine]] = {}
    for line in lines:
        if not line.table:
            columns.setdefault(line.column, []).append(line)
    sides = {number: (_left(own), _right(own)) for number, own in columns.items()}
    known = [sides[number] for number, own in columns.items() if len(own) >= _FEW]
    for number, own in columns.items():
        left, right = sides[number]
        limit, size = own[0].right, own[0].size
        if len(own) < _FEW:
            left = min((a for a, b in known if 0 < left - a < 4.5 * size and right <= b + size <= limit), default=left)
        like = sorted(b for a, b in known if abs(a - left) < 2 and b <= limit)
        if like:
            right = max(right, like[3 * len(like) // 4])
        for line in own:
            line.left, line.right = left, right


def _left(lines: Sequence[TextLine]) -> float:
    counts = Counter(round(line.x0) for line in lines)
    shared = [x for x, n in counts.items() if n >= 2 or len(lines) < 4]
    least = min(shared, default=min(counts))
    return min((line.x0 for line in lines if abs(line.x0 - least) <= 1.0), default=float(least))


def _right(lines: Sequence[TextLine]) -> float:
    ends = sorted((line.x1 for line in lines), reverse=True)
    third = ends[min(2, len(ends) // 6)]
    return third if ends[0] - third > 2 * lines[0].size else ends[0]


def _blocks(
    lines: Sequence[TextLine], layout: Layout, body: float, outline: Mapping[str, int]
) -> Iterator[Block]:
    largest = max((line.size for line in lines[:40] if not line.table), default=body)
    titled = False
    for number, group in enumerate(paragraphs(lines, layout)):
        table = group[0].table
        if table:
            yield Table(table.rows, group[0].header or None)
            continue
        text = text_of(group, layout.habits)
        depth = outline.get(squeeze(text), 0)
        if not titled and number < 12 and _is_heading(text) and group[0].size >= max(_TITLE * body, 0.9 * largest):
            depth, titled = 1, True
        elif not depth and _is_heading(text) and group[0].size >= _TITLE * body and group[0].size < largest:
            depth = 2
        yield Paragraph(text, depth=depth)


def _is_heading(text: str) -> bool:
    return len(text) <= 2 * HEADING_CHARS and text[-1] not in STOPS and not read_label(text) and not re.search(r"\d{4}年", text)


def _notes(notes: Sequence[Footnote], layout: Layout) -> Iterator[Block]:
    for number, note in enumerate(notes, 1):
        if note.lines:
            yield Paragraph(text_of(note.lines, layout.habits), note=f"注{number}")
        if note.mark:
            yield Paragraph(note.mark, discard="footnote mark")
