"""The dialogue over the corpus's rules: what is asked, what an answer tells, what is corrected, and when it is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from eligibility.dialogue import consult
from eligibility.facts import Order
from eligibility.rulebook import RuleBook
from policy.consultations import Consultation, Consulted

DAY = date(2025, 9, 1)
BEGIN = "我们公司在温州，租了四十万的自主算力，前年研发三百万出头，能享受什么政策？"


def _talk(book: RuleBook, *messages: str, state: Consultation | None = None) -> tuple[Consulted | None, Consultation]:
    reply, state = None, state or Consultation()
    for message in messages:
        reply, state = consult(message, state, book, DAY)
    return reply, state


def _asked(*facts: str) -> Consultation:
    """A dialogue whose last reply asked for these facts."""
    return Consultation(open=True, asked=facts)


def _shown(state: Consultation) -> dict[str, object]:
    return {name: told.value for name, told in state.told.items()}


def test_it_begins_with_at_most_three_questions(corpus_rules: RuleBook) -> None:
    reply, state = _talk(corpus_rules, "我们能享受什么？")
    assert reply is not None
    assert len(reply.questions) == 3
    assert state.asked == tuple(q.fact for q in reply.questions)
    assert not any(v.status == "eligible" for v in reply.verdicts.results)


def test_what_one_says_of_oneself_is_read_and_shown(corpus_rules: RuleBook) -> None:
    reply, state = _talk(corpus_rules, BEGIN)
    assert reply is not None
    assert {k.told.fact: k.told.vague for k in reply.read}["rd_expense_prev_yuan"]
    granted = {v.rule_id: v.benefit.amount_yuan for v in reply.verdicts.results if v.status == "eligible"}
    assert granted["zj-compute-voucher"] == 120000
    assert _shown(state)["region"] == "温州市"


def test_facts_are_kept_and_known_ones_not_asked_again(corpus_rules: RuleBook) -> None:
    reply, state = _talk(corpus_rules, BEGIN, "语料合同执行了50万")
    assert reply is not None
    assert [k.told.fact for k in reply.read] == ["corpus_contract_yuan"]
    assert "region" in {k.told.fact for k in reply.kept}
    assert not {"region", "corpus_contract_yuan"} & set(state.asked)


@pytest.mark.parametrize(
    ("asked", "message", "told"),
    [
        (("compute_contract_yuan",), "60万", {"compute_contract_yuan": Decimal(600000)}),
        (("compute_contract_yuan",), "实际付了60万元", {"compute_contract_yuan": Decimal(600000)}),
        (("standards_national",), "2", {"standards_national": Decimal(2)}),
        (("standards_national",), "没有", {"standards_national": Decimal(0)}),
        (("genai_filed",), "是的", {"genai_filed": True}),
        (("genai_filed",), "还没有", {"genai_filed": False}),
        (("genai_filed", "person_top_talent"), "有，没有", {"genai_filed": True, "person_top_talent": False}),
        (("genai_filed", "person_top_talent"), "都不是", {"genai_filed": False, "person_top_talent": False}),
        (("region", "compute_contract_yuan", "genai_filed"), "丽水，60万，是", {"region": "丽水市", "compute_contract_yuan": Decimal(600000), "genai_filed": True}),
        (("compute_contract_yuan", "loan_principal_yuan", "genai_filed"), "2. 700万 3. 不是", {"loan_principal_yuan": Decimal(7000000), "genai_filed": False}),
        (("compute_contract_yuan", "loan_principal_yuan", "genai_filed"), "贷款700万", {"loan_principal_yuan": Decimal(7000000)}),
        (("region", "compute_contract_yuan"), "1、丽水；2、80万", {"region": "丽水市", "compute_contract_yuan": Decimal(800000)}),
        (("compute_contract_yuan", "loan_principal_yuan"), "第二个300万", {"loan_principal_yuan": Decimal(3000000)}),
        (("person_rd_years", "genai_filed"), "yes, 3年", {"person_rd_years": Decimal(3), "genai_filed": True}),
    ],
)  # fmt: skip
def test_short_answers(corpus_rules: RuleBook, asked: tuple[str, ...], message: str, told: dict[str, object]) -> None:
    reply, state = _talk(corpus_rules, message, state=_asked(*asked))
    assert reply is not None
    assert _shown(state) == told
    assert not reply.unclear


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("compute_contract_yuan",), "60"),  # 60元 or 60万?
        (("compute_contract_yuan",), "房租60万"),
        (("compute_contract_yuan",), "60-80万"),
        (("compute_contract_yuan", "loan_principal_yuan", "genai_filed"), "60万"),
        (("genai_filed", "person_top_talent"), "是"),
    ],
)
def test_nothing_is_guessed(corpus_rules: RuleBook, asked: tuple[str, ...], message: str) -> None:
    reply, state = _talk(corpus_rules, message, state=_asked(*asked))
    assert reply is not None
    assert not state.values
    assert reply.unclear
    assert state.open


@pytest.mark.parametrize("message", ["不清楚", "都不知道", "not sure", "不太清楚。"])
def test_not_knowing_is_an_answer_and_not_asked_again(corpus_rules: RuleBook, message: str) -> None:
    _, before = _talk(corpus_rules, "我们能享受什么？")
    reply, state = _talk(corpus_rules, message, state=before)
    assert reply is not None
    assert set(state.unknown) == set(before.asked)
    _, later = _talk(corpus_rules, "没有贷款", "都不清楚", state=state)
    assert not set(later.asked) & set(before.asked)
    assert not any(v.status == "eligible" for v in reply.verdicts.results)


def test_what_is_not_known_may_be_named_and_told_later(corpus_rules: RuleBook) -> None:
    _, state = _talk(corpus_rules, "我们能享受什么？", "营业收入不清楚，在丽水")
    assert "revenue_yuan" in state.unknown
    assert _shown(state) == {"region": "丽水市"}
    _, state = _talk(corpus_rules, "去年营收2亿", state=state)
    assert "revenue_yuan" not in state.unknown
    assert _shown(state)["revenue_yuan"] == 200000000


def test_who_cannot_say_more_takes_nothing_back(corpus_rules: RuleBook) -> None:
    _, state = _talk(corpus_rules, "我们在杭州，能享受什么？")
    _, state = _talk(corpus_rules, "都不清楚", state=replace(state, asked=("region", "revenue_yuan")))
    assert _shown(state) == {"region": "杭州市"}
    assert "region" not in state.asked
    assert _shown(_talk(corpus_rules, "注册地不清楚", state=state)[1]) == {}


def test_corrections(corpus_rules: RuleBook) -> None:
    _, state = _talk(corpus_rules, BEGIN)
    for message, fact, value in [
        ("不对，算力是80万", "compute_contract_yuan", 800000),
        ("不对，是90万", "compute_contract_yuan", 900000),
        ("不是90万，是95万", "compute_contract_yuan", 950000),
        ("准确是312万", "rd_expense_prev_yuan", 3120000),
        ("说错了，我们在宁波", "region", "宁波市"),
        ("更正一下，不是自主算力", "compute_self_controlled", False),
    ]:
        _, state = _talk(corpus_rules, message, state=state)
        assert _shown(state)[fact] == value, message
    assert not any(t.vague for t in state.told.values())


def test_a_correction_that_may_mean_several_things_changes_nothing(corpus_rules: RuleBook) -> None:
    _, before = _talk(corpus_rules, "我们在温州，租了40万自主算力，去年研发300万，能享受什么政策？")
    reply, state = _talk(corpus_rules, "不对，是50万", state=before)
    assert reply is not None
    assert state.values == before.values
    assert reply.unclear == ("50万",)


def test_what_cannot_be_beside_the_rest_is_said_and_not_taken(corpus_rules: RuleBook) -> None:
    order = Order(less="rd_expense_yuan", more="revenue_yuan")
    facts = replace(corpus_rules.facts, orders=(order,))
    book = replace(corpus_rules, facts=facts)
    _, before = _talk(book, "我们去年营收100万，能享受什么政策？")
    reply, state = _talk(book, "去年研发费用300万", state=before)
    assert reply is not None
    assert [name.zh for name in reply.conflict] == ["上年度研发费用"]
    assert state.values == before.values


def test_another_topic_leaves_it_and_one_can_come_back(corpus_rules: RuleBook) -> None:
    _, before = _talk(corpus_rules, BEGIN)
    for other in ("算力券最高补多少？", "语料合同600万，语料券能补多少", "讲讲贷款贴息"):
        reply, state = _talk(corpus_rules, other, state=before)
        assert reply is None, other
        assert not state.open
        assert _talk(corpus_rules, "60万", state=state)[0] is None
        for back in ("继续", "那我们能享受什么？"):
            reply, again = _talk(corpus_rules, back, state=state)
            assert reply is not None
            assert again.values == before.values
            assert again.open


def test_it_can_be_ended_and_begun_anew(corpus_rules: RuleBook) -> None:
    reply, state = _talk(corpus_rules, BEGIN, "结束")
    assert reply is not None
    assert reply.ended
    assert not reply.questions
    assert not state.open
    reply, state = _talk(corpus_rules, BEGIN, "重新开始")
    assert reply is not None
    assert state.open
    assert not state.values


def test_without_rules_nothing_begins(corpus_rules: RuleBook) -> None:
    assert _talk(replace(corpus_rules, rules=()), "我们能享受什么？")[0] is None


def test_outside_of_it_its_words_mean_nothing(corpus_rules: RuleBook) -> None:
    for message in ("继续", "重新开始", "结束", "不清楚", "60万"):
        assert _talk(corpus_rules, message)[0] is None


def test_a_correction_of_an_earlier_answer_is_no_answer_to_the_new_question(corpus_rules: RuleBook) -> None:
    told = _asked("revenue_yuan", "staff")
    _, state = _talk(corpus_rules, "300万左右，20人", state=told)
    state = replace(state, asked=("person_salary_yuan",))
    _, state = _talk(corpus_rules, "第一个不对，是310万", state=state)
    assert _shown(state) == {"revenue_yuan": Decimal(3100000), "staff": Decimal(20)}


def test_perhaps_is_not_known(corpus_rules: RuleBook) -> None:
    reply, state = _talk(corpus_rules, "可能是吧", state=_asked("genai_filed"))
    assert reply is not None
    assert (state.unknown, state.values) == (("genai_filed",), {})


def test_a_long_sentence_in_english_stays_in_it(corpus_rules: RuleBook) -> None:
    _, state = _talk(corpus_rules, "Well, we have spent something like 4.2 million yuan, I think", state=_asked("revenue_yuan", "assets_yuan"))
    assert state.open
