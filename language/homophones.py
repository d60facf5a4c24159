"""Whole questions typed by ear, read anew: 模形卷 最搞能布多少前 is 模型券 最高能补多少钱.

Where nearly every word is wrong, no word tells its neighbour. So the question is read as it sounds, in the likeliest words
(a noisy channel: language/pinyin.py tells how likely each word is after the one before), and that reading is taken only where
it is far likelier than what stands there: one slip that could be a rare word of the caller's is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from language.words import is_word

_PIECE = re.compile(r"(?<=\d)(?:[百千]?[万亿]元?|[元块年月日个家项])|[一-鿿]+")
_HAN = re.compile(r"[一-鿿]")
_AFTER_NUMBER = re.compile(r"\d *$")
_LONGEST = 6  # characters of a word that is heard
_LONGEST_QUESTION = 50  # characters: who tells a story types by hand what input methods offer
_SLIP = 1.5  # orders of magnitude that each character heard wrongly costs one who types by ear
_PROOF = 4.2  # by how many the reading must be likelier than what stands, over the whole question
_KNOWN = 2.0  # less of that for each character that was surely mistyped


@dataclass(frozen=True, slots=True)
class _Path:
    score: float = 0.0
    words: tuple[str, ...] = ()


class Listener:
    """Reads questions by their sound."""

    def __init__(
        self, words: Collection[str], sound: Callable[[str], str], likelihood: Callable[[str, str], float], follows: Callable[[str, str], bool]
    ) -> None:
        """`words` may be heard; `sound` gives a syllable a character, parted by blanks; `likelihood` of a word after another
        is its log10; `follows`: whether questions have a word right after another, so that a single character may be heard."""
        self._heard: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if len(word) <= _LONGEST:
                self._heard[sound(word)].append(word)
        self._words = frozenset(words)
        self._sound = sound
        self._likelihood = lru_cache(maxsize=1 << 17)(likelihood)
        self._follows = follows

    def read(self, text: str, slips: int = 0) -> str:
        """`text` as it was meant, where that is plain; `slips` characters of it have been put right already."""
        if len(_HAN.findall(text)) > _LONGEST_QUESTION:
            return text
        gain, out, last, before = 0.0, [], 0, ""
        for piece in _PIECE.finditer(text):
            between = text[last : piece.start()]
            before = before if not between.strip() else "#" if _AFTER_NUMBER.search(between) else ""
            meant, written = self._path(piece.group(), before, True), self._path(piece.group(), before, False)
            gain += meant.score - written.score
            out += [between, "".join(meant.words)]
            before, last = meant.words[-1], piece.end()
        read = "".join([*out, text[last:]])
        return read if gain >= _PROOF - _KNOWN * slips else text

    def _path(self, run: str, before: str, heard: bool) -> _Path:
        """The likeliest words for a run of characters: as they sound, or as they are written."""
        sounds = self._sound(run).split(" ")
        heard = heard and len(sounds) == len(run)
        ways: list[dict[str, _Path]] = [{before: _Path()}, *({} for _ in run)]
        for end in range(1, len(run) + 1):
            for start in range(max(0, end - _LONGEST), end):
                written = run[start:end]
                if len(written) == 1 or written in self._words or is_word(written):
                    self._keep(ways[end], written, ways[start], 0)
                for word in self._heard.get(" ".join(sounds[start:end]), ()) if heard else ():
                    if word != written:
                        self._keep(ways[end], word, ways[start], sum(a != b for a, b in zip(written, word, strict=True)))
        return max(ways[-1].values(), key=lambda path: path.score)

    def _keep(self, ways: dict[str, _Path], word: str, before: Mapping[str, _Path], wrong: int) -> None:
        """Hold a way that ends in `word` if it is the best; a single character is heard only where it goes with the word before."""
        for last, path in before.items():
            if wrong and len(word) == 1 and not self._follows(last, word):
                continue
            score = path.score + self._likelihood(word, last) - _SLIP * wrong
            if word not in ways or score > ways[word].score:
                ways[word] = _Path(score, (*path.words, word))
