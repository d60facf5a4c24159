"""Footnotes: small type at the foot of a column, under a short line or with a mark that stands in the text above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.formats.pdf.model import Rule, TextLine

_SMALL = 0.93  # of the text's size
_SHORT = 0.5  # of the column's width
_MARK = re.compile(r"(?P<m>[①-⑳❶-❿*†‡※]+|[\[〔（(【]\s*(?:注\s*)?\d{1,3}\s*[\]〕）)】]|注\s*\d{0,3}(?=\s*[:：.、])|\d{1,3})\s*[:：.、]?\s*")


@dataclass(slots=True)
class Footnote:
    """A footnote: its mark as printed, and its lines without it. One that goes on from the page before has no mark."""

    mark: str
    lines: list[TextLine] = field(default_factory=list)


def take_notes(lines: Sequence[TextLine], rules: Sequence[Rule], body: float) -> tuple[list[TextLine], list[Footnote]]:
    """The lines of a column without its footnotes, and those. Their marks are taken out of the text."""
    start, ruled = _start(lines, rules, body)
    if start >= len(lines):
        return list(lines), []
    above = list(lines[:start])
    raised = {_bare(line.text[a:b]) for line in above for a, b in line.marks}
    notes: list[Footnote] = []
    for line in lines[start:]:
        mark, end = _mark(line)
        if mark and (notes or ruled or _bare(mark) in raised) and _next(mark, notes):
            line.text, line.marks = line.text[end:].lstrip(), []
            notes.append(Footnote(mark, [line] if line.text else []))
        elif notes:
            notes[-1].lines.append(line)
        elif ruled:
            notes.append(Footnote("", [line]))
        else:
            return list(lines), []
    for line in above:
        _strip_marks(line, {_bare(note.mark) for note in notes if note.mark})
    return above, notes


def _start(lines: Sequence[TextLine], rules: Sequence[Rule], body: float) -> tuple[int, bool]:
    """Where the footnotes begin, and whether a line is drawn over them; the number of lines where there are none."""
    for rule in sorted((r for r in rules if r.level), key=lambda r: r.top):
        start = next((i for i, line in enumerate(lines) if line.y - 0.9 * line.size >= rule.top - 1), len(lines))
        below = lines[start:]
        if not below or any(line.table for line in below):
            continue
        left, right = min(li.x0 for li in lines), max(li.x1 for li in lines)
        short = rule.x1 - rule.x0 < _SHORT * (right - left) and rule.x0 < left + 0.2 * (right - left)
        small = all(line.size <= _SMALL * body for line in below)
        near = start == 0 or rule.top - lines[start - 1].y < below[0].y - lines[start - 1].y
        if short and near and (small or (_mark(below[0])[0] and bool(below[0].marks))):
            return start, True
    start = len(lines)
    while start and not lines[start - 1].table and lines[start - 1].size <= _SMALL * body:
        start -= 1
    return (start, False) if start else (len(lines), False)


def _mark(line: TextLine) -> tuple[str, int]:
    """The mark at a line's beginning, and where its text begins; "" where there is none."""
    if line.marks and line.marks[0][0] == 0:
        end = line.marks[0][1]
        return line.text[:end], end
    match = _MARK.match(line.text)
    return (match["m"], match.end()) if match else ("", 0)


def _next(mark: str, notes: Sequence[Footnote]) -> bool:
    """Whether a mark may follow those before: a line that happens to begin with a figure is no new note."""
    before = _figure(notes[-1].mark) if notes else None
    value = _figure(mark)
    return before is None or value is None or value == before + 1


def _figure(mark: str) -> int | None:
    digits = re.search(r"\d+", mark)
    if digits:
        return int(digits.group())
    return ord(mark[0]) - ord("①") + 1 if mark and "①" <= mark[0] <= "⑳" else None


def _bare(mark: str) -> str:
    return re.sub(r"[\s\[\]〔〕（）()【】注]", "", mark)


def _strip_marks(line: TextLine, known: set[str]) -> None:
    """Take the raised marks of footnotes out of a line."""
    for start, end in reversed(line.marks):
        if _bare(line.text[start:end]) in known:
            line.text = (line.text[:start].rstrip(" ") + line.text[end:]) if start else line.text[end:].lstrip()
    line.marks = []
