"""Random documents, written in every format, give the same clauses: ids, kinds, paths, headings, and the words of each."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import WRITERS, clauses_of, to_txt

from ingest.blocks import Block, Paragraph, Table

CN = "一二三四五六七八九十"
TOPICS = ("设备更新", "诊断服务", "贷款贴息", "人才引进", "场地租金", "数据采购", "平台建设", "标准制定")
SENTENCES = (
    "对企业购置装备的，按投资额的15%给予补助，最高500万元。",
    "支持企业开展诊断，每家每年不超过3次。",
    "申报单位应当在本市登记注册，且近三年无重大违法记录。",
    "市经信局负责组织实施，各区县予以配合。",
    "鼓励有条件的地方给予配套支持。",
    "同一项目不得重复享受<市级>财政补助 & 奖励。",
)
HEADERS = (("序号", "类别", "补助比例", "最高金额"), ("项目名称", "支持对象", "标准（万元）", "备注"), ("事项", "责任单位", "完成时限", "说明"))
CELLS = ("检测券", "研发券", "50%", "100万元", "200", "市科技局", "2026年底", "符合条件的企业", "", "A|B", "甲、乙")

topics = st.sampled_from(TOPICS)
sentences = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table with a header, and at least one row that is filled in."""
    head = draw(st.sampled_from(HEADERS))
    rows = draw(st.lists(st.tuples(*(st.sampled_from(CELLS) for _ in head)), min_size=1, max_size=4))
    return Table((head, *(("甲类", *row[1:]) for row in rows)), header=1)


@st.composite
def bodies(draw: st.DrawFn) -> list[Block]:
    """What stands under a label: sentences, a list that a colon brings in, a table."""
    out: list[Block] = [Paragraph(text) for text in draw(sentences)]
    if draw(st.booleans()):
        out.append(Paragraph("企业可以申请下列支持："))
        names = draw(st.lists(topics, min_size=2, max_size=3))
        out += [Paragraph(f"{number}.{name}；") for number, name in enumerate(names, 1)]
    if draw(st.booleans()):
        out += [Paragraph("标准见下表。"), draw(tables())]
    return out


@st.composite
def measures(draw: st.DrawFn) -> list[Block]:
    """一、 over （一）."""
    out: list[Block] = [Paragraph("云溪市支持产业发展若干措施", depth=1), Paragraph("为支持产业发展，制定本措施。")]
    for number, topic in enumerate(draw(st.lists(topics, min_size=1, max_size=3, unique=True))):
        out.append(Paragraph(f"{CN[number]}、{topic}", depth=draw(st.sampled_from((0, 2)))))
        if draw(st.booleans()):
            out += draw(bodies())
            continue
        for below, name in enumerate(draw(st.lists(topics, min_size=1, max_size=3))):
            first, *rest = draw(bodies())
            assert isinstance(first, Paragraph)
            out += [Paragraph(f"（{CN[below]}）{name}。{first.text}"), *rest]
    return out


@st.composite
def articles(draw: st.DrawFn) -> list[Block]:
    """第一章 over 第一条, or 第一条 alone."""
    out: list[Block] = [Paragraph("云溪市产业发展促进办法", depth=1)]
    chapters = draw(st.booleans())
    number = 0
    for chapter in range(draw(st.integers(1, 3))):
        if chapters:
            out.append(Paragraph(f"第{CN[chapter]}章 {draw(topics)}", depth=draw(st.sampled_from((0, 1, 2)))))
        for _ in range(draw(st.integers(1, 3))):
            first, *rest = draw(bodies())
            assert isinstance(first, Paragraph)
            out += [Paragraph(f"第{CN[number]}条 {first.text}"), *rest]
            number += 1
    return out


@st.composite
def documents(draw: st.DrawFn) -> list[Block]:
    """A document, and sometimes what is attached to it."""
    out = draw(st.one_of(measures(), articles()))
    for number in range(1, draw(st.integers(0, 2)) + 1):
        out += [Paragraph(f"附件{number}"), Paragraph(f"{draw(topics)}申报说明"), *draw(bodies())]
    return out


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_every_format_gives_the_same_clauses(blocks: Sequence[Block]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = clauses_of(to_txt(blocks), ".txt", folder)
        assert expected
        for ending, write in WRITERS.items():
            assert clauses_of(write(blocks), ending, folder) == expected, ending
