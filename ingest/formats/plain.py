"""Plain text and Markdown: bytes in any of the encodings that Chinese documents come in, to lines."""

from __future__ import annotations

import re

from ingest.blocks import as_text
from ingest.formats.encodings import CONTROLS, detect, strip_mark
from ingest.formats.plain_tables import markdown, tabbed
from ingest.formats.wrapping import joined_paragraphs
from ingest.lines import Line, Reading, split_lines
from policy.errors import UnreadableSource

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?=\S)")


def read_plain(raw: bytes, source: str) -> Reading:
    """Plain text; where its lines were broken at one width, its paragraphs again. Raises UnreadableSource."""
    text = decode(raw, source)
    joined = joined_paragraphs(text)
    warnings = () if joined is None else ("its lines were broken at one width; they are joined",)
    text = text if joined is None else joined
    blocks = tabbed(text)
    return Reading(*as_text(blocks), warnings=warnings) if blocks else Reading(text, tuple(split_lines(text)), warnings=warnings)


def read_markdown(raw: bytes, source: str) -> Reading:
    """Markdown: headings with their depth, tables, footnotes; list marks and emphasis left as the text has them. Raises UnreadableSource."""
    text = decode(raw, source)
    blocks = markdown(text)
    if blocks:
        return Reading(*as_text(blocks))
    out: list[Line] = []
    for line in split_lines(text):
        mark = _HEADING.match(line.text)
        if mark:
            depth = len(mark["marks"])
            out.append(Line(line.start, line.start + depth, mark["marks"], discard="markup"))
            out.append(Line(line.start + mark.end(), line.end, line.text[mark.end() :], depth=depth))
        else:
            out.append(line)
    return Reading(text, tuple(out))


def decode(raw: bytes, source: str) -> str:
    """A text in UTF-8, -16 or -32, GB18030 or Big5, line ends made one. Raises UnreadableSource rather than guess."""
    encoding = detect(raw)
    text = strip_mark(raw).decode(encoding) if encoding else ""
    if CONTROLS.search(text) or (not encoding and _BINARY.search(raw)):
        raise UnreadableSource(f"{source} is not a text file; save it as text, Markdown or YAML")
    if not encoding:
        raise UnreadableSource(f"{source} is in an unknown encoding; save it as UTF-8")
    return _BREAKS.sub("\n", text)


def is_text(raw: bytes) -> bool:
    """Whether a content holds no bytes that only binary files have, or makes sense in one of the wider encodings."""
    return not _BINARY.search(raw) or detect(raw) is not None
