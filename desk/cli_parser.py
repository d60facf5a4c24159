"""The arguments of the command line: what is accepted, and the help in the terminal's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from desk.texts import TEXTS, Language, text
from policy.errors import BadArgument

MAX_HITS = 100


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadArgument(f"{message}; see `{self.prog} --help`")


class _Formatter(argparse.HelpFormatter):
    language: Language = "en"

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)

    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, text("cli_usage", self.language) if prefix is None else prefix)


def parse(argv: Sequence[str], language: Language) -> argparse.Namespace:
    """The arguments as a namespace with `command`, the common options and the command's own.

    Common options may stand before or after the command. `--help` prints and raises SystemExit(0).
    Raises BadArgument.
    """
    argv = list(argv)
    cut = argv.index("--") if "--" in argv else len(argv)
    formatter = type("Formatter", (_Formatter,), {"language": language})
    common = _Parser(prog="policydesk", add_help=False, allow_abbrev=False)
    _add_common(common, language, defaults=True)
    found, rest = common.parse_known_args(argv[:cut])
    return _commands(language, formatter).parse_args([*rest, *argv[cut:]], found)


def _add_common(parser: argparse.ArgumentParser, language: Language, defaults: bool) -> None:
    group = parser.add_argument_group(text("cli_common", language))

    def add(flag: str, metavar: str, default: object, **more: object) -> None:
        about = text(f"cli_{flag[2:]}", language)
        value = default if defaults else argparse.SUPPRESS
        group.add_argument(flag, metavar=metavar, default=value, help=about, **more)  # type: ignore[arg-type]

    add("--data", "DIR", None, type=Path)
    add("--document", "ID", [], action="append")
    add("--region", "NAME", "")
    add("--on", "YYYY-MM-DD", None, type=_day)


def _commands(language: Language, formatter: type) -> argparse.ArgumentParser:
    def make(add_parser, name: str = "", about: str = "") -> argparse.ArgumentParser:  # type: ignore[no-untyped-def]
        names = (name,) if name else ()
        help_ = {"help": about} if name else {}
        parser: argparse.ArgumentParser = add_parser(
            *names, description=about, formatter_class=formatter, add_help=False, allow_abbrev=False, **help_
        )
        parser._positionals.title = text("cli_arguments", language)
        parser._optionals.title = text("cli_options", language)
        parser.add_argument("-h", "--help", action="help", help=text("cli_help", language))
        return parser

    top = make(lambda **kw: _Parser(prog="policydesk", **kw), about=text("cli_about", language))
    _add_common(top, language, defaults=False)
    subs = top.add_subparsers(dest="command", metavar="COMMAND", title=text("cli_commands", language))
    for name, fill in _FILLS.items():
        sub = make(subs.add_parser, name, text(f"cli_{name}", language))
        if f"cli_{name}_about" in TEXTS:
            sub.description = text(f"cli_{name}_about", language)
        fill(sub, language)
        if name != "eval":
            _add_common(sub, language, defaults=False)
    top.set_defaults(command="serve", host="127.0.0.1", port=7860, root_path=None)
    return top


def _serve(sub: argparse.ArgumentParser, language: Language) -> None:
    sub.add_argument("--host", default="127.0.0.1", help=text("cli_host", language))
    sub.add_argument("--port", type=_port, default=7860, help=text("cli_port", language))
    sub.add_argument("--root-path", metavar="PATH", default=None, help=text("cli_root_path", language))


def _mcp(_: argparse.ArgumentParser, __: Language) -> None:
    """No arguments but the common ones."""


def _ingest(sub: argparse.ArgumentParser, language: Language) -> None:
    sub.add_argument("paths", metavar="PATH", nargs="*", type=Path, help=text("cli_path", language))
    sub.add_argument("--dry-run", action="store_true", help=text("cli_dry_run", language))
    sub.add_argument("--upload", action="store_true", help=text("cli_upload", language))
    _add_json(sub, language)


def _remove(sub: argparse.ArgumentParser, language: Language) -> None:
    sub.add_argument("ids", metavar="ID", nargs="+", help=text("cli_id", language))
    _add_json(sub, language)


def _search(sub: argparse.ArgumentParser, language: Language) -> None:
    sub.add_argument("q", metavar="QUERY", nargs="?", help=text("cli_query", language))
    sub.add_argument("-k", type=_count, default=10, help=text("cli_k", language))
    _add_batch(sub, language)


def _ask(sub: argparse.ArgumentParser, language: Language) -> None:
    sub.add_argument("q", metavar="QUESTION", nargs="?", help=text("cli_question", language))
    _add_batch(sub, language)


def _match(sub: argparse.ArgumentParser, language: Language) -> None:
    given = sub.add_mutually_exclusive_group(required=True)
    given.add_argument("--profile", metavar="FILE", type=Path, help=text("cli_profile", language))
    given.add_argument("--text", metavar="TEXT", help=text("cli_told_text", language))
    _add_json(sub, language)


def _rules(sub: argparse.ArgumentParser, language: Language) -> None:
    actions = ("list", "check", "seen", "draft", "facts")
    sub.add_argument("action", metavar="ACTION", nargs="?", choices=actions, default="list", help=text("cli_action", language))
    sub.add_argument("names", metavar="NAME", nargs="*", help=text("cli_names", language))
    _add_json(sub, language)


def _staff(sub: argparse.ArgumentParser, language: Language) -> None:
    sub.add_argument("action", metavar="ACTION", choices=("add", "list", "disable"), help=text("cli_staff_action", language))
    sub.add_argument("name", metavar="NAME", nargs="?", help=text("cli_staff_name", language))
    sub.add_argument("--admin", action="store_true", help=text("cli_admin", language))
    _add_json(sub, language)


def _export(sub: argparse.ArgumentParser, language: Language) -> None:
    sub.add_argument("table", metavar="TABLE", help=text("cli_table", language))
    sub.add_argument("--out", metavar="FILE.csv", type=Path, help=text("cli_out_csv", language))


def _eval(sub: argparse.ArgumentParser, language: Language) -> None:
    sub.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)


def _add_json(sub: argparse.ArgumentParser, language: Language) -> None:
    sub.add_argument("--json", action="store_true", help=text("cli_json", language))


def _add_batch(sub: argparse.ArgumentParser, language: Language) -> None:
    _add_json(sub, language)
    sub.add_argument("--batch", metavar="IN.jsonl", type=Path, help=text("cli_batch", language))
    sub.add_argument("--out", metavar="OUT.jsonl", type=Path, help=text("cli_out", language))


_FILLS = {
    "serve": _serve,
    "mcp": _mcp,
    "ingest": _ingest,
    "remove": _remove,
    "search": _search,
    "ask": _ask,
    "match": _match,
    "clauses": _add_json,
    "rules": _rules,
    "staff": _staff,
    "export": _export,
    "purge": _add_json,
    "eval": _eval,
}


def _day(value: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{value!r} is no day of the calendar written as YYYY-MM-DD")


def _whole(value: str, low: int, high: int) -> int:
    if re.fullmatch(r"[0-9]{1,9}", value) and low <= int(value) <= high:
        return int(value)
    raise argparse.ArgumentTypeError(f"{value!r} is no whole number from {low} to {high}")


def _port(value: str) -> int:
    return _whole(value, 1, 65535)


def _count(value: str) -> int:
    return _whole(value, 1, MAX_HITS)
