"""Documents made by hand, and a model that needs no weights. Also imported by the second processes of the tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from policy.documents import Clause, ClauseKind, Document, Metadata, TextKind

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"


class TinyEmbedder:
    """Counts pairs of characters, hashed to 64 places. `made` are the texts embedded, in order."""

    dimensions = 64

    def __init__(self, name: str = "tiny@1") -> None:
        self.name = name
        self.made: list[str] = []

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.made.extend(texts)
        return np.stack([self._vector(text) for text in texts])

    def query(self, text: str) -> NDArray[np.float32]:
        return self._vector(text)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimensions, 1e-3, dtype=np.float32)
        for at in range(len(text) - 1):
            place = hashlib.md5(f"{self.name}{text[at : at + 2]}".encode()).digest()[0] % self.dimensions
            vector[place] += 1
        unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return unit


def clause(document_id: str, name: str, text: str, kind: ClauseKind = ClauseKind.ARTICLE, **fields: Any) -> Clause:
    """A clause of the id `document_id#name`, headed and labelled as `fields` say."""
    start = fields.pop("start", 0)
    return Clause(
        clause_id=f"{document_id}#{name}", document_id=document_id, kind=kind, heading=fields.pop("heading", name),
        path=fields.pop("path", (name,)), text=text, start=start, end=start + len(text), head_start=start,
        number=fields.pop("number", 1), **fields,
    )  # fmt: skip


def document(document_id: str, clauses: Sequence[Clause], **metadata: Any) -> Document:
    """A document of these clauses; its title is its id unless `metadata` says otherwise."""
    fields = {"title": document_id} | metadata
    return Document(document_id, f"{document_id}.txt", "", Metadata(**fields), tuple(clauses))


def notice(name: str) -> Document:
    """A digest of corpus/notices: one clause an entry."""
    given = yaml.safe_load((CORPUS / "notices" / f"{name}.yaml").read_text(encoding="utf-8"))
    facts = [
        clause(name, f["heading"], f["text"], ClauseKind.FACT, number=n, ref=str(f.get("ref") or ""))
        for n, f in enumerate(given["facts"], 1)
    ]
    known = ("title", "issuer", "doc_no", "level", "region", "kind", "status", "effective_from", "effective_to")
    return document(name, facts, text_kind=TextKind.DIGEST, **{k: str(given.get(k) or "") for k in known})


def measures() -> Document:
    """The 27 measures of Zhejiang, from the saved page: short lines without a stop are headings."""
    folder = CORPUS / "zj-2025-ai-measures"
    given = yaml.safe_load((folder / "document.yaml").read_text(encoding="utf-8"))
    lines = (folder / "source.txt").read_text(encoding="utf-8").splitlines()
    first = lines.index("打造产业集群高地")
    last = next(n for n, line in enumerate(lines) if line.startswith("1、本站"))
    bodies: dict[str, list[str]] = {}
    for line in lines[first:last]:
        if len(line) <= 22 and line[-1] not in "。;,":
            heading = line
            bodies[heading] = []
        else:
            bodies[heading].append(line)
    clauses: list[Clause] = []
    for number, (heading, body) in enumerate(bodies.items(), 1):
        clauses.append(clause(given["id"], heading, "\n".join(body), number=number))
        for n, line in enumerate(body if len(body) > 1 else [], 1):
            part = clause(
                given["id"], f"{heading}/{n}", line, ClauseKind.PARAGRAPH, heading=heading, number=n,
                path=(heading, str(n)), parent_id=f"{given['id']}#{heading}",
            )  # fmt: skip
            clauses.append(part)
    known = ("title", "notice_title", "issuer", "doc_no", "level", "region", "kind", "status", "effective_from", "effective_to")
    return document(given["id"], clauses, text_kind=TextKind.REPRINT, **{k: str(given.get(k) or "") for k in known})
