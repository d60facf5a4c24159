"""What readers hand to the structure parser: a text, and its lines with what is known of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: `text[start:end]`, stripped. `depth` is a heading's level where the format marks it, else 0.

    `discard` names why the reader knows that the line is no part of the document ("" where it does not). `table` is
    the number, from 1, of the table whose row the line is, else 0, and `caption` what that table is called; `note` the
    mark of the footnote that it is, else "".
    """

    start: int
    end: int
    text: str
    depth: int = 0
    discard: str = ""
    table: int = 0
    note: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as a reader gives it: the text, its lines in order, and what else the format told.

    `found` are facts about the document that the format itself states (a title in an HTML head): field of Metadata to
    the value and the place it stands. `warnings` say where the reading is unsure.
    """

    text: str
    lines: tuple[Line, ...]
    found: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def split_lines(text: str, first: int = 0) -> list[Line]:
    """The lines of `text` that hold more than white space, stripped, with offsets from `first`."""
    out: list[Line] = []
    at = first
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        if body:
            start = at + raw.index(body[0])
            out.append(Line(start, start + len(body), body))
        at += len(raw)
    return out
