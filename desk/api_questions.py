"""`/v1/ask`, `/v1/ask/stream`, `/v1/match`, `/v1/feedback`: what is asked, and what somebody thinks of the answer."""

from __future__ import annotations

import time

from fastapi import FastAPI
from fastapi.responses import JSONResponse, StreamingResponse

from desk import api_examples as examples
from desk.api_bodies import AskBody, FeedbackBody, MatchBody
from desk.api_models import AnswerObject, Shown, VerdictsObject
from desk.api_stream import RESPONSES, event_stream
from desk.keeping import Keeper
from desk.metrics import Metrics
from desk.service import Service
from policy.errors import BadArgument

WAIT_SECONDS = 30.0


class Accepted(Shown):
    """The vote is kept; a later one on the same answer takes its place."""

    accepted: bool = True


def install_questions(app: FastAPI, service: Service, metrics: Metrics, keeper: Keeper) -> None:
    """The routes that answer."""

    @app.post(
        "/v1/ask", tags=["questions"], responses=examples.answers(AnswerObject, examples.ANSWER, 400, 404, 413, 422, 503),
        openapi_extra=examples.bodies(question=examples.ASK),
    )  # fmt: skip
    def ask(body: AskBody) -> JSONResponse:
        """A cited answer. Waits up to 30 s for the knowledge base to load."""
        begin, filters = time.monotonic(), body.filters()
        answer = service.ask(body.question, filters, body.turns(), wait=WAIT_SECONDS)
        answer_id = keeper.given(answer, "api", time.monotonic() - begin, filters)
        return JSONResponse({**answer.to_dict(), "answer_id": answer_id})

    @app.post(
        "/v1/ask/stream", tags=["questions"], response_class=StreamingResponse,
        responses={**RESPONSES, **examples.errors(400, 404, 413, 422, 503)},
        openapi_extra=examples.bodies(question=examples.ASK),
    )  # fmt: skip
    def ask_stream(body: AskBody) -> StreamingResponse:
        """A cited answer as it is made, as server-sent events. Waits up to 30 s for the knowledge base to load."""
        filters = body.filters()
        parts = service.stream(body.question, filters, body.turns(), wait=WAIT_SECONDS)
        return event_stream(parts, lambda answer, seconds: keeper.given(answer, "api", seconds, filters))

    _install_match(app, service, metrics)
    _install_feedback(app, service, metrics)


def _install_match(app: FastAPI, service: Service, metrics: Metrics) -> None:
    @app.post(
        "/v1/match", tags=["questions"], responses=examples.answers(VerdictsObject, examples.VERDICTS, 400, 413, 422),
        openapi_extra=examples.bodies(facts=examples.MATCH_FACTS, text=examples.MATCH_TEXT),
    )  # fmt: skip
    def match(body: MatchBody) -> JSONResponse:
        """What an applicant qualifies for, and what it has still to tell."""
        told = (body.text or "").strip()
        if body.facts is None and not told:
            raise BadArgument("facts or text is needed; send what is known of the applicant")
        verdicts = service.match(body.facts or {}, told, (body.region or "").strip(), body.on)
        metrics.matched(verdicts)
        return JSONResponse(verdicts.to_dict())


def _install_feedback(app: FastAPI, service: Service, metrics: Metrics) -> None:
    @app.post(
        "/v1/feedback", tags=["questions"], responses=examples.answers(Accepted, {"accepted": True}, 400, 404, 413, 422),
        openapi_extra=examples.bodies(vote=examples.FEEDBACK),
    )  # fmt: skip
    def feedback(body: FeedbackBody) -> JSONResponse:
        """Whether an answer was useful; if not, why. Personal numbers in the comment are covered before it is stored."""
        service.office.vote(body.answer_id, body.useful, tuple(body.reasons), body.comment)
        metrics.voted(body.useful)
        return JSONResponse({"accepted": True})
