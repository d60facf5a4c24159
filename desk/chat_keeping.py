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

from desk.actions import REASONS, Handing
from desk.conversation import Exchange
from desk.kept import answer_of
from desk.service import Service
from desk.session import Session
from desk.texts import text
from policy.answers import Answer, Status
from policy.errors import PolicyDeskError, RequestError, UnknownDocument
from policy.office import Channel, KeptAnswer

if TYPE_CHECKING:
    from kb.office import Office

_CONVERSATION = re.compile(r"[A-Za-z0-9_-]{22}")
_HELD, _HELD_SECONDS = 1000, 7200
_NAMED = 3  # authorities named to turn to
log = logging.getLogger("policydesk")


def new_conversation() -> str:
    """An id that nobody guesses; who has it sees the conversation."""
    return secrets.token_urlsafe(16)


class ChatKeeper:
    """Keeps what a chat needs kept beside its answers (desk/keeping.py). Safe to share between threads."""

    def __init__(self, service: Service) -> None:
        self._service = service
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
        if not _CONVERSATION.fullmatch(conversation):
            return Session(conversation=new_conversation())
        with self._lock:
            held = self._held.get(conversation)
        if held is not None:
            return held
        try:
            kept = self._office.conversation(conversation)
        except PolicyDeskError:
            log.exception("a conversation could not be read")
            kept = []
        exchanges = tuple(self._exchange(k) for k in kept if k.channel == Channel.CHAT)
        return Session(exchanges=exchanges, conversation=conversation)

    def _exchange(self, kept: KeptAnswer) -> Exchange:
        answer = answer_of(kept.answer)
        vote = "" if kept.vote is None else "useful" if kept.vote.useful else "useless"
        turn_to = self.turn_to(answer)
        return Exchange(kept.question, answer, seconds=kept.milliseconds / 1000, answer_id=kept.id, vote=vote, turn_to=turn_to)

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
        """The session with what was thought of its `n`th answer. A thumb down asks why first, `reasons` then tells it."""
        if not 0 <= n < len(session.exchanges) or not session.exchanges[n].answer_id:
            return session
        given = [r for r in reasons or () if r in REASONS]
        try:
            self._office.vote(session.exchanges[n].answer_id, useful, given, comment[:1000])
        except RequestError:
            log.exception("a vote could not be kept")
            return session
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
