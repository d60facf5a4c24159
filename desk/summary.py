"""What somebody takes away of a self-check: facts, verdicts with their criteria, and every clause cited, as blocks of text.

Both files, DOCX and PDF, are made of these blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desk.cards import quote_text
from desk.check_cards import FINDING, amount_text, citation_of, formula
from desk.check_case import Outcome, called
from desk.check_results import GROUPS, fact_lines, of_status
from desk.labels import confidence_label, kind_label, status_label, validity
from desk.texts import Language, text
from policy.answers import Citation
from policy.verdicts import Criterion, Eligibility, Finding, Verdict, Verdicts

Style = Literal["title", "meta", "warning", "heading", "entry", "amount", "line", "bullet"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph."""

    style: Style
    text: str


def summary(out: Outcome, made: datetime, language: Language) -> list[Block]:
    """The summary of a case that was decided. `made` is a local time."""
    verdicts = out.verdicts
    assert verdicts is not None
    numbers = _Numbers()
    body = [block for status in GROUPS for block in _group(out, verdicts, status.value, numbers, language)]
    return [
        Block("title", text("summary_title", language)),
        Block("meta", text("summary_made", language, when=f"{made:%Y-%m-%d %H:%M}")),
        Block("meta", text("check_as_of", language, day=verdicts.as_of.isoformat())),
        Block("warning", text("check_disclaimer", language)),
        Block("heading", text("summary_facts", language)),
        *_facts(out, verdicts, language),
        *body,
        Block("line", text("check_no_total", language)),
        Block("heading", text("summary_cites", language)),
        *(Block("bullet", _cited(n, c, language)) for n, c in enumerate(numbers.cited, start=1)),
        Block("warning", text("check_disclaimer", language)),
    ]


class _Numbers:
    """Citations numbered through, each passage once."""

    def __init__(self) -> None:
        self.cited: list[Citation] = []
        self._known: dict[tuple[str, str], int] = {}

    def of(self, citation: Citation) -> int:
        key = (citation.clause_id, citation.quote)
        if key not in self._known:
            self.cited.append(citation)
            self._known[key] = len(self.cited)
        return self._known[key]


def _facts(out: Outcome, verdicts: Verdicts, language: Language) -> Iterator[Block]:
    yield from (Block("bullet", line) for line in fact_lines(out, verdicts, language))
    if not verdicts.facts:
        yield Block("line", text("summary_no_facts", language))


def _group(out: Outcome, verdicts: Verdicts, status: str, numbers: _Numbers, language: Language) -> Iterator[Block]:
    own = of_status(verdicts, next(g for g in GROUPS if g.value == status))
    yield Block("heading", f"{text(f'check_{status}', language)} ({len(own)})")
    for verdict in own:
        yield from _entry(out, verdict, numbers, language)
    if not own:
        yield Block("line", text("summary_none", language))


def _entry(out: Outcome, v: Verdict, numbers: _Numbers, language: Language) -> Iterator[Block]:
    yield Block("entry", v.benefit.label)
    yield Block("line", f"{v.heading} · {v.document}")
    amount = " · ".join(words for words in (amount_text(v, language), v.benefit.period) if words)
    if amount:
        how = formula(v, language)
        yield Block("amount", amount + (f" · {text('summary_formula', language, formula=how)}" if how else ""))
    if v.local_discretion:
        yield Block("line", text("check_local", language))
    # Of what is not granted, what stands against it; the page has the rest.
    for c in v.criteria:
        if v.status is not Eligibility.INELIGIBLE or c.status is Finding.UNMET:
            yield Block("bullet", _criterion(v, c, numbers, language))
    rest = [c for c in v.citations if not any(c.quote == k.quote and c.clause_id == k.clause_id for k in v.criteria)]
    if rest and v.status is Eligibility.ELIGIBLE:
        marks = "".join(f"[{numbers.of(c)}]" for c in rest)
        yield Block("line", text("pair", language, name=text("summary_cites", language), value=marks))
    if v.missing:
        names = ("、" if language == "zh" else "; ").join(called(out.form, n, language) for n in v.missing)
        yield Block("line", text("summary_missing", language, names=names))
    if v.status is not Eligibility.INELIGIBLE:
        yield from (Block("line", note) for note in v.notes)


def _criterion(v: Verdict, c: Criterion, numbers: _Numbers, language: Language) -> str:
    state = text("pair", language, name=text(FINDING[c.status], language), value=c.text)
    cited = citation_of(v, c) if c.quote else None
    quote = f" “{quote_text(cited, language)}”[{numbers.of(cited)}]" if cited else ""
    return f"{state}{f' ({c.why})' if c.why else ''}{quote}"


def _cited(n: int, c: Citation, language: Language) -> str:
    marks = (kind_label(c.text_kind, language), status_label(c.status, language, current=True), confidence_label(c.confidence, language))
    dates = f"{text('validity', language)} {validity(c.effective_from, c.effective_to, language)}"
    public = c.source.startswith(("http://", "https://"))  # never the path of a file on this machine
    source = text("summary_source", language, source=c.source) if public else ""
    parts = (c.document, c.doc_no, c.heading if c.heading != c.document else "", *marks, dates, f"“{quote_text(c, language)}”", source)
    return f"[{n}] " + " · ".join(part for part in parts if part)
