"""The words behind a verdict: each quote cited once, in the order in which it is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eligibility.conditions import Condition
from eligibility.rulebook import Bound
from eligibility.schema import Amount
from policy.answers import Citation, applicant_line, cite, cite_applicant, cite_metadata


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
        """Cite words of a clause; with "" for the clause, a field of the metadata. False where they are not there."""
        if (name, quote) not in self.bound.cited:
            self.bound.cited[name, quote] = self._made(name, quote)
        made = self.bound.cited[name, quote]
        if made is not None and all(c.clause_id != made.clause_id or c.quote != made.quote for c in self.citations):
            self.citations.append(replace(made, n=len(self.citations) + 1))
        return made is not None

    def _made(self, name: str, quote: str) -> Citation | None:
        if not name:
            return cite_metadata(1, self.bound.document, quote)
        clause = self.bound.clauses.get(name)
        if clause and quote == applicant_line(clause):
            return cite_applicant(1, clause, self.bound.document)
        at = clause.text.find(quote) if clause else -1
        return cite(1, clause, self.bound.document, at, at + len(quote)) if clause and at >= 0 else None

    def of_metadata(self, fieldname: str) -> str:
        """Cite what the document says of itself; the quote, "" where it says nothing."""
        if not fieldname or not self._cite("", fieldname):
            return ""
        made = self.bound.cited["", fieldname]
        return made.quote if made else ""

    def of_condition(self, condition: Condition) -> tuple[str, str]:
        """Cite the words of a condition; its first quote, with the clause that it stands in."""
        first = ("", "")
        for name, quote in worded(condition, self.bound.rule.clause):
            if self._cite(name, quote) and (made := self.bound.cited[name, quote]) and not first[0]:
                first = (quote, made.clause_id)
        return first

    def of_amount(self, amount: Amount | None) -> None:
        """Cite the words of an amount, and those that leave it to the locality."""
        if self.bound.rule.discretion:
            self._cite(self.bound.rule.clause, self.bound.rule.discretion)
        for name, quote in worded_amount(amount, self.bound.rule.clause) if amount else ():
            self._cite(name, quote)
