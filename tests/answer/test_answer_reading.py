"""How a question is read: figures, regions, language, day, and what is set aside."""

from __future__ import annotations

from datetime import date

import pytest

from answer.asks import Ask
from answer.reading import Reading, is_english, money, read_question


def read(question: str) -> Reading:
    return read_question(question, province="浙江省")


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("合同三百五十万，能补多少？", [3_500_000]), ("合同80w能补多少？", [800_000]), ("合同１００万元", [1_000_000]),
        ("营收1.2亿元，研发费用360万", [120_000_000, 3_600_000]), ("設備花了五百萬元", [5_000_000]),
        ("这一年花了300万元", [3_000_000]), ("我们把东西摆一块儿算，能补多少？", []), ("上一年营收多少？", []), ("一点也没补", []),
    ],
)  # fmt: skip
def test_amounts(question: str, values: list[int]) -> None:
    reading = read(question)
    assert [int(f.value) for f in money(reading.figures)] == values
    assert [reading.text[f.start : f.end] for f in reading.figures] == [f.text for f in reading.figures]


@pytest.mark.parametrize("question", ["我们把东西摆一块儿算，能补多少？", "上一年营收多少才够？", "前一年呢？", "每一年都要报吗？", "有一点不明白"])
def test_words_that_look_like_figures(question: str) -> None:
    assert read(question).figures == ()


@pytest.mark.parametrize(
    ("question", "regions"),
    [
        ("杭州的算力券怎么领？", ["杭州市"]), ("义乌和宁波有什么不同？", ["金华市义乌市", "宁波市"]), ("上海也能领吗？", ["上海市"]),
        ("杭州市西湖区的政策", ["杭州市西湖区"]), ("我们公司能领吗？", []),
    ],
)  # fmt: skip
def test_regions(question: str, regions: list[str]) -> None:
    assert [m.region.name for m in read(question).regions] == regions


def test_characters_are_simplified_and_narrowed() -> None:
    reading = read("算力券最高補多少？ＡＢＣ")
    assert reading.text == "算力券最高补多少?ABC"
    assert reading.question == "算力券最高補多少？ＡＢＣ"


def test_ai_is_what_the_documents_call_it_in_chinese_text_only() -> None:
    assert "人工智能券" in read("AI券怎么领？").text
    assert "artificial intelligence" in read("What is the AI subsidy for my company?").text
    assert "OpenAI" in read("OpenAI的服务能补吗？").text


@pytest.mark.parametrize(
    ("text", "english"),
    [("What is the maximum subsidy?", True), ("How much is the 语料券?", True), ("语料券的LPR是多少？", False), ("算力券 token", False), ("", False)],
)
def test_language(text: str, english: bool) -> None:
    assert is_english(text) is english


@pytest.mark.parametrize("aside", ["手续怎么走先不管", "怎么申请先不说", "材料要哪些就不问了"])
def test_a_part_that_is_set_aside_is_not_asked(aside: str) -> None:
    reading = read(f"{aside}，算力券最高补多少？")
    assert reading.wants(Ask.AMOUNT)
    assert not reading.wants(Ask.PROCEDURE, Ask.MATERIALS)


def test_what_a_story_tells_is_not_asked() -> None:
    reading = read("上次申请流程走了半年，材料交了三遍。这回我只想知道语料券最高补多少？")
    assert reading.asks[0] is Ask.AMOUNT
    assert not reading.wants(Ask.PROCEDURE, Ask.MATERIALS)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("在2026年3月1日那天能申请吗？", date(2026, 3, 1)), ("2024年5月能不能申请？", date(2024, 5, 1)),
        ("2026年2月31日那天能申请吗？", None), ("2024年营收300万元", None), ("能申请吗？", None),
    ],
)  # fmt: skip
def test_the_day_that_a_question_puts_itself_on(question: str, day: date | None) -> None:
    assert read(question).on == day


@pytest.mark.parametrize("question", ["", "   ", "？？？", "\x00\x07", "\n\n"])
def test_next_to_nothing_is_read_as_next_to_nothing(question: str) -> None:
    reading = read(question)
    assert reading.figures == ()
    assert reading.asks == (Ask.WHAT,)


def test_typing_errors_go_through_the_repair_that_is_given() -> None:
    reading = read_question("预料券最高补多少？", repair=lambda text: text.replace("预料券", "语料券"))
    assert "语料券" in reading.text


def test_a_persons_numbers_are_no_figures() -> None:
    reading = read_question("语料合同340万元，我电话13800138000，卡号6222 0212 0200 1234 567，能补多少？")
    assert [f.text for f in reading.figures] == ["340万元"]
    assert "1380013" not in reading.text


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("湖州27年要几家？", "湖州2027年要几家?"),
        ("27和30年各多少？", "2027年和2030年各多少?"),
        ("干了25年", "干了25年"),
        ("25年以上经验", "25年以上经验"),
        ("2027年", "2027年"),
        ("贷款25年", "贷款25年"),
    ],
)
def test_a_year_in_two_figures_is_one_of_our_time_where_no_duration_is_meant(question: str, read: str) -> None:
    assert read_question(question).text == read


def test_what_stands_between_commas_in_english_belongs_to_what_asks() -> None:
    assert Ask.RATE in read_question("How many of our staff, in percent, must work in research?").asks
