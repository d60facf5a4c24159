"""From what the retrievers found to hits: what the question names first, then by the fused score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.fusion import Fused, Weights, fuse
from index.snapshot import Scope, Snapshot
from policy.answers import Hit
from policy.documents import Clause

NAMED_CLAUSE, NAMED_DOCUMENT = 200.0, 100.0
"""Added to the score of what the question names. Standardised scores stay far below 100."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A clause in the list of hits; `named` is what its score gains by being named, `part` whether it is no unit."""

    clause: Clause
    fused: Fused
    named: float
    part: bool = False

    @property
    def score(self) -> float:
        return self.fused.score + self.named


def rank(
    snapshot: Snapshot, question: str, scope: Scope, dense: Mapping[int, float], standard: tuple[float, float],
    *, k: int, weights: Weights, most: int, meant: Mapping[int, float] | None = None,
) -> list[Hit]:  # fmt: skip
    """The best `k` hits. `dense` holds cosines by row, `standard` their mean and deviation over everything held.

    `meant` holds by row how near a question comes to how people speak of a unit, in standard deviations.

    First the clauses that the question names, a paragraph before its article; then the best of the documents it names,
    up to half of `k`, so that a document named in passing (根据……) leaves room for the rest; then everything else.
    """
    named = snapshot.lookup.find(question, scope.documents)
    rows = {clause: snapshot.row_of(clause) for clause in named.clauses}
    also = {*rows.values(), *snapshot.rows_of(named.documents)}
    fused = fuse(dense, standard, snapshot.lexical.scores(question), scope.rows, weights, most, also, meant or {})
    titled = [f.row for f in fused if snapshot.units[f.row].document.id in named.documents]
    gains = dict.fromkeys(titled[: max(1, k // 2)], NAMED_DOCUMENT) | dict.fromkeys(rows.values(), NAMED_CLAUSE)
    by_row = {f.row: f for f in fused}
    units = [_Place(snapshot.units[f.row].clause, f, gains.get(f.row, 0.0)) for f in fused]
    held = {snapshot.units[row].clause.clause_id for row in rows.values()}
    parts = [_Place(c, by_row[row], NAMED_CLAUSE, True) for c, row in rows.items() if c.clause_id not in held]
    best = sorted(units + parts, key=lambda place: (-place.score, not place.part))[:k]
    return [_hit(snapshot, place, position) for position, place in enumerate(best, 1)]


def _hit(snapshot: Snapshot, place: _Place, position: int) -> Hit:
    """What is named stands first, so that its position in the list is its rank by exact look-up."""
    found = {"dense": place.fused.dense, "lexical": place.fused.lexical}
    if place.named:
        found["exact"] = (position, place.named)
    return Hit(
        clause=place.clause,
        document=snapshot.units[place.fused.row].document,
        score=place.score,
        ranks={name: seen[0] for name, seen in found.items() if seen},
        scores={name: seen[1] for name, seen in found.items() if seen},
    )
