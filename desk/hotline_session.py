"""What a member of staff has before them during a call, and what they can do with it. No Gradio here."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from desk.asking_back import case_of, said_of
from desk.chat_session import Desk
from desk.error_words import error_text, unanswered_text
from desk.hotline_case import asked_words, decided, kept_case, lines
from desk.hotline_state import Phone, Question, said_before, with_fields
from desk.kept import answer_of
from desk.session import Opened
from desk.texts import text
from desk.work_order import Checked, Told, work_order
from policy.answers import Answer, Filters, Hit, Status, Turn
from policy.documents import Clause, Document
from policy.errors import PolicyDeskError, UnknownDocument
from policy.kept import Channel, KeptAnswer
from policy.office import Account

if TYPE_CHECKING:
    from kb.office import Office

WAIT_SECONDS = 60.0
_HISTORY = 6
_NEAR = 12  # hits looked at for what is near
log = logging.getLogger("policydesk")


class Hotline:
    """The verbs of the tab, over the knowledge base and its office. Safe to share between threads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.service = desk.service

    @property
    def office(self) -> Office:
        """What is kept beside the documents."""
        return self.service.office

    def resumed(self, phone: Phone, account: Account | str) -> Phone:
        """The call that this account has not closed yet, after a refresh of the page; else as it is."""
        if phone.call is not None:
            return phone
        waiting = self.office.calls(account, open_only=True, limit=1)
        if not waiting:
            return phone
        kept = self.office.conversation(waiting[0].conversation_id)
        questions: tuple[Question, ...] = ()
        for one in map(self._kept, kept):
            questions = (*questions, replace(one, told=self._in_case(one.told, said_before(questions))))
        here = replace(phone, call=waiting[0], caller=waiting[0].caller, questions=questions, at=len(questions) - 1)
        here = replace(here, case=kept_case(waiting[0].told))
        if not questions and here.case.asked:
            return replace(here, view="case", region=str(waiting[0].told.get("region", "")), on=here.case.on)
        return replace(here, region=questions[-1].told.region, on=questions[-1].told.on) if questions else here

    def _kept(self, kept: KeptAnswer) -> Question:
        answer = answer_of(kept.answer)
        told = Told(kept.question, answer, kept.region, kept.on.isoformat() if kept.on else "")
        return Question(told, turn_to=self._desk.keeper.turn_to(answer), kept=kept.id)

    def behind(self, answer: Answer) -> list[Clause]:
        """The clauses that an answer cites or, where it asks which of several is meant, suggests."""
        near = answer.suggestions if answer.status is Status.CLARIFY else answer.citations
        return [found[0] for n in near if n.clause_id and (found := self.found(n.clause_id))]

    def _in_case(self, told: Told, said: Sequence[str]) -> Told:
        """With the case that the caller's words name, in this question or before, where the answer tells several apart."""
        cited = self.behind(told.answer)
        case = case_of(told.answer, cited, said)
        return replace(told, case=case, said=said_of(told.answer, cited, case)) if case else told

    def ask(self, phone: Phone, given: Mapping[str, Any], account: Account | str) -> Iterator[Phone]:
        """The state while the answer is sought, then with it, then with what is near it."""
        question = str(given.get("q", "")).strip()
        if not question:
            yield phone
            return
        asking = replace(with_fields(phone, given), view="answer", opened=None, error="", focus="")
        yield replace(asking, pending=text("searching" if self.service.poke() == "ready" else "loading", phone.language))
        try:
            limit = str(given.get("document", ""))[:200]
            filters = Filters((limit,) if limit else (), asking.region, date.fromisoformat(asking.on) if asking.on else None)
            begin = time.monotonic()
            answer = self.service.ask(question, filters, _turns(asking), WAIT_SECONDS)
            seconds = time.monotonic() - begin
        except (PolicyDeskError, ValueError) as error:
            why = unanswered_text(error, question, self.service.max_question_chars, phone.language)
            yield replace(asking, error=why, focus="say")
            return
        except Exception:
            log.exception("a question of a call failed")
            yield replace(asking, error=text("fault", phone.language), focus="say")
            return
        told = self._in_case(Told(question, answer, asking.region, asking.on), said_before(asking.questions))
        found = Question(told, turn_to=self._desk.keeper.turn_to(answer))
        here = replace(asking, questions=(*asking.questions, found), at=len(asking.questions), focus="say")
        yield here
        here = self._noted(here, told, filters, seconds, account)
        yield _with_near(here, self._near(told, filters))

    def _noted(self, phone: Phone, told: Told, filters: Filters, seconds: float, account: Account | str) -> Phone:
        """The state with its call, begun where none was open; that it can't be kept is no reason not to answer."""
        try:
            begun = phone if phone.call else self.begin(phone, {"caller": phone.caller}, account)
        except Exception:
            log.exception("a question of a call could not be kept")
            self._desk.answers.counted(told.answer, Channel.HOTLINE, seconds)
            return replace(phone, error=text("call_unkept", phone.language))
        conversation = begun.call.conversation_id if begun.call else ""
        kept = self._desk.answers.given(told.answer, Channel.HOTLINE, seconds, filters, conversation)
        if kept is None:
            return replace(phone, error=text("call_unkept", phone.language))
        return replace(begun, questions=(*begun.questions[:-1], replace(begun.questions[-1], kept=kept)))

    def _near(self, told: Told, filters: Filters) -> tuple[Hit, ...]:
        """The next clauses of the search, without those that the answer cites or suggests."""
        known = {c.clause_id for c in told.answer.citations} | {s.clause_id for s in told.answer.suggestions}
        try:
            hits = self.service.search(told.answer.understood or told.question, _NEAR, filters, 1)
        except PolicyDeskError:
            return ()
        return tuple(h for h in hits if h.clause.clause_id not in known)

    def begin(self, phone: Phone, given: Mapping[str, Any], account: Account | str) -> Phone:
        """A call has come in."""
        if phone.call is not None:
            return phone
        here = with_fields(phone, given)
        call_id = self.office.open_call(account, here.caller)
        return replace(here, call=self.office.call(call_id), focus="")

    def show(self, phone: Phone, n: int) -> Phone:
        """Another question of the call in view."""
        if not 0 <= n < len(phone.questions):
            return phone
        question = phone.questions[n]
        if not question.near:
            told = question.told
            filters = Filters((), told.region, date.fromisoformat(told.on) if told.on else None)
            found = replace(question, near=self._near(told, filters))
            phone = replace(phone, questions=(*phone.questions[:n], found, *phone.questions[n + 1 :]))
        return replace(phone, at=n, view="answer", opened=None, error="", focus="say")

    def open(self, phone: Phone, given: Mapping[str, Any]) -> Phone:
        """A clause in view beside the answer; none named is the answer's first."""
        clause_id = str(given.get("clause", ""))[:500]
        start, end = (v if isinstance(v := given.get(k), int) and 0 <= v < 10**7 else 0 for k in ("start", "end"))
        field, document = str(given.get("field", "")), str(given.get("document", ""))
        opened = Opened(clause_id, start, end, document, field) if clause_id or document else None
        return replace(phone, opened=opened, focus="clause")

    def finish(self, phone: Phone, given: Mapping[str, Any]) -> Phone:
        """The work order of the call, to be looked over."""
        if phone.call is None:
            return phone
        here = with_fields(phone, given)
        told = [q.told for q in here.questions]
        order = work_order(phone.call, here.caller, told, self._checked(here), datetime.now(UTC), here.language)
        return replace(here, view="order", order=order, error="", focus="order")

    def _checked(self, phone: Phone) -> Checked:
        """The verdicts of the call for its work order, where there were any."""
        if not phone.case.asked:
            return Checked()
        out = decided(self.service, phone.case, phone.region, phone.language)
        told = lines(out, phone.language)
        return Checked(tuple(told), tuple(asked_words(out, phone.language)) if told else ())

    def save(self, phone: Phone, summary: str) -> Phone:
        """The call closed with its work order; what follows is a new one."""
        if phone.call is None:
            return phone
        try:
            closed = self.office.close_call(phone.call.id, summary)
        except PolicyDeskError as error:
            return replace(phone, order=summary, error=text("failed_save", phone.language, reason=error_text(error, phone.language)))
        return Phone(phone.language, round=phone.round + 1, view="call", seen=closed.id, focus="call")

    def handover(self, phone: Phone, handover_id: str, act: str, account: Account) -> Phone:
        """A conversation from the chat in view: to `see`, `take` or `close` it."""
        shown = replace(phone, view="handover", seen=handover_id, error="", focus="handover")
        try:
            if act == "take":
                self.office.take_handover(handover_id, account)
            if act == "close":
                self.office.close_handover(handover_id, account)
        except PolicyDeskError:
            return replace(shown, error=text("handover_gone", phone.language))
        return shown

    def found(self, clause_id: str) -> tuple[Clause, Document] | None:
        """A clause with its document; None where it is not held."""
        try:
            return self.service.clause(clause_id)
        except UnknownDocument:
            return None


def _with_near(phone: Phone, near: tuple[Hit, ...]) -> Phone:
    last = replace(phone.questions[-1], near=near)
    return replace(phone, questions=(*phone.questions[:-1], last))


def _turns(phone: Phone) -> list[Turn]:
    turns = []
    for question in phone.questions[-_HISTORY:]:
        turns += [Turn("user", question.told.question), Turn("assistant", question.told.answer.answer)]
    return turns
