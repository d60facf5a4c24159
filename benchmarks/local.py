"""Embedding speed beside the plain LlamaIndex pipeline, and the latency of answers, in this process."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

from evals.baselines import tutorial_index, tutorial_nodes
from evals.dataset import Row
from evals.score import percentile
from index.embedding import Embedder, Vector, load_embedder
from kb import KnowledgeBase, Settings

WARM_UP = 5
LIBRARIES = ("sentence_transformers", "chromadb", "llama_index.core", "llama_index.vector_stores.chroma")


class Timed:
    """An embedder that adds up what it was given and how long it took."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.name = inner.name
        self.dimensions = inner.dimensions
        self.seconds = 0.0
        self.texts = 0
        self.characters = 0

    def passages(self, texts: Sequence[str]) -> Vector:
        """As the inner embedder, timed."""
        start = time.perf_counter()
        vectors = self._inner.passages(texts)
        self.seconds += time.perf_counter() - start
        self.texts += len(texts)
        self.characters += sum(len(text) for text in texts)
        return vectors

    def query(self, text: str) -> Vector:
        """As the inner embedder."""
        return self._inner.query(text)

    def queries(self, texts: Sequence[str]) -> Vector:
        """As the inner embedder."""
        return self._inner.queries(texts)


def import_everything() -> None:
    """Import the libraries of both sides, so that neither side's time holds it."""
    for name in LIBRARIES:
        import_module(name)


def ingest(settings: Settings) -> dict[str, Any]:
    """The corpus brought into an empty knowledge base, model loading included in `total`."""
    start = time.perf_counter()
    with closing(KnowledgeBase(settings)) as kb:
        report = kb.ingest()
        total = time.perf_counter() - start
        characters = sum(len(clause.text) for clause in kb.clauses())
    return _speed(report.embedded, report.seconds, total, characters)


def tutorial(settings: Settings) -> dict[str, Any]:
    """The same files through the plain pipeline. Its pieces are longer and overlap: compare characters and `total`."""
    start = time.perf_counter()
    model = Timed(load_embedder(settings.embedding_model))
    tutorial_index(tutorial_nodes(settings.corpus), model)
    return _speed(model.texts, model.seconds, time.perf_counter() - start, model.characters)


def _speed(pieces: int, seconds: float, total: float, characters: int) -> dict[str, Any]:
    return {
        "pieces": pieces,
        "characters": characters,
        "embedding_s": round(seconds, 2),
        "total_s": round(total, 2),
        "pieces_per_s": round(pieces / seconds, 1) if seconds else None,
        "characters_per_s": round(characters / seconds) if seconds else None,
    }


def ask(settings: Settings, rows: Sequence[Row]) -> dict[str, Any]:
    """Milliseconds of `ask` over the questions, after loading and a warm-up."""
    times = []
    with closing(KnowledgeBase(settings)) as kb:
        start = time.perf_counter()
        kb.load()
        load = time.perf_counter() - start
        for row in rows[:WARM_UP]:
            kb.ask(row.q, row.filters(), row.history)
        for row in rows:
            start = time.perf_counter()
            kb.ask(row.q, row.filters(), row.history)
            times.append((time.perf_counter() - start) * 1000)
    times.sort()
    return {
        "questions": len(times),
        "load_s": round(load, 2),
        "p50_ms": round(percentile(times, 50), 1),
        "p95_ms": round(percentile(times, 95), 1),
        "max_ms": round(times[-1], 1),
    }


def temporary(settings: Settings, folder: Path) -> Settings:
    """The same settings with an empty data folder."""
    return settings.model_copy(update={"data": folder})
