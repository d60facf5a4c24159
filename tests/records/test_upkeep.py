"""Retention and export."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from records_fakes import CLAUSE, Clock, asked

from policy.errors import BadArgument
from policy.figures import Purged
from records.accounts import Accounts
from records.answers import Answers
from records.base import Terms
from records.calls import Calls
from records.checks import Checks
from records.database import Database
from records.handovers import Handovers
from records.replies import Replies
from records.upkeep import TABLES, Upkeep


def _filled(database: Database, clock: Clock) -> str:
    Calls(database, Terms(), clock).open_call("王芳")
    Handovers(database, Terms(), clock).hand_over("c-1")
    answers = Answers(database, Terms(), clock)
    made = answers.keep(asked("=HYPERLINK(1)", text='一,"二"\n三'), [CLAUSE])
    answers.vote(made, True, [], "+1")
    return made


def _count(database: Database, table: str) -> int:
    with database.reading() as db:
        return int(db.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0)


def test_what_is_older_than_the_retention_goes_and_the_rest_stays(database: Database, clock: Clock) -> None:
    old = _filled(database, clock)
    clock.on(days=366)
    new = _filled(database, clock)
    assert Upkeep(database, Terms(), clock).purge() == Purged(answers=1, handovers=1, calls=1)
    answers = Answers(database)
    assert answers.answer(old) is None
    kept = answers.answer(new)
    assert kept is not None
    assert kept.clauses == (CLAUSE,)
    assert [_count(database, t) for t in ("votes", "cited", "clauses")] == [1, 1, 1]


def test_no_clause_is_kept_that_no_answer_cites(database: Database, clock: Clock) -> None:
    _filled(database, clock)
    Upkeep(database, Terms(), clock).purge(clock().date() + timedelta(days=400))
    assert [_count(database, t) for t in ("answers", "votes", "cited", "clauses")] == [0, 0, 0, 0]


def test_a_retention_of_nought_keeps_all_but_sessions(database: Database, clock: Clock) -> None:
    accounts = Accounts(database, Terms(), clock)
    accounts.add_account("王芳", "correct horse")
    accounts.sign_in("王芳", "correct horse")
    _filled(database, clock)
    clock.on(days=4000)
    assert Upkeep(database, Terms(retention_days=0), clock).purge() == Purged()
    assert [_count(database, t) for t in ("answers", "accounts", "sessions")] == [1, 1, 0]


def test_every_table_comes_as_csv_and_no_cell_is_a_formula(database: Database, clock: Clock) -> None:
    made = _filled(database, clock)
    Accounts(database, Terms(), clock).add_account("王芳", "correct horse")
    Replies(database, Terms(), clock).draft("问", "答", "源", {"办法#第一条": "abc"}, clock().date(), "王芳")
    body = {"verdicts": {"facts": {}, "told": [], "unplaced": [], "results": []}}
    Checks(database, Terms(), clock).keep_check(body, {"eligible": 3})
    rows = {table: list(csv.DictReader(Upkeep(database).export(table))) for table in TABLES}
    assert {table: len(found) for table, found in rows.items()} == dict.fromkeys(TABLES, 1)
    assert (rows["answers"][0]["id"].removeprefix("'"), rows["answers"][0]["question"]) == (made, "'=HYPERLINK(1)")
    assert rows["answers"][0]["answer"] == '一,"二"\n三'
    assert rows["votes"][0]["comment"] == "'+1"
    assert (rows["checks"][0]["eligible"], "body" in rows["checks"][0]) == ("3", False)
    assert rows["replies"][0]["clauses"] == "办法#第一条"
    assert "argon" not in str(rows)


def test_a_table_that_there_is_not_is_refused_before_the_first_line(database: Database) -> None:
    with pytest.raises(BadArgument, match="sessions"):
        Upkeep(database).export("sessions")


def test_an_empty_table_has_its_header(database: Database) -> None:
    assert [line.split(",")[0].strip() for line in Upkeep(database).export("answers")] == ["id"]
