"""`python -m evals.asks`: train the classifier of what is asked, and say how well it reads phrases that it has not seen."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answer.asking import WEIGHTS

PHRASES = Path(__file__).resolve().parent / "phrases" / "asks.jsonl"
_SCALE = 20.0  # embeddings lie close together; spread to where the regulariser's unit makes sense
_STRENGTH = 0.5
_FOLDS = 5
Matrix = NDArray[np.float64]


def main() -> None:
    """Train on all phrases after telling the accuracy on each fifth from the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phrases", type=Path, default=PHRASES)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    from index.embedding import BUNDLED, load_embedder, model_name

    rows = [json.loads(line) for line in options.phrases.read_text(encoding="utf-8").splitlines()]
    embedder = load_embedder(BUNDLED)
    embedded = np.stack([embedder.query(row["text"]) for row in rows]).astype(np.float64)
    labels = sorted({ask for row in rows for ask in row["asks"]})
    truth = np.array([[label in row["asks"] for label in labels] for row in rows])
    mean = embedded.mean(axis=0)
    spread = (embedded - mean) * _SCALE
    print(f"{len(rows)} phrases, {len(labels)} labels; right at first guess: {_held_out(spread, truth):.3f}")
    weights, bias = _fit(spread, truth)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        options.out, model=np.array(model_name(BUNDLED)), labels=np.array(labels), mean=mean.astype(np.float32),
        weights=(weights * _SCALE).astype(np.float16), bias=bias.astype(np.float32),
    )  # fmt: skip
    print(f"written to {options.out}")


def _held_out(spread: Matrix, truth: NDArray[np.bool_]) -> float:
    fold = np.random.default_rng(0).integers(0, _FOLDS, len(spread))
    right: list[bool] = []
    for number in range(_FOLDS):
        weights, bias = _fit(spread[fold != number], truth[fold != number])
        guess = (spread[fold == number] @ weights + bias).argmax(axis=1)
        right += [bool(t[g]) for t, g in zip(truth[fold == number], guess, strict=True)]
    return float(np.mean(right))


def _fit(spread: Matrix, truth: NDArray[np.bool_]) -> tuple[Matrix, Matrix]:
    """One softmax over all labels; a phrase with several counts in part for each."""
    from sklearn.linear_model import LogisticRegression

    where = np.argwhere(truth)
    share = 1 / truth.sum(axis=1)
    model = LogisticRegression(C=_STRENGTH, max_iter=300)
    model.fit(spread[where[:, 0]], where[:, 1], sample_weight=share[where[:, 0]])
    return model.coef_.T, model.intercept_


if __name__ == "__main__":
    main()
