"""Personal numbers are covered, in whatever way people write them; figures of policies stay."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.masking import mask, personal_numbers


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("我电话13800138000", "13800138000"),
        ("打 138-0013-8000 找我", "0013"),
        ("138 0013 8000", "8000"),
        ("１３８００１３８０００", "138"),
        ("+86 13800138000", "13800138000"),
        ("(+86)138 0013 8000", "0013"),
        ("一三八零零一三八零零零", "三八"),
        ("座机0571-87054321", "87054321"),
        ("(0571)8705 4321转802", "4321"),
        ("热线400-820-8820", "820"),
        ("电话：87054321", "87054321"),
        ("身份证330106199003077715", "199003"),
        ("身份证33010619900307771X，公司在杭州", "33010619900307771X"),
        ("330106 19900307 771x", "19900307"),
        ("旧证330106900307771", "900307"),
        ("卡号6222 0212 0200 1234 567", "0212"),
        ("卡号 6222021202001234", "1202"),
        ("邮箱zhang.san@example.com.cn", "example"),
        ("邮箱zhang＠example.com", "zhang"),
        ("护照E12345678", "12345678"),
        ("13800138000元旦后都可以打", "13800138000"),
    ],
)
def test_what_is_a_persons_is_covered(text: str, hidden: str) -> None:
    assert hidden not in mask(text)
    assert "已隐去" in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "合同340万元，自主算力占30%", "最高800万元", "自2025年5月31日起施行，有效期至2027年12月31日", "浙政发〔2025〕10号", "12345热线",
        "3400000元", "1亿2000万元", "投资138000000元", "总投资15000000000元", "第十二条第3项", "2025-2027年", "100万元/项、50万元/项、10万元/项", "GB/T 35273-2020",
        "100PFlops", "经费超过300万元且通过验收",
    ],
)  # fmt: skip
def test_what_is_a_policys_stays(text: str) -> None:
    assert personal_numbers(text) == []
    assert "已隐去" not in mask(text)


def test_several_in_one_text_and_the_words_around_them_stay() -> None:
    out = mask("我是张三，手机13800138000，身份证330106199003077715，想问算力券补多少")
    assert out.count("已隐去") == 2
    assert "13800138000" not in out
    assert "330106199003077715" not in out
    assert "想问算力券补多少" in out


def test_a_cover_of_ones_own_gets_kind_and_words() -> None:
    seen: list[tuple[str, str]] = []

    def cover(kind: str, words: str) -> str:
        seen.append((kind, words))
        return "#"

    assert mask("13800138000或a@b.cn", cover) == "#或#"
    assert seen == [("phone", "13800138000"), ("email", "a@b.cn")]


DIGITS = st.integers(10**8, 10**9 - 1)


@given(st.text(max_size=20), st.sampled_from("3456789"), DIGITS, st.sampled_from(["", " ", "-"]), st.text(max_size=20))
def test_no_mobile_number_comes_through(before: str, second: str, rest: int, gap: str, after: str) -> None:
    number = f"1{second}{str(rest)[0]}{gap}{str(rest)[1:5]}{gap}{str(rest)[5:]}"
    text = f"{before}，{number}，{after}"
    assert number not in mask(text)


@given(st.text(max_size=60))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize("part", ["a", "1 ", "138", "a.", "a@", "0571-", "一三", "电话", "(", "1-"])
def test_long_texts_take_no_time(part: str) -> None:
    begin = time.process_time()
    mask(part * (20_000 // len(part)))
    assert time.process_time() - begin < 1
