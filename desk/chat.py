"""The desk's page: Gradio components, and what happens when somebody asks, or opens a clause."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from fastapi import FastAPI

from desk.chat_session import Desk, Session
from desk.metrics import Metrics
from desk.service import Service
from desk.texts import Language, text
from desk.web import STATIC

FONTS = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "system-ui", "sans-serif"]


def mount_chat(app: FastAPI, service: Service, metrics: Metrics) -> FastAPI:
    """`app` with the desk's page at /."""
    blocks = build(Desk(service, metrics))
    blocks.queue(default_concurrency_limit=8, max_size=200, api_open=False)
    hue = gr.themes.Color(*_SHADES, name="desk")
    theme = gr.themes.Base(primary_hue=hue, neutral_hue="slate", font=FONTS, font_mono=["ui-monospace", "monospace"])
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=theme,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        favicon_path=str(STATIC / "favicon.png"),
    )
    return app


_SHADES = (
    "#eef4fb",
    "#d9e6f5",
    "#b4cdea",
    "#85abd9",
    "#5586c1",
    "#2f66a6",
    "#1f5190",
    "#1a4276",
    "#17375f",
    "#132c4c",
    "#0d1f36",
)


def build(desk: Desk) -> gr.Blocks:
    """The page's components with their events."""
    with gr.Blocks(title="政策问答 · PolicyDesk", analytics_enabled=False, fill_width=True) as blocks:
        _Page(desk, blocks)
    return blocks


class _Page:
    """The components of the page, and the events between them."""

    def __init__(self, desk: Desk, blocks: gr.Blocks) -> None:
        self.desk = desk
        first = Session()
        self.session = gr.State(first)
        with gr.Row(elem_id="pd-top"):
            self.header = gr.HTML(_header(first.language), elem_id="pd-header", apply_default_css=False)
            self.clear = gr.Button(elem_id="pd-clear", size="sm", min_width=0)
            self.language = gr.Button(elem_id="pd-language", size="sm", min_width=0)
        with gr.Row(elem_id="pd-main"):
            with gr.Column(elem_id="pd-chat", scale=11, min_width=320):
                self.log = _html("pd-conversation", "")
                with gr.Column(elem_id="pd-composer"):
                    self._composer(first.language)
            with gr.Column(elem_id="pd-side", scale=9, min_width=320):
                self.pane = _html("pd-source", "")
        self._wire(blocks)

    def _composer(self, language: Language) -> None:
        with gr.Row(elem_id="pd-askbar"):
            self.question = gr.Textbox(
                lines=1,
                max_lines=5,
                elem_id="pd-question",
                autofocus=True,
                container=False,
                scale=1,
                max_length=self.desk.service.max_question_chars,
            )
            self.send = gr.Button(variant="primary", elem_id="pd-send", scale=0, min_width=88)
        with gr.Accordion(open=False, elem_id="pd-filters") as self.filters, gr.Row():
            self.region = gr.Dropdown([""], value="", min_width=130, elem_id="pd-region")
            self.document = gr.Dropdown([""], value="", min_width=200, scale=2, elem_id="pd-document")
            self.on = gr.DateTime(include_time=False, type="string", min_width=150, elem_id="pd-on")
        self.foot = gr.HTML(elem_id="pd-footnote", apply_default_css=False, js_on_load=None)

    @property
    def _labels(self) -> list[Any]:
        return [
            self.header,
            self.clear,
            self.language,
            self.question,
            self.send,
            self.filters,
            self.region,
            self.document,
            self.on,
            self.foot,
        ]

    def _wire(self, blocks: gr.Blocks) -> None:
        asks: dict[str, Any] = {
            "outputs": [self.session, self.log, self.question, self.pane],
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": 16,
        }
        limits = [self.region, self.document, self.on, self.session]
        for trigger in (self.question.submit, self.send.click):
            trigger(self._ask, [self.question, *limits], trigger_mode="once", **asks)
        self.log.ask(self._ask_button, limits, trigger_mode="once", **asks)
        opens: dict[str, Any] = {
            "inputs": [self.session],
            "outputs": [self.session, self.pane],
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": 16,
        }
        for source in (self.log, self.pane):
            source.open(self._open, **opens)
        self.pane.library(self._library, **opens)
        everything = [self.session, self.log, self.pane, *self._labels]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        self.language.click(self._switch, [self.session, self.region, self.document], everything, **quiet)
        self.clear.click(self._clear, [self.session], [self.session, self.log, self.pane, self.question], **quiet)
        blocks.load(self._load, [self.session], everything, **quiet)

    def _ask(self, question: str, region: str, document: str, on: str | None, session: Session) -> Iterator[Any]:
        for step in self.desk.ask(session, question or "", region or "", document or "", on or ""):
            yield step, self._log(step), "", self.desk.pane(step) if step.answered else gr.skip()

    def _ask_button(
        self, region: str, document: str, on: str | None, session: Session, event: gr.EventData
    ) -> Iterator[Any]:
        yield from self._ask(str(_data(event).get("q", "")), region, document, on, session)

    def _open(self, session: Session, event: gr.EventData) -> tuple[Session, str]:
        opened = self.desk.open(session, _data(event))
        return opened, self.desk.pane(opened)

    def _library(self, session: Session) -> tuple[Session, str]:
        opened = self.desk.open(session, {})
        return opened, self.desk.pane(opened)

    def _clear(self, session: Session) -> tuple[Session, str, str, str]:
        fresh = Session(session.language)
        return fresh, self._log(fresh), self.desk.pane(fresh), ""

    def _load(self, session: Session, request: gr.Request) -> list[Any]:
        english = dict(request.query_params).get("lang") == "en"
        return self._all(Session("en" if english else "zh"), "", "")

    def _switch(self, session: Session, region: str, document: str) -> list[Any]:
        return self._all(session.switched(), region, document)

    def _all(self, session: Session, region: str, document: str) -> list[Any]:
        return [
            session,
            self._log(session),
            self.desk.pane(session),
            *self._words(session.language, region, document),
        ]

    def _log(self, session: Session) -> str:
        return self.desk.conversation(session)

    def _words(self, language: Language, region: str, document: str) -> list[Any]:
        """The updates that put `_labels` into `language`."""
        regions, documents = self.desk.choices(language)
        return [
            _header(language),
            gr.update(value=text("clear", language)),
            gr.update(value=text("language", language)),
            gr.update(label=text("ask_label", language), placeholder=text("ask_placeholder", language)),
            gr.update(value=text("ask", language)),
            gr.update(label=text("filters", language)),
            gr.update(label=text("region", language), choices=regions, value=region),
            gr.update(label=text("document", language), choices=documents, value=document),
            gr.update(label=text("on", language)),
            f"<p>{text('footnote', language)}</p>",
        ]


def _data(event: gr.EventData) -> dict[str, Any]:
    return event._data if isinstance(event._data, dict) else {}


def _html(elem_id: str, value: str) -> gr.HTML:
    """A region of our own HTML, whose buttons trigger `ask`, `open` and `library`."""
    script = "window.policydesk.attach(element, trigger, watch); ['ask', 'open', 'library'];"
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=script)


def _header(language: Language) -> str:
    return (
        f'<div class="pd-brand" data-language="{language}"><h1>{text("title", language)}</h1>'
        f"<p>{text('tagline', language)}</p></div>"
    )
