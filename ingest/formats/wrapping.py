"""Text that someone's program broke into lines of one width: the paragraphs are put together again.

A file saved from a PDF or a mail has a line end wherever the page ended. Read line by line, each would be a paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from ingest.headings import SENTENCE
from ingest.labels import read_label

_FEWEST = 8  # full lines that a file must have before it is taken for a broken one
_WIDEST = 160  # columns; a paragraph a line is often longer, a line that was broken is not
_SLACK = 3  # how far a line may fall short, where the next character did not fit
_INDENT = re.compile(r"[ \u3000\t]*")


def columns(text: str) -> int:
    """How wide a text is, a Chinese character counting two columns."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def joined_paragraphs(text: str) -> str | None:
    """The text with one line a paragraph; None where its lines are paragraphs already."""
    lines = [line.rstrip() for line in text.split("\n")]
    measure = max((columns, len), key=lambda m: _at_the_edge(lines, m))
    if not _broken_by(lines, measure):
        return None
    full = max(map(measure, lines)) - _slack(lines, measure)
    out: list[str] = []
    open_ = False  # whether the line before was full, so that its paragraph goes on
    for line in lines:
        body = line.strip()
        if open_ and body and not _begins(line, body, out[-1]):
            out[-1] += _seam(out[-1], body) + body
        else:
            out.append(body)
        open_ = bool(body) and measure(line) >= full
    return "\n".join(out)


def _at_the_edge(lines: Sequence[str], measure: Callable[[str], int], slack: int = 1) -> int:
    """How many lines come so near to the longest: most by the measure that they were broken by."""
    width = max(map(measure, lines), default=0)
    return sum(1 for line in lines if measure(line) >= width - slack)


def _slack(lines: Sequence[str], measure: Callable[[str], int]) -> int:
    """How far full lines of this text fall short: by next to nothing, where nearly all of them end at the edge."""
    return 1 if _at_the_edge(lines, measure) * 10 >= _at_the_edge(lines, measure, _SLACK) * 9 else _SLACK


def _broken_by(lines: Sequence[str], measure: Callable[[str], int]) -> bool:
    """Whether the lines were broken where they came to one width by `measure`.

    No line is longer; of the long ones most are just as long, and most of those end in the middle of a sentence.
    """
    widths = [measure(line) for line in lines if line.strip()]
    width = max(widths, default=0)
    if width > _WIDEST:
        return False
    full = [line for line in lines if line.strip() and measure(line) >= width - _SLACK]
    long = sum(1 for w in widths if w > width // 2)
    amid = sum(1 for line in full if not SENTENCE.search(line))
    return len(full) >= max(_FEWEST, len(widths) // 5, long // 2) and amid * 3 >= len(full) * 2


def _begins(line: str, body: str, before: str) -> bool:
    """Whether a line after a full one begins a paragraph: it is indented, or has a label where a sentence has ended."""
    indent = _INDENT.match(line)
    if indent and indent.end():
        return True
    return bool(SENTENCE.search(before)) and read_label(body) is not None


def _seam(before: str, after: str) -> str:
    """A space between two words of letters; a figure that was torn is one figure."""
    return " " if (before[-1:] + after[:1]).isascii() and before[-1:].isalpha() and after[:1].isalpha() else ""
