"""`POST /v1/ask/stream`: an answer as it is made, as server-sent events.

    event: text      {"text": what may be shown so far, "label": "AI 生成"}   replaces the text before; "" takes it back
    event: answer    the whole answer, as `/v1/ask` gives it; the last event
    event: error     {"error": {"code", "message"}}; the last event, in place of the answer

Each text has passed the same check as the answer. Without a language model the answer comes alone. What is wrong with a
request is told as by `/v1/ask`, with a status, before any event.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

from fastapi.responses import StreamingResponse

from desk.metrics import Metrics
from policy.answers import AI_LABEL, Answer

EXAMPLE = (
    'event: text\ndata: {"text": "最高补200万元[1]。", "label": "AI 生成"}\n\n'
    'event: answer\ndata: {"question": "…", "status": "answered", "answer": "最高补200万元[1]。…", "mode": "llm"}\n\n'
)
_FAULT = {"error": {"code": "internal", "message": "a fault of ours; try again later, and tell the operator if it persists"}}
log = logging.getLogger("policydesk")


RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {"example": EXAMPLE}}, "description": "texts, then the answer"}
}


def event_stream(parts: Iterator[str | Answer], metrics: Metrics) -> StreamingResponse:
    """The parts of `Service.stream` as server-sent events."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_events(parts, metrics, time.monotonic()), media_type="text/event-stream", headers=headers)


def _events(parts: Iterator[str | Answer], metrics: Metrics, begin: float) -> Iterator[str]:
    try:
        for part in parts:
            if isinstance(part, Answer):
                metrics.answered(part.status.value, "api", time.monotonic() - begin)
                yield _event("answer", part.to_dict())
            else:
                yield _event("text", {"text": part, "label": AI_LABEL})
    except Exception:
        log.exception("a stream failed")
        yield _event("error", _FAULT)


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
