"""Each thing asked, in its own words: what counts as an answer to it, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from answer_fakes import document
from test_asking import asking, nowhere

from answer.asking import asks_meant
from answer.asks import Ask, Point
from answer.counted import counts_the_thing
from answer.fits import answers
from answer.linear import Linear
from answer.reading import read_question
from policy.answers import Answer, Status
from policy.documents import Clause, Document

FIRMS = "到2027年培育人工智能企业500家，建设公共服务平台3个，引进人才2000名。"


@pytest.fixture(scope="module")
def clause() -> Clause:
    return document(f"发展目标\n第一条 目标\n{FIRMS}").clauses[0]


@pytest.mark.parametrize("said", ["要培育多少家企业", "引进多少人才", "引进多少名", "平台建几个", "有多少位专家", "多少万人"])
def test_a_number_of_the_sort_asked_for(said: str, clause: Clause) -> None:
    assert counts_the_thing(clause, said)


@pytest.mark.parametrize("said", ["面积多少平方米", "几度电",  "多少吨", "要求多少岁", "算力多少PFLOPS", "安家费一个人多少", "一次打多少现金"])
def test_a_number_of_another_sort_is_no_answer(said: str, clause: Clause) -> None:
    assert not counts_the_thing(clause, said)


def test_each_point_keeps_its_own_sentence() -> None:
    reading = read_question("语料券按几成补？评上了发多少奖金？")
    assert [(p.ask, p.said) for p in reading.points if p.ask in (Ask.RATE, Ask.AMOUNT)] == [
        (Ask.RATE, "语料券按几成补?"), (Ask.AMOUNT, "评上了发多少奖金?"),
    ]  # fmt: skip
    assert reading.asks.count(Ask.AMOUNT) == 1


def test_of_two_things_asked_one_may_be_stated(ask: Callable[[str], Answer]) -> None:
    answer = ask("认定省级青年人才年薪要多少以上？认定之后发多少奖金？")
    assert answer.status is Status.PARTIAL
    assert "60万元" in answer.answer
    assert "没有写明" in answer.answer


def test_what_is_demanded_is_told_from_what_is_given(home: Document) -> None:
    talent = next(c for c in home.clauses if c.heading == "人才认定")
    assert answers(talent, Point(Ask.THRESHOLD, "年薪要多少才够"))
    assert not answers(talent, Point(Ask.AMOUNT, "给发多少安家费"))


def test_a_threshold_is_only_told_where_a_measure_is_asked() -> None:
    sure = asking(threshold=9, amount=0)
    assert asks_meant(["营收要多少"], [(Ask.AMOUNT,)], sure, nowhere) == [(Ask.THRESHOLD,)]
    assert asks_meant(["有什么条件"], [(Ask.CONDITION,)], sure, nowhere) == [(Ask.CONDITION,)]


def test_a_narrow_ask_stands_where_its_broad_one_is_sure() -> None:
    sure: Linear = asking(when=9, deadline=-9)
    assert asks_meant(["几月份开始报名"], [(Ask.DEADLINE,)], sure, nowhere) == [(Ask.DEADLINE,)]


@pytest.mark.parametrize(
    ("question", "region"),
    [("What does Shenzhen pay for renting compute?", "深圳市"), ("Is there a grant in Hangzhou for chips?", "杭州市")],
)
def test_places_in_english_questions(question: str, region: str) -> None:
    assert [m.region.name for m in read_question(question, province="浙江省").regions] == [region]


def test_years_in_english_are_no_count() -> None:
    asks = read_question("How many years must a firm have been registered?").asks
    assert Ask.HOW_LONG in asks
    assert Ask.COUNT not in asks


@pytest.mark.parametrize("text", ["好几十万的电费", "那几个点里头"])
def test_vague_numbers_ask_for_nothing(text: str) -> None:
    assert not {Ask.AMOUNT, Ask.RATE} & set(read_question(f"{text}，能不能换一家？").asks)
