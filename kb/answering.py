"""How an answerer is made over an index; a measurement may have one made otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kb.settings import Settings
from policy.documents import Document

if TYPE_CHECKING:
    from answer.pipeline import Answerer, Step
    from answer.state import Search
    from index.index import Index

MakeAnswerer = Callable[["Index", Sequence[Document], Settings], "Answerer"]


def answerer_over(
    index: Index, documents: Sequence[Document], settings: Settings,
    search: Search | None = None, steps: Sequence[tuple[str, Step]] = (),
) -> Answerer:  # fmt: skip
    """The answerer over a loaded index and its documents, with its own search and steps unless others are given."""
    from answer.pipeline import STEPS, Answerer

    return Answerer(
        search=search or index.search, documents=documents, hits=settings.hits, embed=index.embed_query,
        embed_all=index.embed_questions, terms=index.terms, steps=steps or STEPS, model=index.model, stated=index.stated,
        embed_ahead=index.embed_ahead,
    )  # fmt: skip
