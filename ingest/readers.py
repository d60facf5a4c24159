"""Files to Documents: one reader a format, chosen by the file's ending."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from ingest.digest import read_digest
from ingest.lines import Line, split_lines
from ingest.metadata import read_metadata
from ingest.parse import parse_document
from policy.documents import Document, Metadata
from policy.errors import UnreadableSource

MARKDOWN_ENDINGS = {".md", ".markdown"}
TEXT_ENDINGS = {".txt", ".text"} | MARKDOWN_ENDINGS
DIGEST_ENDINGS = {".yaml", ".yml"}
_MAX_BYTES = 64 * 1024 * 1024
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?=\S)")


def read_document(path: Path, source: str, facts: Mapping[str, Any] | None = None) -> Document:
    """The Document of one file. `facts` are those of a `document.yaml` beside it; `source` is how reports name it.

    Raises UnreadableSource with the file's name and what to do about it.
    """
    if path.suffix.lower() in DIGEST_ENDINGS:
        data = load_yaml(path, source)
        return read_digest(data, _id_in(data), source)
    metadata, warnings = read_metadata(facts, f"{source}'s document.yaml") if facts else (Metadata(title=""), [])
    text = read_text(path, source)
    lines = _markdown(text) if path.suffix.lower() in MARKDOWN_ENDINGS else split_lines(text)
    if not lines:
        raise UnreadableSource(f"{source} is empty; there is nothing to bring in")
    # source.txt is named by its folder, any other file by itself
    document_id = _id_in(facts or {}) or clean_id(path.absolute().parent.name if facts else path.stem)
    document = parse_document(document_id, source, text, lines, metadata)
    return replace(document, warnings=(*document.warnings, *warnings)) if warnings else document


def clean_id(name: str) -> str:
    """A document id: the file's name without white space or the sign that parts document from clause."""
    return re.sub(r"[\s#/\\]+", "-", name.strip()).strip("-") or "document"


def _id_in(facts: Mapping[str, Any]) -> str:
    given = facts.get("id")
    name = "" if given is None or isinstance(given, (dict, list)) else str(given).strip()
    return clean_id(name) if name else ""


def read_text(path: Path, source: str) -> str:
    """A text file in UTF-8, UTF-16 or GB18030, line ends made one. Raises UnreadableSource."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UnreadableSource(f"{source} is larger than {_MAX_BYTES >> 20} MiB; split it into its documents")
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"{source} can't be read ({error.strerror}); check the file and its rights") from error
    if not raw.startswith(_UTF16) and _BINARY.search(raw):
        raise UnreadableSource(f"{source} is not a text file; save it as text, Markdown or YAML")
    for encoding in ("utf-16",) if raw.startswith(_UTF16) else ("utf-8-sig", "gb18030"):
        try:
            return _BREAKS.sub("\n", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableSource(f"{source} is in an unknown encoding; save it as UTF-8")


def load_yaml(path: Path, source: str) -> dict[str, Any]:
    """A YAML mapping. Raises UnreadableSource, naming the line."""
    text = read_text(path, source)
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise UnreadableSource(f"{source}{line}: not valid YAML; mend it") from error
    except ValueError as error:  # 2025-02-30 has the form of a date
        raise UnreadableSource(f"{source}: {error}; mend it") from error
    except RecursionError as error:
        raise UnreadableSource(f"{source} is nested too deep for a list of facts; mend it") from error
    if not isinstance(data, dict):
        raise UnreadableSource(f"{source} must hold `name: value` lines")
    return data


def _markdown(text: str) -> list[Line]:
    """Lines of Markdown: headings with their depth, list marks and emphasis left as the text has them."""
    out: list[Line] = []
    for line in split_lines(text):
        mark = _HEADING.match(line.text)
        if mark:
            depth = len(mark["marks"])
            out.append(Line(line.start, line.start + depth, mark["marks"], discard="markup"))
            out.append(Line(line.start + mark.end(), line.end, line.text[mark.end() :], depth=depth))
        else:
            out.append(line)
    return out
