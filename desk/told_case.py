"""Which of the cases that a clause tells apart somebody's words name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

# A negation goes with the sign behind it, so that 非自主 is not found in 自主, nor the other way round; a figure is one piece.
_PIECE = re.compile(r"(?P<figure>\d+(?:\.\d+)?[万亿]?)|(?P<not>不是|不属于|并非|没有|[非不未无没])(?P<sign>\w)|\w")
_FRAME = re.compile(r"^(?:使用|采用|采购|利用|依托|属于|符合|对于?|为|用|在|由|经)+|(?:的?企业|的)$")
_SHARE = 0.25  # of what sets a case apart, what must have been said
_CLEARLY = 3.0  # times as much of it as of any other case's


def case_told(cases: Sequence[str], said: str, common: Sequence[str] = ()) -> str:
    """The one of `cases` that `said` names, wholly or by what sets it apart from the others; "" where that is not clear.

    Pieces of `common`, the clause's headings, set nothing apart: whoever asks about 算力券 has not said 国产算力.
    """
    named = [c for c in cases if c in said]
    if len(named) == 1 or (named and said.startswith(max(named, key=len))):
        return max(named, key=len)
    heard, everyone = _pairs(said), {p for words in common for p in _pairs(words)}
    own = {case: _pairs(_FRAME.sub("", case)) - everyone for case in cases}
    shares = sorted(((_share(own, case, heard), case) for case in cases), reverse=True)
    (best, case), (second, _) = shares[0], shares[1]
    return case if best >= _SHARE and best >= _CLEARLY * second else ""


def bare(said: str, cases: Sequence[str]) -> str:
    """`said` without a case that was put before it."""
    front = next((c for c in sorted(cases, key=len, reverse=True) if said.startswith(f"{c}，")), "")
    return said[len(front) + 1 :] if front else said


def _share(own: dict[str, set[str]], case: str, heard: set[str]) -> float:
    others = {p for other, pieces in own.items() if other != case for p in pieces}
    apart = own[case] - others
    return len(apart & heard) / len(apart) if apart else 0.0


def _pairs(words: str) -> set[str]:
    """Each two neighbouring pieces, and each figure by itself."""
    pieces = [(m["figure"], f"¬{m['sign']}" if m["not"] else m[0]) for m in _PIECE.finditer(unicodedata.normalize("NFKC", words))]
    plain = [piece for _, piece in pieces]
    return {figure for figure, _ in pieces if figure} | {a + b for a, b in pairwise(plain)}
