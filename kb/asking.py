"""Searching and asking: the index and the answerer over what is held, taken up anew when that has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kb.answering import MakeAnswerer
from kb.holdings import Holdings
from kb.settings import Settings
from kb.standing import StandardReplies
from kb.worder import Worder
from language.regions import covers
from policy.answers import Answer, Filters, Hit, Turn
from policy.errors import NotReady

if TYPE_CHECKING:
    from answer.llm.answerer import WordedAnswerer
    from answer.pipeline import Answerer
    from index.embedding import Embedder
    from index.index import Index


class Asking:
    """The reading half that needs the model and the index; both are loaded on first use. Safe to share between threads."""

    def __init__(
        self, settings: Settings, holdings: Holdings, worder: Worder, replies: StandardReplies, embedder: Embedder | None,
        make_answerer: MakeAnswerer,
    ) -> None:  # fmt: skip
        self._make_answerer = make_answerer
        self._settings = settings
        self._holdings = holdings
        self._worder = worder
        self._replies = replies
        self._embedder = embedder
        self._loaded = -1  # the generation that index and answerer stand for
        self._index: Index | None = None
        self._answerer: Answerer | WordedAnswerer | None = None

    @property
    def ready(self) -> bool:
        """Whether questions are answered at once."""
        return self._answerer is not None

    def load(self) -> None:
        """Load the model and the index. Raises NotReady where nothing has been ingested yet."""
        self._holdings.read()
        with self._holdings.lock:
            if not self._holdings.held:
                raise NotReady("the knowledge base is empty; bring documents in with `policydesk ingest`")
            if self._answerer is None or self._loaded != self._holdings.generation:
                self._take_up()

    def read_ahead(self) -> None:
        """Read ahead what the first questions would wait for. Takes seconds."""
        self.load()
        self.open_index().read_ahead()

    def refresh(self) -> bool:
        """Take up what has been ingested since, where something is loaded; whether something had changed."""
        changed = self._holdings.read()
        with self._holdings.lock:
            if self._answerer is not None and self._loaded != self._holdings.generation:
                self._take_up()
        return changed

    def open_index(self) -> Index:
        """The index, made once."""
        from index.fusion import Weights
        from index.index import Index  # brings in the vector store: only what searches pays for it

        with self._holdings.lock:
            if self._index is None:
                settings = self._settings
                self._index = Index(
                    settings.data / "index", settings.embedding_model, embedder=self._embedder,
                    covers=covers, weights=Weights(settings.dense_weight, settings.lexical_weight),
                )  # fmt: skip
            return self._index

    def _take_up(self) -> None:
        index = self.open_index()
        while True:
            documents = self._holdings.unsorted()
            index.load(documents)
            # Loading takes seconds. Rows are pruned once there is a newer generation: then some may be missing.
            if not self._holdings.read():
                break
        answerer = self._make_answerer(index, documents, self._settings)
        self._replies.over(answerer)
        self._answerer = self._worder.over(answerer, str(self._holdings.generation))
        self._loaded = self._holdings.generation

    def search(self, query: str, k: int, filters: Filters) -> list[Hit]:
        """The clauses nearest to a query, best first."""
        self.load()
        return self.open_index().search(query, k, filters)

    def ask(self, question: str, filters: Filters, history: Sequence[Turn]) -> Answer:
        """A standard reply where there is one to this question, else the answer from the documents."""
        answerer = self._loaded_answerer()
        reply = self._replies.answer(question, filters, tuple(history))
        return reply or answerer.ask(question, filters, tuple(history))

    def stream(self, question: str, filters: Filters, history: Sequence[Turn]) -> Iterator[str | Answer]:
        """The same as it is made."""
        answerer = self._loaded_answerer()
        reply = self._replies.answer(question, filters, tuple(history))
        return iter([reply]) if reply else answerer.stream(question, filters, tuple(history))

    def _loaded_answerer(self) -> Answerer | WordedAnswerer:
        self.load()
        if self._answerer is None:  # `load` has just made it; for the type checker
            raise NotReady("the knowledge base is still loading; try again in a few seconds")
        return self._answerer

    def close(self) -> None:
        """Let go of the vector store and the model's connection; the next search opens them again."""
        with self._holdings.lock:
            if self._index is not None:
                self._index.close()
            self._worder.close()
            self._index = self._answerer = None
            self._loaded = -1
