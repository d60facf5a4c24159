"""Which words of a clause to quote for a sentence that cites it."""

from __future__ import annotations

from answer.spans import LONGEST, SHORT, sentence_spans, trimmed
from language.quantities import read_figures
from language.words import words
from policy.documents import Clause

_ALIKE = 0.5  # a sentence of the clause that has this share of what the best one has belongs to the quote


def quoted_span(clause: Clause, said: str) -> tuple[int, int]:
    """The run of sentences of a clause that says what `said` says: its figures and most of its words."""
    if len(clause.text.strip()) <= SHORT:
        return trimmed(clause.text, 0, len(clause.text))
    spans = sentence_spans(clause.text)
    scores = [_alike(clause.text[a:b], said) for a, b in spans]
    best = max(range(len(spans)), key=lambda i: (scores[i], -i))
    first = last = best
    for i in sorted(range(len(spans)), key=lambda i: -scores[i]):
        a, b = min(first, i), max(last, i)
        if scores[i] >= _ALIKE * scores[best] and spans[b][1] - spans[a][0] <= LONGEST:
            first, last = a, b
    return trimmed(clause.text, spans[first][0], spans[last][1])


def _alike(text: str, said: str) -> float:
    own, other = set(words(text)), set(words(said))
    figures = {(f.value, f.unit) for f in read_figures(said)}
    return len(own & other) + 3 * len({(f.value, f.unit) for f in read_figures(text)} & figures)
