"""The right clause is not an answer: what is answered, what in part, what not at all, what is asked back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from answer_fakes import ON, answerer, by_characters, clause, digest, document, hit, measures, search_over

from answer.pipeline import Answerer
from policy.answers import Answer, Filters, Hit, Status
from policy.documents import Document, Metadata

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("语料券怎么申请？", "申请或办理流程"), ("语料券要交哪些材料？", "申请材料"), ("语料券的钱多久到账？", "资金拨付时间"),
        ("语料券的咨询电话是多少？", "联系方式"), ("语料券能转让吗？", "能否转让或代办"), ("语料券能和市里的补贴叠加吗？", "能否叠加或重复享受"),
        ("语料券什么时候截止申报？", "申报起止时间"), ("去年签的语料合同算不算？", "此前发生的是否算数"),
    ],
)  # fmt: skip
def test_what_the_clause_does_not_state_is_not_covered(ask: Ask, question: str, missing: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_COVERED
    assert missing in answer.answer
    assert answer.suggestions[0].clause_id == "home#第二条"


def test_the_organ_of_the_clause_is_whom_to_ask_else_the_hotline(ask: Ask) -> None:
    assert "可向省数据局、省经信厅咨询" in ask("语料券怎么申请？").answer
    without = ask("算力券怎么申请？")
    assert without.status is Status.NOT_COVERED
    assert "12345热线" in without.answer


def test_what_is_not_stated_is_said_in_english_too(ask: Ask) -> None:
    answer = ask("How do I apply for 语料券?")
    assert answer.status is Status.NOT_COVERED
    assert "do not say: how to apply" in answer.answer


def test_one_of_two_things_stated_is_partial(ask: Ask) -> None:
    answer = ask("语料券最高补多少，要哪些材料？")
    assert answer.status is Status.PARTIAL
    assert "最高200万元" in answer.answer
    assert "没有写明申请材料" in answer.answer
    assert [c.clause_id for c in answer.citations] == ["home#第二条"]


@pytest.mark.parametrize("question", ["能给多少？", "有啥好处没有", "最高多少钱？"])
def test_a_vague_question_is_asked_back_with_what_it_may_mean(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.CLARIFY
    assert "再说具体些" in answer.answer
    assert answer.suggestions
    assert all(s.clause_id for s in answer.suggestions)


def test_a_vague_question_about_one_document_is_answered(desk: Answerer) -> None:
    limited = desk.ask("有啥好处没有", Filters(documents=("home",), on=ON))
    assert limited.status is not Status.CLARIFY


def test_a_clause_named_outright_is_answered_however_short_the_question(home: Document) -> None:
    answer = answerer(home, exact=["开源生态"]).ask("第七条呢", Filters(on=ON))
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].clause_id == "home#第七条"


def test_nothing_found_is_not_covered(home: Document) -> None:
    answer = Answerer(lambda q, k, f: [], [home]).ask("算力券最高补多少？", Filters(on=ON))
    assert answer.status is Status.NOT_COVERED
    assert answer.answer


def test_no_documents_at_all_is_not_covered() -> None:
    assert Answerer(lambda q, k, f: [], []).ask("算力券最高补多少？").status is Status.NOT_COVERED


@pytest.mark.parametrize(("question", "stated"), [("入选能拿多少奖励？", False), ("入选企业营收要多少？", True)])
def test_a_threshold_is_no_answer_to_what_is_given(question: str, stated: bool) -> None:
    doc = digest("d", {"入选企业": "上年度营业收入5000万元以上的，可入选。"}, title="入选企业办法", region="浙江省")
    answer = answerer(doc).ask(question, Filters(documents=("d",), on=ON))
    assert (answer.status is Status.ANSWERED) is stated


@pytest.mark.parametrize(
    ("asked_of", "status"), [("高校能享受语料券吗？", Status.NOT_COVERED), ("企业能享受语料券吗？", Status.ANSWERED)]
)
def test_whether_a_kind_of_applicant_counts_must_be_stated(ask: Ask, asked_of: str, status: Status) -> None:
    assert ask(asked_of).status is status


def test_a_telephone_number_is_no_address() -> None:
    doc = digest("d", {"联系方式": "材料寄至文三路100号市经信局。"}, title="联系办法", region="浙江省")
    filters = Filters(documents=("d",), on=ON)
    assert answerer(doc).ask("联系电话是多少？", filters).status is Status.NOT_COVERED
    assert answerer(doc).ask("材料寄到哪个地址？", filters).status is Status.ANSWERED


def test_a_question_nearer_to_another_subject_is_not_covered(home: Document) -> None:
    def far(query: str, k: int, filters: Filters) -> list[Hit]:
        return [Hit(h.clause, h.document, 1.0, h.ranks, {"dense": 0.1}) for h in search_over([home])(query, k, filters)]

    answer = Answerer(far, [home], embed=by_characters).ask("结婚登记和离婚手续怎么办理", Filters(on=ON))
    assert answer.status is Status.NOT_COVERED
    assert "不在本库文件的范围内" in answer.answer
    assert answer.suggestions == ()


# -- regions ---------------------------------------------------------------------------------------------------


def test_a_region_outside_all_documents_is_not_covered(ask: Ask) -> None:
    answer = ask("上海的算力券补多少？")
    assert answer.status is Status.NOT_COVERED
    assert "没有上海市的政策文件" in answer.answer


def test_an_office_elsewhere_is_no_region_of_the_caller(ask: Ask) -> None:
    assert ask("语料券最高补多少，北京大学的专家来评吗？").status is not Status.NOT_COVERED


def test_a_place_without_its_own_text_gets_the_level_above_and_is_told_so(ask: Ask) -> None:
    answer = ask("温州的语料券最高补多少？")
    assert answer.status is Status.PARTIAL
    assert "温州市的本地细则不在本库中" in answer.answer
    assert answer.citations[0].document_id == "home"


def test_the_same_for_a_region_given_beside_the_question(desk: Answerer) -> None:
    answer = desk.ask("语料券最高补多少？", Filters(region="温州市", on=ON))
    assert answer.status is Status.PARTIAL
    assert "温州市" in answer.answer


def test_a_place_with_its_own_text_gets_that() -> None:
    own = "第一条 语料券支持\n对购买语料的企业，按照合同金额的12%，给予最高60万元补助。"
    local = document(own, "nb", title="宁波市语料券办法", region="宁波市", level="市")
    answer = answerer(measures(), local).ask("宁波的语料券最高补多少？", Filters(on=ON))
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].document_id == "nb"


# -- what is asked for and not in the file ----------------------------------------------------------------------


def test_a_number_that_is_not_known_is_not_covered() -> None:
    doc = digest("nb", {"投资奖励": "对项目按设备投资额的12%给予奖励，最高600万元。"}, title="宁波市投资奖励办法", region="宁波市")
    answer = answerer(doc).ask("《宁波市投资奖励办法》的文号是多少？", Filters(on=ON))
    assert answer.status is Status.NOT_COVERED


def test_a_search_may_be_any_function_over_a_list() -> None:
    c = clause("给予最高70万元补助。", "算力券")
    doc = Document("d", "", c.text, Metadata(title="算力券办法"), (c,))
    answer = Answerer(lambda q, k, f: [hit(c, doc)], [doc]).ask("算力券最高补多少？", Filters(on=ON))
    assert answer.status is Status.ANSWERED
    assert "70万元" in answer.answer


@pytest.mark.parametrize(
    "question", ["语料券最高补多少，材料要向北京哪个部门递？", "上周去上海参加展会，语料券最高补多少？", "在成都开会，有人提起语料券，最高补多少？"]
)
def test_a_place_in_passing_is_not_where_it_holds(ask: Ask, question: str) -> None:
    assert ask(question).status is not Status.NOT_COVERED


@pytest.mark.parametrize("question", ["在上海参加展会的企业，语料券最高补多少？那边给吗", "去北京开公司，语料券最高补多少？", "向上海哪个部门递语料券材料？"])
def test_a_place_that_is_asked_about_stays_outside(ask: Ask, question: str) -> None:
    assert ask(question).status is Status.NOT_COVERED
