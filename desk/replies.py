"""The staff tab 口径: standard replies, written and approved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import gradio as gr

from desk.chat_session import Desk
from desk.page import QUIET, Page, Visit, data, region
from desk.replies_html import form_html, shelf_html
from desk.replies_session import SHELVES, ReplyDesk, Shelf
from desk.texts import Language
from policy.office import Account

_EVENTS = ("show", "new", "revise", "find", "cite", "drop", "save", "cancel", "approve", "withdraw", "settle")


class RepliesTab:
    """The tab's components, and the events between them."""

    name = "replies"

    def __init__(self, desk: Desk, page: Page) -> None:
        self.replies = ReplyDesk(desk)
        self.shelf = gr.State(Shelf())
        self.body = region("pd-replies", events=_EVENTS)
        self.labels: list[Any] = []
        self.contents = [self.shelf, self.body]
        self.states = [self.shelf]
        for name in _EVENTS:
            getattr(self.body, name)(getattr(self, f"_{name}"), [self.shelf], self.contents, **QUIET)
        page.shown(self.name, self._came, [self.shelf, page.visit], self.contents)

    def words(self, language: Language) -> list[Any]:
        """The updates that put `labels` into `language`."""
        return []

    def load(self, visit: Visit, shelf: Shelf) -> list[Any]:
        """The list in view, or the draft that is written, in the visit's language."""
        here = replace(shelf, language=visit.language, said="", error="")
        account = next((a for a in self.replies.office.accounts() if a.name == visit.account), None)
        return self._shown(here, account) if account else [here, gr.skip()]

    def _came(self, request: gr.Request, shelf: Shelf, visit: Visit, event: gr.EventData) -> list[Any]:
        here = self.replies.carried(replace(shelf, language=visit.language), data(event))
        return self._shown(here, _account(request))

    def _show(self, request: gr.Request, shelf: Shelf, event: gr.EventData) -> list[Any]:
        wanted = str(data(event).get("show", ""))
        show = wanted if wanted in SHELVES else shelf.show
        return self._shown(replace(shelf, show=show, said="", error=""), _account(request))

    def _new(self, request: gr.Request, shelf: Shelf, event: gr.EventData) -> list[Any]:
        return self._shown(self.replies.new(shelf, _id(event)), _account(request))

    def _revise(self, request: gr.Request, shelf: Shelf, event: gr.EventData) -> list[Any]:
        return self._shown(self.replies.edit(shelf, _id(event)), _account(request))

    def _find(self, request: gr.Request, shelf: Shelf, event: gr.EventData) -> list[Any]:
        return self._shown(self.replies.find(shelf, data(event)), _account(request))

    def _cite(self, request: gr.Request, shelf: Shelf, event: gr.EventData) -> list[Any]:
        return self._shown(self.replies.choose(shelf, data(event), True), _account(request))

    def _drop(self, request: gr.Request, shelf: Shelf, event: gr.EventData) -> list[Any]:
        return self._shown(self.replies.choose(shelf, data(event), False), _account(request))

    def _save(self, request: gr.Request, shelf: Shelf, event: gr.EventData) -> list[Any]:
        account = _account(request)
        return self._shown(self.replies.save(shelf, data(event), account), account)

    def _cancel(self, request: gr.Request, shelf: Shelf) -> list[Any]:
        return self._shown(replace(shelf, drafting=None), _account(request))

    def _approve(self, request: gr.Request, shelf: Shelf, event: gr.EventData) -> list[Any]:
        account = _account(request)
        return self._shown(self.replies.approve(shelf, _id(event), str(data(event).get("drafted", "")), account), account)

    def _withdraw(self, request: gr.Request, shelf: Shelf, event: gr.EventData) -> list[Any]:
        account = _account(request)
        return self._shown(self.replies.withdraw(shelf, _id(event), account), account)

    def _settle(self, request: gr.Request, shelf: Shelf, event: gr.EventData) -> list[Any]:
        account = _account(request)
        return self._shown(self.replies.settle(shelf, _id(event), account), account)

    def _shown(self, shelf: Shelf, account: Account) -> list[Any]:
        if shelf.drafting is not None:
            return [shelf, form_html(shelf.drafting, self.replies.named, shelf.language)]
        held, waiting = self.replies.shelves()
        return [shelf, shelf_html(shelf, held, waiting, account, self.replies.named)]


def _id(event: gr.EventData) -> str:
    return str(data(event).get("id", ""))[:100]


def _account(request: gr.Request) -> Account:
    from desk.staff_shell import account_of  # which builds this tab

    return account_of(request)
