"""Regions named in Latin letters: Hangzhou, Ningbo, Yuhang. Cities everywhere, districts and counties in one province."""

from __future__ import annotations

import re
from functools import lru_cache

from language.regions import Mention, Region, named_regions

_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{4,20}(?![A-Za-z])")


def find_latin_regions(text: str, province: str) -> list[Mention]:
    """The divisions that a text names in pinyin without tones, in order; a spelling of several is left out."""
    words = list(_WORD.finditer(text))
    if not words:
        return []
    spelled = _spellings(province)
    return [Mention(region, w.start(), w.end()) for w in words if (region := spelled.get(w.group().lower()))]


@lru_cache(maxsize=8)
def _spellings(province: str) -> dict[str, Region]:
    from pypinyin import lazy_pinyin  # a tenth of a second: only who writes in Latin letters pays for it

    spelled: dict[str, set[Region]] = {}
    for name, region in named_regions():
        if not region.county or region.province == province:
            spelled.setdefault("".join(lazy_pinyin(name)), set()).add(region)
    return {s: next(iter(regions)) for s, regions in spelled.items() if len(regions) == 1 and len(s) > 3}
