"""The commands that change the knowledge base: ingest and remove."""

from __future__ import annotations

import logging
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli_console import Console
from policy.errors import BadArgument, UnreadableSource

if TYPE_CHECKING:
    from kb import KnowledgeBase, Settings
    from kb.report import IngestReport, RemovalReport
    from kb.writer import Progress

_BY = "policydesk"  # whoever runs the command line has no account
MakeKb = Callable[["Settings"], "KnowledgeBase"]


def ingest(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    """Bring files and folders in, or with --upload copies of files. Raises UnreadableSource where one failed."""
    for path in args.paths:
        if not path.exists():
            raise UnreadableSource(f"{path} does not exist; name a file or a folder that does")
    if args.upload:
        _check_uploads(args)
    kb = make_kb(settings)
    with console.muted():
        if args.dry_run:
            report = kb.dry_run(args.paths or None)
        elif args.upload:
            report = kb.add_uploads(_contents(args.paths), progress=_Shown(console))
        else:
            report = kb.ingest(args.paths or None, progress=_Shown(console))
        _noted(kb, report)
        kb.close()
    console.result(report.to_dict() if args.json else "\n".join(report.lines(console.language)))
    if report.failures:
        raise UnreadableSource(_failures(report.failures))
    return 0


def remove(args: Namespace, settings: Settings, console: Console, make_kb: MakeKb) -> int:
    """Take documents out. Raises UnknownDocument."""
    kb = make_kb(settings)
    with console.muted():
        report = kb.remove(args.ids)
        _noted(kb, report)
        kb.close()
    console.result(report.to_dict() if args.json else "\n".join(report.lines(console.language)))
    return 0


def _noted(kb: KnowledgeBase, report: IngestReport | RemovalReport) -> None:
    """Keep what was changed, for the dashboard. That it can't be kept does not undo the change."""
    if not report.touched:  # then the records are not even opened
        return
    try:
        kb.office.record_ingest(report, _BY)
    except BadArgument as error:
        logging.getLogger("policydesk").warning("the change was not noted: %s", error)


class _Shown:
    """Progress on standard error. A failure is one line there and nothing else, so where lines stay, none is written
    before it is known that no file has failed."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._early: list[Progress] = []

    def __call__(self, p: Progress) -> None:
        if self._console.interactive:
            self._tell(p)
        elif p.stage in ("waiting", "reading"):
            self._early.append(p)
        elif not p.failed:
            for earlier in (*self._early, p):
                self._tell(earlier)
            self._early.clear()

    def _tell(self, p: Progress) -> None:
        self._console.progress(p.stage, p.done, p.total)


def _check_uploads(args: Namespace) -> None:
    if args.dry_run or not args.paths:
        raise BadArgument("--upload copies the files that are named: name them, and leave --dry-run out")
    for path in args.paths:
        if not path.is_file():
            raise BadArgument(f"{path} is no file; --upload takes files, for a folder leave --upload out")


def _contents(paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each, one in memory at a time."""
    for path in paths:
        try:
            yield path.name, path.read_bytes()
        except (OSError, MemoryError) as error:
            raise UnreadableSource(f"{path} can't be read ({error}); check the file and its rights") from error


def _failures(failures: Sequence[tuple[Any, str]]) -> str:
    told = [reason if str(source) in reason else f"{source}: {reason}" for source, reason in failures]
    shown = "; ".join(told[:3])
    more = f"; and {len(failures) - 3} more" if len(failures) > 3 else ""
    count = "1 file" if len(failures) == 1 else f"{len(failures)} files"
    return f"{count} could not be read, mend or remove and ingest again: {shown}{more}"
