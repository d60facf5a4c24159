"""What readers hand to the structure parser: a text, and its lines with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: `text[start:end]`, stripped. `depth` is a heading's level where the format marks it, else 0.

    `discard` names why the reader knows that the line is no part of the document ("" where it does not).
    """

    start: int
    end: int
    text: str
    depth: int = 0
    discard: str = ""


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
