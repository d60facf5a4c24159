"""The verdicts of a self-check in the order in which people want them, and the overview that goes before all else.

The page, the print and the files that are taken away share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk.check_cards import amount_text, citation_of, first_citation
from desk.check_case import Outcome, called
from desk.check_fields import value_text
from desk.texts import Language, text
from policy.verdicts import Criterion, Eligibility, Finding, Verdict, Verdicts

GROUPS = (Eligibility.ELIGIBLE, Eligibility.UNKNOWN, Eligibility.INELIGIBLE)
_ROWS = 16  # with names and sources shortened, what one page of A4 holds
_NAME, _DOCUMENT, _HEADING, _FACTS = 38, 24, 11, 150  # characters


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the overview; `number` is that of the verdict in what follows."""

    number: int
    verdict: Verdict
    name: str
    amount: str
    source: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What one page has room for: the rows of each group, and how many are left to what follows."""

    counts: str
    facts: str
    rows: Mapping[Eligibility, tuple[Row, ...]]
    left: int
    asked: tuple[str, ...]


def overview(out: Outcome, verdicts: Verdicts, language: Language) -> Overview:
    """The overview: what is granted before what is open. What is not granted has its own list."""
    rows: dict[Eligibility, tuple[Row, ...]] = {}
    number = 0
    for status in GROUPS[:2]:
        own = of_status(verdicts, status)
        room = _ROWS - sum(map(len, rows.values()))
        rows[status] = tuple(_row(number + n, v, language) for n, v in enumerate(own[:room], start=1))
        number += len(own)
    shown = sum(map(len, rows.values()))
    return Overview(
        counts_text(verdicts, language), _facts(out, verdicts, language), rows, number - shown,
        tuple(q.question if language == "zh" else q.question_en or q.question for q in verdicts.next_questions[:3]),
    )  # fmt: skip


def of_status(verdicts: Verdicts, status: Eligibility) -> list[Verdict]:
    """The verdicts of one status; of the open ones first what can turn out well and needs least."""
    own = [v for v in verdicts.results if v.status is status]
    if status is Eligibility.UNKNOWN:
        own.sort(key=lambda v: (not _settleable(v), len(v.missing), _yuan_down(v)))
    return own


def counts_text(verdicts: Verdicts, language: Language) -> str:
    """How many verdicts there are of each status."""
    return text("check_counts", language, **{s.value: len(of_status(verdicts, s)) for s in Eligibility})


def fact_lines(out: Outcome, verdicts: Verdicts, language: Language) -> list[str]:
    """The facts that the verdicts rest on, each with the words that told it."""
    told = {t.fact: t.text for t in verdicts.told}
    lines = []
    for name in verdicts.facts:
        source = text("summary_from_text", language, words=told[name]) if name in told else ""
        lines.append(_fact(out, verdicts, name, language) + source)
    return lines


def against(verdict: Verdict, language: Language) -> tuple[str, Criterion | None]:
    """Of what is not granted, the first criterion that fails, in words; and the criterion."""
    unmet = [c for c in verdict.criteria if c.status is Finding.UNMET]
    if not unmet:
        return "", None
    first = next((c for c in unmet if c.quote and citation_of(verdict, c)), unmet[0])
    more = text("summary_more_unmet", language, count=len(unmet) - 1) if len(unmet) > 1 else ""
    return f"{first.text}{more}", first


def shortened(words: str, most: int) -> str:
    """`words`, or as many of them as there is room for."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def source_text(verdict: Verdict) -> str:
    """Where a verdict stands: the document, and the heading in it."""
    return f"{verdict.document} · {verdict.heading}" if verdict.heading != verdict.document else verdict.document


def _row(number: int, verdict: Verdict, language: Language) -> Row:
    document, heading = shortened(verdict.document, _DOCUMENT), shortened(verdict.heading, _HEADING)
    source = f"{document} · {heading}" if heading != document else document
    cited = first_citation(verdict)
    kind = cited.doc_no if cited else ""
    amount = " · ".join(w for w in (amount_text(verdict, language), verdict.benefit.period) if w)
    return Row(number, verdict, shortened(verdict.benefit.label, _NAME), amount, f"{source} · {kind}" if kind and len(source) < _DOCUMENT else source)


def _facts(out: Outcome, verdicts: Verdicts, language: Language) -> str:
    lines = [_fact(out, verdicts, name, language) for name in verdicts.facts]
    if not lines:
        return text("summary_no_facts", language)
    shown: list[str] = []
    for line in lines:
        if sum(map(len, shown)) + len(line) > _FACTS and shown:
            break
        shown.append(shortened(line, _FACTS))
    rest = len(lines) - len(shown)
    return ("；" if language == "zh" else "; ").join(shown) + (text("summary_more_facts", language, count=rest) if rest else "")


def _fact(out: Outcome, verdicts: Verdicts, name: str, language: Language) -> str:
    own = out.form.fields.get(name)
    shown = value_text(verdicts.facts[name], own.unit if own else "", language)
    return text("pair", language, name=called(out.form, name, language), value=shown)


def _yuan_down(verdict: Verdict) -> float:
    return -float(verdict.benefit.if_eligible_yuan or 0)


def _settleable(verdict: Verdict) -> bool:
    """Whether telling what is missing can settle it; it can't under a draft."""
    open_ = [c for c in verdict.criteria if c.status is Finding.UNKNOWN]
    return bool(verdict.missing) and all(set(c.facts) & set(verdict.missing) for c in open_)
