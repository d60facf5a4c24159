"""The agents' tools at `/mcp`, by streamable HTTP; each request stands for itself, so there are no sessions to keep."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from mcp.server import MCPServer
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from desk.api_errors import error_response
from desk.web_origin import Place, own_page

PATH = "/mcp"
_FOREIGN = "requests from pages of another host are refused; POLICYDESK_PUBLIC_ORIGINS names pages that may call"


class Endpoint:
    """The ASGI endpoint. It serves while `running`, which the application's lifespan enters."""

    def __init__(self, server: MCPServer[Any], body_bytes: int, allowed: Collection[Place] = ()) -> None:
        """`allowed` are the origins of pages that may call besides those served here."""
        self._server = server
        self._allowed = allowed
        self._body_bytes = body_bytes
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The library's manager serves once only: each start of the application has a new one."""
        self._manager = StreamableHTTPSessionManager(
            self._server._lowlevel_server, json_response=True, stateless=True, max_request_body_size=self._body_bytes
        )
        async with self._manager.run():
            yield
        self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. A page of another host is refused, as the protocol asks."""
        if not own_page(scope, self._allowed):
            await error_response(403, "forbidden", _FOREIGN)(scope, receive, send)
        elif self._manager is None:
            await error_response(503, "not_ready", "the server is starting or stopping")(scope, receive, send)
        else:
            await self._manager.handle_request(scope, receive, send)


def install_agents(app: FastAPI, endpoint: Endpoint) -> None:
    """The endpoint at its path, with a slash at the end or not."""
    for path in (PATH, f"{PATH}/"):
        app.router.routes.append(Route(path, endpoint, include_in_schema=False))
