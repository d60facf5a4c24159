"""A knowledge base of four clauses that answers from a script, for the evaluation's own tests."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from kb import KnowledgeBase, Settings
from policy.answers import Answer, AnswerFigure, Filters, Hit, Status, Turn, cite, cite_metadata
from policy.documents import Clause, ClauseKind, Document, Metadata
from policy.errors import BadArgument, UnknownDocument

TEXTS = {
    "加强算力券支持": "对租用算力的企业,给予不高于合同实际执行金额30%的补助,最高800万元。",
    "加强模型券支持": "给予最高50万元的支持,有效期至2027年12月31日。",
    "总体目标": "到2030年,核心产业营业收入超1.2万亿元,培育三十家企业。",
    "支持智能终端消费": "每件补贴不超过500元。",
}


def _clause(number: int, heading: str) -> Clause:
    return Clause(
        clause_id=f"doc-a#{heading}",
        document_id="doc-a",
        kind=ClauseKind.ARTICLE,
        heading=heading,
        path=(heading,),
        text=TEXTS[heading],
        start=0,
        end=len(TEXTS[heading]),
        head_start=0,
        number=number,
    )


class FakeKb:
    """Answers the scripted questions, nothing else. `held` says whether documents are ingested."""

    def __init__(self, settings: Settings | None = None, held: bool = True, make_answerer: object = None) -> None:
        clauses = tuple(_clause(n, heading) for n, heading in enumerate(TEXTS, 1))
        meta = Metadata(title="若干措施", doc_no="浙政发〔2025〕10号", effective_from="2025-05-31")
        self.doc = Document("doc-a", "corpus/doc-a/source.txt", "", meta, clauses)
        self.held = held
        self.read = False
        self.asked: list[tuple[str, Filters, tuple[Turn, ...]]] = []

    def documents(self) -> list[Document]:
        return [self.doc] if self.held else []

    def ingest(self, paths: Sequence[Path] | None = None, progress: object = None) -> None:
        self.held = True

    def close(self) -> None: ...

    def read_ahead(self) -> None:
        self.read = True

    def clauses(self, documents: Sequence[str] = ()) -> list[Clause]:
        return list(self.doc.clauses)

    def clause(self, clause_id: str) -> tuple[Clause, Document]:
        for clause in self.doc.clauses:
            if clause.clause_id == clause_id:
                return clause, self.doc
        raise UnknownDocument(clause_id)

    def search(self, query: str, k: int = 10, filters: Filters = Filters()) -> list[Hit]:
        hits = []
        for n, clause in enumerate(self.doc.clauses):
            lexical = {"lexical": float(len(set(query) & set(clause.text + clause.heading)))}
            hits.append(Hit(clause, self.doc, 1 - n / 10, {}, {"dense": 1 - n / 10} | (lexical if n else {})))
        return hits[:k]

    def ask(
        self,
        question: str,
        filters: Filters = Filters(),
        history: Sequence[Turn] = (),
    ) -> Answer:
        self.asked.append((question, filters, tuple(history)))
        first, second = self.doc.clauses[:2]
        if "算力券" in question:
            figure = AnswerFigure("186万元", Decimal(1860000), "元", first.clause_id, "min(6200000 × 30%, 8000000)")
            quote = cite(1, first, self.doc, 0, len(first.text))
            return Answer(question, Status.ANSWERED, "可补186万元,最高800万元[1]。", (quote,), (figure,))
        if "文号" in question:
            return Answer(question, Status.ANSWERED, "浙政发〔2025〕10号", (cite_metadata(1, self.doc, "doc_no"),))
        if "模型券" in question:
            return Answer(question, Status.PARTIAL, "最高90万元", (cite(1, second, self.doc, 0, 5),))
        if "坏" in question:
            raise BadArgument("asked to fail")
        return Answer(question, Status.NOT_COVERED, "文件没有规定。")


@pytest.fixture
def kb() -> FakeKb:
    return FakeKb()


@pytest.fixture
def make_kb() -> type[FakeKb]:
    return FakeKb


@pytest.fixture(scope="session")
def corpus_clauses(tmp_path_factory: pytest.TempPathFactory) -> list[Clause]:
    """The clauses of a dry run of the shipped corpus."""
    with closing(KnowledgeBase(Settings(data=tmp_path_factory.mktemp("data")))) as real:
        return [clause for document in real.dry_run().documents for clause in document.clauses]
