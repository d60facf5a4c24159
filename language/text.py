"""Folding: the one form in which two texts are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Punctuation that NFKC leaves apart although readers do not.
_SAME = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "「": '"', "」": '"', "『": '"', "』": '"',
        "‘": "'", "’": "'", "′": "'",
        "—": "-", "–": "-", "－": "-", "―": "-", "−": "-", "‐": "-",
        "、": ",", "。": ".", "〔": "[", "〕": "]", "【": "[", "】": "]", "〈": "<", "〉": ">",
        "·": ".", "•": ".", "・": ".", "…": ".",
        "\u200b": None, "\ufeff": None, "\u200c": None, "\u200d": None, "\u00ad": None,
    }
)  # fmt: skip


def fold(text: str) -> str:
    """NFKC, lower case, one form of each quote, dash, bracket and stop. Length may change: for comparing only."""
    return unicodedata.normalize("NFKC", text).translate(_SAME).lower()


def squeeze(text: str) -> str:
    """`fold` without any white space: what "the same words" means for quotes and ids."""
    return "".join(fold(text).split())


def narrow(text: str) -> str:
    """Full-width letters, digits and signs to half-width, one character for one, so that offsets stay true. ① stays."""
    return "".join(_narrow(c) for c in text)


@lru_cache(maxsize=4096)
def _narrow(char: str) -> str:
    out = unicodedata.normalize("NFKC", char)
    # ① and ² are no digits of the number that they stand beside
    return out if len(out) == 1 and unicodedata.category(char) != "No" else char


def plain(text: str) -> str:
    """`narrow`, and traditional characters to simplified, still one character for one: what patterns are matched on."""
    return "".join(_plain(c) for c in text)


def caseless(text: str) -> str:
    """`plain`, and ASCII letters small, still one character for one: what words of a caller are looked for in."""
    return "".join(c.lower() if c.isascii() else c for c in plain(text))


@lru_cache(maxsize=16384)
def _plain(char: str) -> str:
    out = _narrow(char)
    if out < "\u3400" or out == "乾":  # 乾 is simplified in 乾坤 and traditional in 乾燥
        return out
    simple = simplify(out)
    return simple if len(simple) == 1 else out


@lru_cache(maxsize=1)
def _converter() -> object:
    from opencc import OpenCC  # loaded on first use: most calls never need it

    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Traditional characters to simplified. Source: OpenCC's t2s table."""
    return str(_converter().convert(text))  # type: ignore[attr-defined]
