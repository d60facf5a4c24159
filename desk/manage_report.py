"""What an upload would bring in, or has brought in: documents, what was read of them and where, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desk.cards import field_name
from desk.labels import kind_label
from desk.markup import chip, esc
from desk.pane import blocks, title_of
from desk.report_words import failure_text, warning_text
from desk.texts import TEXTS, Language, text
from policy.documents import ClauseKind, Document, Origin

if TYPE_CHECKING:
    from kb.report import IngestReport, RemovalReport
    from kb.writer import Progress

_CLAUSES = 60
_QUOTE = 80
_FIELDS = (
    "title", "notice_title", "doc_no", "issuer", "level", "region", "kind", "status", "issued", "published", "effective_from",
    "effective_to", "repeals",
)  # fmt: skip


def report_html(report: IngestReport, titles: dict[str, str], language: Language) -> str:
    """A report; of a dry run with the buttons that decide. `titles` are those of the documents held."""
    dry, wanted = report.dry, bool(report.changed)
    title = "manage_report" if dry else "manage_done" if report.touched else "manage_nothing_done"
    parts = [
        f'<h3 tabindex="-1" class="pd-report-title">{text(title, language)}</h3><p>{_counts(report, language)}</p>',
        _failures(report, language),
        _notes(report, language),
        _list(text("manage_superseded", language), report.removed_titles),
        _list(text("manage_copies", language), (_copy(d.source, titles.get(d.document, d.document), language) for d in report.duplicates)),
        "".join(_document(d, report, language) for d in report.read),
        _buttons(dry, wanted, language),
    ]
    return f'<section class="pd-report pd-{"dry" if dry else "done"}" aria-live="polite">{"".join(parts)}</section>'


def progress_html(progress: Progress, language: Language, dry: bool) -> str:
    """How far it is, as a bar that is read aloud."""
    key = "manage_reading" if dry else f"manage_stage_{progress.stage}"
    words = text(key if key in TEXTS else "manage_stage_storing", language, done=progress.done, total=progress.total)
    share = round(100 * progress.done / progress.total) if progress.total else 0
    hint = "" if dry else f'<p class="pd-hint">{text("manage_while", language)}</p>'
    return (
        f'<section class="pd-report pd-working"><p role="status">{esc(words)}</p><div class="pd-progress" role="progressbar" '
        f'aria-valuemin="0" aria-valuemax="100" aria-valuenow="{share}" aria-label="{esc(words)}"><i style="width:{share}%"></i></div>{hint}</section>'
    )


def problem_html(words: str) -> str:
    """That it can't be done, and why."""
    return f'<section class="pd-report"><p class="pd-alert" role="alert">{esc(words)}</p></section>' if words else ""


def removal_html(report: RemovalReport, language: Language) -> str:
    """The question before a document is taken out: what goes, and what comes back."""
    (gone,) = report.removed
    lines = [text("manage_sure_clauses", language, count=gone.clauses)]
    if gone.file_deleted:
        lines.append(text("manage_file_deleted", language, file=Path(gone.source).name))
    if gone.comes_back:
        lines.append(text("manage_comes_back", language, file=gone.source))
    elif not gone.file_deleted:
        lines.append(text("manage_stays_out", language))
    said = "".join(f"<li>{esc(line)}</li>" for line in lines)
    return (
        f'<div class="pd-sure" role="alertdialog" aria-labelledby="pd-sure-title" tabindex="-1">'
        f'<h4 id="pd-sure-title">{esc(text("manage_sure", language, title=gone.title))}</h4><ul>{said}</ul><div class="pd-buttons">'
        f'<button type="button" class="pd-button pd-danger" data-act="remove" data-document="{esc(gone.id)}">{text("manage_yes", language)}</button>'
        f'<button type="button" class="pd-quiet" data-act="keep">{text("manage_no", language)}</button></div></div>'
    )


def _counts(r: IngestReport, language: Language) -> str:
    added, changed = len(r.added), len(r.changed) - len(r.added)
    same = sum(d.id not in r.changed for d in r.documents)
    documents = text("manage_counts", language, added=added, changed=changed, same=same, copies=len(r.duplicates), failed=len(r.failures))
    clauses = text("manage_clause_counts", language, created=r.created, updated=r.updated, unchanged=r.unchanged, removed=r.removed)
    return f"{documents}<br>{clauses}"


def _failures(report: IngestReport, language: Language) -> str:
    rows = "".join(f"<li><b>{esc(Path(source).name)}</b> {esc(failure_text(source, reason, language))}</li>" for source, reason in report.failures)
    return f'<div class="pd-failed"><h4>{text("manage_failed", language)}</h4><ul>{rows}</ul></div>' if rows else ""


def _notes(report: IngestReport, language: Language) -> str:
    """Warnings that belong to no one document; each document's own stand with it."""
    own = {f"{d.id}: {warning}" for d in report.documents for warning in d.warnings}
    return _warnings([w for w in report.warnings if w not in own], language)


def _list(title: str, rows: Iterable[str]) -> str:
    items = "".join(f"<li>{esc(row)}</li>" for row in rows)
    return f'<div class="pd-told"><h4>{title}</h4><ul>{items}</ul></div>' if items else ""


def _copy(source: str, title: str, language: Language) -> str:
    return f"{Path(source).name} {text('manage_copy_of', language, title=title)}"


def _document(document: Document, report: IngestReport, language: Language) -> str:
    state = "new" if document.id in report.added else "changed" if document.id in report.changed else "same"
    chips = chip(text(f"manage_{state}", language), "plain" if state == "same" else "good")
    chips += chip(kind_label(document.metadata.text_kind.value, language), "kind")
    details = f"{_metadata(document, language)}{_warnings(document.warnings, language)}{_clauses(document, language)}" if report.dry else ""
    return (
        f'<article class="pd-would"><h4>{esc(document.title)} {chips}</h4>'
        f'<p class="pd-hint">{esc(Path(document.source).name)} · {esc(document.id)}</p>{details}</article>'
    )


def _warnings(warnings: Sequence[str], language: Language) -> str:
    return _list(text("manage_warnings", language), dict.fromkeys(warning_text(w, language) for w in warnings))


def _metadata(document: Document, language: Language) -> str:
    meta = document.metadata
    rows = "".join(
        f'<tr><th scope="row">{esc(field_name(name, language))}</th><td>{esc(_value(getattr(meta, name)))}</td>'
        f"<td>{esc(_origin(meta.read_from.get(name), language))}</td></tr>"
        for name in _FIELDS
        if getattr(meta, name)
    )
    if not any(name in meta.read_from for name in _FIELDS if name != "title"):
        return f'<p class="pd-notice">{text("manage_no_metadata", language)}</p>'
    head = "".join(f'<th scope="col">{text(key, language)}</th>' for key in ("manage_field", "manage_value", "manage_words"))
    return f'<table class="pd-table"><caption>{text("manage_read_from", language)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _value(value: object) -> str:
    return "；".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _origin(origin: Origin | None, language: Language) -> str:
    if origin is None:
        return ""
    if not origin.line:
        return origin.source
    words = " ".join(origin.quote.split())
    return text("manage_line", language, line=origin.line, words=words if len(words) <= _QUOTE else f"{words[:_QUOTE]}…")


def _clauses(document: Document, language: Language) -> str:
    shown = blocks(document)
    rows = "".join(
        f'<li{" class=pd-contents-part" if c.kind is ClauseKind.PART else ""}><b>{esc(title_of(c))}</b> {esc(c.text[:60])}{"…" if len(c.text) > 60 else ""}</li>'
        for c in shown[:_CLAUSES]
    )
    more = f"<li>{text('manage_more_clauses', language, count=len(shown) - _CLAUSES)}</li>" if len(shown) > _CLAUSES else ""
    apart = f" · {text('manage_discards', language, count=len(document.discards))}" if document.discards else ""
    head = text("manage_clauses", language, count=len(document.clauses))
    return f"<details><summary>{head}{apart}</summary><ol>{rows}{more}</ol></details>"


def _buttons(dry: bool, wanted: bool, language: Language) -> str:
    if not dry:
        return ""
    yes = f'<button type="button" class="pd-button" data-act="confirm">{text("manage_confirm", language)}</button>'
    none = f"<p>{text('manage_nothing', language)}</p>"
    no = f'<button type="button" class="pd-quiet" data-act="discard">{text("manage_discard", language)}</button>'
    return f'{"" if wanted else none}<div class="pd-buttons">{yes if wanted else ""}{no}</div>'
