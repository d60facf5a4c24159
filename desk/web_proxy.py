"""What a proxy says of a request, believed where the proxy is one that the settings name, and unsaid where it isn't.

The path prefix is the settings' or, from a trusted proxy, X-Forwarded-Prefix; it makes no difference whether the proxy
leaves it on the path or takes it off. `Forwarded` comes before all other middleware, which see paths without the prefix;
`Prefixed` comes after, and gives the routes the path as the ASGI specification has it, prefix and all.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from desk.web_origin import HOST_SAID

PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)+")
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,255}")
_SAID = re.compile(rb"forwarded|x-forwarded-.*|x-gradio-server|x-real-ip")


class Forwarded:
    """ASGI middleware: the caller's address, scheme, host and prefix, from the proxy that is trusted to know."""

    def __init__(self, app: ASGIApp, trusted: str, prefix: str) -> None:
        """`trusted` are addresses and networks, comma-separated; `prefix` begins with a slash and does not end with one."""
        self._app = app
        self._prefix = prefix
        self._trusted = trusted
        self._known = ProxyHeadersMiddleware(self._placed, trusted_hosts=trusted)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = Headers(scope=scope)
        peer = (scope.get("client") or ("", 0))[0]
        prefix, host = self._prefix, ""
        trusted = bool(self._trusted) and peer in self._known.trusted_hosts
        if trusted:
            sent = said.get("x-forwarded-prefix", "").rstrip("/")
            prefix = sent if PREFIX.fullmatch(sent) else prefix
            host = said.get("x-forwarded-host", "").split(",")[0].strip()
        scope = {**scope, "root_path": prefix}
        if host and _HOST.fullmatch(host):
            kept = [(k, v) for k, v in scope["headers"] if k != b"host"]
            scope["headers"] = [*kept, (b"host", host.encode())]
            scope[HOST_SAID] = True
        await (self._known if trusted else self._placed)(scope, receive, send)  # type: ignore[arg-type]

    async def _placed(self, scope: Scope, receive: Receive, send: Send) -> None:
        prefix, path = scope["root_path"], scope["path"]
        if prefix and path == prefix:
            await RedirectResponse(f"{prefix}/", 307)(scope, receive, send)
            return
        if prefix and path.startswith(f"{prefix}/"):
            scope["path"] = path[len(prefix) :]
        scope["headers"] = [(k, v) for k, v in scope["headers"] if not _SAID.fullmatch(k)]
        await self._app(scope, receive, send)


class Prefixed:
    """ASGI middleware: the prefix back on the path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http" and scope.get("root_path"):
            scope["path"] = scope["root_path"] + scope["path"]
            scope["raw_path"] = scope["root_path"].encode() + (scope.get("raw_path") or b"")
        await self._app(scope, receive, send)
