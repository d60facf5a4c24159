"""Chinese words: a text cut into the units that people search by.

Base words come from jieba's own dictionary (MIT), in its search mode, so that a long word also gives the shorter ones
in it. A figure is one word in one form: 500万元, 500万 and 五百万元 are the same. The terms of a corpus (算力券) are
found beside the words and not by changing the dictionary: the cut of a text then never depends on what else is held,
can be kept, and a term is found even where the cut runs across it.
"""

from __future__ import annotations

import hashlib
import logging
import math
import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

import jieba

from language.quantities import read_figures
from language.text import fold, simplify
from policy.provisions import Figure, FigureKind

_CODE = (
    "words.py", "quantities.py", "figure_grammar.py", "figure_values.py", "figure_bounds.py", "numerals.py", "text.py",
)  # fmt: skip
WORDS_VERSION = hashlib.sha256(
    jieba.__version__.encode() + b"".join(Path(__file__).with_name(name).read_bytes() for name in _CODE)
).hexdigest()[:12]
"""Changes with the code that `words` runs, so that words kept from before are cut anew."""

_WORD = re.compile(r"\w")
_GAP = re.compile(r"(?<=\d)\s+(?=[万亿元%％])")
# What holds a question together and says nothing of its topic. Kept short: a word that is in every clause weighs
# little anyway; these are the ones that questions are full of and clauses hold by chance.
_STOP = frozenset("的了吗呢吧啊呀哦么嘛是在有和与或及我你您他她它请想能哪几这那就都也还被把给到要会") | {
    "我们", "你们", "咱们", "请问", "能不能", "可不可以", "怎么", "怎样", "如何", "什么", "多少", "哪些", "哪个", "这个", "那个",
}  # fmt: skip


def words(text: str) -> list[str]:
    """The words of `text`, folded and simplified: its figures, then its words in order, with the words in them.

    Amounts read `5000000元`, shares `30%`, dates by year, month and day (`2027`, `2027-12`, `2027-12-31`,
    `--12-31`). Punctuation and function words are left out.
    """
    plain = _GAP.sub("", simplify(text))
    found: list[str] = []
    rest: list[str] = []
    last = 0
    for figure in read_figures(plain, colloquial=True):
        rest.append(plain[last : figure.start])
        last = figure.end
        found.extend(_figure_words(figure))
    rest.append(plain[last:])
    cut = _tokenizer().cut_for_search(fold(" ".join(rest)))
    found.extend(word for word in cut if word not in _STOP and _WORD.search(word))
    return found


def is_word(text: str) -> bool:
    """Whether jieba's dictionary holds `text` as a word."""
    return bool(_tokenizer().FREQ.get(text))


def cut(text: str) -> list[str]:
    """`text` in words, one after the other, nothing left out; no guessing at names."""
    return list(_tokenizer().cut(text, HMM=False))


def frequencies() -> tuple[dict[str, int], int]:
    """How often everyday Chinese uses each word, and the sum. Source: jieba's dictionary. Not to be changed."""
    tokenizer = _tokenizer()
    return tokenizer.FREQ, tokenizer.total


def everyday_likelihood(word: str) -> float:
    """log10 of a word's share of everyday Chinese; a word that is not known counts as the rarest."""
    table, total = frequencies()
    return math.log10(max(table.get(word, 0), 1) / total)


class Terms:
    """A set of terms to be found in texts: every occurrence, also where terms overlap."""

    def __init__(self, terms: Collection[str]) -> None:
        """Folds the terms; one of fewer than two characters is no term."""
        self.all = frozenset(folded for term in terms if len(folded := fold(term)) > 1)
        lengths: dict[str, set[int]] = {}
        for term in self.all:
            lengths.setdefault(term[:2], set()).add(len(term))
        self._lengths = {head: tuple(sorted(sizes)) for head, sizes in lengths.items()}

    def find(self, text: str) -> list[str]:
        """The terms in `text`, once per occurrence, by place and then by length."""
        flat = fold(simplify(text))
        return [
            flat[at : at + size]
            for at in range(len(flat) - 1)
            for size in self._lengths.get(flat[at : at + 2], ())
            if flat[at : at + size] in self.all
        ]


def _figure_words(figure: Figure) -> list[str]:
    if figure.kind is not FigureKind.DATE:
        return [f"{figure.value.normalize():f}{figure.unit}"]
    iso = figure.iso
    if iso.startswith("-"):
        return [iso]
    return [iso[:n] for n in (4, 7, 10) if len(iso) >= n] + ([f"-{iso[4:]}"] if len(iso) == 10 else [])


@lru_cache(maxsize=1)
def _tokenizer() -> jieba.Tokenizer:
    """A tokenizer of our own, filled directly: `initialize` would keep a cache in /tmp, where anyone can write."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
