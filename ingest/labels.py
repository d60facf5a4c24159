"""The numbering of Chinese policy and law: what a line's label is, and how deep it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from language.numerals import read_chinese
from language.text import narrow

_CN = "零〇一二两三四五六七八九十百千"
_NUM = rf"[{_CN}\d]+"


class Level(IntEnum):
    """How deep a label stands; smaller is nearer to the document."""

    ATTACHMENT = 0  # 附件1
    BOOK = 1  # 第一编
    SUBBOOK = 2  # 第一分编
    CHAPTER = 3  # 第一章
    SECTION = 4  # 第一节
    DIVISION = 5  # a heading over articles that has no label, or one that is elsewhere deeper: 一、证据的收集
    SUBDIVISION = 6  # one below that: （一）当事人举证
    ARTICLE = 7  # 第一条, 第十二条之一
    HEADING = 8  # an unnumbered heading
    ONE = 9  # 一、
    TWO = 10  # （一）
    THREE = 11  # 1.
    FOUR = 12  # （1）, 1)
    FIVE = 13  # ①
    ROW = 14  # a table's row
    NOTE = 15  # a footnote


@dataclass(frozen=True, slots=True)
class Label:
    """A line's label: the words as written, its level, and where the rest of the line begins.

    `style` is the label with 一 or 1 for its number: one numbering has one style. `spaced` says that white space or a sign parts
    it from what follows; `refers` that what follows reads as after a reference (第三条规定的 …), not as after a label.
    """

    text: str
    level: Level
    end: int
    style: str = ""
    spaced: bool = True
    refers: bool = False

    @property
    def number(self) -> int | None:
        """The number in it: 第十二条 is 12, （三） is 3."""
        return ordinal(self.text)

    @property
    def insert(self) -> int:
        """The number of an article put in later: 1 in 第十二条之一, else 0."""
        return (ordinal(self.text.partition("之")[2]) or 0) if self.level is Level.ARTICLE else 0


# What stands after a reference to an article and hardly after its label.
_REFERENCE = re.compile(
    r"\s*(?:规定的?|所列|所称|所指|所述|(?:的|之)规定|中(?:规定|所|的)|的[^确]|第[一二三四五六七八九十\d]+[款项]|"
    r"[、和与及或至到](?:者)?第|[,，]?(?:以及|或者|和|及)第|修改为|增加|删去|作为第|改为)"
)
# Marks of Markdown that may stand around a label: **第一条** 为了…
_EMPHASIS = r"(?:\*{1,3}|_{1,3})?"
_PATTERNS: tuple[tuple[Level, re.Pattern[str]], ...] = tuple(
    (level, re.compile(rf"\s*(?:[-*+]\s+)?{_EMPHASIS}(?P<l>{label}){_EMPHASIS}{after}"))
    for level, label, after in (
        (Level.ATTACHMENT, rf"附\s*(?:件|录|表)\s*(?:{_NUM}(?:\s*[-—]\s*\d{{1,2}}(?!\d))*|[A-Z](?![a-zA-Z]))?", r"(?:\s*[:：.、]|\s|$)"),
        (Level.ATTACHMENT, "附", r"\s*[:：]"),
        (Level.SUBBOOK, rf"第\s*{_NUM}\s*分\s*编", ""),
        (Level.BOOK, rf"第\s*{_NUM}\s*(?:[编編篇]|部\s*分(?!\S*的))", ""),
        (Level.CHAPTER, rf"第\s*{_NUM}\s*章", ""),
        (Level.SECTION, rf"第\s*{_NUM}\s*[节節]", ""),
        (Level.ARTICLE, rf"第\s*{_NUM}\s*[条條](?:\s*之\s*{_NUM})?", r"(?:\s*[:：、])?"),
        (Level.ONE, rf"[{_CN}]+(?=\s*[、.．]\s*\S)", r"\s*[、.．]\s*"),
        (Level.TWO, r"[(（]\s*[一二三四五六七八九十百]{1,4}\s*[)）]|[㈠-㈩]", r"(?:\s*[、.])?"),
        (Level.FOUR, r"[(（]\s*\d{1,3}\s*[)）]|\d{1,3}\s*[)）](?=\s*\S)|[⑴-⒇]", r"(?:\s*[、.])?"),
        (Level.THREE, r"\d{1,3}(?=\s*(?:[、．]|\.(?!\d))\s*\S)|[⒈-⒛]", r"(?:\s*[、．.])?\s*"),
        (Level.FIVE, r"[①-⑳❶-❿➀-➉]", r"\s*"),
    )
)
_PARTING = re.compile(r"\s|$|[:：、【\[(（]")


def read_label(line: str) -> Label | None:
    """The label that `line` begins with, None where it begins with text. White space before it is passed over."""
    flat = narrow(line[:80])
    for level, pattern in _PATTERNS:
        match = pattern.match(flat)
        if match:
            return _label(line, flat, level, match)
    return None


def _label(line: str, flat: str, level: Level, match: re.Match[str]) -> Label:
    text = "".join(line[match.start("l") : match.end("l")].split())
    style = re.sub(rf"[{_CN}]+", "一", re.sub(r"\d+", "1", narrow(text)))
    if unicodedata.category(text[0]) == "No":
        style = level.name  # ① ② have no sign around the number to tell them by
    spaced = match.end() > match.end("l") or bool(_PARTING.match(flat, match.end()))
    refers = level <= Level.ARTICLE and bool(_REFERENCE.match(flat, match.end("l")))
    return Label(text, level, match.end(), style, spaced, refers)


def ordinal(label: str) -> int | None:
    """The number in a label: 第十二条 is 12, （三） is 3, ② is 2. None where there is none."""
    match = re.search(rf"[{_CN}]+|\d+", narrow(label))
    if match:
        return int(match.group()) if match.group().isdecimal() else int(read_chinese(match.group()))
    return int(unicodedata.numeric(label[0])) if label and unicodedata.category(label[0]) == "No" else None
