"""The lines of a document as the readers of its particulars see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.labels import read_label
from ingest.lines import Line
from ingest.quotes import quoted_lines
from language.text import squeeze
from policy.documents import Origin

_HEAD_LINES = 60
LONGEST_LINE = 400
"""A line of more characters is text, not a title, a number or a row of a table."""
_LONGEST_SENTENCE = 1000
_NO_TEXT = ("page furniture", "table of contents", "markup")
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_BRACKETED = re.compile(r"[（(\[【].*?[)）\]】]$")


@dataclass(frozen=True, slots=True)
class Said:
    """A value, and the part of the text that says it. `via`: the field that it follows from."""

    value: Any
    start: int
    end: int
    via: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the text, with its offset."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)


class Page:
    """A document's text and lines. `head` counts the lines before the first sentence or numbered part."""

    def __init__(self, text: str, lines: Sequence[Line], reasons: Mapping[int, str]) -> None:
        self.text = text
        self.all = lines
        self.lines = [line for i, line in enumerate(lines) if not (line.discard or line.note) and reasons.get(i) not in _NO_TEXT]
        self.head = next((i for i, line in enumerate(self.lines) if _is_body(line.text)), len(self.lines))
        self.head = min(self.head, _HEAD_LINES)
        self._quoted = quoted_lines(self.lines)

    def sentences(self, holding: re.Pattern[str]) -> Iterator[Sentence]:
        """The sentences in which a pattern is found, in order; those of other documents, in quotation marks, are left out."""
        for index, line in enumerate(self.lines):
            if index in self._quoted or line.table or not holding.search(line.text):
                continue
            for match in _SENTENCE.finditer(line.text):
                if match.end() - match.start() <= _LONGEST_SENTENCE and holding.search(match.group()):
                    yield Sentence(match.group(), line.start + match.start())

    def origin(self, reading: Said) -> Origin:
        """Where in the text a value was read."""
        line = self.text.count("\n", 0, reading.start) + 1
        return Origin("text", self.text[reading.start : reading.end], line, reading.start, reading.end, reading.via)


def _is_body(text: str) -> bool:
    """A numbered part, or a sentence; a heading line may hold a full stop inside brackets only."""
    if len(text) > LONGEST_LINE or read_label(text):
        return True
    bare = re.sub(r"《[^》]*》", "", _BRACKETED.sub("", text))
    return "。" in bare or bare.endswith(("；", ";"))


def same_name(text: str) -> str:
    """A title as titles are compared: without signs, and without 的 and 试行, which notices drop or add."""
    bare = re.sub(r"[（(〔\[](?:试行|暂行|征求意见稿|草案|送审稿|修订稿)[)）〕\]]", "", text)
    return re.sub(r"[的\"'<>《》〈〉,.()\[\]:：]", "", squeeze(bare))
