"""One visitor's conversation: what was asked, what is open beside it, in which language. No Gradio here."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from desk.consulting import granted_citations
from desk.conversation import Exchange, conversation_html, empty_html, welcome_html
from desk.metrics import Metrics
from desk.pane import Place, gone_html, library_html, place_html
from desk.service import EMPTY, Service
from desk.texts import Language, text
from policy.answers import Answer, Citation, Filters, Turn
from policy.consultations import Consultation
from policy.errors import NotReady, PolicyDeskError, UnknownDocument

WAIT_SECONDS = 60.0
HISTORY = 6
log = logging.getLogger("policydesk")


@dataclass(frozen=True, slots=True)
class Opened:
    """What the pane shows: a clause and the quote's span in it, or a document and a field of its metadata."""

    clause_id: str = ""
    start: int = 0
    end: int = 0
    document_id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """The state of one page."""

    language: Language = "zh"
    exchanges: tuple[Exchange, ...] = ()
    opened: Opened | None = None
    consultation: Consultation = field(default_factory=Consultation)

    @property
    def answered(self) -> bool:
        """Whether the last question has its answer, or the last message its reply."""
        last = self.exchanges[-1] if self.exchanges else None
        return last is not None and (last.answer is not None or last.consulted is not None)

    def spoken(self, language: Language) -> Session:
        """The same in `language`."""
        return replace(self, language=language)

    def with_last(self, exchange: Exchange) -> Session:
        """The same with the last exchange replaced."""
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))


class Desk:
    """What the page does, over the service."""

    def __init__(self, service: Service, metrics: Metrics) -> None:
        self.service = service
        self._metrics = metrics

    def ask(self, session: Session, question: str, region: str, document: str, on: str) -> Iterator[Session]:
        """The session with the question pending, then with its answer or what went wrong."""
        if not question.strip():
            yield session
            return
        ready = self.service.poke() == "ready"
        waiting = text("searching" if ready else "loading", session.language)
        pending = Exchange(question.strip(), waiting=waiting)
        asked = replace(session, exchanges=(*session.exchanges, pending))
        yield asked
        begin = time.monotonic()
        try:
            filters = Filters((document,) if document else (), region, _day(on))
            replied = self._consulted(asked, filters, begin)
            if replied.answered:
                yield replied
                return
            asked = replied
            answer = yield from self._shown(asked, self.service.stream(question, filters, _history(session), wait=WAIT_SECONDS))
        except (PolicyDeskError, ValueError) as error:
            yield asked.with_last(replace(pending, error=self._reason(error, session.language)))
        except Exception:
            log.exception("a question failed")
            yield asked.with_last(replace(pending, error=text("fault", session.language)))
        else:
            seconds = time.monotonic() - begin
            self._metrics.answered(answer.status.value, "chat", seconds)
            done = asked.with_last(replace(pending, answer=answer, seconds=seconds))
            yield replace(done, opened=_first(answer.citations) or session.opened)

    def _consulted(self, asked: Session, filters: Filters, begin: float) -> Session:
        """The session with the reply of the dialogue about what one qualifies for, where the message belongs to it."""
        pending = asked.exchanges[-1]
        reply, state = self.service.consult(pending.question, asked.consultation, filters)
        kept = replace(asked, consultation=state)
        if reply is None:
            return kept
        seconds = time.monotonic() - begin
        self._metrics.answered("consulted", "chat", seconds)
        opened = _first(granted_citations(reply)[0]) or asked.opened
        return replace(kept.with_last(replace(pending, consulted=reply, seconds=seconds)), opened=opened)

    def _shown(self, asked: Session, parts: Iterator[str | Answer]) -> Generator[Session, None, Answer]:
        """The session with each text that may be shown so far; gives the answer that comes at last."""
        pending = asked.exchanges[-1]
        for part in parts:
            if isinstance(part, Answer):
                return part
            yield asked.with_last(replace(pending, partial=part))
        raise PolicyDeskError("a stream ended without an answer")

    def _reason(self, error: Exception, language: Language) -> str:
        if isinstance(error, ValueError):
            return text("bad_date", language)
        if isinstance(error, NotReady) and str(error) == EMPTY:
            return text("empty_title", language)
        return text("failed", language, reason=error)

    def open(self, session: Session, wanted: Mapping[str, Any]) -> Session:
        """The session with what was clicked open in the pane; nothing named is the list of documents."""
        opened = Opened(
            str(wanted.get("clause", "")),
            _number(wanted.get("start")),
            _number(wanted.get("end")),
            str(wanted.get("document", "")),
            str(wanted.get("field", "")),
        )
        return replace(session, opened=opened if opened.clause_id or opened.document_id else None)

    def pane(self, session: Session) -> str:
        """The pane's HTML."""
        opened = session.opened
        if opened is None:
            return library_html(self.service.documents(), session.language)
        try:
            return place_html(self._place(opened), session.language)
        except UnknownDocument:
            return gone_html(session.language)

    def _place(self, opened: Opened) -> Place:
        if opened.clause_id:
            clause, document = self.service.clause(opened.clause_id)
            return Place(document, clause, opened.start, opened.end)
        return Place(self.service.document(opened.document_id), field=opened.field)

    def conversation(self, session: Session) -> str:
        """The conversation's HTML; the welcome, with examples, before the first question."""
        if session.exchanges:
            return conversation_html(session.exchanges, session.language)
        if not self.service.documents():
            return empty_html(session.language)
        return welcome_html(self.service.examples(), session.language)

    def choices(self, language: Language) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Regions and documents to choose from, as (shown, value), beginning with no limit."""
        documents = self.service.documents()
        regions = dict.fromkeys(d.metadata.region for d in documents if d.metadata.region)
        return (
            [(text("any_region", language), ""), *((r, r) for r in regions)],
            [(text("any_document", language), ""), *((d.title, d.id) for d in documents)],
        )


def _first(citations: Sequence[Citation]) -> Opened | None:
    if not citations:
        return None
    first = citations[0]
    name = first.field
    if name:
        return Opened(document_id=first.document_id, field=name)
    return Opened(first.clause_id, first.start, first.end)


def _history(session: Session) -> list[Turn]:
    turns = []
    for exchange in session.exchanges[-HISTORY:]:
        if exchange.answer is not None:
            turns += [Turn("user", exchange.question), Turn("assistant", exchange.answer.answer)]
    return turns


def _day(value: str) -> date | None:
    return date.fromisoformat(value.strip()[:10]) if value.strip() else None


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**7 else 0
