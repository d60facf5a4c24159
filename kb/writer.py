"""Everything that changes a knowledge base: one writer at a time, and readers keep the moment before until all is in place.

What has to happen for that, in this order: rows are added to the index, the catalogue changes in one transaction, rows
are pruned. Killed between any two steps, the knowledge base is as before or as after, and the next run finishes.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from ingest.catalogue import Catalogue, Held
from ingest.gather import Disk, Gathered, find_files, gather
from kb.changes import Changes, compare
from kb.report import IngestReport, Removal, RemovalReport
from kb.uploads import Uploads
from policy.documents import Document
from policy.errors import BadArgument, UnknownDocument

if TYPE_CHECKING:
    from index.index import EmbeddingReport, Index

_LOCK_SECONDS = 120
_NOT_OURS = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST,
    errno.ENAMETOOLONG, errno.EIO,
}  # fmt: skip
"""What goes wrong with a folder and not with the program."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is: `done` of `total` steps of `stage` ("waiting", "reading", "embedding", "storing").

    `failed` is how many files are known to have failed by then.
    """

    stage: str
    done: int
    total: int
    failed: int = 0


Tell = Callable[[Progress], None]


class Writer:
    """The writing half of a knowledge base. Every method raises BadArgument where the data folder can't be written."""

    def __init__(self, data: Path, catalogue: Catalogue, index: Callable[[], Index]) -> None:
        """`index` opens the index; it is asked only when there is something to write."""
        self._data = data
        self._catalogue = catalogue
        self._index = index
        self.uploads = Uploads(data / "uploads")

    def ingest(self, roots: Sequence[Path], tell: Tell, with_uploads: bool) -> IngestReport:
        """Bring in what is below `roots`, and what was uploaded; drop what has gone from them."""
        for root in roots:
            find_files(root)  # a path that is not there is said before anything is made or waited for
        with self._alone(tell):
            uploaded = [self.uploads.folder] if with_uploads and self.uploads.any() else []
            with self._spool() as spool:
                read = gather([*roots, *uploaded], lambda done, total: tell(Progress("reading", done, total)), spool)
            scope = [*roots, self.uploads.folder] if with_uploads else roots
            changes = self._compare(read, scope)
            return self._store(read, changes, tell)

    def upload(self, files: Iterable[tuple[str, bytes]], tell: Tell) -> IngestReport:
        """Keep files (name and content) among the uploads and bring them in. What can't be read leaves no file."""
        with self._alone(tell), self.uploads.staging(files, self._files()) as staged:
            with self._spool() as spool:
                read = self.uploads.read(staged, lambda done, total: tell(Progress("reading", done, total)), spool)
            changes = self._compare(read, [])
            with self.uploads.placed(staged, {h.file for h in changes.put}) as notes:
                changes.warnings += notes
                return self._store(read, changes, tell)

    def preview(self, files: Iterable[tuple[str, bytes]], tell: Tell) -> IngestReport:
        """What `upload` would do, in a folder apart: nothing is kept, no writer is waited for."""
        with tempfile.TemporaryDirectory(prefix="policydesk-") as folder:
            spool = Path(folder) / "spool"
            spool.mkdir()
            with self.uploads.staging(files, self._files(), Path(folder) / "files") as staged:
                read = self.uploads.read(staged, lambda done, total: tell(Progress("reading", done, total)), spool)
            return report_of(read, self._compare(read, []))

    def preview_removal(self, ids: Sequence[str]) -> RemovalReport:
        """What `remove` would do. Raises UnknownDocument."""
        doomed, by_id = self._doomed(ids)
        staying = [h.file for i, h in by_id.items() if i not in doomed]
        copied = {c.document for c in self._catalogue.copies() if Disk().there(c.file)}
        found = (_removal(h, self.uploads.deletable(h.file, staying), i in copied) for i, h in doomed.items())
        return RemovalReport(tuple(found), dry=True)

    def remove(self, ids: Sequence[str], tell: Tell) -> RemovalReport:
        """Take documents out, uploaded ones with their file. Raises UnknownDocument, and then removes nothing."""
        with self._alone(tell):
            doomed, by_id = self._doomed(ids)
            copies = self._catalogue.copies()
            # The file first: were it last, a kill in between would let the document come back.
            staying = [h.file for i, h in by_id.items() if i not in doomed]
            deleted = {i for i, h in doomed.items() if self.uploads.delete(h.file, staying)}
            left = [c for c in copies if c.document not in doomed]
            self._catalogue.replace([], list(doomed), left)
            self._index().prune([h.document for i, h in by_id.items() if i not in doomed])
            copied = {c.document for c in copies if Disk().there(c.file)}
            return RemovalReport(tuple(_removal(h, i in deleted, i in copied) for i, h in doomed.items()))

    def _doomed(self, ids: Sequence[str]) -> tuple[dict[str, Held], dict[str, Held]]:
        """The documents named, and all, by their ids."""
        by_id = {h.document.id: h for h in self._catalogue.read()[1]}
        for document_id in ids:
            if document_id not in by_id:
                raise UnknownDocument(f"no document {document_id!r} is held; `policydesk clauses` lists what is")
        return {i: by_id[i] for i in ids}, by_id

    def _files(self) -> set[str]:
        return {h.file for h in self._catalogue.read()[1]}

    def _compare(self, read: Gathered, scope: Sequence[Path]) -> Changes:
        _, held = self._catalogue.read()
        return compare(held, read.held, [str(r.resolve()) for r in scope], read.unread, self._catalogue.copies())

    def _store(self, read: Gathered, changes: Changes, tell: Tell) -> IngestReport:
        failed = len(read.failures) + len(changes.failures)
        _, held = self._catalogue.read()
        documents = _after(held, changes)
        index = self._index()
        done = index.prepare(documents, lambda done, total: tell(Progress("embedding", done, total, failed)))
        tell(Progress("storing", 0, 1, failed))
        if changes.put or changes.remove or set(changes.copies) != set(self._catalogue.copies()):
            self._catalogue.replace(changes.put, changes.remove, changes.copies)
        index.prune(documents)
        tell(Progress("storing", 1, 1, failed))
        return report_of(read, changes, done)

    @contextmanager
    def _spool(self) -> Iterator[Path]:
        """A folder to unpack archives in. One that a killed run has left goes first."""
        folder = self._data / "spool"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _alone(self, tell: Tell) -> Iterator[None]:
        """Be the only writer. The system takes the lock back from a process that dies."""
        try:
            self._data.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._data / "ingest.lock")
            try:
                held = lock.acquire(timeout=0)
            except Timeout:
                tell(Progress("waiting", 0, 1))
                held = lock.acquire(timeout=_LOCK_SECONDS)
            with held:
                yield
        except Timeout as error:
            raise BadArgument("another ingest into this knowledge base is running; try again when it is done") from error
        except OSError as error:
            if error.errno not in _NOT_OURS:
                raise
            raise BadArgument(
                f"the knowledge base in {self._data} can't be written ({error.strerror or error}); "
                "check the folder, its rights and its space"
            ) from error


def _after(held: Sequence[Held], changes: Changes) -> list[Document]:
    """The documents that there will be."""
    after = {h.document.id: h.document for h in (*held, *changes.put)}
    return [document for i, document in after.items() if i not in changes.remove]


def _removal(held: Held, deleted: bool, copied: bool) -> Removal:
    document = held.document
    comes_back = copied or (not deleted and Disk().there(held.file))
    return Removal(document.id, document.title, document.source, len(document.clauses), deleted, comes_back)


def report_of(read: Gathered, changes: Changes, done: EmbeddingReport | None = None) -> IngestReport:
    """What was done, or in a dry run (`done` is None) what was read."""
    report = IngestReport(
        documents=tuple(changes.documents),
        created=changes.created, updated=changes.updated, unchanged=changes.unchanged, removed=changes.removed,
        removed_documents=tuple(changes.remove), renamed=tuple(changes.renamed), duplicates=tuple(changes.duplicates),
        warnings=tuple(changes.warnings), failures=(*read.failures, *changes.failures), dry=done is None,
        changed=tuple(h.document.id for h in changes.put), added=tuple(changes.added), removed_titles=tuple(changes.gone),
    )  # fmt: skip
    if done is None:
        return report
    return replace(report, embedded=done.embedded, seconds=done.seconds, rebuilt=done.rebuilt, model=done.model)
