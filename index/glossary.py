"""Which units a question means by its way of speaking: it is held against glosses, in which people speak of the clauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.fusion import Spread
from index.units import Unit

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The vectors (n, d) of all glosses, the row of the unit that each speaks of, and how they are spread."""

    vectors: Vector
    rows: NDArray[np.intp]
    spread: Spread

    @classmethod
    def of(cls, units: Sequence[Unit], embed: Callable[[Sequence[str]], Vector]) -> Glossary | None:
        """From the units' glosses. None where there are none."""
        told = [(row, gloss) for row, unit in enumerate(units) for gloss in unit.glosses]
        if not told:
            return None
        vectors = embed([gloss for _, gloss in told])
        spread = Spread.of([vectors])
        return cls(vectors, np.array([row for row, _ in told]), spread) if spread else None

    def meant(self, question: Vector, least: int) -> dict[int, float]:
        """By row, how near the nearest gloss of each glossed unit is to a question (d,), in standard deviations.

        All glossed units where they are few, else the `least` nearest and those as near as the last of them.
        """
        cosines = self.vectors @ question
        mean, deviation = self.spread.standard(question)
        rows, first = np.unique(self.rows, return_index=True)  # a unit's glosses stand together
        best = np.maximum.reduceat(cosines, first)
        floor = np.sort(best)[-least] if len(best) > 4 * least else -2.0
        near = best >= floor
        standard = (best[near].astype(np.float64) - mean) / max(deviation, 1e-6)
        return dict(zip(rows[near].tolist(), standard.tolist(), strict=True))
