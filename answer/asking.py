"""What a question asks, told by its meaning: a linear classifier over the embedding of each part that asks.

The ways to ask for a thing are endless (什么时候到账, 钱几时下来, 多久能看到钱); patterns know a few of them. The classifier
is trained on phrases written for it (evals/phrases/asks.jsonl, `python -m evals.asks`), about all kinds of policies, so
that it knows asking and not topics. It belongs to one embedding model; with another one, patterns read alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answer.asks import KINDS, Ask, implied_by

Vector = NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "data" / "asks.npz"
# How sure the classifier is before it adds what no pattern saw, and before it drops what one did.
_ADDS = 0.75
_DROPS = 0.75
_UNLIKELY = 0.03
_MOST_PARTS = 4
# What the classifier may add: things that a policy text either states in so many words or leaves open. How much, how
# many, when and whether are read from the words, where a guess would turn a right answer away.
_ADDED = frozenset({
    Ask.MATERIALS, Ask.PLACE, Ask.PROCEDURE, Ask.PAYOUT, Ask.CONTACT, Ask.FEE, Ask.TAX, Ask.REPAYMENT, Ask.AGENT, Ask.INSTALMENT,
    Ask.RESULT, Ask.STATUS, Ask.LEGAL, Ask.BRAND, Ask.DEADLINE, Ask.RETROACTIVE,
})  # fmt: skip
_ADDABLE = {ask.value: ask for ask in _ADDED}


@dataclass(frozen=True, slots=True)
class Asking:
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


@lru_cache(maxsize=1)
def asking_of(model: str) -> Asking | None:
    """The classifier for an embedding model, None for a model that it was not trained on."""
    if not WEIGHTS.exists():
        return None
    with np.load(WEIGHTS, allow_pickle=False) as held:
        if str(held["model"]) != model:
            return None
        labels = tuple(str(label) for label in held["labels"])
        return Asking(labels, *(held[name].astype(np.float32) for name in ("mean", "weights", "bias")))


def asks_meant(
    parts: Sequence[str], seen: Sequence[tuple[Ask, ...]], asking: Asking, embed: Callable[[str], Vector]
) -> tuple[Ask, ...]:
    """What several parts ask, from what patterns saw in each and what the classifier makes of it."""
    found: dict[Ask, None] = {}
    for part, asks in list(zip(parts, seen, strict=True))[:_MOST_PARTS]:
        found |= dict.fromkeys(_together(asks, asking.likely(embed(part))))
    for asks in seen[_MOST_PARTS:]:
        found |= dict.fromkeys(asks)
    return tuple(a for a in found if a is not Ask.WHAT) or (Ask.WHAT,)


def _together(asks: tuple[Ask, ...], likely: dict[str, float]) -> list[Ask]:
    top, chance = max(likely.items(), key=lambda item: item[1])
    kept = [
        a for a in asks
        if not KINDS[a].firm or likely.get(a.value, 1.0) >= _UNLIKELY or chance < _DROPS or a.value == top
    ]  # fmt: skip
    if chance >= _ADDS and (meant := _ADDABLE.get(top)) is not None and meant not in kept:
        kept = [meant, *(a for a in kept if a not in implied_by(meant))]
    return kept
