"""Chinese typed in letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.pinyin import Speller

WORDS = {"算力券": 20, "雏鹰": 4, "标识": 9, "基金": 12, "专精特新": 20, "申报": 30, "人才": 40, "补贴": 40, "奖励": 30}


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("canjia guoji biaozhun zhiding jiang duoshao qian", "参加国际标准制定奖多少钱"), ("xian na 30 wan ma", "先拿 30万吗"),
        ("shenbaocailiaoyounaxie", "申报材料有哪些"), ("那个jijin群还cha几个亿，shuo qingchu", "那个基金群还差几个亿，说清楚"),
        ("suanliquan 最多 gei duoshao", "算力券 最多 给多少"),
    ],
)  # fmt: skip
def test_pinyin_is_read_by_what_stands_around_it(speller: Speller, typed: str, meant: str) -> None:
    assert speller.read(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "what is the change in our demo plan", "moe模型训练", "AI 和 LPR 是什么", "compute 要 reach 多少 EFLOPS", "",
        "Can I get a subsidy for gemini and huawei",
    ],
)  # fmt: skip
def test_what_is_no_pinyin_stays(speller: Speller, text: str) -> None:
    assert speller.read(text) == text


def test_an_abbreviation_between_pinyin_stays(speller: Speller) -> None:
    assert speller.read("shenqing AI butie") == "申请 AI 补贴"


def test_a_name_spelled_in_an_english_question_is_read(speller: Speller) -> None:
    assert "雏鹰" in speller.read('how do we apply for the "chu ying" title of zhuanjingtexin')


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="abcdeghinoqsuwxyz 多少3,'", max_size=30))
def test_what_is_read_once_is_read(text: str) -> None:
    speller = Speller(WORDS)
    assert isinstance(speller.read(text), str)


@pytest.mark.parametrize("text", ["fangan" * 26 + "q", "xian" * 400, "xian " * 400], ids=["none", "long", "many"])
def test_letters_without_end_are_left_as_they_are(speller: Speller, text: str) -> None:
    """Trying each way to cut the first into syllables would take years."""
    assert speller.read(text) == text
