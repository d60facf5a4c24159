"""The order in which a page is read: its columns, and what runs over their whole width between them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.formats.pdf.model import Run

_SPREAD = 0.25  # of the width: how far from either side a gutter may be
_LEAST_LINES = 4  # on each side
_GUTTER = 0.9  # em
_FULL = 0.45  # of the left side's lines must come near the gutter, else the gap is that of a table or a list
_NEAR = 3.0  # em


def reading_order(
    runs: Sequence[Run], limit: float, known: Sequence[float] = (), depth: int = 0
) -> list[tuple[list[Run], float]]:
    """The runs in parts that are read one after the other, each of one column, with how far right it may reach.

    `limit` is that of the whole. `known` are the gutters of other pages: where there is one, a few lines are enough to
    see it.
    """
    if not runs or depth > 3:
        return [(list(runs), limit)] if runs else []
    edge = find_gutter(runs)
    if edge is None:
        edge = next((gutter for gutter in known if _is_known(runs, gutter)), None)
    if edge is None:
        return [(list(runs), limit)]
    parts: list[tuple[list[Run], float]] = []
    for band, split in _bands(runs, edge):
        if split:
            left, right = [r for r in band if r.x0 < edge - 1], [r for r in band if r.x0 >= edge - 1]
            parts += reading_order(left, edge, (), depth + 1) + reading_order(right, limit, (), depth + 1)
        else:
            parts.append((list(band), limit))
    return parts


def find_gutter(runs: Sequence[Run]) -> float | None:
    """Where a second column begins: the left edge that most lines share, with clear space before it."""
    if len(runs) < 2 * _LEAST_LINES:
        return None
    left, right = min(r.x0 for r in runs), max(r.x1 for r in runs)
    inner = [r for r in runs if not r.rows and left + _SPREAD * (right - left) < r.x0 < right - _SPREAD * (right - left)]
    best, most = None, 0
    for candidate in sorted({round(r.x0) for r in inner}):
        begin = [r for r in inner if abs(r.x0 - candidate) <= 1.5]
        if len(begin) > most and len(begin) >= _LEAST_LINES:
            edge = min(r.x0 for r in begin)
            if _is_gutter(runs, edge, begin):
                best, most = edge, len(begin)
    return best


def _is_known(runs: Sequence[Run], edge: float) -> bool:
    """Whether a page has a few lines on both sides of a gutter that other pages have."""
    begin = [r for r in runs if not r.rows and (abs(r.x0 - edge) <= 1.5 or abs(r.x0 - edge - 2 * r.size) <= 1.5)]
    if not begin:
        return False
    low, high = min(r.top for r in begin), max(r.y for r in begin)
    return not any(r.x0 < edge - 1 and r.x1 > edge - 0.5 and low <= r.y <= high for r in runs)


def _is_gutter(runs: Sequence[Run], edge: float, begin: Sequence[Run]) -> bool:
    """Whether text stands in two columns there: lines on both sides beside one another, the left ones full."""
    top, bottom = min(r.y for r in begin), max(r.y for r in begin)
    size = sorted(r.size for r in begin)[len(begin) // 2]
    beside = [r for r in runs if top - size <= r.y <= bottom + size]
    lefts = [r for r in beside if r.x1 <= edge - _GUTTER * size]
    crossing = [r for r in beside if r.x0 < edge - 1 and r.x1 > edge - _GUTTER * size]
    ends = _rightmost(lefts)
    if len(ends) < _LEAST_LINES or len(crossing) * 6 > len(begin):
        return False
    margin = max(ends)
    full = sum(1 for end in ends if end > margin - _NEAR * size)
    rights = _rightmost([r for r in beside if r.x0 >= edge - 1])
    wide = max(rights) - edge
    full_right = sum(1 for end in rights if end > max(rights) - _NEAR * size)
    return full >= _FULL * len(ends) and full_right >= max(2, len(rights) / 5) and wide > 8 * size


def _rightmost(runs: Sequence[Run]) -> list[float]:
    """Where each line of these runs ends."""
    ends: dict[int, float] = {}
    for run in runs:
        key = round(run.y / 3)
        ends[key] = max(ends.get(key, 0.0), run.x1)
    return list(ends.values())


def _bands(runs: Sequence[Run], edge: float) -> list[tuple[list[Run], bool]]:
    """The page from top to bottom: parts in two columns, and parts between them that cross the gutter."""
    crossing = sorted((r for r in runs if r.x0 < edge - 1 and r.x1 > edge - 0.5), key=lambda r: r.top)
    spans: list[list[float]] = []
    for run in crossing:
        bottom = run.bottom if run.rows else run.y + 0.2 * run.size
        if spans and run.top <= spans[-1][1] + run.size:
            spans[-1][1] = max(spans[-1][1], bottom)
        else:
            spans.append([run.top, bottom])
    cuts = [(top, bottom) for top, bottom in spans]
    parts: list[tuple[list[Run], bool]] = []
    above = float("-inf")
    for top, bottom in [*cuts, (float("inf"), float("inf"))]:
        between = [r for r in runs if above < r.y < top and not (r.rows and r in crossing)]
        within = [r for r in runs if top <= r.y <= bottom or (r in crossing and top <= r.top <= bottom)]
        if between:
            parts.append((between, _two_sided(between, edge)))
        if within:
            parts.append((within, False))
        above = bottom
    return parts


def _two_sided(runs: Sequence[Run], edge: float) -> bool:
    """Whether a part has lines on both sides of the gutter."""
    rights = sum(1 for r in runs if r.x0 >= edge - 1)
    return 0 < rights < len(runs)
