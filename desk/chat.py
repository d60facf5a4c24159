"""The tab 问政策: the conversation, the question bar, and the text that opens beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from desk.chat_session import Desk
from desk.page import QUIET, Page, Visit, data, region
from desk.session import Session
from desk.texts import Language, text

_OPENS = ("open", "library")
FIRST = {key: text(key, "zh") for key in ("ask_label", "ask_placeholder", "ask", "filters", "region", "document", "on", "clear", "hand")}
"""What stands on the page until it knows the visitor's language; Gradio has words of its own there, such as "Run"."""
_ACTS = ("ask", "vote", "reasons", "person", "hand")


class ChatTab:
    """The components of the tab, and the events between them."""

    name = "ask"

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk = desk
        self.session = gr.State(Session())
        with gr.Row(elem_id="pd-ask"):
            with gr.Column(elem_id="pd-chat", scale=11, min_width=320):
                self.log = region("pd-conversation", events=(*_ACTS, *_OPENS))
                with gr.Column(elem_id="pd-composer"):
                    self._composer()
            with gr.Column(elem_id="pd-side", scale=9, min_width=320):
                self.pane = region("pd-source", events=_OPENS)
        self.states = [self.session, self.region, self.document]
        self.contents = [self.session, self.log, self.pane, self.region, self.document]
        self.labels = [self.clear, self.person, self.question, self.send, self.filters, self.region, self.document, self.on, self.foot]
        self._wire(page)

    def _composer(self) -> None:
        with gr.Row(elem_id="pd-askbar"):
            self.question = gr.Textbox(
                label=FIRST["ask_label"],
                placeholder=FIRST["ask_placeholder"],
                lines=1,
                max_lines=5,
                elem_id="pd-question",
                autofocus=True,
                container=False,
                scale=1,
                max_length=self.desk.service.max_question_chars,
            )
            self.send = gr.Button(FIRST["ask"], variant="primary", elem_id="pd-send", scale=0, min_width=88)
        with gr.Accordion(FIRST["filters"], open=False, elem_id="pd-filters") as self.filters, gr.Row():
            self.region = gr.Dropdown([""], value="", label=FIRST["region"], min_width=130, elem_id="pd-region")
            self.document = gr.Dropdown([""], value="", label=FIRST["document"], min_width=200, scale=2, elem_id="pd-document")
            self.on = gr.DateTime(label=FIRST["on"], include_time=False, type="string", min_width=150, elem_id="pd-on")
        with gr.Row(elem_id="pd-below"):
            self.clear = gr.Button(FIRST["clear"], elem_id="pd-clear", size="sm", min_width=0)
            self.person = gr.Button(FIRST["hand"], elem_id="pd-person", size="sm", min_width=0)
        self.foot = gr.HTML(elem_id="pd-footnote", apply_default_css=False, js_on_load=None)

    def _wire(self, page: Page) -> None:
        asks: dict[str, Any] = {
            "outputs": [self.session, self.log, self.question, self.pane],
            "concurrency_limit": 16,
            "trigger_mode": "once",
            **QUIET,
        }
        limits = [self.region, self.document, self.on, self.session]
        for trigger in (self.question.submit, self.send.click):
            trigger(self._ask, [self.question, *limits], **asks)
        self.log.ask(self._ask_button, limits, **asks)
        opens: dict[str, Any] = {"inputs": [self.session], "outputs": [self.session, self.pane], "concurrency_limit": 16, **QUIET}
        for source in (self.log, self.pane):
            source.open(self._open, **opens)
        self.pane.library(self._library, **opens)
        talks: dict[str, Any] = {"inputs": [self.session], "outputs": [self.session, self.log], **QUIET}
        self.log.vote(self._vote, **talks)
        self.log.reasons(self._reasons, **talks)
        self.log.hand(self._hand, **talks)
        for source in (self.log.person, self.person.click):
            source(self._person, **talks)
        self.clear.click(self._clear, [self.session], [self.session, self.log, self.pane, self.question], **QUIET)

    def _ask(self, question: str, region: str, document: str, on: str | None, session: Session) -> Iterator[Any]:
        for step in self.desk.ask(session, question or "", region or "", document or "", on or ""):
            yield step, self._log(step), "", self.desk.pane(step) if step.answered else gr.skip()

    def _ask_button(
        self, region: str, document: str, on: str | None, session: Session, event: gr.EventData
    ) -> Iterator[Any]:
        yield from self._ask(str(data(event).get("q", "")), region, document, on, session)

    def _open(self, session: Session, event: gr.EventData) -> tuple[Session, str]:
        opened = self.desk.open(session, data(event))
        return opened, self.desk.pane(opened)

    def _library(self, session: Session) -> tuple[Session, str]:
        opened = self.desk.open(session, {})
        return opened, self.desk.pane(opened)

    def _clear(self, session: Session) -> tuple[Session, str, str, str]:
        fresh = self.desk.fresh(session)
        return fresh, self._log(fresh), self.desk.pane(fresh), ""

    def _vote(self, session: Session, event: gr.EventData) -> tuple[Session, str]:
        given = data(event)
        return self._talk(self.desk.keeper.vote(session, _index(given.get("n")), given.get("kind") == "useful"))

    def _reasons(self, session: Session, event: gr.EventData) -> tuple[Session, str]:
        given = data(event)
        reasons = given.get("reasons")
        named = [str(r) for r in reasons] if isinstance(reasons, list) else []
        return self._talk(self.desk.keeper.vote(session, _index(given.get("n")), False, named, str(given.get("comment", ""))))

    def _person(self, session: Session) -> tuple[Session, str]:
        return self._talk(self.desk.person(session))

    def _hand(self, session: Session, event: gr.EventData) -> tuple[Session, str]:
        given = data(event)
        return self._talk(self.desk.keeper.hand_over(session, str(given.get("contact", "")), str(given.get("note", ""))))

    def _talk(self, session: Session) -> tuple[Session, str]:
        return session, self._log(session)

    def _log(self, session: Session) -> str:
        return self.desk.conversation(session)

    def words(self, language: Language) -> list[Any]:
        """The updates that put `labels` into `language`."""
        return [
            gr.update(value=text("clear", language)),
            gr.update(value=text("hand", language)),
            gr.update(label=text("ask_label", language), placeholder=text("ask_placeholder", language)),
            gr.update(value=text("ask", language)),
            gr.update(label=text("filters", language)),
            gr.update(label=text("region", language)),
            gr.update(label=text("document", language)),
            gr.update(label=text("on", language)),
            f"<p>{text('footnote', language)}</p>",
        ]

    def load(self, visit: Visit, session: Session, region: str, document: str) -> list[Any]:
        """The conversation as it is, in the visit's language."""
        here = self.desk.arrived(session, visit.conversation, visit.language)
        regions, documents = self.desk.choices(visit.language)
        return [
            here,
            self._log(here),
            self.desk.pane(here),
            gr.update(choices=regions, value=region or ""),
            gr.update(choices=documents, value=document or ""),
        ]


def _index(value: object) -> int:
    """The number of an exchange, from a data attribute; -1 for anything else."""
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 5 else -1
