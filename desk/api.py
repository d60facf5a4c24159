"""The HTTP API, and the desk mounted beside it, as one FastAPI application."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from desk.api_errors import error_response, install_errors
from desk.api_stream import RESPONSES, event_stream
from desk.metrics import Metrics
from desk.service import EMPTY, Service
from desk.web import STATIC, Guard
from policy.answers import Filters, Turn
from policy.documents import Document
from policy.errors import BadArgument

if TYPE_CHECKING:
    from kb import KnowledgeBase

API_WAIT_SECONDS = 30.0
Name = Annotated[str, StringConstraints(max_length=200)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Message(_Strict):
    """An earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: Annotated[str, StringConstraints(max_length=20000)]


class AskBody(_Strict):
    """A question, with limits on what may answer it."""

    question: str = Field(examples=["算力券最高补多少?"])
    document: Name | Annotated[list[Name], Field(max_length=50)] | None = None
    region: Name | None = Field(default=None, examples=["浙江省"])
    on: date | None = None
    history: Annotated[list[Message], Field(max_length=50)] = []

    def filters(self) -> Filters:
        """The limits as the knowledge base takes them."""
        named = [self.document] if isinstance(self.document, str) else self.document or []
        return Filters(tuple(named), (self.region or "").strip(), self.on)


class MatchBody(_Strict):
    """What is known of an applicant: facts by name, or what a text tells of them, or both."""

    facts: dict[str, Any] | None = Field(default=None, examples=[{"region": "丽水市", "compute_contract_yuan": 600000}])
    text: str | None = None
    region: Name | None = None
    on: date | None = None


def create_app(kb: KnowledgeBase, max_question_chars: int = 4000, with_desk: bool = True) -> FastAPI:
    """The application over `kb`, which is loaded in the background once the server is up."""
    service = Service(kb, max_question_chars)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.poke()
        yield

    app = FastAPI(title="PolicyDesk", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url="/v1/openapi.json")
    metrics = Metrics()
    _add_questions(app, service, metrics)
    _add_library(app, service)
    _add_health(app, service, metrics)
    install_errors(app)
    app.mount("/desk", StaticFiles(directory=STATIC), name="static")
    if with_desk:
        from desk.pages import install_pages

        install_pages(app, service, metrics)
    app.add_middleware(Guard)
    return app


def _add_questions(app: FastAPI, service: Service, metrics: Metrics) -> None:
    @app.post("/v1/ask")
    def ask(body: AskBody) -> JSONResponse:
        """A cited answer. Waits up to 30 s for the knowledge base to load."""
        begin = time.monotonic()
        history = [Turn(m.role, m.content) for m in body.history]
        answer = service.ask(body.question, body.filters(), history, wait=API_WAIT_SECONDS)
        metrics.answered(answer.status.value, "api", time.monotonic() - begin)
        return JSONResponse(answer.to_dict())

    @app.post("/v1/ask/stream", response_class=StreamingResponse, responses=RESPONSES)
    def ask_stream(body: AskBody) -> StreamingResponse:
        """A cited answer as it is made, as server-sent events. Waits up to 30 s for the knowledge base to load."""
        history = [Turn(m.role, m.content) for m in body.history]
        return event_stream(service.stream(body.question, body.filters(), history, wait=API_WAIT_SECONDS), metrics)


    @app.post("/v1/match")
    def match(body: MatchBody) -> JSONResponse:
        """What an applicant qualifies for, and what it has still to tell."""
        told = (body.text or "").strip()
        if body.facts is None and not told:
            raise BadArgument("facts or text is needed; send what is known of the applicant")
        verdicts = service.match(body.facts or {}, told, (body.region or "").strip(), body.on)
        return JSONResponse(verdicts.to_dict())


def _summary(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "metadata": document.metadata.to_dict(),
        "clause_count": len(document.clauses),
    }


def _add_library(app: FastAPI, service: Service) -> None:
    @app.get("/v1/documents")
    def documents() -> JSONResponse:
        """The documents held, without their clauses."""
        return JSONResponse({"documents": [_summary(d) for d in service.documents()]})

    @app.get("/v1/documents/{document_id:path}")
    def document(document_id: str) -> JSONResponse:
        """One document with its clauses."""
        found = service.document(document_id)
        return JSONResponse({**_summary(found), "clauses": [c.to_dict() for c in found.clauses]})

    @app.get("/v1/clauses/{clause_id:path}")
    def clause(clause_id: str) -> JSONResponse:
        """One clause and the document that it stands in."""
        found, document = service.clause(clause_id)
        return JSONResponse({**found.to_dict(), "document": _summary(document)})


def _add_health(app: FastAPI, service: Service, metrics: Metrics) -> None:
    @app.api_route("/healthz", methods=["GET", "HEAD"])
    def healthz() -> JSONResponse:
        """200 as soon as the process serves."""
        return JSONResponse({"status": "ok"})

    @app.api_route("/readyz", methods=["GET", "HEAD"])
    def readyz() -> JSONResponse:
        """200 once questions are answered at once, else 503 with the reason."""
        state = service.poke()
        if state == "ready":
            return JSONResponse({"status": "ready"})
        if state == "empty":
            return error_response(503, "empty", EMPTY)
        return error_response(503, "not_ready", f"the knowledge base is not ready: {state}")

    @app.get("/metrics")
    def metrics_text() -> Response:
        """Prometheus' text format."""
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
