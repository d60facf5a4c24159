"""A summary as a PDF, with a Chinese font that this machine has; where it has none, there is no PDF, and that is said."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Iterator, Sequence
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
    "title": (18, 0, 20), "meta": (9, 0, 110), "warning": (9.5, 3, 60), "heading": (14, 6, 20), "entry": (11.5, 4, 20),
    "amount": (10.5, 0.5, 20), "line": (9.5, 0.5, 70), "bullet": (9.5, 0.5, 40),
}  # fmt: skip


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
    size, before, ink = _LOOK[block.style]
    height = size * 0.56
    if block.style in ("heading", "entry") and pdf.will_page_break(before + 4 * height):
        pdf.add_page()
    pdf.ln(before)
    pdf.set_font("cjk", size=size)
    pdf.set_text_color(ink)
    indent = 5 if block.style == "bullet" else 0
    pdf.set_x(pdf.l_margin + indent)
    words = "".join(c for c in block.text if c.isprintable() and not "\ud800" <= c <= "\udfff")
    wrap = "CHAR" if sum("\u4e00" <= c <= "\u9fff" for c in words) * 3 > len(words) else "WORD"
    pdf.multi_cell(0, height, words, align="L", wrapmode=wrap, new_x="LMARGIN", new_y="NEXT")


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
