"""What stands around every response: security headers, closed doors, a page that asks no other host."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(__file__).parent / "static"

# Gradio's components compile templates with Function() and set style attributes: hence the two 'unsafe-'.
_CSP = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Doors of Gradio that the desk has no use for: files in, files out, other hosts, run history, its own API.
_CLOSED = re.compile(
    r"/(gradio_api/)?(upload|file[=/]|proxy=|deep_link|runs?\b|run-history|api/|call/|component_server|stream/"
    r"|process_recording|vibe|undo-vibe|custom_component|monitoring|openapi\.json|info\b|dev/)"
)
_FOREIGN_META = re.compile(r"<meta\s+(?:property|name)=\"(?:og|twitter):[^>]*?/?>", re.DOTALL)
_HEAD = (
    "<title>政策问答 · PolicyDesk</title>"
    '<meta name="description" content="依据政策原文作答,每个结论都有出处">'
    '<meta name="color-scheme" content="light dark">'
    '<link rel="stylesheet" href="./desk/desk.css">'
)
_SCRIPT = '<script src="./desk/desk.js" defer></script>'  # before Gradio's own, which is deferred too


class Guard:
    """ASGI middleware for all of the above."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _CLOSED.match(scope["path"]):
            closed = JSONResponse({"error": {"code": "not_found", "message": "not offered here"}}, status_code=404)
            await closed(scope, receive, send)
            return
        if scope["path"] == "/":
            scope = _uncompressed(scope)
        own = not scope["path"].startswith("/gradio_api")
        await self._app(scope, receive, _Sender(send, secrets.token_urlsafe(16), own))


class _Sender:
    """Adds the headers to a response; rewrites it where it is a page, or an error in Gradio's form."""

    def __init__(self, send: Send, nonce: str, own: bool) -> None:
        self._send = send
        self._nonce = nonce
        self._own = own  # whether the path is outside Gradio's own API, whose client reads Gradio's errors
        self._start: Message | None = None
        self._rewrite: Callable[[str], str] | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers["Content-Security-Policy"] = _CSP.format(nonce=self._nonce)
            self._rewrite = self._rewriter(message["status"], headers.get("content-type", ""))
            if self._rewrite is not None:
                self._start = message
                return
        elif self._start is not None and self._rewrite is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = self._rewrite(self._body.decode()).encode()
            MutableHeaders(scope=self._start)["content-length"] = str(len(body))
            await self._send(self._start)
            message = {"type": "http.response.body", "body": body}
        await self._send(message)

    def _rewriter(self, status: int, kind: str) -> Callable[[str], str] | None:
        if kind.startswith("text/html"):
            return lambda page: rewrite_page(page, self._nonce)
        if status >= 400 and self._own and kind.startswith("application/json"):
            return lambda body: rewrite_error(body, status)
        return None


def rewrite_error(body: str, status: int) -> str:
    """An error in our one form, also where Gradio answered `{"detail": ...}`; "" (to HEAD) stays as it is."""
    try:
        given = json.loads(body)
    except ValueError:
        return body
    if not isinstance(given, dict) or "error" in given:
        return body
    error = {"code": HTTPStatus(status).name.lower(), "message": str(given.get("detail", "it failed"))}
    return json.dumps({"error": error}, ensure_ascii=False)


def rewrite_page(page: str, nonce: str) -> str:
    """Gradio's page in Chinese, with our style and script, no links to other hosts, a nonce on scripts."""
    page = _FOREIGN_META.sub("", page)
    page = page.replace('lang="en"', 'lang="zh-CN"', 1)
    page = page.replace("<script", f"{_SCRIPT}<script", 1).replace("</head>", f"{_HEAD}</head>", 1)
    return re.sub(r"<script(?=[\s>])", f'<script nonce="{nonce}"', page)


def _uncompressed(scope: Scope) -> Scope:
    headers = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
    return {**scope, "headers": headers}
