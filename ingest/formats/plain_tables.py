"""Tables in text without a layout: Markdown's pipe tables, and lines whose cells are parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Block, Paragraph, Table
from ingest.headings import SENTENCE
from ingest.labels import read_label

_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"\s{0,3}(?P<marks>#{1,6})\s+(?=\S)")
_NOTE = re.compile(r"^\s{0,3}\[\^(?P<mark>[^\]\s]{1,20})\]:\s*")
_CALL = re.compile(r"\[\^(?P<mark>[^\]\s]{1,20})\]")
_LABEL_CHARS = 30
_PAGE = re.compile(r"^[\s.…·]*[-—]?\s*\d{1,4}\s*[-—]?$")


def tabbed(text: str) -> list[Block] | None:
    """Plain text as blocks, a run of lines with the same number of tabs a table; None where there is no such run."""
    lines = text.split("\n")
    out: list[Block] = []
    index = tables = 0
    while index < len(lines):
        end = _run(lines, index)
        rows = [_cells(line) for line in lines[index:end]]
        if len(rows) > 1 and _is_table(rows):
            out.append(Table(tuple(rows)))
            tables += 1
        else:
            out += [Paragraph(line) for line in lines[index:end]]
        index = end
    return out if tables else None


def _run(lines: Sequence[str], first: int) -> int:
    """Where the run of lines with as many tabs as the first has ends."""
    width = len(_cells(lines[first]))
    last = first + 1
    while width > 1 and last < len(lines) and len(_cells(lines[last])) == width:
        last += 1
    return last


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("\t")) if line.strip() else ()


def _is_table(rows: Sequence[tuple[str, ...]]) -> bool:
    """No: an indented text, labels parted from their text by a tab, a list of contents with its pages."""
    if all(not row[0] for row in rows) or any(read_label(f"{row[0]} {row[1]}") for row in rows if row[0]):
        return False
    if all(sum(map(bool, row)) < 2 for row in rows):  # a form to be filled in, or ends of lines
        return all(len(row[0]) <= _LABEL_CHARS and not SENTENCE.search(row[0]) for row in rows)
    return not all(_PAGE.match(row[-1]) and not row[0].isdecimal() and len(row) == 2 for row in rows)


def markdown(text: str) -> list[Block] | None:
    """Markdown as blocks: headings, pipe tables, footnotes; None where it has neither table nor footnote."""
    lines = text.split("\n")
    out: list[Block] = []
    marks = {match["mark"] for line in lines if (match := _NOTE.match(line))}
    index, tables = 0, 0
    while index < len(lines):
        rows = _pipe_table(lines, index)
        if rows:
            head = any(rows[0])
            out.append(Table(tuple(rows if head else rows[1:]), header=int(head)))
            tables += 1
            index += len(rows) + 1
        else:
            out.append(_paragraph(lines[index], marks))
            index += 1
    return out if tables or marks else None


def _pipe_table(lines: Sequence[str], first: int) -> list[tuple[str, ...]]:
    """The rows of a pipe table without the rule below its header."""
    if first + 1 >= len(lines) or "|" not in lines[first] or not _RULE.match(lines[first + 1]):
        return []
    rows = [_piped(lines[first])]
    if len(rows[0]) != len(_piped(lines[first + 1])):
        return []
    for line in lines[first + 2 :]:
        if not line.strip() or "|" not in line:
            break
        rows.append(_piped(line)[: len(rows[0])])
    return rows


def _piped(line: str) -> tuple[str, ...]:
    cells = _PIPE.split(line.strip())
    cells = cells[1:] if not cells[0].strip() else cells
    cells = cells[:-1] if cells and not cells[-1].strip() else cells
    return tuple(cell.strip().replace("\\|", "|") for cell in cells)


def _paragraph(line: str, marks: set[str]) -> Paragraph:
    note = _NOTE.match(line)
    if note:
        return Paragraph(line[note.end() :], note=f"注{note['mark']}")
    line = _CALL.sub(lambda call: "" if call["mark"] in marks else call.group(), line)
    heading = _HEADING.match(line)
    return Paragraph(line[heading.end() :], depth=len(heading["marks"])) if heading else Paragraph(line)
