"""Writers of PDF files for the reading tests: fpdf2 with any geometry, Chromium where it is installed."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF
from fpdf.enums import TableBordersLayout

from ingest.blocks import Block, Paragraph, Table
from tests.ingest.samples import to_html

CHROMIUM = Path("/usr/bin/chromium")
_FONTS = Path("/usr/share/fonts/opentype/noto")
_SIMPLIFIED = 2  # in Noto's collections

needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")


@cache
def font(serif: bool = False) -> Path:
    """A font with Chinese characters; the test is skipped where there is none."""
    path = _FONTS / f"Noto{'Serif' if serif else 'Sans'}CJK-Regular.ttc"
    if not path.exists():
        pytest.skip("no Chinese font is installed")
    return path


@dataclass(frozen=True)
class Geometry:
    """How a document is set: lengths in millimetres, sizes in points, distances of lines in times the size.

    `header` and `footer` stand on every page, {n} for its number and {nb} for how many there are.
    """

    paper: str = "A4"
    margin: float = 25.0
    size: float = 12.0
    pitch: float = 1.6
    indent: bool = True
    gap: float = 0.0
    serif: bool = False
    justified: bool = False
    header: str = ""
    footer: str = ""
    watermark: str = ""
    columns: int = 1


class _Paper(FPDF):
    """Pages with a header, a footer, a watermark and footnotes."""

    def __init__(self, geometry: Geometry) -> None:
        super().__init__(format=geometry.paper)
        self.geometry = geometry
        self.notes: list[str] = []
        self.add_font("cjk", "", font(geometry.serif), collection_font_number=_SIMPLIFIED)

    def header(self) -> None:
        if self.geometry.watermark:
            self.set_font("cjk", size=50)
            with self.rotation(45, self.w / 2, self.h / 2):
                self.text(self.w / 4, self.h / 2, self.geometry.watermark)
        if self.geometry.header:
            self.set_y(8)
            self.set_font("cjk", size=9)
            self.cell(0, 5, self.geometry.header.replace("{n}", str(self.page_no())), align="C")
            self.set_y(self.t_margin)

    def footer(self) -> None:
        if self.notes:
            high = 4.0 * len(self.notes)
            self.set_y(-(self.b_margin - 2))
            self.line(self.l_margin, self.get_y(), self.l_margin + 40, self.get_y())
            self.set_font("cjk", size=self.geometry.size * 0.75)
            for note in self.notes:
                self.set_x(self.l_margin)
                self.multi_cell(0, high / len(self.notes), note, wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
            self.notes = []
        if self.geometry.footer:
            self.set_y(-10)
            self.set_font("cjk", size=9)
            self.cell(0, 5, self.geometry.footer.replace("{n}", str(self.page_no())), align="C")


def to_pdf(blocks: Sequence[Block], geometry: Geometry = Geometry()) -> bytes:
    """The document by fpdf2. A raised mark stands where a text has ^1 in it; its note is a Paragraph with `note`."""
    paper = _Paper(geometry)
    notes = [block for block in blocks if isinstance(block, Paragraph) and block.note]
    paper.set_margins(geometry.margin, geometry.margin)
    paper.set_auto_page_break(True, geometry.margin + 4 * len(notes))
    paper.add_page()
    for block in blocks:
        paper.set_font("cjk", size=geometry.size)
        if isinstance(block, Table):
            _table(paper, block)
        elif block.note:
            paper.notes.append(f"{len(paper.notes) + 1} {block.text}")
        else:
            _paragraph(paper, block, geometry)
    return bytes(paper.output())


def _paragraph(paper: _Paper, block: Paragraph, geometry: Geometry) -> None:
    high = geometry.size * 0.3528 * geometry.pitch
    if block.depth:
        paper.set_font("cjk", size=geometry.size * (1.4 if block.depth == 1 else 1.15))
    text = block.text if block.depth or not geometry.indent else f"　　{block.text}"
    if "^" in text:
        _marked(paper, text, geometry, high)
    else:
        align = "C" if block.depth == 1 else "J" if geometry.justified else "L"
        paper.multi_cell(0, high, text, align=align, wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
    if geometry.gap:
        paper.ln(high * geometry.gap)


def _marked(paper: _Paper, text: str, geometry: Geometry, high: float) -> None:
    before, _, after = text.partition("^")
    paper.write(high, before, wrapmode="CHAR")
    paper.char_vpos = "SUP"
    paper.write(high, after[0], wrapmode="CHAR")
    paper.char_vpos = "LINE"
    paper.write(high, after[1:], wrapmode="CHAR")
    paper.ln(high)


def _table(paper: _Paper, block: Table) -> None:
    wide = max(len(row) for row in block.rows)
    headings = block.header or 0
    options: dict[str, Any] = {"num_heading_rows": headings, "wrapmode": "CHAR", "first_row_as_headings": bool(headings)}
    with paper.table(borders_layout=TableBordersLayout.ALL, headings_style=_plain(paper), **options) as table:
        for row in block.rows:
            cells = table.row()
            for cell in (*row, *[""] * (wide - len(row))):
                cells.cell(cell)


def _plain(paper: FPDF) -> Any:
    from fpdf.fonts import FontFace

    return FontFace(family="cjk", emphasis="")


def by_chromium(blocks: Sequence[Block], folder: Path, style: str = "") -> bytes:
    """The document printed by Chromium, with a style sheet of its own."""
    return print_html(to_html(blocks).decode().replace("<head>", f"<head><style>{style}</style>"), folder)


def print_html(page: str, folder: Path) -> bytes:
    """A page printed by Chromium."""
    source, out = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
               f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={out}", str(source)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out.read_bytes()
