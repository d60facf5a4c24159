"""Questions that start from a figure and ask for the clauses that state it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from answer_fakes import ON, answerer, digest, measures

from answer.by_figure import figures_looked_for
from answer.reading import read_question
from policy.answers import Answer, Filters, Status

Ask = Callable[[str], Answer]
TOWN = digest(
    "town",
    {"试点奖励": "单个试点最高奖200万元。", "园区奖励": "入选园区奖励50万元。", "营收目标": "到2027年营收破200亿元，标杆企业30家。", "门槛": "上年营收不低于200万元。"},
    title="杭州市智能产业办法", region="杭州市", level="市", status="现行",
)  # fmt: skip


def cited(answer: Answer) -> list[str]:
    return [c.clause_id for c in answer.citations]


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("哪几条的上限写的是200万？", ["home#第二条"]),
        ("最高1000万的补贴有哪些？", ["home#第三条"]),
        ("哪一条提到了合同金额的25%？", ["home#第二条"]),
        ("给到2000元一件封顶，是哪条讲的？", ["home#第六条"]),
        ("哪条要求至少3年经验？", ["home#第四条"]),
        ("最高50万和最高200万的分别写在哪条？", ["home#第二条", "home#第五条"]),
        ("写着两百万这个数的是什么来着？都给我找出来", ["home#第二条"]),
        ("就俩数：“最高200万”和“每年不超1000万”，这俩分别是给啥事的？", ["home#第二条", "home#第三条"]),
        ("封顶2000元的是哪一项来着？我只记得跟模型有关", ["home#第六条"]),
        ("带15%这个数的是哪一样？", ["home#第六条"]),
        ("里头有一处写着“最多两百万”，是哪一桩事来着？", ["home#第二条"]),
    ],
)
def test_all_clauses_that_state_the_figure_are_cited(ask: Ask, question: str, clauses: list[str]) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert cited(answer) == clauses


def test_only_the_sentence_with_the_figure_is_quoted(ask: Ask) -> None:
    answer = ask("单个横向课题超过300万元，是哪一条说的？")
    assert answer.citations[0].quote == "单个横向课题经费超过300万元且通过自主验收的，可直接认定为省级领军人才。"


@pytest.fixture(scope="module")
def both() -> Ask:
    desk = answerer(measures(), TOWN)
    return lambda question: desk.ask(question, Filters(on=ON))


def test_the_role_asked_for_counts(both: Ask) -> None:
    assert set(cited(both("哪些补助最高200万？"))) == {"home#第二条", "town#试点奖励"}  # the condition on turnover is none


def test_a_place_limits_the_search(both: Ask) -> None:
    assert cited(both("杭州的办法里哪几条最高200万？")) == ["town#试点奖励"]


def test_what_stands_beside_the_figure_tells_which(both: Ask) -> None:
    assert cited(both("哪个文件提到30家标杆企业？")) == ["town#营收目标"]


def test_a_figure_that_no_clause_states_is_said_to_be_missing(ask: Ask) -> None:
    answer = ask("哪几条的上限是700万？")
    assert answer.status is Status.NOT_COVERED
    assert "700万" in answer.answer


@pytest.mark.parametrize("question", ["我们语料合同200万，能拿哪些补助？", "语料券最高补多少？", "研发花了1000万的企业适用哪些补贴？", "贴息一年封顶一样不一样，差在哪条？", "那八个点都在哪儿？"])
def test_a_figure_of_the_callers_own_is_not_looked_for(question: str) -> None:
    assert figures_looked_for(read_question(question)) == []
