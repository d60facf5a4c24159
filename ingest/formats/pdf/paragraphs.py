"""Lines to paragraphs: where one ends, told from margins, indents, distances, type and words together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.pdf.joining import Habits, ends_sentence, join, starts_badly
from ingest.formats.pdf.model import TextLine
from ingest.labels import Label, Level, read_label

_INDENT = (1.2, 4.5)  # em that a first line is set in
_LARGE = 1.12  # times the text's size is a heading's
_WIDER = 1.3  # times the usual distance of lines parts paragraphs
_LEADERS = re.compile(r"(?:[.·•．]\s?){4,}|…{2,}\s*\S{0,4}$")
_BARE_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?$")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document sets its paragraphs. `pitch` is the distance of lines, in em of their size."""

    pitch: float
    indented: bool
    spaced: bool
    justified: bool
    words: bool  # lines are broken at spaces only
    habits: Habits
    size: float  # of most characters


def observe(lines: Sequence[TextLine], size: float) -> Layout:
    """The layout that the lines of a document show."""
    pairs = [(a, b) for a, b in pairwise(lines) if not (a.table or b.table) and _same_type(a, b)]
    near = [(a, b) for a, b in pairs if a.column == b.column and b.y > a.y]
    body = [(a, b) for a, b in near if abs(b.size - size) < 0.06 * size]
    pitch = _least_common([(b.y - a.y) / b.size for a, b in body or near])
    after_short = [(a, b) for a, b in near if _room(a) > b.lead + 1.5 * a.size and not _is_centred(b)]
    starts = [b for _, b in after_short]
    indented = sum(1 for b in starts if _is_indented(b))
    gaps = sum(1 for a, b in after_short if (b.y - a.y) / b.size > _WIDER * pitch)
    wraps = [(a, b) for a, b in pairs if _room(a) <= b.lead + 0.3 * a.size]
    even = sum(1 for a, _ in wraps if abs(_room(a)) < 0.12 * a.size)
    bad = sum(1 for _, b in wraps if starts_badly(b.text))
    bare = sum(1 for a, b in near if _BARE_ARTICLE.search(a.text) and not read_label(b.text))
    return Layout(
        pitch,
        indented=indented >= 3 and indented * 2 >= len(starts),
        spaced=len(starts) >= 3 and gaps * 2 >= len(starts),
        justified=len(wraps) >= 8 and even * 10 >= 7 * len(wraps),
        words=bare >= 3,
        habits=Habits(bad >= 2 and bad * 100 >= len(wraps), sum(a.blank for a, _ in wraps) * 3 > len(wraps) > 5),
        size=size,
    )


def _least_common(gaps: Sequence[float]) -> float:
    """The least distance that is usual."""
    counts = Counter(round(gap, 1) for gap in gaps if gap < 6)
    usual = sorted(gap for gap, count in counts.items() if count * 8 >= sum(counts.values()))
    return usual[0] if usual else 2.0


def paragraphs(lines: Iterable[TextLine], layout: Layout) -> Iterator[list[TextLine]]:
    """The lines of each paragraph; a table stands alone."""
    current: list[TextLine] = []
    for line in lines:
        if current and not _goes_on(current, line, layout):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def text_of(lines: Sequence[TextLine], habits: Habits) -> str:
    """A paragraph's lines as one."""
    text = lines[0].text
    for before, line in pairwise(lines):
        text = join(text, line.text, before.blank, habits)
    return text


# -- whether a paragraph goes on -------------------------------------------------------------------------------


def _goes_on(current: Sequence[TextLine], line: TextLine, layout: Layout) -> bool:
    before = current[-1]
    if before.table or line.table or not _same_type(before, line) or _LEADERS.search(before.text):
        return False
    label = read_label(line.text)
    if _is_centred(before) or _is_centred(line) or (_is_large(before, layout) and before.size == line.size):
        return _same_heading(before, line, label, layout)
    beside = before.column == line.column and line.y > before.y
    if beside and (line.y - before.y) / line.size > _WIDER * max(layout.pitch, _own_pitch(current)):
        return False
    room = _room(before)
    if room > line.lead + _slack(before, layout):
        return layout.words and _is_broken_at_space(before, line, label, room)
    return _wraps(current, line, label, layout, room, beside)


def _wraps(
    current: Sequence[TextLine], line: TextLine, label: Label | None, layout: Layout, room: float, beside: bool
) -> bool:
    """Whether a paragraph goes on after a line that is full."""
    before = current[-1]
    ends = ends_sentence(before.text)
    step = (line.x0 - (before.x0 if beside else before.x0 - before.left + line.left)) / line.size
    aligned = len(current) > 1 and abs(step) < 0.3
    if step > 0.6 and not aligned:
        return len(current) == 1 and _hangs(before, line, layout) and not (ends and (label or not _is_indented(before)))
    if layout.indented and _is_indented(line) and not aligned:
        return step < -0.6 and not ends and label is None
    if layout.indented and not _is_indented(line):
        return not (ends and _begins(label, strong=True))
    if not ends:
        return not (_begins(label, strong=True) and not layout.spaced and _closed(before.text, line.text, label))
    if label is not None and _begins(label, strong=False):
        return layout.spaced and beside
    if len(current) > 1 and step < -0.6:
        return False
    if before.text[-1] in "；;：:":
        return True  # what such a stop ends is followed by a number
    return (layout.spaced and beside) or (layout.indented and aligned)


def _closed(text: str, after: str, label: Label | None) -> bool:
    """Whether a text that has no stop at its end is a heading or the like, which an article or its like follows."""
    if label is None or not label.spaced or re.search(r"[，、的和与或及照据]$", text):
        return False
    return len(text) < 30 or (label.level is Level.ARTICLE and after[label.end : label.end + 1].isspace())


def _begins(label: Label | None, *, strong: bool) -> bool:
    """Whether a label begins a paragraph: `strong` asks for one that hardly stands at a line's beginning by chance."""
    if label is None or label.refers:
        return False
    return label.spaced or not strong or label.level >= Level.ONE


def _hangs(first: TextLine, line: TextLine, layout: Layout) -> bool:
    """Whether the lines below a label may be set in to where its text begins."""
    marked = read_label(first.text) is not None or re.match(r"[•·●○■◆▪–-]", first.text)
    return bool(marked) and line.x0 - first.x0 < 6 * line.size and (not layout.indented or _is_indented(first))


def _is_broken_at_space(before: TextLine, line: TextLine, label: Label | None, room: float) -> bool:
    """Whether a line is short because the next word between spaces did not fit."""
    return not ends_sentence(before.text) and label is None and line.word > room


def _same_heading(before: TextLine, line: TextLine, label: Label | None, layout: Layout) -> bool:
    """Whether two centred lines are one title: of one type, close together, neither a sentence nor numbered."""
    if before.page != line.page:
        return False
    if not (_is_middle(before) and _is_middle(line)) and not _is_large(line, layout):
        return False
    close = 0 < (line.y - before.y) / line.size <= 1.25 * max(layout.pitch, 1.2)
    numbered = label is not None or (read_label(before.text) is not None and _room(before) > 6 * before.size)
    return close and not numbered and not re.search(r"[。；：:)）〕\]号日]$", before.text) and not re.match(r"[（(〔\[]", line.text)


# -- measures --------------------------------------------------------------------------------------------------


def _room(line: TextLine) -> float:
    return line.right - line.x1


def _slack(line: TextLine, layout: Layout) -> float:
    """How far short of the margin a line that is full may end, beyond the first character of the next."""
    if ends_sentence(line.text):
        return (0.2 if layout.justified or layout.habits.by_character else 0.4) * line.size
    return 1.3 * line.size


def _same_type(a: TextLine, b: TextLine) -> bool:
    return abs(a.size - b.size) <= 0.06 * max(a.size, b.size) and (a.bold == b.bold or len(a.text) > 40 < len(b.text))


def _is_indented(line: TextLine) -> bool:
    return _INDENT[0] < (line.x0 - line.left) / line.size < _INDENT[1]


def _is_large(line: TextLine, layout: Layout) -> bool:
    return line.size >= _LARGE * layout.size


def _own_pitch(current: Sequence[TextLine]) -> float:
    if len(current) < 2 or current[-1].column != current[-2].column:
        return 0.0
    return (current[-1].y - current[-2].y) / current[-1].size


def _is_centred(line: TextLine) -> bool:
    """Whether a line stands in the middle, or at the right, with space on its left that is no indent."""
    left = line.x0 - line.left
    return left >= 2.6 * line.size and (_is_middle(line) or left > 0.35 * (line.right - line.left))


def _is_middle(line: TextLine) -> bool:
    left, right = line.x0 - line.left, _room(line)
    return left > line.size and abs(left - right) < max(1.2 * line.size, 0.1 * left)
