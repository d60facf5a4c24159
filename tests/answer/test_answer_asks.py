"""What a question asks, and what a clause must hold to answer that."""

from __future__ import annotations

import pytest
from answer_fakes import clause, measures, named

from answer.asks import Ask, asked, states


@pytest.mark.parametrize(
    ("question", "narrow"),
    [
        ("语料券怎么领？", Ask.PROCEDURE), ("在哪个网站申请？", Ask.PROCEDURE), ("什么时候截止申报？", Ask.DEADLINE),
        ("要交什么材料？", Ask.MATERIALS), ("钱多久到账？", Ask.PAYOUT), ("能和市里补贴叠加吗？", Ask.STACKING),
        ("找哪个部门？", Ask.ORGAN), ("电话是多少？", Ask.CONTACT), ("手续费多少？", Ask.FEE), ("补贴比例是多少？", Ask.RATE),
        ("最高补多少？", Ask.AMOUNT), ("有效期到什么时候？", Ask.VALIDITY), ("个人能申请吗？", Ask.PARTY),
        ("券能用来买服务器吗？", Ask.PURPOSE), ("去年签的合同算不算？", Ask.RETROACTIVE), ("名额有几个？", Ask.QUOTA),
        ("评审标准怎么打分？", Ask.REVIEW), ("奖金要交税吗？", Ask.TAX), ("拿了钱要退回吗？", Ask.REPAYMENT),
        ("能找中介代办吗？", Ask.AGENT), ("要不要多少周岁以下？", Ask.PERSON), ("什么叫自主算力？", Ask.DEFINITION),
        ("为什么不给补？", Ask.REASON), ("条件是什么？", Ask.CONDITION), ("要几年经验？", Ask.HOW_LONG), ("评几家企业？", Ask.COUNT),
        ("how do I apply?", Ask.PROCEDURE), ("what is the maximum subsidy?", Ask.AMOUNT),
    ],
)  # fmt: skip
def test_ways_of_asking(question: str, narrow: Ask) -> None:
    assert narrow in asked(question)


@pytest.mark.parametrize(
    ("question", "narrow", "broad"),
    [
        ("什么时候截止申报？", Ask.DEADLINE, Ask.WHEN),
        ("有效期到什么时候？", Ask.VALIDITY, Ask.WHEN),
        ("钱多久到账？", Ask.PAYOUT, Ask.HOW_LONG),
        ("语料券怎么领？", Ask.PROCEDURE, Ask.WHAT),
        ("找哪个部门？", Ask.ORGAN, Ask.WHAT),
        ("能和市里补贴叠加吗？", Ask.STACKING, Ask.WHETHER),
        ("手续费多少？", Ask.FEE, Ask.AMOUNT),
        ("电话是多少？", Ask.CONTACT, Ask.AMOUNT),
    ],
)
def test_the_narrow_beats_the_broad(question: str, narrow: Ask, broad: Ask) -> None:
    found = asked(question)
    assert narrow in found
    assert broad not in found


@pytest.mark.parametrize("text", ["你好", "", "语料券"])
def test_where_nothing_tells_it_is_what(text: str) -> None:
    assert asked(text) == (Ask.WHAT,)


@pytest.mark.parametrize(
    "question",
    [
        "上一年营收多少才够？",
        "要交什么材料？",
        "语料券收不收得回来？",
    ],
)
def test_what_is_no_question_of_fees(question: str) -> None:
    assert Ask.FEE not in asked(question)


@pytest.mark.parametrize(
    ("ask", "stating", "silent"),
    [
        (Ask.AMOUNT, "给予最高200万元补助。", "支持开源社区发布开源模型。"),
        (Ask.RATE, "按照合同金额的25%给予补助。", "给予最高200万元补助。"),
        (Ask.COUNT, "每年评选不超过10个标杆项目。", "给予最高200万元补助。"),
        (Ask.WHEN, "2026年6月1日起受理。", "常年受理。"),
        (Ask.HOW_LONG, "受理后3个工作日内办结。", "受理后尽快办结。"),
        (Ask.MATERIALS, "提交合同、发票等证明材料。", "给予最高200万元补助。"),
        (Ask.PROCEDURE, "企业通过惠企平台申报。", "给予最高200万元补助。"),
        (Ask.PAYOUT, "公示后由财政局拨付。", "给予最高200万元补助。"),
        (Ask.STACKING, "同一项目不得重复享受。", "给予最高200万元补助。"),
        (Ask.CONTACT, "联系电话：0571-12345678。", "给予最高200万元补助。"),
        (Ask.ORGAN, "由省经信厅负责。", "给予最高200万元补助。"),
        (Ask.FEE, "本服务免费。", "给予最高200万元补助。"),
        (Ask.VALIDITY, "自2025年6月1日起施行。", "自发布之日起施行。"),
        (Ask.DEADLINE, "2026年6月30日前提交申报书。", "企业可随时提交申报书。"),
        (Ask.QUOTA, "每年评选不超过10个标杆项目。", "给予最高200万元补助。"),
        (Ask.REVIEW, "经专家评审后确定。", "给予最高200万元补助。"),
        (Ask.TAX, "奖励按规定缴纳个人所得税。", "给予最高200万元补助。"),
        (Ask.REPAYMENT, "未按期完成的，追回已拨资金。", "给予最高200万元补助。"),
        (Ask.AGENT, "算力券不得转让。", "给予最高200万元补助。"),
        (Ask.PERSON, "申报人年龄不超过45周岁。", "给予最高200万元补助。"),
        (Ask.RETROACTIVE, "施行之日起新签订的合同适用。", "给予最高200万元补助。"),
        (Ask.PURPOSE, "算力券可用于购买算力服务。", "给予最高200万元补助。"),
        (Ask.DEFINITION, "自主算力是指使用国产芯片的算力。", "使用自主算力服务的，给予30%补助。"),
    ],
)
def test_what_a_clause_must_hold(ask: Ask, stating: str, silent: str) -> None:
    assert states(clause(stating), ask)
    assert not states(clause(silent), ask)


def test_an_organ_in_the_facts_of_the_document_is_stated() -> None:
    assert states(named(measures(), "语料券支持"), Ask.ORGAN)
    assert not states(named(measures(), "算力券支持"), Ask.ORGAN)


def test_soft_asks_are_never_wanting() -> None:
    for ask in (Ask.WHETHER, Ask.WHAT, Ask.WHO, Ask.LIST, Ask.CONDITION):
        assert states(clause("支持开源。"), ask)


@pytest.mark.parametrize(
    ("question", "unasked"),
    [
        ("奖头几台用起来的设备，门槛是什么", Ask.COUNT), ("货分几次签的合同怎么算", Ask.COUNT), ("谁的盘子大？", Ask.QUOTA),
        ("为啥说我们不够格？", Ask.REASON), ("那个人工智能大赛可以报两次吗？", Ask.PARTY), ("十几号人的公司能补吗", Ask.WHEN),
        ("我们的牌子还没到期，要重新报吗", Ask.VALIDITY), ("How many of our people, in percent, must do research?", Ask.COUNT),
    ],
)  # fmt: skip
def test_what_only_looks_like_asking(question: str, unasked: Ask) -> None:
    assert unasked not in asked(question)


@pytest.mark.parametrize(
    ("question", "meant"),
    [("奖金分几次发？", Ask.COUNT), ("资金盘子多大？", Ask.QUOTA), ("为啥不给现金？", Ask.REASON), ("几号截止？", Ask.DEADLINE)],
)
def test_what_looks_alike_and_is_asked(question: str, meant: Ask) -> None:
    assert meant in asked(question)


@pytest.mark.parametrize(
    ("question", "ask"),
    [("信寄到哪里、邮编几号？", Ask.WHEN), ("在文一路几号？", Ask.WHEN), ("要做到多少亿的大盘子？", Ask.QUOTA), ("几百万元的盘子怎么来的？", Ask.QUOTA)],
)  # fmt: skip
def test_words_that_ask_something_else(question: str, ask: Ask) -> None:
    assert ask not in asked(question)


@pytest.mark.parametrize(("question", "ask"), [("发布会是几号？", Ask.WHEN), ("今年盘子多大？", Ask.QUOTA)])
def test_words_that_still_ask(question: str, ask: Ask) -> None:
    assert ask in asked(question)
