"""The HTML made from documents and answers: everything escaped, quotes marked where they stand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from desk_fakes import HOSTILE, FakeKb

from desk.chat_session import Desk
from desk.conversation import Exchange, conversation_html
from desk.labels import formula_text
from desk.markup import is_public_body, with_marks
from desk.metrics import Metrics
from desk.pane import Place, library_html, place_html
from desk.service import Service
from desk.session import Session
from desk.texts import TEXTS


def _desk(kb: FakeKb | None = None) -> Desk:
    return Desk(Service(kb or FakeKb()), Metrics())  # type: ignore[arg-type]


def _asked(question: str, **limits: str) -> Session:
    given = {"region": "", "document": "", "on": "", **limits}
    return list(_desk().ask(Session(), question, **given))[-1]


@pytest.mark.parametrize(
    ("source", "public"),
    [
        ("https://www.zj.gov.cn/art/1.html", True),
        ("http://kjt.zj.gov.cn/", True),
        ("https://zj.gov.cn.evil.example/", False),
        ("https://www.zj.gov.cn@evil.example/", False),
        ("https://evil@www.zj.gov.cn/", False),
        ("https://evilgov.cn/", False),
        ("javascript:alert(1)//.gov.cn", False),
        ("https://[/", False),
        ("要点由编者整理", False),
    ],
)
def test_only_public_bodies_are_links(source: str, public: bool) -> None:
    assert is_public_body(source) is public


def test_marks_become_buttons_and_the_rest_is_escaped() -> None:
    assert with_marks("<b>[1][7]</b>", {1: "(1)"}) == "&lt;b&gt;(1)[7]&lt;/b&gt;"


def test_hostile_words_are_text_everywhere() -> None:
    session = _asked(f"<终端> {HOSTILE}")
    kb = FakeKb()
    clause, document = kb.clause("hz/draft#<b>终端</b>")
    pages = [
        conversation_html(session.exchanges, "zh"),
        conversation_html([Exchange(HOSTILE, error=HOSTILE)], "zh"),
        conversation_html([Exchange(HOSTILE, waiting=HOSTILE)], "zh"),
        place_html(Place(document, clause, 0, len(clause.text)), "zh"),
        library_html([replace(document, id=HOSTILE, metadata=replace(document.metadata, title=HOSTILE))], "zh"),
    ]
    for page in pages:
        assert "<img" not in page
        assert "<b>终端" not in page
        assert 'onerror="' not in page


def test_a_quote_over_two_lines_is_marked_in_both() -> None:
    clause, document = FakeKb().clause("zj-2025-ai-measures#支持建设可信数据空间")
    start, end = clause.text.index("赋能"), clause.text.index("分别")
    page = place_html(Place(document, clause, start, end), "zh")
    assert re.findall("<mark>(.*?)</mark>", page) == clause.text[start:end].split("\n")


def test_a_paragraph_is_marked_in_its_article() -> None:
    clause, document = FakeKb().clause("zj-2025-ai-measures#支持建设可信数据空间/2")
    page = place_html(Place(document, clause, 0, 4), "zh")
    assert "<mark>支持互联</mark>网平台企业" in page
    assert page.count("pd-open") == 1


def test_a_metadata_citation_marks_the_field() -> None:
    document = FakeKb().document("zj-2025-ai-measures")
    assert "<mark>2025-05-31 至 2027-12-31</mark>" in place_html(Place(document, field="effective_to"), "zh")
    assert "<mark>浙政发〔2025〕10号</mark>" in place_html(Place(document, field="doc_no"), "zh")


def test_formulas_are_readable() -> None:
    assert formula_text("min(3400000 × 15%, 2000000)", "zh") == "较小值(340万 × 15%，200万)"
    assert formula_text("min(3400000 × 15%, 2000000)", "en") == "min(3,400,000 × 15%, 2,000,000)"
    assert formula_text("3 × 12345.5", "zh") == "3 × 12345.5"


def test_the_first_citation_opens_beside_the_answer() -> None:
    opened = _asked("算力券").opened
    assert opened is not None
    assert opened.clause_id == "zj-2025-ai-measures#加强算力券支持"


def test_what_a_follow_up_was_taken_to_ask_is_shown_as_text() -> None:
    answer = _asked("算力券").exchanges[-1].answer
    assert answer is not None
    shown = conversation_html([Exchange("那语料券呢", replace(answer, understood=f"语料券补多少{HOSTILE}"))], "zh")
    assert "您问的是：语料券补多少" in shown
    assert HOSTILE not in shown
    assert "您问的是" not in conversation_html([Exchange("算力券", answer)], "zh")


def test_an_answer_is_shown_as_it_is_worded_and_labelled() -> None:
    desk = _desk()
    steps = list(desk.ask(Session(), "算力券逐句", "", "", ""))
    shown = [desk.conversation(step) for step in steps]
    assert [step.exchanges[-1].partial for step in steps[1:-1]] == ["按一成", "", "按30%补助[1]。", f"按30%补助[1]。{HOSTILE}"]
    assert "按一成" not in shown[2]
    assert all("AI 生成" in html for html in (shown[1], *shown[3:]))
    assert all('aria-busy="true"' in html for html in shown[:-1])
    assert not any("<img" in html for html in shown)
    assert steps[-1].exchanges[-1].answer is not None
    assert "AI 生成" not in desk.conversation(_asked("算力券"))


def test_history_goes_along() -> None:
    kb = FakeKb()
    desk = _desk(kb)
    session = list(desk.ask(Session(), "算力券", "", "", ""))[-1]
    list(desk.ask(session, "那语料券呢?", "", "", ""))
    assert [t.role for t in kb.asked[1][2]] == ["user", "assistant"]


@pytest.mark.parametrize(
    ("question", "limits", "said"),
    [
        ("问", {"on": "2025-02-31"}, "日期"),
        ("问", {"document": "nothing"}, "不在库里"),
        ("字" * 4001, {}, "4000"),
        ("故障", {}, "故障"),
    ],
)
def test_what_goes_wrong_is_said_in_the_conversation(question: str, limits: dict[str, str], said: str) -> None:
    last = _asked(question, **limits).exchanges[-1]
    assert last.answer is None
    assert said in last.error
    assert "boom" not in last.error


def test_a_clause_that_is_gone_says_so() -> None:
    desk = _desk()
    session = desk.open(Session(), {"clause": "zj-2025-ai-measures#没有", "start": -1, "end": "x"})
    assert TEXTS["clause_gone"][0] in desk.pane(session)


def test_every_text_has_both_languages() -> None:
    for key, (chinese, english) in TEXTS.items():
        assert chinese, key
        assert english, key
        assert set(re.findall(r"\{\w+\}", chinese)) == set(re.findall(r"\{\w+\}", english)), key
