"""A kept result of a self-check as a page of its own: the facts, and each verdict with its criteria and the quotes of that time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desk.check_case import Outcome
from desk.check_keeping import outcome_of
from desk.check_overview import counts_text, fact_lines
from desk.check_paper import facts_html, overview_html, refused_html
from desk.check_results import groups_html
from desk.labels import moment
from desk.markup import esc
from desk.summary_pdf import cjk_font
from desk.texts import Language, text
from policy.documents import Document
from policy.errors import UnknownDocument
from policy.kept import KeptCheck
from policy.verdicts import Verdict, Verdicts

Find = Callable[[str], Document]


def kept_outcome(kept: KeptCheck, find: Find, up: str = "./") -> tuple[Outcome, Verdicts]:
    """The result as it was, with what has become of its clauses since.

    `find` gives a document as it is now, or raises UnknownDocument; `up` leads to the desk.
    """
    out = outcome_of(kept)
    verdicts = out.verdicts
    assert verdicts is not None
    since = {v.rule_id: key for v in verdicts.results if (key := _since(v, find))}
    return replace(out, kept=True, up=up, since=since), verdicts


def check_page(kept: KeptCheck, find: Find, up: str, language: Language) -> str:
    """The body of the page; `find` and `up` as in `kept_outcome`."""
    out, verdicts = kept_outcome(kept, find, up)
    lines = "".join(f"<li>{esc(line)}</li>" for line in fact_lines(out, verdicts, language))
    facts = f'<ul class="pd-kept-facts">{lines}</ul>' if lines else f"<p>{text('summary_no_facts', language)}</p>"
    when = f"{text('kept_check_when', language, when=moment(kept.made))} · {text('check_as_of', language, day=verdicts.as_of.isoformat())}"
    notes = "".join(f'<p class="pd-notice">{esc(note)}</p>' for note in verdicts.notes)
    return (
        f'<div id="pd-check"><article class="pd-results"><header><h1>{text("kept_check_title", language)}</h1>'
        f'<p class="pd-counts">{esc(counts_text(verdicts, language))}</p><p class="pd-below">{esc(when)}</p></header><h2 class="pd-sr">{text("check_result", language)}</h2>{notes}'
        f'{overview_html(out, verdicts, language)}<section class="pd-block pd-off-paper"><h3>{text("summary_facts", language)}</h3>{facts}</section>'
        f"{groups_html(out, language)}{refused_html(verdicts, language)}{facts_html(out, verdicts, language)}"
        f'<p class="pd-disclaimer">{text("check_no_total", language)} {text("check_disclaimer", language)} {text("kept_check_hint", language)}</p>'
        f'<p class="pd-buttons"><button type="button" class="pd-button" data-act="print">{text("act_print", language)}</button>'
        f'{_files(kept, up, language)}<a class="pd-quiet" href="{up}?tab=check{"&amp;lang=en" if language == "en" else ""}">{text("kept_check_own", language)}</a></p></article></div>'
    )


def _files(kept: KeptCheck, up: str, language: Language) -> str:
    """The files to take away; a PDF where there is a font to write it with."""
    english = "?lang=en" if language == "en" else ""
    return "".join(
        f'<a class="pd-quiet" href="{up}c/{esc(kept.id)}/summary.{kind}{english}" download>{text(f"check_{kind}", language)}</a>'
        for kind in ("docx", "pdf") if kind == "docx" or cjk_font()
    )  # fmt: skip


def _since(verdict: Verdict, find: Find) -> str:
    """What has become since of the clauses that a verdict rests on: the key of what to say, "" where they are as they were."""
    try:
        document = find(verdict.document_id)
    except UnknownDocument:
        return "kept_check_gone"
    held = {c.clause_id: c.text for c in document.clauses}
    own = [c for c in verdict.citations if c.document_id == document.id and not c.field and not c.clause_id.endswith("#")]
    if any(c.quote not in held.get(c.clause_id, "") for c in own):
        return "kept_check_changed"
    then = next((c.status for c in verdict.citations if c.document_id == document.id), document.metadata.status)
    return "since_status" if then != document.metadata.status else ""
