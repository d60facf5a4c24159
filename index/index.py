"""Clauses to hits: what the dense, the lexical and the exact retriever find, as one list.

Importing this file is cheap. The model, Chroma and LlamaIndex are imported when they are first needed.
"""

from __future__ import annotations

import hashlib
import logging
import re
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.cache import Cache
from index.cached import CachedEmbedder, question_digest
from index.embedding import BUNDLED, Embedder, clean
from index.fusion import Weights
from index.glossary import Glossary
from index.ranking import rank
from index.snapshot import Covers, Scope, Snapshot
from index.units import Unit, text_digest, units_of
from language.text import narrow, simplify
from language.words import WORDS_VERSION, words
from policy.answers import Filters, Hit
from policy.documents import Document
from policy.errors import BadArgument, PolicyDeskError

if TYPE_CHECKING:
    from index.answerability import Answerability
    from index.vectors import VectorStore

Vector = NDArray[np.float32]
Progress = Callable[[int, int], None]

_CANDIDATES = 100  # passages of the dense retriever and units of the lexical one that are looked at, least
_LEAST = 25  # units that the dense retriever must find, if there are so many
_LONGEST_QUESTION = 1_000  # characters embedded: a model reads no more, and the bundled one takes its time with it
_SPARE = 20_000  # vectors and words kept beside those in use, for models and versions that come back

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EmbeddingReport:
    """What `prepare` did: passages embedded and reused, and whether another model's vectors were there before."""

    embedded: int
    reused: int
    seconds: float
    model: str
    rebuilt: bool


def same_or_nationwide(document_region: str, asked_region: str) -> bool:
    """The simplest rule of regions, for an Index that is given none: the same name, or the whole country."""
    return document_region in (asked_region, "全国")


class Index:
    """The index in one folder. `prepare` and `prune` write it; `load` and `search` read it, in any number of processes.

    A search reads one snapshot from beginning to end, so threads may search while `load` brings in the next.
    """

    def __init__(
        self, folder: Path, model: str = BUNDLED, *, embedder: Embedder | None = None,
        covers: Covers = same_or_nationwide, weights: Weights = Weights(),
    ) -> None:  # fmt: skip
        """Makes and loads nothing. Raises BadArgument for a model that can't exist."""
        self._folder = folder
        self._covers = covers
        self._weights = weights
        self._cache = Cache(folder / "cache.sqlite3")
        self._embedder = CachedEmbedder(model, self._cache, embedder)
        self._store: VectorStore | None = None
        self._snapshot = Snapshot((), (), (), None, covers)
        self._loading = threading.Lock()
        self._opening = threading.Lock()

    # -- writing -----------------------------------------------------------------------------------------------

    def prepare(self, documents: Sequence[Document], progress: Progress | None = None) -> EmbeddingReport:
        """Embeds what was never embedded and stores what is missing. Removes nothing, so readers are not disturbed.

        May be killed at any time and run again. `progress` is told (texts embedded, texts to embed). Raises BadArgument
        if the model can't be loaded, PolicyDeskError if the store or the cache can't be written.
        """
        began = time.perf_counter()
        self._cache.create()
        units = [unit for document in documents for unit in units_of(document)]
        passages = {p.id: p for unit in units for p in unit.passages}
        rebuilt = self._cache.note("model") not in ("", self._embedder.name)
        if rebuilt:
            _log.warning("the model is now %s: all vectors are made for it", self._embedder.name)
        self._words_of(units)
        glosses = {gloss for unit in units for gloss in unit.glosses}
        embedded = self._embedder.fill({p.digest: p.text for p in passages.values()}, progress)
        embedded += self._embedder.fill_questions(glosses, progress)
        if passages:
            store = self._opened_store()
            held = store.ids()
            missing = [p for p in passages.values() if p.id not in held]
            store.add(missing, lambda batch: self._embedder.passages([p.text for p in batch]))
        self._cache.set_note("model", self._embedder.name)
        seconds = time.perf_counter() - began
        reused = len(passages) + len(glosses) - embedded
        return EmbeddingReport(embedded, reused, seconds, self._embedder.name, rebuilt)

    def prune(self, documents: Sequence[Document]) -> int:
        """Drops the vectors of this model that `documents` do not need, and says how many.

        The cache keeps some of what was dropped, so that what comes back is not embedded again.
        """
        units = [unit for document in documents for unit in units_of(document)]
        passages = [p for unit in units for p in unit.passages]
        glosses = (question_digest(gloss) for unit in units for gloss in unit.glosses)
        self._cache.prune("vectors", self._embedder.name, (*(p.digest for p in passages), *glosses), _SPARE)
        self._cache.prune("words", WORDS_VERSION, (text_digest(unit.lexical_text) for unit in units), _SPARE)
        if not (self._folder / "chroma").is_dir():
            return 0
        store = self._opened_store()
        return store.delete(store.ids() - {p.id for p in passages})

    # -- reading -----------------------------------------------------------------------------------------------

    def load(self, documents: Sequence[Document]) -> None:
        """Makes `documents` what `search` finds, all at once, and sees what other processes have prepared.

        Loads the models too, so that the first search is as quick as the next. Raises BadArgument if that fails.
        """
        with self._loading:
            units = [unit for document in documents for unit in units_of(document)]
            spread = self._embedder.spread([p.digest for unit in units for p in unit.passages])
            glossary = Glossary.of(units, self._embedder.questions)
            snapshot = Snapshot(documents, units, self._words_of(units), spread, self._covers, glossary)
            if (self._folder / "chroma").is_dir():
                self._opened_store()
            if units:
                self._embedder.load()
                _answerability()
            self._snapshot = snapshot

    def search(self, query: str, k: int = 10, filters: Filters = Filters()) -> list[Hit]:
        """The best `k` hits, best first; none where nothing passes the filters.

        Raises BadArgument if the loaded documents were never prepared with this model.
        """
        snapshot = self._snapshot
        question = simplify(narrow(clean(query))).strip()
        scope = snapshot.scope(filters)
        if k < 1 or not question or not snapshot.units or (scope.documents is not None and not scope.documents):
            return []
        vector = self._embedder.query(question[:_LONGEST_QUESTION])
        dense = self._nearest(snapshot, vector, k, scope)
        standard = snapshot.spread.standard(vector) if snapshot.spread else _mean_and_deviation(list(dense.values()))
        meant = snapshot.glossary.meant(vector, _CANDIDATES) if snapshot.glossary else {}
        dense |= self._cosines(snapshot, vector, [row for row in meant if row not in dense and scope.has(row)])
        return rank(
            snapshot, question, scope, dense, standard, k=k, weights=self._weights, most=max(_CANDIDATES, k), meant=meant
        )

    @property
    def model(self) -> str:
        """The name of the embedding model."""
        return self._embedder.name

    @property
    def terms(self) -> frozenset[str]:
        """The corpus's own terms (算力券), folded, of what is loaded."""
        return self._snapshot.terms.all

    def idf(self, word: str) -> float:
        """How rare `word` (as `language.words` cuts it) is among the units loaded, in nats."""
        return self._snapshot.lexical.idf(word)

    def stated(self, question: str, hits: Sequence[Hit], closely: bool = False) -> list[float]:
        """How likely each hit's clause states what a question asks, 0 to 1, read by question and clause together.

        `closely` reads the clause sentence by sentence: of a clause on many things one sentence may state it.
        """
        from index.answerability import CLOSELY, WINDOW, passages_of

        window = CLOSELY if closely else WINDOW
        pieces = [passages_of(h.document.title, h.clause.heading, h.clause.text, window) for h in hits]
        texts = [text for own in pieces for text in own]
        chances = iter(_answerability().likely(clean(question)[:_LONGEST_QUESTION], texts))
        return [max(islice(chances, len(own))) for own in pieces]

    def read_ahead(self) -> None:
        """Reads what is loaded as `stated` reads it, as far as that is kept, so that no question waits for it. Takes seconds."""
        from index.answerability import passages_of

        units = self._snapshot.units
        _answerability().read_ahead(p for u in units for p in passages_of(u.document.title, u.clause.heading, u.clause.text))

    def embed_query(self, text: str) -> Vector:
        """The vector (d,) of a question, of unit length."""
        return self._embedder.query(text)

    def embed_ahead(self, texts: Sequence[str]) -> None:
        """Makes the vectors of questions that will be embedded, or searched for, one by one: together they take less time."""
        self._embedder.ahead(texts)

    def embed_questions(self, texts: Sequence[str]) -> Vector:
        """Vectors (n, d) of texts as questions, of unit length, kept for the next time."""
        return self._embedder.questions(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Vectors (n, d) of texts, of unit length, kept for the next time."""
        return self._embedder.passages(texts)

    def close(self) -> None:
        """Lets go of the files. `load` opens them again."""
        if self._store:
            self._store.close()
        self._cache.close()

    # -- parts -------------------------------------------------------------------------------------------------

    def _nearest(self, snapshot: Snapshot, vector: Vector, k: int, scope: Scope) -> dict[int, float]:
        """Cosines by row: of each unit, that of its nearest passage.

        Several of the rows stored may stand for one unit: more are asked for until at least `k` units are found or there
        is nothing more. Rows older or newer than the snapshot are there while another process ingests, or where one was
        killed; they don't count, so that what is found does not depend on them.
        """
        wanted = most = max(_CANDIDATES, 8 * k)
        while True:
            found = self._store.nearest(vector, most, scope.for_store) if self._store else None
            if found is None:
                raise BadArgument(f"nothing is prepared for the model {self._embedder.name}: run `policydesk ingest`")
            ours = [(snapshot.rows[passage], cosine) for passage, cosine in found if passage in snapshot.rows]
            dense: dict[int, float] = {}
            for row, cosine in ours[:wanted]:
                if scope.has(row):
                    dense.setdefault(row, cosine)
            all_of_them = len(found) < most
            if len(ours) >= wanted and len(dense) < max(k, _LEAST):
                wanted *= 2
            elif all_of_them or len(ours) >= wanted:
                return dense
            most = max(wanted, most if all_of_them else 2 * most)

    def _cosines(self, snapshot: Snapshot, vector: Vector, rows: Sequence[int]) -> dict[int, float]:
        """Of each of these units, the cosine of its nearest passage: what is found by a gloss is judged by its words too."""
        texts = [(row, p.text) for row in rows for p in snapshot.units[row].passages]
        out: dict[int, float] = {}
        cosines = self._embedder.passages([text for _, text in texts]) @ vector if texts else ()
        for (row, _), cosine in zip(texts, cosines, strict=True):
            out[row] = max(out.get(row, -1.0), float(cosine))
        return out

    def _words_of(self, units: Sequence[Unit]) -> list[list[str]]:
        """The words of each unit, cut only if they are not kept."""
        texts = {text_digest(text): text for text in (unit.lexical_text for unit in units)}
        kept = self._cache.words(WORDS_VERSION, texts)
        cut = {digest: words(text) for digest, text in texts.items() if digest not in kept}
        with suppress(PolicyDeskError):  # a reader may not be able to write, and loses time only
            self._cache.keep_words(WORDS_VERSION, cut)
        kept |= cut
        return [kept[text_digest(unit.lexical_text)] for unit in units]

    def _opened_store(self) -> VectorStore:
        """The store, as it is on disk now."""
        from index.vectors import VectorStore

        with self._opening:
            if self._store is None:
                size = self._embedder.dimensions
                self._store = VectorStore(self._folder / "chroma", _collection(self._embedder.name, size), size)
        self._store.refresh()
        return self._store


def _answerability() -> Answerability:
    """What reads question and clause together. Raises BadArgument if it can't be loaded."""
    from index.answerability import load_answerability

    try:
        return load_answerability()
    except (ImportError, OSError, ValueError, KeyError) as error:
        raise BadArgument(f"the bundled model's files can't be read ({error}): install the packages of constraints.txt anew") from error


def _collection(model: str, dimensions: int) -> str:
    """A name that Chroma takes (3 to 512 of letters, digits, `.`, `_`, `-`), another for each model."""
    readable = re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-")[:48].strip("-")
    return f"{readable or 'model'}-{dimensions}-{hashlib.sha256(model.encode()).hexdigest()[:8]}"


def _mean_and_deviation(scores: Sequence[float]) -> tuple[float, float]:
    values = np.array(scores or [0.0])
    return float(values.mean()), float(values.std())
