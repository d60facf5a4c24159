"""A reverse proxy as a process's own server: it passes requests below a prefix on, with or without that prefix."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


def _proxy(upstream: str, prefix: str, strip: bool, said: dict[str, str], keep_host: bool) -> Starlette:
    client = httpx.AsyncClient(base_url=upstream, timeout=60)

    async def passed_on(request: Request) -> Response:
        path = request.url.path
        if path == prefix and strip:
            return RedirectResponse(f"{prefix}/")
        if not path.startswith(f"{prefix}/") and path != prefix:
            return Response("the proxy serves another site here", status_code=418)
        target = httpx.URL(path.removeprefix(prefix) if strip else path, query=request.url.query.encode())
        headers = [(k, v) for k, v in request.headers.items() if k not in _HOP]
        headers += [("Host" if keep_host else "X-Forwarded-Host", request.headers["host"]), *said.items()]
        sent = client.build_request(request.method, target, headers=headers, content=await request.body())
        got = await client.send(sent, stream=True, follow_redirects=False)

        async def body() -> AsyncIterator[bytes]:
            async for piece in got.aiter_raw():
                yield piece
            await got.aclose()

        answer = StreamingResponse(body(), got.status_code)
        answer.raw_headers = [(k.lower(), v) for k, v in got.headers.raw if k.decode().lower() not in _HOP]
        return answer

    methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
    return Starlette(routes=[Route("/{path:path}", passed_on, methods=methods)])


@contextmanager
def proxying(upstream: str, prefix: str, strip: bool, keep_host: bool = False, **said: Any) -> Iterator[str]:
    """The address of the proxy before `upstream`, its prefix included; `said` are headers that it adds.

    It passes the caller's Host on as such, or else as X-Forwarded-Host.
    """
    sock = socket.create_server(("127.0.0.1", 0))
    app = _proxy(upstream, prefix, strip, {k.replace("_", "-"): v for k, v in said.items()}, keep_host)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=lambda: server.run(sockets=[sock]), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{sock.getsockname()[1]}{prefix}"
    server.should_exit = True
    thread.join(10)
