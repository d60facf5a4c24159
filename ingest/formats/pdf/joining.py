"""Lines joined: no space between ideographs, one between words, none in a word that a hyphen parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.pdf.characters import SOFT_HYPHEN, is_wide
from ingest.formats.pdf.model import TextLine

_TIGHT = "/\\_@"
_NO_START = "，。、；：！？）》〉】〕」』”’…,.;:!?)%"
_SENTENCE_ENDS = "。；;！？!?：:…"
_CLOSERS = "”’」』）)》〉】"


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document breaks its lines. `by_character`: anywhere, in words and before stops too. `padded`: with white
    space behind every line."""

    by_character: bool = False
    padded: bool = False


def join(before: str, after: str, blank: bool, habits: Habits) -> str:
    """Two parts of a paragraph as one. `blank` says that the file has white space behind the first."""
    last, first = before[-1], after[0]
    if last == SOFT_HYPHEN:
        return before[:-1] + after
    if last == "-" and first.islower() and before[-2:-1].isalpha() and before[-2:-1].isascii() and not blank:
        return before[:-1] + after
    if is_wide(last) or is_wide(first):
        return f"{before} {after}" if blank and not habits.padded else before + after
    if not blank and (habits.by_character or last in _TIGHT or first in _CLOSERS or (last.isdigit() and first.isdigit())):
        return before + after
    return f"{before} {after}"


def starts_badly(text: str) -> bool:
    """Whether a line begins with what no line should begin with, had it been broken with care."""
    return text[0] in _NO_START


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences and their parts do, a bracket behind the stop or not."""
    bare = text.rstrip().rstrip(_CLOSERS)
    return bool(bare) and (bare[-1] in _SENTENCE_ENDS or (bare[-1] == "." and not bare[-2:-1].isdigit()))


def cell_text(lines: Sequence[TextLine], right: float) -> str:
    """The lines of a table's cell that reaches to `right`; a line that ends early ends a paragraph."""
    if not lines:
        return ""
    habits = Habits(by_character=any(starts_badly(line.text) for line in lines[1:]))
    edge = max(max(line.x1 for line in lines), right - (min(line.x0 for line in lines) - lines[0].left))
    text = lines[0].text
    for before, line in pairwise(lines):
        early = edge - before.x1 > line.lead + 0.6 * line.size
        text = f"{text}\n{line.text}" if early else join(text, line.text, before.blank, habits)
    return text
