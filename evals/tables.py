"""The figures of a report as tables, whatever they are printed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.dataset import KINDS
from evals.results import MISSING
from evals.score import DEPTHS
from policy.answers import Status

NAMES = {
    "policydesk": "PolicyDesk",
    "bm25": "BM25, first clause",
    "dense": "Dense, first clause",
    "llamaindex": "LlamaIndex tutorial",
}

Systems = Mapping[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """A head of n cells and rows of n cells; the first cell of a row is its name."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def heading(dataset: Mapping[str, Any]) -> str:
    """The dataset in one line."""
    return f"{dataset['name']}: {dataset['rows']} questions (digest {dataset['digest']})"


def sections(dataset: Mapping[str, Any]) -> list[Table]:
    """All tables of one dataset's figures, in the order of the report."""
    systems: Systems = dataset["systems"]
    out = [_accuracy(systems), *_dialogues(systems), _rates(systems), _retrieval(systems)]
    out += [_compared(first, others) for first, others in dataset["compared_with"].items()]
    return out + [_confusion(name, summary["confusion"]) for name, summary in systems.items()]


def _heads(first: str, systems: Mapping[str, Any]) -> list[str]:
    return [first, *(NAMES.get(name, name) for name in systems)]


def _share(value: Mapping[str, Any]) -> str:
    if value["share"] is None:
        return "–"
    return f"{value['share']:.3f} ({value['low']:.2f}–{value['high']:.2f}), {value['right']}/{value['total']}"


def _accuracy(systems: Systems) -> Table:
    held = next(iter(systems.values()))["accuracy"]
    kinds = [k for k in (*KINDS, "all") if k in held]
    rows = [[k, *(_share(s["accuracy"][k]) for s in systems.values())] for k in kinds]
    return Table("Right answers by kind", _heads("kind", systems), rows)


def _dialogues(systems: Systems) -> list[Table]:
    held = next(iter(systems.values()))["dialogues"]
    rows = [[name, *(_share(s["dialogues"][name]) for s in systems.values())] for name in held]
    return [Table("Dialogues", _heads("", systems), rows)] if rows else []


def _rates(systems: Systems) -> Table:
    lines = [
        ("citation precision", "citations", "precision"),
        ("citation recall", "citations", "recall"),
        ("refusal precision", "refusals", "precision"),
        ("refusal recall", "refusals", "recall"),
        ("clarification precision", "clarifications", "precision"),
        ("clarification recall", "clarifications", "recall"),
        ("answers with all figures backed", "figures", "backed"),
        ("the same, strict", "figures", "strict"),
    ]
    rows = [[label, *(_share(s[part][which]) for s in systems.values())] for label, part, which in lines]
    rows.append(["missing answers", *(str(s["missing"]) for s in systems.values())])
    return Table("Citations, refusals, figures", _heads("", systems), rows)


def _retrieval(systems: Systems) -> Table:
    names = [*(f"recall@{k}" for k in DEPTHS), "mrr"]
    rows = [["MRR@10" if n == "mrr" else n, *_numbers(systems, "retrieval", n, 3)] for n in names]
    rows += [[f"latency {n}, ms", *_numbers(systems, "latency_ms", n, 1)] for n in ("p50", "p95", "mean")]
    rows.append(["median length, characters", *(f"{s['length']:.0f}" for s in systems.values())])
    return Table("Retrieval, latency, length", _heads("", systems), rows)


def _numbers(systems: Systems, part: str, name: str, places: int) -> list[str]:
    values = [s[part].get(name) for s in systems.values()]
    return ["–" if v is None else f"{v:.{places}f}" for v in values]


def _compared(first: str, others: Mapping[str, Mapping[str, int]]) -> Table:
    rows = [
        [NAMES.get(name, name), *(str(c[k]) for k in ("only_one", "only_other", "both", "neither"))]
        for name, c in others.items()
    ]
    title = f"{NAMES.get(first, first)} against the others, question by question"
    return Table(title, ["against", "only this right", "only the other right", "both right", "both wrong"], rows)


def _confusion(name: str, confusion: Mapping[str, Mapping[str, int]]) -> Table:
    given = [s for s in (*Status, MISSING) if any(s in counts for counts in confusion.values())]
    rows = [[expected, *(str(counts.get(s, 0)) for s in given)] for expected, counts in confusion.items()]
    return Table(f"Status expected and given: {NAMES.get(name, name)}", ["acceptable \\ given", *given], rows)
