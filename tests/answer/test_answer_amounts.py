"""Amounts are written as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.amounts import amount, plain, yuan
from language.quantities import read_figures


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1860000", "186万元"),
        ("120000000", "1.2亿元"),
        ("100000000", "1亿元"),
        ("2390", "2390元"),
        ("9999.99", "9999.99元"),
        ("10000", "1万元"),
        ("899.85", "899.85元"),
        ("16666666.67", "约1666.67万元"),
        ("16666666.666666666666", "约1666.67万元"),
        ("12345", "1.2345万元"),
        ("0", "0元"),
        ("3500000.0", "350万元"),
        ("1000000000000", "10000亿元"),
    ],
)
def test_yuan_takes_the_largest_unit_that_stays_short(value: str, written: str) -> None:
    assert yuan(Decimal(value)) == written


@pytest.mark.parametrize(("value", "written"), [("12.50", "12.5"), ("3E+6", "3000000"), ("100", "100"), ("0.070", "0.07")])
def test_plain_has_no_exponent_and_no_idle_zeros(value: str, written: str) -> None:
    assert plain(Decimal(value)) == written


def test_amount_keeps_units_that_are_not_money() -> None:
    assert amount(Decimal("30"), "%") == "30%"
    assert amount(Decimal("3.0"), "年") == "3年"
    assert amount(Decimal("2000000"), "元") == "200万元"


@settings(database=None, max_examples=200, deadline=None, derandomize=True)
@given(st.integers(min_value=0, max_value=10**12))
def test_a_whole_amount_is_read_back_as_it_was_written(value: int) -> None:
    written = yuan(Decimal(value))
    if not written.startswith("约"):
        assert [f.value for f in read_figures(written)] == [Decimal(value)]
