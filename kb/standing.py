"""Standard replies (口径) before the documents: found, and made an answer."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from language.quantities import read_figures
from policy.answers import Answer, AnswerFigure, Citation, Filters, Status, Turn, cite
from policy.documents import Clause, Document
from policy.errors import PolicyDeskError, UnknownDocument
from policy.office import Reply, ReplyState, cite_reply
from policy.provisions import FigureKind

if TYPE_CHECKING:
    from answer.pipeline import Answerer
    from answer.replies import ReplyBook
    from kb.office import Office

log = logging.getLogger("policydesk")

_CHANGED = (
    "口径所依据的条款在口径拟定后有变动，请核对后再用。",
    "A clause that this standard reply rests on has changed or gone since it was written: check before relying on it.",
)


class StandardReplies:
    """The approved replies, in memory; read again when one has changed. Safe to share between threads.

    Where no records are kept, a question costs one look for the file. Where they can't be read, there are no replies.
    """

    def __init__(self, file: Path, office: Callable[[], Office], clause: Callable[[str], tuple[Clause, Document]]) -> None:
        """`file` is where the records are kept; they are opened only where it is there."""
        self._file = file
        self._office = office
        self._clause = clause
        self._lock = threading.Lock()
        self._answerer: Answerer | None = None
        self._generation = -1
        self._replies: Sequence[Reply] = ()
        self._books: dict[date, ReplyBook] = {}

    def over(self, answerer: Answerer) -> None:
        """Hold the replies against questions as this answerer reads them."""
        with self._lock:
            self._answerer, self._books = answerer, {}

    def answer(self, question: str, filters: Filters, history: tuple[Turn, ...]) -> Answer | None:
        """The reply to a question as an answer; None where there is none, or the search is limited to documents."""
        began = time.perf_counter()
        if filters.documents or not self._approved() or self._answerer is None:
            return None
        draft = self._answerer.understood(question, filters, history)
        book = self._book(draft.on)
        reply = book.find(draft) if book else None
        if reply is None or draft.filters.documents:
            return None
        took = round((time.perf_counter() - began) * 1000, 2)
        return self._answer(question, reply, draft.understood, draft.english, {"reply": took, "total": took})

    def _approved(self) -> Sequence[Reply]:
        if not self._file.exists():
            return ()
        try:
            office = self._office()
            generation = office.replies_generation()
            with self._lock:
                if generation != self._generation:
                    self._replies = office.replies(ReplyState.APPROVED)
                    self._generation, self._books = generation, {}
                return self._replies
        except PolicyDeskError as error:
            log.warning("answering without standard replies: %s", error)
            return ()

    def _book(self, on: date) -> ReplyBook | None:
        """Those that hold on a day; None where none does."""
        with self._lock:
            held = [r for r in self._replies if r.holds(on)]
            if not held or self._answerer is None:
                return None
            if on not in self._books:
                from answer.replies import ReplyBook

                self._books = {on: ReplyBook(held, self._answerer.read, self._answerer.context)}  # one day is asked about at a time
            return self._books[on]

    def _answer(self, question: str, reply: Reply, understood: str, english: bool, timings: dict[str, float]) -> Answer:
        clauses, changed = self._cited(reply)
        marks = "".join(f"[{n}]" for n in range(1, len(clauses) + 2))
        return Answer(
            question, Status.ANSWERED, f"{reply.text}{marks}", (cite_reply(1, reply), *clauses), _figures(reply),
            notes=(_CHANGED[english],) if changed else (), understood=understood, timings_ms=timings,
        )  # fmt: skip

    def _cited(self, reply: Reply) -> tuple[list[Citation], bool]:
        """The clauses that a reply names and that are still held, and whether any is not as it was."""
        found: list[Citation] = []
        changed = False
        for clause_id, digest in reply.clauses.items():
            try:
                clause, document = self._clause(clause_id)
            except UnknownDocument:
                changed = True
                continue
            changed = changed or clause.digest != digest
            found.append(cite(len(found) + 2, clause, document, 0, len(clause.text)))
        return found, changed


def _figures(reply: Reply) -> tuple[AnswerFigure, ...]:
    found = (f for f in read_figures(reply.text) if f.kind is not FigureKind.DATE)
    return tuple(AnswerFigure(f.text, f.value, f.unit, reply.clause_id) for f in found)
