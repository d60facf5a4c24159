"""What is held: the documents of the catalogue as they are at the moment."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from ingest.catalogue import Catalogue, Held
from policy.documents import Clause, Document
from policy.errors import UnknownDocument

_LEVELS = {"国家": 0, "省": 1, "市": 2, "区县": 3}


class Holdings:
    """The documents, read again when the catalogue has changed. Safe to share between threads.

    `lock` guards them together with what is made of them.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.lock = threading.RLock()
        self.generation = -1
        self.held: list[Held] = []
        self._catalogue = catalogue
        self._documents: dict[str, Document] = {}

    def read(self) -> bool:
        """Take up the catalogue as it is now; whether it had changed. Cheap when it had not."""
        with self.lock:
            if self._catalogue.generation() == self.generation:
                return False
            self.generation, self.held = self._catalogue.read()
            self._documents = {h.document.id: h.document for h in self.held}
            return True

    def unsorted(self) -> list[Document]:
        """All documents as they were last read."""
        with self.lock:
            return list(self._documents.values())

    def documents(self) -> list[Document]:
        """All documents now: by level, then the later first, then by id."""
        self.read()
        found = sorted(self.unsorted(), key=lambda d: d.id)
        found.sort(key=lambda d: d.metadata.issued or d.metadata.effective_from, reverse=True)
        return sorted(found, key=lambda d: _LEVELS.get(d.metadata.level, 9))

    def document(self, document_id: str) -> Document:
        """One document. Raises UnknownDocument."""
        self.read()
        try:
            return self._documents[document_id]
        except KeyError:
            raise UnknownDocument(
                f"no document {document_id!r} is held; `policydesk clauses` lists what is, `policydesk ingest` adds"
            ) from None

    def clause(self, clause_id: str) -> tuple[Clause, Document]:
        """One clause and its document. Raises UnknownDocument."""
        document = self.document(clause_id.split("#", 1)[0])
        for clause in document.clauses:
            if clause.clause_id == clause_id:
                return clause, document
        raise UnknownDocument(f"no clause {clause_id!r} in {document.id}; `policydesk clauses --document {document.id}`")

    def clauses(self, documents: Sequence[str] = ()) -> list[Clause]:
        """The clauses of these documents (all, where none is named). Raises UnknownDocument."""
        chosen = [self.document(i) for i in documents] if documents else self.documents()
        return [clause for document in chosen for clause in document.clauses]
