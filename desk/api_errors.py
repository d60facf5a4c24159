"""Every error of the API as `{"error": {"code", "message", "request_id"}}` with a fitting status.

Below OpenAI's paths the object has OpenAI's `type` and `param`, too, and a request that can't be served is a 400 there.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from desk.request_context import current
from policy.errors import PolicyDeskError

FAULT = "a fault of ours; try again later, and tell the operator if it persists"
log = logging.getLogger("policydesk")
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_OWN = ("/v1/{rest:path}", "/v1", "/healthz", "/readyz", "/metrics")
_OPENAI = ("/v1/chat/", "/v1/models")
_TYPES = {429: "rate_limit_error", 404: "not_found_error"}


def error_body(status: int, code: str, message: str, param: str | None = None) -> dict[str, Any]:
    """The one form of an error, for the request being served."""
    request = current.get()
    error: dict[str, Any] = {"code": code, "message": message, "request_id": request.id or None}
    if request.path.startswith(_OPENAI):
        kind = _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
        error |= {"type": kind, "param": param}
    # Gradio's client, in the page, shows the detail.
    return {"error": error, **({"detail": message} if "/gradio_api/" in request.path else {})}


def error_response(
    status: int, code: str, message: str, headers: Mapping[str, str] | None = None, param: str | None = None
) -> JSONResponse:
    """An error in its one form, with a status."""
    if status == 422 and current.get().path.startswith(_OPENAI):
        status = 400
    return JSONResponse(error_body(status, code, message, param), status_code=status, headers=dict(headers or {}))


def install_errors(app: FastAPI) -> None:
    """Handlers for our errors, validation, unknown paths, wrong methods. Call it after the routes."""

    @app.exception_handler(PolicyDeskError)
    def ours(_: Request, error: PolicyDeskError) -> JSONResponse:
        headers = {"Retry-After": "5"} if error.http_status == 503 else {}
        if error.http_status >= 500 and error.http_status != 503:
            log.error("%s: %s", error.code, error)
        return error_response(error.http_status, error.code, str(error), headers, getattr(error, "param", None))

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return error_response(400, "bad_json", "the body is not JSON; send an object with a `question`")
        where = ".".join(str(part) for part in first["loc"] if part != "body") or "body"
        return error_response(422, "bad_argument", f"{where}: {first['msg']}", param=where)

    @app.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        code = HTTPStatus(error.status_code).name.lower()
        return error_response(error.status_code, code, str(error.detail), error.headers)

    _catch_the_rest(app)


def _catch_the_rest(app: FastAPI) -> None:
    """Answer what no route takes under our own paths, before the desk mounted at / sees it."""
    routes = [route for route in app.routes if isinstance(route, APIRoute)]

    def unknown(request: Request) -> JSONResponse:
        path = current.get().path or request.url.path
        allowed = {m for route in routes if route.path_regex.match(path) for m in route.methods or ()}
        if allowed:
            message = f"{request.method} is not offered at {path}; use {' or '.join(sorted(allowed))}"
            return error_response(405, "method_not_allowed", message, {"Allow": ", ".join(sorted(allowed))})
        return error_response(404, "not_found", f"there is nothing at {path}; see /v1/openapi.json")

    for path in _OWN:
        app.add_api_route(path, unknown, methods=_METHODS, include_in_schema=False)
