"""DOCX files written as the XML that they are, for what python-docx has no words for."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W_NS}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{more}</Types>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
          "comments": "comments", "header1": "hdr", "footer1": "ftr"}  # fmt: skip


def word_file(body: str, **parts: str) -> bytes:
    """A DOCX of this body; `parts` are the insides of styles, numbering, footnotes, endnotes, comments, header1, footer1."""
    files = {"word/document.xml": _xml("document", f"<w:body>{body}</w:body>")}
    files |= {f"word/{name}.xml": _xml(_ROOTS[name], inside) for name, inside in parts.items()}
    more = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{name.rstrip("1")}+xml"/>'
        for name in parts
    )
    files["[Content_Types].xml"] = _TYPES.format(more=more)
    files["_rels/.rels"] = _relations({"word/document.xml": "officeDocument"})
    files["word/_rels/document.xml.rels"] = _relations({f"{name}.xml": name.rstrip("1") for name in parts})
    return packed(files)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _xml(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_NAMESPACES}>{inside}</w:{root}>'


def _relations(targets: Mapping[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(content: str = "", style: str = "", num: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph; `content` is text or runs; `num` its numbering instance and level."""
    inside = content if content.startswith("<") or not content else run(content)
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>' if num else ""
    return f"<w:p><w:pPr>{styled}{numbered}{properties}</w:pPr>{inside}</w:p>"


def level(place: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of an abstract numbering; `more` stands where the schema has lvlRestart, pStyle, isLgl and suff."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(abstracts: Mapping[int, str], nums: Mapping[int, tuple[int, str]]) -> str:
    """The inside of a numbering part: levels of each abstract numbering; each instance's abstract one and overrides."""
    return "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for key, levels in abstracts.items()
    ) + "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        for key, (abstract, overrides) in nums.items()
    )


def cell(content: str, properties: str = "") -> str:
    """A table's cell; `content` is text or paragraphs."""
    inside = content if content.startswith("<") else para(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str) -> str:
    """A table of rows, each the cells of one, after its properties if it has any."""
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
