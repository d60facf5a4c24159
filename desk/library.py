"""The tab 政策库: the documents held, and each in its structure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gradio as gr

from desk.chat_session import Desk
from desk.page import QUIET, Page, Visit, data, region
from desk.session import Session
from desk.texts import Language


class LibraryTab:
    """The tab's components, and the events between them."""

    name = "library"

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk = desk
        self.session = gr.State(Session())
        self.body = region("pd-library", events=("open", "library"))
        self.labels: list[Any] = []
        self.contents = [self.session, self.body]
        self.states = [self.session]
        inputs, outputs = [self.session, page.visit], [self.session, self.body]
        self.body.open(self._open, inputs, outputs, **QUIET)
        self.body.library(self._library, inputs, outputs, **QUIET)
        page.read(self._open, inputs, outputs)

    def words(self, language: Language) -> list[Any]:
        """The updates that put `labels` into `language`."""
        return []

    def load(self, visit: Visit, session: Session) -> list[Any]:
        """The document that the address names, or the one that is open."""
        named = visit.query.get("document", "")
        if not named:
            return list(self._shown(session.spoken(visit.language)))
        clause = f"{named}#{visit.fragment}" if visit.fragment else ""
        return list(self._opened(session.spoken(visit.language), {"document": named, "clause": clause}))

    def _open(self, session: Session, visit: Visit, event: gr.EventData) -> tuple[Session, str]:
        return self._opened(session.spoken(visit.language), data(event))

    def _library(self, session: Session, visit: Visit) -> tuple[Session, str]:
        return self._opened(session.spoken(visit.language), {})

    def _opened(self, session: Session, wanted: Mapping[str, Any]) -> tuple[Session, str]:
        return self._shown(self.desk.open(session, wanted))

    def _shown(self, session: Session) -> tuple[Session, str]:
        return session, self.desk.pane(session)
