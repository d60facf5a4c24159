"""The corpus as it ships, asked through the front door."""

from __future__ import annotations

from datetime import date

import pytest

from kb import KnowledgeBase
from policy.answers import Answer, Filters, Status
from policy.documents import ClauseKind

MEASURES = "zj-2025-ai-measures"
ON = date(2026, 3, 1)


def asked(kb: KnowledgeBase, question: str, *documents: str, region: str = "") -> Answer:
    return kb.ask(question, Filters(documents=documents, region=region, on=ON))


def test_27_measures_are_27_articles(real_kb: KnowledgeBase) -> None:
    articles = [c for c in real_kb.clauses([MEASURES]) if c.kind is ClauseKind.ARTICLE]
    assert len(articles) == 27
    assert len({c.heading for c in articles}) == 27
    assert (articles[0].heading, articles[-1].heading) == ("打造产业集群高地", "提升全社会人工智能素养")
    assert [c.number for c in articles] == list(range(1, 28))


def test_the_province_comes_after_the_nation_and_before_the_city(real_kb: KnowledgeBase) -> None:
    levels = [d.metadata.level for d in real_kb.documents()]
    order = {"国家": 0, "省": 1, "市": 2, "区县": 3}
    assert levels == sorted(levels, key=lambda level: order[level])


def test_a_measure_is_found_by_its_place_though_the_reprint_has_no_numbers(real_kb: KnowledgeBase) -> None:
    found = real_kb.search("第三条", 3, Filters(documents=(MEASURES,)))
    assert found[0].clause.heading == "加大金融资本支持"
    answer = asked(real_kb, "27条的第三条讲什么？")
    assert answer.citations[0].clause_id == f"{MEASURES}#加大金融资本支持"


@pytest.mark.parametrize("number", ["浙政发〔2025〕10号", "浙政发[2025]10号", "浙政发(2025)第10号"])
def test_a_document_is_found_by_its_number(real_kb: KnowledgeBase, number: str) -> None:
    answer = asked(real_kb, f"{number}里算力券最高补多少？")
    assert {c.document_id for c in answer.citations} == {MEASURES}


def test_the_number_itself_is_answered_from_the_metadata(real_kb: KnowledgeBase) -> None:
    answer = asked(real_kb, "《关于支持人工智能创新发展的若干措施》的文号是多少？")
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].quote == "doc_no: 浙政发〔2025〕10号"


@pytest.mark.parametrize("document", ["hangzhou-yuhang-2025-ai-plan", "ndrc-2025-trade-in-notice", MEASURES])
@pytest.mark.parametrize("question", ["算力券最高补多少？", "浙江省的语料券最高补多少？", "第三条讲什么？", "这份文件有效期到什么时候？"])
def test_a_limit_to_one_document_limits_everything(real_kb: KnowledgeBase, document: str, question: str) -> None:
    filters = Filters(documents=(document,), on=ON)
    assert {h.document.id for h in real_kb.search(question, 20, filters)} <= {document}
    answer = real_kb.ask(question, filters)
    assert {c.document_id for c in answer.citations} <= {document}
    assert {s.clause_id.split("#")[0] for s in answer.suggestions if s.clause_id} <= {document}


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("语料合同实际执行340万元，语料券最多补多少？", 1_020_000, "min(3400000 × 30%, 2000000)"),
        ("用自主算力，合同实际执行620万元，算力券最多补多少？", 1_860_000, "6200000 × 30%"),
        ("一副5999元的智能眼镜，以旧换新能补多少？", 899.85, "min(5999 × 15%, 2000)"),
        ("参与2项数据国际标准、3项国家标准制定，能拿多少奖励？", 3_500_000, "2 × 1000000 + 3 × 500000"),
        ("我们参与制定了2个国际标准、3个国家标准，省里最多奖多少？", 3_500_000, "2 × 1000000 + 3 × 500000"),
    ],
)  # fmt: skip
def test_sums_on_the_real_measures(real_kb: KnowledgeBase, question: str, value: float, formula: str) -> None:
    answer = asked(real_kb, question)
    assert answer.status is Status.ANSWERED
    assert (value, formula) in [(f.to_dict()["value"], f.formula) for f in answer.figures]
    assert answer.citations[0].document_id == MEASURES


@pytest.mark.parametrize("question", ["模型券能在网上办吗？", "语料券要交哪些材料？", "算力券的钱多久到账？"])
def test_the_right_clause_is_not_an_answer(real_kb: KnowledgeBase, question: str) -> None:
    answer = asked(real_kb, question)
    assert answer.status is Status.NOT_COVERED
    assert (answer.citations, answer.figures) == ((), ())
    assert answer.suggestions


def test_what_is_local_reprinted_and_for_how_long_is_noted(real_kb: KnowledgeBase) -> None:
    notes = "\n".join(asked(real_kb, "省里的语料券最高补多少？").notes)
    assert "转载" in notes
    assert "由当地决定" in notes
    assert "2027年12月31日" in notes


@pytest.mark.parametrize(
    ("question", "status"),
    [("上海市的算力券补多少？", Status.NOT_COVERED), ("温州的语料券最高补多少？", Status.PARTIAL), ("怎么办理结婚登记？", Status.NOT_COVERED)],
)
def test_places_and_subjects_outside(real_kb: KnowledgeBase, question: str, status: Status) -> None:
    assert asked(real_kb, question).status is status


def test_two_vouchers_in_one_question_are_both_answered(real_kb: KnowledgeBase) -> None:
    answer = asked(real_kb, "语料券和模型券分别最高补多少？")
    assert {c.heading for c in answer.citations} >= {"加强语料券支持", "加强模型券支持"}


def test_a_voucher_and_another_subject_in_one_question(real_kb: KnowledgeBase) -> None:
    answer = asked(real_kb, "算力券和智能眼镜分别最高补多少？")
    assert {c.heading for c in answer.citations} >= {"加强算力券支持", "支持智能终端消费"}


def test_how_much_revenue_is_a_question_of_a_threshold(real_kb: KnowledgeBase) -> None:
    answer = asked(real_kb, "隐形冠军认定，上年营收多少才够？")
    assert "收费" not in answer.answer
    assert answer.citations[0].clause_id == "zhejiang-2025-hidden-champion-notice#营收区间"


def test_quotes_of_real_answers_are_verbatim(real_kb: KnowledgeBase) -> None:
    for question in real_kb.examples():
        answer = asked(real_kb, question)
        assert answer.status in (Status.ANSWERED, Status.PARTIAL), question
        for citation in answer.citations:
            if not citation.clause_id.endswith("#"):
                clause, _ = real_kb.clause(citation.clause_id)
                assert clause.text[citation.start : citation.end] == citation.quote


# -- for those who build on LlamaIndex ---------------------------------------------------------------------------


def test_as_a_retriever(real_kb: KnowledgeBase) -> None:
    nodes = real_kb.as_retriever(3, Filters(documents=(MEASURES,))).retrieve("语料券")
    assert len(nodes) == 3
    best = nodes[0]
    assert best.node.metadata["heading"] == "加强语料券支持"
    clause, document = real_kb.clause(best.node.metadata["clause_id"])
    assert best.node.get_content() == clause.text
    assert document.text[best.node.metadata["start"] : best.node.metadata["end"]] == clause.text
    assert [n.score for n in nodes] == sorted((n.score for n in nodes), reverse=True)


def test_as_a_query_engine(real_kb: KnowledgeBase) -> None:
    response = real_kb.as_query_engine(Filters(on=ON)).query("语料券最高补多少？")
    assert "最高200万元" in str(response)
    assert response.metadata["status"] == "answered"
    node = response.source_nodes[0].node
    clause, _ = real_kb.clause(node.metadata["clause_id"])
    assert clause.text[node.metadata["start"] : node.metadata["end"]] == node.get_content()
