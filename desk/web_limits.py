"""How much one address may ask in a minute, and how long what it sends may be."""

from __future__ import annotations

import ipaddress
import math
import re
import time
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.api_errors import error_response
from desk.metrics import Metrics

_DOORS = (
    ("api", re.compile(r"(GET|HEAD|POST|PUT|PATCH|DELETE) /(v1|mcp)(/.*)?")),
    ("chat", re.compile(r"POST (/staff)?/gradio_api/queue/join/?")),
    ("files", re.compile(r"POST /check/summary\.\w+|(GET|HEAD) /c/[^/]+/summary\.\w+")),
    ("sign_in", re.compile(r"POST /staff/login/?")),
)
_UPLOADS = re.compile(r"/staff/gradio_api/upload/?")


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests a minute from one address, 0 for any number; the longest body in bytes, and the longest upload of staff."""

    per_minute: int = 0
    sign_in_per_minute: int = 0
    body_bytes: int = 4 << 20
    upload_bytes: int = 256 << 20


class RateLimited:
    """ASGI middleware: 429 for an address that asks too much. The API, the chat, files to take away and the sign-in are counted apart."""

    def __init__(self, app: ASGIApp, limits: Limits, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        per_minute = {"api": limits.per_minute, "chat": limits.per_minute, "files": limits.per_minute, "sign_in": limits.sign_in_per_minute}
        self._items = {door: RateLimitItemPerMinute(n, namespace=door) for door, n in per_minute.items() if n}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        door = _door(scope) if scope["type"] == "http" else ""
        item = self._items.get(door)
        address = _address(scope)
        if item is None or self._limiter.hit(item, address):
            await self._app(scope, receive, send)
            return
        self._metrics.limited(door)
        wait = max(1, math.ceil(self._limiter.get_window_stats(item, address).reset_time - time.time()))
        message = f"too many requests from this address: at most {item.amount} a minute; try again in {wait} s"
        if door == "chat":
            message = f"提问太频繁，请 {wait} 秒后再试 · {message}"
        await error_response(429, "rate_limited", message, {"Retry-After": str(wait)})(scope, receive, send)


def _door(scope: Scope) -> str:
    asked = f"{scope['method']} {scope['path']}"
    return next((door for door, pattern in _DOORS if pattern.fullmatch(asked)), "")


def _address(scope: Scope) -> str:
    """Who is counted: an IPv4 address, or the /64 network that a subscriber has in IPv6."""
    host = (scope.get("client") or ("",))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)


class BodyLimited:
    """ASGI middleware: 413 for a body that is too long, whether it says so or comes in pieces that don't."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limits.upload_bytes if _UPLOADS.fullmatch(scope["path"]) else self._limits.body_bytes
        said = Headers(scope=scope).get("content-length", "")
        if said.isdecimal() and int(said) > limit:
            await _too_long(limit, scope, receive, send)
            return
        await _Counted(limit, scope, receive, send).serve(self._app)


class _Counted:
    """One request whose body is counted as it comes. What the routes make of a body cut short is not sent."""

    def __init__(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        self._limit = limit
        self._scope, self._receive, self._send = scope, receive, send
        self._got = 0
        self._over = self._begun = False

    async def serve(self, app: ASGIApp) -> None:
        try:
            await app(self._scope, self.receive, self.send)
        except HTTPException:
            if not self._over:
                raise
        if self._over and not self._begun:
            await _too_long(self._limit, self._scope, self._receive, self._send)

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._got += len(message.get("body", b""))
            if self._got > self._limit:
                self._over = True
                raise HTTPException(413)
        return message

    async def send(self, message: Message) -> None:
        if self._over and not self._begun:
            return
        self._begun = True
        await self._send(message)


async def _too_long(limit: int, scope: Scope, receive: Receive, send: Send) -> None:
    message = f"the body is longer than {limit} bytes; send less at once"
    await error_response(413, "too_large", message, {"Connection": "close"})(scope, receive, send)
