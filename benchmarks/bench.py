"""`python -m benchmarks.bench`: measure, print a Markdown table, keep the figures as JSON.

Ratios within one run travel to another machine; the absolute figures do not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import desk, local
from evals.dataset import Row, load
from evals.report import markdown_table
from evals.settings import revision
from kb import Settings
from policy.errors import PolicyDeskError

PARTS = ("embed", "ask", "desk")
LABELS = {
    "embedding": "Embedding: PolicyDesk, from the files to a knowledge base",
    "embedding_llamaindex": "Embedding: plain LlamaIndex pipeline, the same files",
    "ask": "Answering in the process, after a warm-up",
    "desk_start": "Desk: second start, time to the first good response",
    "desk_load": "Desk: questions over HTTP, and memory",
}


def parser() -> argparse.ArgumentParser:
    """The arguments."""
    out = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    out.add_argument("--parts", default=",".join(PARTS), help=f"which of {','.join(PARTS)}, with commas between")
    out.add_argument("--dataset", default="work", help="the questions that are asked")
    out.add_argument("--questions", type=int, default=200, metavar="N", help="how many go over HTTP")
    out.add_argument("--repeat", type=int, default=2, metavar="N", help="turns of the embedding; the fastest counts")
    out.add_argument("--out", type=Path, metavar="FILE", help="where to write the figures as JSON")
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print. Returns the exit code."""
    options = parser()
    args = options.parse_args(argv)
    parts = [p for p in args.parts.split(",") if p]
    if not parts or not set(parts) <= set(PARTS):
        options.error(f"--parts must name some of {', '.join(PARTS)}")
    try:
        with tempfile.TemporaryDirectory(prefix="policydesk-bench-", ignore_cleanup_errors=True) as folder:
            settings = local.temporary(Settings.load(), Path(folder))
            with redirect_stdout(sys.stderr):  # standard output is for the table alone
                figures = measure(parts, settings, load(args.dataset).rows, args.questions, args.repeat)
    except PolicyDeskError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    made = {"machine": machine(settings), "figures": figures}
    if args.out:
        args.out.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(markdown(made))
    return 0


def measure(
    parts: Sequence[str], settings: Settings, rows: Sequence[Row], questions: int, repeat: int
) -> dict[str, Any]:
    """The parts, each on the same freshly made knowledge base, which is the last one that was embedded."""
    local.import_everything()
    tell("bringing the corpus in")
    figures, settings = embed(settings, repeat if "embed" in parts else 0)
    if "ask" in parts:
        tell(f"asking {len(rows)} questions")
        figures["ask"] = local.ask(settings, rows)
    if "desk" in parts:
        tell("starting the desk twice")
        figures["desk_start"] = desk.start(settings.data)
        tell(f"asking {questions} questions over HTTP")
        figures["desk_load"] = desk.load(settings.data, rows, questions)
    return figures


def embed(settings: Settings, repeat: int) -> tuple[dict[str, Any], Settings]:
    """Both sides' speed, taken in turn, the fastest of each; and the settings of a knowledge base that is filled.

    In turn, because another program on the machine slows both then. With no turns, it is only filled.
    """
    ours: list[dict[str, Any]] = []
    theirs: list[dict[str, Any]] = []
    used = settings
    for turn in range(max(repeat, 1)):
        used = local.temporary(settings, settings.data / str(turn))
        ours.append(local.ingest(used))
        if repeat:
            tell("the same through the plain pipeline")
            theirs.append(local.tutorial(settings))
    sides = {"embedding": ours, "embedding_llamaindex": theirs} if repeat else {}
    return {name: min(runs, key=lambda run: float(run["total_s"])) for name, runs in sides.items()}, used


def tell(message: str) -> None:
    """Progress, on standard error."""
    print(message, file=sys.stderr, flush=True)


def machine(settings: Settings) -> dict[str, Any]:
    """Where and with what this was measured."""
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "revision": revision(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "embedding_model": settings.embedding_model,
        "load_average_1_5_15_min": " ".join(f"{load:.1f}" for load in os.getloadavg()),
    }


def markdown(made: Mapping[str, Mapping[str, Any]]) -> str:
    """The figures as one Markdown table, with what they were measured on above it."""
    lines = [f"- {name}: {value}" for name, value in made["machine"].items() if value]
    rows = [
        [LABELS[part], name.replace("_", " "), "–" if value is None else f"{value:g}"]
        for part, values in made["figures"].items()
        for name, value in values.items()
    ]
    return "\n".join(["# Benchmarks", "", *lines, "", markdown_table(["what", "figure", "value"], rows)])


if __name__ == "__main__":
    sys.exit(main())
