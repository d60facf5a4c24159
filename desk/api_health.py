"""`/healthz`, `/readyz`, `/metrics`: what those ask who watch over the process."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse

from desk import api_examples as examples
from desk.api_errors import error_response
from desk.api_models import StateObject
from desk.metrics import Metrics
from desk.service import EMPTY, Service

_METRICS = 'policydesk_answers_total{channel="api",mode="extractive",status="answered"} 41.0\n'


def install_health(app: FastAPI, service: Service, metrics: Metrics) -> None:
    """The routes for those who watch."""

    @app.get("/healthz", tags=["operation"], responses=examples.answers(StateObject, {"status": "ok"}))
    @app.head("/healthz", include_in_schema=False)
    def healthz() -> JSONResponse:
        """200 as soon as the process serves."""
        return JSONResponse({"status": "ok"})

    @app.get("/readyz", tags=["operation"], responses=examples.answers(StateObject, {"status": "ready"}, 503))
    @app.head("/readyz", include_in_schema=False)
    def readyz() -> JSONResponse:
        """200 once questions are answered at once, else 503 with the reason."""
        state = service.poke()
        if state == "ready":
            return JSONResponse({"status": "ready"})
        if state == "empty":
            return error_response(503, "empty", EMPTY)
        return error_response(503, "not_ready", f"the knowledge base is not ready: {state}")

    shown: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"example": _METRICS}}, "description": "Prometheus' text format"}}

    @app.get("/metrics", tags=["operation"], response_class=Response, responses=shown)
    def metrics_text() -> Response:
        """Prometheus' text format."""
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
