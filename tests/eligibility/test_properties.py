"""What holds of every rule of the corpus whatever an applicant tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eligibility.conditions import Condition
from eligibility.facts import Fact
from eligibility.match import match
from eligibility.rulebook import RuleBook
from eligibility.schema import Amount
from policy.verdicts import Finding, Verdict

DAY = date(2025, 9, 1)
PLACES = ("浙江省", "杭州市", "杭州市西湖区", "丽水市", "嘉兴市桐乡市", "上海市", "火星")
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _conditions(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in condition.parts:
        yield from _conditions(part)


def _limits(book: RuleBook) -> dict[str, set[Decimal]]:
    """The figures at which something turns, by fact."""
    out: dict[str, set[Decimal]] = {}
    for rule in (b.rule for b in book.rules):
        for part in (p for c in rule.criteria for p in _conditions(c)):
            for name in part.facts if not part.parts else ():
                out.setdefault(name, set()).update(limit for _, limit in part.bounds())
    return out


def _value(fact: Fact, limits: set[Decimal]) -> st.SearchStrategy[Any]:
    if fact.type == "bool":
        return st.booleans()
    if fact.type == "region":
        return st.sampled_from(PLACES)
    if fact.type == "text":
        return st.sampled_from([*fact.values, "别的"])
    near = [limit + step for limit in limits for step in (-1, 0, 1) if fact.min <= limit + step <= fact.top]
    if fact.type == "whole":
        near = [n.to_integral_value() for n in near]
        return st.sampled_from(near or [Decimal(1)]) | st.integers(int(fact.min), int(min(fact.top, 50)))
    free = st.decimals(fact.min, fact.top, places=2, allow_nan=False, allow_infinity=False)
    return (st.sampled_from(near) | free) if near else free


@pytest.fixture(scope="module")
def applicants(corpus_rules: RuleBook) -> st.SearchStrategy[dict[str, Any]]:
    limits = _limits(corpus_rules)
    facts = corpus_rules.facts.facts
    values = {n: _value(f, limits.get(n, set())) for n, f in facts.items()}
    return st.fixed_dictionaries({}, optional=values).map(lambda told: _together(told, corpus_rules))


def _together(told: dict[str, Any], book: RuleBook) -> dict[str, Any]:
    """Without the smaller of two facts that can't be together."""
    wrong = {o.less for o in book.facts.orders if o.less in told and o.more in told and told[o.less] > told[o.more]}
    return {n: v for n, v in told.items() if n not in wrong}


def _decided(book: RuleBook, facts: dict[str, Any]) -> dict[str, Verdict]:
    return {v.rule_id: v for v in match(book, book.facts.check(facts), DAY).results}


@QUICK
@given(data=st.data())
def test_what_is_settled_stays_settled_when_more_is_told(
    corpus_rules: RuleBook, applicants: st.SearchStrategy[dict[str, Any]], data: st.DataObject
) -> None:
    more = data.draw(applicants)
    less = {n: v for n, v in more.items() if data.draw(st.booleans())}
    before, after = _decided(corpus_rules, less), _decided(corpus_rules, more)
    for rule_id, verdict in before.items():
        if verdict.status != "unknown":
            assert after[rule_id].status == verdict.status, rule_id
        if verdict.benefit.amount_yuan is not None:
            assert after[rule_id].benefit.amount_yuan == verdict.benefit.amount_yuan, rule_id
        if verdict.benefit.at_least_yuan is not None:
            assert (after[rule_id].benefit.amount_yuan or verdict.benefit.at_least_yuan) >= verdict.benefit.at_least_yuan


@QUICK
@given(data=st.data())
def test_the_order_of_facts_does_not_matter(
    corpus_rules: RuleBook, applicants: st.SearchStrategy[dict[str, Any]], data: st.DataObject
) -> None:
    facts = data.draw(applicants)
    turned = dict(data.draw(st.permutations(list(facts.items()))))
    assert _decided(corpus_rules, turned) == _decided(corpus_rules, facts)


@QUICK
@given(data=st.data())
def test_unknown_grants_nothing_and_says_what_is_open(
    corpus_rules: RuleBook, applicants: st.SearchStrategy[dict[str, Any]], data: st.DataObject
) -> None:
    facts = data.draw(applicants)
    for verdict in _decided(corpus_rules, facts).values():
        findings = {c.status for c in verdict.criteria}
        if verdict.status == "eligible":
            assert findings == {Finding.MET}
        else:
            assert verdict.benefit.amount_yuan is None
        if verdict.status == "ineligible":
            assert Finding.UNMET in findings
            assert verdict.missing == ()
        if verdict.status == "unknown":
            assert Finding.UNMET not in findings
            open_ = [c for c in verdict.criteria if c.status is Finding.UNKNOWN]
            assert all(c.why or set(c.facts) & set(verdict.missing) for c in open_), verdict.rule_id
        assert all(name not in facts or name == "region" for name in verdict.missing)


@QUICK
@given(data=st.data())
def test_caps_are_never_exceeded(
    corpus_rules: RuleBook, applicants: st.SearchStrategy[dict[str, Any]], data: st.DataObject
) -> None:
    for verdict in _decided(corpus_rules, data.draw(applicants)).values():
        amount = verdict.benefit.amount_yuan
        if amount is not None:
            assert amount >= 0
            assert all(amount <= yuan for yuan, _ in verdict.benefit.caps)
            assert verdict.benefit.formula


def _bases(amount: Amount | None) -> set[str]:
    """The facts that an amount is taken of, and that decide nothing in it."""
    if amount is None or amount.cases:
        return set()
    own = {*(amount.of or ()), *((amount.count,) if amount.count else ())}
    return own.union(*(_bases(part) for part in amount.parts)) if amount.parts else own


@QUICK
@given(data=st.data())
def test_more_money_never_lowers_a_benefit(
    corpus_rules: RuleBook, applicants: st.SearchStrategy[dict[str, Any]], data: st.DataObject
) -> None:
    facts = data.draw(applicants)
    for rule in (b.rule for b in corpus_rules.rules):
        for name in sorted(_bases(rule.benefit.amount)):
            fact = corpus_rules.facts.facts[name]
            if name not in facts or facts[name] * 2 > fact.top:
                continue
            if _together(facts | {name: facts[name] * 2}, corpus_rules).keys() != facts.keys():
                continue
            before = _decided(corpus_rules, facts)[rule.id]
            after = _decided(corpus_rules, facts | {name: facts[name] * 2})[rule.id]
            if before.status == after.status == "eligible" and before.benefit.amount_yuan is not None:
                assert (after.benefit.amount_yuan or 0) >= before.benefit.amount_yuan, rule.id


@QUICK
@given(data=st.data())
def test_every_quote_is_a_part_of_its_clause(
    corpus_rules: RuleBook, applicants: st.SearchStrategy[dict[str, Any]], data: st.DataObject
) -> None:
    texts = {c.clause_id: c.text for b in corpus_rules.rules for c in b.document.clauses}
    for verdict in _decided(corpus_rules, data.draw(applicants)).values():
        for citation in (c for c in verdict.citations if c.clause_id in texts):
            assert texts[citation.clause_id][citation.start : citation.end] == citation.quote
        quoted = {c.quote for c in verdict.citations}
        assert all(c.quote in quoted for c in verdict.criteria if c.quote)


def test_nobody_is_asked_what_is_known(corpus_rules: RuleBook) -> None:
    known = corpus_rules.facts.check({"region": "杭州市西湖区"})
    assert "region" not in [q.fact for q in match(corpus_rules, known, DAY).next_questions]
