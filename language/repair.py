"""Typing errors, homophones and pinyin put right against a vocabulary, by sound.

Words that sound like one that the documents use are taken for it where that is far likelier than they are as they stand
(预料券 for 语料券, 颜发 for 研发): a noisy channel over everyday frequencies and those of the documents. Letters that spell
out syllables are read as an input method would (suanliquan).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from language.words import cut, everyday_likelihood, frequencies

_HAN = re.compile(r"[一-鿿]{2,}")
_LETTERS = re.compile(r"[A-Za-z][A-Za-z' ]*[A-Za-z]|[A-Za-z]+")
_LONGEST = 8
_GAIN = 2.5  # orders of magnitude by which the word must be likelier than what was written
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def sound(text: str) -> str:
    """How a text sounds, one syllable a part, without tones and without the differences that accents drop."""
    syllables = lazy_pinyin(text, style=Style.NORMAL)
    return " ".join(_blur(s) for s in syllables)


def sound_of(text: str) -> list[str]:
    """The syllables of a text as they are spelled, without tones."""
    return lazy_pinyin(text, style=Style.NORMAL)


def _blur(syllable: str) -> str:
    for written, heard in _ALIKE:
        syllable = syllable.replace(written, heard)
    return syllable


class Repairer:
    """Puts questions right against the words of a set of documents."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """`vocabulary`: words and terms in simplified characters with their counts; single characters are passed over."""
        self._counts = {w: n for w, n in vocabulary.items() if _HAN.fullmatch(w) and len(w) <= _LONGEST}
        self._total = sum(self._counts.values()) or 1
        self._by_sound: dict[str, str] = {}
        for word in sorted(self._counts, key=lambda w: (-self._counts[w], w)):
            self._by_sound.setdefault(sound(word), word)

    def repair(self, text: str) -> str:
        """`text` with what was mistyped put right; the same text where nothing was."""
        return _HAN.sub(lambda m: self._run(m.group()), self._spelled(text))

    def _run(self, run: str) -> str:
        tokens = cut(run)
        out: list[str] = []
        at = 0
        while at < len(tokens):
            word, used = self._heard(tokens, at)
            out.append(word or tokens[at])
            at += used or 1
        return "".join(out)

    def _heard(self, tokens: list[str], at: int) -> tuple[str, int]:
        """The word that the tokens from `at` on sound like, if it is far likelier than they are; and how many they are."""
        for end in range(min(len(tokens), at + _LONGEST), at + 1, -1):
            written = "".join(tokens[at:end])
            if not 2 <= len(written) <= _LONGEST or written in self._counts:
                continue
            word = self._by_sound.get(sound(written))
            if word is None or len(word) != len(written):
                continue
            if not any(a == b for a, b in zip(word, written, strict=True)):
                continue
            gain = self._likelihood(word) - sum(everyday_likelihood(t) for t in tokens[at:end])
            if gain >= _GAIN:
                return word, end - at
        return "", 0

    def _likelihood(self, word: str) -> float:
        """log10 of how likely a word is in a question: as in everyday Chinese, or half as often as in the documents."""
        return max(everyday_likelihood(word), math.log10(self._counts[word] / self._total / 2))

    def _spelled(self, text: str) -> str:
        return _LETTERS.sub(lambda m: self._letters(m.group()), text)

    def _letters(self, letters: str) -> str:
        """Characters for a run of letters that is all syllables, and long enough not to be an English word."""
        joined = re.sub(r"[' ]", "", letters).lower()
        if len(joined) < 6 or re.search(r"\b(?:the|is|are|of|for|how|what|can|and|to|in)\b", letters, re.IGNORECASE):
            return letters
        return _read_pinyin(joined, tuple(sorted(self._counts))) or letters


# -- pinyin ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _dictionary(words: tuple[str, ...]) -> dict[str, tuple[str, float]]:
    """Spelling to the likeliest word: everyday words by their frequency, the documents' own words before them."""
    table, total = frequencies()
    out: dict[str, tuple[str, float]] = {}
    own = frozenset(words)
    common = [(w, f) for w, f in table.items() if f > 500 and len(w) <= 4 and all("一" <= c <= "鿿" for c in w)]
    for word, frequency in (*common, *((w, 0) for w in words)):
        score = math.log(max(frequency, 1000 if word in own else 1) / total) + (2.0 if word in own else 0.0)
        spelled = "".join(lazy_pinyin(word, style=Style.NORMAL))
        if spelled not in out or score > out[spelled][1]:
            out[spelled] = (word, score)
    return out


def _read_pinyin(letters: str, words: tuple[str, ...]) -> str:
    """The likeliest characters for a spelling, "" where it is none: the best path over the words it can be cut into."""
    dictionary = _dictionary(words)
    best: list[tuple[float, str] | None] = [None] * (len(letters) + 1)
    best[0] = (0.0, "")
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 24), end):
            before = best[start]
            found = dictionary.get(letters[start:end])
            if before is None or found is None:
                continue
            score = before[0] + found[1]
            current = best[end]
            if current is None or score > current[0]:
                best[end] = (score, before[1] + found[0])
    last = best[len(letters)]
    return last[1] if last else ""
