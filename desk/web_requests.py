"""What every request has: an id in and out, one log line, its place in the metrics, and an answer where code fails."""

from __future__ import annotations

import logging
import re
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.api_errors import FAULT, error_response
from desk.logs import REQUESTS
from desk.metrics import Metrics
from desk.request_context import SCOPE, Request, current, request_id

HEADER = "X-Request-ID"
CLOSED = 499  # in logs and metrics: the caller went away before the answer began
# Asked for all the time, by machines or with each page: told at level debug, unless they fail.
_QUIET = re.compile(r"/(healthz|readyz|metrics|desk|assets|static|theme\.css|favicon\.ico|staff/(desk|assets|static|theme\.css))(/|$)")
log = logging.getLogger(REQUESTS)
faults = logging.getLogger("policydesk")


class Requests:
    """ASGI middleware: ids, log lines, metrics. The outermost but for what reads a proxy's headers."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin, path = time.monotonic(), scope["path"]
        request = Request(request_id(Headers(scope=scope).get(HEADER, "")), path)
        scope[SCOPE] = request
        status = CLOSED

        async def sender(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request.id
            await send(message)

        token = current.set(request)
        try:
            await self._app(scope, receive, sender)
        finally:
            self._tell(scope, path, status, time.monotonic() - begin)
            current.reset(token)

    def _tell(self, scope: Scope, path: str, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.requested(method, _route(scope, path), status, seconds)
        fields = {"method": method, "path": path[:300], "status": status, "ms": round(seconds * 1000, 1)}
        level = logging.DEBUG if _QUIET.match(path) and status < 500 else logging.INFO
        log.log(logging.ERROR if status == 500 else level, "request", extra=fields)


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def _route(scope: Scope, path: str) -> str:
    """The route as it is written down, so that there are few; what the desk's pages ask for by its first part."""
    template = getattr(scope.get("route"), "path", "")
    if template and template not in ("", "/"):
        return str(template)
    first = path.split("/", 2)[1] if path.count("/") else ""
    if first in ("gradio_api", "staff"):
        return f"/{first}"
    return "/" if path == "/" else "other"


class Faults:
    """ASGI middleware: a fault of ours is logged and answered in our one form; nothing of it is given away."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sender(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sender)
        except Exception:
            faults.exception("%s %s failed", scope["method"], current.get().path)
            if begun:
                raise
            await error_response(500, "internal", FAULT)(scope, receive, send)
