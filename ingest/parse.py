"""A source's text to a Document: what is form or furniture becomes discards, the rest clauses, nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.clauses import Emitter
from ingest.frontmatter import name_discards
from ingest.furniture import byline_end, find_furniture
from ingest.imprint.read import Found, complete_metadata
from ingest.lines import Line
from ingest.organs import with_organs
from ingest.structure import TreeBuilder
from policy.documents import Clause, ClauseKind, Discard, Document, Metadata

_FURNITURE = "page furniture"


def parse_document(
    document_id: str, source: str, text: str, lines: Sequence[Line], metadata: Metadata, found: Found | None = None
) -> Document:
    """The Document of a text and its lines. Every character that is not white space ends in a clause or a discard.

    `metadata` is what the operator gave; what it leaves empty is read from the text, then taken from `found`.
    """
    reasons = _reasons(lines, metadata)
    discards, kept = _set_apart(lines, reasons)
    metadata, unclear = complete_metadata(metadata, text, lines, reasons, found)
    builder = TreeBuilder(kept)
    clauses = with_organs(Emitter(document_id, text).emit(builder.build()), metadata.organs)
    discards += _uncovered(text, clauses, discards)
    doubts = (_unsure(text, line, why) for line, why in builder.unsure)
    warnings = (*doubts, *_count_warning(clauses, metadata), *unclear)
    return Document(
        id=document_id,
        source=source,
        text=text,
        metadata=metadata if metadata.title else replace(metadata, title=document_id),
        clauses=tuple(clauses),
        discards=tuple(sorted(discards, key=lambda d: d.start)),
        warnings=warnings,
    )


def _reasons(lines: Sequence[Line], metadata: Metadata) -> dict[int, str]:
    """Why each line that is in no clause is in none."""
    plain = [replace(line, text="") if line.table or line.note else line for line in lines]
    reasons = dict.fromkeys(find_furniture(plain), _FURNITURE)
    reasons |= {i: line.discard for i, line in enumerate(lines) if line.discard}
    rest = [i for i in range(len(lines)) if i not in reasons]
    named = name_discards([lines[i] for i in rest], (metadata.title, metadata.notice_title))
    return reasons | {rest[i]: reason for i, reason in named.items()}


def _set_apart(lines: Sequence[Line], reasons: Mapping[int, str]) -> tuple[list[Discard], list[Line]]:
    discards: list[Discard] = []
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if index in reasons:
            discards.append(Discard(line.text, line.start, line.end, reasons[index]))
            continue
        cut = byline_end(line.text) if len(kept) < 2 and not line.table else 0
        if cut:
            discards.append(Discard(line.text[:cut], line.start, line.start + cut, "byline"))
            line = replace(line, start=line.start + cut, text=line.text[cut:])
        kept.append(line)
    return discards, kept


def _uncovered(text: str, clauses: Sequence[Clause], discards: Sequence[Discard]) -> list[Discard]:
    """What no clause and no discard holds; the parser should leave nothing, and says so where it did."""
    covered = bytearray(len(text))
    for start, end in [(c.head_start, c.end) for c in clauses] + [(d.start, d.end) for d in discards]:
        covered[start:end] = b"\x01" * (end - start)
    out: list[Discard] = []
    start = -1
    for at in range(len(text) + 1):
        open_ = at < len(text) and not covered[at] and not text[at].isspace()
        if open_ and start < 0:
            start = at
        elif not open_ and start >= 0 and (at == len(text) or covered[at]):
            out.append(Discard(text[start:at].rstrip(), start, start + len(text[start:at].rstrip()), "not placed"))
            start = -1
    return out


def _unsure(text: str, line: Line, why: str) -> str:
    """Where the numbering reads oddly, by the line of the text, for the one who can look."""
    number = text.count("\n", 0, line.start) + 1
    return f"line {number}, “{line.text[:24]}”: {why}; check the numbering there"


def _count_warning(clauses: Sequence[Clause], metadata: Metadata) -> list[str]:
    held = sum(1 for c in clauses if c.kind is ClauseKind.ARTICLE)
    if metadata.clause_count and held != metadata.clause_count:
        return [f"{held} measures found, but document.yaml says clause_count: {metadata.clause_count}"]
    return [] if clauses else ["no clause found"]
