"""Folding: what counts as the same, and which forms keep the length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.text import fold, narrow, simplify, squeeze


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("浙政发〔2025〕10号", "浙政发[2025]10号"), ("“芯模联动”", '"芯模联动"'), ("3—6个月", "3-6个月"), ("ＡＩ", "ai"),
        ("３０％", "30%"), ("甲，乙。", "甲,乙."), ("甲\u200b乙", "甲乙"), ("㎡", "m2"),
    ],
)  # fmt: skip
def test_fold_makes_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_fold_once_is_enough(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_squeeze_has_no_white_space(text: str) -> None:
    assert not any(c.isspace() for c in squeeze(text))


@given(st.text())
def test_narrow_keeps_every_place(text: str) -> None:
    assert len(narrow(text)) == len(text)


@given(st.text(alphabet="，。；：（）！？％＋０１２３４５６７８９ＡＢｚ中文 　①②㎡½"))
def test_narrow_goes_character_by_character(text: str) -> None:
    assert narrow(text) == "".join(map(narrow, text))
    assert narrow(narrow(text)) == narrow(text)


def test_narrow_leaves_what_is_no_digit() -> None:
    assert narrow("（１）①２²，“甲”。") == "(1)①2²,“甲”。"


def test_simplify() -> None:
    assert simplify("人工智慧補助，最高１００萬元") == "人工智慧补助，最高１００万元"
    assert simplify("算力券") == "算力券"
