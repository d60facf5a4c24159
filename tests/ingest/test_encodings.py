"""Texts in every encoding that Chinese documents come in, long and short; what makes no sense is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.formats.encodings import detect
from ingest.formats.plain import decode
from ingest.readers import read_document
from policy.errors import UnreadableSource

SIMPLIFIED = (
    "第一条　为支持企业加大研发投入，对上年度研发费用超过500万元的，按其增长额的10%给予补助，最高200万元。\n"
    "第二条　本办法所称企业，是指在本市注册、具有独立法人资格的企业。\n第三条　申请材料不全的，应当在五个工作日内补齐。\n"
)
TRADITIONAL = (
    "第一條　為支持企業加大研發投入，對上年度研發費用超過500萬元的，按其增長額的10%給予補助，最高200萬元。\n"
    "第二條　本辦法所稱企業，是指在本市註冊、具有獨立法人資格的企業。\n第三條　申請資料不全的，應當在五個工作日內補齊。\n"
)
UTF = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
LENGTHS = [20, 40, 1000]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("encoding", [*UTF, "gbk", "gb18030"])
def test_simplified_text(encoding: str, length: int) -> None:
    for start in range(0, 40, 7):
        text = SIMPLIFIED[start : start + length]
        assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("encoding", [*UTF, "big5", "big5hkscs", "cp950", "gb18030"])
def test_traditional_text_stays_traditional(encoding: str, length: int) -> None:
    for start in range(0, 40, 7):
        text = TRADITIONAL[start : start + length]
        assert decode(text.encode(encoding), "a.txt") == text


def test_the_clause_of_a_big5_file_is_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TRADITIONAL.encode("big5"))
    clauses = read_document(tmp_path / "a.txt", "a.txt").clauses
    assert "研發費用超過500萬元" in "".join(c.text for c in clauses)


def test_a_few_words_that_are_valid_in_two_encodings() -> None:
    assert decode("联通公司".encode("gbk"), "a") == "联通公司"
    assert decode("Förderung für Büros, höchstens 30 %".encode(), "a") == "Förderung für Büros, höchstens 30 %"
    assert decode(b"Article 1. Up to 5,000 yuan.", "a") == "Article 1. Up to 5,000 yuan."
    assert detect(b"") == "utf-8"


@pytest.mark.parametrize(
    "raw",
    [
        SIMPLIFIED.encode()[:-2],  # cut in the middle of a character
        SIMPLIFIED.encode()[:50] + SIMPLIFIED.encode("gbk")[50:],
        "この法律は、公布の日から施行する。補助することができる。".encode("shift_jis"),
        "この法律は、公布の日から施行する。補助することができる。".encode("euc_jp"),
        "이 법은 공포한 날부터 시행한다.".encode("euc_kr"),
        "Настоящий закон вступает в силу со дня его опубликования.".encode("cp1251"),
        bytes(range(0xA1, 0xFE)) * 3,
        b"\xff\xfe\xf2\xf1\xff \xef\xf0\xe5\xe4\xef\xf0\xe8\xff\xf2\xe8\xff\xec.\xcd",
    ],
)
def test_what_makes_no_sense_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableSource, match=r"a\.txt is in an unknown encoding; save it as UTF-8"):
        decode(raw, "a.txt")


def test_control_characters_are_no_text_in_any_encoding() -> None:
    for raw in (b"\x7fELF\x01", b"a" * 9000 + b"\0", ("\ufeff" + "条\x01").encode("utf-16-le")):
        with pytest.raises(UnreadableSource, match="is not a text file"):
            decode(raw, "a.txt")
