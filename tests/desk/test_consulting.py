"""The dialogue about what one qualifies for, as the desk's page holds and shows it; over the corpus's rules, without a model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from desk_fakes import HOSTILE, FakeKb

from desk.chat_keeping import new_conversation
from desk.chat_session import Desk
from desk.check_page import check_page
from desk.consulting import consulted_html
from desk.hotline_talk import talk_html
from desk.labels import quantity_text
from desk.metrics import Metrics
from desk.service import Service
from desk.session import Session
from kb import KnowledgeBase, Settings
from policy.consultations import Consulted, Known
from policy.errors import UnreadableSource
from policy.verdicts import Eligibility, FactName, Grant, NextQuestion, Told, Verdict, Verdicts

ON = "2025-09-01"
BEGIN = "我们公司在丽水，租了六十万的自主算力，前年研发三百万出头，能享受什么政策？"


class _Consulting(FakeKb):
    """The fake's answers beside the dialogue of a real knowledge base."""

    def __init__(self, real: KnowledgeBase) -> None:
        super().__init__()
        self.consult = real.consult  # type: ignore[method-assign]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(KnowledgeBase(Settings.load(data=tmp_path / "none"))) as real:
        yield Desk(Service(_Consulting(real)), Metrics())  # type: ignore[arg-type]


def _talk(desk: Desk, *messages: str, session: Session | None = None) -> Session:
    session = session or Session()
    for message in messages:
        session = list(desk.ask(session, message, "", "", ON))[-1]
    return session


def _last(desk: Desk, session: Session) -> str:
    return desk.conversation(session).rsplit('<article class="pd-turn"', 1)[-1]


def test_what_holds_is_shown_with_its_clause_and_what_was_read(desk: Desk) -> None:
    session = _talk(desk, BEGIN)
    shown = _last(desk, session)
    for words in ("符合 1 项", "<b>算力券</b>，最高18万元", "算力服务合同实际执行金额：60万元 “六十万”", "只说了大概", "请补充", "1. ", "3. "):
        assert words in shown
    assert "4. " not in shown
    assert shown.count('class="pd-card"') == 1
    assert 'data-clause="zj-2025-ai-measures#加强算力券支持"' in shown
    assert session.opened is not None
    assert session.opened.clause_id == "zj-2025-ai-measures#加强算力券支持"


def test_the_session_keeps_what_was_said(desk: Desk) -> None:
    session = _talk(desk, BEGIN, "不对，算力是100万", "都不清楚")
    shown = _last(desk, session)
    assert "最高30万元" in shown
    assert "前面说过的" in shown
    assert "不再询问的" in shown
    english = desk.conversation(session.spoken("en"))
    assert "at most 300,000 yuan" in english
    assert "Told before" in english


def test_a_new_process_has_the_dialogue_again_and_goes_on_with_it(desk: Desk) -> None:
    begun = Session(conversation=new_conversation())
    before = _talk(desk, BEGIN, "不对，算力是100万", "算力券最高补多少？", session=begun)
    later = Desk(desk.service, Metrics()).arrived(Session(), begun.conversation, "zh")
    assert [e.question for e in later.exchanges] == [e.question for e in before.exchanges]
    assert [e.consulted is None for e in later.exchanges] == [False, False, True]
    assert later.consultation.values == before.consultation.values
    assert "最高30万元" in _last(desk, _talk(desk, "继续", session=later))


def test_a_reply_has_an_address_and_a_vote_of_its_own_that_a_new_process_knows(desk: Desk) -> None:
    begun = Session(conversation=new_conversation())
    session = _talk(desk, BEGIN, "不对，算力是100万", session=begun)
    first, second = (e.kept.check_id for e in session.exchanges)
    assert first
    assert first != second
    shown = _last(desk, session)
    assert f'href="./c/{second}"' in shown
    assert f'href="./c/{second}?lang=en"' in _last(desk, session.spoken("en"))
    kept = desk.service.office.check(second)
    assert kept is not None
    page = check_page(kept, desk.service.document, "../", "zh")
    for words in ("最高 30万元", "算力服务合同实际执行金额：100万元", "“100万”"):
        assert words in page
    asked = desk.keeper.vote(session, 1, False)
    assert "应当符合，却没有算上" in _last(desk, asked)
    desk.keeper.vote(asked, 1, False, ["should_have_answered"], "还有一项")
    vote = desk.service.office.check(second).vote  # type: ignore[union-attr]
    assert vote is not None
    assert (vote.useful, list(vote.reasons), vote.comment) == (False, ["should_have_answered"], "还有一项")
    later = Desk(desk.service, Metrics()).arrived(Session(), begun.conversation, "zh")
    assert [(e.kept.check_id, e.vote) for e in later.exchanges] == [(first, ""), (second, "useless")]


def test_staff_read_the_whole_conversation_in_its_order(desk: Desk) -> None:
    begun = Session(conversation=new_conversation())
    session = _talk(desk, BEGIN, "算力券最高补多少？", "继续", "不对，算力是100万", f"语料合同50万 {HOSTILE}", session=begun)
    office = desk.service.office
    shown = talk_html(office.conversation(begun.conversation), office.messages(begun.conversation), office.check, "zh")
    said = ["六十万", "算力券最高补多少？", "继续", "100万", "语料合同50万"]
    rows = shown.split("<li><h3 class")[1:]
    assert all(words in row for words, row in zip(said, rows, strict=True))
    assert "算力券（最高 18万元）" in rows[0]
    assert "当时追问：" in rows[0]
    assert "算力券（最高 30万元）" in rows[3]
    assert f'href="../c/{session.exchanges[3].kept.check_id}"' in rows[3]
    assert "300,000 yuan)" in talk_html([], office.messages(begun.conversation), office.check, "en")
    assert "<img" not in shown
    assert "当时" not in talk_html([], office.messages(begun.conversation), lambda _: None, "zh")  # older than what is kept


def test_what_was_told_is_kept_without_personal_numbers(desk: Desk) -> None:
    begun = Session(conversation=new_conversation())
    _talk(desk, f"{BEGIN}，电话13800138000", session=begun)
    (kept,) = desk.service.office.messages(begun.conversation)
    assert "13800138000" not in kept.said
    assert "我们" in kept.said


def test_another_question_is_answered_as_ever_and_the_facts_stay(desk: Desk) -> None:
    session = _talk(desk, BEGIN, "算力券最高补多少？")
    assert session.exchanges[-1].answer is not None
    back = _talk(desk, "继续", session=session)
    assert back.exchanges[-1].consulted is not None
    assert "最高18万元" in _last(desk, back)
    assert "已结束" in _last(desk, _talk(desk, "结束", session=back))


def test_the_region_that_the_page_is_limited_to_counts(desk: Desk) -> None:
    asked = "租了60万的自主算力，我们能享受什么？"
    limited = list(desk.ask(Session(), asked, "浙江省", "", ON))[-1]
    assert "符合 1 项" in _last(desk, limited)
    assert "符合 0 项" in _last(desk, _talk(desk, asked))


def test_rules_that_cannot_be_read_leave_other_questions_alone(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/a.txt").write_text("关于支持展会的若干措施\n\n第一条 参展的，奖励5万元。\n", encoding="utf-8")
    (tmp_path / "corpus/facts.yaml").write_text("nonsense: 1\n", encoding="utf-8")
    with closing(KnowledgeBase(Settings.load(data=tmp_path / "none", corpus=tmp_path / "corpus"))) as real:
        assert real.consult("算力券最高补多少？")[0] is None
        with pytest.raises(UnreadableSource):
            real.consult("我们能享受什么？")
        broken = Desk(Service(_Consulting(real)), Metrics())  # type: ignore[arg-type]
        assert _talk(broken, "算力券最高补多少？").exchanges[-1].answer is not None
        assert _talk(broken, "我们能享受什么？").exchanges[-1].error


def test_hostile_words_are_text(desk: Desk) -> None:
    shown = desk.conversation(_talk(desk, BEGIN, f"{HOSTILE}，语料合同60-80万"))
    made = consulted_html(0, _hostile(), "zh") + consulted_html(0, _hostile(), "en")
    for page in (shown, made):
        assert "<img" not in page
        assert 'onerror="' not in page


def _hostile() -> Consulted:
    told = Told("x", HOSTILE, HOSTILE, 0, 1, True)
    grant = Grant("reward", HOSTILE, Decimal(1), period=HOSTILE)
    results = tuple(Verdict(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, s, (), grant, missing=("x",)) for s in Eligibility)
    name = FactName(HOSTILE, HOSTILE)
    verdicts = Verdicts(date(2025, 1, 1), {}, results, (), notes=(HOSTILE,), names={"x": name})
    known: tuple[Any, ...] = (Known(FactName(HOSTILE, HOSTILE), HOSTILE, told),)
    asked = (NextQuestion("x", HOSTILE, HOSTILE),)
    return Consulted(verdicts, known, known, asked, (name,), (HOSTILE,), (name,))


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "english"),
    [
        ("600000", "元", "60万元", "600,000 yuan"),
        ("200000000", "元", "2亿元", "200,000,000 yuan"),
        ("123456", "元", "123,456元", "123,456 yuan"),
        ("0", "元", "0元", "0 yuan"),
        ("3.50", "%", "3.5%", "3.5 %"),
    ],
)
def test_figures_are_readable(value: str, unit: str, chinese: str, english: str) -> None:
    assert quantity_text(Decimal(value), unit, "zh") == chinese
    assert quantity_text(Decimal(value), unit, "en") == english


def test_in_english_facts_have_their_english_names(desk: Desk) -> None:
    session = _talk(desk, BEGIN, "语料合同大概五十万", "不清楚")
    shown = consulted_html(0, session.exchanges[-1].consulted, "en")  # type: ignore[arg-type]
    assert "compute-service contract, as executed: " in shown
    assert "place of registration" in shown
    for label in ("算力服务合同实际执行金额", "注册地", "语料合同实际执行金额"):
        assert label not in shown
