"""Which region a text names, and which covers which."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.regions import NATION, Region, covers, find_regions, parse_region

HOME = "浙江省"


@pytest.mark.parametrize(
    ("document", "asked", "applies"),
    [
        ("浙江省", "杭州市西湖区", True), ("浙江省", "义乌", True), ("杭州市", "浙江省", False), ("杭州市", "宁波市", False),
        ("杭州市", "杭州市余杭区", True), ("杭州市余杭区", "杭州市", False), ("杭州市西湖区", "西湖区", True),
        ("浙江省", "上海市", False), ("全国", "上海市", True), ("", "上海市", True), ("北京市", "北京市海淀区", True),
        ("嘉兴市桐乡市", "桐乡", True), ("浙江省", "浙江省", True), ("浙江省", "某地", False), ("某地", "浙江省", False),
        ("江苏省", "全国", False),
    ],
)  # fmt: skip
def test_covers(document: str, asked: str, applies: bool) -> None:
    assert covers(document, asked) is applies


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("杭州西湖区的企业能申请吗", ["杭州市西湖区"]), ("我在嘉兴桐乡", ["嘉兴市桐乡市"]), ("宁波江北区", ["宁波市江北区"]),
        ("宁波和温州哪个补得多", ["宁波市", "温州市"]), ("浙江、江苏", ["浙江省", "江苏省"]), ("上海浦东新区", ["上海市浦东新区"]),
        ("浙江省义乌市", ["金华市义乌市"]), ("杭州人才政策", ["杭州市"]), ("杭州余杭区和西湖区", ["杭州市余杭区", "杭州市西湖区"]),
        ("吉林省吉林市", ["吉林市"]), ("浙江大学的老师", []), ("中山路10号", []), ("中山市", ["中山市"]), ("路桥企业", []),
        ("都是真金白银买来的", []), ("昆山那边给多少", ["苏州市昆山市"]), ("从白银过来", ["白银市"]),
        ("我们公司", []), ("", []),
    ],
)  # fmt: skip
def test_finds_what_a_text_names(text: str, names: list[str]) -> None:
    found = find_regions(text)
    assert [m.region.name for m in found] == names
    assert all(0 <= m.start < m.end <= len(text) for m in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("余杭能申请吗", ["杭州市余杭区"]), ("义乌的公司", ["金华市义乌市"]), ("西湖区", ["杭州市西湖区"]), ("江北区", ["宁波市江北区"]),
        ("台州路桥区", ["台州市路桥区"]), ("江山如画", []), ("西湖龙井", []), ("杭州高新区", ["杭州市"]),
    ],
)  # fmt: skip
def test_at_home_counties_go_by_their_short_names(text: str, names: list[str]) -> None:
    assert [m.region.name for m in find_regions(text, province=HOME)] == names


def test_a_span_holds_the_city_with_its_county() -> None:
    (mention,) = find_regions("注册在杭州市西湖区的企业")
    assert "注册在杭州市西湖区的企业"[mention.start : mention.end] == "杭州市西湖区"


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("浙江", Region(HOME)), ("浙江省", Region(HOME)), ("杭州", Region(HOME, "杭州市")),
        ("余杭", Region(HOME, "杭州市", "余杭区")), ("杭州高新区", Region(HOME, "杭州市")), ("全国", Region("")),
        ("国家", Region("")), ("火星", None), ("", None),
    ],
)  # fmt: skip
def test_parse_region(name: str, region: Region | None) -> None:
    assert parse_region(name) == region


def test_of_two_of_one_name_the_one_at_home_is_meant() -> None:
    assert parse_region("西湖区", HOME) == Region(HOME, "杭州市", "西湖区")
    assert parse_region("西湖区", "江西省") == Region("江西省", "南昌市", "西湖区")


def test_names_as_documents_write_them() -> None:
    assert [Region("").name, Region(HOME).name, Region(HOME, "杭州市").name] == [NATION, HOME, "杭州市"]
    assert Region(HOME, "杭州市", "西湖区").name == "杭州市西湖区"


def test_a_region_holds_itself_and_what_lies_in_it() -> None:
    assert Region("").holds(Region("上海市"))
    assert Region(HOME).holds(Region(HOME, "杭州市", "西湖区"))
    assert not Region(HOME, "杭州市").holds(Region(HOME))
    assert not Region(HOME, "杭州市", "西湖区").holds(Region("江西省", "南昌市", "西湖区"))


@given(st.text(alphabet="杭州宁波市区县省西湖余杭江北义乌浙江南京全国路的和、在企业", max_size=30))
def test_mentions_are_in_order_and_apart(text: str) -> None:
    found = find_regions(text, province=HOME)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= m.start < m.end <= len(text) for m in found)
