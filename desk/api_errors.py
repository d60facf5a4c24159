"""Every error of the API as `{"error": {"code", "message"}}` with a fitting status."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from policy.errors import PolicyDeskError

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_OWN = ("/v1/{rest:path}", "/v1", "/healthz", "/readyz", "/metrics")
log = logging.getLogger("policydesk")


def error_response(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The one form of an error."""
    return JSONResponse({"error": {"code": code, "message": message}}, status_code=status, headers=dict(headers or {}))


def install_errors(app: FastAPI) -> None:
    """Handlers for our errors, validation, unknown paths, wrong methods, faults. Call it after the routes."""

    @app.exception_handler(PolicyDeskError)
    def ours(_: Request, error: PolicyDeskError) -> JSONResponse:
        headers = {"Retry-After": "5"} if error.http_status == 503 else {}
        return error_response(error.http_status, error.code, str(error), headers)

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return error_response(400, "bad_json", "the body is not JSON; send an object with a `question`")
        where = ".".join(str(part) for part in first["loc"] if part != "body") or "body"
        return error_response(422, "bad_argument", f"{where}: {first['msg']}")

    @app.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        code = HTTPStatus(error.status_code).name.lower()
        return error_response(error.status_code, code, str(error.detail), error.headers)

    @app.exception_handler(Exception)
    def fault(request: Request, error: Exception) -> JSONResponse:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return error_response(500, "internal", "a fault of ours; try again later, and tell the operator if it persists")

    _catch_the_rest(app)


def _catch_the_rest(app: FastAPI) -> None:
    """Answer what no route takes under our own paths, before the desk mounted at / sees it."""
    routes = [route for route in app.routes if isinstance(route, APIRoute)]

    def unknown(request: Request) -> JSONResponse:
        path = request.url.path
        allowed = {m for route in routes if route.path_regex.match(path) for m in route.methods or ()}
        if allowed:
            message = f"{request.method} is not offered at {path}; use {' or '.join(sorted(allowed))}"
            return error_response(405, "method_not_allowed", message, {"Allow": ", ".join(sorted(allowed))})
        return error_response(404, "not_found", f"there is nothing at {path}; see /v1/openapi.json")

    for path in _OWN:
        app.add_api_route(path, unknown, methods=_METHODS, include_in_schema=False)
