"""What reading question and clause together changes in the choice of clauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from answer_fakes import ON, document, measures, search_over

from answer.pipeline import Answerer
from policy.answers import Answer, Filters, Hit, Status

Ask = Callable[[str], Answer]
_OTHERS = document("另一份办法\n第一条 语料交易\n建设语料交易平台，语料供需双方可在平台登记交易。\n", "other", region="浙江省")


def desk(likely: dict[str, float], exact: Sequence[str] = (), sentences: dict[str, float] | None = None) -> Ask:
    """Ask measures of which a heading states what is asked as likely as said, the others not at all."""
    def stated(question: str, hits: Sequence[Hit], closely: bool = False) -> list[float]:
        return [((sentences or {}) if closely else likely).get(h.clause.heading, 0.0) for h in hits]

    held = (measures(), _OTHERS)
    answerer = Answerer(search_over(held, exact), held, stated=stated)
    return lambda question: answerer.ask(question, Filters(on=ON))


def test_what_the_rules_refuse_is_answered_where_the_clause_surely_states_it() -> None:
    question = "语料券要交哪些材料？"
    assert desk({"语料券支持": 0.5})(question).status is Status.NOT_COVERED
    answer = desk({"语料券支持": 0.99})(question)
    assert answer.status is Status.ANSWERED
    assert [c.heading for c in answer.citations] == ["语料券支持"]


def test_a_telephone_number_is_there_or_not_however_likely_the_clause() -> None:
    question = "语料券的座机号码报给我"
    assert desk({"语料券支持": 0.99})(question).status is Status.NOT_COVERED


def test_what_the_rules_answer_is_refused_where_the_clause_hardly_states_it() -> None:
    question = "语料券最高给多少，是按人头的吗？"
    assert desk({"语料券支持": 0.5})(question).status is Status.ANSWERED
    answer = desk({})(question)
    assert answer.status is Status.NOT_COVERED
    assert "没有写明" in answer.answer
    assert "语料券支持" in answer.suggestions[0].text


def test_another_clause_takes_the_place_of_one_that_hardly_states_it() -> None:
    question = "语料券最高给多少？"
    answer = desk({"语料交易": 0.99})(question)
    assert [c.heading for c in answer.citations] == ["语料交易"]


@pytest.mark.parametrize("exact", [("语料券支持",)])
def test_a_clause_asked_for_by_its_number_is_given(exact: Sequence[str]) -> None:
    answer = desk({}, exact)("第二条说了什么？")
    assert answer.status is Status.ANSWERED


def test_a_sentence_of_a_clause_on_many_things_is_enough() -> None:
    answer = desk({}, sentences={"语料券支持": 0.4})("语料券最高给多少，是按人头的吗？")
    assert answer.status is Status.ANSWERED


def test_the_clause_found_first_needs_less_where_what_it_lacks_may_be_misread() -> None:
    question = "语料券支持是哪天定下来的？"
    assert desk({"语料券支持": 0.5})(question).status is Status.NOT_COVERED
    assert desk({"语料券支持": 0.7})(question).status is Status.ANSWERED
    assert desk({"语料券支持": 0.7})("语料券要交哪些材料？").status is Status.NOT_COVERED
