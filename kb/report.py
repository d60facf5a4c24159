"""What an ingest did, for people and for programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from kb.identity import Duplicate, Renamed
from kb.particulars import particulars
from policy.documents import Document


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Counts of clauses created, updated, unchanged and removed, and what could not be read.

    `renamed` are documents whose file has another name or place now, `duplicates` sources whose text is held already.
    `failures` are (source, reason); `seconds` is what embedding took; `rebuilt` says that the embedding model changed.
    `changed` are the ids of the documents that were stored, `added` those of them that are new; `removed_titles` go with
    `removed_documents`.
    """

    documents: tuple[Document, ...]
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    removed_documents: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    warnings: tuple[str, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    embedded: int = 0
    seconds: float = 0.0
    rebuilt: bool = False
    model: str = ""
    dry: bool = False
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed_titles: tuple[str, ...] = ()

    @property
    def read(self) -> list[Document]:
        """The documents whose particulars are reported: all of a dry run's, those stored of an ingest's."""
        return [d for d in self.documents if self.dry or d.id in self.changed]

    @property
    def touched(self) -> bool:
        """Whether a document was added, changed or removed."""
        return not self.dry and bool(self.changed or self.removed_documents)

    @property
    def discards(self) -> Counter[str]:
        """How many pieces were set apart, by reason."""
        return Counter(d.reason for document in self.documents for d in document.discards)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; a dry run's holds the documents whole."""
        if self.dry:
            return {
                "documents": [d.to_dict() for d in self.documents],
                "duplicates": [asdict(d) for d in self.duplicates],
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
            "renamed": [asdict(r) for r in self.renamed],
            "duplicates": [asdict(d) for d in self.duplicates],
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
    out += [f"文件已改名或移动：{n.before} → {n.after}（仍为 {n.document}）" for n in r.renamed]
    out += [f"重复，未再收录：{d.source} 与 {d.document}（{d.of}）内容相同" for d in r.duplicates]
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
    out += [f"renamed or moved: {n.before} -> {n.after} (still {n.document})" for n in r.renamed]
    out += [f"duplicate, not stored again: {d.source} says what {d.document} does ({d.of})" for d in r.duplicates]
    out += [line for d in r.read for line in particulars(d, "en")]
    out += [f"note: {w}" for w in r.warnings]
    return out + [f"could not be read: {reason}" for _, reason in r.failures]


@dataclass(frozen=True, slots=True)
class Removal:
    """A document taken out. `file_deleted` says that its file went too (an upload's does), `comes_back` that a file which
    holds it still stands, so that ingesting that file's folder brings it in again."""

    id: str
    title: str
    source: str
    clauses: int
    file_deleted: bool
    comes_back: bool


@dataclass(frozen=True, slots=True)
class RemovalReport:
    """What was taken out, or what would be (`dry`)."""

    removed: tuple[Removal, ...]
    dry: bool = False

    @property
    def touched(self) -> bool:
        """Whether a document was removed."""
        return not self.dry and bool(self.removed)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"removed": [asdict(r) for r in self.removed]}

    def lines(self, language: str = "zh") -> list[str]:
        """The report as lines for a person."""
        return [_removed_en(r) if language == "en" else _removed_zh(r) for r in self.removed]


def _removed_zh(r: Removal) -> str:
    said = f"已移除 {r.id}（{r.title}），条款 {r.clauses} 条"
    said += f"；上传的文件 {r.source} 已删除" if r.file_deleted else ""
    return said + (f"；{r.source} 或其副本仍在，再次收录其所在文件夹时会重新加入" if r.comes_back else "")


def _removed_en(r: Removal) -> str:
    said = f"removed {r.id} ({r.title}), {r.clauses} clauses"
    said += f"; the uploaded file {r.source} is deleted" if r.file_deleted else ""
    return said + (f"; {r.source} or a copy still stands: ingesting its folder brings it back" if r.comes_back else "")
