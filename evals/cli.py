"""`policydesk eval`: put the questions to the system and its baselines, score, report, keep everything."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

from evals import page, report
from evals.ablations import ABLATIONS
from evals.dataset import Dataset, load, unknown_gold
from evals.generate import Knowledge, PolicyDesk, System, generate
from evals.results import by_id
from evals.settings import used
from kb import KnowledgeBase, Settings
from kb.evaluation import keep_evaluation
from kb.writer import Progress
from policy.answers import Filters
from policy.documents import Clause
from policy.errors import BadArgument, NotReady, PolicyDeskError, RequestError

MakeKb = Callable[..., KnowledgeBase]  # as KnowledgeBase: settings, and how the answerer is made
SYSTEMS = ("policydesk", "bm25", "dense", "llamaindex")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadArgument(f"{message}; see `policydesk eval --help`")


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value} is not a date as YYYY-MM-DD") from None


def _count(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value} is not a whole number from 1 up")
    return int(value)


def parser() -> argparse.ArgumentParser:
    """The arguments of `policydesk eval`."""
    out = _Parser(
        prog="policydesk eval",
        allow_abbrev=False,
        description="Evaluate, compare with baselines, write the report.",
    )
    out.add_argument("--dataset", nargs="+", action="extend", metavar="NAME", help="work, fresh, dialogues or a file")
    out.add_argument("--systems", default=",".join(SYSTEMS), help="which, with commas between")
    out.add_argument("--ablations", action="store_true", help="the system with one part left out, too, for each part")
    out.add_argument("--out", type=Path, metavar="DIR", help="where to keep it (default: evals/out/<time>)")
    out.add_argument("--data", type=Path, metavar="DIR", help="folder of the knowledge base")
    out.add_argument(
        "--document",
        action="append",
        default=[],
        metavar="ID",
        help="search this only, unless the row has one",
    )
    out.add_argument("--region", default="", metavar="NAME", help="the region, unless the row has one")
    out.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="the day asked of, unless the row has one")
    out.add_argument("--limit", type=_count, metavar="N", help="N questions of each, spread over the kinds")
    out.add_argument("--json", action="store_true", help="print the report as JSON")
    out.add_argument("--failures", action="store_true", help="list what the first system has wrong, too")
    out.add_argument("--unseal", action="store_true", help="allow --failures on the sealed half")
    return out


def main(argv: Sequence[str] | None = None, make_kb: MakeKb = KnowledgeBase) -> int:
    """Run with these arguments (default: the process's). Returns the exit code."""
    try:
        return _run(parser().parse_args(argv), make_kb)
    except PolicyDeskError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return error.exit_code


def _run(args: argparse.Namespace, make_kb: MakeKb) -> int:
    datasets = [load(name).limited(args.limit) for name in args.dataset or ["work"]]
    systems = _systems(args.systems)
    _check_distinct(datasets)
    if args.failures and not args.unseal:
        _check_unsealed(datasets)
    config = os.environ.get("POLICYDESK_CONFIG")
    settings = Settings.load(Path(config) if config else None, data=args.data)
    data = settings.data
    out = _folder(args.out or Path("evals/out") / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"))
    default = Filters(tuple(args.document), args.region, args.on)
    with (
        redirect_stdout(sys.stderr),  # standard output is for the result alone, whatever a library prints
        knowledge(settings, args.data is not None, make_kb) as (kb, settings),
    ):
        clauses = kb.clauses()
        levels = {d.id: d.metadata.level for d in kb.documents()}
        kb.read_ahead()  # as the desk does before its first question: latency is told as callers meet it
        _warn(datasets, clauses)
        runs = run(datasets, [build_system(name, kb, settings, default) for name in systems], out)
        if args.ablations:
            runs = _with_ablations(runs, settings, default, make_kb, out)
            systems += [a.name for a in ABLATIONS]
    made = report.build(runs, used(settings, datasets, systems, clauses, default), levels, args.unseal)
    _keep(made, out)
    _keep_as_last(made, data)
    print(json.dumps(made, ensure_ascii=False, indent=2) if args.json else report.markdown(made))
    if args.failures:
        listing = "\n\n".join(report.failures_text(d) for d in made["datasets"])
        print(listing, file=sys.stderr if args.json else sys.stdout)
    print(f"rows, settings and report are in {out}", file=sys.stderr)
    return 0


def _with_ablations(
    runs: Sequence[report.Scored], settings: Settings, default: Filters, make_kb: MakeKb, out: Path
) -> list[report.Scored]:
    """The runs with the results of each ablation beside the others, one knowledge base open at a time."""
    datasets = [r.dataset for r in runs]
    results = [dict(r.results) for r in runs]
    for ablation in ABLATIONS:
        changed = settings.model_copy(update=dict(ablation.settings))
        with closing(make_kb(changed, make_answerer=ablation.make_answerer)) as kb:
            kb.read_ahead()
            for held, made in zip(results, run(datasets, [PolicyDesk(kb, default, ablation.name)], out), strict=True):
                held.update(made.results)
    return [report.Scored(d, r) for d, r in zip(datasets, results, strict=True)]


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadArgument(f"--out {out} can't be made ({error.strerror}); name another folder") from error
    return out


def _systems(text: str) -> list[str]:
    names = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names or not set(names) <= set(SYSTEMS):
        raise BadArgument(f"--systems {text!r} must name some of {', '.join(SYSTEMS)}, with commas between")
    return names


def _check_distinct(datasets: Sequence[Dataset]) -> None:
    names = [d.name for d in datasets]
    if len(set(names)) < len(names):
        raise BadArgument("--dataset names two datasets of one name; rename a file or leave one out")


def _check_unsealed(datasets: Sequence[Dataset]) -> None:
    for dataset in datasets:
        if dataset.sealed:
            message = f"--failures shows single questions, and {dataset.name} is looked at only to report"
            raise BadArgument(f"{message}; leave it out, or add --unseal and count it as seen from then on")


@contextmanager
def knowledge(settings: Settings, named: bool, make_kb: MakeKb) -> Iterator[tuple[KnowledgeBase, Settings]]:
    """The knowledge base of these settings; with nothing ingested and no folder named, one for this run."""
    with closing(make_kb(settings)) as kb:
        if _holds_documents(kb):
            yield kb, settings
            return
    if named:
        raise BadArgument(f"{settings.data} holds no documents; run `policydesk ingest --data {settings.data}`")
    with tempfile.TemporaryDirectory(prefix="policydesk-eval-", ignore_cleanup_errors=True) as folder:
        settings = settings.model_copy(update={"data": Path(folder)})
        with closing(make_kb(settings)) as kb:
            print("nothing is ingested yet: reading the corpus for this run", file=sys.stderr)
            kb.ingest(progress=_ingesting)
            yield kb, settings


def _holds_documents(kb: KnowledgeBase) -> bool:
    try:
        return bool(kb.documents())
    except (NotReady, RequestError):
        return False


def _ingesting(progress: Progress) -> None:
    _counter(progress.stage)(progress.done, progress.total)


def _counter(label: str) -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done == total else "\r"
            print(f"{label}: {done}/{total}", end=end, file=sys.stderr, flush=True)
        elif done == total:
            print(f"{label}: {done}/{total}", file=sys.stderr)

    return show


def build_system(name: str, kb: Knowledge, settings: Settings, default: Filters) -> System:
    """A system by its name. The tutorial's index is made here, from the corpus."""
    if name == "policydesk":
        return PolicyDesk(kb, default)
    from evals import baselines  # imports nothing heavy itself, but is not needed without a baseline

    if name == "llamaindex":
        print("building the tutorial's index", file=sys.stderr)
        return baselines.tutorial(kb, settings, default)
    return baselines.FirstClause(kb, name, {"bm25": "lexical", "dense": "dense"}[name], default)


def _warn(datasets: Sequence[Dataset], clauses: Sequence[Clause]) -> None:
    for dataset in datasets:
        if missing := unknown_gold(dataset.rows, clauses):
            print(f"warning: {len(missing)} gold clauses of {dataset.name} are not held", file=sys.stderr)


def _keep(made: Mapping[str, Any], out: Path) -> None:
    settings = json.dumps(made["settings"], ensure_ascii=False, indent=2)
    (out / "settings.json").write_text(settings + "\n", encoding="utf-8")
    (out / "report.json").write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (out / "report.md").write_text(report.markdown(made), encoding="utf-8")
    (out / "report.html").write_text(page.html(made), encoding="utf-8")


def _keep_as_last(made: Mapping[str, Any], data: Path) -> None:
    """Where the desk of this knowledge base looks for it; that it can't be kept there spoils no evaluation."""
    try:
        keep_evaluation(data, made)
    except PolicyDeskError as error:
        print(f"warning: the dashboard will not show this: {error}", file=sys.stderr)


def run(datasets: Sequence[Dataset], systems: Sequence[System], out: Path) -> list[report.Scored]:
    """Every system over every dataset; rows go to `<out>/<dataset>.<system>.jsonl`."""
    runs = []
    for dataset in datasets:
        results = {}
        for system in systems:
            label = f"{dataset.name}, {system.name}"
            file = out / f"{dataset.name}.{system.name}.jsonl"
            results[system.name] = by_id(generate(system, dataset.rows, file, _counter(label)))
        runs.append(report.Scored(dataset, results))
    return runs
