"""Chinese typed in letters, read as an input method would: jiang duoshao qian, and the letters between characters (AI jijin群).

Each spelling is cut into words in the likeliest way. How likely a word is, everyday Chinese, the documents and the way people
ask tell together; which word goes with which (奖多少, 50万) the latter alone tells, by pairs of words counted in questions that
were written for that (`python -m evals.spelling` writes language/data/asking.tsv).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin

from language.words import cut, everyday_likelihood, frequencies

ASKING = Path(__file__).with_name("data") / "asking.tsv"
FIGURE = "#"
"""Stands for a number beside a word."""

_RUN = re.compile(r"[A-Za-z][A-Za-z']*(?: +[A-Za-z][A-Za-z']*)*")
_HAN = re.compile(r"[一-鿿]+")
_AROUND = 8  # characters beside a run of letters that say which word it is
_SHORTEST = 6  # letters in all, that are no English word by chance
_ENGLISH = re.compile(r"\b(?:the|is|are|of|for|how|what|and|to|in|my|we|do|does|it)\b", re.IGNORECASE)
_COMMON = 100  # times in jieba's count
_LONGEST_WORD = 4  # characters, of everyday words
_LONGEST_SPELLING = 24
_LONGEST_SYLLABLE = 6  # zhuang, shuang
_LONGEST_RUN = 160  # letters that are read; nobody types more of it in one go
_CANDIDATES = 6
_PAIRED = 0.5  # how far the word before tells the word; the rest its own likelihood does
_HALF = 2  # as often as in the documents would be too often: a question has other words beside


@dataclass(frozen=True, slots=True)
class _Path:
    """The best way so far to a place that ends in one word: log10 of its likelihood, and its words."""

    score: float
    words: tuple[str, ...]


class Speller:
    """Reads pinyin with the words of a set of documents."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """`counts`: the documents' words and terms, with how often they have each."""
        self._own = dict(counts)
        self._total = sum(counts.values()) or 1
        self._spelled: dict[str, list[str]] | None = None

    def read(self, text: str) -> str:
        """`text` with what is pinyin in characters; in an English text only what the documents call something."""
        runs = [m for m in _RUN.finditer(text) if _pinyin_in(m.group())]
        if sum(len(p) for m in runs for p in _pinyin_in(m.group())) < _SHORTEST:
            return text
        english = bool(_ENGLISH.search(text))
        out, last = [], 0
        for match in runs:
            before, after = text[max(0, match.start() - _AROUND) : match.start()], text[match.end() : match.end() + _AROUND]
            out += [text[last : match.start()], self._run(match.group(), _last_word(before), _first_word(after), english)]
            last = match.end()
        return re.sub(r"(?<=\d) (?=[万亿元年个家])", "", "".join([*out, text[last:]])) if runs else text

    def _run(self, run: str, before: str, after: str, english: bool) -> str:
        """A run of letters with its pinyin read, part by part; `before` and `after` are the words around it, "" for none."""
        out: list[str] = []
        waiting: list[str] = []
        for token in [*run.split(), ""]:
            if token and _is_pinyin(token):
                waiting.append(token)
                continue
            if waiting:
                words = self._characters([t.lower() for t in waiting], "" if out else before, "" if token else after)
                known = not english or self._named(words)
                out.append("".join(words) if words and known else " ".join(waiting))
                waiting = []
            if token:
                out.append(token)
        return " ".join(out)

    def _named(self, words: Sequence[str]) -> bool:
        """Whether most of it is what the documents call something."""
        return 2 * sum(len(w) for w in words if len(w) > 1 and w in self._own) > len("".join(words))

    def _characters(self, tokens: Sequence[str], before: str, after: str) -> tuple[str, ...]:
        """The likeliest words for a spelling, () where it is none; a word may run over the ends of what was typed apart."""
        parts = [p for t in tokens for p in t.split("'") if p]
        letters = "".join(parts)
        if len(letters) > _LONGEST_RUN:
            return ()
        ends = {sum(len(p) for p in parts[: i + 1]) for i in range(len(parts))}
        ways: list[dict[str, _Path]] = [{} for _ in range(len(letters) + 1)]
        ways[0] = {before: _Path(0.0, ())}
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - _LONGEST_SPELLING), end):
                crossed = [e for e in ends if start < e < end]
                for word in self._words().get(letters[start:end], ()) if ways[start] else ():
                    if set(crossed) <= _syllable_ends(word, start):
                        _keep(ways[end], word, ways[start], self.likelihood)
        last = [(p.score + (self.likelihood(after, w) if after else 0.0), p) for w, p in ways[-1].items()]
        return max(last, key=lambda found: found[0])[1].words if last else ()

    def likelihood(self, word: str, before: str) -> float:
        """log10 of how likely a word is after another."""
        asked = _asking()
        alone = max(
            10 ** everyday_likelihood(word), asked.words[word] / asked.total, self._own.get(word, 0) / self._total / _HALF
        )  # fmt: skip
        paired = asked.pairs[before, word] / asked.words[before] if asked.words[before] else 0.0
        return math.log10(_PAIRED * paired + (1 - _PAIRED) * alone)

    def _words(self) -> dict[str, list[str]]:
        """The words that a spelling can be, the likeliest first."""
        if self._spelled is None:
            self._spelled = _by_spelling(set(_everyday()) | set(self._own) | set(_asking().words) - {"", FIGURE}, self._own)
        return self._spelled


def _keep(ways: dict[str, _Path], word: str, before: Mapping[str, _Path], likelihood: Callable[[str, str], float]) -> None:
    best = max((_Path(p.score + likelihood(word, w), (*p.words, word)) for w, p in before.items()), key=lambda p: p.score)
    if word not in ways or best.score > ways[word].score:
        ways[word] = best


@dataclass(frozen=True, slots=True)
class _Asking:
    words: Counter[str]
    pairs: Counter[tuple[str, str]]
    total: int


@lru_cache(maxsize=1)
def _asking() -> _Asking:
    """The words of questions, and which follows which; "" before the first of a question."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in ASKING.read_text(encoding="utf-8").splitlines():
        *said, count = line.split("\t")
        if len(said) == 1:
            words[said[0]] = int(count)
        else:
            pairs[said[0], said[1]] = int(count)
    return _Asking(words, pairs, words.total())


_TYPED_BY_EAR = (20, 2)
"""How often questions must have a single character, and a word of several, for it to be heard."""


def asked_words() -> set[str]:
    """The words of questions that may be meant by what only sounds like them."""
    once, several = _TYPED_BY_EAR
    return {w for w, n in _asking().words.items() if _HAN.fullmatch(w) and n >= (once if len(w) == 1 else several)}


def follows(before: str, word: str) -> bool:
    """Whether questions have a word right after another."""
    return (before, word) in _asking().pairs


def words_in_order(text: str) -> list[list[str]]:
    """The words of each stretch of a text, numbers as FIGURE, between what is neither."""
    stretches = re.findall(r"(?:[一-鿿]|\d[\d.]*)+", text)
    return [[w for piece in re.findall(r"[一-鿿]+|\d[\d.]*", s) for w in (cut(piece) if _HAN.match(piece) else [FIGURE])] for s in stretches]


@lru_cache(maxsize=1)
def _everyday() -> tuple[str, ...]:
    table, _ = frequencies()
    return tuple(w for w, f in table.items() if f > _COMMON and len(w) <= _LONGEST_WORD and _HAN.fullmatch(w))


def _by_spelling(words: Iterable[str], own: Mapping[str, int]) -> dict[str, list[str]]:
    asked = _asking().words
    out: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda w: (-own.get(w, 0), -asked[w], -everyday_likelihood(w), w)):
        held = out["".join(_syllables(word))]
        if len(held) < _CANDIDATES or len(word) == 1:
            held.append(word)
    return dict(out)


@lru_cache(maxsize=1 << 17)
def _syllables(word: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(word, style=Style.NORMAL))


@lru_cache(maxsize=1)
def _all_syllables() -> frozenset[str]:
    """What a syllable can be, as the everyday characters are spelled."""
    table, _ = frequencies()
    single = (w for w, f in table.items() if len(w) == 1 and _HAN.fullmatch(w) and f > _COMMON)
    return frozenset(s for w in single for s in _syllables(w) if s.isascii() and s.isalpha())


def _syllable_ends(word: str, start: int) -> set[int]:
    ends, at = set(), start
    for syllable in _syllables(word):
        at += len(syllable)
        ends.add(at)
    return ends


@lru_cache(maxsize=1 << 12)
def _is_pinyin(token: str) -> bool:
    """Whether letters are syllables from end to end; capitals are an abbreviation (AI, LED).

    Counted from the front, place by place: the ways to cut a long run are too many to try one by one.
    """
    if len(token) > _LONGEST_RUN or (token.isupper() and len(token) > 1):
        return False
    letters = token.lower()
    reached = {0}
    for end in range(1, len(letters) + 1):
        divides = letters[end - 1] == "'" and end - 1 in reached - {0} and letters[end - 2] != "'"
        if divides or any(start in reached and letters[start:end] in _all_syllables() for start in range(max(0, end - _LONGEST_SYLLABLE), end)):
            reached.add(end)
    return len(letters) in reached


def _pinyin_in(run: str) -> list[str]:
    return [t for t in run.split() if _is_pinyin(t)]


def _last_word(text: str) -> str:
    found = re.search(r"(?:[一-鿿]|\d[\d.]*)+ ?$", text)
    return words_in_order(found.group())[-1][-1] if found else ""


def _first_word(text: str) -> str:
    found = re.match(r" ?(?:[一-鿿]|\d[\d.]*)+", text)
    return words_in_order(found.group())[0][0] if found else ""
