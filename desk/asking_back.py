"""What to ask a caller back: which case of a clause is theirs, and the figure that a sum still needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policy.answers import Answer, Status
from policy.documents import Clause
from policy.provisions import Provision

_CASES = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One way in which the caller may answer: its words, and the question that this makes."""

    words: str
    question: str


@dataclass(frozen=True, slots=True)
class Back:
    """What to ask. `kind` is `which` of several things is meant, which `case` is theirs, or how much an `amount` is.

    The amount's name is `base`; what the caller says goes behind `base` as the next question.
    """

    kind: str
    choices: tuple[Choice, ...] = ()
    base: str = ""


def backs(answer: Answer, cited: Sequence[Clause]) -> list[Back]:
    """What is worth asking after `answer`. `cited` are the clauses behind its citations, and, where it asks which of
    several is meant, those that it suggests, in that order.
    """
    if answer.status is Status.CLARIFY:
        named = dict.fromkeys(c.heading for c in cited if c.heading)
        found = tuple(Choice(name, f"{name}，{answer.question}") for name in named)
        return [Back("which", found)] if found else []
    by_reply = any(not c.document_id for c in answer.citations)  # what staff say to it is complete as it stands
    if answer.status not in (Status.ANSWERED, Status.PARTIAL) or by_reply:
        return []
    asked = answer.understood or answer.question
    granted = _granted(answer, cited)
    cases = dict.fromkeys(p.condition for p in granted if p.condition)
    out = []
    if 1 < len(cases) <= _CASES and not any(case in asked for case in cases):
        out.append(Back("case", tuple(Choice(case, f"{case}，{asked}") for case in cases)))
    if not any(f.worked for f in answer.figures):
        bases = dict.fromkeys(p.base for p in granted if p.rate and p.base)
        out += [Back("amount", base=base) for base in list(bases)[:2]]
    return out


def _granted(answer: Answer, cited: Sequence[Clause]) -> list[Provision]:
    """What the quoted words grant: the provisions inside the quotes that name a figure."""
    by_id = {clause.clause_id: clause for clause in cited}
    out: dict[Provision, None] = {}
    for c in answer.citations:
        clause = by_id.get(c.clause_id)
        if clause is None or c.field:
            continue
        inside = (p for p in clause.provisions if c.start <= p.start and p.end <= c.end)
        out |= dict.fromkeys(p for p in inside if p.rate or p.cap or p.amount)
    return list(out)
