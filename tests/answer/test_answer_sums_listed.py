"""Sums of several items and several years, what is lost above a cap, how far the next class is; and what is no sum."""

from __future__ import annotations

import pytest
from answer_fakes import answerer, clause, context_of, digest, draft_of, hit, measures

from answer.calculate import calculate
from answer.state import Draft
from policy.answers import Filters

LEARNING = "按培训支出的20%补助，最高60万元。"
CATERING = "从业300人以下或营收1亿元以下为中小微；中型满100人且2000万元，小型满10人且100万元。"
EACH_YEAR = "近两年每年研发费用不低于200万元且占营收不低于4%。"
GROWING = "对研发费用占营业收入比重3%以上且研发费用年增长15%以上的企业，给予财政补助。"
COUNTS = "到2028年建成300个示范车间和40个灯塔工厂。"
HISTORY = "从事特定细分市场满5年。"


def ask(text: str, question: str) -> Draft:
    draft = draft_of(question, hit(clause(text)))
    calculate(draft, context_of(measures()))
    return draft


def said(text: str, question: str) -> str:
    return "\n".join(s.sentence for s in ask(text, question).sums)


@pytest.mark.parametrize("question", ["培训花了500万，有多少是白花的？", "培训支出500万，多少拿不到手？", "培训支出500万，白搭进去多少？"])
def test_what_is_lost_above_the_cap(question: str) -> None:
    assert "超出上限的40万元拿不到（100万元－60万元）" in said(LEARNING, question)


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        ("饭店72个员工，营收2600万，算哪一型？升中型还差几个人？", "要到中型，从业人员还差28人（100人－72人）"),
        ("饭店8个人，营收60万，是什么型？还差多少才到小型？", "要到小型，从业人员还差2人（10人－8人）"),
        ("饭店260人，营收6000万，算中型吧？离大型差多少人？", "要到大型，从业人员还差40人（300人－260人）"),
        ("饭店72个员工，营收2600万，升大型还差几个人？", "要到大型，从业人员还差228人（300人－72人）"),
    ],
)
def test_how_far_the_next_class_is(question: str, gap: str) -> None:
    assert gap in said(CATERING, question)


def test_who_asks_only_for_the_class_is_told_the_class() -> None:
    assert "还差" not in said(CATERING, "饭店72个员工，营收2600万，算哪一型？")


def test_each_year_is_held_against_a_bound_on_every_year() -> None:
    words = said(EACH_YEAR, "营收3000万，研发费用前年260万，去年185万，为什么不行，缺多少？")
    assert "前年研发费用260万元达到" in words
    assert "去年研发费用185万元未达到“200万元以上”，还差15万元" in words


def test_the_amount_of_a_year_that_says_only_what_it_was_spent_in() -> None:
    """去年花了330万 is of what the amount of the year before was of."""
    words = said(GROWING, "前年研发费用花300万，去年花330万，去年营业收入8000万，够不够条件，差多少？")
    assert "增长10%" in words
    assert "须至少345万元，还差15万元" in words


def test_numbers_that_nobody_adds() -> None:
    assert ask(COUNTS, "要建几个示范车间、总共卖到几万亿、几个园区？").sums == []
    assert ask(COUNTS, "示范车间和灯塔工厂一共多少个？").sums[0].value == 340


def test_a_class_of_companies_is_no_amount_of_the_caller() -> None:
    assert ask(LEARNING, "要冒出几家百亿的企业？培训能补几成？").sums == []


def test_a_year_that_is_counted_by_is_no_length_of_time() -> None:
    assert ask(HISTORY, "干这行要满几年，研发一年最少多少钱？").sums == []
    assert "还差2年" in said(HISTORY, "我们做这行3年，够不够？")


def test_items_each_under_its_own_clause_and_cap() -> None:
    aids = {
        "算力补助": "使用自主算力的，按合同额的30%补助；采用非自主算力的，按合同额的10%，最高40万元。",
        "展位补助": "对参加展会的企业，按展位费的50%补助，最高8万元。",
        "培训补助": LEARNING,
    }  # fmt: skip
    doc = digest("aid", aids, title="某市扶持办法")
    question = "三笔账：①进口算力合同500万；②展位费12万；③培训支出100万。各拿多少，加一块多少？"
    found = answerer(doc).ask(question, Filters())
    for words in ("“算力补助”", "最高40万元", "“展位补助”", "最高6万元", "“培训补助”", "最高20万元", "合计最高66万元"):
        assert words in found.answer


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("我和对象一人一副智能眼镜，每副4000元，一共省多少？", "1200元"), ("我、老婆和孩子各买一副智能眼镜，每副20000元，共补多少？", "6000元"),
        ("我们仨每人一副智能眼镜，单价1000元，合计补多少？", "450元"), ("同事小王买一副智能眼镜，4000元，补多少？", "600元"),
        ("我和同学各买一副智能眼镜，每副4000元，补多少？", "1200元"),
    ],
)  # fmt: skip
def test_one_each_for_the_persons_named(question: str, total: str) -> None:
    draft = draft_of(question, hit(measures().clauses[5]))
    calculate(draft, context_of(measures()))
    assert [s.text for s in draft.sums] == [total]


@pytest.mark.parametrize("other", ["别国卡", "国外芯片", "洋算力"])
def test_a_total_takes_the_case_that_the_caller_names(other: str) -> None:
    aids = {"算力补助": "使用自主算力的，按合同额的30%补助；采用非自主算力的，按合同额的10%，最高40万元。", "培训补助": LEARNING}
    kept = answerer(digest("aid", aids, title="某市扶持办法"))
    assert "合计最高50万元" in kept.ask(f"培训支出100万、用{other}的算力合同300万，总共能补多少？", Filters()).answer
    assert "合计" not in kept.ask("培训支出100万、算力合同300万，总共能补多少？", Filters()).answer
