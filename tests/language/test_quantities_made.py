"""Figures of sentences that are made up, so that what stands in them is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from speller import spell

from language.quantities import read_figures
from policy.provisions import Figure


class Made(NamedTuple):
    """A figure in words, and what it says."""

    words: str
    value: Decimal
    unit: str


_COUNTERS = ("家", "个", "名", "项", "件", "台", "套", "次", "类")
_SPANS = ("个月", "年", "天", "个工作日")
_LEADS = ("对符合条件的企业给予补助", "研发费用占营业收入比重", "由市经信局组织评审后按程序兑现奖励", "在园区内开展建设", "支持企业")
_TAILS = ("的企业", "补助", "的项目", "", "的标准")


@st.composite
def money(draw: st.DrawFn) -> Made:
    size, name = draw(st.sampled_from([(1, ""), (10**4, "万"), (10**8, "亿")]))
    if draw(st.booleans()):
        number = draw(st.integers(min_value=2, max_value=9999))
        return Made(f"{spell(number)}{name}元", Decimal(number * size), "元")
    value = draw(st.decimals(min_value="0.1", max_value="99999", places=1))
    digits = f"{value:,}" if draw(st.booleans()) else f"{value}"
    return Made(f"{digits}{name}元", value * size, "元")


@st.composite
def share(draw: st.DrawFn) -> Made:
    number = draw(st.integers(min_value=1, max_value=100))
    words = draw(st.sampled_from([f"{number}%", f"{number}％", f"百分之{spell(number)}"]))
    return Made(words, Decimal(number), "%")


@st.composite
def count(draw: st.DrawFn) -> Made:
    unit = draw(st.sampled_from(_COUNTERS + _SPANS))
    number = draw(st.integers(min_value=2, max_value=900))
    return Made(f"{number}{unit}", Decimal(number), unit)


@st.composite
def day(draw: st.DrawFn) -> Made:
    when = draw(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
    words = draw(st.sampled_from([f"{when.year}年{when.month}月{when.day}日", when.isoformat()]))
    return Made(words, Decimal(when.year), "date")


FIGURE = st.one_of(money(), share(), count(), day())


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, list[Made]]:
    made = draw(st.lists(FIGURE, max_size=6))
    parts = [f"{draw(st.sampled_from(_LEADS))}{m.words}{draw(st.sampled_from(_TAILS))}" for m in made]
    filler = draw(st.lists(st.sampled_from(_LEADS), max_size=3))
    mixed = draw(st.permutations([*zip(parts, made, strict=True), *((f, None) for f in filler)]))
    text = draw(st.sampled_from("，；。")).join(words for words, _ in mixed)
    return text, [m for _, m in mixed if m is not None]


@given(sentences())
def test_all_figures_and_no_other(sentence: tuple[str, list[Made]]) -> None:
    text, made = sentence
    assert [(f.text, f.value, f.unit) for f in read_figures(text)] == list(map(tuple, made))


@given(sentences(), st.booleans())
def test_reading_again_reads_the_same(sentence: tuple[str, list[Made]], colloquial: bool) -> None:
    text, _ = sentence
    assert read_figures(text, colloquial=colloquial) == read_figures(text, colloquial=colloquial)
    for figure in read_figures(text):
        alone = read_figures(figure.text)
        assert [(f.text, f.value, f.unit, f.iso) for f in alone] == [(figure.text, figure.value, figure.unit, figure.iso)]


ALPHABET = "零一二三四五六七八九十百千万亿两半几多余来第每单年月日号元块钱%％个家名项件条以上下内不超过最高约至到的、，。/-.,0123456789wk〔〕①③"


@given(st.text(alphabet=ALPHABET, max_size=60), st.booleans())
def test_spans_are_true_and_apart_on_any_text(text: str, colloquial: bool) -> None:
    figures = read_figures(text, colloquial=colloquial)
    _check(figures, text)


@given(st.text(max_size=80), st.booleans())
def test_no_text_breaks_it(text: str, colloquial: bool) -> None:
    _check(read_figures(text, colloquial=colloquial), text)


def _check(figures: list[Figure], text: str) -> None:
    assert all(f.text == text[f.start : f.end] and f.text.strip() for f in figures)
    assert all(a.end <= b.start for a, b in pairwise(figures))
    assert all(f.value >= 0 for f in figures)
