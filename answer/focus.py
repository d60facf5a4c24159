"""What a conversation is about: its last question, whole, the clauses that it led to, and the questions before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answer.reading import Reading
from policy.answers import Hit
from policy.documents import Clause

_HEAD = re.compile(r"^(?:加强|加大|强化|加快|支持|推动|鼓励|建设|培育发展|提升)|支持$")


@dataclass(frozen=True, slots=True)
class Focus:
    """One question of a conversation, whole. `choices` are the clauses shown last, of which one may be picked.

    `vague` tells that the question was too short to answer, so that the next message says what it was about.
    """

    reading: Reading
    hits: tuple[Hit, ...]
    choices: tuple[Clause, ...]
    vague: bool
    before: Focus | None = None

    @property
    def hit(self) -> Hit | None:
        """The clause that answered."""
        return self.hits[0] if self.hits else None

    @property
    def leaning(self) -> tuple[str, ...]:
        """The clause that answered and its document, to be preferred."""
        return preferring(self.hit.clause) if self.hit else ()

    def back(self) -> Iterator[Focus]:
        """This question and those before it, the latest first."""
        focus: Focus | None = self
        while focus is not None:
            yield focus
            focus = focus.before


@dataclass(frozen=True, slots=True)
class Completed:
    """A question made whole. `documents` limit what may answer it, `leaning` (documents, clauses) are preferred."""

    text: str
    documents: tuple[str, ...] = ()
    leaning: tuple[str, ...] = ()


def preferring(clause: Clause) -> tuple[str, ...]:
    """What to lean to for a question on this clause."""
    return clause.document_id, clause.clause_id


def name_of(clause: Clause) -> str:
    """What a clause is about, by its heading: 语料券 for 加强语料券支持."""
    return _HEAD.sub("", _HEAD.sub("", clause.heading)) or clause.heading
