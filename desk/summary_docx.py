"""A summary as a Word file."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from desk.summary import Block

_FONT = "Microsoft YaHei"
# What XML can't hold: control characters, and halves of surrogate pairs.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLES = {"title": "Title", "heading": "Heading 1", "part": "Heading 1", "entry": "Heading 2", "bullet": "List Bullet"}
_SIZES = {"meta": 8.5, "line": 9, "bullet": 9.5, "warning": 9, "counts": 13, "source": 9}
_WIDE = 16.6  # cm between the margins
_INK, _SHADE = (0x1B, 0x27, 0x33), "EEF1F5"


def docx_bytes(blocks: Sequence[Block]) -> bytes:
    """The file's content."""
    from docx import Document  # lxml and templates: only who takes a file away pays for them
    from docx.shared import Cm, Pt

    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(1.9)
        _page_numbers(section.footer.paragraphs[0])
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 14), ("Heading 2", 11), ("List Bullet", 9.5)):
        _set_font(document.styles[name])
        document.styles[name].font.size = Pt(size)
        document.styles[name].paragraph_format.space_after = Pt(2 if name in ("Normal", "List Bullet") else 3)
    document.core_properties.title = blocks[0].text if blocks else ""
    document.core_properties.author = "PolicyDesk"
    for block in blocks:
        if block.style == "table":
            _table(document, block)
        else:
            _paragraph(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(document: Any, block: Block) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm, Pt

    paragraph = document.add_paragraph(style=_STYLES.get(block.style, "Normal"))
    paragraph.paragraph_format.page_break_before = block.style == "part"
    run = paragraph.add_run(_UNFIT.sub("", block.text))
    run.bold = block.style in ("counts", "warning") or None
    if block.style in _SIZES:
        run.font.size = Pt(_SIZES[block.style])
    if block.aside:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDE), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run("\t" + _UNFIT.sub("", block.aside))


def _table(document: Any, block: Block) -> None:
    """A table whose header stands on each page that it comes to."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    table = document.add_table(rows=0, cols=len(block.widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, block.widths, strict=True):
        column.width = Cm(_WIDE * width / sum(block.widths))
    for n, words in enumerate(block.rows):
        cells = table.add_row().cells
        across = len(words) == 1
        if across:
            cells[0].merge(cells[-1])
        for cell, width in zip(cells, block.widths, strict=True):
            if not across:
                cell.width = Cm(_WIDE * width / sum(block.widths))
        for cell, own in zip(cells, words, strict=False):
            run = cell.paragraphs[0].add_run(_UNFIT.sub("", own))
            run.font.size, run.bold = Pt(8.5), (across or n == 0) or None
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            if across or n == 0:
                _shade(cell)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _page_numbers(paragraph: Any) -> None:
    """The page's number, which Word works out."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = 1
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _set_font(style: Any) -> None:
    """A font for Chinese too, which Word keeps apart from the one for Latin letters; ink of the text, no template's blue."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name = _FONT
    style.font.color.rgb = RGBColor(*_INK)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), _FONT)
