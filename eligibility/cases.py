"""Worked cases: what a reader of the document decides, held against what the rules decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from eligibility import intervals
from eligibility.conditions import Condition
from eligibility.facts import FactBook, Value
from eligibility.files import load
from eligibility.intervals import Interval
from eligibility.match import judge
from eligibility.rulebook import Source, bind
from eligibility.schema import CaseFile, Rule, WorkedCase
from eligibility.standing import DRAFT, UNKNOWN
from policy.documents import Document, Metadata
from policy.errors import PolicyDeskError
from policy.verdicts import Eligibility

_ALL = tuple(s.value for s in Eligibility)


def case_problems(source: Source, path: Path | None, document: Document, facts: FactBook) -> Iterator[tuple[int, str]]:
    """(line, what is wrong) with the cases of a file of rules: a wrong verdict, or one that no case shows."""
    active = {r.id: r for r in source.file.rules if not r.draft}
    if path is None:
        if active:
            yield 1, "there is no file of cases beside the rules; write one"
        return
    try:
        file, lines = load(path, CaseFile)
    except PolicyDeskError as error:
        yield 0, str(error)
        return
    for n, case in enumerate(file.cases):
        line = lines.get(("cases", n), 1)
        if case.rule not in active:
            yield line, f"case {case.name}: there is no active rule {case.rule} beside it"
            continue
        yield from ((line, f"case {case.name}: {m}") for m in _run(case, file, active[case.rule], source, document, facts))
    for rule in active.values():
        reachable = can_be_eligible(rule, document.metadata)
        yield from ((1, f"rule {rule.id}: {m}") for m in _shown(rule, file.cases, facts, reachable))


def _run(
    case: WorkedCase, file: CaseFile, rule: Rule, source: Source, document: Document, facts: FactBook
) -> Iterator[str]:
    try:
        known = facts.check(case.facts)
    except PolicyDeskError as error:
        yield str(error)
        return
    verdict = judge(bind(rule, document, source.file.seen), known, case.on or file.on, facts)
    if verdict.status != case.expect:
        findings = ", ".join(f"{c.text} {c.status.value}" for c in verdict.criteria)
        yield f"expected {case.expect}, decided {verdict.status.value} ({findings})"
    for name in ("amount_yuan", "if_eligible_yuan"):
        wanted, found = getattr(case, name), getattr(verdict.benefit, name)
        if name in case.model_fields_set and wanted != found:
            yield f"expected {wanted} yuan, worked out {found}"
    if case.missing is not None and set(case.missing) != set(verdict.missing):
        yield f"expected {', '.join(case.missing) or 'nothing'} missing, found {', '.join(verdict.missing) or 'nothing'}"


def can_be_eligible(rule: Rule, meta: Metadata) -> bool:
    """Whether any facts at all make it eligible: not under a draft, and not where the clause leaves a condition open."""
    in_use = meta.status not in (DRAFT, UNKNOWN)
    return in_use and all(_can_hold(c) for c in rule.criteria)


def _can_hold(condition: Condition) -> bool:
    """Whether facts can settle it in favour: what is unsettled does no harm beside another way to meet it."""
    if condition.parts and condition.not_ is None:
        needed = len(condition.parts) if condition.all else 1 if condition.any else int(condition.needed or 1)
        return sum(_can_hold(part) for part in condition.parts) >= needed
    return not any(leaf.unsettled for leaf in _leaves(condition))


def _shown(rule: Rule, cases: Sequence[WorkedCase], facts: FactBook, reachable: bool) -> Iterator[str]:
    """Each verdict has a case, each boundary has one that lies on it."""
    own = [c for c in cases if c.rule == rule.id]
    profiles = [p for c in own if (p := _profile(c, facts)) is not None]
    wanted = [s for s in _ALL if s != Eligibility.ELIGIBLE or reachable]
    lacking = [s for s in wanted if s not in {c.expect for c in own}]
    if lacking:
        yield f"no case is {' or '.join(lacking)}; add one"
    for leaf in (leaf for c in rule.criteria for leaf in _leaves(c)):
        for bound, limit in leaf.bounds():
            if limit and not any(_quantity(leaf, p) == limit for p in profiles):
                yield f"no case lies on {bound} {limit:f} of {'/'.join(leaf.facts)}; add one"


def _profile(case: WorkedCase, facts: FactBook) -> dict[str, Value] | None:
    try:
        return facts.check(case.facts)
    except PolicyDeskError:
        return None


def _leaves(condition: Condition) -> Iterator[Condition]:
    if not condition.parts:
        yield condition
    for part in condition.parts:
        yield from _leaves(part)


def _quantity(leaf: Condition, known: Mapping[str, Value]) -> Decimal | None:
    values = [v for n in leaf.facts if isinstance(v := known.get(n), Interval)]
    if len(values) < len(leaf.facts):
        return None
    if leaf.ratio or leaf.growth:
        made = (intervals.ratio if leaf.ratio else intervals.growth)(values[0], values[-1])
        return made.exact if made else None
    return intervals.add(values).exact
