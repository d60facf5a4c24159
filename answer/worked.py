"""What no clause states as such may still be worked out of one: where a cap is reached, how far it is, what share two amounts make."""

from __future__ import annotations

import re

from answer.asks import Ask
from answer.calculate import sums_of
from answer.state import Context, Draft, Sum
from answer.targets import apart
from policy.answers import Status

_NUMBERS = {Ask.AMOUNT, Ask.COUNT, Ask.RATE, Ask.THRESHOLD, Ask.HOW_LONG, Ask.PRICE}
_HITS_TRIED = 3
_BEHIND = 1.1  # in standard deviations of the fused score
_WORKED = re.compile(r"[×÷−+]")


def work_out(draft: Draft, context: Context) -> None:
    """Take up a question whose number no clause states, where a clause found for it gives the number by a sum."""
    if draft.status is not Status.NOT_COVERED or not draft.hits or not draft.unstated or {Ask(u) for u in draft.unstated} - _NUMBERS:
        return
    near = [h for h in draft.hits[:_HITS_TRIED] if h.score >= draft.hits[0].score - _BEHIND]
    _, made_of = apart(near, draft.read, context)
    for hit in made_of or near:
        if made_of or any(_worked(s) for s in sums_of(hit.clause, draft.read, context)):
            draft.chosen, draft.unstated, draft.status = [hit], [], None
            return


def _worked(total: Sum) -> bool:
    return bool(_WORKED.search(total.formula))
