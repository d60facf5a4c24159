"""What an ingest puts and removes, seen from what is held and what was read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.catalogue import Copy, Held
from ingest.gather import Disk
from kb.identity import Duplicate, Renamed, identify, known_title, plain, wording
from policy.documents import Document, TextKind


@dataclass(slots=True)
class Changes:
    """What an ingest puts and removes, and the clause counts that say so.

    `documents` are those read and kept, by the ids they have now; `added` are the ids among `put` that are new, `gone` the
    titles of those in `remove`; `copies` is what to note of files that were not.
    """

    documents: list[Document] = field(default_factory=list)
    put: list[Held] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    renamed: list[Renamed] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    warnings: list[str] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)


def compare(
    held: Sequence[Held], read: Sequence[Held], roots: Sequence[str], unread: Sequence[str] = (),
    copies: Sequence[Copy] = (), disk: Disk | None = None,
) -> Changes:  # fmt: skip
    """What changes when `read`, from `roots`, meets what is `held`.

    A document of one of the roots that was not read again is removed, unless its file could not be read just now
    (`unread`: its path, or that of the archive it is in) or one of its `copies` stands in another root, which then
    takes over. What other roots hold stays theirs as long as its file is there.
    """
    disk = disk or Disk()
    seen = {h.file for h in read}

    def stands(h: Held) -> bool:
        if _below(h.file, unread):
            return True
        return h.file in seen if _in(h, roots) else disk.there(h.file)

    found = identify(held, read, stands)
    order = {h.file: n for n, h in enumerate(read)}
    kept = sorted(found.kept.values(), key=lambda h: order[h.file])
    kept_back = [*unread, *found.unplaced]
    known = [c for c in copies if not _in(c, roots) or _below(c.file, unread)]
    changes = Changes(
        documents=[h.document for h in kept], renamed=found.renamed, duplicates=found.duplicates,
        warnings=[*_told(kept), *found.notes], failures=found.failures,
    )  # fmt: skip
    _put(changes, held, kept)
    for old in held:
        replaced = old.document.id in found.superseded
        gone = _in(old, roots) and old.document.id not in found.kept and not _below(old.file, kept_back)
        if replaced or (gone and not _taken_over(changes, old, known, disk)):
            changes.remove.append(old.document.id)
            changes.gone.append(old.document.title)
            changes.removed += len(old.document.clauses)
    left = {h.document.id for h in held} - set(changes.remove) | found.kept.keys()
    used = {h.file for h in changes.put}
    changes.copies = [c for c in (*known, *found.copies) if c.document in left and c.file not in used]
    changes.warnings += _versions(changes, held)
    return changes


def _in(place: Held | Copy, roots: Sequence[str]) -> bool:
    """Whether a file belongs to what is ingested: by the root it came from, or because it lies below one."""
    return place.root in roots or _below(place.file, roots)


def _below(file: str, paths: Iterable[str]) -> bool:
    return any(file == path or file.startswith(path.rstrip(os.sep) + os.sep) for path in paths)


def _told(kept: Iterable[Held]) -> Iterator[str]:
    return (f"{h.document.id}: {warning}" for h in kept for warning in h.document.warnings)


def _put(changes: Changes, held: Sequence[Held], kept: Iterable[Held]) -> None:
    before = {h.document.id: h for h in held}
    for new in kept:
        old = before.get(new.document.id)
        _count(changes, old.document if old else None, new.document)
        same_place = old is not None and old.file == new.file
        placed = replace(new, root=old.root) if old and same_place else new
        if placed != old:
            changes.put.append(placed)
            changes.added += [new.document.id] if old is None else []


def _taken_over(changes: Changes, old: Held, copies: Sequence[Copy], disk: Disk) -> bool:
    """Whether a copy of a document whose file is gone stands in a root that is not being ingested."""
    for copy in copies:
        if copy.document == old.document.id and copy.content and disk.content(copy.file) == copy.content:
            document = replace(old.document, source=copy.source)
            changes.put.append(Held(document, copy.root, copy.file, copy.content))
            changes.renamed.append(Renamed(old.document.id, old.document.source, copy.source))
            changes.unchanged += len(document.clauses)
            return True
    return False


def _count(changes: Changes, old: Document | None, new: Document) -> None:
    before = {c.clause_id: c.digest for c in old.clauses} if old else {}
    for clause in new.clauses:
        if clause.clause_id not in before:
            changes.created += 1
        elif before.pop(clause.clause_id) != clause.digest:
            changes.updated += 1
        else:
            changes.unchanged += 1
    changes.removed += sum(1 for i in before if i not in {c.clause_id for c in new.clauses})


def _versions(changes: Changes, held: Sequence[Held]) -> Iterator[str]:
    """Notes on documents that came or changed and that go by the title or the 文号 of another with another text."""
    put = {h.document.id: h.document for h in changes.put}
    all_now = {h.document.id: h.document for h in held if h.document.id not in changes.remove} | put
    by_name: dict[str, list[Document]] = {}
    for document in all_now.values():
        for name in _names(document):
            by_name.setdefault(name, []).append(document)
    told: set[frozenset[str]] = set()
    for document in put.values():
        for other in (d for name in _names(document) for d in by_name[name]):
            pair = frozenset((document.id, other.id))
            if len(pair) == 2 and pair not in told and wording(document) != wording(other):
                told.add(pair)
                yield (
                    f"{document.id} ({document.source}) has the title or 文号 of {other.id} ({other.source}) and another "
                    "text: both are kept, remove the one that is out of date with `policydesk remove`"
                )


def _names(document: Document) -> list[str]:
    """What people know a text by. A digest bears the names of the text that it is about."""
    if document.metadata.text_kind is TextKind.DIGEST:
        return []
    return [name for name in (known_title(document), plain(document.metadata.doc_no)) if name]
