"""Characters to runs, runs to lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from ingest.formats.pdf.characters import is_wide
from ingest.formats.pdf.model import Glyph, Run, TextLine

_WORD_GAP = 0.17  # em between Latin letters that white space parts
_WIDE_GAP = 0.6  # em beside an ideograph
_IDEOGRAPH_GAP = 0.17  # em beyond what is usual in the line
_RUN_GAP = 1.5  # em at which a run ends
_PIECE_GAP = 1.8  # em at which a piece of a line ends
_RAISED = (0.12, 0.8)  # em above the line's base
_SMALL = 0.87
_OPENING = "（(《〈【〔[「『“‘〖{"
_CLOSING = "，。、；：！？）)》〉】〕]」』”’〗}…—,.;:!?%％‰℃°·"
_INNER = "-–—./:%‰_@·'’+×~&#=?"


def build_runs(glyphs: Sequence[Glyph], zone_of: Callable[[Glyph], int]) -> list[Run]:
    """Runs in the order of the file; one ends where the characters leave the baseline, the size or the zone."""
    runs: list[list[Glyph]] = []
    ends: list[Run] = []
    blanks: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char.isspace():
            blanks.append(glyph)
            if ends:
                ends[-1].blank = True
            continue
        zone = zone_of(glyph)
        if not ends or not _takes(ends[-1], glyph, zone):
            ends.append(Run("", glyph.x0, glyph.x0, glyph.y, glyph.size, tilted=glyph.tilted, zone=zone))
            runs.append([])
        else:
            runs[-1] += blanks
        runs[-1].append(glyph)
        ends[-1].x1 = max(ends[-1].x1, glyph.x1)
        ends[-1].blank = False
        blanks = []
    spelled = any(glyph.char.isspace() for glyph in glyphs) or _spaces_figures(glyphs)
    return [_finished(run, own, spelled) for run, own in zip(ends, runs, strict=True)]


def _finished(run: Run, glyphs: Sequence[Glyph], spelled: bool) -> Run:
    """A run with its text. `spelled`: the page has characters for white space, so that not every gap need be one."""
    usual = _usual_gap(glyphs)
    chars: list[str] = []
    for before, glyph in zip((None, *glyphs), glyphs, strict=False):
        blank = glyph.char.isspace()
        if before and not blank and not before.char.isspace() and _is_gap(before, glyph, usual, run.size, spelled):
            chars.append(" ")
            run.xs.append(before.x1)
        if not blank and abs(glyph.y - run.y) > 0.12 * run.size:
            run.marks.append((len(chars), len(chars) + 1))
        chars.append(glyph.char)
        run.xs.append(glyph.x0)
    run.text = "".join(chars)
    run.marks = _merged(run.marks)
    run.bold = sum(glyph.bold for glyph in glyphs) * 2 > len(glyphs)
    return run


def _spaces_figures(glyphs: Sequence[Glyph]) -> bool:
    """Whether a page sets figures and Latin letters apart from ideographs everywhere, as some programs do unasked."""
    gaps = [
        (b.x0 - a.x1) / a.size for a, b in pairwise(glyphs)
        if is_wide(a.char) != is_wide(b.char) and a.char.isalnum() and b.char.isalnum() and 0 <= b.x0 - a.x1 < a.size
    ]  # fmt: skip
    return len(gaps) > 3 and sum(gap > _IDEOGRAPH_GAP for gap in gaps) * 10 >= 9 * len(gaps)


def _usual_gap(glyphs: Sequence[Glyph]) -> float | None:
    """The gap between most ideographs of a run, None where there are too few to tell."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(glyphs) if is_wide(a.char) and is_wide(b.char)]
    return max(median(gaps), 0.0) if len(gaps) > 2 else None


def _is_gap(a: Glyph, b: Glyph, usual: float | None, size: float, spelled: bool) -> bool:
    gap = (b.x0 - a.x1 - (usual or 0.0)) / size
    wide = is_wide(a.char) + is_wide(b.char)
    if wide == 2 and a.char not in _CLOSING + _OPENING and b.char not in _CLOSING + _OPENING and usual is not None:
        return gap > _IDEOGRAPH_GAP
    if wide == 1 and not spelled:
        return gap > _IDEOGRAPH_GAP
    return gap > (_WIDE_GAP if wide else _WORD_GAP)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _takes(run: Run, glyph: Glyph, zone: int) -> bool:
    if zone != run.zone or glyph.tilted != run.tilted:
        return False
    gap = glyph.x0 - run.x1
    size = max(run.size, glyph.size)
    if not -0.6 * size <= gap <= _RUN_GAP * size:
        return False
    if abs(glyph.y - run.y) <= 0.12 * size:
        return 0.6 < glyph.size / run.size < 1.6
    return _is_raised(run, glyph)


def _is_raised(run: Run, glyph: Glyph) -> bool:
    raised = (run.y - glyph.y) / run.size
    return glyph.size <= _SMALL * run.size and _RAISED[0] < raised < _RAISED[1]


def _is_apart(before: Run, run: Run, size: float) -> bool:
    """Whether white space parts two runs of one line."""
    wide = is_wide(before.text[-1]) or is_wide(run.text[0])
    return before.blank or run.x0 - before.x1 > size * (_WIDE_GAP if wide else _WORD_GAP)


def build_lines(runs: Sequence[Run], page: int) -> list[TextLine]:
    """Lines of one column, from top to bottom. A small raised run joins the line that it stands beside."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (r.y, r.x0)):
        row = None if run.rows else next((r for r in reversed(rows[-3:]) if _beside(r, run)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    return [_line(row, page) for row in rows]


def _beside(row: Sequence[Run], run: Run) -> bool:
    """Whether a run stands on the line of a row. Rows come from above: of raised characters the row may be first."""
    first = max(row, key=lambda r: r.size)
    if first.rows:
        return False
    off = run.y - first.y
    if abs(off) <= 0.3 * max(first.size, run.size):
        return True
    if first.size <= _SMALL * run.size:  # the row so far is a raised mark, the run the text beside it
        return off <= _RAISED[1] * run.size and run.x0 - max(r.x1 for r in row) < run.size
    return False


def _line(row: list[Run], page: int) -> TextLine:
    first = row[0]
    if first.rows:
        return TextLine(page, "", first.x0, first.x1, first.y, 0.0, False, 0.0, [first], [], table=first)
    row.sort(key=lambda r: r.x0)
    size = _size(row)
    base = median(r.y for r in row if r.size >= size * 0.95)
    text, xs, marks, pieces = "", list[float](), list[tuple[int, int]](), list[Run]()
    bold = 0
    for run in row:
        before = pieces[-1] if pieces else None
        if before and run.x0 - before.x1 <= _PIECE_GAP * size:
            if _is_apart(before, run, size):
                text, xs = text + " ", [*xs, before.x1]
                before.text += " "
            pieces[-1] = Run(before.text + run.text, before.x0, run.x1, base, size, blank=run.blank)
        else:
            text, xs = (text + " ", [*xs, before.x1]) if before else (text, xs)
            pieces.append(Run(run.text, run.x0, run.x1, base, size, blank=run.blank))
        if run.size <= _SMALL * size and base - run.y > _RAISED[0] * size:
            marks.append((len(text), len(text) + len(run.text)))
        marks += [(len(text) + a, len(text) + b) for a, b in run.marks]
        text += run.text
        xs += run.xs
        bold += len(run.text) * run.bold
    end = max(r.x1 for r in row)
    return TextLine(
        page, text, row[0].x0, end, base, size, bold * 2 > len(text), _lead(text, xs, end), pieces, marks,
        row[-1].blank, word=_width(xs, end, len(text.split(" ", 1)[0])),
    )  # fmt: skip


def _size(row: Sequence[Run]) -> float:
    """The size that most characters have."""
    sizes: dict[float, int] = {}
    for run in row:
        sizes[run.size] = sizes.get(run.size, 0) + len(run.text)
    return max(sizes, key=lambda s: (sizes[s], s))


def _lead(text: str, xs: Sequence[float], end: float) -> float:
    """The width of what a line can't be broken within, at its beginning."""
    at = 0
    while at < len(text) and text[at] in _OPENING:
        at += 1
    if at < len(text) and is_wide(text[at]):
        at += 1
    else:
        while at < len(text) and not is_wide(text[at]) and (text[at].isalnum() or text[at] in _INNER):
            at += 1
    while at < len(text) and text[at] in _CLOSING:
        at += 1
    return _width(xs, end, max(at, 1))


def _width(xs: Sequence[float], end: float, count: int) -> float:
    return (xs[count] if count < len(xs) else end) - xs[0]
