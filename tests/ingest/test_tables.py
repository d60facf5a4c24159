"""Tables as text: each row says by itself what its cells are, where its figures' unit stands, and where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import read_bytes

from ingest.blocks import Block, Paragraph, Table, as_text
from ingest.parse import parse_document
from ingest.tables import caption_label, caption_of, read_table
from policy.documents import ClauseKind, Document, Metadata

HEAD = ("类别", "补助比例", "最高金额")


def rows_of(*rows: tuple[str, ...], header: int | None = None, above: tuple[str, ...] = ()) -> list[str]:
    return list(read_table(rows, header, above).rows)


def document(*blocks: Block) -> Document:
    text, lines = as_text(blocks)
    return parse_document("doc", "doc", text, lines, Metadata(title="某办法"))


# -- header ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEAD, ("检测券", "50%", "10万元")], ["类别：检测券；补助比例：50%；最高金额：10万元"]),
        ([("序号", "甲", "乙"), ("1", "子", "丑")], ["序号：1；甲：子；乙：丑"]),
        ([("项目名称", "建设地点"), ("智能工厂", "云溪市")], ["项目名称：智能工厂；建设地点：云溪市"]),
        ([("申报时间", "3月1日至31日"), ("补助比例", "15%")], ["申报时间：3月1日至31日", "补助比例：15%"]),
        ([("项目名称", "智能工厂"), ("建设地点", "云溪市")], ["项目名称：智能工厂", "建设地点：云溪市"]),
        ([("单位名称", "甲公司", "法定代表人", "张三"), ("地址", "云溪市", "云溪市", "云溪市")],
         ["单位名称：甲公司；法定代表人：张三", "地址：云溪市"]),
        ([("张三", "李四", "王五"), ("赵六", "钱七", "孙八")], ["张三；李四；王五", "赵六；钱七；孙八"]),
        ([("单位名称", "", "联系人", ""), ("地址", "", "", "")], ["单位名称；联系人", "地址"]),
        ([("指标", "2025年", "2026年"), ("增加值", "3000", "3500")], ["指标：增加值；2025年：3000；2026年：3500"]),
        ([("", "", ""), HEAD, ("检测券", "50%", "")], ["类别；补助比例；最高金额", "类别：检测券；补助比例：50%"]),
    ],
)  # fmt: skip
def test_the_header_is_told_from_the_content(rows: list[tuple[str, ...]], expected: list[str]) -> None:
    assert rows_of(*rows) == expected


def test_a_header_of_two_rows() -> None:
    rows = [("类别", "资金", "资金", "备注"), ("类别", "2025年", "2026年", "备注"), ("设备", "100", "200", "无")]
    assert rows_of(*rows) == rows_of(*rows, header=2) == rows_of(*rows, header=1)
    assert rows_of(*rows) == ["类别：设备；资金 2025年：100；资金 2026年：200；备注：无"]


def test_a_header_that_a_page_break_repeats_is_no_row() -> None:
    assert rows_of(HEAD, ("甲", "1%", "1元"), HEAD, ("乙", "2%", "2元"))[1:] == ["类别：乙；补助比例：2%；最高金额：2元"]
    parted = document(Table((HEAD, ("甲", "1%", "1元"))), Table((HEAD, ("乙", "2%", "2元"))))
    assert [c.path for c in parted.clauses] == [("表1", "1"), ("表1", "2")]


def test_what_the_format_says_of_the_header_goes_before_what_it_looks_like() -> None:
    assert rows_of(("甲", "乙"), ("子", "丑"), header=1) == ["甲：子；乙：丑"]
    assert rows_of(HEAD, ("检测券", "50%", "10万元"), header=0)[0] == "类别；补助比例；最高金额"


def test_a_form_keeps_its_labels() -> None:
    assert rows_of(("序号", "项目名称", "负责人"), ("1", "", ""), ("2", "", "")) == ["序号；项目名称；负责人"]


# -- rows that are no rows -------------------------------------------------------------------------------------


def test_titles_units_sections_sums_and_notes_inside_a_table() -> None:
    through = [(text,) * 3 for text in ("创新券汇总表", "单位：万元", "一、制造业", "注：按年度安排。")]
    rows = [through[0], through[1], HEAD, through[2], ("设备", "15%", "500"), ("合计", "", "500"), through[3]]
    table = read_table(rows)
    assert (table.caption, table.before) == ("创新券汇总表", ("创新券汇总表", "单位：万元"))
    assert table.rows == (
        "一、制造业；类别：设备；补助比例：15%；最高金额：500万元",
        "一、制造业；类别：合计；最高金额：500万元",
        "注：按年度安排。",
    )


def test_a_section_without_rows_is_kept() -> None:
    assert rows_of(HEAD, ("一、甲",) * 3, ("二、乙",) * 3, ("子", "1%", "2元")) == [
        "一、甲", "二、乙；类别：子；补助比例：1%；最高金额：2元",
    ]  # fmt: skip


def test_one_cell_over_several_columns_is_said_once() -> None:
    assert rows_of(HEAD, ("设备", "面议", "面议")) == ["类别：设备；补助比例、最高金额：面议"]
    assert rows_of(("项目", "下限", "上限"), ("设备", "50%", "50%"), header=1) == ["项目：设备；下限、上限：50%"]
    assert rows_of(("项目", "下限", "上限"), ("设备", "50", "50"), header=1) == ["项目：设备；下限：50；上限：50"]


# -- units and captions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "cells", "above", "expected"),
    [
        (("类别", "金额（万元）"), ("甲", "500"), (), "类别：甲；金额（万元）：500万元"),
        (("类别", "占比（%）"), ("甲", "15.5"), (), "类别：甲；占比（%）：15.5%"),
        (("类别", "金额（万元）"), ("甲", "500万元"), (), "类别：甲；金额（万元）：500万元"),
        (("类别", "金额"), ("甲", "1,200"), ("单位：万元",), "类别：甲；金额：1,200万元"),
        (("类别", "金额"), ("甲", "100-200"), ("（单位：人民币万元）",), "类别：甲；金额：100-200万元"),
        (("类别", "户数"), ("甲", "12"), ("单位：万元",), "类别：甲；户数：12"),
        (("类别", "2026年"), ("甲", "12"), ("单位：亿元",), "类别：甲；2026年：12；单位：亿元"),
        (("类别", "金额"), ("甲", "12"), ("单位：万元、%",), "类别：甲；金额：12；单位：万元、%"),
        (("类别", "金额"), ("甲", "面议"), ("单位：万元",), "类别：甲；金额：面议"),
        (("类别", "金额"), ("甲", "12"), ("单位：市财政局",), "类别：甲；金额：12"),
    ],
)
def test_a_bare_figure_takes_its_unit(names: tuple[str, ...], cells: tuple[str, ...], above: tuple[str, ...], expected: str) -> None:
    assert rows_of(names, cells, header=1, above=above) == [expected]


@pytest.mark.parametrize(
    ("above", "caption", "label"),
    [
        (("表1 补助标准",), "表1 补助标准", "表1"),
        (("表2-1：补助标准",), "表2-1：补助标准", "表2-1"),
        (("表2所列标准如下：",), "", ""),
        (("续表3 各县任务", "单位：万元"), "续表3 各县任务", "表3"),
        (("重点任务分工表（2026年）",), "重点任务分工表（2026年）", ""),
        (("各类券的标准如下：",), "", ""),
        (("一、补助标准",), "", ""),
        (("企业应当符合下列条件。",), "", ""),
        ((), "", ""),
    ],
)
def test_captions(above: tuple[str, ...], caption: str, label: str) -> None:
    found = caption_of(above)
    assert (found, caption_label(found)) == (caption, label)


# -- in their document -----------------------------------------------------------------------------------------


def test_rows_stand_under_their_part_with_their_caption() -> None:
    found = document(
        Paragraph("第一条 标准见表。"), Paragraph("表3 补助标准"), Table((HEAD, ("检测券", "50%", "10万元"))),
        Table((("事项", "期限"), ("申报", "30日"))), Paragraph("第二条 本办法自公布之日起施行。"),
    )  # fmt: skip
    rows = [c for c in found.clauses if c.kind is ClauseKind.ROW]
    assert [(c.clause_id, c.path) for c in rows] == [
        ("doc#第一条/2/表3/1", ("第一条", "2", "表3 补助标准", "1")),
        ("doc#第一条/2/表2/1", ("第一条", "2", "表2", "1")),
    ]
    assert rows[0].text == "类别：检测券；补助比例：50%；最高金额：10万元"
    assert all(r.parent_id == "doc#第一条/2" for r in rows)
    article = next(c for c in found.clauses if c.clause_id == "doc#第一条")
    assert rows[0].text in article.text


def test_inserting_a_table_elsewhere_changes_no_other_rows_id() -> None:
    table = Table((HEAD, ("检测券", "50%", "10万元")))
    two = document(Paragraph("第一条 甲。"), table, Paragraph("第二条 乙。"), table)
    one = document(Paragraph("第一条 甲。"), Paragraph("第二条 乙。"), table)
    assert "doc#第二条/表1/1" in {c.clause_id for c in one.clauses} & {c.clause_id for c in two.clauses}


def test_what_cells_look_like_makes_no_structure() -> None:
    cells = ("第九条", "一、支持对象", "附件1"), ("云溪市财政局", "2026年1月1日", "联系电话：0571-1")
    found = document(Paragraph("第一条 甲。"), Table((HEAD, *cells)), Paragraph("第二条 乙。"))
    assert [c.label for c in found.clauses if c.kind is ClauseKind.ARTICLE] == ["第一条", "第二条"]
    assert found.discards == ()
    assert found.warnings == ()
    last = document(Paragraph("第一条 甲。"), Table((HEAD, *cells)), Paragraph("资料来源于某处。", note="注1"))
    assert [c.kind for c in last.clauses] == [ClauseKind.ARTICLE, ClauseKind.ROW, ClauseKind.ROW, ClauseKind.NOTE]


def test_text_after_a_table_before_any_part_is_still_the_opening() -> None:
    found = document(Paragraph("现公布如下。"), Table((HEAD, ("甲", "1%", "1元"))), Paragraph("请遵照执行。"), Paragraph("一、其他"), Paragraph("无。"))
    assert [c.path for c in found.clauses] == [("前言",), ("前言", "1"), ("前言", "表1", "1"), ("前言", "2"), ("一、其他",)]
    assert found.clauses[0].text.endswith("请遵照执行。")


# -- in plain text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("类别\t比例\n设备\t15%\n软件\t20%", 2),
        ("单位名称\t\n联系人\t\n", 2),
        ("第一条\t甲。\n第二条\t乙。", 0),
        ("1.\t甲\n2.\t乙", 0),
        ("总则\t1\n附则\t12", 0),
        ("\t甲。\n\t乙。", 0),
        ("甲。\t\n乙。\t", 0),
        ("类别\t比例", 0),
    ],
)
def test_lines_with_tabs(tmp_path: Path, text: str, rows: int) -> None:
    found = read_bytes(f"某办法\n{text}\n正文如此。".encode(), ".txt", tmp_path)
    assert sum(c.kind is ClauseKind.ROW for c in found.clauses) == rows


def test_pipe_tables_and_footnotes_of_markdown(tmp_path: Path) -> None:
    text = "# 某办法\n\n甲[^1]如下：\n\n| 类别 | 比例 |\n|:--|--:|\n| 设备\\|软件 | 15% |\n| 服务 |\n\n乙。\n\n[^1]: 注文。\n"
    found = read_bytes(text.encode(), ".md", tmp_path)
    assert [(c.kind.value, c.text) for c in found.clauses if c.kind in (ClauseKind.ROW, ClauseKind.NOTE)] == [
        ("row", "类别：设备|软件；比例：15%"), ("row", "类别：服务"), ("note", "注文。"),
    ]  # fmt: skip
    assert found.clauses[0].text.startswith("甲如下：")
