"""The short names under which a model sees clauses, sums and contacts, and how they are found in what it says.

[A1] is a clause, [F1] a result worked out, [T1] a telephone number or address that stands in a clause, [N] says that
no clause answers. Ids and addresses stay here.
"""

from __future__ import annotations

import re
import unicodedata

_ONE = r"[AFTNaftn]\s?\d{0,3}"
_TOKENS = re.compile(rf"[\[【]\s*({_ONE}(?:\s*[,，、;；和及]?\s*{_ONE})*)\s*[\]】]")
# What looks like a token and is none: [1], [A1x], [来源]. It is dropped.
_STRAY = re.compile(r"[\[【][^\[\]【】()（）/:：]{0,12}[\]】](?![(（])")
_HARMLESS = str.maketrans({"[": "［", "]": "］", "【": "［", "】": "］", "<": "＜", ">": "＞"})
NONE = "N"


def tokens_in(text: str) -> list[str]:
    """The tokens of a text, in order: `["A1", "F1"]`. A form such as [A1、A2] is two."""
    found = (m[1] for m in _TOKENS.finditer(_square(text)))
    return [re.sub(r"\s", "", t).upper() for group in found for t in re.findall(_ONE, group)]


def replace_tokens(text: str, words: dict[str, str]) -> str:
    """`text` with each token that `words` has replaced by its words, and every other token and stray mark dropped."""

    def put(match: re.Match[str]) -> str:
        return "".join(words.get(re.sub(r"\s", "", t).upper(), "") for t in re.findall(_ONE, match[1]))

    # One pass over tokens, one over what only looks like one, so that words put in are left alone.
    parts, at, flat = [], 0, _square(text)
    for match in _TOKENS.finditer(flat):
        parts += [_STRAY.sub("", flat[at : match.start()]), put(match)]
        at = match.end()
    return "".join([*parts, _STRAY.sub("", flat[at:])])


def as_data(text: str) -> str:
    """A text in which nothing looks like a token or a delimiter; the same to `language.text.fold`, so quotes still fit."""
    return text.translate(_HARMLESS)


def _square(text: str) -> str:
    """Full-width brackets and letters as ASCII ones, where they could be tokens."""
    return re.sub(r"［[^［］]{0,24}］", lambda m: unicodedata.normalize("NFKC", m.group()), text)
