"""The frame of a page: the bar with its tabs, the panels that tabs are built in, language, and what an address asks for.

A tab is a class with a `name`, built inside its panel as `Kind(desk, page)`. It offers `labels` with `words(language)`,
the updates that put them into a language, and `contents` with `load(visit, *states)`, the updates that fill them when the
page is opened or its language changes; `states` are the tab's own components whose values `load` is handed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

from desk.bar import bar_html
from desk.texts import Language, text

if TYPE_CHECKING:
    from desk.chat_session import Desk

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""For every event: no spinner over the page, no entry in Gradio's own API."""
_ARRIVE = "(...given) => window.policydesk.arrive(given)"  # fills in the second input


@dataclass(frozen=True, slots=True)
class Visit:
    """Who has opened a page, in which language, and what the address asked for.

    `query` and `fragment` are the address's, decoded; `conversation` and `case` are those that this browser tab had before;
    `account` and `csrf` are the member of staff's, "" on the public page.
    """

    language: Language = "zh"
    query: Mapping[str, str] = field(default_factory=dict)
    fragment: str = ""
    conversation: str = ""
    case: str = ""
    account: str = ""
    csrf: str = ""

    def switched(self) -> Visit:
        """The same in the other language."""
        return replace(self, language="en" if self.language == "zh" else "zh")


Visitor = Callable[[gr.Request, Mapping[str, Any]], Visit]
"""Tells who has come, from the request and what the browser told beside it."""


class Tab(Protocol):
    """What the frame wants of a tab."""

    name: str
    labels: list[Any]
    contents: list[Any]
    states: list[Any]

    def words(self, language: Language) -> list[Any]:
        """One update for each of `labels`."""

    def load(self, visit: Visit, *states: Any) -> list[Any]:
        """One update for each of `contents`."""


class Page:
    """One page while it is built. Tabs use `visit` as an input of their events, for its language and account."""

    def __init__(self, blocks: gr.Blocks, names: Sequence[str], staff: bool = False) -> None:
        self.blocks = blocks
        self.names = tuple(names)
        self.staff = staff
        self.visit = gr.State(Visit())
        self._told = gr.Textbox(visible=False)
        self.bar = _bar(self.names, bar_html(self.names, Visit(), staff))

    def panel(self, name: str) -> gr.Column:
        """The place of a tab: a context to build it in."""
        return gr.Column(elem_id=f"pd-panel-{name}", elem_classes="pd-panel")

    def shown(self, name: str, fn: Callable[..., Any], inputs: list[Any], outputs: list[Any]) -> None:
        """Call `fn` whenever tab `name` comes into view: for what is slow to make, or grows old."""
        getattr(self.bar, f"show_{name}")(fn, inputs, outputs, **QUIET)

    def read(self, fn: Callable[..., Any], inputs: list[Any], outputs: list[Any]) -> None:
        """Call `fn` with the gr.EventData of a link made by `markup.clause_link`: the library opens what it names."""
        self.bar.read(fn, inputs, outputs, **QUIET)

    def wire(self, tabs: Sequence[Tab], visitor: Visitor) -> None:
        """Let `tabs` follow the page's opening and its language. `visitor` tells who has come."""
        states = [state for tab in tabs for state in tab.states]
        outputs = [self.visit, self.bar, *(part for tab in tabs for part in (*tab.labels, *tab.contents))]

        def updates(visit: Visit, given: Sequence[Any]) -> list[Any]:
            out: list[Any] = [visit, bar_html(self.names, visit, self.staff)]
            values = iter(given)
            for tab in tabs:
                out += tab.words(visit.language)
                out += tab.load(visit, *[next(values) for _ in tab.states])
            return out

        def opened(request: gr.Request, _: Visit, told: str, *given: Any) -> list[Any]:
            return updates(visitor(request, _object(told)), given)

        def switched(visit: Visit, *given: Any) -> list[Any]:
            return updates(replace(visit.switched(), query={}, fragment=""), given)

        self.blocks.load(opened, [self.visit, self._told, *states], outputs, js=_ARRIVE, **QUIET)
        self.bar.switch(switched, [self.visit, *states], outputs, **QUIET)


def build(desk: Desk, kinds: Sequence[Callable[[Desk, Page], Tab]], visitor: Visitor, staff: bool = False) -> gr.Blocks:
    """A page of the tabs `kinds`, the first in view unless the address asks for another."""
    with gr.Blocks(title=text("staff_title" if staff else "title", "zh"), analytics_enabled=False, fill_width=True) as blocks:
        page = Page(blocks, [kind.name for kind in kinds], staff)  # type: ignore[attr-defined]
        with gr.Column(elem_id="pd-main"):
            tabs = []
            for kind, name in zip(kinds, page.names, strict=True):
                with page.panel(name):
                    tabs.append(kind(desk, page))
        page.wire(tabs, visitor)
    return blocks


def public_visit(request: gr.Request, told: Mapping[str, Any]) -> Visit:
    """A visit to a page that asks nobody who they are."""
    query = {str(k): str(v)[:500] for k, v in dict(request.query_params).items()}
    english: Language = "en" if query.get("lang") == "en" else "zh"
    return Visit(english, query, str(told.get("fragment", ""))[:500], str(told.get("conversation", ""))[:100], str(told.get("case", ""))[:100])


def region(elem_id: str, value: str = "", events: Sequence[str] = ()) -> gr.HTML:
    """A region of our own HTML. A click on `data-act="x"` in it triggers the event `x`, which is to be one of `events`.

    The event's data are the other data attributes, and the named fields of the form around it (gr.EventData, `data`).
    """
    script = f"window.policydesk.attach(element, trigger, watch); {json.dumps(list(events))};"
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=script)


def data(event: gr.EventData) -> dict[str, Any]:
    """What an event of a region tells; from the browser, so anything may be in it."""
    return event._data if isinstance(event._data, dict) else {}


def _bar(names: Sequence[str], value: str) -> gr.HTML:
    events = json.dumps(["switch", "read", *(f"show_{name}" for name in names)])
    script = f"window.policydesk.bar(element, trigger, watch); {events};"
    return gr.HTML(value, elem_id="pd-bar", apply_default_css=False, js_on_load=script)


def _object(told: str) -> dict[str, Any]:
    try:
        given = json.loads(told or "{}")
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}

