"""What a line's label is, and what only looks like one."""

from __future__ import annotations

import pytest

from ingest.labels import Level, ordinal, read_label


@pytest.mark.parametrize(
    ("line", "text", "level", "number"),
    [
        ("第一条 为了", "第一条", Level.ARTICLE, 1), ("第一百二十三条　为了", "第一百二十三条", Level.ARTICLE, 123),
        ("第十二条之一 有", "第十二条之一", Level.ARTICLE, 12), ("第１２条 有", "第１２条", Level.ARTICLE, 12),
        ("第 三 条 有", "第三条", Level.ARTICLE, 3), ("**第四条** 有", "第四条", Level.ARTICLE, 4),
        ("第一编 总则", "第一编", Level.BOOK, 1), ("第二分编 典型合同", "第二分编", Level.SUBBOOK, 2),
        ("第三章　支持", "第三章", Level.CHAPTER, 3), ("第一节 申报", "第一节", Level.SECTION, 1),
        ("一、总体要求", "一", Level.ONE, 1), ("十二、附则", "十二", Level.ONE, 12), ("（一）加强", "（一）", Level.TWO, 1),
        ("(二) 加强", "(二)", Level.TWO, 2), ("㈢加强", "㈢", Level.TWO, 3), ("1.建设", "1", Level.THREE, 1),
        ("2、建设", "2", Level.THREE, 2), ("３．建设", "３", Level.THREE, 3), ("（4）建设", "（4）", Level.FOUR, 4),
        ("5）建设", "5）", Level.FOUR, 5), ("①建设", "①", Level.FIVE, 1), ("附件2", "附件2", Level.ATTACHMENT, 2),
        ("附件：申报表", "附件", Level.ATTACHMENT, None),
    ],
)  # fmt: skip
def test_labels(line: str, text: str, level: Level, number: int | None) -> None:
    label = read_label(line)
    assert label is not None
    assert (label.text, label.level, label.number) == (text, level, number)


@pytest.mark.parametrize(
    "line", ["1.5亿元以上", "2025.5.31前", "2025年目标", "一是加强", "附则", "三、", "（二〇二五）", "“第三条 有", "", "甲、乙"]
)
def test_what_is_no_label(line: str) -> None:
    assert read_label(line) is None


@pytest.mark.parametrize("line", ["第三条规定的企业", "第三条第二款所列", "第三条、第五条", "第三条所称企业", "第三条的规定", "第三条修改为"])
def test_what_reads_as_a_reference(line: str) -> None:
    label = read_label(line)
    assert label is not None
    assert label.refers


@pytest.mark.parametrize(("label", "number"), [("第二百三十四条", 234), ("（十）", 10), ("⑫", 12), ("附件", None), ("", None)])
def test_ordinals(label: str, number: int | None) -> None:
    assert ordinal(label) == number
