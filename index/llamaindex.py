"""PolicyDesk for people who build on LlamaIndex: its retriever and its query engine, over our search and our answers.

    retriever = PolicyRetriever(lambda question: knowledge_base.search(question, k=5))
    engine = PolicyQueryEngine(knowledge_base.ask)

Imports llama-index, which takes a second, so nothing of ours imports this file before it is asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from policy.answers import Answer, Citation, Hit

Search = Callable[[str], list[Hit]]
Ask = Callable[[str], Answer]

# What a language model or an embedding should read of a node is its text, heading and path, and no ids or offsets.
_FOR_CODE = ["clause_id", "document_id", "start", "end", "n", "source"]


class PolicyRetriever(BaseRetriever):  # type: ignore[misc]
    """Clauses as nodes, best first. A node's metadata: clause_id, document_id, document, heading, path (joined by
    ` / `), start and end (characters in the document)."""

    def __init__(self, search: Search) -> None:
        """`search` takes a question and gives hits."""
        super().__init__()
        self._search = search

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [NodeWithScore(node=_hit_node(hit), score=hit.score) for hit in self._search(query_bundle.query_str)]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


class PolicyQueryEngine(BaseQueryEngine):  # type: ignore[misc]
    """Answers as responses: the text, the citations as source nodes, and the rest of the answer, in its JSON form, as the
    response's metadata. A citation's node has its quote as text; start and end there are characters in the clause."""

    def __init__(self, ask: Ask) -> None:
        """`ask` takes a question and gives its answer."""
        super().__init__(callback_manager=None)
        self._ask = ask

    def _get_prompt_modules(self) -> dict[str, object]:
        """None: an answer is not made from prompts that could be swapped here."""
        return {}

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._ask(query_bundle.query_str)
        nodes = [NodeWithScore(node=_citation_node(citation)) for citation in answer.citations]
        rest = {k: v for k, v in answer.to_dict().items() if k not in ("answer", "citations")}
        return Response(response=answer.answer, source_nodes=nodes, metadata=rest)

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)


def _hit_node(hit: Hit) -> TextNode:
    clause = hit.clause
    metadata = _metadata(clause.clause_id, hit.document.id, hit.document.title, clause.heading, clause.path)
    return _node(clause.clause_id, clause.text, metadata | {"start": clause.start, "end": clause.end})


def _citation_node(citation: Citation) -> TextNode:
    metadata = _metadata(citation.clause_id, citation.document_id, citation.document, citation.heading, citation.path)
    place = {"start": citation.start, "end": citation.end, "n": citation.n, "source": citation.source}
    return _node(f"{citation.clause_id}[{citation.n}]", citation.quote, metadata | place)


def _metadata(clause_id: str, document_id: str, document: str, heading: str, path: tuple[str, ...]) -> dict[str, object]:
    return {
        "clause_id": clause_id,
        "document_id": document_id,
        "document": document,
        "heading": heading,
        "path": " / ".join(path),
    }


def _node(node_id: str, text: str, metadata: dict[str, object]) -> TextNode:
    return TextNode(
        id_=node_id,
        text=text,
        metadata=metadata,
        excluded_llm_metadata_keys=_FOR_CODE,
        excluded_embed_metadata_keys=_FOR_CODE,
    )
