"""The staff tab 热线台: a workplace for someone on the phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from desk.chat_session import Desk
from desk.hotline_answer import answer_html
from desk.hotline_case import decided
from desk.hotline_case_views import case_html
from desk.hotline_check import CaseLine
from desk.hotline_session import Hotline
from desk.hotline_state import Phone
from desk.hotline_talk import talk_html
from desk.hotline_views import (
    call_html,
    empty_html,
    error_html,
    handover_html,
    head_html,
    order_html,
    pending_html,
    rail_html,
)
from desk.page import QUIET, Page, Visit, data, region
from desk.texts import Language, text
from policy.office import Account

_HEAD = ("ask", "check", "begin", "finish")
_MAIN = ("ask", "open", "save", "back", "take", "done", "check", "answer", "correct", "skip", "unskip", "drop", "restore", "verdict")
_RAIL = ("show", "see", "call", "refresh", "check")
_CALLS = 12


class HotlineTab:
    """The tab's components, and the events between them."""

    name = "hotline"

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk = desk
        self.line = Hotline(desk)
        self.cases = CaseLine(self.line)
        self.phone = gr.State(Phone())
        self.head = region("pd-hotline-head", events=_HEAD)
        with gr.Row(elem_id="pd-hotline"):
            self.rail = region("pd-hotline-rail", events=_RAIL)
            self.main = region("pd-hotline-main", events=_MAIN)
        self.labels: list[Any] = []
        self.contents = [self.phone, self.head, self.main, self.rail]
        self.states = [self.phone]
        self._wire(page)

    def _wire(self, page: Page) -> None:
        shared: dict[str, Any] = {"inputs": [self.phone], "outputs": self.contents, "concurrency_limit": 16, **QUIET}
        for source in (self.head, self.main):
            source.ask(self._ask, trigger_mode="once", **shared)
        for source, names in ((self.head, _HEAD[1:]), (self.main, _MAIN[1:]), (self.rail, _RAIL)):
            for name in names:
                getattr(source, name)(getattr(self, f"_{name}"), **shared)
        page.shown(self.name, self._came, [self.phone, page.visit], [self.rail])

    def words(self, language: Language) -> list[Any]:
        """The updates that put `labels` into `language`."""
        return []

    def load(self, visit: Visit, phone: Phone) -> list[Any]:
        """The call that is on, in the visit's language."""
        here = replace(phone, language=visit.language, focus="")
        if visit.account:
            here = self.line.resumed(here, visit.account)
        return [here, self._head(here), self._main(here), self._rail(here, visit.account)]

    def _ask(self, request: gr.Request, phone: Phone, event: gr.EventData) -> Iterator[list[Any]]:
        account = _account(request)
        for step in self.line.ask(phone, data(event), account):
            shown = replace(step, pending="")
            yield [shown, gr.skip(), self._main(step), gr.skip() if step.pending else self._rail(step, account.name)]

    def _begin(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        account = _account(request)
        return self._after(self.line.begin(phone, data(event), account), account)

    def _finish(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        return self._after(self.line.finish(phone, data(event)), _account(request))

    def _open(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        opened = self.line.open(phone, data(event))
        return [opened, gr.skip(), self._main(opened), gr.skip()]

    def _save(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        account = _account(request)
        saved = self.line.save(phone, str(data(event).get("summary", "")))
        closed = saved.call is None and phone.call is not None
        return [saved, self._head(saved) if closed else gr.skip(), self._main(saved), self._rail(saved, account.name)]

    def _check(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        account = _account(request)
        return self._after(self.cases.check(phone, data(event), account), account)

    def _answer(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        account = _account(request)
        return self._after(self.cases.answered(phone, data(event), account), account)

    def _correct(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        account = _account(request)
        return self._after(self.cases.corrected(phone, data(event), account), account)

    def _skip(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        return self._told(request, phone, event, "skip")

    def _unskip(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        return self._told(request, phone, event, "unskip")

    def _drop(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        return self._told(request, phone, event, "drop")

    def _restore(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        return self._told(request, phone, event, "restore")

    def _told(self, request: gr.Request, phone: Phone, event: gr.EventData, act: str) -> list[Any]:
        account = _account(request)
        return self._after(self.cases.told(phone, act, str(data(event).get("fact", ""))[:80], account), account)

    def _verdict(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        return self._after(self.cases.verdict(phone, str(data(event).get("rule", ""))[:200]), _account(request))

    def _back(self, request: gr.Request, phone: Phone) -> list[Any]:
        return self._after(replace(phone, view="answer", seen="", error="", focus="say"), _account(request))

    def _take(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        return self._handover(request, phone, event, "take")

    def _done(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        return self._handover(request, phone, event, "close")

    def _see(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        return self._handover(request, phone, event, "see")

    def _handover(self, request: gr.Request, phone: Phone, event: gr.EventData, act: str) -> list[Any]:
        account = _account(request)
        return self._after(self.line.handover(phone, str(data(event).get("id", "")), act, account), account)

    def _show(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        n = str(data(event).get("n", ""))
        return self._after(self.line.show(phone, int(n) if n.isdecimal() and len(n) < 5 else -1), _account(request))

    def _call(self, request: gr.Request, phone: Phone, event: gr.EventData) -> list[Any]:
        seen = replace(phone, view="call", seen=str(data(event).get("id", "")), error="", focus="call")
        return self._after(seen, _account(request))

    def _refresh(self, request: gr.Request, phone: Phone) -> list[Any]:
        return [phone, gr.skip(), gr.skip(), self._rail(phone, _account(request).name)]

    def _came(self, phone: Phone, visit: Visit) -> str:
        return self._rail(phone, visit.account)

    def _after(self, phone: Phone, account: Account) -> list[Any]:
        return [phone, gr.skip(), self._main(phone), self._rail(phone, account.name)]

    def _head(self, phone: Phone) -> str:
        regions = [value for _, value in self.desk.choices(phone.language)[0] if value]
        return head_html(phone, regions, self.desk.service.max_question_chars)

    def _rail(self, phone: Phone, account: str) -> str:
        office = self.line.office
        return rail_html(phone, office.handovers(), office.calls(account, limit=_CALLS))

    def _main(self, phone: Phone) -> str:
        if phone.pending:
            return pending_html(phone)
        return error_html(phone) + self._view(phone)

    def _view(self, phone: Phone) -> str:
        office, language = self.line.office, phone.language
        if phone.view == "order" and phone.call:
            return order_html(phone)
        if phone.view == "case":
            return case_html(phone, decided(self.line.service, phone.case, phone.region, language), self.line.found)
        if phone.view == "handover":
            found = next((h for h in office.handovers(open_only=False) if h.id == phone.seen), None)
            return handover_html(found, self._talk(found.conversation_id, language), language) if found else _gone(language)
        if phone.view == "call":
            call = office.call(phone.seen)
            return call_html(call, self._talk(call.conversation_id, language), language) if call else _gone(language)
        question = phone.question
        return answer_html(phone, question, self.line.found) if question else empty_html(phone)

    def _talk(self, conversation: str, language: Language) -> str:
        office = self.line.office
        return talk_html(office.conversation(conversation), office.messages(conversation), office.check, language)


def _gone(language: Language) -> str:
    return f'<p class="pd-notice">{text("handover_gone", language)}</p>'


def _account(request: gr.Request) -> Account:
    from desk.staff_shell import account_of  # which builds this tab

    return account_of(request)
