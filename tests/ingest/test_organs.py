"""Who is in charge of a clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.organs import read_organs
from policy.documents import Document

Parse = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "organs"),
    [
        ("给予补助。（责任单位：省科技厅、省经信厅，各设区市政府）", ["省科技厅", "省经信厅", "各设区市政府"]),
        ("给予补助。（责任单位：省科技厅，各市、县（市、区）政府）", ["省科技厅", "各市、县（市、区）政府"]),
        ("给予补助。（牵头单位：省经信厅；配合单位：省科技厅、省财政厅）", ["省经信厅", "省科技厅", "省财政厅"]),
        ("给予补助。（配合单位：市财政局；牵头单位：市科技局）", ["市科技局", "市财政局"]),
        ("给予补助（省科技厅负责）", ["省科技厅"]),
        ("给予补助。（省科技厅牵头，省财政厅、各市政府按职责分工负责）。", ["省科技厅", "省财政厅", "各市政府"]),
        ("给予补助。（国家发展改革委、财政部等按职责分工负责）", ["国家发展改革委", "财政部"]),
        ("给予补助。【责任部门：市发改委、市经信局等】", ["市发改委", "市经信局"]),
        ("给予补助。\n责任单位：市经信局、市科技局", ["市经信局", "市科技局"]),
        ("给予补助。（责任单位：市科技局，排第一位的为牵头单位，下同）", ["市科技局"]),
        ("以上各条由省科技厅负责。", []),
        ("给予补助。（本办法由省科技厅负责解释）", []),
        ("由企业承担（由企业负责）", []),
        ("研发经费（不含省财政厅负责的部分）", []),
        ("（一）甲。（责任单位：甲局）\n（二）乙。（责任单位：乙局）", []),
        ("责任单位：市经信局\n给予补助。", []),
        ("给予补助。", []),
        ("", []),
    ],
)
def test_organs_at_the_end_of_a_text(text: str, organs: list[str]) -> None:
    assert list(read_organs(text)) == organs


def test_each_clause_has_its_own_and_keeps_its_words(parse: Parse) -> None:
    document = parse("一、支持研发。给予补助。（责任单位：市科技局、市财政局）\n二、支持人才。给予奖励。\n本措施由市科技局负责解释。\n")
    assert [c.organs for c in document.clauses[:2]] == [("市科技局", "市财政局"), ()]
    assert document.clauses[0].text.endswith("（责任单位：市科技局、市财政局）")


def test_those_of_the_metadata_come_first(parse: Parse) -> None:
    document = parse("一、支持研发\n给予补助。（责任单位：市财政局）\n", organs={"支持研发": ("市科技局",)})
    assert document.clauses[0].organs == ("市科技局",)
