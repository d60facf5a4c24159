"""The numbering of Chinese policy and law: what a line's label is, and how deep it stands."""

from __future__ import annotations

import re
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
    ARTICLE = 5  # 第一条, 第十二条之一
    HEADING = 6  # an unnumbered heading
    ONE = 7  # 一、
    TWO = 8  # （一）
    THREE = 9  # 1.
    FOUR = 10  # （1）
    FIVE = 11  # ①


@dataclass(frozen=True, slots=True)
class Label:
    """A line's label: the words as written, its level, and where the rest of the line begins."""

    text: str
    level: Level
    end: int


# A reference (第三条规定的, 第十五条第二款) is no label: what follows a label is white space, a heading or the body's
# first word. 条 is told from a reference by the words that only follow references.
_REFERENCE = r"(?!\s*(?:规定|所列|所称|第[一二三四五六七八九十\d]+[款项]|、|和第|至第|及第|或者第|的规定|之规定|中的?|的[^确]))"
_PATTERNS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.ATTACHMENT, re.compile(rf"(?P<l>附\s*(?:件|录|表)\s*(?:{_NUM})?)\s*(?:[:：.、]|\s|$)")),
    (Level.SUBBOOK, re.compile(rf"(?P<l>第\s*{_NUM}\s*分\s*编)(?=\s|$)")),
    (Level.BOOK, re.compile(rf"(?P<l>第\s*{_NUM}\s*[编篇])(?=\s|$)")),
    (Level.CHAPTER, re.compile(rf"(?P<l>第\s*{_NUM}\s*章)(?!\s*(?:规定|的))")),
    (Level.SECTION, re.compile(rf"(?P<l>第\s*{_NUM}\s*节)(?!\s*(?:规定|的))")),
    (Level.ARTICLE, re.compile(rf"(?P<l>第\s*{_NUM}\s*条(?:\s*之\s*[{_CN}\d]+)?){_REFERENCE}\s*[:：、]?")),
    (Level.ONE, re.compile(rf"(?P<l>[{_CN}]+)\s*[、.．]\s*(?=\S)")),
    (Level.TWO, re.compile(rf"(?P<l>[(（〔]\s*[{_CN}]+\s*[)）〕])\s*[、.]?")),
    (Level.FOUR, re.compile(r"(?P<l>[(（]\s*\d{1,3}\s*[)）])\s*[、.]?")),
    (Level.THREE, re.compile(r"(?P<l>\d{1,3})\s*(?:[、．]|\.(?!\d)|\)(?=\S)|）)\s*(?=\S)")),
    (Level.FIVE, re.compile(r"(?P<l>[①-⑳⒈-⒛⑴-⒇])\s*")),
)


def read_label(line: str) -> Label | None:
    """The label that `line` begins with, None where it begins with text. White space before it is passed over."""
    flat = narrow(line)
    lead = len(flat) - len(flat.lstrip())
    for level, pattern in _PATTERNS:
        match = pattern.match(flat, lead)
        if match:
            label = line[match.start("l") : match.end("l")]
            return Label("".join(label.split()), level, match.end())
    return None


def ordinal(label: str) -> int | None:
    """The number in a label: 第十二条 is 12, （三） is 3. None where there is none."""
    match = re.search(rf"[{_CN}]+|\d+", narrow(label))
    if not match:
        return None
    text = match.group()
    return int(text) if text.isdigit() else int(read_chinese(text))
