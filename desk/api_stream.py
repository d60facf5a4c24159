"""`POST /v1/ask/stream`: an answer as it is made, as server-sent events.

    event: text      {"text": what may be shown so far, "label": "AI 生成"}   replaces the text before; "" takes it back
    event: answer    the whole answer, as `/v1/ask` gives it; the last event
    event: error     {"error": {"code", "message", "request_id"}}; the last event, in place of the answer

Each text has passed the same check as the answer. Without a language model the answer comes alone. What is wrong with a
request is told as by `/v1/ask`, with a status, before any event.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

from fastapi.responses import StreamingResponse

from desk.api_errors import FAULT, error_body
from desk.api_examples import STREAM
from policy.answers import AI_LABEL, Answer

HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {"example": STREAM}}, "description": "texts, then the answer"}
}
log = logging.getLogger("policydesk")


def event_stream(parts: Iterator[str | Answer], given: Callable[[Answer, float], str | None]) -> StreamingResponse:
    """The parts of `Service.stream` as server-sent events. `given` keeps the answer, with its seconds, under an id."""
    return StreamingResponse(_events(parts, given, time.monotonic()), media_type="text/event-stream", headers=HEADERS)


def _events(parts: Iterator[str | Answer], given: Callable[[Answer, float], str | None], begin: float) -> Iterator[str]:
    try:
        for part in parts:
            if isinstance(part, Answer):
                answer_id = given(part, time.monotonic() - begin)
                yield _event("answer", {**part.to_dict(), "answer_id": answer_id})
            else:
                yield _event("text", {"text": part, "label": AI_LABEL})
    except Exception:
        log.exception("a stream failed")
        yield _event("error", error_body(500, "internal", FAULT))


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
