"""The words behind a verdict: each quote cited once, in the order in which it is used."""

from __future__ import annotations

from collections.abc import Iterator

from eligibility.conditions import Condition
from eligibility.rulebook import Bound
from eligibility.schema import Amount
from policy.answers import Citation, cite, cite_metadata


def worded(condition: Condition, clause: str) -> Iterator[tuple[str, str]]:
    """(clause, quote) of a condition, or of its parts where it has no words of its own."""
    clause = condition.clause or clause
    if condition.quote:
        yield clause, condition.quote
    for part in condition.parts:
        yield from worded(part, clause)


def worded_amount(amount: Amount, clause: str) -> Iterator[tuple[str, str]]:
    """(clause, quote) of an amount, its caps, its cases and its parts."""
    clause = amount.clause or clause
    if amount.quote:
        yield clause, amount.quote
    for case in amount.cases or ():
        yield from worded(case.when, clause) if case.when else ()
    for cap in amount.caps:
        yield cap.clause or clause, cap.quote
    for part in amount.parts:
        yield from worded_amount(part, clause)


class Quotes:
    """Collects the citations of one verdict. Words that a clause no longer holds are not cited."""

    def __init__(self, bound: Bound) -> None:
        self.bound = bound
        self.citations: list[Citation] = []

    def _cite(self, name: str, quote: str) -> bool:
        clause = self.bound.clauses.get(name)
        at = clause.text.find(quote) if clause else -1
        if clause is None or at < 0:
            return False
        if not any(c.clause_id == clause.clause_id and c.quote == quote for c in self.citations):
            self.citations.append(cite(len(self.citations) + 1, clause, self.bound.document, at, at + len(quote)))
        return True

    def of_metadata(self, fieldname: str) -> str:
        """Cite what the document says of itself; the quote, "" where it says nothing."""
        if not fieldname:
            return ""
        made = cite_metadata(len(self.citations) + 1, self.bound.document, fieldname)
        self.citations.append(made)
        return made.quote

    def of_condition(self, condition: Condition) -> tuple[str, str]:
        """Cite the words of a condition; its first quote, with the clause that it stands in."""
        first = ("", "")
        for name, quote in worded(condition, self.bound.rule.clause):
            if self._cite(name, quote) and not first[0]:
                first = (quote, self.bound.clauses[name].clause_id)
        return first

    def of_amount(self, amount: Amount | None) -> None:
        """Cite the words of an amount, and those that leave it to the locality."""
        if self.bound.rule.discretion:
            self._cite(self.bound.rule.clause, self.bound.rule.discretion)
        for name, quote in worded_amount(amount, self.bound.rule.clause) if amount else ():
            self._cite(name, quote)
