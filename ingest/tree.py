"""The tree that a document's lines are built into."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.labels import Level
from ingest.lines import Line


@dataclass(slots=True)
class Node:
    """A labelled or headed part. `order` are its own lines and its labelled parts, in the order of the text.

    `head_start` is where its label or heading begins, `text_start` where its text does; `depth` is its heading's level
    where the format marks it, else 0; `style` the form of its numbering.
    """

    level: Level | None
    label: str = ""
    heading: str = ""
    head_start: int = 0
    text_start: int = 0
    end: int = 0
    number: int | None = None
    depth: int = 0
    style: str = ""
    order: list[Line | Node] = field(default_factory=list)

    @property
    def is_part(self) -> bool:
        """Whether it is a labelled or headed part, and no table's row and no footnote."""
        return self.level is None or self.level < Level.ROW

    @property
    def children(self) -> list[Node]:
        """The labelled parts below, in order."""
        return [o for o in self.order if isinstance(o, Node) and o.is_part]

    @property
    def last_child(self) -> Node | None:
        """The labelled part below that was opened last."""
        return next((o for o in reversed(self.order) if isinstance(o, Node) and o.is_part), None)

    @property
    def last_line(self) -> Line | None:
        """The last of its own lines."""
        return next((o for o in reversed(self.order) if isinstance(o, Line)), None)

    @property
    def body(self) -> list[Line]:
        """The lines that are the part's own, in order."""
        return [o for o in self.order if isinstance(o, Line)]

    @property
    def last_text(self) -> str:
        """Its last line of text, wherever below it that stands; its heading where it has none."""
        if not self.order:
            return self.heading
        last = self.order[-1]
        return last.text if isinstance(last, Line) else last.last_text
