"""A reply that arrives in pieces, cut into sentences as soon as each is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

_THINKING = re.compile(r"\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
# A stop, then what still belongs to the sentence: closing quotes and the tokens that name its clauses.
_STOP = r"(?:[。！？!?]+|\n+|(?<![0-9A-Z])\.(?=[\s\[【”\"']))"
_REST = r"[”’」』\")）]*(?:[ \t]*[\[【［][^\[\]【】［］\n]{0,24}[\]】］])*[。.]?[ \t]*"
_SENTENCE = re.compile(rf"(?s).*?{_STOP}{_REST}")
_OPEN = re.compile(r"[“「『]")
_CLOSE = re.compile(r"[”」』]")


class Sentences:
    """Collects pieces, gives whole sentences. A full stop inside of quotation marks ends none."""

    def __init__(self) -> None:
        self.text = ""  # all that was said, thinking left out
        self._raw = ""
        self._given = 0

    def add(self, piece: str) -> Iterator[str]:
        """The sentences that are whole once `piece` has come."""
        self._raw += piece
        self.text = _THINKING.sub("", self._raw, count=1) if self._raw.lstrip()[:6].lower() == "<think" else self._raw
        if "<think>".startswith(self.text.lstrip().lower()):
            return  # nothing yet, or the beginning of a thought
        yield from self._whole(final=False)

    def end(self) -> Iterator[str]:
        """What is left when nothing more comes."""
        yield from self._whole(final=True)

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
        at = self._given
        while match := _SENTENCE.match(self.text, at):
            said = self.text[self._given : match.end()]
            balanced = len(_OPEN.findall(said)) <= len(_CLOSE.findall(said)) or said.endswith("\n")
            if match.end() == len(self.text) and not final:
                return None
            tail = self.text[match.end() :]
            if not final and tail[:1] in "[【［" and not re.search(r"[\]】］]", tail):
                return None
            if balanced:
                return match.end()
            at = match.end()
        return len(self.text) if final else None
