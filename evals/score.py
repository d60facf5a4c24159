"""Score: whether one result is right, and how good a run is. Pure functions over rows and results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Any

from evals.dataset import CITING, KINDS, Gold, Row, is_at
from evals.dialogues import by_turn
from evals.figures import evidenced, holds, stated, unbacked
from evals.levels import by_level
from evals.results import MISSING, Cited, Result, missing
from policy.answers import Status

REFUSING = frozenset({Status.NOT_COVERED.value, Status.REFUSED.value})
CLARIFYING = frozenset({Status.CLARIFY.value})
DEPTHS = (1, 3, 5, 10)

Pairs = Sequence[tuple[Row, Result]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a result is right; where not, every reason."""

    row: Row
    result: Result
    reasons: tuple[str, ...]

    @property
    def right(self) -> bool:
        """No reason against it."""
        return not self.reasons


def pair(rows: Sequence[Row], results: Mapping[str, Result], system: str) -> list[tuple[Row, Result]]:
    """Each row with its result; a row without one is paired with a missing answer, which scores zero."""
    return [(row, results.get(row.id) or missing(row.id, system)) for row in rows]


def judge(row: Row, result: Result) -> Judgement:
    """Right if the status is acceptable, the figures are there and no wrong one, and the gold is cited."""
    if result.status == MISSING:
        return Judgement(row, result, (f"no answer {result.error}".strip(),))
    reasons = []
    if result.status not in row.status:
        reasons.append(f"status {result.status}, expected {'/'.join(row.status)}")
    reasons += [f"lacks {g[0]}" for g in row.must if not any(holds(result.answer, s) for s in g)]
    reasons += [f"must not say {s}" for s in row.must_not if holds(result.answer, s)]
    if result.status in CITING and row.gold:
        found, needed = gold_found(row, result.cited)
        if found < needed:
            reasons.append(f"cites {found} of {needed} of {', '.join(g.ref for g in row.gold)}")
    return Judgement(row, result, tuple(reasons))


def covers(cited: Cited, gold: Gold) -> bool:
    """Whether a citation covers the clause that `gold` names."""
    return any(is_at(gold, p.document_id, p.clause_id, p.heading) for p in cited.places)


def gold_found(row: Row, cited: Sequence[Cited]) -> tuple[int, int]:
    """How many of the gold clauses are among the cited, and how many must be."""
    found = sum(any(covers(c, gold) for c in cited) for gold in row.gold)
    return (min(found, 1), 1) if row.gold_need == "any" else (found, len(row.gold))


def wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval for a share, at 95% unless told."""
    if not total:
        return 0.0, 1.0
    share = right / total
    middle = share + z * z / (2 * total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def share(right: int, total: int) -> dict[str, Any]:
    """A share with its counts and interval; `share` is None where there is nothing to divide by."""
    low, high = wilson(right, total)
    value = round(right / total, 4) if total else None
    return {"right": right, "total": total, "share": value, "low": round(low, 4), "high": round(high, 4)}


def accuracy(judgements: Sequence[Judgement]) -> dict[str, dict[str, Any]]:
    """Right answers by kind, and over `all`."""
    groups = {kind: [j for j in judgements if j.row.kind == kind] for kind in KINDS}
    groups["all"] = list(judgements)
    return {kind: share(sum(j.right for j in group), len(group)) for kind, group in groups.items() if group}


def confusion(pairs: Pairs) -> dict[str, dict[str, int]]:
    """Counts of the status given, by the statuses acceptable."""
    table: dict[str, Counter[str]] = {}
    for row, result in pairs:
        table.setdefault("/".join(sorted(row.status)), Counter())[result.status] += 1
    return {expected: dict(counts) for expected, counts in sorted(table.items())}


def citations(pairs: Pairs) -> dict[str, dict[str, Any]]:
    """Precision: cited clauses that are gold; recall: gold clauses that are cited. Over rows with gold."""
    right = total = found = needed = 0
    for row, result in pairs:
        if not row.gold:
            continue
        distinct = {c.places: c for c in result.cited}.values()
        right += sum(any(covers(c, gold) for gold in row.gold) for c in distinct)
        total += len(distinct)
        got, need = gold_found(row, result.cited)
        found, needed = found + got, needed + need
    return {"precision": share(right, total), "recall": share(found, needed)}


def withheld(pairs: Pairs, statuses: frozenset[str]) -> dict[str, dict[str, Any]]:
    """Precision: answers with one of `statuses` where that is acceptable.

    Recall: rows that accept no other status and got one of them.
    """
    given = [(row, result) for row, result in pairs if result.status in statuses]
    due = [(row, result) for row, result in pairs if statuses.issuperset(row.status)]
    precise = sum(bool(statuses & set(row.status)) for row, _ in given)
    return {
        "precision": share(precise, len(given)),
        "recall": share(sum(result.status in statuses for _, result in due), len(due)),
    }


def backing(pairs: Pairs) -> dict[str, dict[str, Any]]:
    """Of the answers that state figures, the share in which each stands in what is cited or in a formula.

    `strict` counts that alone; `backed` also lets an answer repeat a figure of the question.
    """
    strict = backed = total = 0
    for row, result in pairs:
        claims = stated(result.answer) if result.status in CITING else set()
        if not claims:
            continue
        open_claims = unbacked(claims, evidenced([*(c.evidence for c in result.cited), *result.worked]))
        asked = evidenced([row.q, *(t.content for t in row.history)])
        total += 1
        strict += not open_claims
        backed += not unbacked(open_claims, asked)
    return {"backed": share(backed, total), "strict": share(strict, total)}


def retrieval(pairs: Pairs) -> dict[str, Any]:
    """Recall@k and the mean reciprocal rank of the first gold clause, over rows with a gold clause.

    A reference to a document's metadata is left out: it is no clause, so a search for clauses can't find it.
    """
    ranked = []
    for row, result in pairs:
        gold = tuple(g for g in row.gold if g.heading)
        if gold:
            ranked.append((gold, row.gold_need, result.ranked))
    if not ranked:
        return {"rows": 0}
    out: dict[str, Any] = {"rows": len(ranked)}
    for k in DEPTHS:
        out[f"recall@{k}"] = round(sum(_recall(g, n, r[:k]) for g, n, r in ranked) / len(ranked), 4)
    out["mrr"] = round(sum(_reciprocal(g, r) for g, _, r in ranked) / len(ranked), 4)
    return out


def _recall(gold: Sequence[Gold], need: str, ranked: Sequence[Cited]) -> float:
    found = sum(any(covers(c, g) for c in ranked) for g in gold)
    return float(found > 0) if need == "any" else found / len(gold)


def _reciprocal(gold: Sequence[Gold], ranked: Sequence[Cited]) -> float:
    places = (1 / n for n, c in enumerate(ranked, 1) if any(covers(c, g) for g in gold))
    return next(places, 0.0)


def latency(results: Sequence[Result]) -> dict[str, float]:
    """Milliseconds at the 50th and 95th percentile and on average, of the answers that are there."""
    times = sorted(r.latency_ms for r in results if r.status != MISSING)
    if not times:
        return {}
    return {
        "p50": round(percentile(times, 50), 1),
        "p95": round(percentile(times, 95), 1),
        "mean": round(sum(times) / len(times), 1),
    }


def quantiles(results: Sequence[Result]) -> list[float]:
    """Milliseconds at the 0th, 1st, ... 100th percentile of the answers that are there; [] where there is none."""
    times = sorted(r.latency_ms for r in results if r.status != MISSING)
    return [round(percentile(times, percent), 1) for percent in range(101)] if times else []


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The value below which `percent` of an ordered, non-empty list lies, interpolated."""
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def summarise(
    rows: Sequence[Row], results: Mapping[str, Result], system: str, levels: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """All figures of one system on one dataset, in JSON's types. `levels` are those of the documents, by id."""
    pairs = pair(rows, results, system)
    judgements = [judge(row, result) for row, result in pairs]
    return {
        "accuracy": accuracy(judgements),
        "dialogues": {name: share(*counts) for name, counts in by_turn(judgements).items()},
        "levels": {name: share(*counts) for name, counts in by_level(judgements, levels or {}).items()},
        "confusion": confusion(pairs),
        "citations": citations(pairs),
        "refusals": withheld(pairs, REFUSING),
        "clarifications": withheld(pairs, CLARIFYING),
        "figures": backing(pairs),
        "retrieval": retrieval(pairs),
        "latency_ms": latency([result for _, result in pairs]),
        "latency_quantiles_ms": quantiles([result for _, result in pairs]),
        "length": median([len(result.answer) for _, result in pairs if result.status in CITING] or [0]),
        "missing": sum(result.status == MISSING for _, result in pairs),
    }


def against(rows: Sequence[Row], one: Mapping[str, Result], other: Mapping[str, Result]) -> dict[str, int]:
    """Question by question: how many only the one has right, only the other, both, neither."""
    counts = {"only_one": 0, "only_other": 0, "both": 0, "neither": 0}
    names = (("neither", "only_other"), ("only_one", "both"))
    for (row, first), (_, second) in zip(pair(rows, one, ""), pair(rows, other, ""), strict=True):
        counts[names[judge(row, first).right][judge(row, second).right]] += 1
    return counts
