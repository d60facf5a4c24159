"""The staff tab 政策库管理: documents in and out, without a restart and while others ask."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from desk.chat_session import Desk
from desk.library_shelf import named
from desk.manage_held import held_html
from desk.manage_report import problem_html, progress_html, removal_html, report_html
from desk.manage_work import MAX_FILES, MAX_TOTAL, Given, beyond, contents, forget, watched
from desk.markup import esc
from desk.page import QUIET, Page, Visit, data, region
from desk.report_words import problem_text
from desk.texts import Language, text
from policy.errors import PolicyDeskError
from policy.office import Account

if TYPE_CHECKING:
    from kb.report import IngestReport
    from kb.writer import Progress

log = logging.getLogger("policydesk")
Ingest = Callable[[Callable[["Progress"], None]], "IngestReport"]


@dataclass(frozen=True, slots=True)
class Work:
    """What a member of staff is about: files that wait for their word, and what the list is limited to."""

    files: tuple[Given, ...] = ()
    query: str = ""


class ManageTab:
    """The tab's components, and the events between them."""

    name = "manage"

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk = desk
        self.work = gr.State(Work())
        self.head = region("pd-manage-head")
        self.files = gr.File(
            file_count="multiple", type="filepath", show_label=False, container=False, height=140, elem_id="pd-upload",
        )  # fmt: skip
        self.report = region("pd-manage-report", events=("confirm", "discard"))
        self.held = region("pd-manage", events=("find", "take", "keep", "remove"))
        self.labels: list[Any] = []
        self.contents = [self.head, self.held]
        self.states = [self.work]
        inputs = [self.work, page.visit]
        outputs = [self.work, self.files, self.report, self.held]
        self.files.upload(self._uploaded, [*inputs, self.files], outputs, **QUIET)
        self.report.confirm(self._confirm, inputs, outputs, **QUIET)
        self.report.discard(self._discard, inputs, outputs, **QUIET)
        for name in ("find", "take", "keep", "remove"):
            getattr(self.held, name)(getattr(self, f"_{name}"), inputs, [self.work, self.held], **QUIET)
        page.shown("manage", self._again, inputs, [self.held])

    def words(self, language: Language) -> list[Any]:
        """The updates that put `labels` into `language`."""
        return []

    def load(self, visit: Visit, work: Work) -> list[Any]:
        """The updates that fill `contents`."""
        hint = text("manage_hint", visit.language, files=MAX_FILES, total=MAX_TOTAL >> 20)
        title, upload, drop = (text(key, visit.language) for key in ("tab_manage", "manage_upload", "manage_drop"))
        head = f'<div class="pd-sheet" data-drop="{drop}"><h2>{title}</h2><h3>{upload}</h3><p class="pd-hint">{hint}</p></div>'
        return [head, self._list(work, visit)]

    # -- in ----------------------------------------------------------------------------------------------------

    def _uploaded(self, work: Work, visit: Visit, paths: Sequence[str] | None) -> Iterator[list[Any]]:
        """Read what was uploaded, and show what it would bring."""
        files = tuple(Given(Path(p)) for p in paths or ())
        if not files:
            return
        forget([f for f in work.files if f not in files])
        fresh = Work(files, work.query)
        preview: Ingest = lambda tell: self.desk.service.preview_uploads(contents(files), tell)  # noqa: E731
        report = yield from self._run(preview, fresh, visit, dry=True, too_much=lambda: beyond(files, visit.language))
        if report is None:
            forget(files)
            return
        shown = report_html(report, self._titles(), visit.language)
        yield [fresh, gr.update(value=None, visible=False), shown, gr.skip()]

    def _confirm(self, work: Work, visit: Visit, request: gr.Request) -> Iterator[list[Any]]:
        """Bring in what was read, as whoever is signed in."""
        account = _account(request)
        files, done = work.files, Work(query=work.query)
        if not files:
            yield [done, gr.update(value=None, visible=True), problem_html(text("manage_gone", visit.language)), gr.skip()]
            return

        def ingest(tell: Callable[[Progress], None]) -> IngestReport:
            try:
                return self.desk.service.add_uploads(contents(files), account, tell)
            finally:
                forget(files)

        report = yield from self._run(ingest, done, visit, dry=False)
        if report is not None:
            yield [done, gr.update(value=None, visible=True), report_html(report, self._titles(), visit.language), self._list(done, visit)]

    def _run(
        self, job: Ingest, work: Work, visit: Visit, dry: bool, too_much: Callable[[], str] = str
    ) -> Generator[list[Any], None, IngestReport | None]:
        """A job's progress on the page; gives its report, or None after saying what went wrong."""
        language = visit.language
        try:
            problem = too_much()
            if not problem:
                jobs = watched(job)
                while True:
                    try:
                        progress = next(jobs)
                    except StopIteration as end:
                        report: IngestReport = end.value
                        return report
                    yield [work, gr.update(visible=False), progress_html(progress, language, dry), gr.skip()]
        except PolicyDeskError as error:
            problem = text("manage_problem", language, reason=problem_text(error, language))
        except OSError:
            log.warning("uploaded files could not be read", exc_info=True)
            problem = text("manage_gone", language)
        except Exception:
            log.exception("an upload failed")
            problem = text("manage_fault", language)
        yield [Work(query=work.query), gr.update(value=None, visible=True), problem_html(problem), gr.skip()]
        return None

    def _discard(self, work: Work, _: Visit) -> list[Any]:
        forget(work.files)
        return [Work(query=work.query), gr.update(value=None, visible=True), "", gr.skip()]

    # -- out ---------------------------------------------------------------------------------------------------

    def _find(self, work: Work, visit: Visit, event: gr.EventData) -> tuple[Work, str]:
        found = Work(work.files, str(data(event).get("query", "")).strip()[:200])
        return found, self._list(found, visit)

    def _take(self, work: Work, visit: Visit, event: gr.EventData) -> tuple[Work, str]:
        """Ask whether it is to go, naming what comes back."""
        document_id = str(data(event).get("document", ""))
        try:
            asked = removal_html(self.desk.service.preview_removal([document_id]), visit.language)
        except PolicyDeskError as error:
            return work, self._list(work, visit, said=text("manage_problem", visit.language, reason=problem_text(error, visit.language)), bad=True)
        return work, self._list(work, visit, sure=document_id, asked=asked)

    def _keep(self, work: Work, visit: Visit) -> tuple[Work, str]:
        return work, self._list(work, visit)

    def _remove(self, work: Work, visit: Visit, event: gr.EventData, request: gr.Request) -> tuple[Work, str]:
        document_id = str(data(event).get("document", ""))
        try:
            (gone,) = self.desk.service.remove([document_id], _account(request)).removed
        except PolicyDeskError as error:
            return work, self._list(work, visit, said=text("manage_problem", visit.language, reason=problem_text(error, visit.language)), bad=True)
        return work, self._list(work, visit, said=text("manage_removed", visit.language, title=gone.title, count=gone.clauses))

    # -- what is held ------------------------------------------------------------------------------------------

    def _again(self, work: Work, visit: Visit) -> str:
        return self._list(work, visit)

    def _list(self, work: Work, visit: Visit, said: str = "", bad: bool = False, sure: str = "", asked: str = "") -> str:
        documents = self.desk.service.documents()
        shown = named(documents, work.query) if work.query else documents
        note = f'<p class="{"pd-alert" if bad else "pd-said"}" role="status">{esc(said)}</p>' if said else ""
        return held_html(shown, len(documents), work.query, visit.language, note, sure, asked)

    def _titles(self) -> dict[str, str]:
        return {d.id: d.title for d in self.desk.service.documents()}


def _account(request: gr.Request) -> Account:
    from desk.staff_shell import account_of  # which builds this tab

    return account_of(request)
