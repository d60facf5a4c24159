"""One visitor's conversation: what was asked, what is open beside it, in which language. No Gradio here."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from desk.actions import Handing, Kept, handing_html
from desk.chat_keeping import ChatKeeper, new_conversation
from desk.check_keeping import CaseKeeper
from desk.consulting import granted_citations
from desk.conversation import Exchange, conversation_html, empty_html, welcome_html
from desk.error_words import unanswered_text
from desk.keeping import Keeper
from desk.markup import esc
from desk.metrics import Metrics
from desk.pane import Place, gone_html, library_html, place_html
from desk.service import Service
from desk.session import Opened, Session
from desk.texts import Language, text
from policy.answers import Answer, Citation, Filters, Turn
from policy.errors import PolicyDeskError, UnknownDocument
from policy.kept import Channel
from policy.verdicts import Verdicts

WAIT_SECONDS = 60.0
HISTORY = 6
log = logging.getLogger("policydesk")


class Desk:
    """What the page does, over the service."""

    def __init__(self, service: Service, metrics: Metrics) -> None:
        self.service = service
        self.keeper = ChatKeeper(service, metrics)
        self.answers = Keeper(service, metrics)
        self.checks = CaseKeeper(service, metrics)
        self.metrics = metrics

    def matched(self, verdicts: Verdicts) -> None:
        """Note in the metrics that rules were decided for an applicant."""
        self.metrics.matched(verdicts)

    def ask(self, session: Session, question: str, region: str, document: str, on: str) -> Iterator[Session]:
        """The session with the question pending, then with its answer or what went wrong."""
        if not question.strip():
            yield session
            return
        ready = self.service.poke() == "ready"
        waiting = text("searching" if ready else "loading", session.language)
        pending = Exchange(question.strip(), waiting=waiting)
        handed = session.handing if session.handing and session.handing.number else None
        asked = replace(session, exchanges=(*session.exchanges, pending), handing=handed)
        yield asked
        begin = time.monotonic()
        try:
            filters = Filters((document,) if document else (), region, _day(on))
            replied = self._consulted(asked, filters, begin)
            if replied.answered:
                yield self.keeper.remember(replied)
                return
            asked = replied
            answer = yield from self._shown(asked, self.service.stream(question, filters, _history(session), wait=WAIT_SECONDS))
        except (PolicyDeskError, ValueError) as error:
            why = unanswered_text(error, pending.question, self.service.max_question_chars, session.language)
            yield asked.with_last(replace(pending, error=why))
        except Exception:
            log.exception("a question failed")
            yield asked.with_last(replace(pending, error=text("fault", session.language)))
        else:
            seconds = time.monotonic() - begin
            kept = Kept(self.answers.given(answer, Channel.CHAT, seconds, filters, asked.conversation) or "")
            turn_to = self.keeper.turn_to(answer)
            done = asked.with_last(replace(pending, answer=answer, seconds=seconds, kept=kept, turn_to=turn_to))
            yield self.keeper.remember(replace(done, opened=_first(answer.citations) or session.opened))

    def _consulted(self, asked: Session, filters: Filters, begin: float) -> Session:
        """The session with the reply of the dialogue about what one qualifies for, where the message belongs to it."""
        pending = asked.exchanges[-1]
        reply, state = self.service.consult(pending.question, asked.consultation, filters)
        kept = replace(asked, consultation=state)
        if reply is None:
            return kept
        seconds, check_id = time.monotonic() - begin, self.checks.dialogue(reply)
        self.keeper.told(asked, pending.question, filters, check_id)
        self.metrics.answered("consulted", "chat", seconds)
        opened = _first(granted_citations(reply)[0]) or asked.opened
        return replace(kept.with_last(replace(pending, consulted=reply, seconds=seconds, kept=Kept(check_id=check_id))), opened=opened)

    def _shown(self, asked: Session, parts: Iterator[str | Answer]) -> Generator[Session, None, Answer]:
        """The session with each text that may be shown so far; gives the answer that comes at last."""
        pending = asked.exchanges[-1]
        for part in parts:
            if isinstance(part, Answer):
                return part
            yield asked.with_last(replace(pending, partial=part))
        raise PolicyDeskError("a stream ended without an answer")

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
        return f'<div data-conversation="{esc(session.conversation)}">{self._talk(session)}</div>'

    def _talk(self, session: Session) -> str:
        if session.exchanges:
            return conversation_html(session.exchanges, session.language, session.handing)
        handing = handing_html(session.handing, session.language) if session.handing else ""
        if not self.service.documents():
            return empty_html(session.language)
        return handing + welcome_html(self.service.examples(), session.language)

    def arrived(self, session: Session, conversation: str, language: Language) -> Session:
        """The session of a page that has opened, or whose language changes."""
        if session.conversation:
            return session.spoken(language)
        found = self.keeper.restored(conversation)
        answer = found.exchanges[-1].answer if found.exchanges else None
        opened = found.opened or (_first(answer.citations) if answer else None)
        return replace(found, language=language, opened=opened)

    def fresh(self, session: Session) -> Session:
        """A new conversation."""
        return Session(session.language, conversation=new_conversation())

    def person(self, session: Session) -> Session:
        """The form for a person to take over, opened or put away."""
        shut = session.handing is not None and not session.handing.number
        return replace(session, handing=None if shut else Handing(after=len(session.exchanges)))

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
