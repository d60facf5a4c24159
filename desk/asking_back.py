"""What to ask a caller back: which case of a clause is theirs, and the figure that a sum still needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desk.told_case import bare, case_told
from policy.answers import Answer, Status
from policy.documents import Clause
from policy.provisions import Provision

_CASES = 6
_MARK = re.compile(r"\[\d{1,3}\]")


@dataclass(frozen=True, slots=True)
class Choice:
    """One way in which the caller may answer: its words, and the question that this makes, of the document named."""

    words: str
    question: str
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """What to ask. `kind` is `which` of several things is meant, which `case` is theirs, or how much an `amount` is.

    `chosen` is the case that the caller's words tell already: it is not asked for, but may be changed. An amount's name is
    `base`; `before`, the name with what the caller says, and `after` make the next question, of the document named.
    """

    kind: str
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    base: str = ""
    before: str = ""
    after: str = ""
    document_id: str = ""


def backs(answer: Answer, cited: Sequence[Clause], said: Sequence[str] = ()) -> list[Back]:
    """What is worth asking after `answer`. `cited` are the clauses behind its citations, and, where it asks which of
    several is meant, those that it suggests, in that order; `said` is what the caller said before, the latest first.
    """
    if answer.status is Status.CLARIFY:
        return _which(answer, cited)
    by_reply = any(not c.document_id for c in answer.citations)  # what staff say to it is complete as it stands
    if answer.status not in (Status.ANSWERED, Status.PARTIAL) or by_reply:
        return []
    granted = _granted(answer, cited)
    cases = list(dict.fromkeys(p.condition for _, p in granted if p.condition))
    asked = bare(answer.understood or answer.question, cases)
    out, chosen = [], ""
    if 1 < len(cases) <= _CASES:
        chosen = case_of(answer, cited, said)
        found = {p.condition: clause for clause, p in reversed(granted)}
        out.append(Back("case", tuple(Choice(c, f"{c}，{asked}", found[c].document_id) for c in cases), chosen))
    if not any(f.worked for f in answer.figures):
        bases = {p.base: clause for clause, p in reversed(granted) if p.rate and p.base and chosen in ("", p.condition)}
        before = f"{chosen}，" if chosen else ""
        after = f"，{asked}"
        out += [Back("amount", base=b, before=before, after=after, document_id=c.document_id) for b, c in list(bases.items())[:2]]
    return out


def case_of(answer: Answer, cited: Sequence[Clause], said: Sequence[str] = ()) -> str:
    """Which of the cases that the cited words tell apart the caller has named, now or before; "" where none."""
    granted = _granted(answer, cited)
    cases = list(dict.fromkeys(p.condition for _, p in granted if p.condition))
    if not 1 < len(cases) <= _CASES:
        return ""
    common = [clause.heading for clause, _ in granted]
    texts = (answer.question, answer.understood, *said)
    return next((found for words in texts if (found := case_told(cases, words, common))), "")


def said_of(answer: Answer, cited: Sequence[Clause], case: str) -> str:
    """What the answer comes to in one case: its sum, then the clause's own words for it. "" where it has no words of its own."""
    granted = _granted(answer, cited)
    own = [(clause, p) for clause, p in granted if p.condition == case]
    sums = [_MARK.sub("", line) for line in answer.answer.split("\n") if line.startswith(f"{case}，")]
    quotes: dict[str, None] = {}
    for clause, p in own:
        words = clause.text[p.start : p.end]
        shared = any(q.condition != case and (q.start, q.end) == (p.start, p.end) for _, q in granted)
        figure = next((f.text for f in (p.cap, p.amount, p.rate) if f), "")
        quotes[f"{case}：{figure}（{words}）" if shared else words] = None
    return "\n".join([*sums, *(f"{words}。" for words in quotes)])


def _which(answer: Answer, cited: Sequence[Clause]) -> list[Back]:
    found = {c.heading: Choice(c.heading, f"{c.heading}，{answer.question}", c.document_id) for c in reversed(cited) if c.heading}
    choices = tuple(found[name] for name in dict.fromkeys(c.heading for c in cited if c.heading))
    return [Back("which", choices)] if choices else []


def _granted(answer: Answer, cited: Sequence[Clause]) -> list[tuple[Clause, Provision]]:
    """What the quoted words grant: the provisions inside the quotes that name a figure, each with its clause."""
    by_id = {clause.clause_id: clause for clause in cited}
    out: dict[Provision, Clause] = {}
    for c in answer.citations:
        clause = by_id.get(c.clause_id)
        if clause is None or c.field:
            continue
        inside = (p for p in clause.provisions if c.start <= p.start and p.end <= c.end)
        out |= {p: clause for p in inside if p.rate or p.cap or p.amount}
    return [(clause, p) for p, clause in out.items()]
