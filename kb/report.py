"""What an ingest did, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.catalogue import Held
from kb.particulars import particulars
from policy.documents import Document


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Counts of clauses created, updated, unchanged and removed, and what could not be read.

    `failures` are (source, reason); `seconds` is what embedding took; `rebuilt` says that the embedding model changed;
    `changed` are the ids of the documents that were stored.
    """

    documents: tuple[Document, ...]
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    removed_documents: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    embedded: int = 0
    seconds: float = 0.0
    rebuilt: bool = False
    model: str = ""
    dry: bool = False
    changed: tuple[str, ...] = ()

    @property
    def read(self) -> list[Document]:
        """The documents whose particulars are reported: all of a dry run's, those stored of an ingest's."""
        return [d for d in self.documents if self.dry or d.id in self.changed]

    @property
    def discards(self) -> Counter[str]:
        """How many pieces were set apart, by reason."""
        return Counter(d.reason for document in self.documents for d in document.discards)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; a dry run's holds the documents whole."""
        if self.dry:
            return {
                "documents": [d.to_dict() for d in self.documents],
                "failures": [{"source": s, "reason": r} for s, r in self.failures],
            }
        return {
            "documents": len(self.documents),
            "clauses": sum(len(d.clauses) for d in self.documents),
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "removed_documents": list(self.removed_documents),
            "discards": dict(self.discards),
            "warnings": list(self.warnings),
            "failures": [{"source": s, "reason": r} for s, r in self.failures],
            "embedded": self.embedded,
            "embedding_seconds": round(self.seconds, 2),
            "model": self.model,
            "rebuilt": self.rebuilt,
            "read": [{"id": d.id, "title": d.title, "metadata": d.metadata.to_dict()} for d in self.read],
        }

    def lines(self, language: str = "zh") -> list[str]:
        """The report as lines for a person."""
        return _lines_en(self) if language == "en" else _lines_zh(self)


def _lines_zh(r: IngestReport) -> list[str]:
    clauses = sum(len(d.clauses) for d in r.documents)
    out = [f"文件 {len(r.documents)} 份，条款 {clauses} 条"]
    if not r.dry:
        out.append(f"新增 {r.created}，更新 {r.updated}，未变 {r.unchanged}，移除 {r.removed}")
        out += ["向量模型已更换，全部条款重新向量化"] if r.rebuilt else []
        out += [f"向量化 {r.embedded} 段，用时 {r.seconds:.1f} 秒"] if r.embedded else []
    out += [f"未入条款的内容 {n} 处：{reason}" for reason, n in sorted(r.discards.items())]
    out += [f"移出文件：{i}" for i in r.removed_documents]
    out += [line for d in r.read for line in particulars(d)]
    out += [f"注意：{w}" for w in r.warnings]
    return out + [f"未能读取：{reason}" for _, reason in r.failures]


def _lines_en(r: IngestReport) -> list[str]:
    clauses = sum(len(d.clauses) for d in r.documents)
    out = [f"{len(r.documents)} documents, {clauses} clauses"]
    if not r.dry:
        out.append(f"created {r.created}, updated {r.updated}, unchanged {r.unchanged}, removed {r.removed}")
        out += ["the embedding model has changed: every clause was embedded again"] if r.rebuilt else []
        out += [f"embedded {r.embedded} passages in {r.seconds:.1f} s"] if r.embedded else []
    out += [f"set apart, {n} pieces: {reason}" for reason, n in sorted(r.discards.items())]
    out += [f"document removed: {i}" for i in r.removed_documents]
    out += [line for d in r.read for line in particulars(d, "en")]
    out += [f"note: {w}" for w in r.warnings]
    return out + [f"could not be read: {reason}" for _, reason in r.failures]


@dataclass(slots=True)
class Changes:
    """What an ingest puts and removes, and the clause counts that say so."""

    put: list[Held] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    warnings: list[str] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)


def compare(held: Sequence[Held], read: Sequence[Held], roots: Sequence[str], unread: Sequence[str]) -> Changes:
    """What changes when `read`, from `roots`, meets what is `held`.

    A document of one of the roots that was not read again is removed, unless its file could not be read just now
    (`unread`: its paths). A document that another root already holds stays with that root.
    """
    changes = Changes()
    before = {h.document.id: h for h in held}
    for new in read:
        old = before.get(new.document.id)
        if old and old.root not in roots and old.file != new.file:
            _note_twin(changes, old, new)
        else:
            _count(changes, old.document if old else None, new.document)
            kept = Held(new.document, old.root, new.file) if old and old.file == new.file else new
            if kept != old:
                changes.put.append(kept)
    seen = {h.document.id for h in read}
    for old in held:
        if old.root in roots and old.document.id not in seen and old.file not in unread:
            changes.remove.append(old.document.id)
            changes.removed += len(old.document.clauses)
    return changes


def _note_twin(changes: Changes, old: Held, new: Held) -> None:
    """A second file with an id that is taken: the same text is only mentioned, another text is refused."""
    if old.document.text == new.document.text:
        changes.unchanged += len(old.document.clauses)
        changes.warnings.append(f"{new.document.source} is already held, from {old.file}")
    else:
        reason = f"{new.document.source} has the id {old.document.id}, which {old.file} has; give it another id"
        changes.failures.append((new.document.source, reason))


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
