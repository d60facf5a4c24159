"""What one qualifies for, asked of one's own case, is told from a question about one measure."""

from __future__ import annotations

import pytest

from eligibility.intent import asks_what_fits


@pytest.mark.parametrize(
    "message",
    [
        "我们能享受什么",
        "能拿哪些补贴？",
        "符合哪些条件",
        "帮我看看能申请什么政策",
        "请问我们公司可以申请哪些扶持政策？",
        "我们在温州，租了40万非自主算力，能享受什么政策支持？",
        "我司去年营收2000万，有什么政策可以享受？",
        "我们是做传感器的能享受什么政策",
        "我们这种小企业能拿什么补贴？",
        "帮忙看看有没有我们能申请的补贴",
        "有什么政策适合我们的？",
        "我们能享受什麽補貼",
        "想问问我们能享受什么政策？",
        "我就是想问问，像我们这样的小公司有没有啥补贴能领",
        "我们在温州做软件的，看看能申报点什么",
        "我想打听打听我们公司能申请哪些补助",
        "帮我们公司测一测能享受啥",
        "你看我们能不能享受点啥",
        "What can we apply for?",
        "We rent compute. Which subsidies are we eligible for?",
    ],
)
def test_asked_of_ones_own_case(message: str) -> None:
    assert asks_what_fits(message)


@pytest.mark.parametrize(
    "message",
    [
        "算力券最高补多少？",
        "语料券符合什么条件才能领",
        "我们申请算力券需要符合哪些条件",
        "专精特新企业能享受哪些政策",
        "参与制定国际标准能拿什么奖励？",
        "我们能享受算力券吗",
        "我们能享受什么比例的补贴",
        "我们买语料能拿多少补贴",
        "我们能享受什么政策，怎么申请？",
        "有哪些政策支持算力？",
        "想问问算力券能补多少",
        "有没有算力券能领",
        "今天天气怎么样",
        "What is the cap of the voucher?",
        "",
    ],
)
def test_other_questions_are_answered_as_before(message: str) -> None:
    assert asks_what_fits(message) is None
