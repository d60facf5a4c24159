"""How well a caller's word for a thing fits the documents' word for it."""

from __future__ import annotations

import re

ALIKE = 0.34
"""From here on a label is taken for a name."""

_EMPTY = re.compile(r"[^一-鿿]|去年|今年|上年度?|前年|一年|我们?|咱们?|公司|企业|大概|一共|其中|是|有|了|的|刚好|只")


# What callers say in English or more plainly, by the word that documents have for it.
_WORDS = tuple((re.compile(pattern, re.IGNORECASE), word) for pattern, word in (
    (r"r\s*&\s*d(?:\s+(?:spending|costs?|expenses?|expenditure|investment))?|research and development", "研发费用"),
    (r"\b(?:revenues?|sales|turnover)\b|卖[了出掉]?", "销售收入"), (r"\b(?:total\s+)?assets\b", "资产总额"),
    (r"\b(?:liabilities|debts?)\b", "负债"), (r"\bcontracts?\b", "合同"), (r"\b(?:salary|wages?)\b", "年薪"), (r"一年(?:能|可以?|税前|税后|大概|差不多|总共|一共|也就)*(?:拿|挣|到手|开|工资)", "年薪"),
    (r"\b(?:invest(?:ed|ment|s)?)\b", "投资"), (r"\b(?:price[ds]?|costs?)\b", "售价"),
    (r"\b(?:people|employees|staff|workforce|headcount|personnel)\b", "职工"),
    (r"\bthe year before(?: (?:that|last))?|\bprevious year", "前年"), (r"\blast year", "去年"), (r"\bthree years", "三年"),
    (r"\bin total|\baltogether|\btotal", "合计"),
))  # fmt: skip


def in_words_of_documents(label: str) -> str:
    """A label with what it says in English, or more plainly, as documents say it: revenue of → 销售收入."""
    for pattern, word in _WORDS:
        label = pattern.sub(word, label)
    return label


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
