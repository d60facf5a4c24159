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
_STYLES = {"title": "Title", "heading": "Heading 1", "entry": "Heading 2", "bullet": "List Bullet"}


def docx_bytes(blocks: Sequence[Block]) -> bytes:
    """The file's content."""
    from docx import Document  # lxml and templates: only who takes a file away pays for them
    from docx.shared import Cm, Pt

    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
    for name in ("Normal", *_STYLES.values()):
        _set_font(document.styles[name])
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.title = blocks[0].text if blocks else ""
    document.core_properties.author = "PolicyDesk"
    for block in blocks:
        paragraph = document.add_paragraph(style=_STYLES.get(block.style, "Normal"))
        run = paragraph.add_run(_UNFIT.sub("", block.text))
        run.bold = block.style in ("amount", "warning") or None
        if block.style == "meta":
            run.font.size = Pt(9)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_font(style: Any) -> None:
    """A font for Chinese too, which Word keeps apart from the one for Latin letters; ink of the text, no template's blue."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name = _FONT
    style.font.color.rgb = RGBColor(0x1B, 0x27, 0x33)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), _FONT)
