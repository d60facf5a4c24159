"""Figures: the boundaries of a spelling, and what counts as backed."""

from __future__ import annotations

import pytest

from evals.figures import evidenced, holds, stated, unbacked


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("按10%给予", "10%"),
        ("按10％给予", "10%"),
        ("最高 5,000,000 元", "5000000元"),
        ("最高500万元", "500 万元"),
        ("算力达20 EFLOPS", "20EFlops"),
        ("自2025年05月31日起", "5月31日"),
        ("分别为100、50万元", "50万元"),
        ("到此为止。50万元封顶", "50万元"),
        ("1. 50万元封顶", "50万元"),
        ("浙政发〔2025〕10号", "浙政发(2025)10号".replace("(", "[").replace(")", "]")),
        ("共2390元", "2390"),
        ("达17.736%", "17.736"),
        ("不得新建", "不得"),
        ("为五十个场景", "五十个"),
    ],
)
def test_a_spelling_is_found(text: str, spelling: str) -> None:
    assert holds(text, spelling)


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("增长110%", "10%"),
        ("增长0.10%", "10%"),
        ("最高15万元", "5万"),
        ("最高150万元", "50万元"),
        ("最高1.50万元", "50万元"),
        ("超1万亿元", "1万"),
        ("共2390万元", "2390"),
        ("共2390.5元", "2390"),
        ("共12,390元", "2390"),
        ("在2025年", "5年"),
        ("十三年", "三年"),
        ("百分之五十五", "百分之五十"),
        ("一百五十个", "五十个"),
        ("3个月内", "3个"),
        ("50万千瓦时", "50万"),
        ("", "10%"),
    ],
)
def test_a_spelling_is_not_found_inside_another_figure(text: str, spelling: str) -> None:
    assert not holds(text, spelling)


def test_figures_that_an_answer_states() -> None:
    text = "第十二条:自2025年5月31日起5年内,给予30%、最高1.2亿元[1],每年10家,3万件"
    assert stated(text) == {
        ("2025-05-31", "date"),
        ("5", "年"),
        ("30", "%"),
        ("120000000", "元"),
        ("10", "家"),
        ("30000", "件"),
    }


def test_numbers_without_a_unit_and_ordinals_are_no_claims() -> None:
    assert stated("浙政发〔2025〕10号,第3条,电话0571 [2]") == set()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("最高500万元", "不超过5000000元"),
        ("50万元", "五十万元"),
        ("30%", "百分之三十"),
        ("2027年", "effective_to: 2027-12-31"),
        ("12月31日", "至2027年12月31日"),
        ("340万元", "min(3400000 × 15%, 2000000)"),
        ("15%", "min(3400000 × 15%, 2000000)"),
        ("5000万元", "营收5000万至2亿"),
        ("30家", "培育三十家企业"),
        ("1.2亿元", "一亿二千万元"),
    ],
)
def test_backed(claim: str, evidence: str) -> None:
    assert unbacked(stated(claim), evidenced([evidence])) == set()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("500万元", "50万元"),
        ("30%", "30万元"),
        ("2027年12月31日", "到2027年"),
        ("2028年", "2027-12-31"),
        ("5年", "5个月"),
        ("1亿元", "1万亿元"),
        ("12家", "第十二条"),
    ],
)
def test_not_backed(claim: str, evidence: str) -> None:
    assert unbacked(stated(claim), evidenced([evidence])) == stated(claim) != set()
