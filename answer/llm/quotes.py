"""Which words of a clause to quote for a sentence that cites it."""

from __future__ import annotations

import re

from language.quantities import read_figures
from language.words import words
from policy.documents import Clause

_SHORT = 130  # a clause of this length is quoted whole
_LONGEST = 260
_ALIKE = 0.5  # a sentence of the clause that has this share of what the best one has belongs to the quote
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")


def quoted_span(clause: Clause, said: str) -> tuple[int, int]:
    """The run of sentences of a clause that says what `said` says: its figures and most of its words."""
    if len(clause.text.strip()) <= _SHORT:
        return _trimmed(clause.text, 0, len(clause.text))
    spans = [m.span() for m in _SENTENCE.finditer(clause.text) if m.group().strip()]
    scores = [_alike(clause.text[a:b], said) for a, b in spans]
    best = max(range(len(spans)), key=lambda i: (scores[i], -i))
    first = last = best
    for i in sorted(range(len(spans)), key=lambda i: -scores[i]):
        a, b = min(first, i), max(last, i)
        if scores[i] >= _ALIKE * scores[best] and spans[b][1] - spans[a][0] <= _LONGEST:
            first, last = a, b
    return _trimmed(clause.text, spans[first][0], spans[last][1])


def _alike(text: str, said: str) -> float:
    own, other = set(words(text)), set(words(said))
    figures = {(f.value, f.unit) for f in read_figures(said)}
    return len(own & other) + 3 * len({(f.value, f.unit) for f in read_figures(text)} & figures)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
