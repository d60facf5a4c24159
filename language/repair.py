"""Typing errors, homophones and pinyin put right against a vocabulary, by sound.

Words that sound like one that the documents use are taken for it where that is far likelier than they are as they stand
(预料券 for 语料券, 颜发 for 研发): a noisy channel over everyday frequencies and those of the documents. What is typed in
pinyin is read first (language/pinyin.py).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from language.homophones import Listener
from language.pinyin import Speller, asked_words, follows
from language.words import cut, everyday_likelihood, is_word

_HAN = re.compile(r"[一-鿿]{2,}")
_LONGEST = 8
_GAIN = 3.8  # orders of magnitude by which the word must be likelier than what was written
_GAIN_OF_RARE = 3.0  # the same where a character that was written wrong is rare
_RARE = -4.2  # log10 of the share of everyday Chinese below which a character does not stand alone by chance
_WHOLE = 4  # characters of a term that stands by itself: after 研发费用 another word may well begin
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
_MISREAD = str.maketrans("卷劵", "券券")  # 券 is misread as juàn so often that both are typed for it


@lru_cache(maxsize=1 << 16)
def sound(text: str) -> str:
    """How a text sounds, one syllable a part, without tones and without the differences that accents drop."""
    syllables = lazy_pinyin(text.translate(_MISREAD), style=Style.NORMAL)
    return " ".join(_blur(s) for s in syllables)


def sound_of(text: str) -> list[str]:
    """The syllables of a text as they are spelled, without tones."""
    return lazy_pinyin(text, style=Style.NORMAL)


def _wrong(written: str, word: str) -> list[str]:
    """The characters of what was written that the word does not have in their place."""
    return [b for a, b in zip(word, written, strict=True) if a != b]


def _fragments(counts: Mapping[str, int]) -> set[str]:
    """Pieces of terms that are no words: 算中心 stands in 智算中心 and 超算中心 and nowhere else."""
    held: Counter[str] = Counter()
    for term, count in counts.items():
        pieces = {term[i:j] for i in range(len(term)) for j in range(i + 2, len(term) + 1)} - {term}
        held.update(dict.fromkeys(pieces & counts.keys(), count))
    return {piece for piece, count in held.items() if count >= counts[piece] and not is_word(piece)}


def _blur(syllable: str) -> str:
    for written, heard in _ALIKE:
        syllable = syllable.replace(written, heard)
    return syllable


_LEVELS = "国省市区县"
_QUOTED = "“\"「『《"
_QUOTE = re.compile(f"[{_QUOTED}]")
_TEN_THOUSANDS = re.compile(r"((?:多少|几[十百千]?))\s*([wWkK])(?![A-Za-z])")
_LONE = re.compile(r"((?<![一-鿿])[一-鿿]) +(?=[一-鿿])")  # 补 多少: a verb by itself belongs to what follows
_LETTERS = {"w": "万", "k": "千"}  # 补多少w, 几十w
# What follows a verb: the character before it is that verb, and no slip for one that sounds like it (补得, 先紧着, 财政补多少).
_AFTER_VERB = "得了着过到好完掉"
_ASKED_OF_VERB = "多几不没吗"
_BECOMES = "成"  # 升成国家标准 is no 生成
_GRANTING = "奖补给领拿贴"  # 这一单奖多少 asks what is given, and is no 单件
_COUNTS = "一二两三四五六七八九十"
_TWICE = re.compile(r"([一-鿿])[一了]\1")


class Repairer:
    """Puts questions right against the words of a set of documents."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """`vocabulary`: words and terms in simplified characters with their counts; single characters are passed over."""
        counts = {w: n for w, n in vocabulary.items() if _HAN.fullmatch(w) and len(w) <= _LONGEST}
        fragments = _fragments(counts)
        self._counts = {w: n for w, n in counts.items() if w not in fragments}
        self._total = sum(self._counts.values()) or 1
        self._speller = Speller(self._counts)
        self._hearing: Listener | None = None
        self._by_sound: dict[str, str] = {}
        for word in sorted(self._counts, key=lambda w: (-self._counts[w], w)):
            self._by_sound.setdefault(sound(word), word)

    def repair(self, text: str) -> str:
        """`text` with what was mistyped put right; the same text where nothing was. What is quoted is left as it is."""
        spelled = _TEN_THOUSANDS.sub(lambda m: m[1] + _LETTERS[m[2].lower()], self._speller.read(text))
        mended = _HAN.sub(self._mended, spelled)
        if not self._counts or _QUOTE.search(mended):
            return mended
        slips = sum(a != b for a, b in zip(spelled, mended, strict=True))
        heard = self._listener().read(mended, slips)
        return _LONE.sub(r"\1", heard) if slips or heard != mended else heard

    def _listener(self) -> Listener:
        """Made on first use: the sounds of all words take a moment."""
        if self._hearing is None:
            self._hearing = Listener({*self._counts, *asked_words()}, sound, self._speller.likelihood, follows)
        return self._hearing

    def _mended(self, match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - 1) : match.start()]
        return match.group() if before and before in _QUOTED else self._run(match.group(), before.isdecimal())

    def _run(self, run: str, counted: bool) -> str:
        """`counted`: the run stands after a number, so that its first word is what is counted (27条里)."""
        tokens = cut(run)
        known = self._known(run)
        out: list[str] = []
        at = place = 0
        if counted:
            out, at, place = tokens[:1], 1, len(tokens[0])
        while at < len(tokens):
            word, used = self._heard(tokens, at, place, known)
            out.append(word or tokens[at])
            place += len(out[-1])
            at += used or 1
        return "".join(out)

    def _known(self, run: str) -> list[tuple[int, int]]:
        """Where words of the documents stand in a run as they should, and verbs said twice (抵一抵)."""
        spans = ((i, j) for i in range(len(run) - 1) for j in range(i + 2, min(len(run), i + _LONGEST) + 1))
        held = [(i, j) for i, j in spans if run[i:j] in self._counts]
        of_level = [(i - 1, j) for i, j in held if i and run[i - 1] in _LEVELS]  # 评省隐形冠军: the province's, no 评审
        return held + of_level + [m.span() for m in _TWICE.finditer(run)]

    def _heard(self, tokens: list[str], at: int, place: int, known: Sequence[tuple[int, int]]) -> tuple[str, int]:
        """The word that the tokens from `at` on sound like, if it is far likelier than they are; and how many they are.

        `place` is where they begin in their run. What would break a word that stands there as it should (和规上企业 is not
        合规上企业) is no word that was meant.
        """
        for end in range(min(len(tokens), at + _LONGEST), at + 1, -1):
            written = "".join(tokens[at:end])
            if not 2 <= len(written) <= _LONGEST or written in self._counts:
                continue
            word = self._by_sound.get(sound(written))
            if word is None or not self._is_meant(written, word):
                continue
            after = tokens[end][0] if end < len(tokens) else ""
            verbal = _AFTER_VERB if len(word) == 2 and written[-1] not in _GRANTING else f"{_AFTER_VERB}{_ASKED_OF_VERB}"
            if written[-1] != word[-1] and after and after in verbal:
                continue
            last = place + len(written)
            if any(i < place < j <= last or place <= i < last < j for i, j in known):
                continue
            gain = self._likelihood(word) - sum(everyday_likelihood(t) for t in tokens[at:end])
            if gain >= (_GAIN if all(everyday_likelihood(c) > _RARE for c in _wrong(written, word)) else _GAIN_OF_RARE):
                return word, end - at
        return "", 0

    def _is_meant(self, written: str, word: str) -> bool:
        """Whether one can be a mistyped other: a character is right, and not only a common last one wrong (语料全, 培育处)."""
        if len(word) != len(written):
            return False
        wrong = _wrong(written, word)
        if not 0 < len(wrong) < len(word):
            return False
        if len(word) == 2 and ((written[1] == word[1] and written[1] in f"{_AFTER_VERB}{_BECOMES}") or written[0] in _COUNTS):
            return False  # 补得更厚 is a verb and what goes with it, no 不得; 这一格 is no 这一个
        if len(wrong) > 1 or len(word) < 3:
            return True
        rest = written[1:] if written[0] != word[0] else written[:-1] if written[-1] != word[-1] else ""
        if len(rest) >= _WHOLE and rest in self._counts:
            return False
        return not (rest and is_word(rest)) or everyday_likelihood(wrong[0]) < _RARE

    def _likelihood(self, word: str) -> float:
        """log10 of how likely a word is in a question: as in everyday Chinese, or half as often as in the documents."""
        return max(everyday_likelihood(word), math.log10(self._counts[word] / self._total / 2))
