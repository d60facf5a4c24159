"""What a system has wrong: the question, what was wanted, what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evals.dataset import Row
from evals.results import Result
from evals.score import Judgement, judge, pair


def failures(rows: Sequence[Row], results: Mapping[str, Result], system: str) -> list[dict[str, Any]]:
    """The rows that a system has wrong, in JSON's types."""
    judged = (judge(row, result) for row, result in pair(rows, results, system))
    return [_failure(judgement) for judgement in judged if not judgement.right]


def _failure(judgement: Judgement) -> dict[str, Any]:
    row, result = judgement.row, judgement.result
    return {
        "id": row.id,
        "kind": row.kind,
        "q": row.q,
        "before": [turn.content for turn in row.history if turn.role == "user"],
        "wrong": list(judgement.reasons),
        "wanted": _wanted(row),
        "status": result.status,
        "came": " ".join(result.answer.split()),
        "cited": [c.places[0].clause_id for c in result.cited if c.places],
    }


def _wanted(row: Row) -> str:
    parts = ["/".join(row.status), *(group[0] for group in row.must), *(f"not {s}" for s in row.must_not)]
    return "; ".join([*parts, *(g.ref for g in row.gold)])


def as_text(found: Sequence[Mapping[str, Any]], title: str) -> str:
    """The failures for reading, as Markdown."""
    lines = [f"## {title}", ""]
    for f in found:
        lines += [f"- **{f['id']}** ({f['kind']}) {f['q']}", f"  - wrong: {'; '.join(f['wrong'])}"]
        lines += [f"  - expected: {f['wanted']}", f"  - got: {f['status']}: {shortened(f['came'], 200)}"]
        lines += [f"  - cited: {', '.join(f['cited']) or '-'}"]
    return "\n".join(lines)


def shortened(text: str, most: int) -> str:
    """At most so many characters of a text, with a sign where it goes on."""
    return text if len(text) <= most else text[:most] + "…"
