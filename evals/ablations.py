"""The system with one part left out, to see what that part is worth.

Each is the whole system, made over the same documents and vectors, but for one thing: a step that is put in the place of
another, clauses without what was read from their words, or a retriever without a weight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from kb.answering import MakeAnswerer, answerer_over
from kb.settings import Settings
from policy.answers import Filters, Hit, Status
from policy.documents import Document

if TYPE_CHECKING:
    from answer.pipeline import Answerer
    from answer.state import Context, Draft
    from index.index import Index


@dataclass(frozen=True, slots=True)
class Ablation:
    """What is left out: by settings, or by how the answerer is made."""

    name: str
    title: str
    settings: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    make_answerer: MakeAnswerer = answerer_over


def _first_hit(draft: Draft, context: Context) -> None:
    """In the place of the judge: the clause found first is taken to answer, whatever is asked of it."""
    draft.chosen = draft.hits[:1]
    draft.status = None if draft.hits else Status.NOT_COVERED


def _without_judge(index: Index, documents: Sequence[Document], settings: Settings) -> Answerer:
    from answer.pipeline import STEPS

    steps = [(name, _first_hit if name == "judge" else step) for name, step in STEPS]
    return answerer_over(index, documents, settings, steps=steps)


def _without_provisions(index: Index, documents: Sequence[Document], settings: Settings) -> Answerer:
    bare = {d.id: without_provisions(d) for d in documents}
    clauses = {c.clause_id: c for d in bare.values() for c in d.clauses}

    def search(query: str, k: int, filters: Filters) -> list[Hit]:
        found = index.search(query, k, filters)
        return [replace(h, clause=clauses[h.clause.clause_id], document=bare[h.document.id]) for h in found]

    return answerer_over(index, list(bare.values()), settings, search=search)


def without_provisions(document: Document) -> Document:
    """The document with the words of its clauses alone."""
    return replace(document, clauses=tuple(replace(c, provisions=()) for c in document.clauses))


ABLATIONS = (
    Ablation("no-judge", "without answerability", make_answerer=_without_judge),
    Ablation("no-provisions", "without provisions", make_answerer=_without_provisions),
    Ablation("dense-only", "dense retrieval only", MappingProxyType({"dense_weight": 1.0, "lexical_weight": 0.0})),
    Ablation("lexical-only", "lexical retrieval only", MappingProxyType({"dense_weight": 0.0, "lexical_weight": 1.0})),
)
