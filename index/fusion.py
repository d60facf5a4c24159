"""One score from two: each retriever's scores are standardised per question, over everything held, and added.

Standardised scores keep how far ahead a clause is, which ranks throw away: of 154 questions about corpus/, the right clause
comes first for 114 by added scores, for 102 by added reciprocal ranks and for 97 by dense alone (docs/adr/0004). "Over
everything held" makes a filter change which clauses are left and no clause's score.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

_GLOSS = 0.5
"""What the nearness of a gloss weighs beside that of a clause's own words (docs/adr/0014)."""

_FLAT = 1e-6  # a spread below this is that of rounding: everything held scores alike


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean (d,) and second moment (d, d) of the unit vectors held: enough for the mean and deviation of the cosines
    between them and any question, without keeping the vectors."""

    mean: NDArray[np.float64]
    second: NDArray[np.float64]

    @classmethod
    def of(cls, batches: Iterable[NDArray[np.float32]]) -> Spread | None:
        """From vectors in batches of (n, d). None where there are none."""
        count, total, outer = 0, None, None
        for batch in batches:
            wide = batch.astype(np.float64)
            count += len(wide)
            total = wide.sum(axis=0) if total is None else total + wide.sum(axis=0)
            outer = wide.T @ wide if outer is None else outer + wide.T @ wide
        if total is None or outer is None or not count:
            return None
        return cls(total / count, outer / count)

    def standard(self, question: Vector) -> tuple[float, float]:
        """Mean and standard deviation of the cosines between `question` (d,) and all vectors."""
        wide = question.astype(np.float64)
        mean = float(wide @ self.mean)
        return mean, float(np.sqrt(max(0.0, float(wide @ self.second @ wide) - mean * mean)))


@dataclass(frozen=True, slots=True)
class Weights:
    """What a standardised cosine and a standardised BM25 score weigh; with 0 a retriever finds, but orders nothing."""

    dense: float = 1.0
    lexical: float = 0.2


@dataclass(frozen=True, slots=True)
class Fused:
    """A row with its place and raw score in each retriever; `dense` and `lexical` are None where that did not find it."""

    row: int
    score: float
    dense: tuple[int, float] | None
    lexical: tuple[int, float] | None


def fuse(
    dense: Mapping[int, float],
    standard: tuple[float, float],
    lexical: NDArray[np.float32],
    allowed: NDArray[np.bool_] | None,
    weights: Weights,
    most: int,
    also: Collection[int] = (),
    meant: Mapping[int, float] = MappingProxyType({}),
) -> list[Fused]:
    """The rows that either retriever found, and those of `also`, best first.

    `dense` holds cosines by row, `standard` their mean and deviation over everything held; `lexical` is one BM25 score
    for each row (n,), 0 where no word is shared. `allowed` (n,) limits the rows; `dense` and `also` are within it. `most`
    rows are taken by their words. `meant` holds standardised nearness of glosses by row; a unit without one is taken to
    be as near by its gloss as by its words.
    """
    lexical_rows = _best(lexical if allowed is None else np.where(allowed, lexical, 0), most)
    dense_rows = sorted(dense, key=lambda row: (-dense[row], row))
    dense_ranks = {row: rank for rank, row in enumerate(dense_rows, 1)}
    lexical_ranks = {row: rank for rank, row in enumerate(lexical_rows, 1)}
    # What the dense retriever did not return scores no better than the worst that it did.
    floor = min(dense.values(), default=standard[0])
    words = float(lexical.mean()), float(lexical.std())
    found = [
        Fused(
            row,
            weights.dense * _with_gloss(_z(dense.get(row, floor), standard), meant.get(row))
            + weights.lexical * _z(float(lexical[row]), words),
            (dense_ranks[row], dense[row]) if row in dense else None,
            (lexical_ranks[row], float(lexical[row])) if row in lexical_ranks else None,
        )
        for row in dense_ranks.keys() | lexical_ranks.keys() | set(also)
    ]
    return sorted(found, key=lambda f: (-f.score, f.row))


def _with_gloss(own: float, gloss: float | None) -> float:
    return own if gloss is None else (own + _GLOSS * gloss) / (1 + _GLOSS)


def _best(scores: NDArray[np.float32], most: int) -> list[int]:
    """The `most` rows of the highest scores above 0, best first, ties by row."""
    rows = np.flatnonzero(scores > 0)
    return [int(row) for row in rows[np.argsort(-scores[rows], kind="stable")[:most]]]


def _z(score: float, standard: tuple[float, float]) -> float:
    mean, deviation = standard
    return (score - mean) / deviation if deviation > _FLAT else 0.0
