"""Follow-ups over the corpus as it ships, with the real model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from kb import KnowledgeBase
from policy.answers import Answer, Filters, Status, Turn

ON = date(2026, 3, 1)


def last(kb: KnowledgeBase, messages: Sequence[str]) -> Answer:
    """The answer to the last message, each put with the answers before it."""
    history: list[Turn] = []
    for message in messages:
        answer = kb.ask(message, Filters(on=ON), history)
        history += [Turn("user", message), Turn("assistant", answer.answer)]
    return answer


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        (("语料券合同执行了400万，能补多少？", "要是1000万呢"), "200万元"),
        (("浙江模型券最高补多少？", "那语料券呢"), "200万元"),
        (("高新技术企业认定，科技人员要占多少？", "研发费用呢"), "5%"),
        (("宁波人工智能核心产业2027年规模目标是多少？", "2030年的呢"), "1800亿元"),
        (("算力券用自主算力的，合同2000万补多少？", "另外一种情况呢"), "200万元"),
    ],
)
def test_a_follow_up_is_answered(real_kb: KnowledgeBase, messages: Sequence[str], said: str) -> None:
    answer = last(real_kb, messages)
    assert said in answer.answer
    assert answer.understood


def test_a_question_whole_by_itself_stays_with_the_document_spoken_of(real_kb: KnowledgeBase) -> None:
    answer = last(real_kb, ("萧山区创新型中小企业第四批评价在哪里填报？", "纸质材料要交吗"))
    assert "不交纸质" in answer.answer
    assert {c.document_id for c in answer.citations} == {"hangzhou-xiaoshan-2025-innovative-sme-notice"}


@pytest.mark.parametrize("message", ["国务院“人工智能+”行动意见的六大行动是哪些？", "帮我查一下隔壁公司领了多少补贴"])
def test_a_new_topic_is_answered_as_if_it_came_first(real_kb: KnowledgeBase, message: str) -> None:
    answer, alone = last(real_kb, ("语料券最高补多少？", "怎么申请", message)), real_kb.ask(message, Filters(on=ON))
    assert (answer.status, answer.answer, answer.understood) == (alone.status, alone.answer, "")


def test_small_talk_in_between_is_passed_over(real_kb: KnowledgeBase) -> None:
    talk = ("模型券最高补多少？", "今天天气不错", "谢谢", "合同200万呢")
    assert last(real_kb, talk[:2]).status is Status.NOT_COVERED
    assert "60万元" in last(real_kb, talk).answer
