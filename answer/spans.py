"""A clause's text in sentences, and how much of it makes a quote."""

from __future__ import annotations

import re

SHORT = 230  # a clause of this length is quoted whole
LONGEST = 260  # characters of a quote that is made of several sentences
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end; semicolons and line ends part them too."""
    return [m.span() for m in _SENTENCE.finditer(text) if m.group().strip()]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
