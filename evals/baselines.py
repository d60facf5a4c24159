"""What simpler systems give for the same questions: one retriever's first clause, and LlamaIndex's tutorial.

The tutorial pipeline is `SimpleDirectoryReader` -> `SentenceSplitter` -> `VectorStoreIndex` on Chroma, all
with their defaults, and the best 3 chunks. It has the same embedding model as the system. With no language
model behind it, its answer is the chunks themselves, which is kind to it: a chunk holds several clauses, and
each counts as cited.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from evals.dataset import NO_LIMIT, Row
from evals.generate import Knowledge, first_clause, place_of
from evals.results import Cited, Place, Result
from index.embedding import Embedder, load_embedder
from kb.settings import Settings
from language.text import squeeze
from policy.answers import Filters, Hit
from policy.documents import Clause

POOL = 100  # clauses taken from the fusion before they are put in one retriever's order
TOP = 3  # chunks of the tutorial's answer
OVERLAP = 20  # characters that the edge of a chunk and a clause must share
_KEY = "policy_document"  # LlamaIndex keeps an id of its own under "document_id"


class FirstClause:
    """The first clause in the order of one retriever: `lexical` (BM25) or `dense`."""

    def __init__(self, kb: Knowledge, name: str, retriever: str, default: Filters = NO_LIMIT) -> None:
        self.name = name
        self._kb = kb
        self._retriever = retriever
        self._default = default

    def answer(self, row: Row) -> Result:
        """The best clause as it stands. The latency is that of the search, in which both retrievers ran."""
        start = time.perf_counter()
        hits = self._kb.search(row.q, POOL, row.filters(self._default))
        elapsed = (time.perf_counter() - start) * 1000
        return first_clause(row.id, self.name, reordered(hits, self._retriever), elapsed)


def reordered(hits: Sequence[Hit], retriever: str) -> list[Hit]:
    """The hits that a retriever scored, best first."""
    return sorted((h for h in hits if retriever in h.scores), key=lambda h: -h.scores[retriever])


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a corpus file as the splitter cut it."""

    document_id: str
    text: str


Retrieve = Callable[[str, Sequence[str]], Sequence[Chunk]]  # question, documents or none -> chunks, best first


class LlamaIndexTutorial:
    """The tutorial's pipeline as a system. `retrieve` is what `tutorial_index` makes."""

    name = "llamaindex"

    def __init__(self, retrieve: Retrieve, clauses: Sequence[Clause], default: Filters = NO_LIMIT) -> None:
        self._retrieve = retrieve
        self._default = default
        self._texts = [(clause, squeeze(clause.text)) for clause in clauses]

    def answer(self, row: Row) -> Result:
        """The best chunks, joined; a chunk cites each clause that it overlaps."""
        start = time.perf_counter()
        chunks = self._retrieve(row.q, row.filters(self._default).documents)
        elapsed = (time.perf_counter() - start) * 1000
        if not chunks:
            return Result(id=row.id, system=self.name, status="not_covered", latency_ms=round(elapsed, 3))
        cited = tuple(self._cited(c) for c in chunks)
        return Result(
            id=row.id,
            system=self.name,
            status="answered",
            answer="\n\n".join(c.text for c in chunks),
            cited=cited,
            ranked=cited,
            latency_ms=round(elapsed, 3),
        )

    def _cited(self, chunk: Chunk) -> Cited:
        squeezed = squeeze(chunk.text)
        document = Place(chunk.document_id, f"{chunk.document_id}#", "")
        own = [(c, text) for c, text in self._texts if c.document_id == chunk.document_id]
        places = [place_of(c) for c, text in own if overlaps(squeezed, text)]
        return Cited((document, *places), chunk.text)


def overlaps(chunk: str, clause: str) -> bool:
    """Whether two squeezed texts share words: the chunk holds the clause or has an edge in it."""
    if not chunk or not clause:
        return False
    return clause in chunk or chunk[:OVERLAP] in clause or chunk[-OVERLAP:] in clause


def corpus_files(corpus: Path) -> dict[Path, str]:
    """The files of a corpus that say what its documents say, with the document that each belongs to.

    Rules and cases are left out, as they are no part of a document's text.
    """
    files = {}
    for path in sorted(p for p in corpus.rglob("*") if p.is_file()):
        if path.name.startswith(".") or path.name.endswith(("rules.yaml", "cases.yaml", "facts.yaml")):
            continue
        folder = path.parent
        files[path] = folder.name if (folder / "document.yaml").is_file() else path.stem
    return files


def tutorial_nodes(corpus: Path) -> list[Any]:
    """The corpus read and split as in the tutorial. Filters know a document's id, the model does not."""
    from llama_index.core import SimpleDirectoryReader
    from llama_index.core.node_parser import SentenceSplitter

    files = corpus_files(corpus)
    ids: Mapping[str, str] = {str(path): document_id for path, document_id in files.items()}
    reader = SimpleDirectoryReader(input_files=list(files), file_metadata=lambda p: {_KEY: ids[p]})
    documents = reader.load_data()
    for document in documents:
        document.excluded_embed_metadata_keys.append(_KEY)
    return list(SentenceSplitter().get_nodes_from_documents(documents))


def tutorial_index(nodes: Sequence[Any], model: Embedder) -> Retrieve:
    """The nodes embedded and stored in Chroma's memory. Returns the retrieval of the best chunks."""
    import chromadb
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
    from llama_index.vector_stores.chroma import ChromaVectorStore

    client = chromadb.EphemeralClient(chromadb.Settings(anonymized_telemetry=False))
    store = ChromaVectorStore(chroma_collection=client.create_collection(f"tutorial-{uuid4().hex}"))
    index = VectorStoreIndex(
        list(nodes),
        storage_context=StorageContext.from_defaults(vector_store=store),
        embed_model=_adapter(model),
    )

    def retrieve(question: str, documents: Sequence[str]) -> list[Chunk]:
        among = MetadataFilter(key=_KEY, value=list(documents), operator=FilterOperator.IN)
        limit = MetadataFilters(filters=[among]) if documents else None
        retriever = index.as_retriever(similarity_top_k=TOP, filters=limit)
        nodes = (found.node for found in retriever.retrieve(question))
        return [Chunk(node.metadata[_KEY], node.get_content()) for node in nodes]

    return retrieve


def _adapter(model: Embedder) -> Any:
    """The model behind LlamaIndex's embedding interface."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class Adapter(BaseEmbedding):  # type: ignore[misc]
        def _get_query_embedding(self, query: str) -> list[float]:
            return [float(x) for x in model.query(query)]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in vector] for vector in model.passages(texts)]

    return Adapter()


def tutorial(kb: Knowledge, settings: Settings, default: Filters = NO_LIMIT) -> LlamaIndexTutorial:
    """The whole tutorial pipeline over the corpus that the knowledge base was made from."""
    retrieve = tutorial_index(tutorial_nodes(settings.corpus), load_embedder(settings.embedding_model))
    return LlamaIndexTutorial(retrieve, kb.clauses(), default)
