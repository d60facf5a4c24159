"""What may stand behind a sentence of a model."""

from __future__ import annotations

from dataclasses import dataclass

from answer.lexicon import Lexicon
from answer.state import Sum
from policy.provisions import Figure, Provision


@dataclass(frozen=True, slots=True)
class Backing:
    """What may stand behind a sentence: all text of the clauses it cites, their figures, and the question."""

    source: str
    figures: tuple[Figure, ...]
    provisions: tuple[Provision, ...]
    question: str
    given: tuple[Figure, ...]  # the figures of the question
    corrected: bool  # the question takes something for granted that is not so
    sums: tuple[Sum, ...]
    english: bool
    lexicon: Lexicon
