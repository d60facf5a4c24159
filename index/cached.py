"""An embedder that is loaded when it is first needed and that makes no vector of a passage twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from index.cache import Cache, batches
from index.embedding import BATCH, Embedder, clean, load_embedder, model_name
from index.fusion import Spread
from index.units import text_digest
from policy.errors import PolicyDeskError

Vector = NDArray[np.float32]

_READ = 2_000  # vectors read at a time
_QUESTIONS = 256  # vectors of questions kept in memory
_AS_QUESTION = "question\x1f"


def question_digest(text: str) -> str:
    """What the vector of a text as a question is kept by."""
    return text_digest(_AS_QUESTION + text)


class CachedEmbedder:
    """The embedder of `model`, or the one given, with the vectors kept in `cache`. Threads may share it."""

    def __init__(self, model: str, cache: Cache, embedder: Embedder | None = None) -> None:
        """Loads nothing. Raises BadArgument for a model that can't exist."""
        self.name = embedder.name if embedder else model_name(model)
        self._model = model
        self._cache = cache
        self._embedder = embedder
        self._lock = threading.Lock()
        self._asked: LRUCache[str, Vector] = LRUCache(_QUESTIONS)
        self._asked_lock = threading.Lock()

    @property
    def dimensions(self) -> int:
        """The length of a vector. Loads the model only if no vector of it is kept."""
        return self._cache.dimensions(self.name) or self.load().dimensions

    def load(self) -> Embedder:
        """The embedder itself. Takes seconds the first time. Raises BadArgument if it can't be loaded."""
        with self._lock:
            if self._embedder is None:
                self._embedder = load_embedder(self._model)
            return self._embedder

    def passages(self, texts: Sequence[str]) -> Vector:
        """Vectors (n, d) of texts that are searched, made where they are not kept."""
        return self._made(texts, "", lambda missing: self.load().passages(missing))

    def query(self, text: str) -> Vector:
        """The vector (d,) of a question, read-only; those of the last ones asked are kept in memory."""
        with self._asked_lock:
            vector = self._asked.get(text)
        if vector is None:
            vector = self._query(text)
            with self._asked_lock:
                self._asked[text] = vector
        return vector

    def ahead(self, texts: Sequence[str]) -> None:
        """Makes the vectors of questions that will be wanted one by one: together they take less time."""
        with self._asked_lock:
            missing = [text for text in dict.fromkeys(texts) if text not in self._asked]
        if len(missing) > 1:
            vectors = self.load().queries([clean(text) for text in missing])
            vectors.setflags(write=False)
            with self._asked_lock:
                self._asked.update(zip(missing, vectors, strict=True))

    def questions(self, texts: Sequence[str]) -> Vector:
        """Vectors (n, d) of texts that questions are compared with as questions, made where they are not kept."""
        return self._made(texts, _AS_QUESTION, lambda missing: [self._query(text) for text in missing])

    def fill_questions(self, texts: Collection[str], progress: Callable[[int, int], None] | None = None) -> int:
        """`fill` for texts that questions are compared with as questions."""
        by_digest = {question_digest(text): text for text in texts}
        return self._fill(by_digest, lambda batch: np.stack([self._query(text) for text in batch]), progress)

    def _made(self, texts: Sequence[str], kind: str, make: Callable[[list[str]], Iterable[Vector]]) -> Vector:
        digests = [text_digest(kind + text) for text in texts]
        kept = self.kept(digests)
        missing = {d: text for d, text in zip(digests, texts, strict=True) if d not in kept}
        if missing:
            made = dict(zip(missing, make(list(missing.values())), strict=True))
            with suppress(PolicyDeskError):  # a reader may not be able to write, and loses time only
                self._cache.keep_vectors(self.name, made)
            kept |= made
        return np.stack([kept[d] for d in digests]) if digests else np.zeros((0, self.dimensions), dtype=np.float32)

    def fill(self, texts: Mapping[str, str], progress: Callable[[int, int], None] | None = None) -> int:
        """Makes and keeps the vectors of `texts` (by digest) that are not kept, and says how many.

        Each batch is kept at once, so that what a kill loses is one batch. Raises PolicyDeskError if it can't keep them.
        """
        return self._fill(texts, lambda batch: self.load().passages(batch), progress)

    def _fill(
        self, texts: Mapping[str, str], make: Callable[[list[str]], Vector], progress: Callable[[int, int], None] | None
    ) -> int:
        missing = sorted(texts.keys() - self.kept(texts).keys(), key=lambda d: (len(texts[d]), d))
        for count, batch in enumerate(batches(missing, BATCH)):
            if progress:
                progress(count * BATCH, len(missing))
            vectors = make([texts[d] for d in batch])
            self._cache.keep_vectors(self.name, dict(zip(batch, vectors, strict=True)))
        if progress and missing:
            progress(len(missing), len(missing))
        return len(missing)

    def kept(self, digests: Collection[str]) -> dict[str, Vector]:
        """The vectors (d,) kept, by digest."""
        return self._cache.vectors(self.name, digests)

    def spread(self, digests: Sequence[str]) -> Spread | None:
        """That of the vectors kept, None if none is."""
        read = (list(self.kept(batch).values()) for batch in batches(digests, _READ))
        return Spread.of(np.stack(vectors) for vectors in read if vectors)

    def _query(self, text: str) -> Vector:
        vector = self.load().query(clean(text))
        vector.setflags(write=False)
        return vector
