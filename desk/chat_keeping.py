"""What outlives a page: votes, handovers, and the conversation after a refresh.

A conversation belongs to a browser tab, which knows its id and nothing else. It is whole in memory for two hours; after
that, or in a new process, the answers that were kept are shown again.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cachetools import TTLCache

from desk.actions import REASONS, Handing, Kept, newly_cast
from desk.conversation import Exchange
from desk.kept import answer_of
from desk.metrics import Metrics
from desk.service import Service
from desk.session import Session
from desk.texts import text
from policy.answers import Answer, Filters, Status
from policy.errors import PolicyDeskError, RequestError, UnknownDocument
from policy.kept import Channel, KeptAnswer, KeptMessage, Vote

if TYPE_CHECKING:
    from kb.office import Office

_CONVERSATION = re.compile(r"[A-Za-z0-9_-]{22}")
_HELD, _HELD_SECONDS = 1000, 7200
_NAMED = 3  # authorities named to turn to
log = logging.getLogger("policydesk")


def new_conversation() -> str:
    """An id that nobody guesses; who has it sees the conversation."""
    return secrets.token_urlsafe(16)


def is_conversation(ident: str) -> bool:
    """Whether `ident` has the form of what `new_conversation` makes."""
    return bool(_CONVERSATION.fullmatch(ident))


class ChatKeeper:
    """Keeps what a chat needs kept beside its answers (desk/keeping.py). Safe to share between threads."""

    def __init__(self, service: Service, metrics: Metrics) -> None:
        self._service = service
        self._metrics = metrics
        self._held: TTLCache[str, Session] = TTLCache(_HELD, _HELD_SECONDS)
        self._lock = threading.Lock()

    @property
    def _office(self) -> Office:
        return self._service.office

    def remember(self, session: Session) -> Session:
        """`session` itself, which a refresh of the page will find again."""
        if session.conversation:
            with self._lock:
                self._held[session.conversation] = session
        return session

    def restored(self, conversation: str) -> Session:
        """The conversation of this id; a new one where there is none."""
        if not is_conversation(conversation):
            return Session(conversation=new_conversation())
        with self._lock:
            held = self._held.get(conversation)
        if held is not None:
            return held
        try:
            kept = [k for k in self._office.conversation(conversation) if k.channel == Channel.CHAT]
            return self._told_again(Session(conversation=conversation), kept, self._office.messages(conversation))
        except PolicyDeskError:
            log.exception("a conversation could not be read")
            return Session(conversation=conversation)

    def _told_again(self, session: Session, kept: Sequence[KeptAnswer], messages: Sequence[KeptMessage]) -> Session:
        """The session with the answers as they were, and what was told of an applicant held against the rules of today."""
        state, exchanges = session.consultation, []
        both: list[KeptAnswer | KeptMessage] = [*kept, *messages]
        for one in sorted(both, key=lambda o: o.asked if isinstance(o, KeptAnswer) else o.at):
            if isinstance(one, KeptAnswer):
                exchanges.append(self._exchange(one))
                state = replace(state, open=False, asked=())  # a question leaves the dialogue; what was told stays
                continue
            filters = Filters((one.document,) if one.document else (), one.region, one.on)
            try:
                reply, state = self._service.consult(one.said, state, filters)
            except PolicyDeskError:
                log.exception("a message of a dialogue could not be told again")
                continue
            if reply is not None:
                exchanges.append(Exchange(one.said, consulted=reply, kept=Kept(check_id=one.check_id), vote=self._check_vote(one.check_id)))
        return replace(session, exchanges=tuple(exchanges), consultation=state)

    def told(self, session: Session, said: str, filters: Filters, check_id: str) -> None:
        """Keep a message of the dialogue about what one qualifies for, and which result it had; that it can't be kept does not fail it."""
        if not session.conversation:
            return
        try:
            document = next(iter(filters.documents), "")
            self._office.keep_message(session.conversation, said, filters.region, document, filters.on, check_id)
        except PolicyDeskError:
            log.exception("a message of a dialogue could not be kept")

    def _exchange(self, kept: KeptAnswer) -> Exchange:
        answer = answer_of(kept.answer)
        seconds, turn_to = kept.milliseconds / 1000, self.turn_to(answer)
        return Exchange(kept.question, answer, seconds=seconds, kept=Kept(kept.id), vote=_cast(kept.vote), turn_to=turn_to)

    def _check_vote(self, check_id: str) -> str:
        kept = self._office.check(check_id) if check_id else None
        return _cast(kept.vote) if kept else ""

    def turn_to(self, answer: Answer) -> tuple[str, ...]:
        """The authorities behind the clauses nearest to a question that is not covered."""
        if answer.status is not Status.NOT_COVERED:
            return ()
        names: dict[str, None] = {}
        for near in answer.suggestions:
            try:
                clause, document = self._service.clause(near.clause_id or "")
            except UnknownDocument:
                continue
            names |= dict.fromkeys(clause.organs or ([document.metadata.issuer] if document.metadata.issuer else []))
        return tuple(names)[:_NAMED]

    def vote(self, session: Session, n: int, useful: bool, reasons: Sequence[str] | None = None, comment: str = "") -> Session:
        """The session with what was thought of its `n`th reply. A thumb down asks why first, `reasons` then tells it."""
        if not 0 <= n < len(session.exchanges) or not session.exchanges[n].kept.href:
            return session
        given, kept = [r for r in reasons or () if r in REASONS], session.exchanges[n].kept
        put = self._office.vote_check if kept.check_id else self._office.vote
        try:
            put(kept.check_id or kept.answer_id, useful, given, comment[:1000])
        except RequestError:
            log.exception("a vote could not be kept")
            return session
        if newly_cast(session.exchanges[n].vote, useful):
            self._metrics.voted(useful)
        vote = "useful" if useful else "why" if reasons is None else "useless"
        exchanges = list(session.exchanges)
        exchanges[n] = replace(exchanges[n], vote=vote)
        return self.remember(replace(session, exchanges=tuple(exchanges)))

    def hand_over(self, session: Session, contact: str, note: str) -> Session:
        """The session with what became of asking for a person."""
        form = Handing(contact=contact[:200], note=note[:1000], after=len(session.exchanges))
        if not session.exchanges:
            return replace(session, handing=replace(form, error=text("hand_first", session.language)))
        try:
            number = self._office.hand_over(session.conversation, form.contact, form.note)
        except PolicyDeskError:
            log.exception("a conversation could not be handed over")
            return replace(session, handing=replace(form, error=text("kept_failed", session.language)))
        return self.remember(replace(session, handing=Handing(number, after=form.after)))


def _cast(vote: Vote | None) -> str:
    """A vote as `actions_html` takes it."""
    return "" if vote is None else "useful" if vote.useful else "useless"
