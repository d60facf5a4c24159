"""What is kept between questions: answers to equal questions, and how the model fared last."""

from __future__ import annotations

import hashlib
import json
import threading
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import date

from cachetools import LRUCache

from answer.llm.model import Limits, ModelFailed
from policy.answers import Answer, Filters, Turn

_FAILURES = 3  # in a row, before the model is left alone for a while
WORDING_VERSION = "1"
"""Changes with the rules that a model is given, so that answers kept from before are not shown."""


class Pauses:
    """Leaves a model alone that asked for it (Retry-After), or that failed several times in a row."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._until = 0.0
        self._failures = 0

    def check(self) -> None:
        """Raise ModelFailed while the model is to be left alone."""
        with self._lock:
            left = self._until - self._clock()
        if left > 0:
            raise ModelFailed(f"not asked again for {left:.0f} s")

    def failed(self, pause: float, asked_for: bool = False) -> None:
        """One call failed; `pause` seconds are to pass, at once where the server asked for it, else after several.

        Without a pause the failure says nothing of the next call.
        """
        if pause <= 0:
            return
        with self._lock:
            self._failures += 1
            if asked_for or self._failures >= _FAILURES:
                self._until = max(self._until, self._clock() + pause)

    def worked(self) -> None:
        """One call came back whole."""
        with self._lock:
            self._failures, self._until = 0, 0.0


class Store:
    """The last answers, by all that an answer depends on. Safe to share between threads; holds no question in clear."""

    def __init__(self, size: int = 512, pauses: Pauses | None = None) -> None:
        self.pauses = pauses or Pauses()
        self._answers: LRUCache[str, Answer] = LRUCache(maxsize=max(1, size))
        self._on = size > 0
        self._lock = threading.Lock()

    def key(
        self, edition: str, model: str, limits: Limits, question: str, filters: Filters, history: Sequence[Turn]
    ) -> str:
        """One key for equal questions: on the same documents, day and limits, to the same model, in the same talk."""
        asked = " ".join(unicodedata.normalize("NFKC", question).split())
        day = (filters.on or date.today()).isoformat()
        talk = [(t.role, t.content) for t in history]
        whole = [WORDING_VERSION, edition, model, astuple(limits), asked, filters.documents, filters.region, day, talk]
        return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()

    def get(self, key: str) -> Answer | None:
        """The answer kept under a key."""
        with self._lock:
            return self._answers.get(key)

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer; the one longest unused goes where there are too many."""
        if self._on:
            with self._lock:
                self._answers[key] = answer
