"""The lexical retriever: BM25 over Chinese words and the corpus's own terms."""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Sequence

import bm25s
import numpy as np
from numpy.typing import NDArray

from language.words import Terms, words

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG


class Lexical:
    """BM25 scores of units, by their words and terms. Immutable once made, so threads may share it."""

    def __init__(self, cut: Sequence[Sequence[str]], texts: Sequence[str], terms: Terms) -> None:
        """`texts` are the units' texts, `cut` the words of each, without `terms`, which are found here."""
        self._terms = terms
        rows = [[*cut_words, *terms.find(text)] for cut_words, text in zip(cut, texts, strict=True)]
        self._count = len(rows)
        self._holding = Counter(word for row in rows for word in set(row))
        self._bm25 = None
        if self._holding:
            self._bm25 = bm25s.BM25(backend="numpy")
            self._bm25.index(rows, show_progress=False)

    def scores(self, question: str) -> NDArray[np.float32]:
        """A score for each unit (n,), 0 where it shares no word with `question`."""
        known = [w for w in (*words(question), *self._terms.find(question)) if w in self._holding]
        if self._bm25 is None or not known:
            return np.zeros(self._count, dtype=np.float32)
        scores: NDArray[np.float32] = self._bm25.get_scores(known)
        return scores

    def idf(self, word: str) -> float:
        """How rare `word` is among the units, in nats (BM25's form, never negative). Highest for a word in none."""
        holding = self._holding.get(word, 0)
        return math.log(1 + (self._count - holding + 0.5) / (holding + 0.5))
