"""够不够: figures against thresholds; and premises that a clause contradicts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from answer_fakes import clause, context_of, draft_of, hit, measures, named

from answer.premise import check_premises
from answer.reading import read_question
from answer.state import Sum
from answer.thresholds import Finding, findings, verdicts
from policy.answers import Answer
from policy.documents import Clause

YOUNG = clause("年薪60万元以上且具有3年以上研发经验的，可直接认定为省级青年人才。")
PROJECT = clause("承担单个横向课题经费超过300万元且通过自主验收的，可直接认定为省级领军人才。")
RESEARCH = clause("对研发费用占营业收入比重3%以上且研发费用年增长20%以上的企业，按照上年度研发费用的一定比例给予财政补助。")
SMALL = clause("从业人员300人以下且营业收入不满5000万元的，为中小企业。")


def held(of: Clause, question: str, similar: Callable[[str, str], float] | None = None) -> list[Finding]:
    return findings(of, read_question(question), similar)


@pytest.mark.parametrize(
    ("of", "question", "met"),
    [
        (YOUNG, "年薪60万元，研发经验3年，够吗？", [True, True]),
        (YOUNG, "年薪59.9万元，研发经验3年，够吗？", [False, True]),
        (YOUNG, "年薪60万元，研发经验2年，够吗？", [True, False]),
        (PROJECT, "横向课题经费300万元，够吗？", [False]),
        (PROJECT, "横向课题经费301万元，够吗？", [True]),
        (SMALL, "从业人员300人，营业收入5000万元，算吗？", [True, False]),
        (SMALL, "从业人员301人，营业收入4999万元，算吗？", [False, True]),
    ],
)
def test_the_edge_of_a_bound(of: Clause, question: str, met: list[bool]) -> None:
    """以上 and 以下 include the figure, 超过 and 不满 do not."""
    assert [f.met for f in held(of, question)] == met


@pytest.mark.parametrize(
    ("research", "before", "met", "values"),
    [
        ("300万元", "250万元", [True, True], ["3", "20"]),
        ("299万元", "250万元", [False, False], ["2.99", "19.6"]),
        ("310万元", "300万元", [True, False], ["3.1", "3.33"]),
        ("290万元", "200万元", [False, True], ["2.9", "45"]),
    ],
)
def test_a_share_and_a_growth_are_worked_out_first(research: str, before: str, met: list[bool], values: list[str]) -> None:
    found = held(RESEARCH, f"营收1亿元，研发费用{research}，前年研发费用{before}，够条件吗？")
    assert [f.met for f in found] == met
    assert [f"{f.value:f}" for f in found] == values
    assert f"{research}÷1亿元" in found[0].sentence


def test_no_growth_without_the_year_before() -> None:
    assert [f.value for f in held(RESEARCH, "营收1亿元，研发费用300万元，够条件吗？")] == [3]


def test_a_share_that_is_given_as_such() -> None:
    (only,) = held(clause("研发费用占营业收入比重3%以上的企业，给予补助。"), "我们研发费用占营收比重2.5%，够吗？")
    assert (only.met, only.value) == (False, 2.5)


def test_a_share_is_no_growth() -> None:
    found = held(RESEARCH, "我们研发费用占营收比重5%，够吗？")
    assert [(f.met, "增长" in f.sentence) for f in found] == [(True, False)]


def test_several_provisions_are_checked_apart(work_out: Callable[[str, str], list[Sum]]) -> None:
    sums = work_out("人才认定", "年薪80万元，研发经验5年，横向课题经费200万元，能认定哪一种？")
    said = [s.sentence for s in sums]
    assert len(said) == 2
    assert "符合“可直接认定为省级青年人才”的条件" in said[0]  # what is met comes first
    assert "不符合“可直接认定为省级领军人才”的条件" in said[1]


def test_conditions_that_no_figure_speaks_to_stay_open() -> None:
    ((sentence, _),) = verdicts(PROJECT, held(PROJECT, "横向课题经费400万元，能认定吗？"))
    assert "还要看其他条件" in sentence


def test_wages_are_salary_only_where_a_model_says_so() -> None:
    question = "工资80万元，研发经验5年，够吗？"
    near = {frozenset(("工资", "年薪")): 0.95}
    assert [f.unit for f in held(YOUNG, question)] == ["年"]
    assert [f.unit for f in held(YOUNG, question, lambda a, b: near.get(frozenset((a, b)), 0.5))] == ["元", "年"]
    assert [f.unit for f in held(YOUNG, question, lambda a, b: 0.6)] == ["年"]


def test_another_kind_of_amount_is_not_held_against_a_salary() -> None:
    assert [f.unit for f in held(YOUNG, "注册资本80万元，研发经验5年，够吗？")] == ["年"]


# -- premises --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "correction"),
    [
        ("语料券不是最高300万元吗？", "不是300万元，而是最高200万元"),
        ("听说语料券补30%，对吧？", "不是30%，而是最高25%"),
        ("语料券封顶500万，没错吧？", "不是500万元，而是最高200万元"),
    ],
)
def test_a_wrong_premise_is_put_right_first(ask: Callable[[str], Answer], question: str, correction: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert answer.answer.startswith(correction)


@pytest.mark.parametrize("question", ["语料券不是最高200万元吗？", "听说语料券补25%，对吧？", "语料券最高补多少？", "合同300万元，听说语料券能补吧？"])
def test_a_premise_that_holds_or_is_none_is_left_alone(ask: Callable[[str], Answer], question: str) -> None:
    assert "而是" not in ask(question).answer


def test_where_several_figures_could_be_meant_nothing_is_corrected() -> None:
    home = measures()
    draft = draft_of("听说算力券补20%，对吧？", hit(named(home, "算力券支持"), home))
    check_premises(draft, context_of(home))
    assert draft.corrections == []
