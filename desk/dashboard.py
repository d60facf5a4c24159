"""The staff tab 看板: what is asked and how it goes."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import Any

import gradio as gr

from desk.chat_session import Desk
from desk.dashboard_eval import evaluated
from desk.dashboard_html import PERIODS, Board, board_html, problem_html
from desk.error_words import error_text
from desk.page import QUIET, Page, Visit, data, region
from desk.texts import Language, text
from policy.errors import PolicyDeskError

_DAYS = 30
_GROUPS = 10
log = logging.getLogger("policydesk")


class DashboardTab:
    """The tab's components, and the events between them."""

    name = "dashboard"

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk = desk
        self.days = gr.State(_DAYS)
        self.body = region("pd-dashboard", events=("period",))
        self.labels: list[Any] = []
        self.contents = [self.body]
        self.states = [self.days]
        inputs = [self.days, page.visit]
        self.body.period(self._period, inputs, [self.days, self.body], **QUIET)
        page.shown("dashboard", self._drawn, inputs, [self.body])

    def words(self, language: Language) -> list[Any]:
        """The updates that put `labels` into `language`."""
        return []

    def load(self, visit: Visit, days: int) -> list[Any]:
        """The updates that fill `contents`."""
        return [self._drawn(days, visit)]

    def _period(self, days: int, visit: Visit, event: gr.EventData) -> tuple[int, str]:
        asked = str(data(event).get("days", ""))
        chosen = next((n for n in PERIODS if str(n) == asked), days)
        return chosen, self._drawn(chosen, visit)

    def _drawn(self, days: int, visit: Visit) -> str:
        office, until = self.desk.service.office, date.today()
        since = until - timedelta(days=days - 1)
        try:
            board = Board(days, office.figures(since, until), office.unanswered(since, _GROUPS), evaluated(office.evaluation()))
        except PolicyDeskError as error:
            log.warning("no figures for the dashboard: %s", error)
            return problem_html(days, text("board_fault", visit.language, reason=error_text(error, visit.language)), visit.language)
        return board_html(board, visit.language)
