"""A summary as a PDF, with a Chinese font that this machine has; where it has none, there is no PDF, and that is said."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desk.summary import Block

_KNOWN = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/simhei.ttf",
)
_NEEDED = "政策资格符合还需要知道亿万元，。“”·"
# Points, space before in mm, grey of the ink.
_LOOK = {
    "title": (18, 0, 20), "meta": (8.5, 0.5, 110), "warning": (9, 2.5, 60), "counts": (13, 3, 20), "heading": (14, 6, 20),
    "part": (14, 0, 20), "entry": (10.5, 3, 20), "source": (9, 2, 30), "line": (8.5, 0.4, 80), "bullet": (9, 0.4, 40),
}  # fmt: skip
_CELL, _RULE, _SHADE = 8.5, 205, 240  # points; greys


@cache
def cjk_font() -> tuple[str, int] | None:
    """A font file that has Chinese characters, and the number of the face in it; None where there is none."""
    return next((found for path in _candidates() if (found := _face(path))), None)


def pdf_bytes(blocks: Sequence[Block], font: tuple[str, int]) -> bytes:
    """The file's content, A4."""
    from fpdf import FPDF  # only who takes a file away pays for it

    logging.getLogger("fpdf").setLevel(logging.ERROR)  # a glyph that no font has is a box, not news
    logging.getLogger("fontTools").setLevel(logging.ERROR)

    class Paper(FPDF):  # type: ignore[misc]
        def footer(self) -> None:
            self.set_y(-14)
            self.set_font("cjk", size=8)
            self.set_text_color(130)
            self.cell(0, 6, f"{self.page_no()} / {{nb}}", align="C")

    pdf: Any = Paper(format="A4")
    pdf.add_font("cjk", fname=font[0], collection_font_number=font[1])
    pdf.set_title(blocks[0].text if blocks else "")
    pdf.set_margins(20, 18, 20)
    pdf.set_auto_page_break(True, 20)
    pdf.add_page()
    for block in blocks:
        _write(pdf, block)
    return bytes(pdf.output())


def _write(pdf: Any, block: Block) -> None:
    if block.style == "table":
        _table(pdf, block)
        return
    size, before, ink = _LOOK[block.style]
    height = size * 0.53
    if block.style == "part" or (block.style in ("heading", "entry") and pdf.will_page_break(before + 4 * height)):
        pdf.add_page()
    pdf.ln(before)
    pdf.set_font("cjk", size=size)
    pdf.set_text_color(ink)
    indent, aside = (5 if block.style == "bullet" else 0), 0.0
    beside = block.aside and pdf.get_string_width(_printable(block.aside)) + 2 <= pdf.epw * 0.42
    if beside:
        aside = _aside(pdf, block.aside, height)
    pdf.set_x(pdf.l_margin + indent)
    words = _printable(block.text)
    pdf.multi_cell(pdf.epw - indent - aside, height, words, align="L", wrapmode=_wrap(words), new_x="LMARGIN", new_y="NEXT")
    if block.aside and not beside:
        _write(pdf, replace(block, style="line", text=block.aside, aside=""))


def _aside(pdf: Any, words: str, height: float) -> float:
    """Words at the right of the line that comes next; how much of its width they take."""
    words, top = _printable(words), pdf.get_y()
    wide = pdf.get_string_width(words) + 2
    pdf.set_x(pdf.l_margin + pdf.epw - wide)
    pdf.cell(wide, height, words, align="R")
    pdf.set_y(top)
    return float(wide + 3)


def _table(pdf: Any, block: Block) -> None:
    """A table whose header stands on each page that it comes to."""
    from fpdf.fonts import FontFace

    pdf.ln(3)
    pdf.set_font("cjk", size=_CELL)
    pdf.set_text_color(40)
    pdf.set_draw_color(_RULE)
    head = FontFace(emphasis="", fill_color=_SHADE, color=20)
    with pdf.table(
        col_widths=block.widths, text_align="LEFT", v_align="TOP", headings_style=head, line_height=_CELL * 0.46, padding=(0.8, 1.2),
        borders_layout="HORIZONTAL_LINES", wrapmode=_wrap("".join(block.rows[0])),
    ) as table:  # fmt: skip
        for cells in block.rows:
            row = table.row()
            for cell in cells:
                row.cell(_printable(cell), colspan=len(block.widths) if len(cells) == 1 else 1, style=head if len(cells) == 1 else None)


def _printable(words: str) -> str:
    return "".join(c for c in words if c.isprintable() and not "\ud800" <= c <= "\udfff")


def _wrap(words: str) -> str:
    """Between any two signs in Chinese, between words elsewhere."""
    return "CHAR" if sum("\u4e00" <= c <= "\u9fff" for c in words) * 3 > len(words) else "WORD"


def _candidates() -> Iterator[str]:
    """Files that may do: the well-known ones, then what fontconfig names."""
    yield from (path for path in _KNOWN if Path(path).is_file())
    try:
        asked = ["fc-match", "-f", "%{file}", "sans:lang=zh-cn"]
        found = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=False).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return
    if found and Path(found).is_file():
        yield found


def _face(path: str) -> tuple[str, int] | None:
    """The first face of a file that has the characters, the simplified one before others."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        faces = list(TTCollection(path, lazy=True)) if path.lower().endswith((".ttc", ".otc")) else [TTFont(path, lazy=True)]
        fitting = [n for n, face in enumerate(faces) if set(map(ord, _NEEDED)) <= set(face.getBestCmap() or {})]
        if not fitting:
            return None
        return path, next((n for n in fitting if "SC" in str(faces[n]["name"].getDebugName(4))), fitting[0])
    except (OSError, TTLibError, KeyError, AssertionError):
        return None
