"""Criteria: boundaries as worded, three values, what is still missing and what no longer matters."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from eligibility.conditions import Condition
from eligibility.facts import Value
from eligibility.intervals import Interval
from eligibility.logic import at_least, decide, in_region


def number(value: object) -> Interval:
    return Interval.point(Decimal(str(value)))


def condition(**parts: Any) -> Condition:
    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return condition_data(value)
        if isinstance(value, list):
            return tuple(plain(v) for v in value)
        return Decimal(str(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else value

    def condition_data(data: dict[str, Any]) -> dict[str, Any]:
        return {k: plain(v) for k, v in data.items()}

    return Condition.model_validate(condition_data(parts))


def truth(c: Condition, /, **known: Value) -> bool | None:
    return decide(c, known).truth


@pytest.mark.parametrize(
    ("bound", "below", "at", "above"),
    [
        ("at_least", False, True, True),
        ("more_than", False, False, True),
        ("at_most", True, True, False),
        ("less_than", True, False, False),
    ],
)
def test_a_boundary_is_where_the_words_put_it(bound: str, below: bool, at: bool, above: bool) -> None:
    c = condition(fact="a", **{bound: 300})
    assert [truth(c, a=number(v)) for v in ("299.99", "300", "300.01")] == [below, at, above]


def test_two_bounds_make_a_range() -> None:
    c = condition(fact="a", at_least=5000, at_most=200000)
    assert [truth(c, a=number(v)) for v in (4999, 5000, 200000, 200001)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [("3", "100", True), ("2.9999999999", "100", False), ("1", "33.3333333333", True)]
)
def test_a_ratio_is_exact(part: str, whole: str, expected: bool) -> None:
    c = condition(ratio=["a", "b"], at_least=3)
    assert truth(c, a=number(part), b=number(whole)) is expected


@pytest.mark.parametrize(("now", "expected"), [("120", True), ("119.99", False), ("80", False)])
def test_growth_is_over_the_year_before(now: str, expected: bool) -> None:
    assert truth(condition(growth=["a", "b"], at_least=20), a=number(now), b=number(100)) is expected


@pytest.mark.parametrize("form", ["ratio", "growth"])
def test_nothing_to_divide_by_stays_unknown_and_says_so(form: str) -> None:
    decision = decide(condition(**{form: ["a", "b"], "at_least": 20}), {"a": number(5), "b": number(0)})
    assert (decision.truth, decision.missing) == (None, ())
    assert decision.why


def test_a_sum_is_settled_as_soon_as_the_rest_can_not_change_it() -> None:
    some = condition(sum=["a", "b", "c"], at_least=1)
    assert truth(some, a=number(1)) is True
    assert decide(some, {"a": number(0), "b": number(0)}).missing == ("c",)
    assert truth(some, a=number(0), b=number(0), c=number(0)) is False
    few = condition(sum=["a", "b"], less_than=3)
    assert truth(few, a=number(3)) is False
    assert truth(few, a=number(2)) is None


def test_membership() -> None:
    closed = condition(fact="k", one_of=["甲", "乙"])
    assert [truth(closed, k=v) for v in ("甲", "丙")] == [True, False]
    assert truth(closed) is None
    open_ = decide(condition(fact="k", one_of=["甲"], open=True), {"k": "丙"})
    assert (open_.truth, open_.missing) == (None, ())


TRUTHS = (True, False, None)
KNOWN: dict[bool | None, dict[str, Value]] = {True: {"x": True}, False: {"x": False}, None: {}}


@pytest.mark.parametrize(("a", "b"), list(product(TRUTHS, TRUTHS)))
def test_the_tables_of_kleene(a: bool | None, b: bool | None) -> None:
    known: dict[str, Value] = {n: v for n, v in (("x", a), ("y", b)) if v is not None}
    both = [{"fact": "x", "is": True}, {"fact": "y", "is": True}]
    assert truth(condition(all=both), **known) is (False if False in (a, b) else None if None in (a, b) else True)
    assert truth(condition(any=both), **known) is (True if True in (a, b) else None if None in (a, b) else False)
    assert truth(condition(**{"not": both[0]}), **known) is (None if a is None else not a)


def test_some_of_several() -> None:
    two = condition(some=[{"fact": n, "is": True} for n in "xyz"], needed=2)
    assert truth(two, x=True, y=True) is True
    assert truth(two, x=False, y=False) is False
    assert decide(two, {"x": True, "y": False}).missing == ("z",)


def test_only_what_can_still_change_it_is_missing() -> None:
    c = condition(any=[{"fact": "x", "is": True}, {"all": [{"fact": "y", "is": True}, {"fact": "z", "is": True}]}])
    assert decide(c, {}).missing == ("x", "y", "z")
    assert decide(c, {"y": False}).missing == ("x",)
    assert decide(c, {"x": True}).missing == ()


def test_at_least_agrees_with_every_way_of_filling_in() -> None:
    for truths in product(TRUTHS, repeat=3):
        for needed in (1, 2, 3):
            fills = product(*[(True, False) if t is None else (t,) for t in truths])
            results = {sum(f) >= needed for f in fills}
            assert at_least(needed, truths) is (results.pop() if len(results) == 1 else None)


@pytest.mark.parametrize(
    ("region", "given", "expected"),
    [
        ("浙江省", "丽水市", True),
        ("浙江省", "杭州市西湖区", True),
        ("杭州市", "余杭", True),
        ("浙江省", "上海市", False),
        ("杭州市西湖区", "杭州市滨江区", False),
        ("杭州市西湖区", "杭州市", None),
        ("浙江省", "火星", None),
        ("浙江省", "中国", None),
    ],
)
def test_a_region_holds_in_all_that_lies_in_it(region: str, given: str, expected: bool | None) -> None:
    decision = in_region(region, given)
    assert decision.truth is expected
    assert bool(decision.missing) is (expected is None)


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(300, 330, True), (290, 299, False), (290, 310, None), (300, None, True), (0, None, None)]
)
def test_a_rough_figure_decides_only_where_all_of_it_lies_on_one_side(
    low: int, high: int | None, expected: bool | None
) -> None:
    value = Interval(Decimal(low), None if high is None else Decimal(high))
    decision = decide(condition(fact="a", at_least=300), {"a": value})
    assert decision.truth is expected
    assert decision.missing == (("a",) if expected is None else ())


def test_rough_figures_in_a_growth() -> None:
    c = condition(growth=["a", "b"], at_least=20)
    assert truth(c, a=number(350), b=Interval(Decimal(300), Decimal(400), True, True)) is False
    assert truth(c, a=number(500), b=Interval(Decimal(300), Decimal(400), True, True)) is True
    assert truth(c, a=number(420), b=Interval(Decimal(300), Decimal(400), True, True)) is None
    assert truth(condition(growth=["a", "b"], at_most=20), a=number(360), b=Interval(Decimal(300), Decimal(301), True)) is True
