"""Lines to a tree: which label belongs under which, by the sequences that the numbers form.

The 第X章 / 节 / 条 family stands in a fixed order. Every other numbering (一、 （一） 1. (1) ①) is read as sequences: a
label that continues an open sequence is the next sibling in it, a label that says "one" opens a sequence below the
line before it. So numbering may restart, mix and nest as documents really do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.articles import Articles
from ingest.attachments import title_end
from ingest.divisions import find_divisions
from ingest.headings import (
    HEADING_CHARS,
    LEAD_IN,
    SENTENCE,
    STOPS,
    have_bracketed_headings,
    is_title_like,
    split_heading,
)
from ingest.labels import Label, Level, read_label
from ingest.lines import Line
from ingest.lists import COLONS, LOOK_AHEAD, goes_on, is_over
from ingest.quotes import quoted_lines
from ingest.rows import Tables
from ingest.tree import Node

_CLOSING = re.compile(
    r"特此(?:通知|公告|通告|函)|(?:上述|以上)?本?(?:若干)?(?:意见|办法|措施|政策|方案|规定|细则|通知|决定|计划|指南|条款)(?:.{0,12}(?:自|从)|由|的?(?:有效期|施行|实施|解释))"
)
_ATTACHED = Label("", Level.ATTACHMENT, 0)


class TreeBuilder:
    """Builds the tree of one document. `unsure` are the lines whose reading was, each with why."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.unsure: list[tuple[Line, str]] = []
        self.root = Node(level=None)
        self._stack = [self.root]
        quoted = quoted_lines(lines)
        self._labels = [
            None if i in quoted or line.table or line.note else read_label(line.text) for i, line in enumerate(lines)
        ]
        self._articles = any(la is not None and la.level is Level.ARTICLE and not la.refers for la in self._labels)
        self._divisions = find_divisions(lines, self._labels) if self._articles else {}
        self._bracketed = have_bracketed_headings(lines, self._labels)
        self._article_sequence = Articles(lines, self._labels)
        self._tables = Tables()
        self._title_end = 0  # the index after the title of the attachment that was opened last
        self._nested: set[tuple[str, str]] = set()  # styles of numbering of which the second stood below the first

    def build(self) -> Node:
        """The document's root; its own body lines are the preamble."""
        for index, line in enumerate(self.lines):
            label = self._labels[index]
            if line.table or line.note:
                self._add_row(index)
            elif index in self._divisions:
                self._open_division(index, self._divisions[index])
            elif label and self._believable(label, index):
                self._open_labelled(index, label)
            elif label is None and self._names_attachment(index):
                self._stack[-1].heading += line.text
                self._stack[-1].text_start = line.end
            elif label is None and self._is_heading(index):
                self._open_heading(line)
            else:
                if self._closes_document(index):
                    del self._stack[1:]
                self._close_lists(index)
                self._stack[-1].order.append(line)
            for node in self._stack:
                node.end = line.end
        return self.root

    # -- labels ------------------------------------------------------------------------------------------------

    def _believable(self, label: Label, index: int) -> bool:
        """一、 begins a sequence at one; a bare figure at a line's start is often not a label at all."""
        line = self.lines[index]
        if label.level is Level.ARTICLE:
            return self._article_sequence.is_next(label, index)
        if label.level in (Level.TWO, Level.FIVE):
            return True
        if label.level < Level.ARTICLE:
            return not label.refers and (bool(line.depth) or is_title_like(line.text[label.end :]))
        return label.number == 1 or any(n.style == label.style for n in self._stack) or self._continued(label) >= 0

    def _continued(self, label: Label) -> int:
        """The place in the stack of the part whose last child the label continues; -1 where there is none."""
        for place in range(len(self._stack) - 1, -1, -1):
            last = self._stack[place].last_child
            if last is not None and last.style == label.style and label.number == (last.number or 0) + 1:
                return place
        return -1

    def _open_labelled(self, index: int, label: Label) -> None:
        line = self.lines[index]
        if label.level <= Level.ARTICLE:
            self._pop_above(label.level)
            self._begin(label, line)
        else:
            self._pop_for_sequence(label, index)
        heading, rest = split_heading(
            line, label.end, label.level, alone=self._text_follows(index), bracketed=self._bracketed
        )
        node = Node(
            label.level, label.text, heading, line.start, rest, line.end, label.number, line.depth, label.style
        )  # fmt: skip
        self._push(node)
        if rest < line.end:
            node.order.append(Line(rest, line.end, line.text[rest - line.start :]))

    def _begin(self, label: Label, line: Line) -> None:
        if label.level is Level.ATTACHMENT:
            self._article_sequence.begin_anew()
        elif label.level is Level.ARTICLE and (odd := self._article_sequence.take(label)):
            self.unsure.append((line, odd))

    def _pop_for_sequence(self, label: Label, index: int) -> None:
        """Go up to the part that the next label of a sequence, or the first of a new one, belongs under."""
        same = [i for i, n in enumerate(self._stack) if n.style == label.style]
        following = [i for i in same if label.number == (self._stack[i].number or 0) + 1]
        continued = self._continued(label)
        if following:
            del self._stack[following[-1] :]
        elif continued >= 0:
            del self._stack[continued + 1 :]
        elif same:
            if label.number != 1:
                self.unsure.append((self.lines[index], f"number {label.number} follows {self._stack[same[-1]].number}"))
            del self._stack[same[-1] :]
        elif not self._leads_in(label):
            self._pop_while_deeper(label, index)

    def _leads_in(self, label: Label) -> bool:
        """Whether a new sequence stands below the part just opened: it ends in a colon, or has a heading only.

        Under a heading alone, a numbering that elsewhere stands higher (（一） below 1.) must begin with it, at its first.
        """
        top = self._stack[-1]
        if top.level is None:
            return False
        if top.order:
            last = top.order[-1]
            return isinstance(last, Line) and last.text.endswith(COLONS)
        if label.level <= top.level and top.number != 1 and (top.style, label.style) not in self._nested:
            return False
        self._nested.add((top.style, label.style))
        return True

    # -- headings ----------------------------------------------------------------------------------------------

    def _names_attachment(self, index: int) -> bool:
        """附件1 on a line of its own has its title on the next lines."""
        top = self._stack[-1]
        if top.level is Level.ATTACHMENT and not (top.heading or top.order) and is_title_like(self.lines[index].text):
            self._title_end = title_end(self.lines, self._labels, index)
        return index < self._title_end

    def _open_division(self, index: int, level: Level) -> None:
        line, label = self.lines[index], self._labels[index]
        end = label.end if label else 0
        self._pop_above(level, line.depth)
        heading = " ".join(line.text[end:].split())
        number, text, style = (label.number, label.text, label.style) if label else (None, "", "")
        self._push(Node(level, text, heading, line.start, line.end, line.end, number, line.depth, style))

    def _open_heading(self, line: Line) -> None:
        depth = line.depth or 9
        while len(self._stack) > 1 and self._is_under(self._stack[-1], depth):
            self._stack.pop()
        self._push(Node(Level.HEADING, "", line.text, line.start, line.end, line.end, None, depth))

    def _is_under(self, node: Node, depth: int) -> bool:
        """Whether an open part ends where a heading of this depth begins."""
        if node.depth:
            return node.depth >= depth
        return node.level is not None and node.level > Level.HEADING

    def _is_heading(self, index: int) -> bool:
        """Marked by the format; or short, no sentence, and between sentences, in a text without 第X条."""
        line = self.lines[index]
        if line.depth:
            return True
        if index + 1 < len(self.lines) and self.lines[index + 1].table:
            return False  # a caption
        text = line.text
        if self._articles or len(text) > HEADING_CHARS or text[-1] in STOPS or LEAD_IN.search(text):
            return False
        headed = any(n.level is Level.HEADING for n in self._stack)
        if not headed and any(n.level is not None and n.level >= Level.ONE for n in self._stack):
            return False
        after = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        before = self.lines[index - 1].text if index else "。"
        follows = bool(SENTENCE.search(before)) or self._stack[-1].level is Level.HEADING
        leads = bool(SENTENCE.search(after)) or after.endswith(COLONS)
        return follows and leads and not text[:4].isdecimal()

    def _text_follows(self, index: int) -> bool:
        """Whether the next line is a sentence without a label."""
        after = index + 1
        return after < len(self.lines) and self._labels[after] is None and bool(SENTENCE.search(self.lines[after].text))

    # -- tables and footnotes ----------------------------------------------------------------------------------

    def _add_row(self, index: int) -> None:
        """A table's row stands in the part that is open, a footnote in the document; neither opens a part."""
        line = self.lines[index]
        if line.note:
            del self._stack[1:]
        elif not self._tables.begun(line):
            self._close_lists(index)
        self._stack[-1].order.append(self._tables.node(line, self._stack[-1]))

    # -- what ends before a line -------------------------------------------------------------------------------

    def _close_lists(self, index: int) -> None:
        """A plain paragraph after the last of the items that a colon brought in belongs to the part above them."""
        while len(self._stack) > 2 and is_over(self._stack[-1], self._stack[-2], index, self.lines, self._labels):
            self._stack.pop()

    def _closes_document(self, index: int) -> bool:
        """本措施自…起施行 after the last measure is said of them all; where there are articles it is in one of them."""
        if self._articles or not _CLOSING.match(self.lines[index].text):
            return False
        after = (la for la in self._labels[index + 1 :] if la is not None)
        return next(after, _ATTACHED).level is Level.ATTACHMENT

    # -- the stack ---------------------------------------------------------------------------------------------

    def _push(self, node: Node) -> None:
        self._stack[-1].order.append(node)
        self._stack.append(node)

    def _pop_above(self, level: Level, depth: int = 0) -> None:
        """End every open part that one of this level, marked at this depth, can't stand in."""
        while len(self._stack) > 1:
            top = self._stack[-1]
            level_ends = top.level is not None and (top.level >= level)
            depth_ends = bool(depth and top.depth and top.depth >= depth)
            if not level_ends and not depth_ends:
                return
            self._stack.pop()

    def _pop_while_deeper(self, label: Label, index: int) -> None:
        """End the parts that stand deeper by custom, down to one whose own numbering goes on after this one's."""
        later = self._labels[index + 1 : index + LOOK_AHEAD]
        while len(self._stack) > 1 and (self._stack[-1].level or 0) > label.level:
            pair = (self._stack[-1].style, label.style)
            if pair in self._nested or (label.number == 1 and goes_on(self._stack[-1], later, through=True)):
                self._nested.add(pair)
                return
            self._stack.pop()
