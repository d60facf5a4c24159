"""The staff tab 政策库管理: documents in and out."""

from __future__ import annotations

from typing import Any

from desk.chat_session import Desk
from desk.markup import esc
from desk.page import Page, Visit, region
from desk.texts import Language, text


class ManageTab:
    """The tab's components, and the events between them."""

    name = "manage"

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk = desk
        self.body = region("pd-manage")
        self.labels: list[Any] = []
        self.contents = [self.body]
        self.states: list[Any] = []

    def words(self, language: Language) -> list[Any]:
        """The updates that put `labels` into `language`."""
        return []

    def load(self, visit: Visit) -> list[Any]:
        """The updates that fill `contents`."""
        return [f'<section class="pd-sheet"><h2>{esc(text("tab_manage", visit.language))}</h2></section>']
