"""Headings that stand over articles without being 第X章: 一、证据的收集, 总则, a heading that the format marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.headings import SENTENCE, is_title_like
from ingest.labels import Label, Level
from ingest.lines import Line

_AS = {Level.ONE: Level.DIVISION, Level.TWO: Level.SUBDIVISION}
_SHORT = 20
_SHORTEST = 6
_PLAIN = re.compile(r"[一-鿿　 ]+$")


def find_divisions(lines: Sequence[Line], labels: Sequence[Label | None]) -> dict[int, Level]:
    """Index of each line that is a heading over articles, with its level.

    Without a mark of the format, a line is one only where articles follow it at once: 一、 in a list inside an article
    is a heading nowhere.
    """
    out: dict[int, Level] = {}
    following = _followed_by_article(lines, labels)
    open_: dict[Level, int] = {}  # the last number of each kind that was a heading
    for index, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label is None:
            if line.depth or (index in following and _is_bare(line, lines[index - 1].text if index else "")):
                out[index] = Level.DIVISION
        elif label.level in _AS and index in following and is_title_like(line.text[label.end :]):
            level = _AS[label.level]
            if label.number not in (1, open_.get(level, 0) + 1):
                continue
            out[index], open_[level] = level, label.number or 0
    return out


def _followed_by_article(lines: Sequence[Line], labels: Sequence[Label | None]) -> set[int]:
    """Indexes of the lines between which and the next article there are headings alone."""
    out: set[int] = set()
    near = False
    for index in range(len(lines) - 1, -1, -1):
        label = labels[index]
        if near:
            out.add(index)
        if label is not None and label.level is Level.ARTICLE:
            near = not label.refers
        elif not is_title_like(lines[index].text):
            near = False
    return out


def _is_bare(line: Line, before: str) -> bool:
    """附则, 总 则: a few words without any sign, after a sentence; the first line of all may be anything else."""
    longest = _SHORT if SENTENCE.search(before) else 0 if before else _SHORTEST
    return len(line.text) <= longest and bool(_PLAIN.match(line.text))
