"""Lines to a tree: which label belongs under which, by the sequences that the numbers form.

The 第X章 / 节 / 条 family stands in a fixed order. Every other numbering (一、 （一） 1. (1) ①) is read as sequences: a
label that continues an open sequence is the next sibling in it, a label that says "one" opens a sequence below the
line before it. So numbering may restart, mix and nest as documents really do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.labels import Level, ordinal, read_label
from ingest.lines import Line

_STOPS = "。；;：:，,、！？!?"
_LEAD_IN = re.compile(r"(?:提出|如下|指出|明确|强调|要求)[:：]?$")
_SENTENCE = re.compile(r"[。；;！？!?]$|[。；;][”’」』）)]$")
_HEADING_CHARS = 40


@dataclass(slots=True)
class Node:
    """A labelled or headed part. `body` are its own lines, `children` its labelled parts, `order` both in sequence."""

    level: Level | None
    label: str = ""
    heading: str = ""
    head_start: int = 0
    text_start: int = 0
    end: int = 0
    number: int | None = None
    depth: int = 0
    order: list[Line | Node] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        """The labelled parts below, in order."""
        return [o for o in self.order if isinstance(o, Node)]

    @property
    def body(self) -> list[Line]:
        """The lines that are the part's own, in order."""
        return [o for o in self.order if isinstance(o, Line)]


class TreeBuilder:
    """Builds the tree of one document. `warnings` say where the reading was unsure."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.warnings: list[str] = []
        self.root = Node(level=None)
        self._stack = [self.root]
        self._quotes = 0
        self._articles = any(_level_of(line) is Level.ARTICLE for line in lines)

    def build(self) -> Node:
        """The document's root; its own body lines are the preamble."""
        for index, line in enumerate(self.lines):
            label = None if self._quotes > 0 else read_label(line.text)
            if label and self._believable(label.level, label.text, line):
                self._open_labelled(line, label.text, label.level, label.end)
            elif self._quotes <= 0 and self._is_heading(index):
                self._open_heading(line)
            else:
                self._stack[-1].order.append(line)
            self._track_quotes(index)
            for node in self._stack:
                node.end = line.end
        return self.root

    def _track_quotes(self, index: int) -> None:
        """Inside a quotation that runs over lines, labels are another document's."""
        line = self.lines[index].text
        self._quotes += line.count("“") - line.count("”")
        if self._quotes > 0 and not any("”" in later.text for later in self.lines[index + 1 : index + 80]):
            self._quotes = 0
        self._quotes = max(0, self._quotes)

    def _believable(self, level: Level, label: str, line: Line) -> bool:
        """一、 begins a sequence at one; a bare figure at a line's start is often not a label at all."""
        if level in (Level.ARTICLE, Level.CHAPTER, Level.SECTION, Level.BOOK, Level.SUBBOOK, Level.TWO, Level.FIVE):
            return True
        if level is Level.ATTACHMENT:
            return len(line.text) <= _HEADING_CHARS and not _SENTENCE.search(line.text)
        number = ordinal(label)
        return number == 1 or any(n.level is level for n in self._stack) or self._continues(level, number)

    def _continues(self, level: Level, number: int | None) -> bool:
        last = [c for n in self._stack for c in n.children[-1:] if c.level is level]
        return any(c.number is not None and number == c.number + 1 for c in last)

    def _open_labelled(self, line: Line, label: str, level: Level, end: int) -> None:
        number = ordinal(label)
        parent = self._parent_of(level, number, line)
        heading, rest = split_heading(line, end, level)
        node = Node(level, label, heading, line.start, rest, line.end, number, line.depth)
        parent.order.append(node)
        self._stack.append(node)
        if rest < line.end:
            offset = rest - line.start
            node.order.append(Line(rest, line.end, line.text[offset:]))

    def _parent_of(self, level: Level, number: int | None, line: Line) -> Node:
        if level <= Level.ARTICLE:
            self._pop_while(lambda n: n.level is not None and (n.level >= level or n.level >= Level.HEADING))
            return self._stack[-1]
        same = [i for i, n in enumerate(self._stack) if n.level is level]
        following = [i for i in same if number == (self._stack[i].number or 0) + 1]
        if following or (same and number != 1):
            place = (following or same)[-1]
            if not following:
                self._warn(line, f"number {number} follows {self._stack[place].number}")
            del self._stack[place:]
        elif same:  # a sequence that begins again without a new parent
            del self._stack[same[-1] :]
        else:
            self._pop_while(lambda n: n.level is not None and n.level > level)
        return self._stack[-1]

    def _pop_while(self, deeper: object) -> None:
        while len(self._stack) > 1 and deeper(self._stack[-1]):  # type: ignore[operator]
            self._stack.pop()

    def _open_heading(self, line: Line) -> None:
        depth = line.depth or 9
        self._pop_while(
            lambda n: n.level is not None and (n.level > Level.HEADING or (n.level is Level.HEADING and n.depth >= depth))
        )
        node = Node(Level.HEADING, "", line.text, line.start, line.end, line.end, None, depth)
        self._stack[-1].order.append(node)
        self._stack.append(node)

    def _is_heading(self, index: int) -> bool:
        """Marked by the format; or short, no sentence, and between sentences, in a text without 第X条."""
        line = self.lines[index]
        if line.depth:
            return True
        text = line.text
        if self._articles or len(text) > _HEADING_CHARS or text[-1] in _STOPS or _LEAD_IN.search(text):
            return False
        if any(n.level is not None and n.level >= Level.ONE for n in self._stack):
            return False
        after = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        before = self.lines[index - 1].text if index else "。"
        follows = bool(_SENTENCE.search(before)) or self._stack[-1].level is Level.HEADING
        return follows and bool(_SENTENCE.search(after)) and not re.match(r"^\d{4}年", text)

    def _warn(self, line: Line, what: str) -> None:
        self.warnings.append(f"numbering: {what} at “{line.text[:24]}”")


def _level_of(line: Line) -> Level | None:
    label = read_label(line.text)
    return label.level if label else None


def split_heading(line: Line, end: int, level: Level) -> tuple[str, int]:
    """The heading that follows a label on its line, and the offset in the text where the body begins.

    一、总体要求 is all heading; （一）加强供给。支持… is a heading with its text; 第三条 支持… has none, 第三条【目的】 one.
    """
    rest = line.text[end:].strip()
    body = line.end - len(line.text[end:].lstrip())
    if not rest:
        return "", line.end
    bracket = re.match(r"[【\[（(](?P<h>[^】\]）)]{1,20})[】\]）)]\s*", rest)
    if level is Level.ARTICLE:
        return (bracket["h"], body + bracket.end()) if bracket and len(rest) > bracket.end() else ("", body)
    if level <= Level.SECTION or (line.depth and len(rest) <= 2 * _HEADING_CHARS):
        return " ".join(rest.split()), line.end
    if len(rest) <= _HEADING_CHARS and rest[-1] not in _STOPS and not _SENTENCE.search(rest):
        return rest, line.end
    first = re.match(r"(?P<h>[^。；;：:，,]{2,30})[。：:]\s*(?=\S)", rest)
    if first and level <= Level.TWO and not _LEAD_IN.search(first["h"]):
        return first["h"], body + first.end()
    return "", body
