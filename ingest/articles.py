"""Which lines that begin with 第N条 are articles, by the sequence that their numbers form."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.headings import SENTENCE
from ingest.labels import Label, Level
from ingest.lines import Line


class Articles:
    """The articles of one document as they are read, one after the other."""

    def __init__(self, lines: Sequence[Line], labels: Sequence[Label | None]) -> None:
        self._lines = lines
        self._labels = labels
        self._last: Label | None = None

    def begin_anew(self) -> None:
        """An attachment numbers its articles from one."""
        self._last = None

    def is_next(self, label: Label, index: int) -> bool:
        """An article follows the one before, or begins anew, or leaves a gap; what reads on is a reference."""
        last = self._last
        number, insert = (last.number or 0, last.insert) if last else (0, 0)
        follows = (label.number, label.insert) in ((number + 1, 0), (number, insert + 1))
        if label.refers:
            return follows and (label.spaced or self._comes_once(label, index))
        return follows or label.spaced or label.number == 1 or last is None or (label.number or 0) > number

    def take(self, label: Label) -> str:
        """Note that the label's article has begun; what is odd about its number, "" where nothing is."""
        last, self._last = self._last, label
        if last is None or label.number in (1, last.number, (last.number or 0) + 1):
            return ""
        return f"article {label.number} follows {last.number}"

    def _comes_once(self, label: Label, index: int) -> bool:
        """Whether a line that reads like a reference is the article itself: no other of its number comes before the next."""
        if index and not SENTENCE.search(self._lines[index - 1].text):
            return False
        later = (la for la in self._labels[index + 1 :] if la is not None and la.level is Level.ARTICLE)
        after = next((la for la in later if (la.number or 0) >= (label.number or 0)), None)
        return after is None or (after.number, after.insert) != (label.number, label.insert)
