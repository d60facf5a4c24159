"""Worked cases: what a reader of the document decides, held against what the rules decide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eligibility.coverage import not_shown
from eligibility.facts import FactBook
from eligibility.files import load
from eligibility.match import judge
from eligibility.rulebook import Source, bind
from eligibility.schema import CaseFile, Rule, WorkedCase
from policy.documents import Document
from policy.errors import PolicyDeskError


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
    yield from ((1, message) for message in not_shown(list(active.values()), file, document.metadata, facts))


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
