"""Whether a clause states what a question asks, read by both together.

A vector says what a text is about; that a clause on the right topic does not state what is asked, it does not show. So the
bundled model's own layers are read once more: the lower ones over question and clause apart (a clause's states are kept), the
upper ones, trained further on pairs written for that (evals/phrases/pairs.jsonl, `python -m evals.answerability`), over both
together. The trained part is a low-rank addition to the weights (LoRA, Hu et al. 2021); the division into lower and upper
layers is PreTTR's (MacAvaney et al. 2020).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from cachetools import LRUCache
from torch.nn import functional

from index.bundled_file import BundledFile, bundled_file
from index.layers import Layer, LowerLayers, cores, halved, halves_well, layer_of, together_at_once

WEIGHTS = Path(__file__).parent / "data" / "answerability.npz"
LONGEST_QUESTION = 120  # tokens
WINDOW = 320  # characters of a clause that are read at once: what is longer is read in several pieces
CLOSELY = 80  # characters, where each sentence is looked at for itself
_LONGEST_PASSAGE = 260  # tokens
STATED = 2
"""The label of a clause that states what is asked; 1 is for one on the topic that does not, 0 for another topic."""
HEAD_SCALE = 4.0  # what the head's weights are multiplied by, so that they learn at the others' pace
PARTS = ("q", "k", "v", "o", "f1", "f2")
_MOST_PIECES = 8
_PASSAGES_KEPT = 500  # whose lower states are kept, 0.1 MB each
_QUESTIONS_KEPT = 64
_TOLD_KEPT = 4_096  # pairs
_TITLE = 40  # characters


class Answerability:
    """The model. Threads may share it."""

    def __init__(self, file: BundledFile, weights: Path = WEIGHTS) -> None:
        """Loads both. Raises OSError where the trained part is missing."""
        with np.load(weights, allow_pickle=False) as held:
            trained = {name: torch.from_numpy(np.asarray(held[name], dtype=np.float32)) for name in held.files}
        lower, upper = int(trained["lower"]), int(trained["upper"])
        half = halves_well()
        self._file = file
        self._below = LowerLayers(file, lower, half=half)
        above = [_trained_further(layer_of(file, lower + i), trained, i) for i in range(upper - lower)]
        self._above = [halved(layer) if half else layer for layer in above]
        self._segments, self._head, self._bias = trained["seg"], trained["head.weight"], trained["head.bias"]
        self._passages: LRUCache[str, torch.Tensor] = LRUCache(_PASSAGES_KEPT)
        self._questions: LRUCache[str, torch.Tensor] = LRUCache(_QUESTIONS_KEPT)
        self._told: LRUCache[tuple[str, str], float] = LRUCache(_TOLD_KEPT)
        self._lock = threading.Lock()  # of what is kept
        self._turns = threading.BoundedSemaphore(cores())

    def likely(self, question: str, passages: Sequence[str]) -> list[float]:
        """How likely each of the passages states what is asked, 0 to 1."""
        return self.likely_each([(question, passage) for passage in passages])

    def likely_each(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The same for pairs of a question and a passage, read in one go."""
        with self._lock:
            known = {pair: chance for pair in pairs if (chance := self._told.get(pair)) is not None}
        new = [pair for pair in dict.fromkeys(pairs) if pair not in known]
        with self._turns:
            known |= zip(new, self._together(new), strict=True)
        with self._lock:
            self._told.update((pair, known[pair]) for pair in new)
        return [known[pair] for pair in pairs]

    def read_ahead(self, passages: Iterable[str]) -> None:
        """Reads passages, as many as are kept, before a question needs them."""
        for passage in islice(dict.fromkeys(passages), _PASSAGES_KEPT):
            with self._turns, torch.inference_mode():
                self._said(passage)

    def _asked(self, question: str) -> torch.Tensor:
        with self._lock:
            states = self._questions.get(question)
        if states is None:
            states = self._below.states(question_tokens(self._file, question))
            with self._lock:
                self._questions[question] = states
        return states

    def _said(self, passage: str) -> torch.Tensor:
        with self._lock:
            states = self._passages.get(passage)
        if states is None:
            states = self._below.states(passage_tokens(self._file, passage)).half()
            with self._lock:
                self._passages[passage] = states
        return states.float()

    def _together(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The upper layers over questions and clauses."""
        if not pairs:
            return []
        sizes = self._file.sizes
        with torch.inference_mode():
            asked, said = [self._asked(question) for question, _ in pairs], [self._said(passage) for _, passage in pairs]
            states = together_at_once(asked, said, self._segments, self._above, sizes.heads, sizes.epsilon).float()
            scores = functional.linear(states, self._head, self._bias) * HEAD_SCALE
            return [float(p) for p in torch.softmax(scores, dim=1)[:, STATED]]


def passages_of(title: str, heading: str, text: str, window: int = WINDOW) -> list[str]:
    """A clause as the model reads it: whose it is, what it is called, what it says; a long one in several pieces.

    Pieces of up to `window` characters end where sentences do, if they can.
    """
    pieces: list[str] = []
    for sentence in re.findall(rf"[^。；;\n]{{0,{window - 1}}}(?:[。；;\n]|$)|[^。；;\n]{{{window}}}", text):
        if pieces and len(pieces[-1]) + len(sentence) <= window:
            pieces[-1] += sentence
        elif sentence.strip():
            pieces.append(sentence)
    return [f"{title[:_TITLE]} {heading}：{piece}" for piece in pieces[:_MOST_PIECES] or [""]]


def question_tokens(file: BundledFile, question: str) -> list[int]:
    """A question's tokens, as the model was trained to see them."""
    return file.tokens(f"query: {question}")[:LONGEST_QUESTION]


def passage_tokens(file: BundledFile, passage: str) -> list[int]:
    """A passage's tokens, as the model was trained to see them."""
    return file.tokens(f"passage: {passage}")[:_LONGEST_PASSAGE]


def _trained_further(layer: Layer, trained: Layer, index: int) -> Layer:
    """A layer with what training added: a product of two thin matrices to each weight, and biases and norms anew."""
    own = {name: trained[f"blocks.{index}.{name}.B"] @ trained[f"blocks.{index}.{name}.A"] for name in PARTS}
    bias = {name: trained[f"blocks.{index}.{name}.b"] for name in PARTS}
    out = {f"{name}.w": layer[f"{name}.w"] + own[name] for name in ("o", "f1", "f2")}
    out |= {f"{name}.b": bias[name] for name in ("o", "f1", "f2")}
    out |= {"qkv.w": layer["qkv.w"] + torch.cat([own[n] for n in "qkv"]), "qkv.b": torch.cat([bias[n] for n in "qkv"])}
    return out | {f"{n}.{p[0]}": trained[f"blocks.{index}.{n}.{p}"] for n in ("n1", "n2") for p in ("weight", "bias")}


@lru_cache(maxsize=1)
def load_answerability() -> Answerability:
    """The model, loaded once in a process. Raises what `bundled_file` does, and OSError without the trained part."""
    return Answerability(bundled_file())
