"""`python -m evals.classifiers`: train the small classifiers, and say how well each reads phrases that it has not seen.

`asks` tells what a question asks (answer/asking.py), `requests` what a message is (answer/requests.py). The questions of the working
half and those of the pairs are policy questions to the latter: long stories with an honest question at their end are what it
must not take for a wish to deceive. What it refuses is told apart, from each fifth by the others: few messages are of rogues, so
the share of the honest that it turns away is what sets the threshold.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answer import asking, requests
from answer.linear import DATA
from evals.dataset import load
from policy.answers import Status

PHRASES = Path(__file__).resolve().parent / "phrases"
_SCALE = 20.0  # embeddings lie close together; spread to where the regulariser's unit makes sense
_STRENGTH = 0.5
_FOLDS = 5
_ASKS_SHARE = 0.3  # phrases of asking are short and many, and say little of what tells an honest story
_THRESHOLDS = (0.7, 0.8, 0.85, 0.9, 0.93, 0.95)
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with what it is; one that is several things counts in part for each."""

    text: str
    labels: tuple[str, ...]
    weight: float = 1.0


def main() -> None:
    """Train each on all its phrases, after telling the accuracy on each fifth from the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=[asking.NAME, requests.NAME], help="asks, requests; both unless told")
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args()
    for name in options.names:
        _train(name, options.out / f"{name}.npz")


def _train(name: str, out: Path) -> None:
    from index.embedding import BUNDLED, load_embedder, model_name

    phrases = _of_requests() if name == requests.NAME else _of_asks()
    embedder = load_embedder(BUNDLED)
    embedded = np.stack([embedder.query(p.text) for p in phrases]).astype(np.float64)
    labels = sorted({label for p in phrases for label in p.labels})
    mean = embedded.mean(axis=0)
    spread = (embedded - mean) * _SCALE
    likely = _held_out(spread, phrases, labels)
    right = np.mean([labels[best] in p.labels for p, best in zip(phrases, likely.argmax(axis=1), strict=True)])
    print(f"{name}: {len(phrases)} phrases, {len(labels)} labels; right at first guess: {right:.3f}")
    if name == requests.NAME:
        _tell_refused(likely, phrases, labels)
    weights, bias = _fit(spread, phrases, labels)
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        out, model=np.array(model_name(BUNDLED)), labels=np.array(labels), mean=mean.astype(np.float32),
        weights=(weights * _SCALE).astype(np.float16), bias=bias.astype(np.float32),
    )  # fmt: skip
    print(f"written to {out}")


def _of_asks() -> list[Phrase]:
    return [Phrase(row["text"], tuple(row["asks"])) for row in _rows("asks")]


def _of_requests() -> list[Phrase]:
    own = [Phrase(row["text"], (row["kind"],)) for row in _rows("requests")]
    policy = (requests.Request.POLICY.value,)
    asks = [Phrase(p.text, policy, _ASKS_SHARE) for p in _of_asks()]
    honest = [r for r in load("work").rows if not {Status.REFUSED.value, Status.CLARIFY.value} & set(r.status)]
    pairs = dict.fromkeys(row["q"] for row in _rows("pairs"))
    return [*own, *asks, *(Phrase(q, policy) for q in dict.fromkeys([*(r.q for r in honest), *pairs]))]


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (PHRASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _held_out(spread: Matrix, phrases: Sequence[Phrase], labels: list[str]) -> Matrix:
    """The probability of each label (n, labels) for each phrase, by weights that were fitted to the other fifths."""
    fold = np.random.default_rng(0).integers(0, _FOLDS, len(spread))
    likely = np.zeros((len(spread), len(labels)))
    for number in range(_FOLDS):
        kept = [p for p, f in zip(phrases, fold, strict=True) if f != number]
        weights, bias = _fit(spread[fold != number], kept, labels)
        scores = spread[fold == number] @ weights + bias
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely[fold == number] = grown / grown.sum(axis=1, keepdims=True)
    return likely


def _tell_refused(likely: Matrix, phrases: Sequence[Phrase], labels: list[str]) -> None:
    """How many of the honest and of the rogues each threshold refuses, of the phrases written to be told apart, which come first."""
    own = len(_rows(requests.NAME))
    refused = [labels.index(kind.value) for kind in requests.REFUSED]
    chance, rogue = likely[:own, refused].sum(axis=1), np.array([p.labels[0] in {k.value for k in requests.REFUSED} for p in phrases[:own]])
    for threshold in _THRESHOLDS:
        sure = chance >= threshold
        print(f"  from {threshold}: refuses {sure[~rogue].sum()} of {(~rogue).sum()} honest, {sure[rogue].sum()} of {rogue.sum()} rogues")


def _fit(spread: Matrix, phrases: Sequence[Phrase], labels: list[str]) -> tuple[Matrix, Matrix]:
    """One softmax over all labels."""
    from sklearn.linear_model import LogisticRegression

    pairs = [(i, labels.index(label), p.weight / len(p.labels)) for i, p in enumerate(phrases) for label in p.labels]
    which, truth, weight = (np.array(column) for column in zip(*pairs, strict=True))
    model = LogisticRegression(C=_STRENGTH, max_iter=300)
    model.fit(spread[which.astype(int)], truth.astype(int), sample_weight=weight)
    return model.coef_.T, model.intercept_


if __name__ == "__main__":
    main()
