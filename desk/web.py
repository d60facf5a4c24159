"""What stands around every response: security headers, closed doors, a page that asks no other host."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.api_errors import error_body

STATIC = Path(__file__).parent / "static"

# Gradio's components compile templates with Function() and set style attributes: hence the two 'unsafe-'.
_CSP = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, browsers hide the Origin of a form of our own
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Doors of Gradio that the desk has no use for: files in, files out, other hosts, run history, its own API.
# Staff may upload: who has no session is turned away under /staff before.
_CLOSED = re.compile(
    r"(/(?!staff/)|/staff/(?!gradio_api/upload(_progress)?$))(gradio_api/)?(upload|file[=/]|proxy=|deep_link|runs?\b|run-history|api/|call/|component_server|stream/"
    r"|process_recording|vibe|undo-vibe|custom_component|monitoring|openapi\.json|info\b|dev/)"
)
_FOREIGN_META = re.compile(r"<meta\s+(?:property|name)=\"(?:og|twitter):[^>]*?/?>|<link rel=\"manifest\"[^>]*>", re.DOTALL)
_HEAD = (
    "<title>政策问答 · PolicyDesk</title>"
    '<link rel="icon" href="./favicon.ico">'
    '<meta name="description" content="依据政策原文作答,每个结论都有出处">'
    '<meta name="color-scheme" content="light dark">'
)
# Where Gradio's pages are, and the way from there to our own files.
_GRADIO_PAGES = {"/": "./", "/staff/": "../"}


class Guard:
    """ASGI middleware for all of the above."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = local_path(scope)
        if _CLOSED.match(path):
            closed = JSONResponse(error_body(404, "not_found", "not offered here"), status_code=404)
            await closed(scope, receive, send)
            return
        if path in _GRADIO_PAGES:
            scope = _uncompressed(scope)
        await self._app(scope, receive, _Sender(send, secrets.token_urlsafe(16), path))


class _Sender:
    """Adds the headers to a response; rewrites it where it is a page, or an error in Gradio's form."""

    def __init__(self, send: Send, nonce: str, path: str) -> None:
        self._send = send
        self._nonce = nonce
        self._up = _GRADIO_PAGES.get(path)
        # Outside Gradio's own API, whose client reads Gradio's errors.
        self._own = not path.startswith(("/gradio_api", "/staff/gradio_api"))
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
        up = self._up
        if up is not None and kind.startswith("text/html") and status == 200:
            return lambda page: rewrite_page(page, self._nonce, up)
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
    message = str(given.get("detail", "it failed"))
    return json.dumps(error_body(status, HTTPStatus(status).name.lower(), message), ensure_ascii=False)


def rewrite_page(page: str, nonce: str, up: str = "./") -> str:
    """Gradio's page in Chinese, with our styles and scripts, no links to other hosts, a nonce on scripts.

    `up` is the relative address of the application's root.
    """
    page = _FOREIGN_META.sub("", page)
    page = page.replace('lang="en"', 'lang="zh-CN"', 1)
    # Ours before Gradio's, whose script is deferred too.
    page = page.replace("<script", f"{_scripts(up)}<script", 1).replace("</head>", f"{_HEAD}{styles(up)}</head>", 1)
    return re.sub(r"<script(?=[\s>])", f'<script nonce="{nonce}"', page)


def styles(up: str) -> str:
    """Links to all of our style sheets, the shared one first."""
    return "".join(f'<link rel="stylesheet" href="{up}desk/{name}">' for name in _files(".css"))


def script(name: str, up: str) -> str:
    """One of our scripts."""
    return f'<script src="{up}{name}" defer></script>'


def _scripts(up: str) -> str:
    return "".join(script(f"desk/{name}", up) for name in _files(".js"))


@cache
def _files(suffix: str) -> tuple[str, ...]:
    """Our files of one kind, desk.* first, each with a mark of its content: a newer one is fetched at once."""
    found = sorted(STATIC.glob(f"*{suffix}"), key=lambda f: (f.stem != "desk", f.name))
    return tuple(f"{f.name}?v={hashlib.sha256(f.read_bytes()).hexdigest()[:8]}" for f in found)


def local_path(scope: Scope) -> str:
    """The path of a request below the address that the application is mounted at."""
    path, root = str(scope["path"]), str(scope.get("root_path", "")).rstrip("/")
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


def _uncompressed(scope: Scope) -> Scope:
    headers = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
    return {**scope, "headers": headers}
