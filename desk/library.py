"""The tab 政策库: the documents held, and each in its structure."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import gradio as gr

from desk.chat_session import Desk
from desk.error_words import error_text
from desk.library_list import Found, Shelf, front_html
from desk.library_page import reading_html
from desk.library_relations import Relations
from desk.library_shelf import LONGEST, Choice, chosen
from desk.page import QUIET, Page, Visit, data, region
from desk.pane import Place, gone_html
from desk.session import Opened, Session
from desk.texts import Language, text
from policy.answers import Filters
from policy.documents import Document
from policy.errors import NotReady, PolicyDeskError, UnknownDocument
from policy.figures import Change

_HITS = 20
_CHANGES = 3
_EVENTS = ("open", "library", "search", "clear", "filter", "reset", "choose")
log = logging.getLogger("policydesk")


@dataclass(frozen=True, slots=True)
class Reader:
    """What one reader has open, and what they look for."""

    session: Session = field(default_factory=Session)
    choice: Choice = field(default_factory=Choice)

    def spoken(self, language: Language) -> Reader:
        """The same in `language`."""
        return replace(self, session=self.session.spoken(language))


class LibraryTab:
    """The tab's components, and the events between them."""

    name = "library"

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk = desk
        self.relations = Relations()
        self.reader = gr.State(Reader())
        self.body = region("pd-library", events=_EVENTS)
        self.labels: list[Any] = []
        self.contents = [self.reader, self.body]
        self.states = [self.reader]
        inputs, outputs = [self.reader, page.visit], [self.reader, self.body]
        for name in _EVENTS:
            getattr(self.body, name)(getattr(self, f"_{name}"), inputs, outputs, **QUIET)
        page.read(self._open, inputs, outputs)

    def words(self, language: Language) -> list[Any]:
        """The updates that put `labels` into `language`."""
        return []

    def load(self, visit: Visit, reader: Reader) -> list[Any]:
        """What the address asks for: a document, or a choice among them; else what is open."""
        if visit.query.get("tab") == self.name:
            reader = replace(reader, choice=Choice.of(visit.query))
        named = visit.query.get("document", "")
        if not named:
            return list(self._shown(reader.spoken(visit.language)))
        clause = f"{named}#{visit.fragment}" if visit.fragment else ""
        return list(self._opened(reader.spoken(visit.language), {"document": named, "clause": clause}))

    def _open(self, reader: Reader, visit: Visit, event: gr.EventData) -> tuple[Reader, str]:
        return self._opened(reader.spoken(visit.language), data(event))

    def _library(self, reader: Reader, visit: Visit) -> tuple[Reader, str]:
        return self._opened(reader.spoken(visit.language), {})

    def _search(self, reader: Reader, visit: Visit, event: gr.EventData) -> tuple[Reader, str]:
        query = " ".join(str(data(event).get("query", "")).split())[:LONGEST]
        return self._looked(reader, visit, replace(reader.choice, query=query))

    def _clear(self, reader: Reader, visit: Visit) -> tuple[Reader, str]:
        return self._looked(reader, visit, replace(reader.choice, query=""))

    def _filter(self, reader: Reader, visit: Visit, event: gr.EventData) -> tuple[Reader, str]:
        given = data(event)
        choice = reader.choice.toggled(str(given.get("facet", "")), str(given.get("value", ""))[:LONGEST])
        return self._looked(reader, visit, choice)

    def _reset(self, reader: Reader, visit: Visit) -> tuple[Reader, str]:
        return self._looked(reader, visit, Choice(reader.choice.query))

    def _choose(self, reader: Reader, visit: Visit, event: gr.EventData) -> tuple[Reader, str]:
        """What an address asks for that somebody has gone back to."""
        given = data(event)
        return self._opened(replace(reader.spoken(visit.language), choice=Choice.of(given)), given)

    def _looked(self, reader: Reader, visit: Visit, choice: Choice) -> tuple[Reader, str]:
        return self._opened(replace(reader.spoken(visit.language), choice=choice), {})

    def _opened(self, reader: Reader, wanted: Mapping[str, Any]) -> tuple[Reader, str]:
        return self._shown(replace(reader, session=self.desk.open(reader.session, wanted)))

    def _shown(self, reader: Reader) -> tuple[Reader, str]:
        language, opened = reader.session.language, reader.session.opened
        documents = self.desk.service.documents()
        if opened is None:
            return reader, front_html(self._shelf(reader, documents), language)
        try:
            place = self._place(opened)
        except UnknownDocument:
            return reader, gone_html(language)
        return reader, reading_html(place, self.relations.of(place.document, documents), language)

    def _place(self, opened: Opened) -> Place:
        service = self.desk.service
        if opened.clause_id.partition("#")[2]:
            try:
                clause, document = service.clause(opened.clause_id)
            except UnknownDocument:
                if not opened.document_id:
                    raise
            else:
                return Place(document, clause, opened.start, opened.end)
        return Place(service.document(opened.document_id), field=opened.field)

    def _shelf(self, reader: Reader, documents: list[Document]) -> Shelf:
        today = date.today()
        found = self._found(reader, documents, today) if reader.choice.query else Found()
        return Shelf(documents, reader.choice, found, self._changes(), today)

    def _found(self, reader: Reader, documents: list[Document], today: date) -> Found:
        choice, language = reader.choice, reader.session.language
        within = chosen(documents, choice, today)
        if not within:
            return Found()
        try:
            filters = Filters(tuple(d.id for d in within)) if choice.limited else Filters()
            return Found(self.desk.service.search(choice.query, _HITS, filters))
        except NotReady:
            return Found(problem=text("library_loading", language))
        except PolicyDeskError as error:
            return Found(problem=text("failed", language, reason=error_text(error, language)))
        except Exception:
            log.exception("a search in the library failed")
            return Found(problem=text("fault", language))

    def _changes(self) -> list[Change]:
        """What changed of late; nothing where it can't be read: the documents matter more."""
        try:
            office = self.desk.service.office
            return office.changes(_CHANGES) if office.there else []
        except PolicyDeskError as error:
            log.warning("what changed can't be shown: %s", error)
            return []
