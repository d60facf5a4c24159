"""Profiles: what can't be is refused, and the message names the field and what is meant."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from eligibility_fakes import Shelf

from eligibility.facts import FactBook
from eligibility.intervals import Interval
from policy.errors import BadArgument


@pytest.fixture
def book(shelf: Callable[..., Shelf]) -> FactBook:
    return shelf().book().facts


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"staf": 3}, "did you mean staff?"),
        ({"年产值": 3}, "did you mean output_yuan?"),
        ({"zzz": 3}, "policydesk rules facts"),
        ({"a\nb": 3}, r"'a\nb'"),
        ({"staff": "3"}, "staff must be a whole number, not a text"),
        ({"staff": True}, "staff must be a whole number, not true or false"),
        ({"staff": 2.5}, "staff must be a whole number"),
        ({"staff": -1}, "staff can't be negative"),
        ({"staff": None}, "leave out what is not known"),
        ({"staff": [3]}, "not a list"),
        ({"staff": {"n": 3}}, "not an object"),
        ({"output_yuan": float("nan")}, "output_yuan must be a number, not NaN"),
        ({"output_yuan": float("inf")}, "output_yuan must be a number"),
        ({"output_yuan": Decimal("-Infinity")}, "output_yuan must be a number"),
        ({"output_yuan": Decimal("sNaN")}, "output_yuan must be a number"),
        ({"output_yuan": 10**15}, "can't be more than 100000000000000 元"),
        ({"output_yuan": Decimal("1e999999")}, "can't be more than"),
        ({"output_yuan": Decimal("1e-999999")}, "decimal places"),
        ({"listed": 1}, "listed must be true or false, not a number"),
        ({"listed": "是"}, "listed must be true or false, not a text"),
        ({"trade": 5}, "trade must be a text, not a number"),
        ({"trade": " "}, "trade must be a text of 1 to 200"),
        ({"region": "丽" * 201}, "region must be a text of 1 to 200"),
        ({"machines_yuan": 5, "output_yuan": 4}, "machines_yuan is more than output_yuan"),
    ],
)
def test_what_can_not_be(book: FactBook, facts: dict[str, Any], words: str) -> None:
    with pytest.raises(BadArgument) as caught:
        book.check(facts)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", [3, 3.0, Decimal(3), Decimal("3.000"), 0, 10**9])
def test_whole_numbers_of_every_form(book: FactBook, value: Any) -> None:
    assert book.check({"staff": value}) == {"staff": Interval.point(Decimal(value))}


def test_floats_are_what_they_are_written_as(book: FactBook) -> None:
    assert book.check({"output_yuan": 0.1})["output_yuan"] == Interval.point(Decimal("0.1"))


def test_another_name_for_a_value(book: FactBook) -> None:
    assert book.check({"trade": "制造业"}) == {"trade": "工业"}
    assert book.check({"trade": "采矿"}) == {"trade": "采矿"}


def test_half_a_character_is_none(book: FactBook) -> None:
    assert book.check({"region": "丽水\ud800"})["region"].encode()  # type: ignore[union-attr]


def test_what_is_equal_can_be_together(book: FactBook) -> None:
    assert len(book.check({"machines_yuan": 5, "output_yuan": 5})) == 2
