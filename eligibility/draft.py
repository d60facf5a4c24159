"""A first draft of rules for a document, from what its provisions say. Drafts decide nothing until a person has read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import yaml

from eligibility.facts import Fact, FactBook
from policy.documents import Clause, ClauseKind, Document
from policy.provisions import Comparator, Figure, FigureKind, FigureRole, Provision

_KINDS = (("贴息", "interest"), ("认定", "recognition"), ("奖", "reward"), ("补", "subsidy"), ("资助", "subsidy"))
_LOCAL = re.compile(r"(?:支持|鼓励)有条件的(?:地方|市县|县市)")
_BOUNDS = {
    Comparator.GE: "at_least", Comparator.GT: "more_than", Comparator.LE: "at_most", Comparator.LT: "less_than",
}  # fmt: skip
_UNITS = {FigureKind.MONEY: "元", FigureKind.PERCENT: "%"}
_HEAD = """\
# Drafts, made from what the provisions of the document say. Read each against the document: mend it, or throw it away,
# then remove `draft: true`. docs/rules.md says how rules are written.
"""


def draft_rules(document: Document, facts: FactBook) -> str:
    """A file of draft rules as YAML; "" where no provision grants anything that is checkable."""
    rules = [rule for clause in _smallest(document) for rule in _of_clause(clause, document, facts)]
    rules += _conditions(document, {rule["clause"] for rule in rules}, facts)
    if not rules:
        return ""
    for count, rule in enumerate(rules, 1):
        rule["id"] = f"{_slug(document.id)}-{count}"
    named = {c for rule in rules for c in (rule["clause"], *(k.get("clause", rule["clause"]) for k in rule["criteria"]))}
    held = {c.clause_id.partition("#")[2]: c.digest for c in document.clauses}
    seen = {name: digest for name, digest in held.items() if name in named}
    body = {"document": document.id, "seen": seen, "rules": rules}
    return _HEAD + yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=110)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "rule"


def _smallest(document: Document) -> Iterator[Clause]:
    """The clauses that hold no others: each provision stands in one of them."""
    parents = {c.parent_id for c in document.clauses}
    skipped = (ClauseKind.PREAMBLE, ClauseKind.GOALS)
    yield from (c for c in document.clauses if c.clause_id not in parents and c.kind not in skipped)


def _of_clause(clause: Clause, document: Document, facts: FactBook) -> Iterator[dict[str, Any]]:
    local = _LOCAL.search(clause.text)
    steps = _ladder(clause, facts)
    if steps:
        yield steps
        return
    for provision in clause.provisions:
        kind = next((k for word, k in _KINDS if word in provision.action), "")
        if not kind or not (provision.rate or provision.cap or provision.amount or provision.condition):
            continue
        rule: dict[str, Any] = {"id": "", "clause": clause.clause_id.partition("#")[2], "draft": True}
        if local and provision.local_discretion:
            rule["discretion"] = local.group()
        rule["criteria"] = list(_criteria(clause, provision, facts))
        rule["benefit"] = _benefit(clause, provision, kind, facts)
        yield rule


def _conditions(document: Document, drafted: set[str], facts: FactBook) -> list[dict[str, Any]]:
    """One rule of all thresholds that stand by themselves: what a notice of conditions asks of an applicant."""
    criteria = [
        {**criterion, "clause": name}
        for clause in _smallest(document)
        if (name := clause.clause_id.partition("#")[2]) not in drafted
        for provision in clause.provisions
        for criterion in _criteria(clause, provision, facts)
        if any(f.role is FigureRole.THRESHOLD for f in provision.figures)
    ]
    if not criteria:
        return []
    benefit = {"kind": "recognition", "label": document.title}
    return [{"id": "", "clause": criteria[0]["clause"], "draft": True, "criteria": criteria, "benefit": benefit}]


def _ladder(clause: Clause, facts: FactBook) -> dict[str, Any] | None:
    """首次到2000万、3000万的，对应奖20万、50万: provisions of one sentence, each with a step and an amount, are one rule."""
    steps = [(p, f) for p in clause.provisions if p.amount and (f := _step(p))]
    if len(steps) < 2 or len({(p.start, p.end) for p, _ in steps}) > 1:
        return None
    first, quote = steps[0][0], _words(clause, steps[0][0])
    fact = _fact(quote, _UNITS.get(steps[0][1].kind, steps[0][1].unit), facts)
    lowest = {"text": f"{steps[0][1].text}起", "quote": quote}
    kind = next((k for word, k in _KINDS if word in first.action), "reward")
    rungs = sorted((_plain(f.value), _plain(p.amount.value)) for p, f in steps if p.amount)
    test = {"fact": fact.name, "at_least": rungs[0][0]} if fact else {"unsettled": "草稿：用哪个事实"}
    amount = {"ladder": [{"from": f, "yuan": y} for f, y in rungs], "of": [fact.name], "quote": quote} if fact else None
    benefit = {"kind": kind, "label": clause.heading} | ({"amount": amount} if amount else {})
    return {
        "id": "", "clause": clause.clause_id.partition("#")[2], "draft": True,
        "criteria": [lowest | test], "benefit": benefit,
    }  # fmt: skip


def _step(provision: Provision) -> Figure | None:
    """The threshold of a provision whose whole condition it is."""
    return next((f for f in provision.figures if f is not provision.amount and f.text == provision.condition), None)


def _words(clause: Clause, provision: Provision) -> str:
    return clause.text[provision.start : provision.end].strip()


def _criteria(clause: Clause, provision: Provision, facts: FactBook) -> Iterator[dict[str, Any]]:
    condition, words = provision.condition, _words(clause, provision)
    thresholds = [f for f in provision.figures if f.role is FigureRole.THRESHOLD]
    for figure in thresholds:
        quote = condition if figure.text in condition and condition in clause.text else words
        yield {"text": _around(clause, figure), **_test(figure, clause, facts), "quote": quote}
    if not thresholds:
        quote = condition if condition and condition in clause.text else words
        yield {"text": condition or clause.heading, "unsettled": "草稿：要问申请人什么", "quote": quote}


def _around(clause: Clause, figure: Figure) -> str:
    """The words of a figure up to the signs around it."""
    before = re.split(r"[，,。；;：:\n]", clause.text[: figure.start])[-1]
    after = re.split(r"[，,。；;\n]", clause.text[figure.end :])[0][:12]
    return f"{before}{figure.text}{after}"


def _test(figure: Figure, clause: Clause, facts: FactBook) -> dict[str, Any]:
    fact = _fact(_around(clause, figure), _UNITS.get(figure.kind, figure.unit), facts)
    bound = _BOUNDS.get(figure.comparator)
    if fact is None or bound is None:
        return {"unsettled": f"草稿：{_around(clause, figure)}，用哪个事实"}
    return {"fact": fact.name, bound: _plain(figure.value)}


def _fact(words: str, unit: str, facts: FactBook) -> Fact | None:
    """The fact of this unit whose words are told in these; the one with the longest word in common."""
    scored = [
        (len(word), fact)
        for fact in facts.facts.values()
        for word in (*fact.reading.words, fact.label)
        if fact.unit == unit and word in words and not any(n in words for n in fact.reading.not_words)
    ]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _benefit(clause: Clause, provision: Provision, kind: str, facts: FactBook) -> dict[str, Any]:
    label = provision.object or clause.heading or provision.action
    benefit: dict[str, Any] = {"kind": kind, "label": label}
    if provision.period:
        benefit["period"] = provision.period
    amount = _amount(clause, provision, facts)
    return benefit | ({"amount": amount} if amount else {})


def _amount(clause: Clause, provision: Provision, facts: FactBook) -> dict[str, Any]:
    quote = _words(clause, provision)
    money = provision.amount or provision.cap
    if provision.rate and provision.rate.unit == "%":
        base = _fact(provision.base or quote, "元", facts)
        if base is None:
            return {}
        caps = [{"yuan": _plain(provision.cap.value), "quote": quote}] if provision.cap else []
        share = {"percent": _plain(provision.rate.value), "of": [base.name], "quote": quote}
        return share | ({"caps": caps} if caps else {})
    if money and money.kind is FigureKind.MONEY:
        return {"up_to": _plain(money.value), "quote": quote}
    return {}


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
