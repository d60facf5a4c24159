"""The metadata of a document that its operator left empty, read from its text, else taken from what its file's reader found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest.frontmatter import unread_title
from ingest.imprint.adoption import Act, Event, adopted_by, read_events
from ingest.imprint.bodies import read_issuers
from ingest.imprint.days import read_issued, read_published, read_signature
from ingest.imprint.force import Days, read_force
from ingest.imprint.issuers import read_addressees, read_issuer, read_place
from ingest.imprint.numbers import one_form, read_number
from ingest.imprint.page import Page, Said
from ingest.imprint.repeals import read_repeals
from ingest.imprint.table import read_table
from ingest.imprint.titles import Titles, is_draft, kind_of, read_titles, trial_of
from ingest.lines import Line
from policy.documents import Metadata, Origin, first_day

Found = Mapping[str, tuple[str, str]]
"""What a file's reader found beside the text: field to its value and the place it stands in (`<meta name="…">`)."""

_DATES = ("issued", "published", "effective_from", "effective_to")
_FROM_FILE = ("title", "doc_no", "issuer", "status", "source_note", *_DATES)
_STATUS = (("征求意见", "征求意见"), ("废止", "废止"), ("失效", "失效"), ("有效", "现行"))


def complete_metadata(
    metadata: Metadata, text: str, lines: Sequence[Line], reasons: Mapping[int, str], found: Found | None = None
) -> tuple[Metadata, list[str]]:
    """`metadata` with its empty fields read, where each was read, and warnings on what could not be told.

    `reasons` are the lines that are in no clause, by index. What the operator gave stands; then comes the document's own
    text; then `found`.
    """
    reader = _Reader(metadata, Page(text, lines, reasons), found or {})
    reader.read(unread_title(lines, dict(reasons)))
    reader.take()
    reader.place()
    return reader.metadata, reader.warnings


class _Reader:
    """Fills one document's metadata, field by field."""

    def __init__(self, metadata: Metadata, page: Page, found: Found) -> None:
        self.metadata = self._given = metadata
        self._found = {name: (value.strip(), place) for name, (value, place) in found.items() if value.strip()}
        self.warnings: list[str] = []
        self._page = page
        self._table = read_table(page)

    def read(self, named: tuple[str, int, int] | None) -> None:
        """What the text says. `named` are the lines that were set apart as the title, where it is not read otherwise."""
        page, table = self._page, self._table
        titles = read_titles(page, table)
        events = read_events(page, titles.text)
        self._titles(titles)
        self._put("title", Said(*named) if named else None)
        number, warnings = read_number(page, table)
        self._put("doc_no", number, warnings)
        signature = read_signature(page, titles)
        self._put("issuer", read_issuer(titles, signature, table, adopted_by(events, page, titles.body), page))
        self._put("addressees", read_addressees(page, titles))
        issued, warnings = read_issued(signature, table, events, page, titles)
        self._put("issued", issued, warnings)
        published, own = read_published(signature, table, events, page, titles)
        self._put("published", published)
        passed = any(e.act is Act.PASSED for e in events)  # which is not yet published
        revised = any(e.act is Act.REVISED for e in events)
        self._dates(Days(None if passed else issued, published, own, revised), events)
        self._events(events)
        repeals = read_repeals(page)
        if repeals:
            whole = Said(tuple(r.value for r in repeals), repeals[0].start, repeals[0].end)
            self._put("repeals", whole)

    def take(self) -> None:
        """What the file's reader found, for fields that are still empty. A site's name is no issuer."""
        for name, (value, place) in self._found.items():
            if name not in _FROM_FILE or getattr(self.metadata, name):
                continue
            if name in _DATES and not _is_date(value):
                self.warnings.append(f"{name}: {place} says {value!r}, which is no date; write it into document.yaml")
                continue
            value = one_form(value) if name == "doc_no" else value
            if value and (name != "issuer" or read_issuers(value)):
                self._set(name, value, Origin(place))

    def place(self) -> None:
        """Region, level, kind and status: they follow from the issuer and the title."""
        metadata = self.metadata
        level, region, via = read_place(metadata.issuer, metadata.title, metadata.notice_title)
        self._follow("level", level, via)
        self._follow("region", region, via)
        self._follow("kind", kind_of(metadata.title), "title")
        self._follow("trial", trial_of(metadata.title), "title")
        draft = next((n for n in ("title", "notice_title") if is_draft(getattr(metadata, n))), "")
        self._follow("status", "征求意见" if draft else "", draft)
        row = self._table.get("status")
        status = next((s for word, s in _STATUS if row and word in row.value and "无效" not in row.value), "")
        if row and status:
            self._put("status", replace(row, value=status))

    def _titles(self, titles: Titles) -> None:
        if self.metadata.title:
            return
        self._put("title", titles.title)
        if titles.notice is not None and titles.text is not None:
            self._put("notice_title", titles.notice)

    def _dates(self, days: Days, events: Sequence[Event]) -> None:
        given = self._given
        page_says = self._found.get("published", ("", ""))[0]
        published = _given(given.published) or days.published or _given(page_says if _is_date(page_says) else "")
        days = replace(days, issued=_given(given.issued) or days.issued, published=published)
        names = (self.metadata.title, self.metadata.notice_title)
        force = read_force(self._page, days, names, self._table, events)
        self._put("effective_from", force.start)
        self._put("effective_to", force.end)
        self.warnings += [w for w in force.warnings if not getattr(given, w.split(":", 1)[0])]

    def _events(self, events: Sequence[Event]) -> None:
        changes = [e for e in events if e.act in (Act.AMENDED, Act.REVISED)]
        if changes:
            days = tuple(dict.fromkeys(e.day for e in changes))
            self._put("amended", Said(days, changes[0].start, changes[-1].end))

    def _put(self, name: str, reading: Said | None, warnings: Sequence[str] = ()) -> None:
        if getattr(self.metadata, name):
            return
        self.warnings += warnings
        if reading is not None and reading.value:
            self._set(name, reading.value, self._page.origin(reading))

    def _follow(self, name: str, value: str, via: str) -> None:
        """A value that follows from another field; it was read where that one was."""
        if value and via and not getattr(self.metadata, name):
            origin = self.metadata.read_from.get(via, Origin("document.yaml"))
            self._set(name, value, replace(origin, via=via))

    def _set(self, name: str, value: Any, origin: Origin) -> None:
        read_from = self.metadata.read_from | {name: origin}
        self.metadata = replace(self.metadata, **{name: value}, read_from=read_from)


def _given(value: str) -> Said | None:
    return Said(value, 0, 0) if value else None


def _is_date(value: str) -> bool:
    try:
        first_day(value)
    except ValueError:
        return False
    return True
