"""Sets a language model before the answers, where the settings name one."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from kb.settings import Settings

log = logging.getLogger("policydesk")

if TYPE_CHECKING:
    from answer.llm.answerer import WordedAnswerer
    from answer.llm.model import Model
    from answer.llm.store import Store
    from answer.pipeline import Answerer


class Worder:
    """Holds what outlives an ingest: the model's connection, the answers kept, how the model fared."""

    def __init__(self, settings: Settings, model: Model | None = None) -> None:
        self._settings = settings
        self._given = model
        self._opened: Model | None = None
        self._store: Store | None = None
        self._lock = threading.Lock()

    def over(self, answerer: Answerer, edition: str) -> Answerer | WordedAnswerer:
        """An answerer whose answers the model words; `answerer` itself where there is no model."""
        if not self._has_model:
            return answerer
        from answer.llm.answerer import WordedAnswerer
        from answer.llm.model import Limits
        from answer.llm.store import Store

        set_ = self._settings
        limits = Limits(set_.llm_timeout_seconds, set_.llm_max_input_tokens, set_.llm_max_output_tokens)
        with self._lock:
            self._store = self._store or Store(set_.llm_cache_size)
            return WordedAnswerer(answerer, self._open(), limits, self._store, edition)

    def ask(self, system: str, user: str) -> str:
        """A model's reply to one question beside the answers; "" where there is no model, or it failed or took too long."""
        if not self._has_model:
            return ""
        from answer.llm.model import Message, ModelFailed

        set_ = self._settings
        with self._lock:
            model = self._open()
        try:
            messages = (Message("system", system), Message("user", user))
            return "".join(model.stream(messages, set_.llm_timeout_seconds, set_.llm_max_output_tokens))
        except ModelFailed as error:
            log.warning("the language model did not read the facts: %s", error, extra={"llm": "down"})
            return ""

    @property
    def _has_model(self) -> bool:
        return self._given is not None or bool(self._settings.llm_base_url)

    def _open(self) -> Model:
        if self._given is not None:
            return self._given
        if self._opened is None:
            from answer.llm.client import OpenAICompatible  # seconds to import: only who has a model pays for it

            set_ = self._settings
            self._opened = OpenAICompatible(set_.llm_base_url, set_.llm_model, set_.llm_api_key.get_secret_value())
        return self._opened

    def close(self) -> None:
        """Let go of the connection; the next question opens it again."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()  # type: ignore[attr-defined]
            self._opened = None
