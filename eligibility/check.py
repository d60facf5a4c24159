"""Rules held against their documents: words verbatim, figures those of the words, facts of the right type, cases right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from eligibility.cases import case_problems
from eligibility.conditions import BOUNDS, Condition
from eligibility.facts import FactBook
from eligibility.quotes import worded, worded_amount
from eligibility.rulebook import Bound, Source, beside, bind, read_rules
from eligibility.schema import Amount, Cap, Rule
from language.quantities import read_figures
from language.regions import NATION, parse_region
from policy.answers import applicant_line
from policy.documents import Document
from policy.errors import UnreadableSource
from policy.provisions import Comparator, FigureKind

# 3%以上 and 低于3% draw the same line: the figure itself is on the upper side.
_LINES = {
    "at_least": {Comparator.GE, Comparator.LT}, "less_than": {Comparator.GE, Comparator.LT},
    "more_than": {Comparator.GT, Comparator.LE}, "at_most": {Comparator.GT, Comparator.LE},
}  # fmt: skip
_SAYS_NO_BOUND = {Comparator.EQ, Comparator.ABOUT}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file of rules or cases, and on which line; 0 where the message says it itself."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.message}" if self.line else self.message


def check_file(document: Document, file: Path, facts: FactBook) -> list[Problem]:
    """Everything that is wrong with the rules and cases beside a document. [] where it has none."""
    path = beside(file, document.id, "rules")
    if path is None:
        return []
    try:
        source = read_rules(path)
    except UnreadableSource as error:
        return [Problem(path, 0, str(error))]
    if source.file.document != document.id:
        return [Problem(path, 1, f"document is {source.file.document}, but the file stands beside {document.id}")]
    found = [*_seen(source, document)]
    for n, rule in enumerate(source.file.rules):
        line = source.lines.get(("rules", n), 1)
        found += [Problem(path, line, f"rule {rule.id}: {m}") for m in _rule(rule, document, source, facts)]
    if not found:
        cases = beside(file, document.id, "cases")
        found += [Problem(cases or path, n, m) for n, m in case_problems(source, cases, document, facts)]
    return found


def _seen(source: Source, document: Document) -> Iterator[Problem]:
    """The digests recorded: one for each clause that a rule rests on, and no other."""
    named = {c for rule in source.file.rules for c in rule.clauses}
    for name in source.file.seen:
        if name not in named:
            line = source.lines.get(("seen", name), 1)
            yield Problem(source.path, line, f"seen names {name}, on which no rule rests; remove it")


def _rule(rule: Rule, document: Document, source: Source, facts: FactBook) -> Iterator[str]:
    undeclared = [f for f in rule.facts if f not in facts.facts]
    if undeclared:
        yield f"asks for {', '.join(undeclared)}, which facts.yaml lacks; declare it there"
        return
    bound = bind(rule, document, source.file.seen)
    yield from _clauses(bound, source)
    yield from _quotes(bound)
    if rule.region and rule.region != NATION and parse_region(rule.region) is None:
        yield f"region {rule.region} is no place that is known; write it as the documents do"
    for n, criterion in enumerate(rule.criteria, 1):
        yield from (f"criterion {n}: {m}" for m in _condition(criterion, criterion.quote, facts))
    if rule.benefit.amount:
        yield from (f"benefit: {m}" for m in _amount(rule.benefit.amount, facts))


def _clauses(bound: Bound, source: Source) -> Iterator[str]:
    for name in bound.changed:
        if name not in bound.clauses:
            yield f"{bound.document.id} has no clause {name}; `policydesk clauses --document {bound.document.id}` lists them"
        elif name not in source.file.seen:
            yield f"seen lacks {name}; hold the rule against its words, then `policydesk rules seen {bound.rule.id}`"
        else:
            yield (
                f"the words of {name} have changed since the rule was held against them; read them, mend the rule, "
                f"then `policydesk rules seen {bound.rule.id}`"
            )


def _quotes(bound: Bound) -> Iterator[str]:
    rule = bound.rule
    quotes = [(rule.clause, rule.discretion)] if rule.discretion else []
    quotes += [q for c in rule.criteria for q in worded(c, rule.clause)]
    quotes += worded_amount(rule.benefit.amount, rule.clause) if rule.benefit.amount else ()
    for name, quote in quotes:
        clause = bound.clauses.get(name)
        if clause and quote not in clause.text and quote != applicant_line(clause):
            yield f"“{quote}” is not in {name}; quote it as it stands there"


def _condition(condition: Condition, quote: str, facts: FactBook) -> Iterator[str]:
    quote = condition.quote or quote
    for part in condition.parts:
        yield from _condition(part, quote, facts)
    yield from _types(condition, facts)
    for bound, limit in condition.bounds():
        whole = all(facts.facts[n].type == "whole" for n in condition.facts)
        if limit == 0 or (limit == 1 and whole):  # that there is any is said without a figure
            continue
        percent = bool(condition.ratio or condition.growth)
        yield from _figure(limit, quote, condition.as_written, "%" if percent else facts.facts[condition.facts[0]].unit, bound)


def _types(condition: Condition, facts: FactBook) -> Iterator[str]:
    if not condition.fact:
        units = {facts.facts[n].unit for n in condition.facts if facts.facts[n].type in ("number", "whole")}
        if (condition.ratio or condition.growth or condition.sum) and len(units) != 1:
            yield f"{' and '.join(condition.facts)} are not numbers of one unit"
        return
    fact = facts.facts[condition.fact]
    number = fact.type in ("number", "whole")
    if any(True for _ in condition.bounds()) != number:
        yield f"{fact.name} is {'a number: give a bound' if number else 'no number: it has no bounds'} ({', '.join(BOUNDS)})"
    if (isinstance(condition.is_, bool)) != (fact.type == "bool") and not number:
        yield f"{fact.name} is {'true or false' if fact.type == 'bool' else 'no yes or no'}"
    for value in (*(condition.one_of or ()), *([condition.is_] if isinstance(condition.is_, str) else [])):
        if value not in fact.values:
            yield f"{value} is not among the values of {fact.name}; declare it in facts.yaml"
    if condition.in_region and parse_region(condition.in_region) is None:
        yield f"{condition.in_region} is no place that is known"


def _amount(amount: Amount, facts: FactBook) -> Iterator[str]:
    for name in (*(amount.of or ()), *([amount.count] if amount.count else ())):
        if facts.facts[name].type not in ("number", "whole"):
            yield f"{name} is no number"
    for case in amount.cases or ():
        yield from _condition(case.when, "", facts) if case.when else ()
    if amount.percent is not None:
        yield from _figure(amount.percent, amount.quote, amount.as_written, "%")
    for value in (amount.up_to, *(s.yuan for s in amount.ladder or ())):
        yield from _figure(value, amount.quote, amount.as_written, "元") if value else ()
    for step in amount.ladder or ():
        yield from _figure(step.from_, amount.quote, amount.as_written, "") if step.from_ else ()
    for cap in amount.caps:
        yield from _cap(cap)
    for part in amount.parts:
        yield from _amount(part, facts)


def _cap(cap: Cap) -> Iterator[str]:
    yield from _figure(cap.yuan, cap.quote, cap.as_written, "元")


def _figure(value: Decimal, quote: str, as_written: str, unit: str, bound: str = "") -> Iterator[str]:
    """The figure is among those of the quote, and the words draw the line on the side that the rule does."""
    if as_written:
        if as_written not in quote:
            yield f"as_written “{as_written}” is not in its quote"
        return
    same = [f for f in read_figures(quote, colloquial=True) if f.value == value]
    kinds = {"元": FigureKind.MONEY, "%": FigureKind.PERCENT}
    same = [f for f in same if unit not in kinds or f.kind is kinds[unit]]
    if not same:
        yield f"{value:f}{unit} is not in its quote “{quote}”; quote the words that say it, or give as_written"
    elif bound and not any(f.comparator in _LINES[bound] | _SAYS_NO_BOUND for f in same):
        yield f"{bound} {value:f} is not what “{quote}” says: there the figure is {same[0].comparator.value} {same[0].text}"
