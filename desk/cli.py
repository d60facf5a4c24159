"""The command line: one function per command over the knowledge base."""

from __future__ import annotations

import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli_batch import check_target, read_rows, run_batch
from desk.cli_console import Console, debugging
from desk.cli_ingest import ingest, remove
from desk.cli_parser import parse
from desk.service import check_question
from desk.texts import terminal_language
from policy.answers import Filters
from policy.errors import BadArgument, PolicyDeskError

if TYPE_CHECKING:
    from kb import KnowledgeBase, Settings

MakeKb = Callable[["Settings"], "KnowledgeBase"]


def main(argv: Sequence[str], make_kb: MakeKb | None = None) -> int:
    """Run one command; the exit code: 0 done, 2 the request can't be served, 1 a fault of ours.

    `make_kb` makes the knowledge base from the settings; the real one unless told.
    """
    console = Console(terminal_language())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(argv, console, make_kb or _real_kb)
    except SystemExit as ended:  # --help
        return int(ended.code or 0)
    except PolicyDeskError as error:
        if debugging():
            traceback.print_exc()
        console.say(f"policydesk: {error}")
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the last line of defence: one line for the person, not a traceback
        if debugging():
            traceback.print_exc()
        kind = f"{type(error).__name__}: {error}"
        console.say(f"policydesk: a fault of ours ({kind[:300]}); set POLICYDESK_DEBUG=1 to see where, and report it")
        return 1


def _run(argv: Sequence[str], console: Console, make_kb: MakeKb) -> int:
    args = parse(argv, console.language)
    command = _COMMANDS[args.command]
    from kb.settings import Settings

    config = os.environ.get("POLICYDESK_CONFIG")
    root_path = getattr(args, "root_path", None)
    settings = Settings.load(Path(config) if config else None, data=args.data, root_path=root_path)
    return command(args, settings, console, make_kb)


def _real_kb(settings: Settings) -> KnowledgeBase:
    from kb import KnowledgeBase

    return KnowledgeBase(settings)


def _filters(args: Namespace, kb: KnowledgeBase) -> Filters:
    for document_id in args.document:
        kb.document(document_id)
    return Filters(tuple(args.document), args.region.strip(), args.on)


def _serve(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    from desk.server import claim_port, serve

    sock = claim_port(args.host, args.port)
    serve(make_kb(settings), settings, sock, args.host, args.port, console)
    return 0


def _mcp(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    from desk.agents_stdio import serve_stdio

    serve_stdio(make_kb(settings), settings)
    return 0


def _search(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    def work(kb: KnowledgeBase, filters: Filters, q: str) -> dict[str, Any]:
        return {"hits": [hit.to_dict() for hit in kb.search(q, args.k, filters)]}

    def show(kb: KnowledgeBase, filters: Filters, q: str) -> str | dict[str, Any]:
        if args.json:
            return {"query": q, **work(kb, filters, q)}
        from desk.cli_output import hits_text

        return hits_text(kb.search(q, args.k, filters), console.language)

    return _query(args, settings, console, make_kb, "searching", work, show)


def _ask(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    def work(kb: KnowledgeBase, filters: Filters, q: str) -> dict[str, Any]:
        return kb.ask(q, filters).to_dict()

    def show(kb: KnowledgeBase, filters: Filters, q: str) -> str | dict[str, Any]:
        if args.json:
            return work(kb, filters, q)
        from desk.cli_output import answer_text

        return answer_text(kb.ask(q, filters), console.language)

    return _query(args, settings, console, make_kb, "answering", work, show)


def _query(
    args: Namespace,
    settings: Settings,
    console: Console,
    make_kb: MakeKb,
    stage: str,
    work: Callable[[KnowledgeBase, Filters, str], dict[str, Any]],
    show: Callable[[KnowledgeBase, Filters, str], str | dict[str, Any]],
) -> int:
    _check_query(args)
    limit = settings.max_question_chars
    rows = read_rows(args.batch, limit) if args.batch else []
    question = "" if args.batch else check_question(args.q, limit)
    if args.batch:
        check_target(args.out)
    kb = make_kb(settings)
    filters = _filters(args, kb)
    if not kb.documents():
        raise BadArgument(f"the knowledge base in {settings.data} is empty; run `policydesk ingest` first")
    found: str | dict[str, Any] | None = None
    with console.muted():
        if args.batch:
            progress = partial(console.progress, stage)
            run_batch(args.batch, rows, args.out, lambda q: work(kb, filters, q), progress)
        else:
            found = show(kb, filters, question)
        kb.close()
    if found is not None:
        console.result(found)
    return 0


def _check_query(args: Namespace) -> None:
    if bool(args.batch) != bool(args.out):
        raise BadArgument("--batch IN.jsonl and --out OUT.jsonl go together; give both")
    if args.batch and args.q is not None:
        raise BadArgument("give either a question or --batch, not both")
    if not args.batch and args.q is None:
        raise BadArgument(f"nothing was asked; write it after `policydesk {args.command}`, in quotes")


def _clauses(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    from desk.cli_output import clauses_text

    kb = make_kb(settings)
    documents = [kb.document(d) for d in dict.fromkeys(args.document)] or kb.documents()
    for_region = [d for d in documents if args.region.strip() in ("", d.metadata.region)]
    chosen = [d for d in for_region if args.on is None or d.metadata.in_force(args.on)]
    clauses = [c for d in chosen for c in d.clauses]
    if args.json:
        console.result({"clauses": [c.to_dict() for c in clauses]})
    else:
        console.result(clauses_text(clauses, console.language))
    return 0


def _match(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    from desk.cli_match import match

    return match(args, settings, console, make_kb)


def _rules(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    from desk.cli_match import rules

    return rules(args, settings, console, make_kb)


def _office(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    from desk import cli_office

    commands = {"staff": cli_office.staff, "export": cli_office.export, "purge": cli_office.purge}
    return commands[args.command](args, settings, console, make_kb)


_COMMANDS: dict[str, Callable[[Namespace, Settings, Console, MakeKb], int]] = {
    "serve": _serve,
    "mcp": _mcp,
    "ingest": ingest,
    "remove": remove,
    "search": _search,
    "ask": _ask,
    "match": _match,
    "clauses": _clauses,
    "rules": _rules,
    "staff": _office,
    "export": _office,
    "purge": _office,
}
