"""What a heading looks like, on a line of its own or after a label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.labels import Label, Level, read_label
from ingest.lines import Line

STOPS = "。；;：:，,、！？!?"
LEAD_IN = re.compile(r"(?:提出|如下|指出|明确|强调|要求|修改为|改为|作为.{0,12})[:：]?$")
SENTENCE = re.compile(r"[。；;！？!?]$|[。；;！？][”’」』）)]$")
HEADING_CHARS = 40
_ENDS = "。；;！？!?：:"
_ARTICLE_HEADING_CHARS = 24
_BRACKETED = re.compile(r"[【\[（(](?P<h>[^】\]）)]{1,20})[】\]）)]\s*")
_LEADING = re.compile(r"(?P<h>[^。；;：:，,]{2,30})[。：:]\s*(?=\S)")


def is_title_like(text: str) -> bool:
    """Whether a text may be a heading: short, and no sentence or part of one."""
    text = text.strip()
    return len(text) <= HEADING_CHARS and not (text and text[-1] in STOPS) and not any(c in _ENDS for c in text)


def bracketed_heading(rest: str) -> re.Match[str] | None:
    """The heading in brackets that a text begins with: 【目的】, （适用范围）; `h` is what they hold."""
    return _BRACKETED.match(rest)


def have_bracketed_headings(lines: Sequence[Line], labels: Sequence[Label | None]) -> bool:
    """Whether most articles begin with brackets."""
    articles = [(line, la) for line, la in zip(lines, labels, strict=True) if la and la.level is Level.ARTICLE]
    headed = sum(1 for line, la in articles if bracketed_heading(line.text[la.end :].strip()))
    return headed * 2 > len(articles)


def split_heading(
    line: Line, end: int, level: Level, *, alone: bool = False, bracketed: bool = False
) -> tuple[str, int]:
    """The heading that follows a label on its line, and the offset in the text where the body begins.

    一、总体要求 is all heading; （一）加强供给。支持… is a heading with its text; 第三条 支持… has none, 第三条【目的】 one.
    `alone`: the text of the article is on the next line, so that a short rest of this line is its heading.
    `bracketed`: the document's articles have headings in round brackets, so that （市）区 is not taken for one elsewhere.
    """
    rest = line.text[end:].strip()
    body = line.end - len(line.text[end:].lstrip())
    if not rest:
        return "", line.end
    if level is Level.ARTICLE:
        return _article_heading(rest, line, body, alone, bracketed)
    if level is Level.ATTACHMENT and read_label(rest):
        return "", body  # 附件：1.申报表 names what is attached
    if level < Level.ARTICLE or (line.depth and len(rest) <= 2 * HEADING_CHARS):
        return " ".join(rest.split()), line.end
    if is_title_like(rest):
        return rest, line.end
    first = _LEADING.match(rest)
    if first and level <= Level.TWO and not LEAD_IN.search(first["h"]):
        return first["h"], body + first.end()
    return "", body


def _article_heading(rest: str, line: Line, body: int, alone: bool, bracketed: bool) -> tuple[str, int]:
    bracket = _BRACKETED.match(rest)
    if bracket and (bracketed or rest[0] == "【") and (len(rest) > bracket.end() or alone):
        return bracket["h"], body + bracket.end()
    if alone and len(rest) <= _ARTICLE_HEADING_CHARS and not any(c in STOPS for c in rest):
        return rest, line.end
    return "", body
