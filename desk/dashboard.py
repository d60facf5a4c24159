"""The staff tab 看板: how the desk is used."""

from __future__ import annotations

from typing import Any

from desk.chat_session import Desk
from desk.markup import esc
from desk.page import Page, Visit, region
from desk.texts import Language, text


class DashboardTab:
    """The tab's components, and the events between them."""

    name = "dashboard"

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk = desk
        self.body = region("pd-dashboard")
        self.labels: list[Any] = []
        self.contents = [self.body]
        self.states: list[Any] = []

    def words(self, language: Language) -> list[Any]:
        """The updates that put `labels` into `language`."""
        return []

    def load(self, visit: Visit) -> list[Any]:
        """The updates that fill `contents`."""
        return [f'<section class="pd-sheet"><h2>{esc(text("tab_dashboard", visit.language))}</h2></section>']
