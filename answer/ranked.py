"""Hits in the order that a search and the reading together of question and clause give them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.state import Context
from policy.answers import Hit

LOOKED_AT = 4  # hits that are read together with what is asked
_FURTHEST = 0.01  # a chance nearer to 0 or 1 tells no more


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit, its score that of both together in standard deviations, and how likely its clause states what is asked."""

    hit: Hit
    chance: float


def ranked(text: str, hits: Sequence[Hit], context: Context, weight: float) -> list[Ranked]:
    """Hits of a question or a part of it, best first: `weight` standard deviations of the search's score for each unit of log-odds.

    The search's own score where nothing reads the two together.
    """
    chances = context.stated(text, hits) if context.stated and hits else [0.5] * len(hits)
    scored = [(h, h.score + weight * log_odds(chance), chance) for h, chance in zip(hits, chances, strict=True)]
    return sorted((Ranked(replace(h, score=score), chance) for h, score, chance in scored), key=lambda r: -r.hit.score)


def log_odds(chance: float) -> float:
    """Of a chance, 0 to 1, held off both ends."""
    held = min(max(chance, _FURTHEST), 1 - _FURTHEST)
    return math.log(held / (1 - held))
