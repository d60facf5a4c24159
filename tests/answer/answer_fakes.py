"""Small documents made by hand, and a search over them that needs no model."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answer.lexicon import Lexicon
from answer.pipeline import Answerer
from answer.reading import read_question
from answer.state import Context, Draft
from ingest.digest import read_digest
from ingest.lines import split_lines
from ingest.parse import parse_document
from ingest.provisions import read_provisions
from language.regions import covers
from policy.answers import Filters, Hit
from policy.documents import Clause, ClauseKind, Document, Metadata

ON = date(2026, 3, 1)

MEASURES = """关于支持智能产业发展的若干措施
第一条 算力券支持
支持有条件的地方发放算力券，使用自主算力服务的，可按照不高于合同实际执行金额的30%给予补助；采用非自主算力服务的，可按照不高于合同实际执行金额的10%，给予最高800万元补助。
第二条 语料券支持
对购买语料的企业，按照不高于合同实际执行金额的25%，给予最高200万元补助。
第三条 贷款贴息
鼓励有条件的地方按不高于同期贷款市场报价利率(LPR)的50%给予贷款贴息支持，企业享受贴息金额每年不超过1000万元。
第四条 人才认定
年薪60万元以上且具有3年以上研发经验的，可直接认定为省级青年人才；单个横向课题经费超过300万元且通过自主验收的，可直接认定为省级领军人才。
第五条 标准制定
鼓励企业参与国际、国家、地方标准制定，分别给予最高100万元/项、50万元/项、10万元/项的奖励。
第六条 终端补贴
对购买智能眼镜的，按照产品售价的15%，给予最高2000元/件补助。
第七条 开源生态
支持开源社区发布开源模型，开展智能体应用。
第八条 附则
本措施自2025年6月1日起施行，有效期至2027年12月31日。
"""
HOME: dict[str, Any] = {
    "title": "关于支持智能产业发展的若干措施", "issuer": "浙江省人民政府", "doc_no": "浙政发〔2025〕99号", "level": "省",
    "region": "浙江省", "status": "现行", "issued": "2025-05-20", "published": "2025-05-22",
    "effective_from": "2025-06-01", "effective_to": "2027-12-31", "clause_count": 8,
    "organs": {"语料券支持": ("省数据局", "省经信厅")},
}  # fmt: skip


def document(text: str, document_id: str = "home", **metadata: Any) -> Document:
    """A document as the parser makes it of a text."""
    facts = Metadata(**({"title": text.strip().splitlines()[0]} | metadata))
    return parse_document(document_id, f"{document_id}.txt", text, split_lines(text), facts)


def measures(**changes: Any) -> Document:
    """Eight measures of a province, official text."""
    return document(MEASURES, **(HOME | changes))


def digest(document_id: str, facts: dict[str, str], confidence: str = "", **head: Any) -> Document:
    """A digest: heading to text."""
    listed = [{"heading": h, "text": t, "confidence": confidence or None} for h, t in facts.items()]
    return read_digest(head | {"facts": listed, "text_kind": "digest"}, document_id, f"{document_id}.yaml")


def named(doc: Document, heading: str) -> Clause:
    """The clause of a heading that people name: the article or fact."""
    kinds = (ClauseKind.ARTICLE, ClauseKind.FACT, ClauseKind.PREAMBLE, ClauseKind.GOALS)
    return next(c for c in doc.clauses if c.heading == heading and c.kind in kinds)


def clause(text: str, heading: str = "", **fields: Any) -> Clause:
    """One clause with its provisions read."""
    return Clause(
        clause_id="d#c", document_id="d", kind=ClauseKind.ARTICLE, heading=heading, path=(heading,) if heading else (),
        text=text, start=0, end=len(text), head_start=0, number=1,
        provisions=tuple(read_provisions(text, heading=heading)), **fields,
    )  # fmt: skip


def search_over(documents: Sequence[Document], exact: Collection[str] = ()) -> Callable[[str, int, Filters], list[Hit]]:
    """A search by shared pairs of characters, in the index's terms: filters hold, scores spread over a few units.

    Clauses whose heading is in `exact` are found as if the question had named them.
    """
    kinds = (ClauseKind.ARTICLE, ClauseKind.FACT, ClauseKind.PREAMBLE, ClauseKind.GOALS)

    def search(query: str, k: int, filters: Filters) -> list[Hit]:
        pairs = _pairs(query)
        hits = []
        for doc in documents:
            if filters.documents and doc.id not in filters.documents:
                continue
            if filters.region and not covers(doc.metadata.region, filters.region):
                continue
            for c in (c for c in doc.clauses if c.kind in kinds):
                share = len(pairs & _pairs(c.text)) + 2 * len(pairs & _pairs(c.heading))
                ranks = {"exact": 1} if c.heading in exact else {"dense": 1}
                hits.append(Hit(c, doc, 6 * share / max(1, len(pairs)), ranks, {"dense": 0.85}))
        return sorted(hits, key=lambda h: -h.score)[:k]

    return search


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def answerer(*documents: Document, exact: Collection[str] = (), embed: Any = None) -> Answerer:
    """An answerer over these documents."""
    return Answerer(search_over(documents, exact), documents, embed=embed)


def by_characters(text: str) -> NDArray[np.float32]:
    """A unit vector (64,) of the characters of a text: near for texts that share them."""
    vector = np.full(64, 1e-3, dtype=np.float32)
    for char in text:
        vector[ord(char) % 64] += 1
    unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
    return unit


def draft_of(question: str, *chosen: Hit, on: date = ON, province: str = "浙江省") -> Draft:
    """A draft whose question has been read and whose clauses have been chosen."""
    draft = Draft(question, Filters(), on)
    draft.reading = read_question(question, province=province)
    draft.chosen = list(chosen)
    draft.hits = list(chosen)
    return draft


def context_of(*documents: Document) -> Context:
    """What the steps are given, without a model."""
    return Context(search_over(documents), documents, Lexicon(documents), province="浙江省")


def hit(c: Clause, doc: Document | None = None) -> Hit:
    """A clause as found."""
    return Hit(c, doc or Document(c.document_id, "", c.text, Metadata(title="某办法"), (c,)), 3.0)
