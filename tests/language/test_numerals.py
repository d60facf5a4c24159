"""Chinese numerals: what people write, and every whole number there and back."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st
from speller import spell

from language.numerals import is_vague, multiplier, read_arabic, read_chinese


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", 0), ("两", 2), ("十", 10), ("十五", 15), ("二十", 20), ("二十五", 25), ("百", 100), ("一百零五", 105),
        ("一百五", 150), ("一百五十", 150), ("三百五", 350), ("两千三", 2300), ("两千零三", 2003), ("两千零三十", 2030),
        ("一万八", 18000), ("一万零八", 10008), ("一万八千", 18000), ("十五万八", 158000), ("三百五十万", 3500000),
        ("一千零五十万", 10500000), ("一千万", 10000000), ("千万", 10000000), ("一亿二千万", 120000000),
        ("一亿二", 120000000), ("两亿五千万", 250000000), ("一万亿", 10**12), ("一万二千亿", 1200000000000),
        ("三千万亿", 3 * 10**15), ("二〇二五", 2025), ("二零二五", 2025), ("一九九六", 1996),
    ],
)  # fmt: skip
def test_reads_what_people_write(text: str, value: int) -> None:
    assert read_chinese(text) == value


@pytest.mark.parametrize(("text", "value"), [("三点五", "3.5"), ("零点零五", "0.05"), ("一百二十点二五", "120.25")])
def test_reads_fractions(text: str, value: str) -> None:
    assert read_chinese(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "甲", "三x", "12", "点五", "三点", "三点十", "三 十"])
def test_refuses_other_text(text: str) -> None:
    with pytest.raises(ValueError, match="not a Chinese numeral"):
        read_chinese(text)


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_there_and_back(number: int) -> None:
    assert read_chinese(spell(number)) == number


@given(st.integers(min_value=1, max_value=9), st.integers(min_value=1, max_value=9), st.sampled_from("百千万亿"))
def test_a_last_digit_stands_one_place_below(first: int, second: int, unit: str) -> None:
    size = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[unit]
    text = f"{spell(first)}{unit}{spell(second)}"
    assert read_chinese(text) == first * size + second * size // 10


@pytest.mark.parametrize("text", ["两三", "三四百", "七八十万", "十五六", "一二"])
def test_neighbours_are_vague(text: str) -> None:
    assert is_vague(text)


@given(st.integers(min_value=0, max_value=10**9))
def test_no_number_is_vague(number: int) -> None:
    assert not is_vague(spell(number))


def test_a_year_is_not_vague() -> None:
    assert not is_vague("二〇二三")


def test_arabic() -> None:
    assert read_arabic("3,400,000") == 3400000
    assert read_arabic("1.50") == Decimal("1.5")
    with pytest.raises(InvalidOperation):
        read_arabic("1,2x")


@pytest.mark.parametrize(
    ("text", "value"), [("", 1), ("万", 10**4), ("千万", 10**7), ("万亿", 10**12), ("w", 10**4), ("K", 1000)]
)
def test_multipliers(text: str, value: int) -> None:
    assert multiplier(text) == value


def test_an_unknown_multiplier() -> None:
    with pytest.raises(KeyError):
        multiplier("兆")
