"""Chinese words, figures as words, and terms."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from language.words import Terms, cut, is_word, words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("给予补助", "补助"),
        ("給予補助", "补助"),
        ("最高500万元", "5000000元"),
        ("最高500万", "5000000元"),
        ("最高 500 万元", "5000000元"),
        ("要 500 万", "5000000元"),
        ("最高五百万元", "5000000元"),
        ("最高５００万元", "5000000元"),
        ("不高于30%", "30%"),
        ("不高于30％", "30%"),
        ("百分之三十", "30%"),
        ("三成", "30%"),
        ("1.2万亿元", "1200000000000元"),
        ("自2025年5月31日起", "2025-05-31"),
        ("自2025年5月31日起", "2025-05"),
        ("5月31日", "--05-31"),
        ("自2025年5月31日起", "--05-31"),
        ("到2027年", "2027"),
        ("提供模型服务(MaaS)", "maas"),
    ],
)
def test_a_text_holds_the_word(text: str, wanted: str) -> None:
    assert wanted in words(text)


def test_long_words_give_the_shorter_ones_in_them() -> None:
    assert {"知识产权", "知识", "产权"} <= set(words("加强知识产权保护"))


def test_punctuation_and_function_words_are_left_out() -> None:
    assert words("请问的了吗？！，。 \n") == []
    assert words("") == []


def test_words_do_not_depend_on_what_was_cut_before() -> None:
    before = words("发放算力券和语料券")
    words("芯模联动" * 50)
    assert words("发放算力券和语料券") == before


def test_a_cut_leaves_nothing_out() -> None:
    text = "支持有条件的地方发放算力券，最高800万元。"
    assert "".join(cut(text)) == text


def test_terms_are_found_wherever_they_stand_and_overlap() -> None:
    terms = Terms(["算力券", "算力", "券支持", "智", "AI算力"])
    assert terms.find("加强算力券支持,Ai算力,算力券") == ["算力", "算力券", "券支持", "ai算力", "算力", "算力", "算力券"]
    assert terms.find("語料") == []
    assert "智" not in terms.all


def test_terms_are_found_in_traditional_characters() -> None:
    assert Terms(["语料券"]).find("發放語料券") == ["语料券"]


def test_dictionary_words_are_known() -> None:
    assert is_word("补助")
    assert not is_word("算力券")


def test_cutting_writes_nothing_and_says_nothing(tmp_path: Path) -> None:
    code = "from language.words import words; words('给予补助')"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True,
        env={"TMPDIR": str(tmp_path), "PATH": ""},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
