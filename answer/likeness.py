"""How well a caller's word for a thing fits the documents' word for it."""

from __future__ import annotations

import re

ALIKE = 0.34
"""From here on a label is taken for a name."""

_EMPTY = re.compile(r"[^一-鿿]|去年|今年|上年度?|前年|一年|我们?|咱们?|公司|企业|大概|一共|其中|是|有|了|的|刚好|只")


def alike(label: str, name: str) -> float:
    """How well a caller's label fits a threshold's name, from 0 to 1: the share of the name's characters in order."""
    label = plain_label(label)
    if not label or not name:
        return 0.0
    return _common(label, name) / min(len(label), len(name), 6)


def plain_label(label: str) -> str:
    """A label without the words that say nothing of what the figure is."""
    return _EMPTY.sub("", label)[-8:]


def _common(a: str, b: str) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = row[:]
        for j, y in enumerate(b, 1):
            row[j] = before[j - 1] + 1 if x == y else max(before[j], row[j - 1])
    return row[-1]
