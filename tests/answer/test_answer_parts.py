"""Several things asked at once, places and documents compared, several years."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from answer_fakes import ON, answerer, context_of, digest, document, measures

from answer.lists import family
from answer.parts import parts_of
from answer.reading import read_question
from policy.answers import Answer, Filters, Status

Ask = Callable[[str], Answer]
PLAN = digest(
    "plan", {"2026年目标": "到2026年智能算力达到100EFlops。", "2030年目标": "到2030年智能算力达到300EFlops。"},
    title="浙江省算力行动方案", region="浙江省", level="省", status="现行",
)  # fmt: skip
CITY = digest(
    "hz", {"算力券支持": "单家企业每年至多500万元，按合同额的20%给予补助。"}, title="杭州市算力券办法", region="杭州市", level="市", status="现行"
)
VOUCHERS = document(
    "第一条 算力券\n给予最高300万元补助。\n第二条 语料券\n给予最高200万元补助。\n第三条 模型券\n给予最高100万元补助。\n第四条 人才\n给予落户支持。",
    "v", title="券类办法", region="浙江省",
)  # fmt: skip


def cited(answer: Answer) -> list[str]:
    return [c.clause_id for c in answer.citations]


def test_two_things_asked_are_both_answered(ask: Ask) -> None:
    answer = ask("语料券最高补多少，终端补贴的比例是多少？")
    assert answer.status is Status.ANSWERED
    assert cited(answer) == ["home#第二条", "home#第六条"]
    assert "200万元" in answer.answer
    assert "15%" in answer.answer


def test_two_subjects_joined_by_and_are_both_answered(ask: Ask) -> None:
    assert cited(ask("语料券和终端补贴分别最高补多少？")) == ["home#第二条", "home#第六条"]


def test_one_of_the_parts_not_stated_is_partial(ask: Ask) -> None:
    answer = ask("语料券最高补多少，终端补贴的比例是多少，语料券的咨询电话是多少？")
    assert answer.status is Status.PARTIAL
    assert "没有写明联系方式" in answer.answer
    assert set(cited(answer)) == {"home#第二条", "home#第六条"}


def test_parts_that_all_ask_for_what_is_not_stated_are_not_covered(ask: Ask) -> None:
    answer = ask("语料券怎么申请，终端补贴怎么申请？")
    assert answer.status is Status.NOT_COVERED
    assert answer.citations == ()


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("语料券最高补多少？终端补贴的比例是多少？", ["语料券最高补多少", "终端补贴的比例是多少"]),
        ("语料券最高补多少？", []),
        ("我们买了语料，语料券最高补多少？", []),
    ],
)
def test_parts(question: str, texts: list[str]) -> None:
    assert [p.text for p in parts_of(read_question(question), context_of(measures()))] == texts


def test_all_of_a_kind(ask: Ask) -> None:
    assert [h.clause.heading for h in family(read_question("一共有哪几种券？"), VOUCHERS)] == ["算力券", "语料券", "模型券"]
    answer = answerer(VOUCHERS).ask("一共有哪几种券？", Filters(documents=("v",), on=ON))
    assert [c.heading for c in answer.citations] == ["算力券", "语料券", "模型券"]


@pytest.mark.parametrize("question", ["哪几种机器人？", "语料券最高补多少？", "哪几种人才？"])
def test_no_family_where_none_or_one_is_held(question: str) -> None:
    assert family(read_question(question), VOUCHERS) == []


def test_two_places_compared_are_each_answered_from_their_own() -> None:
    desk = answerer(measures(), CITY)
    answer = desk.ask("杭州市和浙江省的算力券比例分别是多少？", Filters(on=ON))
    assert answer.status is Status.ANSWERED
    assert {c.document_id for c in answer.citations} == {"hz", "home"}
    assert "20%" in answer.answer
    assert "30%" in answer.answer


def test_the_same_question_limited_to_one_document_stays_in_it() -> None:
    answer = answerer(measures(), CITY).ask("杭州市和浙江省的算力券比例分别是多少？", Filters(documents=("hz",), on=ON))
    assert {c.document_id for c in answer.citations} <= {"hz"}


def test_two_years_are_each_answered() -> None:
    answer = answerer(PLAN, measures()).ask("2026年和2030年智能算力目标分别是多少？", Filters(on=ON))
    assert cited(answer) == ["plan#2026年目标", "plan#2030年目标"]
    assert "100EFlops" in answer.answer
    assert "300EFlops" in answer.answer


def test_a_year_that_no_clause_has_is_not_made_up() -> None:
    answer = answerer(PLAN).ask("2026年和2035年智能算力目标分别是多少？", Filters(documents=("plan",), on=ON))
    assert "2035年" not in answer.answer
