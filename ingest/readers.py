"""Files to Documents: which reader takes which file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import yaml

from ingest.digest import read_digest
from ingest.formats.plain import decode, is_text
from ingest.lines import Reading
from ingest.metadata import read_metadata
from ingest.parse import parse_document
from ingest.sniff import REFUSED, sniff
from policy.documents import Document, Metadata
from policy.errors import UnreadableSource

DIGEST_ENDINGS = {".yaml", ".yml"}
_MAX_BYTES = 64 * 1024 * 1024

Reader = Callable[[bytes, str], Reading]
# Ending to module and function: a library that reads a format is imported when there is a file of it.
_READERS = {
    ".txt": ("ingest.formats.plain", "read_plain"),
    ".text": ("ingest.formats.plain", "read_plain"),
    ".md": ("ingest.formats.plain", "read_markdown"),
    ".markdown": ("ingest.formats.plain", "read_markdown"),
    ".docx": ("ingest.formats.word", "read_word"),
    ".docm": ("ingest.formats.word", "read_word"),
    ".html": ("ingest.formats.web", "read_html"),
    ".htm": ("ingest.formats.web", "read_html"),
    ".xhtml": ("ingest.formats.web", "read_html"),
    ".pdf": ("ingest.formats.pdf.isolated", "read_pdf"),
}
ENDINGS = frozenset(_READERS) | DIGEST_ENDINGS


def read_document(path: Path, source: str, facts: Mapping[str, Any] | None = None) -> Document:
    """The Document of one file. `facts` are those of a `document.yaml` beside it; `source` is how reports name it.

    Raises UnreadableSource with the file's name and what to do about it.
    """
    if path.suffix.lower() in DIGEST_ENDINGS:
        data = load_yaml(path, source)
        return read_digest(data, _id_in(data), source)
    metadata, warnings = read_metadata(facts, f"{source}'s document.yaml") if facts else (Metadata(title=""), [])
    reading = _read(path, source)
    if not reading.lines:
        raise UnreadableSource(f"{source} is empty; there is nothing to bring in")
    # source.txt is named by its folder, any other file by itself
    document_id = _id_in(facts or {}) or clean_id(path.absolute().parent.name if facts else path.stem)
    document = parse_document(document_id, source, reading.text, reading.lines, metadata, reading.found)
    return replace(document, warnings=(*document.warnings, *reading.warnings, *warnings))


def _read(path: Path, source: str) -> Reading:
    """The Reading of a file, by what its content is first and what its name says second."""
    raw = read_bytes(path, source)
    ending = path.suffix.lower()
    kind = sniff(raw, source) or ending
    if kind in REFUSED and not is_text(raw):
        raise UnreadableSource(f"{source} {REFUSED[kind]}")
    module, name = _READERS.get(kind, _READERS[".txt"])
    reading = cast(Reader, getattr(import_module(module), name))(raw, source)
    if kind in _READERS and _READERS[kind] != _READERS.get(ending):
        note = f"the content is of the kind {kind} and was read so, whatever the file's ending says"
        reading = replace(reading, warnings=(note, *reading.warnings))
    return reading


def clean_id(name: str) -> str:
    """A document id: the file's name without white space or the sign that parts document from clause."""
    return re.sub(r"[\s#/\\]+", "-", name.strip()).strip("-") or "document"


def _id_in(facts: Mapping[str, Any]) -> str:
    given = facts.get("id")
    name = "" if given is None or isinstance(given, (dict, list)) else str(given).strip()
    return clean_id(name) if name else ""


def read_bytes(path: Path, source: str) -> bytes:
    """A file's content, of at most 64 MiB. Raises UnreadableSource."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UnreadableSource(f"{source} is larger than {_MAX_BYTES >> 20} MiB; split it into its documents")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"{source} can't be read ({error.strerror}); check the file and its rights") from error


def load_yaml(path: Path, source: str) -> dict[str, Any]:
    """A YAML mapping. Raises UnreadableSource, naming the line."""
    text = decode(read_bytes(path, source), source)
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
