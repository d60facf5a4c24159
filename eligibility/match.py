"""All rules decided for one applicant: verdicts, and the questions that settle most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from eligibility.benefits import NO_FIGURE, Sum, reckon
from eligibility.conditions import Condition
from eligibility.facts import FactBook, Value
from eligibility.intervals import Interval
from eligibility.logic import Decision, Truth, at_least, decide
from eligibility.quotes import Quotes
from eligibility.rulebook import Bound, RuleBook
from eligibility.standing import Standing, standing
from policy.verdicts import Criterion, Eligibility, Finding, Grant, NextQuestion, Verdict, Verdicts

_ORDER = {Eligibility.ELIGIBLE: 0, Eligibility.UNKNOWN: 1, Eligibility.INELIGIBLE: 2}
_STATUS = {True: Eligibility.ELIGIBLE, False: Eligibility.INELIGIBLE, None: Eligibility.UNKNOWN}
_FINDING = {True: Finding.MET, False: Finding.UNMET, None: Finding.UNKNOWN}
_CHANGED = "条款文字在规则核对之后有改动，重新核对之前不下结论"


def match(book: RuleBook, known: Mapping[str, Value], on: date, documents: Sequence[str] = ()) -> Verdicts:
    """The verdict on every rule (of these documents, where some are named) for what is known, on one day."""
    chosen = [b for b in book.rules if not documents or b.document.id in documents]
    results = [judge(b, known, on, book.facts) for b in chosen]
    ranked = sorted(results, key=lambda v: (_ORDER[v.status], -(v.benefit.amount_yuan or v.benefit.if_eligible_yuan or 0)))
    names = {name: fact.called for name, fact in book.facts.facts.items()}
    return Verdicts(on, _shown(known), tuple(ranked), tuple(_questions(results, book.facts)), names=names)


def _shown(known: Mapping[str, Value]) -> dict[str, bool | str | Decimal]:
    """The facts as they go by; of a rough one the figure that was named."""
    return {name: value.shown if isinstance(value, Interval) else value for name, value in known.items()}


def judge(bound: Bound, known: Mapping[str, Value], on: date, facts: FactBook) -> Verdict:
    """One rule decided. A rule whose clause has changed since somebody looked at it decides nothing."""
    rule, clause = bound.rule, bound.clause
    quotes = Quotes(bound)
    standings = standing(rule, bound.document.metadata, on, known)
    decisions = [] if bound.changed else [decide(c, known) for c in rule.criteria]
    all_ = [*(s.decision for s in standings), *decisions, *([Decision(None)] if bound.changed else [])]
    truth = at_least(len(all_), [d.truth for d in all_])
    sum_ = NO_FIGURE if bound.changed or truth is False else reckon(rule.benefit.amount, known, facts)
    criteria = [_of_standing(s, quotes) for s in standings]
    criteria += [_of_condition(c, d, quotes) for c, d in zip(rule.criteria, decisions, strict=False)]
    if bound.changed:
        criteria.append(Criterion("条款文字未变", Finding.UNKNOWN, why=_CHANGED))
    quotes.of_amount(rule.benefit.amount)
    return Verdict(
        rule_id=rule.id, clause_id=clause.clause_id if clause else f"{bound.document.id}#{rule.clause}",
        document_id=bound.document.id, document=bound.document.title, heading=clause.heading if clause else rule.clause,
        status=_STATUS[truth], criteria=tuple(criteria), benefit=_grant(bound, sum_, truth),
        local_discretion=bool(rule.discretion), missing=_missing(truth, all_, sum_),
        citations=tuple(quotes.citations), notes=rule.notes,
    )  # fmt: skip


def _missing(truth: Truth, decisions: Iterable[Decision], sum_: Sum) -> tuple[str, ...]:
    """Nothing matters to a verdict that is settled against the applicant; to one in favour only the amount is open."""
    if truth is False:
        return ()
    open_ = [f for d in decisions if d.truth is None for f in d.missing]
    return tuple(dict.fromkeys([*open_, *sum_.missing]))


def _of_standing(s: Standing, quotes: Quotes) -> Criterion:
    quote = quotes.of_metadata(s.field)
    clause_id = f"{quotes.bound.document.id}#" if quote else ""
    return Criterion(s.text, _FINDING[s.decision.truth], (s.fact,) if s.fact else (), quote, clause_id, s.decision.why)


def _of_condition(condition: Condition, decision: Decision, quotes: Quotes) -> Criterion:
    quote, clause_id = quotes.of_condition(condition)
    return Criterion(condition.text, _FINDING[decision.truth], condition.facts, quote, clause_id, decision.why)


def _grant(bound: Bound, sum_: Sum, truth: Truth) -> Grant:
    benefit = bound.rule.benefit
    eligible = truth is True
    return Grant(
        kind=benefit.kind, label=benefit.label, amount_yuan=sum_.yuan if eligible else None, formula=sum_.formula,
        period=benefit.period, at_least_yuan=sum_.at_least if eligible and sum_.missing and sum_.at_least else None,
        if_eligible_yuan=sum_.yuan if truth is None else None,
        caps=tuple((c.yuan, c.per or "") for c in sum_.caps),
    )  # fmt: skip


def _can_turn_out_well(verdict: Verdict) -> bool:
    """Whether telling what is missing can make it eligible; it can't under a draft, nor where only an amount is open."""
    open_ = [c for c in verdict.criteria if c.status is Finding.UNKNOWN]
    return bool(open_) and all(set(c.facts) & set(verdict.missing) for c in open_)


def _questions(results: Sequence[Verdict], facts: FactBook) -> list[NextQuestion]:
    """Missing facts, the one first that brings most verdicts nearest to being settled."""
    weights: Counter[str] = Counter()
    score: dict[str, Fraction] = {}
    for verdict in results:
        for name in verdict.missing:
            weights[name] += 1
            share = Fraction(1, len(verdict.missing)) / (1 if _can_turn_out_well(verdict) else 4)
            score[name] = score.get(name, Fraction(0)) + share
    order = sorted(score, key=lambda n: (-score[n], -weights[n], facts.place(n)))
    return [NextQuestion(n, facts.facts[n].question.zh, facts.facts[n].question.en) for n in order]
