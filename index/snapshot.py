"""Everything that a search reads, of one set of documents. Made whole, then never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.fusion import Spread
from index.glossary import Glossary
from index.lexical import Lexical
from index.lookup import Lookup
from index.terms import discover
from index.units import Unit
from language.words import Terms
from policy.answers import Filters
from policy.documents import Clause, Document

Covers = Callable[[str, str], bool]
"""Whether a document of the first region also holds for the second."""

_FEW = 50  # documents
_GOOD_PART = 0.2  # of the units


@dataclass(frozen=True, slots=True)
class Scope:
    """What a filter leaves: the ids of documents, and by row whether a unit is of them. None: everything."""

    documents: frozenset[str] | None = None
    rows: NDArray[np.bool_] | None = None

    def has(self, row: int) -> bool:
        """Whether the unit is left."""
        return self.rows is None or bool(self.rows[row])

    @property
    def for_store(self) -> frozenset[str] | None:
        """The documents that the store should limit itself to, None where it had better not: that takes it longer the
        more documents are named (0.2 s for 450), and where a good part is left, the rest is soon passed over."""
        if self.documents is None or self.rows is None or len(self.documents) <= _FEW:
            return self.documents
        return self.documents if self.rows.mean() < _GOOD_PART else None


class Snapshot:
    """The units of some documents, with the tables to find them by. Threads may share it."""

    def __init__(
        self, documents: Sequence[Document], units: Sequence[Unit], cut: Sequence[Sequence[str]], spread: Spread | None,
        covers: Covers, glossary: Glossary | None = None,
    ) -> None:  # fmt: skip
        """`cut` are the words of each unit's `lexical_text`, `spread` is that of all vectors of the units' passages."""
        self.glossary = glossary
        self.units = tuple(units)
        self.spread = spread
        self.rows: Mapping[str, int] = {p.id: row for row, unit in enumerate(units) for p in unit.passages}
        """The unit that a passage stands for, by the passage's id."""
        self.terms = Terms(discover([f"{unit.clause.heading}\n{unit.clause.text}" for unit in units]))
        self.lexical = Lexical(cut, [unit.lexical_text for unit in units], self.terms)
        self.lookup = Lookup(documents)
        self.scope: Callable[[Filters], Scope] = lru_cache(maxsize=64)(self._scope)
        self._documents = tuple(documents)
        self._covers = covers
        self._owners = _owners(documents, units)

    def row_of(self, clause: Clause) -> int:
        """The unit that `clause` is, or is part of. Raises KeyError for a clause of no unit."""
        return self._owners[clause.clause_id]

    def rows_of(self, documents: Iterable[str]) -> list[int]:
        """The units of the documents of these ids."""
        wanted = frozenset(documents)
        return [row for row, unit in enumerate(self.units) if unit.document.id in wanted] if wanted else []

    def _scope(self, filters: Filters) -> Scope:
        allowed = frozenset(d.id for d in self._documents if self._passes(d, filters))
        if len(allowed) == len(self._documents):
            return Scope()
        rows = np.fromiter((unit.document.id in allowed for unit in self.units), dtype=np.bool_, count=len(self.units))
        return Scope(allowed, rows)

    def _passes(self, document: Document, filters: Filters) -> bool:
        meta = document.metadata
        if filters.documents and document.id not in filters.documents:
            return False
        if filters.region and meta.region and not self._covers(meta.region, filters.region):
            return False
        if filters.on is None:
            return True
        # A draft is searched too: the answer says what it is. Hence not `in_force`, which no draft is.
        return (meta.starts is None or meta.starts <= filters.on) and (meta.ends is None or filters.on <= meta.ends)


def _owners(documents: Iterable[Document], units: Iterable[Unit]) -> dict[str, int]:
    """The row of the unit that each clause is or is part of, by clause id."""
    owners = {unit.clause.clause_id: row for row, unit in enumerate(units)}
    for document in documents:
        for clause in document.clauses:  # parents come before their children
            if clause.parent_id in owners:
                owners.setdefault(clause.clause_id, owners[clause.parent_id])
    return owners
