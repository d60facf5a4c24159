"""Amounts: every form, caps where they bind, exact decimals, and nothing where a needed fact is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from test_conditions import number

from eligibility.benefits import Sum, reckon
from eligibility.facts import Fact, FactBook, Question, Value
from eligibility.intervals import Interval
from eligibility.schema import Amount

BOOK = FactBook(
    {
        n: Fact(name=n, type="number", unit="%" if n == "rate" else "元", label=n.upper(), question=Question(zh="?", en="?"))
        for n in ("a", "b", "n", "rate")
    }
)


def amount(data: Any) -> Any:
    """Plain data as the files give it."""
    if isinstance(data, dict):
        out = {k: amount(v) for k, v in data.items()}
        if {"up_to", "percent", "ladder"} & out.keys():
            out.setdefault("quote", "词")
        return out
    if isinstance(data, list):
        return tuple(amount(v) for v in data)
    return Decimal(str(data)) if isinstance(data, (int, float)) and not isinstance(data, bool) else data


def sum_of(data: dict[str, Any], **known: Value) -> Sum:
    return reckon(Amount.model_validate(amount(data)), known, BOOK)


CAP = {"yuan": 2000, "quote": "词"}


@pytest.mark.parametrize(("price", "expected"), [("13333", "1999.95"), ("13333.33", "1999.9995"), ("13333.34", "2000"), ("99999", "2000")])
def test_a_share_up_to_its_cap(price: str, expected: str) -> None:
    found = sum_of({"percent": 15, "of": ["a"], "caps": [CAP]}, a=number(price))
    assert (found.yuan, found.formula) == (Decimal(expected), f"min({price} × 15%, 2000)")


def test_a_product_with_a_rate_in_percent() -> None:
    found = sum_of({"percent": 50, "of": ["a", "rate"]}, a=number(100000000), rate=number("3.45"))
    assert found.yuan == Decimal(1725000)
    assert found.formula == "100000000 × 3.45% × 50%"


def test_so_much_for_each_with_a_cap_inside_and_one_outside() -> None:
    each = {"percent": 20, "of": ["a"], "caps": [{"yuan": 500, "per": "item", "quote": "词"}]}
    data = {"count": "n", "each": each, "caps": [{"yuan": 1200, "per": "year", "quote": "词"}]}
    assert sum_of(data, a=number(10000), n=number(2)).yuan == 1000
    assert sum_of(data, a=number(10000), n=number(3)).yuan == 1200
    assert sum_of(data, n=number(0)).yuan == 0


@pytest.mark.parametrize(("reached", "expected"), [(19, 0), (20, 2), (49, 3), (50, 10)])
def test_a_ladder_pays_the_highest_step_reached(reached: int, expected: int) -> None:
    steps = [{"from": 20, "yuan": 2}, {"from": 30, "yuan": 3}, {"from": 50, "yuan": 10}]
    assert sum_of({"ladder": steps, "of": ["a"]}, a=number(reached)).yuan == expected


@pytest.mark.parametrize(("form", "expected", "formula"), [("highest", 30, "max(20, 30)"), ("lowest", 20, "min(20, 30)"), ("sum", 50, "20 + 30")])
def test_several(form: str, expected: int, formula: str) -> None:
    found = sum_of({form: [{"up_to": 20}, {"up_to": 30}]})
    assert (found.yuan, found.formula) == (expected, formula)


def test_the_first_case_that_holds() -> None:
    data = {
        "cases": [
            {"when": {"fact": "b", "at_least": 5}, "amount": {"up_to": 50}},
            {"when": {"fact": "b", "at_least": 3}},
            {"amount": {"up_to": 10}},
        ]
    }
    assert sum_of(data, b=number(5)).yuan == 50
    assert sum_of(data, b=number(4)) == Sum(None, "")
    assert sum_of(data, b=number(1)).yuan == 10
    assert sum_of(data).missing == ("b",)


def test_a_missing_fact_leaves_it_open_and_the_formula_names_it() -> None:
    found = sum_of({"sum": [{"count": "n", "each": {"up_to": 100}}, {"count": "a", "each": {"up_to": 10}}]}, n=number(3))
    assert (found.yuan, found.missing, found.at_least) == (None, ("a",), 300)
    assert found.formula == "3 × 100 + A × 10"


def test_a_cap_that_what_is_known_has_reached_settles_it() -> None:
    parts = [{"count": "n", "each": {"up_to": 1000}}, {"count": "a", "each": {"up_to": 10}}]
    assert sum_of({"sum": parts, "caps": [CAP]}, n=number(2)).yuan == 2000
    assert sum_of({"sum": parts, "caps": [CAP]}, n=number(1)).yuan is None


def test_a_rough_figure_is_not_reckoned_with() -> None:
    found = sum_of({"percent": 10, "of": ["a"]}, a=Interval(Decimal(300), Decimal(400)))
    assert (found.yuan, found.missing) == (None, ("a",))


def test_no_figure_in_the_clause() -> None:
    assert reckon(None, {}, BOOK) == Sum(None, "")
