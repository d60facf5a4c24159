"""Where a list of items ends before its part does.

The paragraph after the last item (同一企业只补一次) belongs to the article and not to the item, or 第三条第二款 would be lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from ingest.headings import SENTENCE
from ingest.labels import Label, Level
from ingest.lines import Line
from ingest.tree import Node

COLONS = ("：", ":")
_SIBLINGS = 20
LOOK_AHEAD = 200  # lines in which a list that a plain paragraph interrupts may go on


def is_over(item: Node, parent: Node, index: int, lines: Sequence[Line], labels: Sequence[Label | None]) -> bool:
    """Whether the list whose item is open ends before the plain paragraph at `index`.

    It does where a colon brought the list in, or semicolons part its items, the item has ended as a sentence does, no
    item before it has paragraphs of its own, and no further item follows.
    """
    if item.level is None or item.level < Level.ONE or not SENTENCE.search(lines[index - 1].text):
        return False
    siblings = _before(item, parent)
    if any(len(n.body) > 1 for n in siblings):
        return False
    brought_in = parent.last_line is not None and parent.last_line.text.endswith(COLONS)
    listed = bool(siblings) and siblings[0].last_text.endswith(("；", ";"))
    return (brought_in or listed) and not goes_on(item, labels[index + 1 : index + LOOK_AHEAD])


def _before(item: Node, parent: Node) -> list[Node]:
    """The items before it in its list, the nearest first; enough of them to tell how the list is written."""
    nodes = (o for o in reversed(parent.order) if isinstance(o, Node) and o is not item and o.style == item.style)
    return list(islice(nodes, _SIBLINGS))


def goes_on(item: Node, after: Sequence[Label | None], *, through: bool = False) -> bool:
    """Whether the item's sequence continues in the labels that follow, before anything that ends it.

    `through`: labels that by custom stand higher end nothing, because they may be below it here.
    """
    for label in after:
        if label is None:
            continue
        if label.style == item.style:
            return label.number == (item.number or 0) + 1
        if item.level is None or (label.level < item.level and (not through or label.level <= Level.ARTICLE)):
            return False
    return False
