"""LlamaIndex's own interfaces over our search and our answers."""

from __future__ import annotations

import asyncio

from index_fakes import clause, document
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import get_response_synthesizer

from index.index import Index
from index.llamaindex import PolicyQueryEngine, PolicyRetriever
from policy.answers import Answer, Hit, Status, cite

ARTICLE = clause("d", "第二条", "给予最高800万元补助。", heading="算力券", path=("第一章", "第二条"), start=40)
DOCUMENT = document("d", [ARTICLE], title="若干措施")


def search(question: str) -> list[Hit]:
    return [Hit(ARTICLE, DOCUMENT, 3.5, {"dense": 1}, {"dense": 0.9})]


def ask(question: str) -> Answer:
    citation = cite(1, ARTICLE, DOCUMENT, 2, 10)
    return Answer(question, Status.ANSWERED, "最高800万元[1]", (citation,), notes=("以正式文件为准",))


def test_hits_become_nodes_with_their_place() -> None:
    retriever = PolicyRetriever(search)
    assert isinstance(retriever, BaseRetriever)
    node = retriever.retrieve("算力券")[0]
    assert (node.node_id, node.text, node.score) == ("d#第二条", ARTICLE.text, 3.5)
    assert node.metadata == {
        "clause_id": "d#第二条", "document_id": "d", "document": "若干措施", "heading": "算力券",
        "path": "第一章 / 第二条", "start": 40, "end": 40 + len(ARTICLE.text),
    }  # fmt: skip
    assert [n.node_id for n in asyncio.run(retriever.aretrieve("算力券"))] == ["d#第二条"]


def test_an_answer_becomes_a_response_with_its_citations_as_sources() -> None:
    engine = PolicyQueryEngine(ask)
    assert isinstance(engine, BaseQueryEngine)
    response = engine.query("算力券最高多少")
    assert str(response) == "最高800万元[1]"
    source = response.source_nodes[0].node
    assert source.text == ARTICLE.text[2:10]
    assert (source.metadata["clause_id"], source.metadata["start"], source.metadata["end"]) == ("d#第二条", 2, 10)
    assert response.metadata["status"] == "answered"
    assert response.metadata["notes"] == ["以正式文件为准"]
    assert str(asyncio.run(engine.aquery("算力券最高多少"))) == "最高800万元[1]"


def test_the_retriever_works_in_llamaindex_own_query_engine(real: Index) -> None:
    engine = RetrieverQueryEngine(
        PolicyRetriever(lambda question: real.search(question, 3)),
        response_synthesizer=get_response_synthesizer(llm=MockLLM(), response_mode="compact"),
    )
    sources = engine.query("省里支持地方发放算力券，按合同实际执行金额的几成补").source_nodes
    assert sources[0].metadata["heading"] == "加强算力券支持"
    assert "clause_id" not in sources[0].get_content(metadata_mode="llm")
