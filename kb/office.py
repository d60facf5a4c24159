"""The office beside the knowledge base: accounts, answers given, votes, handovers, calls, standard replies, figures."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from kb.evaluation import last_evaluation
from kb.report import IngestReport, RemovalReport
from kb.settings import Settings
from policy.answers import Answer, Citation
from policy.documents import Clause, Document
from policy.errors import UnknownDocument
from policy.figures import Change, ChangedDocument
from policy.kept import Asked, KeptClause
from policy.office import Account, Reply, Role
from records.accounts import Accounts
from records.answers import Answers
from records.base import Terms, name_of
from records.calls import Calls
from records.checks import Checks
from records.dashboard import Dashboard
from records.database import Database
from records.handovers import Handovers
from records.replies import Replies
from records.unanswered import Unsettled
from records.upkeep import Upkeep

FIRST_ACCOUNT = "admin"
_ALL = 10_000


def _now() -> datetime:
    return datetime.now(UTC)


class Office(Accounts, Answers, Checks, Handovers, Calls, Replies, Unsettled, Dashboard, Upkeep):
    """What the desk keeps. Safe to share between threads; other processes may use the same data folder.

    The file is made on first use. Verbs raise BadArgument where it can't be used, or was written by a newer version.
    """

    def __init__(self, settings: Settings, document: Callable[[str], Document], now: Callable[[], datetime] = _now) -> None:
        """`document` gives a document of the knowledge base, for the words that an answer cites; `now` is the clock."""
        super().__init__(Database(settings.data, self._first_account), terms_of(settings), now)
        self._data = settings.data
        self._document = document
        self._password = settings.staff_password
        self._purged: date | None = None
        self._purging = threading.Lock()

    def evaluation(self) -> Mapping[str, Any] | None:
        """The last evaluation's report, as `policydesk eval` keeps it beside the records; None where there is none."""
        return last_evaluation(self._data)

    @property
    def there(self) -> bool:
        """Whether anything has ever been kept."""
        return self._db.path.exists()

    def keep_answer(self, asked: Asked) -> str:
        """Keep an answer with the clauses it cites as they are now; the id of its permanent address. Raises BadArgument.

        Once a day, what is older than the retention goes on this occasion.
        """
        made = self.keep(asked, self._cited(asked.answer))
        with self._purging:
            due, self._purged = self._purged != self._today(), self._today()
        if due:
            self.purge()
        return made

    def draft_reply(
        self, question: str, text: str, source: str, clause_ids: Sequence[str], until: date, by: Account | str,
        reply_id: str = "", answer_ids: Iterable[str] = (),
    ) -> Reply:  # fmt: skip
        """A new draft of a standard reply, or one in the place of `reply_id`, which must be approved anew.

        `question` may hold several wordings, one a line; `answer_ids` are the answers that it is written in the place of.
        Raises UnknownDocument for a clause that is not held,
        BadArgument for an empty field or a day that is past.
        """
        digests = {i: self._clause(i).digest for i in dict.fromkeys(clause_ids)}
        return self.draft(question, text, source, digests, until, by, reply_id, answer_ids)

    def approve_reply(self, reply_id: str, by: Account | str, seen: datetime | None = None) -> Reply:
        """Let a draft be found, as `Replies` has it; the questions that waited for it are settled."""
        waiting = [g for g in self.unanswered(limit=_ALL) if g.draft == reply_id]
        approved = super().approve_reply(reply_id, by, seen)
        self.settle_unanswered([i for g in waiting for i in g.answer_ids], by)
        return approved

    def record_ingest(self, report: IngestReport | RemovalReport, by: Account | str) -> bool:
        """Keep what an ingest or a removal changed, and who had it done; nothing, and False, where it changed nothing."""
        if report.touched:
            of = _of_ingest(report, name_of(by)) if isinstance(report, IngestReport) else _of_removal(report, name_of(by))
            self.note_change(of)
        return report.touched

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        self._db.close()

    def _first_account(self) -> None:
        if given := self._password.get_secret_value():
            self.ensure_account(FIRST_ACCOUNT, given, Role.ADMIN)

    def _clause(self, clause_id: str) -> Clause:
        document = self._document(clause_id.split("#", 1)[0])
        for clause in document.clauses:
            if clause.clause_id == clause_id:
                return clause
        raise UnknownDocument(f"no clause {clause_id!r} in {document.id}; name one that is held")

    def _cited(self, answer: Answer) -> list[KeptClause]:
        first: dict[str, Citation] = {}
        for citation in answer.citations:
            first.setdefault(citation.clause_id, citation)
        return [self._kept_clause(c) for c in first.values()]

    def _kept_clause(self, citation: Citation) -> KeptClause:
        """The clause in full; of one that has gone since, and of a standard reply, the words that were cited."""
        try:
            document = self._document(citation.document_id)
        except UnknownDocument:
            return _of_citation(citation, citation.quote, {})
        of_itself = citation.clause_id == f"{document.id}#"
        held = {c.clause_id: c.text for c in document.clauses}
        text = "" if of_itself else held.get(citation.clause_id, citation.quote)
        return _of_citation(citation, text, document.metadata.to_dict())


def terms_of(settings: Settings) -> Terms:
    """For how long things hold, as the settings say."""
    return Terms(
        session_hours=settings.session_hours, session_idle_minutes=settings.session_idle_minutes,
        lockout_failures=settings.lockout_failures, lockout_minutes=settings.lockout_minutes,
        retention_days=settings.retention_days,
    )  # fmt: skip


def _of_citation(c: Citation, text: str, metadata: dict[str, object]) -> KeptClause:
    return KeptClause(c.clause_id, c.document_id, c.document, c.heading, c.path, text, metadata)


def _of_ingest(report: IngestReport, by: str) -> Change:
    stored = [ChangedDocument(d.id, d.title) for d in report.read]
    removed = zip(report.removed_documents, report.removed_titles, strict=True)
    return Change(
        _now(), by, tuple(d for d in stored if d.id in report.added), tuple(d for d in stored if d.id not in report.added),
        tuple(ChangedDocument(i, title) for i, title in removed), report.created, report.updated, report.removed,
        tuple(reason for _, reason in report.failures),
    )  # fmt: skip


def _of_removal(report: RemovalReport, by: str) -> Change:
    gone = tuple(ChangedDocument(r.id, r.title) for r in report.removed)
    return Change(_now(), by, (), (), gone, dropped=sum(r.clauses for r in report.removed))
