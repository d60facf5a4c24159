"""`python -m evals.answerability --data DATA`: train what tells whether a clause states what is asked, and say how well it does.

Trained on pairs of a question and a clause (evals/phrases/pairs.jsonl): for each clause questions that it answers and questions on
its topic that it does not, by writers who saw the clauses only; and on the working half's questions with the clauses that answer
them. What a search finds beside the right clause is shown too, as another topic: that is what must be told from it. One pair in eight is held out and tells how well it does. It takes
about 45 minutes on two cores. DATA is a knowledge base that holds the clauses.

`--go-on` begins with the weights that there are, for when more pairs were written: two rounds over old and new pairs, half the time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from evals.dataset import Row, load
from index.answerability import (
    HEAD_SCALE,
    PARTS,
    STATED,
    WEIGHTS,
    passage_tokens,
    passages_of,
    question_tokens,
)
from index.bundled_file import BundledFile, bundled_file
from index.layers import LowerLayers, cores, layer_of, together
from kb import KnowledgeBase, Settings
from policy.answers import Status

PAIRS = Path(__file__).resolve().parent / "phrases" / "pairs.jsonl"
LOWER, UPPER, RANK = 4, 10, 16
_EPOCHS, _FURTHER_EPOCHS, _BATCH, _RATE, _HEAD_RATE = 4, 2, 32, 4e-4, 2e-3
_WARM_UP = 60  # steps
_HELD_OUT = 8  # one pair in so many, always the same ones
_BESIDE = 0.6  # the weight of a clause that was only found beside: it may state the thing too
_UNANSWERED = 0.8
_FOUND = 5  # clauses that a search finds, of which one is shown beside the right one
_FOUND_ELSEWHERE = 0.4  # the weight of one of another document, which may well state it
_WITH_ANOTHER = 0.4  # of the pairs, those that come with another clause of the document, found or not
_DROPOUT = 0.1
_SMOOTHING = 0.05


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, a clause, and whether that states what is asked (STATED), is of its topic (1) or of none of it (0)."""

    question: str
    clause_id: str
    label: int
    weight: float = 1.0


class Adapted(nn.Module):  # type: ignore[misc]
    """A weight matrix that stays, and the low-rank addition that is learned."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor) -> None:
        super().__init__()
        self.base = weight
        self.b = nn.Parameter(bias.clone())
        self.A = nn.Parameter(torch.randn(RANK, weight.shape[1]) / weight.shape[1] ** 0.5)
        self.B = nn.Parameter(torch.zeros(weight.shape[0], RANK))

    @property
    def weight(self) -> torch.Tensor:
        """The sum of both."""
        return self.base + self.B @ self.A


class Block(nn.Module):  # type: ignore[misc]
    """A layer of the encoder in training; its parameters have the names that index/answerability.py reads."""

    def __init__(self, layer: dict[str, torch.Tensor]) -> None:
        super().__init__()
        hidden = layer["o.b"].shape[0]
        for i, name in enumerate("qkv"):
            rows = slice(i * hidden, (i + 1) * hidden)
            self.add_module(name, Adapted(layer["qkv.w"][rows], layer["qkv.b"][rows]))
        for name in ("o", "f1", "f2"):
            self.add_module(name, Adapted(layer[f"{name}.w"], layer[f"{name}.b"]))
        for name in ("n1", "n2"):
            norm = nn.LayerNorm(hidden)
            norm.load_state_dict({"weight": layer[f"{name}.w"], "bias": layer[f"{name}.b"]})
            self.add_module(name, norm)

    def layer(self) -> dict[str, torch.Tensor]:
        """As `index.layers.through` takes it."""
        own = {name: self.get_submodule(name) for name in PARTS}
        out = {f"{n}.w": own[n].weight for n in ("o", "f1", "f2")} | {f"{n}.b": own[n].b for n in ("o", "f1", "f2")}
        out |= {"qkv.w": torch.cat([own[n].weight for n in "qkv"]), "qkv.b": torch.cat([own[n].b for n in "qkv"])}
        norms = {n: self.get_submodule(n) for n in ("n1", "n2")}
        return out | {f"{n}.{p[0]}": getattr(norm, p) for n, norm in norms.items() for p in ("weight", "bias")}


class Learner(nn.Module):  # type: ignore[misc]
    """The upper layers in training, over lower states that stay as they are."""

    def __init__(self, file: BundledFile) -> None:
        super().__init__()
        self._sizes = file.sizes
        self.seg = nn.Parameter(torch.zeros(2, file.sizes.hidden))
        self.blocks = nn.ModuleList(Block(layer_of(file, i)) for i in range(LOWER, UPPER))
        self.head = nn.Linear(2 * file.sizes.hidden, 3)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, questions: Sequence[torch.Tensor], clauses: Sequence[torch.Tensor]) -> torch.Tensor:
        """Scores (b, 3)."""
        dropout = _DROPOUT if self.training else 0.0
        layers = [block.layer() for block in self.blocks]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = together(questions, clauses, self.seg, layers, self._sizes.heads, self._sizes.epsilon, dropout)
        scores: torch.Tensor = self.head(functional.dropout(states.float(), dropout)) * HEAD_SCALE
        return scores

    def read(self, path: Path) -> None:
        """Begin with the weights of a file that `write` wrote. Raises OSError or KeyError where there are none."""
        with np.load(path, allow_pickle=False) as held:
            for name, parameter in self.named_parameters():
                parameter.data.copy_(torch.from_numpy(np.asarray(held[name], dtype=np.float32)))

    def write(self, path: Path) -> None:
        """The trained part, in half precision, as index/answerability.py reads it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        trained = {name: p.detach().numpy().astype(np.float16) for name, p in self.named_parameters()}
        np.savez_compressed(path, lower=np.array(LOWER), upper=np.array(UPPER), **trained)


class Pool:
    """The lower states of clauses and questions, made once."""

    def __init__(self, file: BundledFile, passages: dict[str, str]) -> None:
        self._file = file
        self._lower = LowerLayers(file, LOWER)
        self._clauses = {key: self._lower.states(passage_tokens(file, text)).half() for key, text in passages.items()}
        self._questions: dict[str, torch.Tensor] = {}

    def of(self, pairs: Sequence[Pair]) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
        """Questions and clauses of pairs, as the learner takes them."""
        for text in {p.question for p in pairs} - self._questions.keys():
            self._questions[text] = self._lower.states(question_tokens(self._file, text)).half()
        return [self._questions[p.question].float() for p in pairs], [self._clauses[p.clause_id].float() for p in pairs]

    def length(self, pair: Pair) -> int:
        """Characters of the question and tokens of the clause: those of like length are read together."""
        return len(pair.question) + len(self._clauses[pair.clause_id])


def main() -> None:
    """Train, tell after each round how well the pairs held out are told apart, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--go-on", action="store_true", help=f"begin with {WEIGHTS.name} as it is")
    options = parser.parse_args()
    random.seed(0)
    torch.manual_seed(0)
    kb = KnowledgeBase(Settings.load(data=options.data))
    kb.load()
    torch.set_num_threads(cores())  # answering sets it to one
    passages = {c.clause_id: passages_of(d.title, c.heading, c.text)[0] for d in kb.documents() for c in d.clauses if not c.parent_id}
    held, learned = _written(kb, passages)
    learned += [p for row in load("work").rows for p in _asked(row, kb, passages)]
    file = bundled_file()
    learner, pool = Learner(file), Pool(file, passages)
    if options.go_on:
        learner.read(WEIGHTS)
    print(f"{len(learned)} pairs to learn from, {len(held)} held out", flush=True)
    train(learner, pool, learned, held, _FURTHER_EPOCHS if options.go_on else _EPOCHS)
    learner.write(options.out)
    print(f"written to {options.out}")


def _written(kb: KnowledgeBase, passages: dict[str, str]) -> tuple[list[Pair], list[Pair]]:
    """The pairs written for this: those held out, and those to learn from, with clauses that are found beside."""
    rows = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    rows = [r for r in rows if r["unit"] in passages]
    pairs = [Pair(r["q"], r["unit"], STATED if r["stated"] else 1) for r in rows]
    learned = [p for p in pairs if not _held_out(p)]
    return [p for p in pairs if _held_out(p)], learned + [other for pair in learned for other in _beside(pair, kb, passages)]


def _held_out(pair: Pair) -> bool:
    """Whether a pair is never learned from: told by its words, so that it stays so when more pairs are written."""
    return hashlib.sha256(pair.question.encode()).digest()[0] % _HELD_OUT == 0


def _beside(pair: Pair, kb: KnowledgeBase, passages: dict[str, str]) -> list[Pair]:
    """Clauses that do not state what is asked: one of those found with it, one of the document.

    A question that its own document does not answer may be answered by another: of that one no others are shown.
    """
    others = [k for k in passages if _document(k) == _document(pair.clause_id) and k != pair.clause_id]
    found = [f for f in _found(pair.question, kb, passages) if f != pair.clause_id and (pair.label == STATED or f in others)]
    shown = random.sample(found, min(1, len(found)))
    shown += random.sample(others, 1) if others and random.random() < _WITH_ANOTHER else []
    return [Pair(pair.question, key, 0, _BESIDE if key in others else _FOUND_ELSEWHERE) for key in dict.fromkeys(shown)]


def _document(clause_id: str) -> str:
    return clause_id.split("#")[0]


def _found(question: str, kb: KnowledgeBase, passages: dict[str, str]) -> list[str]:
    return [h.clause.clause_id for h in kb.search(question, _FOUND) if h.clause.clause_id in passages]


def _asked(row: Row, kb: KnowledgeBase, passages: dict[str, str]) -> list[Pair]:
    """What a question of the working half teaches."""
    gold = [g.ref for g in row.gold if g.ref in passages]
    status = set(row.status)
    found = _found(row.q, kb, passages)
    if gold and Status.ANSWERED.value in status:
        others = [f for f in found if f not in gold]
        stated = [Pair(row.q, g, STATED, len(gold) ** -0.5) for g in gold]
        return stated + [Pair(row.q, other, 0, _BESIDE) for other in random.sample(others, min(2, len(others)))]
    if status and not status & {Status.ANSWERED.value, Status.PARTIAL.value, Status.REFUSED.value}:
        return [Pair(row.q, f, 1 if i == 0 else 0, _UNANSWERED) for i, f in enumerate(found[:2])]
    return []


def train(learner: Learner, pool: Pool, pairs: list[Pair], held: list[Pair], rounds: int = _EPOCHS) -> None:
    """Teach it the pairs, and print after each round how well those held out are told apart."""
    head = list(learner.head.parameters())
    rest = [p for p in learner.parameters() if not any(p is h for h in head)]
    optimiser = torch.optim.AdamW([{"params": rest, "lr": _RATE}, {"params": head, "lr": _HEAD_RATE}], weight_decay=0.01)
    steps = rounds * math.ceil(len(pairs) / _BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min(1, (step + 1) / _WARM_UP) * _falling(step / steps))
    for epoch in range(rounds):
        began = time.perf_counter()
        learner.train()
        for batch in _batches(pairs, pool):
            scores = learner(*pool.of(batch))
            weights = torch.tensor([p.weight for p in batch])
            labels = torch.tensor([p.label for p in batch])
            losses = functional.cross_entropy(scores, labels, reduction="none", label_smoothing=_SMOOTHING)
            optimiser.zero_grad()
            ((losses * weights).sum() / weights.sum()).backward()
            nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
            optimiser.step()
            pace.step()
        stated = np.array([p.label == STATED for p in held])
        chances = chances_of(learner, pool, held)
        right = float(((chances > 0.5) == stated).mean())
        print(f"round {epoch + 1}: AUC {_auc(stated, chances):.3f}, right {right:.3f}, {time.perf_counter() - began:.0f} s", flush=True)


def _falling(share: float) -> float:
    return max(0.02, 0.5 * (1 + math.cos(math.pi * share)))


def _batches(pairs: list[Pair], pool: Pool) -> list[list[Pair]]:
    """Batches of pairs of like length, in random order."""
    order = random.sample(pairs, len(pairs))
    stretch = _BATCH * 20
    sorted_pairs = [p for at in range(0, len(order), stretch) for p in sorted(order[at : at + stretch], key=pool.length)]
    batches = [sorted_pairs[at : at + _BATCH] for at in range(0, len(sorted_pairs), _BATCH)]
    return random.sample(batches, len(batches))


def chances_of(learner: Learner, pool: Pool, pairs: Sequence[Pair]) -> NDArray[np.float32]:
    """How likely each clause states what is asked, (n,)."""
    learner.eval()
    batches = [pairs[at : at + _BATCH] for at in range(0, len(pairs), _BATCH)]
    with torch.inference_mode():
        return np.concatenate([torch.softmax(learner(*pool.of(b)), 1)[:, STATED].numpy() for b in batches])


def _auc(stated: NDArray[np.bool_], chances: NDArray[np.float32]) -> float:
    """How often a stated one is thought likelier than one that is not."""
    yes, no = chances[stated], chances[~stated]
    return float(np.mean(yes[:, None] > no[None]))


if __name__ == "__main__":
    main()
