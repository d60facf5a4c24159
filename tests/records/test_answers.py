"""Answers kept with their clauses, votes, handovers; personal numbers covered."""

from __future__ import annotations

import csv
import re
import sqlite3
import traceback

import pytest
from records_fakes import CLAUSE, Clock, asked

from policy.answers import Status
from policy.errors import BadArgument, Conflict, UnknownRecord
from policy.kept import Reason
from policy.office import HandoverState
from records.answers import Answers
from records.base import Terms
from records.database import Database
from records.handovers import Handovers
from records.upkeep import Upkeep


@pytest.fixture
def answers(database: Database, clock: Clock) -> Answers:
    return Answers(database, Terms(), clock)


@pytest.fixture
def handovers(database: Database, clock: Clock) -> Handovers:
    return Handovers(database, Terms(), clock)


def test_an_answer_is_kept_as_it_was_given(answers: Answers, clock: Clock) -> None:
    given = asked(channel="api", conversation_id="c-1", region="杭州市", milliseconds=12.5)
    kept = answers.answer(answers.keep(given, [CLAUSE]))
    assert kept is not None
    assert kept.answer == given.answer.to_dict()
    assert kept.clauses == (CLAUSE,)
    assert (kept.channel, kept.region, kept.status, kept.mode, kept.milliseconds) == ("api", "杭州市", "answered", "extractive", 12.5)
    assert kept.asked == clock.at
    assert answers.answer("nothing") is None


def test_ids_are_not_guessed(answers: Answers) -> None:
    ids = {answers.keep(asked(), []) for _ in range(20)}
    assert len(ids) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_\-]{16,}", i) for i in ids)


def test_a_clause_that_changed_stands_in_each_answer_as_it_was(answers: Answers) -> None:
    from dataclasses import replace

    before = answers.keep(asked(), [CLAUSE])
    after = answers.keep(asked(), [replace(CLAUSE, text="给予最高500万元补助。")])
    texts = [kept.clauses[0].text for i in (before, after) if (kept := answers.answer(i))]
    assert texts == [CLAUSE.text, "给予最高500万元补助。"]


def test_personal_numbers_are_covered_and_the_documents_own_stay(answers: Answers, database: Database) -> None:
    question = "我的电话是１３８ ０００１ ２３４５，身份证33010619900101123X，卡6222021234567890123，能领吗？"
    text = "请拨打0571-88001234咨询。[1]您留的13800012345已看到。"
    kept = answers.answer(answers.keep(asked(question, text=text), [CLAUSE]))
    assert kept is not None
    assert kept.question == "我的电话是（电话已隐去），身份证（证件号已隐去），卡（卡号已隐去），能领吗？"
    assert kept.answer["question"] == kept.question
    assert kept.answer["answer"] == "请拨打0571-88001234咨询。[1]您留的（电话已隐去）已看到。"
    database.close()
    with sqlite3.connect(database.path) as file:
        dump = "\n".join(file.iterdump())
    assert not re.search(r"13800012345|33010619900101123X|6222021234567890123|１３８", dump)


def test_a_conversation_comes_back_in_its_order(answers: Answers, clock: Clock) -> None:
    for n in range(3):
        answers.keep(asked(f"问题{n}", conversation_id="c-1"), [])
        clock.on(minutes=1)
    answers.keep(asked("另一段", conversation_id=""), [])
    assert [k.question for k in answers.conversation("c-1")] == ["问题0", "问题1", "问题2"]
    assert answers.conversation("") == []


@pytest.mark.parametrize("more", [{"channel": "fax"}, {"conversation_id": "a b"}, {"conversation_id": "c" * 101}])
def test_what_can_not_be_kept_is_refused(answers: Answers, more: dict[str, str]) -> None:
    with pytest.raises(BadArgument):
        answers.keep(asked(**more), [])


def test_the_last_vote_counts(answers: Answers) -> None:
    made = answers.keep(asked(status=Status.NOT_COVERED), [])
    answers.vote(made, True)
    answers.vote(made, False, ["unclear", "wrong_figure", "unclear"], " 请打13800012345 ")
    kept = answers.answer(made)
    assert kept is not None
    assert kept.vote is not None
    assert (kept.vote.useful, kept.vote.reasons) == (False, (Reason.UNCLEAR, Reason.WRONG_FIGURE))
    assert kept.vote.comment == "请打（电话已隐去）"


def test_a_vote_on_nothing_or_for_no_known_reason_is_refused(answers: Answers) -> None:
    with pytest.raises(UnknownRecord):
        answers.vote("nothing", True)
    made = answers.keep(asked(), [])
    with pytest.raises(BadArgument, match="too_long"):
        answers.vote(made, False, ["too_long"])
    with pytest.raises(BadArgument, match="comment"):
        answers.vote(made, False, [], "长" * 2001)


def test_a_handover_waits_is_taken_and_closed(handovers: Handovers, clock: Clock) -> None:
    first = handovers.hand_over("c-1", "王先生 13800012345", "想问人才政策")
    clock.on(minutes=1)
    second = handovers.hand_over("c-2")
    assert [(h.id, h.contact) for h in handovers.handovers()] == [(first, "王先生 13800012345"), (second, "")]
    taken = handovers.take_handover(first, "王芳")
    assert (taken.state, taken.by, taken.taken) == (HandoverState.TAKEN, "王芳", clock.at)
    assert handovers.take_handover(first, "王芳") == taken
    with pytest.raises(Conflict, match="王芳"):
        handovers.take_handover(first, "李雷")
    assert handovers.close_handover(first, "李雷").state is HandoverState.CLOSED
    assert [h.id for h in handovers.handovers()] == [second]
    assert [h.id for h in handovers.handovers(open_only=False)] == [second, first]


def test_a_contact_reaches_staff_until_the_handover_is_closed_and_the_note_is_covered(handovers: Handovers, database: Database) -> None:
    contact = "王女士 微信 wang_li 13800012345"
    number = handovers.hand_over("c-1", contact, "打 13900012345 也行")
    (open_,) = handovers.handovers()
    assert (open_.contact, open_.note) == (contact, "打 （电话已隐去） 也行")
    assert "13800012345" not in repr(open_)
    assert handovers.take_handover(number, "王芳").contact == contact
    closed = handovers.close_handover(number, "王芳")
    assert closed.contact == "（联系方式已隐去）"
    assert handovers.handovers(open_only=False) == [closed]
    database.close()
    kept = b"".join(path.read_bytes() for path in database.path.parent.glob("desk.sqlite*"))
    assert b"wang_li" not in kept


def test_a_contact_is_in_no_export(handovers: Handovers, database: Database) -> None:
    handovers.hand_over("c-1", "微信 wang_li 13800012345")
    handovers.hand_over("c-2")
    rows = list(csv.DictReader(Upkeep(database).export("handovers")))
    assert [row["contact"] for row in rows] == ["（联系方式已隐去）", ""]


def test_no_error_of_the_file_tells_what_was_written(handovers: Handovers, database: Database) -> None:
    contact = "微信 wang_li"
    handovers.hand_over("c-1")
    with database.writing() as db:
        db.exec_driver_sql("ALTER TABLE handovers DROP COLUMN note")
    with pytest.raises(BadArgument) as failed:
        handovers.hand_over("c-1", contact)
    assert "wang_li" not in "".join(traceback.format_exception(failed.value))


def test_nothing_can_not_be_handed_over(handovers: Handovers) -> None:
    with pytest.raises(BadArgument):
        handovers.hand_over("")
    with pytest.raises(UnknownRecord):
        handovers.take_handover("AAAAAAA", "王芳")
