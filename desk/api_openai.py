"""`/v1/chat/completions` and `/v1/models`: so that any client of OpenAI's form can ask. docs/api.md tells how."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response, StreamingResponse

from desk import api_examples as examples
from desk.api_errors import FAULT, error_body
from desk.api_models import Shown
from desk.api_stream import HEADERS
from desk.keeping import Keeper
from desk.openai_bodies import MODEL, ChatBody, Completion
from desk.openai_form import Reply, content_of, usage_of
from desk.service import Service
from policy.answers import Answer, Filters
from policy.errors import UnknownDocument

WAIT_SECONDS = 30.0
log = logging.getLogger("policydesk")
_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
_ASKED = {
    "model": MODEL,
    "messages": [{"role": "user", "content": examples.QUESTION}],
    "policydesk": {"region": "浙江省", "on": "2025-09-01"},
}
_COMPLETED = {
    "id": "chatcmpl-5d1f0c2a9b8e7f6a3c4d", "object": "chat.completion", "created": 1764000000, "model": MODEL,
    "choices": [
        {
            "index": 0, "finish_reason": "stop", "logprobs": None,
            "message": {
                "role": "assistant", "refusal": None, "policydesk": examples.ANSWER,
                "content": f"{examples.TEXT}\n\n出处：\n- [1] 《关于支持人工智能创新发展的若干措施》（浙政发〔2025〕10号） 加强语料券支持：“{examples.QUOTE}”",
            },
        }
    ],
    "usage": {"prompt_tokens": 22, "completion_tokens": 118, "total_tokens": 140},
}  # fmt: skip
_CHUNKS = (
    'data: {"id": "chatcmpl-5d1f", "object": "chat.completion.chunk", "created": 1764000000, "model": "policydesk", '
    '"choices": [{"index": 0, "delta": {"content": "最高180万元[1]。"}, "finish_reason": null}]}\n\n'
    'data: {"id": "chatcmpl-5d1f", "object": "chat.completion.chunk", "created": 1764000000, "model": "policydesk", '
    '"choices": [{"index": 0, "delta": {"policydesk": {"status": "answered"}}, "finish_reason": "stop"}]}\n\n'
    "data: [DONE]\n\n"
)
_TYPED = {"type": "invalid_request_error", "param": "n"}


class Models(Shown):
    """The one model."""

    object: str
    data: list[dict[str, Any]]


class Model(Shown):
    """The one model."""

    id: str
    object: str


def install_openai(app: FastAPI, service: Service, keeper: Keeper) -> None:
    """The routes in OpenAI's form."""
    described = examples.answers(Completion, _COMPLETED)
    described[200]["content"]["text/event-stream"] = {"example": _CHUNKS}
    described |= examples.errors(400, 404, 413, 503, more=_TYPED)

    @app.post(
        "/v1/chat/completions", tags=["openai"], responses=described,
        openapi_extra=examples.bodies(question=_ASKED, streamed={**_ASKED, "stream": True}),
    )  # fmt: skip
    def complete(body: ChatBody) -> Response:
        """A cited answer to the last user message. What was said before is history; system messages instruct nothing."""
        body.check()
        chat = _Chat(body, service, keeper)
        if body.stream:
            return StreamingResponse(chat.events(), media_type="text/event-stream", headers=HEADERS)
        return JSONResponse(chat.whole())

    @app.get("/v1/models", tags=["openai"], responses=examples.answers(Models, {"object": "list", "data": [_MODEL]}))
    def models() -> JSONResponse:
        """The one model, in OpenAI's form."""
        return JSONResponse({"object": "list", "data": [_MODEL]})

    @app.get("/v1/models/{model}", tags=["openai"], responses=examples.answers(Model, _MODEL, 404))
    def model(model: str) -> JSONResponse:
        """The model of that name, in OpenAI's form."""
        if model != MODEL:
            raise UnknownDocument(f"there is no model {model!r}; the one there is has the name {MODEL}")
        return JSONResponse(_MODEL)


class _Chat:
    """One request, and its reply."""

    def __init__(self, body: ChatBody, service: Service, keeper: Keeper) -> None:
        self._service, self._keeper = service, keeper
        self._question, self._history = body.asked()
        self._filters = body.policydesk.filters() if body.policydesk else Filters()
        self._with_usage = body.usage_wanted
        self._begin = time.monotonic()

    def whole(self) -> dict[str, Any]:
        answer = self._service.ask(self._question, self._filters, self._history, wait=WAIT_SECONDS)
        return Reply().whole(answer, self._kept(answer), self._usage(content_of(answer)))

    def events(self) -> Iterator[str]:
        """The events. What is wrong with the request is raised here, before the first of them."""
        parts = self._service.stream(self._question, self._filters, self._history, wait=WAIT_SECONDS)
        return self._guarded(Reply().chunks(parts, self._kept, self._usage if self._with_usage else None))

    def _guarded(self, events: Iterator[str]) -> Iterator[str]:
        try:
            yield from events
        except Exception:
            log.exception("a stream failed")
            yield f"data: {json.dumps(error_body(500, 'internal', FAULT), ensure_ascii=False)}\n\n"

    def _kept(self, answer: Answer) -> dict[str, Any]:
        seconds = time.monotonic() - self._begin
        answer_id = self._keeper.given(answer, "openai", seconds, self._filters)
        return {**answer.to_dict(), "answer_id": answer_id}

    def _usage(self, text: str) -> dict[str, int]:
        return usage_of(self._question, self._history, text)
