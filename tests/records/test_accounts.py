"""Accounts, sign-ins, sessions, lock-out."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from records_fakes import Clock

from policy.errors import BadArgument, LockedOut, SignInFailed, UnknownRecord
from policy.office import Role
from records.accounts import Accounts
from records.base import Terms
from records.database import Database

PASSWORD = "correct horse"


@pytest.fixture
def accounts(database: Database, clock: Clock) -> Accounts:
    made = Accounts(database, Terms(), clock)
    made.add_account("王芳", PASSWORD)
    return made


def test_who_signs_in_is_known_by_the_token(accounts: Accounts) -> None:
    session = accounts.sign_in("王芳", PASSWORD, "10.0.0.1")
    assert accounts.session(session.token) == session.account
    assert (session.account.name, session.account.role) == ("王芳", Role.STAFF)
    assert accounts.session("") is None
    assert accounts.session(session.token + "x") is None


def test_the_file_holds_neither_password_nor_token(accounts: Accounts, database: Database) -> None:
    session = accounts.sign_in("王芳", PASSWORD)
    database.close()
    with sqlite3.connect(database.path) as file:
        dump = "\n".join(file.iterdump())
    assert "$argon2id$" in dump
    assert PASSWORD not in dump
    assert session.token not in dump
    assert database.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("name", "password"), [("王芳", "correct horsf"), ("王芳", ""), ("谁", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_fail_alike(accounts: Accounts, name: str, password: str) -> None:
    with pytest.raises(SignInFailed) as failed:
        accounts.sign_in(name, password)
    assert str(failed.value) == str(SignInFailed())


def test_names_are_one_in_every_case_and_width(accounts: Accounts) -> None:
    accounts.add_account("Li Lei", PASSWORD)
    assert accounts.sign_in(" ｌi lei ", PASSWORD).account.name == "Li Lei"
    with pytest.raises(BadArgument, match="Li Lei"):
        accounts.add_account("LI LEI", PASSWORD)


@pytest.mark.parametrize(("name", "password", "role"), [("a", "short", "staff"), ("", PASSWORD, "staff"), ("a", PASSWORD, "root"), ("a\nb", PASSWORD, "staff")])
def test_what_can_be_no_account_is_refused(accounts: Accounts, name: str, password: str, role: str) -> None:
    with pytest.raises(BadArgument):
        accounts.add_account(name, password, role)
    assert [a.name for a in accounts.accounts()] == ["王芳"]


def test_a_session_ends_after_idling_and_at_its_longest(accounts: Accounts, clock: Clock) -> None:
    idle = accounts.sign_in("王芳", PASSWORD)
    busy = accounts.sign_in("王芳", PASSWORD)
    for _ in range(7):
        clock.on(minutes=100)
        assert accounts.session(busy.token) is not None
    assert accounts.session(idle.token) is None
    clock.on(minutes=25)
    assert accounts.session(busy.token) is None


def test_signing_out_ends_one_session(accounts: Accounts) -> None:
    one, other = accounts.sign_in("王芳", PASSWORD), accounts.sign_in("王芳", PASSWORD)
    accounts.sign_out(one.token)
    assert accounts.session(one.token) is None
    assert accounts.session(other.token) is not None


def test_a_disabled_account_is_out_at_once_and_may_come_back_with_a_new_password(accounts: Accounts) -> None:
    session = accounts.sign_in("王芳", PASSWORD)
    assert accounts.disable_account("王芳").disabled
    assert accounts.session(session.token) is None
    assert not accounts.has_accounts()
    with pytest.raises(SignInFailed):
        accounts.sign_in("王芳", PASSWORD)
    accounts.add_account("王芳", "another horse", "admin")
    assert accounts.sign_in("王芳", "another horse").account.admin
    with pytest.raises(UnknownRecord):
        accounts.disable_account("谁")


def test_five_failures_lock_the_account_from_every_address(accounts: Accounts, clock: Clock) -> None:
    for n in range(5):
        with pytest.raises(SignInFailed):
            accounts.sign_in("王芳", "wrong horse", f"10.0.0.{n}")
        clock.on(minutes=1)
    with pytest.raises(LockedOut) as locked:
        accounts.sign_in("王芳", PASSWORD, "10.0.0.9")
    assert locked.value.minutes == 10
    clock.on(minutes=10)
    assert accounts.sign_in("王芳", PASSWORD, "10.0.0.9").account.name == "王芳"


def test_five_failures_lock_the_address_for_every_account(accounts: Accounts) -> None:
    for n in range(5):
        with pytest.raises(SignInFailed):
            accounts.sign_in(f"nobody {n}", PASSWORD, "10.0.0.1")
    with pytest.raises(LockedOut):
        accounts.sign_in("王芳", PASSWORD, "10.0.0.1")
    assert accounts.sign_in("王芳", PASSWORD, "10.0.0.2").account.name == "王芳"


def test_a_right_password_clears_the_failures_of_that_account_only(accounts: Accounts) -> None:
    accounts.add_account("insider", PASSWORD)
    for _ in range(4):
        with pytest.raises(SignInFailed):
            accounts.sign_in("王芳", "wrong horse", "10.0.0.1")
    accounts.sign_in("insider", PASSWORD, "10.0.0.1")
    with pytest.raises(SignInFailed):
        accounts.sign_in("王芳", "wrong horse", "10.0.0.1")
    with pytest.raises(LockedOut):
        accounts.sign_in("王芳", PASSWORD, "10.0.0.1")


def test_many_guesses_at_once_are_no_more_than_many_in_turn(accounts: Accounts) -> None:
    def guess(n: int) -> type[Exception]:
        with pytest.raises((SignInFailed, LockedOut)) as refused:
            accounts.sign_in("王芳", f"wrong horse {n}", f"10.0.0.{n}")
        return refused.type

    with ThreadPoolExecutor(12) as pool:
        refused = list(pool.map(guess, range(12)))
    assert refused.count(SignInFailed) == 5


def test_ensuring_an_account_makes_it_once_and_changes_nothing_after(accounts: Accounts) -> None:
    accounts.ensure_account("admin", "first horse", Role.ADMIN)
    accounts.ensure_account("Admin", "second horse", Role.ADMIN)
    assert accounts.sign_in("admin", "first horse").account.admin
    accounts.disable_account("admin")
    accounts.ensure_account("admin", "third horse", Role.ADMIN)
    assert [a.name for a in accounts.accounts() if a.disabled] == ["admin"]
