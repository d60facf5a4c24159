"""How telling a word is: how much more often the documents use it than everyday Chinese does.

A question is about the documents where it shares a telling word with a clause (算力, 语料, 贴息), not where it shares
补贴 or 多少 with all of them. Everyday frequencies are those of jieba's dictionary (MIT).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence

from language.text import fold, simplify
from language.words import Terms, cut, everyday_likelihood, words
from policy.documents import Clause, Document

_TERM_OF_ART = 0.15
_FIGURE = re.compile(r"^[-\d.]+\D{0,4}$")


class Lexicon:
    """The words of a set of documents, with their weights; made once for a snapshot."""

    def __init__(self, documents: Sequence[Document], terms: Collection[str] = ()) -> None:
        """`terms` are what the documents call things (算力券), found beside the words."""
        self._terms = Terms(terms)
        self._of: dict[str, frozenset[str]] = {}
        count: Counter[str] = Counter()
        for document in documents:
            title = self.words_of(document.title)
            for clause in document.clauses:
                own = self.words_of(f"{' '.join(clause.path)} {clause.heading} {clause.text} {clause.applicant}")
                self._of[clause.clause_id] = frozenset(own) | frozenset(title)
                count.update(set(own))
            count.update(set(title))
        self._count = count
        self._clauses = max(1, len(self._of))

    @property
    def counts(self) -> Counter[str]:
        """All words of the clauses and titles, with the number of clauses that have each."""
        return self._count

    def words_of(self, text: str) -> list[str]:
        """The words of a text, and the terms in it."""
        return words(text) + self._terms.find(text)

    def pieces(self, text: str) -> list[str]:
        """A text in its order, cut into what the documents call things (the longest first) and the words between."""
        flat = fold(simplify(text))
        terms = sorted(set(self._terms.find(flat)), key=len, reverse=True)
        parts = re.split(f"({'|'.join(map(re.escape, terms))})", flat) if terms else [flat]
        return [word for part in parts for word in ((part,) if part in terms else cut(part))]

    def of(self, clause: Clause) -> frozenset[str]:
        """The words of a clause, its headings and its document's title."""
        return self._of.get(clause.clause_id, frozenset())

    def known(self, word: str) -> bool:
        """Whether any clause or title holds the word."""
        return word in self._count

    def weight(self, word: str) -> float:
        """How telling a word is, from 0 (everyday, or in every clause) to 1 (a term that only such documents use).

        A term of art tells the subject however often the documents use it; an ordinary word does where few clauses
        have it.
        """
        if _FIGURE.match(word) or len(word) < 2:
            return 0.0
        rarity = math.log((self._clauses + 1) / (self._count[word] + 0.5)) / math.log(self._clauses + 1)
        ordinary = max(0.0, min(1.0, rarity)) * (1 - everydayness(word))
        return ordinary if word.isascii() else max(ordinary, 1 - everydayness(word) / _TERM_OF_ART)

    def shared(self, question: Collection[str], clause: Clause) -> float:
        """The weight of the words that a question and a clause share."""
        own = self.of(clause)
        return sum(self.weight(w) for w in set(question) if w in own)


def everydayness(word: str) -> float:
    """0 for a word that everyday Chinese hardly uses, 1 for the most common ones."""
    return max(0.0, min(1.0, (everyday_likelihood(word) + 6.5) / 3.5))
