"""What the steps of an answer share: the question so far, and what they are given to work with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from answer.lexicon import Lexicon
from answer.reading import Ahead, Meant, Reading
from answer.requests import Sort
from answer.themes import Themes
from language.repair import Repairer
from policy.answers import AnswerFigure, Citation, Filters, Hit, Status, Suggestion, Turn
from policy.documents import Clause, Document

_LETTERS = re.compile(r"(?<![A-Za-z])[A-Za-z]{4,}(?![A-Za-z])")
Search = Callable[[str, int, Filters], list[Hit]]


class Stated(Protocol):
    """How likely each hit's clause states what a question asks, 0 to 1; `closely`, of its sentences that one does."""

    def __call__(self, question: str, hits: Sequence[Hit], closely: bool = False) -> Sequence[float]:
        """(n,) for n hits."""


def nothing_ahead(_: Sequence[str]) -> None:
    """Where nothing is embedded, nothing is embedded ahead."""


Replay = Callable[[str, Filters, date, tuple[str, ...]], "Draft"]


@dataclass(frozen=True, slots=True)
class Context:
    """What is there to answer from: a search, the documents of the moment, and their words.

    `meant` tells what is asked by meaning, beside patterns, and `sort` what a message is. `ahead` embeds
    several texts at once that will be wanted. `replay` takes a question, whole, up to the clauses chosen for it, as an earlier turn of a conversation was.
    """

    search: Search
    documents: Sequence[Document]
    lexicon: Lexicon
    hits: int = 10
    province: str = ""
    themes: Themes | None = None
    repairer: Repairer | None = None
    spelled: Mapping[str, str] = field(default_factory=dict)
    replay: Replay | None = None
    meant: Meant | None = None
    sort: Sort | None = None
    stated: Stated | None = None
    ahead: Ahead = nothing_ahead

    def mended(self, text: str) -> str:
        """A question with typing errors put right, and places that are spelled in letters by their names."""
        text = _LETTERS.sub(lambda m: self.spelled.get(m.group().lower(), m.group()), text)
        return self.repairer.repair(text) if self.repairer else text

    def similar(self, one: str, other: str) -> float:
        """The cosine of two words or phrases, 0 where there is no embedding model."""
        return self.themes.cosine(one, other) if self.themes else 0.0

    def kinds(self, text: str) -> dict[str, float]:
        """How likely a message is of each kind (answer/requests.py), {} where nothing tells."""
        return self.sort(text) if self.sort else {}

    def document(self, document_id: str) -> Document | None:
        """A document held, None where it is not."""
        return next((d for d in self.documents if d.id == document_id), None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A clause that answers, and the part of its text that says so."""

    clause: Clause
    document: Document
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words."""
        return self.clause.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sum:
    """A result worked out: the sentence that says it, its value, and the formula with its operands.

    `role` is "grant" for what is paid, "either" for what is paid in one of two cases of which only one can hold, and
    "check" for what only says whether a bound is kept: neither is added up. `base` is what a share was taken of, 0 where
    nothing was; `made` what that came to before `cap` was held to it, both None where there is no cap.
    """

    sentence: str
    text: str
    value: Decimal
    unit: str
    clause_id: str
    formula: str
    others: tuple[tuple[str, Decimal, str, str], ...] = ()
    role: str = "grant"
    base: Decimal = Decimal(0)
    made: Decimal | None = None
    cap: Decimal | None = None
    failed: bool = False  # a bound is not kept


@dataclass(slots=True)
class Draft:
    """An answer in the making. A step that settles the matter sets `status`; the steps after it pass it by.

    `understood` is a follow-up made whole, `leaning` the documents and clauses that the
    conversation is about.
    """

    question: str
    filters: Filters
    on: date
    history: Sequence[Turn] = ()
    reading: Reading | None = None
    hits: list[Hit] = field(default_factory=list)
    chosen: list[Hit] = field(default_factory=list)
    asked_of: dict[str, str] = field(default_factory=dict)  # clause id to the part of the question that it answers
    quoted: dict[str, tuple[int, int]] = field(default_factory=dict)  # clause id to the span of it that answers, where that is known
    unstated: list[str] = field(default_factory=list)
    unstated_said: list[str] = field(default_factory=list)  # things not stated, in the caller's words, where no name fits
    evidence: list[Evidence] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    asked_for: str = ""  # what a sum would need and the caller has not said
    corrections: list[str] = field(default_factory=list)
    region: str = ""
    local_rule_missing: str = ""
    small_talk: bool = False
    understood: str = ""
    leaning: tuple[str, ...] = ()
    withheld: bool = False
    status: Status | None = None
    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    figures: list[AnswerFigure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def read(self) -> Reading:
        """The reading; the first step makes it."""
        if self.reading is None:
            raise RuntimeError("the question has not been read yet")
        return self.reading

    @property
    def english(self) -> bool:
        """Whether to word the answer in English."""
        return self.reading is not None and self.reading.english
