"""Files to Documents: one reader a format, chosen by the file's ending."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from ingest.lines import Line, split_lines
from ingest.metadata import read_metadata
from ingest.parse import parse_document
from ingest.provisions import read_provisions
from policy.documents import Clause, ClauseKind, Document, Metadata
from policy.errors import UnreadableSource

TEXT_ENDINGS = {".txt", ".text", ".md", ".markdown"}
DIGEST_ENDINGS = {".yaml", ".yml"}
_MAX_BYTES = 64 * 1024 * 1024


def read_document(path: Path, source: str, facts: Mapping[str, Any] | None = None) -> Document:
    """The Document of one file. `facts` are those of a `document.yaml` beside it; `source` is how reports name it.

    Raises UnreadableSource with the file's name and what to do about it.
    """
    if path.suffix.lower() in DIGEST_ENDINGS:
        return _read_digest(path, source)
    metadata, warnings = read_metadata(facts, f"{source}'s document.yaml") if facts else (Metadata(title=""), [])
    text = read_text(path, source)
    lines = _markdown(text) if path.suffix.lower() in {".md", ".markdown"} else split_lines(text)
    if not lines:
        raise UnreadableSource(f"{source} is empty; there is nothing to bring in")
    document_id = str((facts or {}).get("id") or path.stem)
    document = parse_document(clean_id(document_id), source, text, lines, metadata)
    return _with_warnings(document, warnings)


def clean_id(name: str) -> str:
    """A document id: the file's name without white space or the sign that parts document from clause."""
    return re.sub(r"[\s#/\\]+", "-", name.strip()).strip("-") or "document"


def read_text(path: Path, source: str) -> str:
    """A text file in UTF-8 or GB18030, line ends made one. Raises UnreadableSource."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UnreadableSource(f"{source} is larger than {_MAX_BYTES >> 20} MiB; split it into its documents")
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"{source} can't be read ({error.strerror}); check the file and its rights") from error
    if b"\x00" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableSource(f"{source} is not a text file; save it as text, Markdown or YAML")
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnreadableSource(f"{source} is in an unknown encoding; save it as UTF-8")


def load_yaml(path: Path, source: str) -> dict[str, Any]:
    """A YAML mapping. Raises UnreadableSource, naming the line."""
    try:
        data = yaml.safe_load(read_text(path, source))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise UnreadableSource(f"{source}{line}: not valid YAML; mend it") from error
    if not isinstance(data, dict):
        raise UnreadableSource(f"{source} must hold `name: value` lines")
    return data


def _markdown(text: str) -> list[Line]:
    """Lines of Markdown: headings with their depth, list marks and emphasis left as the text has them."""
    out = []
    for line in split_lines(text):
        mark = re.match(r"(#{1,6})\s+(?=\S)", line.text)
        if mark:
            out.append(Line(line.start + mark.end(), line.end, line.text[mark.end() :], depth=len(mark[1])))
        else:
            out.append(line)
    return out


def _read_digest(path: Path, source: str) -> Document:
    """A digest: its head as metadata, each fact a clause. The text is the facts, one heading and one line each."""
    data = load_yaml(path, source)
    if not isinstance(data.get("facts"), list):
        raise UnreadableSource(f"{source} has no list of facts; a digest is `id`, `title` and `facts`")
    metadata, warnings = read_metadata(data, source)
    if not metadata.title or not data.get("id"):
        raise UnreadableSource(f"{source} needs an id and a title")
    document_id = clean_id(str(data["id"]))
    text, clauses = "", []
    for number, fact in enumerate(data["facts"], 1):
        clause, text = _fact(document_id, fact, number, text, f"{source}, fact {number}", clauses)
        clauses.append(clause)
    return Document(document_id, source, text, metadata, tuple(clauses), (), tuple(warnings))


def _fact(
    document_id: str, fact: Any, number: int, text: str, where: str, before: list[Clause]
) -> tuple[Clause, str]:
    if not isinstance(fact, dict) or not fact.get("text") or not fact.get("heading"):
        raise UnreadableSource(f"{where} needs a heading and a text")
    heading, body = str(fact["heading"]).strip(), str(fact["text"]).strip()
    head_start = len(text)
    start = head_start + len(heading) + 1
    same = sum(1 for c in before if c.heading == heading)
    slug = f"{heading}~{same + 1}" if same else heading
    clause = Clause(
        clause_id=f"{document_id}#{slug.replace('#', '＃')}", document_id=document_id, kind=ClauseKind.FACT,
        heading=heading, path=(heading,), text=body, start=start, end=start + len(body), head_start=head_start,
        number=number, provisions=tuple(read_provisions(body, heading=heading)),
        confidence=str(fact.get("confidence") or ""), applicant=str(fact.get("applicant") or ""),
        organs=tuple(o for o in str(fact.get("organ") or "").replace("，", "、").split("、") if o),
        ref=str(fact.get("ref") or ""),
    )  # fmt: skip
    return clause, f"{text}{heading}\n{body}\n"


def _with_warnings(document: Document, warnings: list[str]) -> Document:
    from dataclasses import replace

    return replace(document, warnings=(*document.warnings, *warnings)) if warnings else document
