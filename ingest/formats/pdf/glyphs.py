"""A page as pdfium has it, to characters with their places and the lines that are drawn."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ingest.formats.pdf.characters import SOFT_HYPHEN, is_unknown, is_wide, ordinary
from ingest.formats.pdf.model import Glyph, Rule

_BOLD = 600  # weight, of 100 to 900
_THIN = 4.0  # points; what is drawn thicker is an area
_SHORTEST = 3.0
_MOST_RULES = 4000  # on a page; more is a drawing
_MOST_OBJECTS = 60_000
_DEPTH = 6  # of forms in forms
_HYPHEN = 2  # what pdfium gives for a hyphen at a line's end


@dataclass(slots=True)
class RawPage:
    """A page turned so that most of its text reads from left to right."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    unknown: int = 0
    drawn: bool = False


@dataclass(slots=True)
class _Turn:
    """How page space is turned into reading space: by quarters of a circle, y then growing downward."""

    quarter: int
    box: tuple[float, float, float, float]

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.box
        if self.quarter == 0:
            return x - left, top - y
        if self.quarter == 1:
            return y - bottom, x - left
        if self.quarter == 2:
            return right - x, y - bottom
        return top - y, right - x

    @property
    def size(self) -> tuple[float, float]:
        left, bottom, right, top = self.box
        return (right - left, top - bottom) if self.quarter % 2 == 0 else (top - bottom, right - left)


def read_page(page: Any, most: int) -> RawPage:
    """The page's characters in the order of the file, at most `most` of them, and its lines."""
    text = page.get_textpage()
    try:
        found = list(_characters(text, most))
    finally:
        text.close()
    quarters = Counter(quarter for *_, quarter, _ in found if quarter >= 0)
    turn = _Turn(quarters.most_common(1)[0][0] if quarters else 0, page.get_bbox())
    raw = RawPage(*turn.size)
    for char, x, y, end_x, end_y, size, across, bold, quarter, unknown in found:
        if unknown:
            raw.unknown += 1
        x0, base = turn(x, y)
        x1, _ = turn(end_x, end_y)
        least = x0 + across * (0.98 if is_wide(char) else 0.1)
        raw.glyphs.append(Glyph(char, x0, max(x1, least), base, size, bold, quarter != turn.quarter))
    _objects(page, raw, turn)
    return raw


def _characters(text: Any, most: int) -> Iterator[tuple[str, float, float, float, float, float, float, bool, int, bool]]:
    """Each character with origin, end, height, width, weight, the quarter of a circle it is turned by (-1 between), and whether
    the file doesn't say what it is."""
    import pypdfium2.raw as pdfium

    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(min(text.count_chars(), most)):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text, index)
        char = SOFT_HYPHEN if code == _HYPHEN else ordinary(_char(code))
        if not char or code in (9, 10, 13):
            char = " " if code in (9, 10, 13) else ""
        if not char:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        given = pdfium.FPDFText_GetFontSize(text, index)
        size, across = given * math.hypot(matrix.c, matrix.d), given * math.hypot(matrix.a, matrix.b)
        values = (x.value, y.value, box.left, box.right, box.bottom, box.top, size, across)
        if not all(map(math.isfinite, values)) or max(map(abs, values)) > 1e6:
            continue
        quarter = _quarter(matrix.a, matrix.b)
        end = (box.right, box.top, box.left, box.bottom)[max(quarter, 0)]
        end_x, end_y = (end, y.value) if quarter % 2 == 0 else (x.value, end)
        bold = pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD
        unknown = is_unknown(char) or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
        yield char, x.value, y.value, end_x, end_y, max(size, 0.5), across, bold, quarter, unknown


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _quarter(a: float, b: float) -> int:
    """0 for text from left to right, 1 upward, 2 from right to left, 3 downward; -1 for what is slanted."""
    angle = math.degrees(math.atan2(b, a)) % 360
    nearest = round(angle / 90) % 4
    off = abs((angle - 90 * nearest + 180) % 360 - 180)
    return nearest if off < 5 else -1


def _objects(page: Any, raw: RawPage, turn: _Turn) -> None:
    """The level and upright lines among the page's paths, and whether it has pictures."""
    import pypdfium2.raw as pdfium

    wanted = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING]
    for count, entry in enumerate(page.get_objects(filter=wanted, max_depth=_DEPTH)):
        if count > _MOST_OBJECTS or len(raw.rules) > _MOST_RULES:
            raw.rules.clear()
            return
        if entry.type != pdfium.FPDF_PAGEOBJ_PATH:
            raw.drawn = True
            continue
        raw.rules += _rules(entry, turn, pdfium)


def _rules(path: Any, turn: _Turn, pdfium: Any) -> Iterator[Rule]:
    """The lines of one path. A box that is thin is a line, a larger one its four edges."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    for x0, y0, x1, y1 in _boxes(path, pdfium, closed=bool(fill.value)):
        (a, b), (c, d) = turn(x0, y0), turn(x1, y1)
        left, right, top, bottom = min(a, c), max(a, c), min(b, d), max(b, d)
        if not all(map(math.isfinite, (left, right, top, bottom))) or max(right - left, bottom - top) < _SHORTEST:
            continue
        if min(right - left, bottom - top) <= _THIN:
            middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
            level = right - left > bottom - top
            yield Rule(left, middle_y, right, middle_y) if level else Rule(middle_x, top, middle_x, bottom)
        elif fill.value or stroke.value:
            yield from (Rule(left, top, right, top), Rule(left, bottom, right, bottom))
            yield from (Rule(left, top, left, bottom), Rule(right, top, right, bottom))


def _boxes(path: Any, pdfium: Any, *, closed: bool) -> Iterator[tuple[float, float, float, float]]:
    """The extents of each part of a path: of each straight stroke, or of a filled part as a whole."""
    matrix = path.get_matrix()
    count = pdfium.FPDFPath_CountSegments(path)
    if count > 400:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[tuple[float, float]]] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([point])
        else:
            parts[-1].append(point)
        if not closed and pdfium.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    for part in parts:
        if closed:
            xs, ys = [p[0] for p in part], [p[1] for p in part]
            yield min(xs), min(ys), max(xs), max(ys)
        else:
            for (a, b), (c, d) in pairwise(part):
                if min(abs(a - c), abs(b - d)) < 1:
                    yield a, b, c, d
