"""The vector store: an embedded, persistent Chroma, reached through LlamaIndex. Nothing here touches the network.

Imports chromadb and llama-index, which takes seconds, so only `Index` imports this file, when it first needs it.

Chroma does not expect two processes in one folder: a process goes on seeing the graph that it loaded, and one that
writes from an outdated graph overwrites what the other stored (chroma issues #3792 and #2399; seen with 1.5.9). Hence
the rules kept here: nobody loads the graph while another writes, every write begins with a newly loaded graph, and
`refresh` loads it anew. A row's id names its text, so a row is never changed, only added and deleted.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from filelock import FileLock, Timeout
from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore
from numpy.typing import NDArray

from index.cache import remedy
from index.units import Passage
from policy.errors import PolicyDeskError

Vector = NDArray[np.float32]

_BATCH = 500  # rows an insert: about a third of a second, for which a search may wait
_LOCK_SECONDS = 300.0
# Looks twice as far as Chroma does by default: a millisecond for fewer misses.
_GRAPH = {"hnsw": {"space": "cosine", "ef_search": 200}}

_instances = itertools.count()


class VectorStore:
    """The rows of one model: one Chroma collection. Threads may share it."""

    def __init__(self, folder: Path, collection: str, dimensions: int) -> None:
        """Opens nothing yet. `collection` is Chroma's name for it, `dimensions` the length of a vector."""
        self._folder = folder
        self._name = collection
        self._dimensions = dimensions
        # Chroma keeps one graph for a path in a process, however often it is opened. A spelling of its own gives each
        # store its own graph, so that `refresh` means the same beside another store as beside another process.
        self._path = str(folder) + "".join("/." if bit == "1" else "/" for bit in f"{next(_instances):b}")
        self._lock = threading.RLock()
        self._client: chromadb.ClientAPI | None = None
        self._store: ChromaVectorStore | None = None

    def refresh(self) -> None:
        """Sees what other processes have stored. Raises PolicyDeskError if the store can't be read."""
        if not (self._folder / "chroma.sqlite3").is_file():
            self.close()
            return
        with self._exclusive(), self._lock, self._explained():
            self._open(create=False)

    def ids(self) -> set[str]:
        """The ids of all rows, also those that others stored since `refresh`."""
        with self._lock, self._explained():
            return set(self._store.client.get(include=[])["ids"]) if self._store else set()

    def add(self, passages: Sequence[Passage], vectors: Callable[[Sequence[Passage]], Vector]) -> None:
        """Stores the passages; those held already are passed over. Killed halfway, it leaves whole rows only.

        `vectors` gives the vectors (n, d) of a batch of passages.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._exclusive(), self._explained():
            with self._lock:
                self._open(create=True)
            for start in range(0, len(passages), _BATCH):
                batch = passages[start : start + _BATCH]
                nodes = [_node(p, v) for p, v in zip(batch, vectors(batch), strict=True)]
                with self._lock:
                    assert self._store is not None
                    self._store.add(nodes)

    def delete(self, ids: Iterable[str]) -> int:
        """Deletes rows, and says how many. Processes that loaded the graph earlier may still find them."""
        doomed = sorted(ids)
        if not doomed:
            return 0
        with self._exclusive(), self._lock, self._explained():
            self._open(create=False)
            for start in range(0, len(doomed), _BATCH):
                if self._store:
                    self._store.delete_nodes(doomed[start : start + _BATCH])
        return len(doomed)

    def nearest(self, vector: Vector, most: int, documents: Collection[str] | None) -> list[tuple[str, float]] | None:
        """The ids of the `most` rows nearest to `vector` (d,) with their cosines, nearest first.

        `documents`, not empty, limits the rows to those documents (None: no limit). None where nothing was ever stored.
        """
        where = {"document_id": {"$in": sorted(documents)}} if documents is not None else None
        with self._lock, self._explained():
            if self._store is None:
                return None
            # Not through LlamaIndex's query, which reads each row's metadata and vector from the database as well.
            found = self._store.client.query(query_embeddings=[vector.tolist()], n_results=most, where=where, include=["distances"])
        distances = found["distances"]
        return [(i, 1 - distance) for i, distance in zip(found["ids"][0], distances[0] if distances else (), strict=True)]

    def close(self) -> None:
        """Lets go of the files; `refresh` opens them again."""
        with self._lock:
            self._store = None
            if self._client is not None:
                self._client.close()
                self._client = None

    def _open(self, *, create: bool) -> None:
        """Loads the graph anew. The caller holds both locks."""
        self.close()
        self._client = chromadb.PersistentClient(self._path, settings=Settings(anonymized_telemetry=False))
        try:
            collection = (
                self._client.get_or_create_collection(self._name, configuration=_GRAPH, embedding_function=None)
                if create
                else self._client.get_collection(self._name, embedding_function=None)
            )
        except NotFoundError:
            return  # another model's collection may be there
        if collection.count():  # the graph is loaded by the first query, which must not be while another writes
            collection.query(query_embeddings=[[1.0] + [0.0] * (self._dimensions - 1)], n_results=1, include=[])
        self._store = ChromaVectorStore(chroma_collection=collection)

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        """One process at a time. The system takes the lock back from a process that dies."""
        try:
            with FileLock(self._folder / "lock", timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            raise PolicyDeskError(
                f"another process has held the vector store in {self._folder} for {_LOCK_SECONDS:.0f} s: is an ingest hanging?"
            ) from error

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except ChromaError as error:
            raise PolicyDeskError(
                f"the vector store in {self._folder} failed ({error}): {remedy(error, 'that folder')}"
            ) from error


def _node(passage: Passage, vector: Vector) -> TextNode:
    """A row without its text: what a hit shows comes from the clause, never from the store."""
    return TextNode(
        id_=passage.id,
        text="",
        embedding=vector.tolist(),
        metadata={"clause_id": passage.clause_id},
        # LlamaIndex writes the source's id to the row's field `document_id`, which the filter reads.
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document_id)},
    )
