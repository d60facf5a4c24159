"""`policydesk mcp`: the agents' tools on standard input and output, for an agent that starts this program itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio

from desk.agents import make_server
from desk.keeping import Keeper
from desk.logs import configure
from desk.metrics import Metrics
from desk.service import Service
from desk.version import version
from kb.privacy import mask

if TYPE_CHECKING:
    from kb import KnowledgeBase, Settings


def serve_stdio(kb: KnowledgeBase, settings: Settings) -> None:
    """Serve until standard input ends. Standard output holds the protocol alone: the library keeps all else off it."""
    configure(settings.log_format, settings.log_level, mask)
    service, metrics = Service(kb, settings.max_question_chars), Metrics(version())
    server = make_server(service, metrics, Keeper(service, metrics), version())
    try:
        anyio.run(server.run_stdio_async)
    finally:
        kb.close()
