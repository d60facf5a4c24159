"""The figures of a report as tables, whatever they are printed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.ablations import ABLATIONS
from evals.dataset import KINDS
from evals.results import MISSING
from evals.score import DEPTHS
from policy.answers import Status

NAMES = {
    "policydesk": "PolicyDesk",
    "bm25": "BM25, first clause",
    "dense": "Dense, first clause",
    "llamaindex": "LlamaIndex tutorial",
} | {a.name: a.title for a in ABLATIONS}
_ABLATED = frozenset(a.name for a in ABLATIONS)

Systems = Mapping[str, dict[str, Any]]

COMPARED = (
    ("refusal precision", "refusals", "precision"),
    ("refusal recall", "refusals", "recall"),
    ("citation precision", "citations", "precision"),
    ("citation recall", "citations", "recall"),
    ("figures backed", "figures", "backed"),
)
"""What is compared beside right answers: label, part of a summary, figure in it."""


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
    systems = whole(dataset["systems"])
    out = [_accuracy(systems), *_ablations(dataset["systems"]), *_shares("Right answers by level", "levels", systems)]
    out += [*_shares("Dialogues", "dialogues", systems), _rates(systems), _retrieval(systems)]
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


def _shares(title: str, part: str, systems: Systems) -> list[Table]:
    held = next(iter(systems.values()))[part]
    rows = [[name, *(_share(s[part][name]) for s in systems.values())] for name in held]
    return [Table(title, _heads("", systems), rows)] if rows else []


def _ablations(systems: Systems) -> list[Table]:
    """A row for each system, those with a part left out among them; [] without one."""
    if not _ABLATED & systems.keys():
        return []
    head = ["", "right", *(label for label, _, _ in COMPARED), "MRR@10", "p50, ms"]
    rows = [[NAMES.get(name, name), *_compact(systems[name])] for name in in_order(systems)]
    return [Table("Ablations, beside the baselines", head, rows)]


def _compact(summary: Mapping[str, Any]) -> list[str]:
    values = [summary[part][which]["share"] for _, part, which in COMPARED]
    mrr, p50 = summary["retrieval"].get("mrr"), summary["latency_ms"].get("p50")
    cells = ["–" if v is None else f"{v:.3f}" for v in (*values, mrr)]
    return [_share(summary["accuracy"]["all"]), *cells, "–" if p50 is None else f"{p50:.0f}"]


def whole(systems: Systems) -> Systems:
    """The systems with nothing left out."""
    return {name: s for name, s in systems.items() if name not in _ABLATED}


def in_order(systems: Systems) -> list[str]:
    """The names: the first system, it with a part left out, the others."""
    names = list(systems)
    return sorted(names, key=lambda n: (n != names[0], n not in _ABLATED, names.index(n)))


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
