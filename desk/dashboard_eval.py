"""The last evaluation's report, where there is one: `policydesk eval` keeps it in the data folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desk.charts import bars
from desk.markup import esc
from desk.texts import Language, text


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval, from 0 to 1, and how many of how many."""

    name: str
    right: int
    total: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The first system's figures on one dataset."""

    dataset: str
    rows: int
    when: str
    shares: tuple[Share, ...]


def evaluated(report: Mapping[str, Any] | None) -> list[Evaluated]:
    """Its figures by dataset; nothing where there is no report, or it is of another form."""
    try:
        return [_evaluated(d, str(report["settings"].get("time", ""))[:10]) for d in report["datasets"]] if report else []
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration):
        return []


def _evaluated(dataset: dict[str, Any], when: str) -> Evaluated:
    first = dataset["systems"].get("policydesk") or next(iter(dataset["systems"].values()))
    given = (
        ("right", first["accuracy"]["all"]), ("precision", first["citations"]["precision"]),
        ("recall", first["citations"]["recall"]), ("refusals", first["refusals"]["recall"]),
    )  # fmt: skip
    shares = tuple(Share(name, int(s["right"]), int(s["total"]), float(s["low"] or 0), float(s["high"] or 0)) for name, s in given if s["total"])
    return Evaluated(str(dataset["name"]), int(dataset["rows"]), when, shares)


def evaluation_html(found: list[Evaluated], language: Language) -> str:
    """The figures drawn, with their intervals."""
    if not found:
        return f'<p class="pd-hint">{text("board_eval_none", language)}</p>'
    return "".join(_one(e, language) for e in found)


def _one(e: Evaluated, language: Language) -> str:
    rows = []
    for s in e.shares:
        within = text("board_eval_interval", language, low=f"{s.low:.0%}", high=f"{s.high:.0%}")
        rows.append((f'{text(f"board_eval_{s.name}", language)} <small>{within}</small>', s.right / s.total, f"{s.right / s.total:.0%} ({s.right}/{s.total})"))
    when = text("board_eval_when", language, when=e.when, rows=e.rows)
    return f'<h4>{esc(e.dataset)} <small>{esc(when)}</small></h4>{bars(rows, most=1.0)}'

