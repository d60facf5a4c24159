"""The tools that agents get by the Model Context Protocol: search, ask, match, clause."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from typing import Annotated, Any, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from desk.api_models import AnswerObject, ClauseInDocument, HitsObject, VerdictsObject
from desk.keeping import Keeper
from desk.metrics import Metrics
from desk.service import Service
from policy.answers import Filters
from policy.errors import PolicyDeskError

WAIT_SECONDS = 60.0
INSTRUCTIONS = (
    "A knowledge base of Chinese policy documents. `ask` answers a question with cited clauses, or says that the documents "
    "don't; pass its text on with its [1] marks, citations and notes, and add no figure of your own. `search` finds clauses, "
    "`clause` gives one in full with its document, `match` decides what an applicant qualifies for."
)
_T = TypeVar("_T")
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)

Region = Annotated[str, Field(default="", max_length=200, description="province, city or district, such as 浙江省; \"\" for any")]
Documents = Annotated[list[str], Field(default=[], max_length=50, description="ids of documents: nothing else is looked at")]
On = Annotated[date | None, Field(default=None, description="the day asked about, YYYY-MM-DD; today unless told")]


def make_server(service: Service, metrics: Metrics, keeper: Keeper, version: str) -> MCPServer[Any]:
    """The server with its tools, for either transport."""

    @asynccontextmanager
    async def lifespan(_: MCPServer[Any]) -> AsyncIterator[None]:
        service.poke()  # once standard output is the protocol's: loading may print
        yield

    with _logging_left_alone():
        server: MCPServer[Any] = MCPServer(
            "policydesk", title="PolicyDesk", instructions=INSTRUCTIONS, version=version, lifespan=lifespan
        )
    tools = _Tools(service, metrics, keeper)
    server.tool(title="Search clauses", annotations=_READS)(tools.search)
    server.tool(title="Ask the policy documents", annotations=_READS)(tools.ask)
    server.tool(title="What an applicant qualifies for", annotations=_READS)(tools.match)
    server.tool(title="One clause in full", annotations=_READS)(tools.clause)
    return server


class _Tools:
    """The tools; their docstrings and types are what agents see."""

    def __init__(self, service: Service, metrics: Metrics, keeper: Keeper) -> None:
        self._service, self._metrics, self._keeper = service, metrics, keeper

    def search(
        self, query: Annotated[str, Field(description="what to look for, in plain words; Chinese finds most")],
        k: Annotated[int, Field(default=10, ge=1, le=100, description="how many clauses at most")] = 10,
        region: Region = "", documents: Documents = [], on: On = None,  # noqa: B006 - never changed
    ) -> HitsObject:  # fmt: skip
        """Find the clauses nearest to a query, best first. A clause found need not answer: use `ask` for an answer."""
        filters = Filters(tuple(documents), region.strip(), on)
        hits = _told(lambda: self._service.search(query, k, filters, wait=WAIT_SECONDS))
        return HitsObject.model_validate({"hits": [hit.to_dict() for hit in hits]})

    def ask(
        self, question: Annotated[str, Field(description="one question, in the caller's own words")],
        region: Region = "", documents: Documents = [], on: On = None,  # noqa: B006 - never changed
    ) -> AnswerObject:  # fmt: skip
        """Answer a question with verbatim citations, or say that the documents don't cover it.

        `status` is answered, partial, not_covered, clarify or refused. Figures that were worked out carry their formula.
        """
        begin, filters = time.monotonic(), Filters(tuple(documents), region.strip(), on)
        answer = _told(lambda: self._service.ask(question, filters, wait=WAIT_SECONDS))
        answer_id = self._keeper.given(answer, "mcp", time.monotonic() - begin, filters)
        return AnswerObject.model_validate({**answer.to_dict(), "answer_id": answer_id})

    def match(
        self,
        facts: Annotated[dict[str, Any], Field(default={}, description="facts of the applicant by name, such as {\"region\": \"丽水市\", \"compute_contract_yuan\": 600000}; amounts in 元")] = {},  # noqa: B006
        text: Annotated[str, Field(default="", description="what is known of the applicant, in plain words")] = "",
        region: Region = "", on: On = None,
    ) -> VerdictsObject:  # fmt: skip
        """Decide for each measure whether an applicant qualifies, and for how much at most; give facts, a text, or both.

        What is not told is unknown, never met. `next_questions` are worth asking first.
        """
        verdicts = _told(lambda: self._service.match(facts, text.strip(), region.strip(), on))
        self._metrics.matched(verdicts)
        return VerdictsObject.model_validate(verdicts.to_dict())

    def clause(
        self, clause_id: Annotated[str, Field(description="as `ask` and `search` give it, such as zj-2025-ai-measures#加强算力券支持")]
    ) -> ClauseInDocument:
        """One clause in full, with its place and the facts of its document (文号, issuer, dates in force)."""
        clause, document = _told(lambda: self._service.clause(clause_id))
        about = {
            "id": document.id, "title": document.title, "metadata": document.metadata.to_dict(),
            "clause_count": len(document.clauses),
        }  # fmt: skip
        return ClauseInDocument.model_validate({**clause.to_dict(), "document": about})


def _told(work: Callable[[], _T]) -> _T:
    """What `work` gives; an error of ours as one that the agent reads."""
    try:
        return work()
    except PolicyDeskError as error:
        raise ToolError(str(error)) from error


@contextmanager
def _logging_left_alone() -> Iterator[None]:
    """The library sets up the logging of the whole process, unless that is set up already."""
    root, stand_in = logging.getLogger(), logging.NullHandler()
    root.addHandler(stand_in)
    try:
        yield
    finally:
        root.removeHandler(stand_in)
