"""What the steps of the PDF reader hand to one another. Lengths are in points, y grows downward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Glyph:
    """A character of a page. `x0` is its origin, `y` its baseline; `font` is "" where the file does not name it."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    tilted: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, or an edge of a box, that is drawn level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it lies rather than stands."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(slots=True)
class Run:
    """Characters that follow one another on one baseline; or, with `rows`, a table that stands in their place.

    `xs` are the characters' origins. `marks` are the spans in `text` of raised small characters. `blank` says that
    white space stands behind the last character.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    tilted: bool = False
    zone: int = -1
    xs: list[float] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    blank: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    bottom: float = 0.0
    spans: frozenset[int] = frozenset()  # the columns of a table in which cells cover several rows
    full: tuple[bool, ...] = ()  # whether each cell of a table's last row is filled to its right edge

    @property
    def top(self) -> float:
        """About where its characters begin; a table's upper edge."""
        return self.y if self.rows else self.y - 0.9 * self.size


@dataclass(slots=True)
class Page:
    """A page: its runs as the file has them, the lines drawn on it, and what has been set apart, with the reason."""

    number: int
    width: float
    height: float
    runs: list[Run]
    rules: Sequence[Rule] = ()
    apart: list[tuple[str, str]] = field(default_factory=list)
    unknown: int = 0  # characters of which the file does not say what they are
    drawn: bool = False  # whether it has pictures
    sizes: Counter[float] = field(default_factory=Counter)  # of its characters, those in tables too
    count: int = 0  # characters other than white space
    broken: bool = False


@dataclass(slots=True)
class TextLine:
    """A line of a column that reaches from `left` to `right`.

    `lead` is the width of what can't be parted at its beginning. `pieces` are its parts between wide gaps.
    """

    page: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    lead: float
    pieces: list[Run]
    marks: list[tuple[int, int]]
    blank: bool = False
    left: float = 0.0
    right: float = 0.0
    column: int = 0  # counts the columns of the document in reading order
    table: Run | None = None
    header: int = 0  # rows of the table that were found to be its header
    word: float = 0.0  # the width of its first word between spaces
