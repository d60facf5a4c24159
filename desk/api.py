"""The HTTP API, the agents' tools, and the desk mounted beside them, as one FastAPI application."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from desk.agents import make_server
from desk.agents_http import Endpoint, install_agents
from desk.api_description import PATH, install_description
from desk.api_errors import install_errors
from desk.api_health import install_health
from desk.api_library import install_library
from desk.api_openai import install_openai
from desk.api_questions import install_questions
from desk.keeping import Keeper
from desk.metrics import Metrics, ModelWatch
from desk.service import Service
from desk.version import version
from desk.web import STATIC, Guard
from desk.web_limits import BodyLimited, Limits, RateLimited
from desk.web_origin import named_origins
from desk.web_proxy import Forwarded, Prefixed
from desk.web_requests import Faults, Requests

if TYPE_CHECKING:
    from kb import KnowledgeBase, Settings

ABOUT = (
    "Answers from policy documents, each with the clauses that it rests on. Errors are "
    '`{"error": {"code", "message", "request_id"}}`; every response carries `X-Request-ID`.'
)


def create_app(
    kb: KnowledgeBase, max_question_chars: int = 4000, with_desk: bool = True, settings: Settings | None = None
) -> FastAPI:
    """The application over `kb`, which is loaded in the background once the server is up.

    `settings` say what stands around it: limits, proxies, prefix. Unless given, there are no limits and no proxy.
    """
    service = Service(kb, max_question_chars)
    metrics = Metrics(version(), service.size)
    keeper = Keeper(service, metrics)
    limits = _limits(settings)
    allowed = named_origins(settings.public_origins) if settings else frozenset()
    agents = Endpoint(make_server(service, metrics, keeper, version()), limits.body_bytes, allowed)
    app = FastAPI(
        title="PolicyDesk", description=ABOUT, version=version(), lifespan=_lifespan(service, metrics, agents),
        docs_url=None, redoc_url=None, openapi_url=PATH, redirect_slashes=False,
    )  # fmt: skip
    install_questions(app, service, metrics, keeper)
    install_library(app, service)
    install_openai(app, service, keeper)
    install_health(app, service, metrics)
    install_agents(app, agents)
    install_description(app)
    install_errors(app)
    app.mount("/desk", StaticFiles(directory=STATIC), name="static")
    if with_desk:
        from desk.pages import install_pages

        install_pages(app, service, metrics)
    _install_around(app, metrics, limits, settings)
    return app


def _lifespan(service: Service, metrics: Metrics, agents: Endpoint):  # type: ignore[no-untyped-def]
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.poke()
        watch, log = ModelWatch(metrics), logging.getLogger("policydesk")
        log.addHandler(watch)
        try:
            async with agents.running():
                yield
        finally:
            log.removeHandler(watch)

    return lifespan


def _limits(settings: Settings | None) -> Limits:
    if settings is None:
        return Limits()
    return Limits(
        settings.rate_limit_per_minute, settings.sign_in_limit_per_minute, settings.max_body_bytes, settings.max_upload_bytes
    )


def _install_around(app: FastAPI, metrics: Metrics, limits: Limits, settings: Settings | None) -> None:
    """What every request passes, from the inside out: what is added last is met first."""
    app.add_middleware(Prefixed)
    app.add_middleware(Faults)
    app.add_middleware(BodyLimited, limits=limits)
    app.add_middleware(RateLimited, limits=limits, metrics=metrics)
    app.add_middleware(Guard)
    app.add_middleware(Requests, metrics=metrics)
    trusted, prefix = (settings.trusted_proxies, settings.root_path) if settings else ("", "")
    app.add_middleware(Forwarded, trusted=trusted, prefix=prefix)
