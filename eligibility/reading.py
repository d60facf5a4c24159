"""Facts told in running text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from eligibility.facts import Value
from eligibility.rulebook import RuleBook
from policy.verdicts import Told


@dataclass(frozen=True, slots=True)
class Telling:
    """What a text tells: the values, where each stands, and the figures that no fact took."""

    values: Mapping[str, Value] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    unplaced: tuple[str, ...] = ()


def read_told(text: str, book: RuleBook, on: date) -> Telling:
    """The facts that a text tells."""
    return Telling()
