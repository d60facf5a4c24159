"""Texts whose lines were broken at one width give the clauses of the text before."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.formats.wrapping import joined_paragraphs
from ingest.readers import read_document

PARAGRAPHS = [
    "某市支持软件产业发展办法",
    *(
        f"第{n}条 对符合本办法第二条规定条件的企业，按照其上一年度研发费用的{k}%给予补助，单个企业每年最高不超过{k}0万元，"
        "同一项目已经享受其他财政资金支持的，不再重复给予补助；资金由市级财政和企业所在地财政按照体制分担。"
        for n, k in zip("一二三四五六七八九", range(11, 20), strict=True)
    ),
]


def broken(paragraphs: list[str], width: int, indent: str) -> str:
    lines: list[str] = []
    for paragraph in paragraphs:
        text = indent + paragraph
        lines += [text[i : i + width] for i in range(0, len(text), width)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("indent", ["　　", "    ", ""])
@pytest.mark.parametrize("width", [28, 35, 40])
def test_broken_lines_are_put_together(tmp_path: Path, width: int, indent: str) -> None:
    whole, torn = tmp_path / "a.txt", tmp_path / "b.txt"
    whole.write_text("\n".join(PARAGRAPHS), encoding="utf-8")
    torn.write_text(broken(PARAGRAPHS, width, indent), encoding="utf-8")
    clauses = read_document(torn, "b.txt").clauses
    assert [c.text for c in clauses] == [c.text for c in read_document(whole, "a.txt").clauses]
    assert len(clauses) == 9


def test_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_text(broken(PARAGRAPHS, 30, "　　"), encoding="utf-8")
    assert any("joined" in w for w in read_document(path, "b.txt").warnings)


def test_a_reference_at_a_lines_begin_stays_in_its_sentence() -> None:
    text = broken([p.replace("对符合本办法", "对于符合了本办法") for p in PARAGRAPHS], 14, "　　")
    assert "\n第二条规定" in text
    joined = joined_paragraphs(text)
    assert joined is not None
    assert "\n第二条规定" not in joined


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n\n".join(PARAGRAPHS),
        "\n".join(f"（{n}）研发费用补助；" for n in "一二三四五六七八九十"),
        "",
        "一行",
    ],
)
def test_paragraphs_of_their_own_are_left_alone(text: str) -> None:
    assert joined_paragraphs(text) is None


def test_english_words_are_parted() -> None:
    words = "the applicant shall file the form with the bureau before the end of the month and " * 12
    lines = [words[i : i + 60].strip() for i in range(0, len(words), 60)]
    joined = joined_paragraphs("\n".join(lines))
    assert joined is None or "thebureau" not in joined
