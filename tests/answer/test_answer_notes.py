"""Around an answer: whose words they are, whether they are in force, what is left to the locality."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from answer_fakes import ON, answerer, digest, measures

from policy.answers import Answer, Filters, Status
from policy.documents import TextKind

Ask = Callable[[str], Answer]
HEAD: dict[str, Any] = {"title": "浙江省机器人整机奖励办法", "region": "浙江省", "level": "省"}


def notes_of(on: date = ON, confidence: str = "", **head: Any) -> str:
    """The notes of an answer from a digest with this head."""
    doc = digest("d", {"机器人整机奖励": "对入选企业给予最高70万元奖励。"}, confidence, **(HEAD | head))
    answer = answerer(doc).ask("机器人整机奖励最高多少？", Filters(documents=("d",), on=on))
    assert answer.status is Status.ANSWERED
    return "\n".join(answer.notes)


def test_a_digest_is_shown_as_one() -> None:
    assert "[1] 为要点摘编" in notes_of()
    assert "以正式文件为准" in notes_of()


def test_a_reprint_is_shown_as_one() -> None:
    answer = answerer(measures(text_kind=TextKind.REPRINT)).ask("语料券最高补多少？", Filters(on=ON))
    assert any("转载" in n and "以正式文件为准" in n for n in answer.notes)


def test_the_original_needs_no_such_note(ask: Ask) -> None:
    assert not any("转载" in n or "摘编" in n for n in ask("语料券最高补多少？").notes)


def test_a_draft_is_told_as_not_in_force() -> None:
    assert "征求意见稿，尚未生效" in notes_of(status="征求意见")


def test_an_unknown_status_is_said_aloud() -> None:
    assert "现行效力未知" in notes_of(status="未知")


def test_in_force_needs_neither() -> None:
    notes = notes_of(status="现行")
    assert "征求意见" not in notes
    assert "未知" not in notes


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2025, 12, 31), "自2026年1月1日起施行，2025年12月31日时尚未施行"), (date(2026, 1, 1), "有效期至2027年12月31日"),
        (date(2027, 12, 31), "有效期至2027年12月31日"), (date(2028, 1, 1), "已于2027年12月31日到期"),
    ],
)  # fmt: skip
def test_validity_on_the_day_asked(on: date, words: str) -> None:
    assert words in notes_of(on, effective_from="2026-01-01", effective_to="2027-12-31")
    assert words in notes_of(on, effective_from="2026", effective_to="2027")


def test_the_day_of_the_question_itself_counts() -> None:
    doc = digest("d", {"机器人整机奖励": "对入选企业给予最高70万元奖励。"}, **HEAD, effective_to="2027-12-31")
    answer = answerer(doc).ask("机器人整机奖励在2028年3月1日那天还能领吗？最高多少？", Filters(documents=("d",)))
    assert any("已于2027年12月31日到期" in n for n in answer.notes)


@pytest.mark.parametrize(
    ("text", "words"),
    [("支持有条件的地方发放机器人券，最高70万元。", "支持有条件的地方"), ("鼓励有条件的地方对机器人企业给予最高70万元奖励。", "鼓励有条件的地方"), ("对机器人企业给予最高70万元奖励。", "")],
)
def test_what_is_left_to_the_locality(text: str, words: str) -> None:
    doc = digest("d", {"机器人奖励": text}, **HEAD)
    notes = [n for n in answerer(doc).ask("机器人奖励最高多少？", Filters(documents=("d",), on=ON)).notes if "由当地决定" in n]
    assert [n.split("”")[0].strip("“") for n in notes] == ([words] if words else [])


def test_the_reading_of_a_cap_that_could_bind_both_cases_is_named(ask: Ask) -> None:
    notes = ask("自主算力合同实际执行620万元，算力券能补多少？").notes
    assert any("800万元" in n and "只限其前面的一种情形" in n for n in notes)


def test_notes_come_once_and_without_citations(ask: Ask) -> None:
    for question in ("自主算力合同200万元，非自主算力合同300万元，算力券合计能补多少？", "语料券最高补多少？"):
        notes = ask(question).notes
        assert len(notes) == len(set(notes))


def test_notes_of_an_english_question_are_english() -> None:
    doc = digest("d", {"机器人整机奖励": "对入选企业给予最高70万元奖励。"}, **HEAD, status="征求意见")
    answer = answerer(doc).ask("What is the maximum reward for 机器人整机?", Filters(documents=("d",), on=ON))
    assert any(n.startswith("[1] is a digest") for n in answer.notes)
    assert any("not in force" in n for n in answer.notes)


def test_what_is_not_answered_has_no_notes(ask: Ask) -> None:
    for question in ("语料券怎么申请？", "上海的算力券补多少？", "能给多少？"):
        assert ask(question).notes == ()
