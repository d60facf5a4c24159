"""Answers are kept, so that they can be shown again and voted on. That an answer can't be kept never fails it."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from desk.metrics import Metrics
from desk.request_context import current
from policy.answers import Answer, Filters
from policy.kept import Asked

if TYPE_CHECKING:
    from desk.service import Service

log = logging.getLogger("policydesk")


class Keeper:
    """Counts answers and keeps them."""

    def __init__(self, service: Service, metrics: Metrics) -> None:
        self._service = service
        self._metrics = metrics
        self._turn = threading.Lock()  # who waits for a turn has it at once; who waits for the database sleeps

    def counted(self, answer: Answer, channel: str, seconds: float) -> None:
        """Count an answer that is not to be kept."""
        self._metrics.given(answer, channel, seconds)

    def given(self, answer: Answer, channel: str, seconds: float, filters: Filters, conversation: str = "") -> str | None:
        """Count an answer and keep it; its id, None where it could not be kept."""
        self.counted(answer, channel, seconds)
        asked = Asked(
            answer.question, answer, channel, conversation, filters.region, filters.on, round(seconds * 1000, 1), current.get().id
        )
        try:
            with self._turn:
                return self._service.office.keep_answer(asked)
        except Exception:
            self._metrics.not_kept()
            log.exception("an answer could not be kept")
            return None
