"""Tables with ruling lines: the cells that the lines of a page make, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.formats.pdf.joining import cell_text
from ingest.formats.pdf.model import Glyph, Rule, Run
from ingest.formats.pdf.runs import build_lines

_SNAP = 3.0  # points within which lines are one
_MOST_EDGES = 1500
_MOST_POINTS = 20_000
_NEAR = 0.5
_LONG_CELL = 80  # characters of a text that stands alone in what would be a table
_FRAMED = 400  # characters of a cell that is the page's text

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells: `cells` holds each with its first and last column and row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[Box, range, range], ...]
    first: int  # the number of its first cell on the page

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids of a page that have more than one column; frames around text are none."""
    level = sum(rule.level for rule in rules)
    if level < 2 or level == len(rules):
        return []
    # pdfplumber's geometry alone: its own reading of files is far slower than pdfium's
    from pdfplumber import table as geometry

    edges = geometry.merge_edges(
        [_edge(r) for r in (*rules, *_open_sides(rules))], _SNAP, _SNAP, _SNAP, _SNAP
    )
    if len(edges) > _MOST_EDGES:
        return []
    points = geometry.edges_to_intersections(edges, _SNAP, _SNAP)
    if len(points) > _MOST_POINTS:
        return []
    grids: list[Grid] = []
    for boxes in geometry.cells_to_tables(geometry.intersections_to_cells(points)):
        grid = _grid(boxes, sum(len(g.cells) for g in grids))
        if len(grid.xs) > 2:
            grids.append(grid)
    return grids


def _edge(rule: Rule) -> dict[str, Any]:
    return {
        "x0": rule.x0, "x1": rule.x1, "top": rule.top, "bottom": rule.bottom, "object_type": "line",
        "width": rule.x1 - rule.x0, "height": rule.bottom - rule.top, "orientation": "h" if rule.level else "v",
    }  # fmt: skip


def _open_sides(rules: Sequence[Rule]) -> list[Rule]:
    """The outer edges that a table is drawn without: where three lines or more begin or end together, and none crosses.

    Tables are often open at their sides, and at the top and the bottom of pages that they go on over.
    """
    level, upright = [r for r in rules if r.level], [r for r in rules if not r.level]
    sides: list[Rule] = []
    for start, end in _fans([(r.x0, r.x1, r.top) for r in level], [(r.top, r.bottom, r.x0) for r in upright]):
        sides += [Rule(x, start[1], x, end[1]) for x in (start[0], end[0])]
    for start, end in _fans([(r.top, r.bottom, r.x0) for r in upright], [(r.x0, r.x1, r.top) for r in level]):
        sides += [Rule(start[1], y, end[1], y) for y in (start[0], end[0])]
    return sides


Span = tuple[float, float, float]  # from, to, and the place across


def _fans(lines: Sequence[Span], across: Sequence[Span]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Of lines that begin and end together, with lines across them: where they begin and end, first and last."""
    groups: dict[tuple[int, int], list[Span]] = {}
    for line in lines:
        groups.setdefault((round(line[0] / _SNAP), round(line[1] / _SNAP)), []).append(line)
    for group in groups.values():
        places = sorted({round(line[2] / _SNAP): line[2] for line in group}.values())
        begin, end, _ = group[0]
        if len(places) > 2 and any(begin - _SNAP < c[2] < end + _SNAP and c[0] < places[-1] and c[1] > places[0] for c in across):
            yield (begin, places[0]), (end, places[-1])


def _grid(boxes: Sequence[Box], first: int) -> Grid:
    xs = sorted({x for b in boxes for x in (b[0], b[2])})
    ys = sorted({y for b in boxes for y in (b[1], b[3])})
    across, down = {x: i for i, x in enumerate(xs)}, {y: i for i, y in enumerate(ys)}
    ordered = sorted(boxes, key=lambda b: (b[1], b[0]))
    cells = tuple((b, range(across[b[0]], across[b[2]]), range(down[b[1]], down[b[3]])) for b in ordered)
    return Grid(tuple(xs), tuple(ys), cells, first)


def cell_finder(grids: Sequence[Grid]) -> Callable[[Glyph], int]:
    """What tells the number of the cell that a character stands in; -1 outside of tables, and for slanted ones."""

    def find(glyph: Glyph) -> int:
        if glyph.tilted:
            return -1
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - 0.35 * glyph.size
        for grid in grids:
            left, top, right, bottom = grid.box
            if left <= x <= right and top <= y <= bottom:
                for number, (box, _, _) in enumerate(grid.cells, grid.first):
                    if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                        return number
        return -1

    return find


def fill(grids: Sequence[Grid], runs: Sequence[Run], page: int) -> list[Run]:
    """The runs with those of each table replaced by the table. What has fewer than two cells with text is no table."""
    by_cell: dict[int, list[Run]] = {}
    for run in runs:
        by_cell.setdefault(run.zone, []).append(run)
    out = list(by_cell.get(-1, []))
    for grid in grids:
        own = range(grid.first, grid.first + len(grid.cells))
        filled = [n for n in own if n in by_cell]
        if _is_frame(filled, by_cell, len(runs)):
            out += [replace(run, zone=-1) for n in filled for run in by_cell[n]]
        else:
            out.append(_table(grid, by_cell, page))
    return out


def _is_frame(filled: Sequence[int], by_cell: dict[int, list[Run]], count: int) -> bool:
    """Whether lines are drawn around text without parting it: one cell holds most of the page, or a lone long text."""
    sizes = [sum(len(run.text) for run in by_cell[n]) for n in filled]
    if len(sizes) < 2:
        return not sizes or sizes[0] > _LONG_CELL
    most = max(filled, key=lambda n: len(by_cell[n]))
    return max(sizes) > _FRAMED and len(by_cell[most]) * 2 > count and max(sizes) * 10 > sum(sizes) * 8


def _table(grid: Grid, by_cell: dict[int, list[Run]], page: int) -> Run:
    rows = [[""] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    full = [False] * (len(grid.xs) - 1)
    spans = set()
    for number, (box, across, down) in enumerate(grid.cells, grid.first):
        lines = build_lines(by_cell.get(number, []), page)
        for line in lines:
            line.left = box[0]
        text = cell_text(lines, box[2])
        reaches = bool(lines) and box[2] - lines[-1].x1 < (lines[0].x0 - box[0]) + 1.2 * lines[-1].size
        spans |= set(across) if len(down) > 1 else set()
        for y in down:
            for x in across:
                rows[y][x] = text
                if y == len(rows) - 1:
                    full[x] = reaches
    left, top, right, bottom = grid.box
    kept = tuple(tuple(row) for row in rows if any(row))
    return Run("", left, right, top + _NEAR, 0.0, rows=kept, bottom=bottom, spans=frozenset(spans), full=tuple(full))
