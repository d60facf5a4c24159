"""A small linear classifier over the embedding of a text, with weights that belong to one embedding model.

Weights are trained on phrases written for them (evals/phrases, `python -m evals.classifiers`), about all kinds of
policies, so that they know ways of speaking and not topics.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights (d, n) and bias (n,) over centred embeddings, for `labels`."""

    labels: tuple[str, ...]
    mean: Vector
    weights: Vector
    bias: Vector

    def likely(self, embedding: Vector) -> dict[str, float]:
        """The probability of each label for an embedding (d,)."""
        scores = (embedding - self.mean) @ self.weights + self.bias
        grown = np.exp(scores - scores.max())
        return dict(zip(self.labels, (grown / grown.sum()).tolist(), strict=True))


@lru_cache(maxsize=8)
def classifier_of(name: str, model: str) -> Linear | None:
    """The classifier of a name for an embedding model, None for a model that it was not trained on."""
    path = DATA / f"{name}.npz"
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as held:
        if str(held["model"]) != model:
            return None
        labels = tuple(str(label) for label in held["labels"])
        return Linear(labels, *(held[part].astype(np.float32) for part in ("mean", "weights", "bias")))
