"""A reply that arrives in pieces, cut into sentences as soon as each is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.llm.faults import Fault

_THOUGHT = re.compile(r"\s*<think(?:ing)?>", re.IGNORECASE)
_THOUGHT_ENDS = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_TAG = 12  # characters of the longest of these
_LONGEST = 500  # characters without the end of a sentence: more is no answer, and would take ever longer to look through
# A stop, then what still belongs to the sentence: closing quotes and the tokens that name its clauses.
_STOP = r"(?:[。！？!?]+|\n+|(?<![0-9A-Z])\.(?=[\s\[【”\"']))"
_REST = r"[”’」』\")）]*(?:[ \t]*[\[【［][^\[\]【】［］\n]{0,24}[\]】］])*[。.]?[ \t]*"
_SENTENCE = re.compile(rf"(?s).*?{_STOP}{_REST}")
_TOKEN = 26  # characters within which a bracket that opens a token closes
_OPEN = re.compile(r"[“「『]")
_CLOSE = re.compile(r"[”」』]")


class Sentences:
    """Collects pieces, gives whole sentences. A full stop inside of quotation marks ends none."""

    def __init__(self) -> None:
        self.text = ""  # all that was said, thinking left out
        self._given = 0
        self._thinking: bool | None = None  # None: too little has come to tell

    def add(self, piece: str) -> Iterator[str]:
        """The sentences that are whole once `piece` has come. Raises Fault on one that does not end."""
        self.text += piece
        if self._thinking is None:
            self._thinking = self._begins_with_thought()
        if self._thinking:
            self._skip_thought(len(piece))
        if self._thinking is False:
            yield from self._whole(final=False)
            if len(self.text) - self._given > _LONGEST:
                raise Fault("length", "一句话太长")

    def end(self) -> Iterator[str]:
        """What is left when nothing more comes; of a thought that does not end, nothing."""
        if self._thinking:
            self.text = ""
        yield from self._whole(final=True)

    def _begins_with_thought(self) -> bool | None:
        begin = self.text.lstrip()
        if _THOUGHT.match(begin):
            return True
        return None if "<thinking>".startswith(begin[:_TAG].lower()) else False

    def _skip_thought(self, new: int) -> None:
        end = _THOUGHT_ENDS.search(self.text, max(0, len(self.text) - new - _TAG))
        if end:
            self.text, self._thinking = self.text[end.end() :], False

    def _whole(self, final: bool) -> Iterator[str]:
        while self._given < len(self.text):
            end = self._next_end(final)
            if end is None:
                return
            sentence = self.text[self._given : end].strip()
            self._given = end
            if sentence:
                yield sentence

    def _next_end(self, final: bool) -> int | None:
        """Where the next sentence ends, None where that can't be told yet: tokens may follow its full stop."""
        at, open_quotes = self._given, 0
        while match := _SENTENCE.match(self.text, at):
            said = match.group()
            open_quotes += len(_OPEN.findall(said)) - len(_CLOSE.findall(said))
            if match.end() == len(self.text) and not final:
                return None
            tail = self.text[match.end() : match.end() + _TOKEN]
            if not final and tail[:1] in "[【［" and len(tail) < _TOKEN and not re.search(r"[\]】］]", tail):
                return None
            if open_quotes <= 0 or said.endswith("\n"):
                return match.end()
            at = match.end()
        return len(self.text) if final else None
