"""The report of a run: its figures as JSON, and the same as Markdown tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.dataset import Dataset
from evals.results import Result
from evals.score import Judgement, against, judge, pair, summarise
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
  formula, or in the question; "strict" leaves out the question."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The results of one run on one dataset: system -> row id -> result."""

    dataset: Dataset
    results: Mapping[str, Mapping[str, Result]]


def build(runs: Sequence[Scored], settings: Mapping[str, Any]) -> dict[str, Any]:
    """The report in JSON's types."""
    return {"settings": dict(settings), "datasets": [_dataset(run) for run in runs]}


def _dataset(run: Scored) -> dict[str, Any]:
    rows = run.dataset.rows
    systems = {name: summarise(rows, results, name) for name, results in run.results.items()}
    first = next(iter(run.results), "")
    others = {name: results for name, results in run.results.items() if name != first}
    compared = {name: against(rows, run.results[first], results) for name, results in others.items()}
    return {
        "name": run.dataset.name,
        "digest": run.dataset.digest,
        "rows": len(rows),
        "systems": systems,
        "compared_with": {first: compared} if compared else {},
    }


def failures(run: Scored, system: str) -> list[Judgement]:
    """The rows that a system has wrong."""
    pairs = pair(run.dataset.rows, run.results[system], system)
    return [j for j in (judge(row, result) for row, result in pairs) if not j.right]


def failures_text(run: Scored, system: str) -> str:
    """The failures for reading: id, kind, question, what is wrong, what was given."""
    wrong = failures(run, system)
    of = f"{len(wrong)} of {len(run.dataset.rows)}"
    lines = [f"## {run.dataset.name}: {NAMES.get(system, system)} has {of} wrong", ""]
    for j in wrong:
        cited = ", ".join(c.places[0].clause_id for c in j.result.cited if c.places) or "-"
        lines += [f"- **{j.row.id}** ({j.row.kind}) {j.row.q}", f"  - wrong: {'; '.join(j.reasons)}"]
        lines += [f"  - expected: {_expected(j)}", f"  - got: {j.result.status}: {_short(j.result.answer)}"]
        lines += [f"  - cited: {cited}"]
    return "\n".join(lines)


def _expected(judgement: Judgement) -> str:
    row = judgement.row
    parts = ["/".join(row.status), *(group[0] for group in row.must), *(f"not {s}" for s in row.must_not)]
    return "; ".join([*parts, *(g.ref for g in row.gold)])


def _short(text: str, limit: int = 200) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit] + "…"


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
