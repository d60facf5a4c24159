"""The commands that look after the office's records: staff, export, purge."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from desk.cli_console import Console
from desk.texts import text
from policy.errors import BadArgument
from policy.office import Role

if TYPE_CHECKING:
    from kb import KnowledgeBase, Settings

MakeKb = Callable[["Settings"], "KnowledgeBase"]


def staff(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    """Add, list or disable accounts. Raises BadArgument, UnknownRecord."""
    if (args.action == "list") != (args.name is None):
        raise BadArgument(f"`policydesk staff {args.action}` takes {'no name' if args.action == 'list' else 'one name'}")
    kb = make_kb(settings)
    try:
        _STAFF[args.action](args, kb, console)
    finally:
        kb.close()
    return 0


def _add(args: Namespace, kb: KnowledgeBase, console: Console) -> None:
    account = kb.office.add_account(args.name, _password(console), Role.ADMIN if args.admin else Role.STAFF)
    console.result(text("cli_staff_added", console.language, name=account.name, role=account.role.value))


def _list(args: Namespace, kb: KnowledgeBase, console: Console) -> None:
    found = kb.office.accounts()
    if args.json:
        console.result({"accounts": [asdict(a) | {"created": a.created.isoformat()} for a in found]})
        return
    off = text("cli_staff_off", console.language)
    lines = [f"{a.name}\t{a.role}\t{a.created.astimezone():%Y-%m-%d}{off if a.disabled else ''}" for a in found]
    console.result("\n".join(lines) or text("cli_staff_none", console.language))


def _disable(args: Namespace, kb: KnowledgeBase, console: Console) -> None:
    account = kb.office.disable_account(args.name)
    console.result(text("cli_staff_disabled", console.language, name=account.name))


_STAFF = {"add": _add, "list": _list, "disable": _disable}


def _password(console: Console) -> str:
    """The new password: never an argument, which every user of the machine can see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    given = getpass.getpass(text("cli_password", console.language))
    if getpass.getpass(text("cli_password_again", console.language)) != given:
        raise BadArgument("the passwords differ; run the command again")
    return given


def export(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    """Write a table as CSV. Raises BadArgument where there is no such table or the file can't be written."""
    kb = make_kb(settings)
    try:
        lines = kb.office.export(args.table)
        if args.out is None:
            sys.stdout.writelines(lines)
            return 0
        count = -1  # the header
        with _written(args.out) as file:
            for line in lines:
                file.write(line)
                count += 1
    finally:
        kb.close()
    console.result(text("cli_exported", console.language, count=count, path=args.out))
    return 0


@contextmanager
def _written(path: Path) -> Iterator[TextIO]:
    """A file that is there whole or not at all, and that spreadsheets read as UTF-8; for its owner's eyes."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8-sig", newline="") as file:
            yield file
        unfinished.replace(path)
    except OSError as error:
        raise BadArgument(f"{path} can't be written ({error.strerror or error}); name another file") from error
    finally:
        unfinished.unlink(missing_ok=True)


def purge(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    """Remove what is older than the retention."""
    kb = make_kb(settings)
    try:
        gone = asdict(kb.office.purge())
    finally:
        kb.close()
    console.result(gone if args.json else text("cli_purged", console.language, **gone))
    return 0
