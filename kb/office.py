"""The office beside the knowledge base: accounts, answers given, votes, handovers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from kb.settings import Settings
from policy.answers import Answer, Citation
from policy.documents import Document
from policy.errors import UnknownDocument
from policy.office import Asked, KeptClause, Role
from records.accounts import Accounts
from records.answers import Answers
from records.base import Terms
from records.database import Database
from records.handovers import Handovers

FIRST_ACCOUNT = "admin"


class Office(Accounts, Answers, Handovers):
    """What the desk keeps. Safe to share between threads; other processes may use the same data folder.

    The file is made on first use. Verbs raise BadArgument where it can't be used, or was written by a newer version.
    """

    def __init__(
        self, settings: Settings, document: Callable[[str], Document],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:  # fmt: skip
        """`document` gives a document of the knowledge base, for the words that an answer cites."""
        database = Database(settings.data, self._first_account)
        super().__init__(database, terms_of(settings), now)
        self._document = document
        self._password = settings.staff_password

    def _first_account(self) -> None:
        if given := self._password.get_secret_value():
            self.ensure_account(FIRST_ACCOUNT, given, Role.ADMIN)

    def keep_answer(self, asked: Asked) -> str:
        """Keep an answer with the clauses it cites as they are now; the id of its permanent address. Raises BadArgument."""
        return self.keep(asked, self._cited(asked.answer))

    def _cited(self, answer: Answer) -> list[KeptClause]:
        first: dict[str, Citation] = {}
        for citation in answer.citations:
            first.setdefault(citation.clause_id, citation)
        return [self._kept_clause(c) for c in first.values()]

    def _kept_clause(self, citation: Citation) -> KeptClause:
        """The clause in full; of one that has gone since, the words that were cited."""
        try:
            document = self._document(citation.document_id)
        except UnknownDocument:
            return _of_citation(citation, citation.quote, {})
        held = {c.clause_id: c for c in document.clauses}
        text = held[citation.clause_id].text if citation.clause_id in held else ""
        gone = citation.clause_id not in held and not _of_itself(citation)
        return _of_citation(citation, citation.quote if gone else text, document.metadata.to_dict())

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def terms_of(settings: Settings) -> Terms:
    """For how long things hold, as the settings say."""
    return Terms(
        session_hours=settings.session_hours, session_idle_minutes=settings.session_idle_minutes,
        lockout_failures=settings.lockout_failures, lockout_minutes=settings.lockout_minutes,
        retention_days=settings.retention_days,
    )  # fmt: skip


def _of_itself(citation: Citation) -> bool:
    """Whether a citation is of what the document says of itself, and of no clause."""
    return citation.clause_id == f"{citation.document_id}#"


def _of_citation(c: Citation, text: str, metadata: dict[str, object]) -> KeptClause:
    return KeptClause(c.clause_id, c.document_id, c.document, c.heading, c.path, text, metadata)
