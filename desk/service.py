"""The knowledge base as a server needs it: loaded in the background, refreshed before use, bounded waits."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from policy.answers import Answer, Filters, Hit, Turn
from policy.consultations import Consultation, Consulted
from policy.documents import Clause, Document
from policy.errors import BadArgument, NotReady, PolicyDeskError, UnknownDocument
from policy.forms import Form
from policy.office import Account
from policy.verdicts import Verdicts

if TYPE_CHECKING:
    from kb import KnowledgeBase
    from kb.office import Office
    from kb.report import IngestReport, RemovalReport
    from kb.writer import Progress

State = Literal["ready", "loading", "empty", "failed"]
RETRY_SECONDS = 5.0
log = logging.getLogger("policydesk")
EMPTY = "the knowledge base is empty; run `policydesk ingest` to bring documents in"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is held, of which generation, and whether questions are answered at once."""

    documents: int
    clauses: int
    generation: int
    ready: bool


def check_question(question: str, limit: int) -> str:
    """The question without surrounding blanks. Raises BadArgument where it is empty or too long."""
    stripped = question.strip()
    if not stripped:
        raise BadArgument("the question is empty; write what you want to know")
    if len(stripped) > limit:
        raise BadArgument(f"the question has {len(stripped)} characters; shorten it to {limit}")
    return stripped


class Service:
    """One knowledge base behind the chat and the API. Safe to share between threads."""

    def __init__(self, kb: KnowledgeBase, max_question_chars: int = 4000) -> None:
        self._kb = kb
        self.max_question_chars = max_question_chars
        self._lock = threading.Lock()
        self._loader: threading.Thread | None = None
        self._failure: PolicyDeskError | None = None
        self._failed_at = 0.0
        # What the page shows while the knowledge base is busy loading.
        self._held: list[Document] = []
        self._examples: list[str] = []

    @property
    def office(self) -> Office:
        """What is kept beside the documents: accounts, answers given, votes, handovers."""
        return self._kb.office

    @property
    def _loading(self) -> bool:
        return self._loader is not None and self._loader.is_alive()

    def poke(self) -> State:
        """Take up a new ingest, begin to load where that is needed, say how things stand. Returns at once."""
        with self._lock:
            if self._loading:
                return "loading"
            if self._kb.refresh():
                self._failure = None
            if self._kb.ready:
                return "ready"
            self._held = self._kb.documents()
            if not self._held:
                return "empty"
            self._examples = self._kb.examples()
            if self._failure is not None and time.monotonic() - self._failed_at < RETRY_SECONDS:
                return "failed"
            self._loader = threading.Thread(target=self._load, name="load", daemon=True)
            self._loader.start()
        return "loading"

    def _load(self) -> None:
        try:
            self._kb.read_ahead()
            self._failure = None
        except PolicyDeskError as error:
            self._failure, self._failed_at = error, time.monotonic()
        except Exception as error:  # noqa: BLE001 - a background thread has no caller to tell
            self._failure = PolicyDeskError(f"the knowledge base could not be loaded: {error}")
            self._failed_at = time.monotonic()

    def wait(self, seconds: float) -> None:
        """Return once questions are answered at once. Raises NotReady after `seconds`."""
        deadline = time.monotonic() + seconds
        while (state := self.poke()) == "loading" and time.monotonic() < deadline:
            loader = self._loader
            if loader is not None:
                loader.join(min(0.5, max(0.0, deadline - time.monotonic())))
        if state == "ready":
            return
        if state == "empty":
            raise NotReady(EMPTY)
        if state == "failed" and self._failure is not None:
            raise self._failure
        raise NotReady("the knowledge base is still loading; try again in a few seconds")

    def ask(self, question: str, filters: Filters, history: Sequence[Turn] = (), wait: float = 30) -> Answer:
        """The answer, after at most `wait` seconds of loading. Raises RequestError and NotReady."""
        return self._kb.ask(self._ready_to_ask(question, filters, wait), filters, history)

    def stream(
        self, question: str, filters: Filters, history: Sequence[Turn] = (), wait: float = 30
    ) -> Iterator[str | Answer]:
        """The answer as it is made: what may be shown so far, each text in place of the one before, and at last the answer.

        Raises as `ask` does, before the first text.
        """
        return self._kb.stream(self._ready_to_ask(question, filters, wait), filters, history)

    def _ready_to_ask(self, question: str, filters: Filters, wait: float) -> str:
        asked = check_question(question, self.max_question_chars)
        for document_id in filters.documents:
            self.document(document_id)
        self.wait(wait)
        return asked

    def match(
        self, facts: Mapping[str, Any], told: str, region: str, on: date | None, untold: Collection[str] = ()
    ) -> Verdicts:
        """What an applicant qualifies for. Needs no model. Raises RequestError on facts that can't be."""
        said = check_question(told, self.max_question_chars) if told else ""
        return self._kb.match(facts, said, region=region, on=on, untold=untold)

    def form(self, entered: Mapping[str, str]) -> Form:
        """The facts that rules ask for, and what was entered of them. Needs no model."""
        return self._kb.form(entered)

    def consult(self, message: str, state: Consultation, filters: Filters) -> tuple[Consulted | None, Consultation]:
        """One message of the dialogue about what one qualifies for. Needs no model. Raises as `match`."""
        said = check_question(message, self.max_question_chars)
        return self._kb.consult(said, state, region=filters.region, on=filters.on, documents=filters.documents)

    def documents(self) -> list[Document]:
        """All documents held now; while loading, those held when it began."""
        if self.poke() == "ready":
            self._held = self._kb.documents()
        return self._held

    def document(self, document_id: str) -> Document:
        """One document. Raises UnknownDocument."""
        if self.poke() == "loading":
            for document in self._held:
                if document.id == document_id:
                    return document
            raise UnknownDocument(f"no document {document_id!r} is held")
        return self._kb.document(document_id)

    def clause(self, clause_id: str) -> tuple[Clause, Document]:
        """One clause and its document. Raises UnknownDocument."""
        if self.poke() == "loading":
            for document in self._held:
                for clause in document.clauses:
                    if clause.clause_id == clause_id:
                        return clause, document
            raise UnknownDocument(f"no clause {clause_id!r} is held")
        return self._kb.clause(clause_id)

    @property
    def generation(self) -> int:
        """How often the documents have changed."""
        return self._kb.generation

    def search(self, query: str, k: int, filters: Filters, wait: float = 30) -> list[Hit]:
        """The clauses nearest to a query, best first. Raises RequestError and NotReady."""
        return self._kb.search(self._ready_to_ask(query, filters, wait), k, filters)

    def size(self) -> Size:
        """How much is held."""
        ready, held = self.poke() == "ready", self.documents()
        return Size(len(held), sum(len(d.clauses) for d in held), self.generation, ready)

    def examples(self) -> list[str]:
        """A few questions for a first visitor."""
        if self.poke() == "ready":
            self._examples = self._kb.examples()
        return self._examples

    def preview_uploads(self, files: Iterable[tuple[str, bytes]], progress: Callable[[Progress], None]) -> IngestReport:
        """What `add_uploads` would do. Raises BadArgument."""
        return self._kb.preview_uploads(files, progress)

    def add_uploads(
        self, files: Iterable[tuple[str, bytes]], by: Account, progress: Callable[[Progress], None]
    ) -> IngestReport:
        """Bring files in, and note who had it done. Raises BadArgument."""
        report = self._kb.add_uploads(files, progress)
        self._noted(report, by)
        return report

    def preview_removal(self, ids: Sequence[str]) -> RemovalReport:
        """What `remove` would do. Raises UnknownDocument."""
        return self._kb.preview_removal(ids)

    def remove(self, ids: Sequence[str], by: Account) -> RemovalReport:
        """Take documents out, and note who had it done. Raises UnknownDocument, and BadArgument."""
        report = self._kb.remove(ids)
        self._noted(report, by)
        return report

    def _noted(self, report: IngestReport | RemovalReport, by: Account) -> None:
        """That it can't be noted does not undo what was done."""
        try:
            self.office.record_ingest(report, by=by)
        except PolicyDeskError as error:
            log.warning("a change of the documents could not be noted: %s", error)
        self.poke()

    def close(self) -> None:
        """Let go of the knowledge base."""
        self._kb.close()
