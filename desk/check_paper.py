"""What a printed self-check shows in other words than the screen: the page of overview, and what is not granted as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desk.cards import quote_text
from desk.check_cards import citation_of
from desk.check_case import Outcome
from desk.check_overview import against, fact_lines, of_status, overview, source_text
from desk.markup import esc
from desk.texts import Language, text
from policy.verdicts import Eligibility, Verdict, Verdicts


def overview_html(out: Outcome, verdicts: Verdicts, language: Language) -> str:
    """The first page: what it rests on, and the table of what is granted and what is open."""
    view = overview(out, verdicts, language)
    lines = [text("pair", language, name=text("summary_facts", language), value=view.facts)]
    if view.asked:
        lines.append(text("pair", language, name=text("summary_ask", language), value=" ".join(view.asked)))
    rows = ""
    for status, own in view.rows.items():
        rows += _across(_group_head(verdicts, status, language))
        rows += "".join(_row((str(r.number), r.name, r.amount, r.source)) for r in own) or _row(("", text("summary_none", language), "", ""))
    if view.left:
        rows += _across(text("summary_left", language, count=view.left))
    rows += _across(_group_head(verdicts, Eligibility.INELIGIBLE, language) + text("summary_see_list", language))
    table = _table(("number", "name", "amount", "source"), rows, language)
    return f'<section class="pd-on-paper pd-paper-first">{"".join(f"<p>{esc(line)}</p>" for line in lines)}{table}<p>{text("check_disclaimer", language)}</p></section>'


def refused_html(verdicts: Verdicts, language: Language) -> str:
    """What is not granted: one line each, with the criterion that fails and its words."""
    own = of_status(verdicts, Eligibility.INELIGIBLE)
    if not own:
        return ""
    rows = "".join(_row(tuple(_refused(v, language))) for v in own)
    head = esc(_group_head(verdicts, Eligibility.INELIGIBLE, language))
    return f'<section class="pd-on-paper"><h3>{head}</h3>{_table(("name", "against", "quote"), rows, language)}</section>'


def facts_html(out: Outcome, verdicts: Verdicts, language: Language) -> str:
    """What the verdicts rest on, in full."""
    rows = "".join(f"<li>{esc(line)}</li>" for line in fact_lines(out, verdicts, language))
    return f'<section class="pd-on-paper"><h3>{text("summary_facts", language)}</h3><ul>{rows}</ul></section>' if rows else ""


def _refused(verdict: Verdict, language: Language) -> Iterator[str]:
    words, first = against(verdict, language)
    cited = citation_of(verdict, first) if first and first.quote else None
    yield f"{verdict.benefit.label}（{source_text(verdict)}）"
    yield words
    yield f"“{quote_text(cited, language)}”" if cited else ""


def _group_head(verdicts: Verdicts, status: Eligibility, language: Language) -> str:
    return text("summary_group", language, name=text(f"check_{status.value}", language), count=len(of_status(verdicts, status)))


def _table(columns: Sequence[str], rows: str, language: Language) -> str:
    head = "".join(f'<th scope="col">{text(f"summary_column_{c}", language)}</th>' for c in columns)
    return f'<table class="pd-paper"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<td>{esc(cell)}</td>' for cell in cells)}</tr>"


def _across(words: str) -> str:
    return f'<tr><th colspan="4" scope="rowgroup">{esc(words)}</th></tr>'
