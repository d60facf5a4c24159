"""What a message is, told by its meaning: a question on policies, or a wish to deceive, an order to the system, small talk.

Patterns (answer/guard.py) know the plain ways of saying such things; people who want help with a forged contract do not
name it so. The classifier of answer/linear.py was trained on phrases of each kind and on many that lie close to them and
are honest (evals/phrases/requests.jsonl).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from answer.guard import Refusal
from answer.linear import Linear, Vector

NAME = "requests"


class Request(StrEnum):
    """The kinds of message that it knows."""

    POLICY = "policy"
    FRAUD = "fraud"
    INJECTION = "injection"
    PRIVACY = "privacy"
    SMALL_TALK = "smalltalk"
    VAGUE = "vague"


REFUSED = {Request.FRAUD: Refusal.FRAUD, Request.INJECTION: Refusal.INJECTION, Request.PRIVACY: Refusal.PRIVACY}
# Turning an honest caller away is worse than answering a rogue with what everybody may read, and of a hundred messages three
# are of rogues: from here on each rogue more that a lower bound would catch costs more than one honest caller.
_SURE_REFUSED = 0.9
_SURE_OF_SUM = 0.95
_HONEST = 0.1  # so unlikely that words of fraud or orders are only spoken of
_SURE = {Request.SMALL_TALK: 0.85, Request.VAGUE: 0.5}
_READ = 1000  # characters that are read, of a pasted text

Sort = Callable[[str], dict[str, float]]
"""A text to the probability of each kind."""


def sorter(classifier: Linear, embed: Callable[[str], Vector]) -> Sort:
    """How likely a message is of each kind."""
    return lambda text: classifier.likely(embed(text[:_READ]))


def refused_by(likely: dict[str, float], *, plain_sum: bool = False) -> Refusal | None:
    """Why a message is refused, None where it is not: the kinds that are refused count together.

    It takes more to refuse a `plain_sum`: asking how large a contract must be for the cap sounds like making one up.
    """
    chances = {kind: likely.get(kind.value, 0.0) for kind in REFUSED}
    if sum(chances.values()) < (_SURE_OF_SUM if plain_sum else _SURE_REFUSED):
        return None
    return REFUSED[max(chances, key=lambda kind: chances[kind])]


def only_spoken_of(likely: dict[str, float]) -> bool:
    """Whether a message that has the words of what is refused is honest by its meaning: who asks what follows from a fraud.

    False where nothing tells.
    """
    return bool(likely) and sum(likely.get(kind.value, 0.0) for kind in REFUSED) < _HONEST


def surely(likely: dict[str, float], kind: Request) -> bool:
    """Whether a message is of a kind beyond much doubt."""
    return likely.get(kind.value, 0.0) >= _SURE.get(kind, 0.5)
