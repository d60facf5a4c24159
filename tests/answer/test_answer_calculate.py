"""Sums: what a clause comes to on the caller's figures, with the formula that says how."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from answer_fakes import clause
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.state import Sum
from policy.documents import Clause

Work = Callable[[Clause | str, str], list[Sum]]

LADDER = "信息服务业企业年营收首次到2000万、3000万、5000万、1亿元的，对应奖20万、50万、100万、200万元。"
TIERS = "12类家电按能效补：2级15%、1级20%，每类1件，每件不超2000元。"


def told(sums: list[Sum]) -> list[tuple[int, str]]:
    return [(int(s.value), s.formula) for s in sums]


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("语料合同实际执行340万元，能补多少？", 850_000, "min(3400000 × 25%, 2000000)"),
        ("语料合同实际执行800万元，能补多少？", 2_000_000, "min(8000000 × 25%, 2000000)"),
        ("语料合同实际执行1340万元，能补多少？", 2_000_000, "min(13400000 × 25%, 2000000)"),
        ("语料合同三百五十万，能补多少？", 875_000, "min(3500000 × 25%, 2000000)"),
        ("语料合同80w，能补多少？", 200_000, "min(800000 × 25%, 2000000)"),
    ],
)
def test_a_share_of_the_base_up_to_the_cap(work_out: Work, question: str, value: int, formula: str) -> None:
    sums = work_out("语料券支持", question)
    assert told(sums) == [(value, formula)]
    assert sums[0].unit == "元"


@pytest.mark.parametrize(("executed", "words"), [("340", "未超过上限200万元"), ("1340", "超过上限，按200万元")])
def test_the_sentence_says_whether_the_cap_binds(work_out: Work, executed: str, words: str) -> None:
    (only,) = work_out("语料券支持", f"语料合同实际执行{executed}万元，能补多少？")
    assert words in only.sentence


def test_what_was_executed_counts_and_not_what_was_signed(work_out: Work) -> None:
    for question in (
        "语料合同签了1000万元，实际执行340万元，能补多少？",
        "语料合同实际只付了340万元，签的时候是1000万元，能补多少？",
        "语料合同金额1000万元，最后只花了340万元，能补多少？",
    ):
        assert told(work_out("语料券支持", question)) == [(850_000, "min(3400000 × 25%, 2000000)")]


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("自主算力合同实际执行620万元，能补多少？", 1_860_000, "6200000 × 30%"),
        ("非自主算力合同实际执行620万元，能补多少？", 620_000, "min(6200000 × 10%, 8000000)"),
        ("我们用的不是自主算力，合同9000万元，能拿多少？", 8_000_000, "min(90000000 × 10%, 8000000)"),
        ("用自主算力，合同1亿元，能补多少？", 30_000_000, "100000000 × 30%"),
    ],
)
def test_the_branch_that_the_question_names(work_out: Work, question: str, value: int, formula: str) -> None:
    """The cap binds the case before which it stands, the other has none."""
    assert told(work_out("算力券支持", question)) == [(value, formula)]


def test_both_branches_each_with_its_amount_and_their_total(work_out: Work) -> None:
    sums = work_out("算力券支持", "自主算力合同200万元，非自主算力合同300万元，合计能补多少？")
    assert told(sums) == [
        (600_000, "2000000 × 30%"), (300_000, "min(3000000 × 10%, 8000000)"), (900_000, "600000 + 300000"),
    ]  # fmt: skip
    assert "合计" in sums[-1].sentence


def test_a_question_silent_on_the_branch_gets_both(work_out: Work) -> None:
    sums = work_out("算力券支持", "算力合同300万元，能补多少？")
    assert [s.value for s in sums] == [900_000, 300_000]


@pytest.mark.parametrize("claim", ["听说封顶500万", "说是最高500万", "上限500万元", "500万元补贴是不是真的"])
def test_a_claimed_grant_is_no_operand(work_out: Work, claim: str) -> None:
    assert told(work_out("语料券支持", f"语料合同100万元，{claim}，能补多少？")) == [(250_000, "min(1000000 × 25%, 2000000)")]
    assert work_out("语料券支持", f"语料券{claim}？") == []


def test_a_cap_per_piece_holds_for_each_piece(work_out: Work) -> None:
    (only,) = work_out("终端补贴", "两副智能眼镜分别3000元和20000元，一共能补多少？")
    assert (only.value, only.formula) == (2450, "min(3000 × 15%, 2000) + min(20000 × 15%, 2000)")


def test_one_piece_under_the_cap(work_out: Work) -> None:
    (only,) = work_out("终端补贴", "一副眼镜5999元补多少？")
    assert (only.text, only.formula) == ("899.85元", "min(5999 × 15%, 2000)")


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("参与了2个国际标准、3个国家标准，最高奖多少？", 3_500_000, "2 × 1000000 + 3 × 500000"),
        ("参与了2项国际标准和1项地方标准，最多能奖多少？", 2_100_000, "2 × 1000000 + 1 × 100000"),
        ("1个国际标准、1个国家标准、1个地方标准，奖多少？", 1_600_000, "1 × 1000000 + 1 × 500000 + 1 × 100000"),
        pytest.param(
            "国标3项、地方标准1项，最多能奖多少？", 1_600_000, "3 × 500000 + 1 × 100000",
        ),
    ],
)  # fmt: skip
def test_awards_per_item_are_summed(work_out: Work, question: str, value: int, formula: str) -> None:
    assert told(work_out("标准制定", question)) == [(value, formula)]


def test_interest_takes_half_of_the_rate_up_to_the_yearly_cap(work_out: Work) -> None:
    below = work_out("贷款贴息", "贷款本金2亿元，LPR是3.5%，一年能贴多少？")
    above = work_out("贷款贴息", "贷款本金20亿元，LPR是3.5%，一年能贴多少？")
    assert told(below) == [(3_500_000, "min(200000000 × 3.5% × 50%, 10000000)")]
    assert told(above) == [(10_000_000, "min(2000000000 × 3.5% × 50%, 10000000)")]
    assert "超过每年上限1000万元" in above[0].sentence


def test_interest_is_not_made_up_where_the_rate_is_not_given(work_out: Work) -> None:
    assert work_out("贷款贴息", "贷款本金2亿元，一年能贴多少？") == []


@pytest.mark.parametrize(
    ("question", "value"),
    [("营收3500万元，奖励多少？", 500_000), ("营收头一趟冲过三千万，奖多少？", 500_000), ("营收2000万元能奖多少？", 200_000),
     ("年营收3亿元，奖多少？", 2_000_000)],
)  # fmt: skip
def test_a_ladder_gives_the_highest_step_reached(work_out: Work, question: str, value: int) -> None:
    (only,) = work_out(clause(LADDER, "营收台阶奖"), question)
    assert only.value == value


def test_below_the_first_step_of_a_ladder_there_is_nothing(work_out: Work) -> None:
    assert not [s for s in work_out(clause(LADDER, "营收台阶奖"), "营收1900万元能奖多少？") if s.value == 200_000]


def test_a_ladder_written_step_by_step(work_out: Work) -> None:
    steps = "年度营业收入首次达到2000万元的，奖励10万元；首次达到5000万元的，奖励30万元；首次达到1亿元的，奖励50万元。"
    (only,) = work_out(clause(steps, "营收奖励"), "营业收入6000万元，奖励多少？")
    assert only.value == 300_000


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("1级能效空调8000元，补多少？", 1600, "min(8000 × 20%, 2000)"),
        ("2级能效空调8000元，补多少？", 1200, "min(8000 × 15%, 2000)"),
        ("1级能效空调12000元，补多少？", 2000, "min(12000 × 20%, 2000)"),
    ],
)
def test_the_share_of_the_tier_that_is_named(work_out: Work, question: str, value: int, formula: str) -> None:
    assert told(work_out(clause(TIERS, "家电补贴"), question)) == [(value, formula)]


def test_the_tier_where_shares_are_listed_after_all_tiers(work_out: Work) -> None:
    text = "对通过智能制造能力成熟度2级、1级认定的项目，分别按不超过投资额的15%、20%给予补助，最高300万元。"
    (only,) = work_out(clause(text, "分级补助"), "我们通过1级认定，投资额1000万元，补多少？")
    assert only.value == 2_000_000


def test_the_point_where_the_cap_begins_to_bind(work_out: Work) -> None:
    (only,) = work_out("语料券支持", "语料合同多大就到顶了，再多也不补？")
    assert (only.value, only.formula) == (8_000_000, "2000000 ÷ 25%")


def test_a_question_without_figures_is_no_sum(work_out: Work) -> None:
    assert work_out("语料券支持", "语料券最高补多少？") == []
    assert work_out("开源生态", "我们投了300万元做开源，能补多少？") == []


# -- what holds for every amount -------------------------------------------------------------------------------

AMOUNTS = st.integers(min_value=1, max_value=500_000)
QUICK = settings(database=None, max_examples=40, deadline=None, derandomize=True)


def one(work_out: Work, heading: str, question: str) -> Decimal:
    (only,) = work_out(heading, question)
    return only.value


@QUICK
@given(AMOUNTS, AMOUNTS)
def test_a_larger_contract_never_gets_less(work_out: Work, first: int, second: int) -> None:
    low, high = sorted((first, second))
    for heading, what in (("语料券支持", "语料"), ("算力券支持", "自主算力"), ("算力券支持", "非自主算力")):
        less, more = (one(work_out, heading, f"{what}合同实际执行{n}万元，能补多少？") for n in (low, high))
        assert less <= more


@QUICK
@given(AMOUNTS)
def test_the_sum_never_exceeds_cap_or_share(work_out: Work, wan: int) -> None:
    for heading, what, rate, cap in (
        ("语料券支持", "语料", "0.25", 2_000_000), ("算力券支持", "非自主算力", "0.10", 8_000_000),
    ):  # fmt: skip
        value = one(work_out, heading, f"{what}合同实际执行{wan}万元，能补多少？")
        assert value == min(Decimal(wan) * 10_000 * Decimal(rate), cap)
