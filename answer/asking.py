"""What a question asks, told by its meaning: a linear classifier over the embedding of each part that asks.

The ways to ask for a thing are endless (什么时候到账, 钱几时下来, 多久能看到钱); patterns know a few of them. The classifier
is trained on phrases written for it (evals/phrases/asks.jsonl, `python -m evals.classifiers`), about all kinds of policies, so
that it knows asking and not topics. It belongs to one embedding model; with another one, patterns read alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from answer.asks import KINDS, Ask, implied_by
from answer.linear import Linear, Vector

NAME = "asks"
# How sure the classifier is before it adds what no pattern saw, and before it drops what one did.
_ADDS = 0.75
_DROPS = 0.75
_UNLIKELY = 0.03
_AGREED = 0.3  # what a pattern and the classifier both see, beside which an unlikely one is dropped as well
_MOST_PARTS = 4
# What the classifier may add: things that a policy text either states in so many words or leaves open. How much, how
# many, when and whether are read from the words, where a guess would turn a right answer away.
_ADDED = frozenset({
    Ask.MATERIALS, Ask.PLACE, Ask.PROCEDURE, Ask.PAYOUT, Ask.CONTACT, Ask.FEE, Ask.TAX, Ask.REPAYMENT, Ask.AGENT, Ask.INSTALMENT,
    Ask.RESULT, Ask.STATUS, Ask.LEGAL, Ask.BRAND, Ask.DEADLINE, Ask.RETROACTIVE,
})  # fmt: skip
# 要多少才够 is said with the words of how much and how many, and answered by what is demanded, not by what is given.
_THRESHOLD = 0.6
_MEASURED = frozenset({Ask.AMOUNT, Ask.COUNT, Ask.RATE, Ask.HOW_LONG})
_ADDABLE = {ask.value: ask for ask in _ADDED}


def asks_meant(
    parts: Sequence[str], seen: Sequence[tuple[Ask, ...]], asking: Linear, embed: Callable[[str], Vector]
) -> list[tuple[Ask, ...]]:
    """What each of several parts asks, from what patterns saw in it and what the classifier makes of it."""
    meant = [
        tuple(_together(asks, asking.likely(embed(part))))
        for part, asks in list(zip(parts, seen, strict=True))[:_MOST_PARTS]
    ]  # fmt: skip
    return [*meant, *seen[_MOST_PARTS:]]


def _together(asks: tuple[Ask, ...], likely: dict[str, float]) -> list[Ask]:
    """What patterns saw, without what the meaning rules out, and with what it is sure of."""
    top, chance = max(likely.items(), key=lambda item: item[1])
    broader = implied_by(Ask(top)) if top in set(Ask) else frozenset()
    kept = [
        a for a in asks
        if not KINDS[a].firm or likely.get(a.value, 1.0) >= _UNLIKELY or top in {a.value, *(b.value for b in implied_by(a))} or a in broader
        or (chance < _DROPS and not any(likely.get(b.value, 0.0) >= _AGREED for b in asks if b is not a))
    ]  # fmt: skip
    if likely.get(Ask.THRESHOLD.value, 0.0) >= _THRESHOLD and _MEASURED & set(asks):
        kept = [Ask.THRESHOLD, *(a for a in kept if a not in _MEASURED)]
    if chance >= _ADDS and (meant := _ADDABLE.get(top)) is not None and meant not in kept:
        kept = [meant, *(a for a in kept if a not in implied_by(meant))]
    return kept
