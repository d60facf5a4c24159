"""The tree to clauses: kinds, ids, paths, spans.

Ids are made of what a person would say: `zj-2025-ai-measures#加强算力券支持`, `…#第十二条`, and below them the paragraph's
number and the item's label, `…#第十二条/2/（一）`. They name the piece, not its place, so that inserting a measure
elsewhere changes no other id. Where a name would stand twice, the parent's is put before it, then a count after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from ingest.labels import Level
from ingest.lines import Line
from ingest.provisions import read_provisions
from ingest.tree import Node
from policy.documents import Clause, ClauseKind

PREAMBLE = "前言"
GOALS = "总体目标"
CLOSING = "结语"
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_GOAL = re.compile(r"^\s*(?:力争)?到\s*20\d{2}\s*年底?[，,]")


@dataclass(slots=True)
class Emitter:
    """Makes the clauses of one document from its tree."""

    document_id: str
    text: str
    out: list[Clause] = field(default_factory=list)
    _used: Counter[str] = field(default_factory=Counter)
    _kinds: Counter[ClauseKind] = field(default_factory=Counter)

    def emit(self, root: Node) -> list[Clause]:
        """All clauses, parents before their children, in the order of the text."""
        opening = next((i for i, entry in enumerate(root.order) if _ends_opening(entry)), len(root.order))
        self._preamble([entry for entry in root.order[:opening] if isinstance(entry, Line)])
        self._opening_rows([entry for entry in root.order[:opening] if isinstance(entry, Node)])
        for entry in root.order[opening:]:
            if isinstance(entry, Node):
                self._node(entry, (), "", "", unit=None)
            else:
                self._closing(entry)
        return self.out

    def _closing(self, line: Line) -> None:
        """What is said of the whole document after its last part: 本措施自…起施行."""
        slug = self._unique(CLOSING, "")
        self._add(ClauseKind.PARAGRAPH, slug, (CLOSING,), CLOSING, "", line.start, line.start, line.end, "", 1)

    # -- the opening -------------------------------------------------------------------------------------------

    def _preamble(self, lines: list[Line]) -> None:
        goals = [i for i, line in enumerate(lines) if _GOAL.match(line.text)]
        first = goals[0] if goals else len(lines)
        lead = first - 1 if goals and first and len(lines[first - 1].text) <= 30 else first
        self._opening(lines[:lead], ClauseKind.PREAMBLE, PREAMBLE)
        if goals:
            self._opening(lines[lead : goals[-1] + 1], ClauseKind.GOALS, GOALS)
            self._opening(lines[goals[-1] + 1 :], ClauseKind.PREAMBLE, PREAMBLE)

    def _opening_rows(self, rows: list[Node]) -> None:
        """The tables before the first part stand in the preamble, where there is one."""
        parent = next((c for c in self.out if c.path == (PREAMBLE,)), None)
        for row in rows:
            if parent and row.level is Level.ROW:
                self._row(row, parent.path, parent.clause_id, PREAMBLE)
            else:
                self._row(row, (), "", "")
        self.out.sort(key=lambda clause: clause.start)

    def _opening(self, lines: list[Line], kind: ClauseKind, name: str) -> None:
        if not lines:
            return
        start, end = lines[0].start, lines[-1].end
        unit = self._add(kind, self._unique(name, ""), (name,), name, "", start, start, end, "", 1)
        stated = [line for line in lines if kind is not ClauseKind.GOALS or _GOAL.match(line.text)]
        self._paragraphs(stated, unit)

    # -- labelled and headed parts -----------------------------------------------------------------------------

    def _node(self, node: Node, path: tuple[str, ...], parent: str, heading: str, unit: Clause | None) -> None:
        if not node.is_part:
            self._row(node, path, parent, heading)
            return
        kind = self._kind(node, unit)
        heading = node.heading or heading
        path = (*path, path_label(node))
        number = self._number(kind, node)
        slug = self._slug(node, parent, unit)
        first = node.order[0] if node.order else None
        start = node.end if first is None else first.start if isinstance(first, Line) else first.head_start
        end = self._part_end(node) if kind is ClauseKind.PART else node.end
        clause = self._add(
            kind, slug, path, heading, node.label, node.head_start, start, max(start, end), parent, number
        )
        inside = unit or (None if kind is ClauseKind.PART else clause)
        self._contents(node, clause, inside)

    def _contents(self, node: Node, clause: Clause, unit: Clause | None) -> None:
        body = node.body
        single = len(body) <= 1 and clause.kind is not ClauseKind.PART
        holder = clause
        count = 0
        for place, entry in enumerate(node.order):
            if isinstance(entry, Line):
                count += 1
                if not single:
                    end = entry.end if clause.kind is ClauseKind.PART else with_items(node.order, place)
                    holder = self._paragraph(entry.start, end, count, clause)
            else:
                inner = holder if unit is not None else clause
                self._node(entry, inner.path, inner.clause_id, clause.heading, unit)

    def _row(self, node: Node, path: tuple[str, ...], parent: str, heading: str) -> None:
        """A table's row, `第三条/表1/2`, or a footnote, `注1`."""
        number = (str(node.number),) if node.level is Level.ROW else ()
        place, named = (node.label, *number), (node.heading or node.label, *number)
        above = (parent.split("#", 1)[1],) if parent and node.level is Level.ROW else ()
        kind = ClauseKind.ROW if node.level is Level.ROW else ClauseKind.NOTE
        self._add(
            kind, self._unique("/".join((*above, *place)), ""), (*path, *named), heading, node.label,
            node.head_start, node.text_start, node.end, parent, node.number or 1,
        )  # fmt: skip

    def _paragraphs(self, lines: list[Line], unit: Clause) -> None:
        if len(lines) > 1:
            for number, line in enumerate(lines, 1):
                self._paragraph(line.start, line.end, number, unit)

    def _paragraph(self, start: int, end: int, number: int, parent: Clause) -> Clause:
        slug = self._unique(f"{parent.clause_id.split('#', 1)[1]}/{number}", "")
        path = (*parent.path, str(number))
        return self._add(
            ClauseKind.PARAGRAPH, slug, path, parent.heading, "", start, start, end, parent.clause_id, number
        )

    def _part_end(self, node: Node) -> int:
        """A part's own text: what stands before its first labelled part."""
        end = node.text_start
        for entry in node.order:
            if not isinstance(entry, Line):
                break
            end = entry.end
        return end

    def _kind(self, node: Node, unit: Clause | None) -> ClauseKind:
        if unit is not None:
            return ClauseKind.ITEM
        if node.level is Level.ATTACHMENT:
            return ClauseKind.ATTACHMENT if not node.children else ClauseKind.PART
        if node.level is None or node.level < Level.ARTICLE:
            return ClauseKind.PART
        if node.level is Level.ARTICLE:
            return ClauseKind.ARTICLE
        return ClauseKind.PART if _groups(node) else ClauseKind.ARTICLE

    def _number(self, kind: ClauseKind, node: Node) -> int:
        self._kinds[kind] += 1
        return self._kinds[kind] if kind is ClauseKind.ARTICLE else node.number or self._kinds[kind]

    # -- ids ---------------------------------------------------------------------------------------------------

    def _slug(self, node: Node, parent: str, unit: Clause | None) -> str:
        above = parent.split("#", 1)[1] if parent else ""
        if unit is not None:
            return self._unique(f"{above}/{node.label or node.heading}", "")
        level = node.level or Level.HEADING
        named = node.label if level <= Level.SECTION or level is Level.ARTICLE else node.heading or node.label
        if above and Level.BOOK < level <= Level.SECTION:
            named = f"{above}/{named}"  # every chapter has a 第一节
        return self._unique("".join(named.split()), above)

    def _unique(self, name: str, above: str) -> str:
        name = name.replace("#", "＃").translate(_HALF_WIDTH)
        if name in self._used and above:
            name = f"{above}/{name}"
        candidate = name
        while candidate in self._used:
            self._used[name] += 1
            candidate = f"{name}~{self._used[name]}"
        self._used[candidate] = 1
        return candidate

    def _add(
        self, kind: ClauseKind, slug: str, path: tuple[str, ...], heading: str, label: str,
        head_start: int, start: int, end: int, parent: str, number: int,
    ) -> Clause:  # fmt: skip
        text = self.text[start:end]
        clause = Clause(
            clause_id=f"{self.document_id}#{slug}", document_id=self.document_id, kind=kind, heading=heading,
            path=path, text=text, start=start, end=end, head_start=head_start, number=number, label=label,
            parent_id=parent, provisions=tuple(read_provisions(text, heading=heading)),
        )  # fmt: skip
        self.out.append(clause)
        return clause


def _ends_opening(entry: Line | Node) -> bool:
    return isinstance(entry, Node) and entry.is_part


def with_items(order: Sequence[Line | Node], place: int) -> int:
    """Where the 款 at `place` ends: with the items that follow it."""
    end = order[place].end
    for entry in islice(order, place + 1, None):
        if isinstance(entry, Line):
            break
        end = entry.end
    return end


def path_label(node: Node) -> str:
    """A part's label as written in the path: 第二章 总则, 一、总体要求, 第十二条, 加强算力券支持."""
    if not node.label:
        return node.heading
    if not node.heading or node.level is Level.ARTICLE:
        return node.label
    if node.level is not None and node.level <= Level.SECTION:
        return f"{node.label} {node.heading}"
    joint = {"一": "、", "1": "."}.get(node.style, "")
    return f"{node.label}{joint}{node.heading}"


def _groups(node: Node) -> bool:
    """Whether a heading only groups others: its labelled parts are headed, or measures of their own length."""
    parts = node.children
    if not parts or all(p.level is not None and p.level >= Level.FOUR for p in parts):
        return False
    if any(p.level is Level.HEADING or p.heading for p in parts):
        return True
    if any(p.level is Level.TWO for p in parts):
        lengths = sorted(p.end - p.text_start for p in parts)
        return lengths[len(lengths) // 2] >= 60 and len(node.body) == 0
    return False
