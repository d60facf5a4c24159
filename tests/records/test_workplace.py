"""Calls, standard replies, what was not answered, figures, changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from records_fakes import CLAUSE, Clock, asked

from policy.answers import Status
from policy.errors import BadArgument, Conflict, NotAllowed, UnknownRecord
from policy.figures import Change, ChangedDocument, Votes
from policy.office import Account, Reply, ReplyState, Role
from records.accounts import Accounts
from records.answers import Answers
from records.base import Terms
from records.calls import Calls
from records.checks import Checks
from records.dashboard import Dashboard, percentile
from records.database import Database
from records.replies import Replies
from records.unanswered import Unsettled


@pytest.fixture
def answers(database: Database, clock: Clock) -> Answers:
    return Answers(database, Terms(), clock)


@pytest.fixture
def replies(database: Database, clock: Clock) -> Replies:
    return Replies(database, Terms(), clock)


def drafted(replies: Replies, clock: Clock, days: int = 30, **more: str) -> Reply:
    values = {"question": "年报逾期还能申请吗", "text": "不能。", "source": "处务会纪要"} | more
    return replies.draft(**values, clauses={"办法#第一条": "abc"}, until=clock().date() + timedelta(days=days), by="王芳")


# -- calls -----------------------------------------------------------------------------------------------------------


def test_a_call_and_its_questions_belong_together(database: Database, answers: Answers, clock: Clock) -> None:
    calls = Calls(database, Terms(), clock)
    made = calls.open_call("王芳", "某公司 13800012345")
    call = calls.call(made)
    assert call is not None
    answers.keep(asked(channel="hotline", conversation_id=call.conversation_id), [])
    assert len(answers.conversation(f"call:{made}")) == 1
    clock.on(minutes=4)
    other = calls.open_call("李雷")
    closed = calls.close_call(made, "已答复，回电13800012345")
    assert (closed.summary, closed.caller, closed.closed) == ("已答复，回电（电话已隐去）", "某公司 （电话已隐去）", clock())
    assert [c.id for c in calls.calls()] == [other, made]
    assert [c.id for c in calls.calls("王芳")] == [made]
    assert [c.id for c in calls.calls(open_only=True)] == [other]
    with pytest.raises(UnknownRecord):
        calls.close_call("nothing")


# -- standard replies ------------------------------------------------------------------------------------------------


def test_a_reply_is_found_from_its_approval_to_its_end(replies: Replies, clock: Clock) -> None:
    reply = drafted(replies, clock)
    today = clock().date()
    assert replies.replies(on=today) == []
    approved = replies.approve_reply(reply.id, "李雷")
    assert (approved.state, approved.approved_by, approved.drafted_by) == (ReplyState.APPROVED, "李雷", "王芳")
    assert replies.replies(on=today) == [approved]
    assert replies.replies(on=approved.until) == [approved]
    assert replies.replies(on=approved.until + timedelta(days=1)) == []
    assert replies.replies(on=today - timedelta(days=1)) == []
    withdrawn = replies.withdraw_reply(reply.id, "王芳")
    assert replies.replies(on=today) == []
    assert replies.replies("withdrawn") == [withdrawn]


def test_nobody_but_an_admin_approves_their_own_draft(replies: Replies, clock: Clock) -> None:
    accounts = Accounts(replies._db, now=clock)
    accounts.add_account("王芳", "correct horse")
    reply = drafted(replies, clock)
    with pytest.raises(NotAllowed, match="a colleague or an admin"):
        replies.approve_reply(reply.id, "王芳")
    with pytest.raises(NotAllowed):
        replies.approve_reply(reply.id, Account("王芳", Role.ADMIN, clock()))  # what is kept of the account counts
    accounts.add_account("李雷", "correct horse")
    accounts.disable_account("李雷")
    with pytest.raises(NotAllowed):
        replies.approve_reply(reply.id, "李雷")
    with pytest.raises(Conflict, match="changed since"):
        replies.approve_reply(reply.id, "韩梅", reply.drafted - timedelta(seconds=1))
    accounts.disable_account("王芳")
    accounts.add_account("王芳", "correct horse", "admin")
    assert replies.approve_reply(reply.id, "王芳", reply.drafted).state is ReplyState.APPROVED


def test_each_change_of_a_reply_shows(replies: Replies, clock: Clock) -> None:
    seen = [replies.replies_generation()]
    reply = drafted(replies, clock)
    seen.append(replies.replies_generation())
    replies.approve_reply(reply.id, "李雷")
    seen.append(replies.replies_generation())
    replies.withdraw_reply(reply.id, "李雷")
    seen.append(replies.replies_generation())
    assert seen == sorted(set(seen))


def test_a_reply_written_anew_must_be_approved_anew(replies: Replies, clock: Clock) -> None:
    reply = drafted(replies, clock)
    replies.approve_reply(reply.id, "李雷")
    with pytest.raises(Conflict, match="approved"):
        replies.approve_reply(reply.id, "李雷")
    again = replies.draft("问", "答", "源", {}, clock().date(), "王芳", reply.id)
    assert (again.id, again.state, again.approved) == (reply.id, ReplyState.DRAFT, None)
    with pytest.raises(UnknownRecord):
        replies.draft("问", "答", "源", {}, clock().date(), "王芳", "nothing")


@pytest.mark.parametrize("more", [{"question": " "}, {"text": ""}, {"source": "\n"}, {"text": "长" * 4001}])
def test_a_reply_needs_all_its_parts(replies: Replies, clock: Clock, more: dict[str, str]) -> None:
    with pytest.raises(BadArgument):
        drafted(replies, clock, **more)


def test_a_reply_whose_end_is_past_is_not_approved(replies: Replies, clock: Clock) -> None:
    with pytest.raises(BadArgument, match="past"):
        drafted(replies, clock, days=-1)
    reply = drafted(replies, clock, days=1)
    clock.on(days=3)
    with pytest.raises(BadArgument, match="past"):
        replies.approve_reply(reply.id, "李雷")


def test_an_office_is_named_in_a_reply_and_a_person_is_not(replies: Replies, clock: Clock) -> None:
    reply = drafted(replies, clock, text="请打0571-88001234、400-100-1234，找王先生13800012345。[1]")
    assert reply.text == "请打0571-88001234、400-100-1234，找王先生（电话已隐去）。［1］"


# -- not answered ----------------------------------------------------------------------------------------------------


def test_questions_alike_stand_together_and_can_be_settled(database: Database, answers: Answers, clock: Clock) -> None:
    unsettled = Unsettled(database, Terms(), clock)
    for question in ("算力券能不能转让给别人?", "养老金怎么领", "算力券可以转让给别人吗", "算力券能转让给别人么"):
        answers.keep(asked(question, Status.NOT_COVERED), [])
        clock.on(minutes=1)
    answers.keep(asked("算力券最高多少"), [])
    missed = answers.keep(asked("语料券最高多少"), [])
    answers.vote(missed, False, ["should_have_answered"])
    first, *others = unsettled.unanswered()
    assert (first.count, first.question, len(first.wordings)) == (3, "算力券能转让给别人么", 3)
    assert {o.question for o in others} == {"养老金怎么领", "语料券最高多少"}
    assert unsettled.settle_unanswered(first.answer_ids, "王芳") == 3
    assert unsettled.settle_unanswered(first.answer_ids, "王芳") == 0
    assert {o.question for o in unsettled.unanswered()} == {"养老金怎么领", "语料券最高多少"}
    assert unsettled.unanswered(since=clock().date() + timedelta(days=2)) == []
    assert len(unsettled.unanswered(limit=1)) == 1


# -- figures and changes ---------------------------------------------------------------------------------------------


def test_the_figures_of_two_days(database: Database, answers: Answers, clock: Clock) -> None:
    today = clock().astimezone().date()
    for milliseconds in (10, 20, 400):
        answers.keep(asked(milliseconds=milliseconds), [CLAUSE])
    clock.on(days=1)
    voted = answers.keep(asked(status=Status.NOT_COVERED, channel="hotline", milliseconds=30), [])
    answers.vote(voted, False, ["should_have_answered", "unclear"])
    checks = Checks(database, Terms(), clock)
    for useful in (True, False, None):
        made = checks.keep_check({"verdicts": {"facts": {}, "told": [], "unplaced": []}}, {})
        if useful is not None:
            checks.vote_check(made, useful, [] if useful else ["wrong_figure"])
    shown = Dashboard(database, Terms(), clock).figures(today, today + timedelta(days=2))
    assert [d.asked for d in shown.days] == [3, 1, 0]
    assert (shown.days[0].p50, shown.days[0].p95) == (20, 400)
    assert (shown.asked, shown.answered_share, shown.by_channel) == (4, 0.75, {"chat": 3, "hotline": 1})
    assert [(t.heading, t.count) for t in shown.topics] == [("算力券", 3)]
    assert shown.votes == Votes(0, 1, {"should_have_answered": 1, "unclear": 1})
    assert shown.check_votes == Votes(1, 1, {"wrong_figure": 1})
    assert Dashboard(database, Terms(), clock).figures(today, today).check_votes == Votes()


def test_no_figures_of_days_that_are_none(database: Database) -> None:
    with pytest.raises(BadArgument):
        Dashboard(database).figures(date(2026, 3, 2), date(2026, 3, 1))
    empty = Dashboard(database).figures(date(2026, 3, 1), date(2026, 3, 1))
    assert (empty.asked, empty.answered_share, empty.p95) == (0, None, 0.0)


def test_a_percentile_is_one_of_the_values() -> None:
    assert [percentile(list(range(1, 101)), p) for p in (50, 95, 100)] == [50, 95, 100]
    assert percentile([7.0], 95) == 7.0


def test_changes_come_back_the_latest_first(database: Database, clock: Clock) -> None:
    board = Dashboard(database, Terms(), clock)
    change = Change(datetime(2020, 1, 1, tzinfo=UTC), "王芳", (ChangedDocument("a", "甲"),), (), (ChangedDocument("b", "乙"),), 3, 0, 2, ("坏文件",))
    board.note_change(change)
    clock.on(minutes=1)
    board.note_change(Change(clock(), "李雷", (), (ChangedDocument("a", "甲"),), ()))
    last, first = board.changes()
    assert (last.by, last.at) == ("李雷", clock())
    assert (first.added, first.removed, first.created, first.dropped, first.failures) == (change.added, change.removed, 3, 2, ("坏文件",))
    assert len(board.changes(1)) == 1
