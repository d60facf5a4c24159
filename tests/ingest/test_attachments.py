"""What is attached to a document stays in it: under its number and title, with its own articles, tables and forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from samples import WRITERS, clauses_of, read_bytes

from ingest.blocks import Block, Paragraph, Table
from policy.documents import ClauseKind, Document

Parse = Callable[..., Document]

NOTICE = "云溪市科技局关于组织申报的通知\n各单位：\n现将有关事项通知如下。\n一、申报条件\n申报单位应当为企业。\n"


@pytest.mark.parametrize(
    ("label", "title", "path"),
    [
        ("附件1", "申报指南", "附件1 申报指南"),
        ("附件 2：", "申报指南", "附件2 申报指南"),
        ("附件一", "申报指南", "附件一 申报指南"),
        ("附件3-1", "申报指南", "附件3-1 申报指南"),
        ("附录A", "申报指南", "附录A 申报指南"),
        ("附表", "任务分工表", "附表 任务分工表"),
        ("附：", "申报指南", "附 申报指南"),
        ("附件1", "云溪市智能制造\n诊断服务申报指南", "附件1 云溪市智能制造诊断服务申报指南"),
        ("附件1", "云溪市智能制造诊断\n服务申报指南\n（2026年版）", "附件1 云溪市智能制造诊断服务申报指南（2026年版）"),
        ("附件1", "申报指南\n适用范围", "附件1 申报指南"),
    ],
)
def test_the_number_and_the_title_of_an_attachment(parse: Parse, label: str, title: str, path: str) -> None:
    found = parse(f"{NOTICE}{label}\n{title}\n申报单位应当提交材料。")
    last = [c for c in found.clauses if c.path[0].startswith("附")]
    assert last[0].path == (path,)
    assert last[-1].text.endswith("申报单位应当提交材料。")
    assert found.clauses[1].text == "申报单位应当为企业。"


def test_the_list_of_attachments_is_none_of_them(parse: Parse) -> None:
    found = parse(f"{NOTICE}附件：1.申请表\n2.承诺书\n云溪市科技局\n2026年2月10日\n附件1\n申请表\n单位名称：\n附件2\n承诺书\n我单位承诺：\n一、守法。\n二、诚信。")
    assert [c.clause_id for c in found.clauses if c.kind is ClauseKind.ATTACHMENT] == ["doc#附件", "doc#申请表"]
    assert [c.path for c in found.clauses if c.path[0].startswith("附件2")] == [
        ("附件2 承诺书",), ("附件2 承诺书", "1"), ("附件2 承诺书", "一"), ("附件2 承诺书", "二"),
    ]  # fmt: skip
    assert [d.reason for d in found.discards][-2:] == ["signature", "signature"]


def test_articles_of_an_attachment_are_its_own(parse: Parse) -> None:
    found = parse("云溪市某办法\n第一条 甲。\n第二条 乙。\n附件1\n实施细则\n第一条 丙。\n第二条 丁。")
    assert [c.path for c in found.clauses if c.kind is ClauseKind.ARTICLE] == [
        ("第一条",), ("第二条",), ("附件1 实施细则", "第一条"), ("附件1 实施细则", "第二条"),
    ]  # fmt: skip
    assert found.warnings == ()


FORM: tuple[Block, ...] = (
    Paragraph("云溪市科技局关于组织申报的通知"),
    Paragraph("一、申报条件"),
    Paragraph("申报单位应当为企业。"),
    Paragraph("附件1"),
    Paragraph("申请表"),
    Table((("单位名称", "", "信用代码", ""), ("联系人", "", "联系电话", ""), ("申请金额（万元）", "", "", ""))),
    Paragraph("附件2"),
    Paragraph("推荐汇总表"),
    Table((("序号", "项目名称", "申请金额（万元）"), ("1", "", ""), ("2", "", "")), header=1),
)


@pytest.mark.parametrize("ending", WRITERS)
def test_forms_keep_their_labels(tmp_path: Path, ending: str) -> None:
    found = read_bytes(WRITERS[ending](FORM), ending, tmp_path)
    rows = [(c.path, c.text) for c in found.clauses if c.kind is ClauseKind.ROW]
    assert rows == [
        (("附件1 申请表", "表1", "1"), "单位名称；信用代码"),
        (("附件1 申请表", "表1", "2"), "联系人；联系电话"),
        (("附件1 申请表", "表1", "3"), "申请金额（万元）"),
        (("附件2 推荐汇总表", "表1", "1"), "序号；项目名称；申请金额（万元）"),
    ]


@pytest.mark.parametrize("ending", WRITERS)
def test_a_typed_list_of_contents_is_set_apart(tmp_path: Path, ending: str) -> None:
    entries = ("第一章 总则", "第二章 附则")
    blocks = (
        Paragraph("云溪市某办法", depth=1), Paragraph("目　录"), *map(Paragraph, entries),
        Paragraph(entries[0], depth=2), Paragraph("第一条 甲。"), Paragraph(entries[1], depth=2), Paragraph("第二条 乙。"),
    )  # fmt: skip
    ids = [read[0] for read in clauses_of(WRITERS[ending](blocks), ending, tmp_path)]
    assert ids == ["sample#第一章", "sample#第一条", "sample#第二章", "sample#第二条"]


@pytest.mark.parametrize("last", ["咨询电话：0571-00000000", "材料发送至 tech@yunxi.example。", "联系人：张三，联系电话：0571-00000000", "主办单位：市科技局"])
def test_whom_to_ask_is_part_of_the_document(parse: Parse, last: str) -> None:
    found = parse(f"{NOTICE}二、申报方式\n网上申报。\n{last}")
    assert found.clauses[-1].text.endswith(last)
    page = parse(f"{NOTICE}二、申报方式\n网上申报。\n{last}\n版权所有：云溪市人民政府\n浙ICP备00000000号")
    assert [d.text for d in page.discards if d.reason == "page furniture"][-1] == "浙ICP备00000000号"
