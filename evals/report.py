"""The report of a run: its figures as JSON, and the same as Markdown tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.dataset import Dataset
from evals.failures import as_text, failures
from evals.results import Result
from evals.score import against, summarise
from evals.tables import NAMES, heading, sections

NOTES = """\
- Right: an acceptable status, every figure asked for, no wrong one, and the gold clauses cited. A missing
  answer is wrong.
- Intervals are Wilson's, at 95%.
- The baselines decline only where they find nothing, so almost every question without an answer is wrong for them.
- Their latency is that of the search; for the first-clause baselines both retrievers run in it.
- A chunk of the tutorial's counts as citing every clause that it overlaps, and its ranking has 3 places. Its answers
  hold the right figure among many others; their length says how much there is to read.
- Figures backed: of the answers that state figures, the share in which each stands in what is cited, in a
  formula, or in the question; "strict" leaves out the question.
- Ablations are the whole system but for one thing. Without answerability, the clause found first is taken to answer.
  Without provisions, clauses are words alone. Dense and lexical retrieval alone order the clauses found; whether a
  question is about another subject is told by its vector in all of them."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The results of one run on one dataset: system -> row id -> result."""

    dataset: Dataset
    results: Mapping[str, Mapping[str, Result]]


def build(
    runs: Sequence[Scored], settings: Mapping[str, Any], levels: Mapping[str, str] | None = None, unseal: bool = False
) -> dict[str, Any]:
    """The report in JSON's types. `levels` are those of the documents, by id; `unseal` lists failures of a sealed half."""
    return {"settings": dict(settings), "datasets": [_dataset(run, levels or {}, unseal) for run in runs]}


def _dataset(run: Scored, levels: Mapping[str, str], unseal: bool) -> dict[str, Any]:
    rows = run.dataset.rows
    systems = {name: summarise(rows, results, name, levels) for name, results in run.results.items()}
    first = next(iter(run.results), "")
    others = {name: results for name, results in run.results.items() if name != first}
    compared = {name: against(rows, run.results[first], results) for name, results in others.items()}
    wrong = failures(rows, run.results[first], first) if first else []
    sealed = {row.id for row in rows if (run.dataset.sealed or row.sealed) and not unseal}
    shown = [f for f in wrong if f["id"] not in sealed]
    return {
        "name": run.dataset.name,
        "digest": run.dataset.digest,
        "rows": len(rows),
        "systems": systems,
        "compared_with": {first: compared} if compared else {},
        "failures": {first: shown},
        "failures_sealed": len(wrong) - len(shown),
    }


def failures_text(dataset: Mapping[str, Any]) -> str:
    """What the first system has wrong, for reading; what is sealed is counted."""
    ((system, found),) = dataset["failures"].items()
    hidden = dataset["failures_sealed"]
    title = f"{dataset['name']}: {NAMES.get(system, system)} has {len(found) + hidden} of {dataset['rows']} wrong"
    return as_text(found, f"{title}, {hidden} of them sealed and not listed" if hidden else title)


def markdown(report: Mapping[str, Any]) -> str:
    """The report as Markdown."""
    parts = ["# Evaluation", _settings(report["settings"])]
    for dataset in report["datasets"]:
        parts.append(f"## {heading(dataset)}")
        for table in sections(dataset):
            parts += [f"### {table.title}", markdown_table(table.head, table.rows)]
    return "\n\n".join([*parts, "## How to read this", NOTES]) + "\n"


def _settings(settings: Mapping[str, Any]) -> str:
    return "\n".join(f"- {name}: {flat(value)}" for name, value in settings.items() if value)


def flat(value: Any) -> str:
    """A setting's value in one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{k} {v}" for k, v in value.items())
    return ", ".join(str(v) for v in value) if isinstance(value, list) else str(value)


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are aligned right."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule, *rows])
