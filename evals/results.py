"""What a system gave for one question, in the form in which it is kept and scored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

MISSING = "missing"  # the status of an answer that is not there, or ended in an error


@dataclass(frozen=True, slots=True)
class Place:
    """A clause by id and heading; an id that ends in `#` is the document's metadata."""

    document_id: str
    clause_id: str
    heading: str


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation: the clauses that it covers (a clause is one; a chunk of text may overlap several).

    `evidence` is all that it lets a reader see: clause text, quote, title, number and dates of the document.
    """

    places: tuple[Place, ...]
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A system's answer to one row. `ranked` is what its search found, `worked` the figures with formulas."""

    id: str
    system: str
    status: str
    answer: str = ""
    cited: tuple[Cited, ...] = ()
    ranked: tuple[Cited, ...] = ()
    worked: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    latency_ms: float = 0.0
    error: str = ""

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def missing(row_id: str, system: str, error: str = "") -> Result:
    """The result that stands for an answer that is not there."""
    return Result(id=row_id, system=system, status=MISSING, error=error)


def read(path: Path) -> dict[str, Result]:
    """The results kept in a file, by row id."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return by_id(_result(json.loads(line)) for line in lines if line.strip())


def by_id(results: Iterable[Result]) -> dict[str, Result]:
    """Results by row id; of two for one row the later counts."""
    return {r.id: r for r in results}


def _result(data: dict[str, Any]) -> Result:
    fields = dict(data)
    for name in ("cited", "ranked"):
        fields[name] = tuple(_cited(c) for c in data[name])
    for name in ("worked", "notes"):
        fields[name] = tuple(data[name])
    return Result(**fields)


def _cited(data: dict[str, Any]) -> Cited:
    return Cited(tuple(Place(**p) for p in data["places"]), data["evidence"])
