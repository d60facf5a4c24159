"""What somebody takes away of a self-check, as blocks: a page of overview, what is granted and what is open in full, what is
not granted in one line each, and every document cited.

Both files, DOCX and PDF, are made of these blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desk.cards import quote_text
from desk.check_cards import FINDING, amount_text, citation_of, formula
from desk.check_case import Outcome, called
from desk.check_overview import GROUPS, against, fact_lines, of_status, overview, source_text
from desk.summary_sources import Numbers, clauses_text, document_text, source_line
from desk.texts import Language, text
from policy.answers import Citation
from policy.verdicts import Criterion, Eligibility, Finding, Verdict, Verdicts

Style = Literal["title", "meta", "warning", "counts", "heading", "part", "entry", "source", "line", "bullet", "table"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or a table. A `part` begins on a page of its own.

    `aside` stands at the right of an entry. `rows` of a table begin with its header; a row of one cell goes across;
    `widths` are the columns' shares.
    """

    style: Style
    text: str = ""
    aside: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()


def summary(out: Outcome, made: datetime, language: Language) -> list[Block]:
    """The summary of a case that was decided. `made` is a local time."""
    verdicts = out.verdicts
    assert verdicts is not None
    numbers = Numbers()
    return [
        *_first_page(out, verdicts, made, language),
        *_in_full(out, verdicts, numbers, language),
        *_ineligible(out, verdicts, numbers, language),
        Block("heading", text("summary_facts", language)),
        *_facts(out, verdicts, language),
        Block("heading", text("summary_cites", language)),
        *_cited(numbers, language),
        Block("warning", text("check_disclaimer", language)),
    ]


def _first_page(out: Outcome, verdicts: Verdicts, made: datetime, language: Language) -> Iterator[Block]:
    view = overview(out, verdicts, language)
    day = text("check_as_of", language, day=verdicts.as_of.isoformat())
    yield Block("title", text("summary_title", language))
    yield Block("meta", f"{text('summary_made', language, when=f'{made:%Y-%m-%d %H:%M}')} · {day}")
    yield Block("counts", view.counts)
    yield Block("line", text("pair", language, name=text("summary_facts", language), value=view.facts))
    if view.asked:
        yield Block("line", text("pair", language, name=text("summary_ask", language), value=" ".join(view.asked)))
    rows: list[tuple[str, ...]] = [tuple(text(f"summary_column_{c}", language) for c in ("number", "name", "amount", "source"))]
    for status, own in view.rows.items():
        rows.append((_head(verdicts, status, language),))
        rows += [(str(r.number), r.name, r.amount, r.source) for r in own] or [("", text("summary_none", language), "", "")]
    if view.left:
        rows.append((text("summary_left", language, count=view.left),))
    rows.append((_head(verdicts, Eligibility.INELIGIBLE, language) + text("summary_see_list", language),))
    yield Block("table", rows=tuple(rows), widths=(4, 27, 16, 28))
    yield Block("meta", text("check_no_total", language))
    yield Block("warning", text("check_disclaimer", language))
    yield from (Block("meta", note) for note in verdicts.notes)


def _head(verdicts: Verdicts, status: Eligibility, language: Language) -> str:
    return text("summary_group", language, name=text(f"check_{status.value}", language), count=len(of_status(verdicts, status)))


def _in_full(out: Outcome, verdicts: Verdicts, numbers: Numbers, language: Language) -> Iterator[Block]:
    number = 0
    for status in GROUPS[:2]:
        own = of_status(verdicts, status)
        yield Block("part" if status is GROUPS[0] else "heading", _head(verdicts, status, language))
        for verdict in own:
            number += 1
            yield from _entry(out, verdict, number, numbers, language)
        if not own:
            yield Block("line", text("summary_none", language))


def _entry(out: Outcome, v: Verdict, number: int, numbers: Numbers, language: Language) -> Iterator[Block]:
    amount = " · ".join(words for words in (amount_text(v, language), v.benefit.period) if words)
    yield Block("entry", f"{number}. {v.benefit.label}", aside=amount)
    local = f" · {text('check_local', language)}" if v.local_discretion else ""
    yield Block("line", f"{source_text(v)}{local}")
    if since := out.since.get(v.rule_id):
        yield Block("warning", text(since, language))
    if how := formula(v, language):
        yield Block("line", text("summary_formula", language, formula=how))
    yield from _criteria(v, numbers, language)
    yield from _grounds(v, numbers, language)
    if v.missing:
        names = ("、" if language == "zh" else "; ").join(called(out.form, n, language) for n in v.missing)
        yield Block("line", text("summary_missing", language, names=names))
    yield from (Block("line", note) for note in v.notes)


def _criteria(v: Verdict, numbers: Numbers, language: Language) -> Iterator[Block]:
    """The criteria; those that the document itself settles (in force, in its region) on one line."""
    own = [(c, citation_of(v, c) if c.quote else None) for c in v.criteria]
    plain = [(c, cited) for c, cited in own if c.status is Finding.MET and cited and cited.field]
    if plain:
        words = ("；" if language == "zh" else "; ").join(f"{c.text} “{quote_text(cited, language)}”" for c, cited in plain)
        marks = "".join(dict.fromkeys(numbers.mark(cited) for _, cited in plain))
        yield Block("bullet", text("pair", language, name=text(FINDING[Finding.MET], language), value=words + marks))
    for c, cited in own:
        if (c, cited) not in plain:
            yield Block("bullet", _criterion(c, cited, numbers, language))


def _criterion(c: Criterion, cited: Citation | None, numbers: Numbers, language: Language) -> str:
    state = text("pair", language, name=text(FINDING[c.status], language), value=c.text)
    return f"{state}{f' ({c.why})' if c.why else ''}{_quoted(cited, numbers, language)}"


def _quoted(cited: Citation | None, numbers: Numbers, language: Language) -> str:
    return f" “{quote_text(cited, language)}”{numbers.mark(cited)}" if cited else ""


def _grounds(v: Verdict, numbers: Numbers, language: Language) -> Iterator[Block]:
    """The words that the amount and the like rest on, beside those of the criteria."""
    told = {(c.clause_id, c.quote) for c in v.criteria}
    rest = [c for c in v.citations if (c.clause_id, c.quote) not in told]
    if rest:
        words = " ".join(_quoted(c, numbers, language).strip() for c in rest)
        yield Block("bullet", text("pair", language, name=text("summary_grounds", language), value=words))


def _ineligible(out: Outcome, verdicts: Verdicts, numbers: Numbers, language: Language) -> Iterator[Block]:
    own = of_status(verdicts, Eligibility.INELIGIBLE)
    yield Block("heading", _head(verdicts, Eligibility.INELIGIBLE, language))
    if not own:
        yield Block("line", text("summary_none", language))
        return
    header = tuple(text(f"summary_column_{c}", language) for c in ("name", "against", "quote"))
    yield Block("table", rows=(header, *(_refused(out, v, numbers, language) for v in own)), widths=(30, 20, 25))


def _refused(out: Outcome, v: Verdict, numbers: Numbers, language: Language) -> tuple[str, ...]:
    words, first = against(v, language)
    cited = citation_of(v, first) if first and first.quote else None
    since = f" {text(out.since[v.rule_id], language)}" if v.rule_id in out.since else ""
    return f"{v.benefit.label}（{source_text(v)}）{since}", words, _quoted(cited, numbers, language).strip()


def _facts(out: Outcome, verdicts: Verdicts, language: Language) -> Sequence[Block]:
    lines = [Block("bullet", line) for line in fact_lines(out, verdicts, language)]
    return lines or [Block("line", text("summary_no_facts", language))]


def _cited(numbers: Numbers, language: Language) -> Iterator[Block]:
    for document, own in numbers.documents():
        yield Block("source", document_text(document, language))
        yield Block("line", clauses_text(own, language))
        if source := source_line(document, language):
            yield Block("line", source)
