"""What a document says of itself is answered from its metadata, cited by the line that says it, or as `field: value`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from answer_fakes import ON, answerer, digest, document, measures

from answer.pipeline import Answerer
from policy.answers import Answer, Filters, Status

Ask = Callable[[str], Answer]


@pytest.mark.parametrize(
    ("question", "words", "quote"),
    [
        ("这份措施的文号是多少？", "浙政发〔2025〕99号", "doc_no: 浙政发〔2025〕99号"),
        ("这份措施是谁发布的？", "浙江省人民政府", "issuer: 浙江省人民政府"),
        ("这份措施一共多少条？", "共8条", "clause_count: 8"),
        ("这份措施什么时候印发的？", "2025年5月20日", "issued: 2025-05-20"),
    ],
)
def test_from_the_metadata(ask: Ask, question: str, words: str, quote: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert words in answer.answer
    assert answer.citations[0].quote == quote
    assert answer.citations[0].document_id == "home"


NOTICE = """绍兴市人民政府关于印发绍兴市首店扶持办法的通知
绍政发[2024]8号
各区、县（市）人民政府：
现将《绍兴市首店扶持办法》印发给你们。
绍兴市人民政府
2024年5月6日
绍兴市首店扶持办法
第一条 对首店给予最高20万元奖励。
第二条 本办法自印发之日起施行，有效期三年。
"""


@pytest.mark.parametrize(
    ("question", "words", "quotes"),
    [
        ("这份办法的文号是多少？", "绍政发〔2024〕8号", ["绍政发[2024]8号"]),
        ("这份办法是谁发布的？", "绍兴市人民政府", ["绍兴市人民政府关于印发绍兴市首店扶持办法的通知"]),
        ("这份办法什么时候印发的？", "2024年5月6日", ["2024年5月6日"]),
        ("这份办法有效期到什么时候？", "2027年5月5日", ["第二条 本办法自印发之日起施行，有效期三年。", "2024年5月6日"]),
    ],
)
def test_what_was_read_from_the_text_is_cited_by_its_line(question: str, words: str, quotes: list[str]) -> None:
    notice = document(NOTICE, "notice", title="")
    answer = answerer(notice).ask(question, Filters(documents=("notice",), on=ON))
    assert answer.status is Status.ANSWERED
    assert words in answer.answer
    assert [c.quote for c in answer.citations] == quotes
    assert all(notice.text[c.start : c.end] == c.quote and c.field for c in answer.citations)


def test_several_at_once_are_each_cited(ask: Ask) -> None:
    answer = ask("这份措施的文号和发文机关分别是什么？")
    assert [c.quote for c in answer.citations] == ["doc_no: 浙政发〔2025〕99号", "issuer: 浙江省人民政府"]
    assert "[1]" in answer.answer
    assert "[2]" in answer.answer


def test_validity_is_quoted_where_a_clause_states_it(ask: Ask) -> None:
    answer = ask("这份措施有效期到什么时候？")
    assert answer.status is Status.ANSWERED
    assert "2027年12月31日" in answer.answer
    assert "目前仍在有效期内" in answer.answer
    assert answer.citations[0].clause_id == "home#第八条"


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2025, 5, 1), "尚未施行"), (date(2026, 3, 1), "目前仍在有效期内"), (date(2027, 12, 31), "目前仍在有效期内"), (date(2028, 1, 1), "已经失效")],
)
def test_validity_on_the_day_asked(desk: Answerer, on: date, words: str) -> None:
    assert words in desk.ask("这份措施现在还有效吗？", Filters(on=on)).answer


def test_validity_from_the_metadata_where_no_clause_states_it() -> None:
    doc = digest(
        "d", {"投资奖励": "最高600万元。"}, title="投资奖励办法", region="浙江省",
        effective_from="2025-01-01", effective_to="2026-12-31",
    )  # fmt: skip
    answer = answerer(doc).ask("这个办法有效期到什么时候？", Filters(documents=("d",), on=ON))
    assert answer.citations[0].quote == "effective_to: 2026-12-31"
    assert "2026年12月31日" in answer.answer


def test_years_alone_are_said_as_years() -> None:
    doc = digest("d", {"投资奖励": "最高600万元。"}, title="投资奖励办法", region="浙江省", effective_to="2027")
    answer = answerer(doc).ask("这个办法有效期到什么时候？", Filters(documents=("d",), on=ON))
    assert answer.status is Status.ANSWERED
    assert "有效期至2027年" in answer.answer


def test_the_document_that_is_named_is_meant() -> None:
    other = document("第一条 补助\n给予最高5万元补助。", "hz", title="杭州市语料券办法", doc_no="杭数〔2026〕3号", region="杭州市")
    desk = answerer(measures(), other)
    for question in ("《杭州市语料券办法》的文号是多少？", "杭州市语料券办法的文号是什么"):
        answer = desk.ask(question, Filters(on=ON))
        assert [c.document_id for c in answer.citations] == ["hz"]
    assert desk.ask("文号是什么？", Filters(documents=("home",), on=ON)).citations[0].document_id == "home"


def test_a_measure_by_number_is_no_question_of_how_many(ask: Ask) -> None:
    assert "clause_count" not in str(ask("第3条措施补多少？").to_dict())


def test_a_count_is_not_answered_with_a_field_that_is_missing() -> None:
    doc = document("第一条 补助\n给予最高5万元补助。", "d", title="语料券办法", region="浙江省")
    answer = answerer(doc).ask("这份办法一共多少条？", Filters(documents=("d",), on=ON))
    assert not any(c.quote.startswith("clause_count") for c in answer.citations)


def test_two_documents_named_are_each_answered() -> None:
    plan = digest("plan", {"目标": "到2027年园区4个。"}, title="海宁市智能产业行动方案", region="嘉兴市海宁市", level="县", status="现行", issued="2025-12-03", doc_no="海政办发〔2025〕7号")
    rule = digest("rule", {"资助": "按到账经费20%资助。"}, title="东阳市智能产业扶持办法", region="金华市东阳市", level="县", status="现行", issued="2026-01-15", doc_no="东政发〔2026〕3号")
    desk = answerer(measures(), plan, rule)
    numbers = desk.ask("查一下海宁那份行动方案和东阳那份扶持办法的文号", Filters(on=ON))
    assert {c.document_id for c in numbers.citations} == {"plan", "rule"}
    assert "海政办发〔2025〕7号" in numbers.answer
    assert "东政发〔2026〕3号" in numbers.answer
    days = desk.ask("海宁的行动方案跟东阳的扶持办法分别是哪天落款的？", Filters(on=ON))
    assert "2025年12月3日" in days.answer
    assert "2026年1月15日" in days.answer


@pytest.mark.parametrize("question", ["这份措施红头文件第几号、哪家发的？", "这份措施是哪家单位印发的，几号文？"])
def test_number_and_issuer_in_one_breath(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "浙政发〔2025〕99号" in answer.answer
    assert "浙江省人民政府" in answer.answer
