"""`python -m benchmarks.statutes --articles FILE --queries FILE`: how well `search` finds the articles that answer.

The articles are ingested like any documents (benchmarks/articles.py), each question is put to `KnowledgeBase.search`, and
what is found is compared with the articles that people named. Recall@k is the mean share of those among the first k,
MRR@10 the mean of one over the place of the first of them. Nothing is trained or set here.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, nullcontext, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.articles import Question, Statutes, read_articles, read_questions
from benchmarks.bench import machine, tell
from evals.report import markdown_table
from index.embedding import Embedder, Vector, load_embedder
from kb import KnowledgeBase, Settings
from policy.errors import BadArgument, PolicyDeskError

DEPTHS = (1, 10, 100)
MRR_DEPTH = 10
WEIGHTS = ((1.0, 0.0), (1.0, 0.2), (1.0, 0.5), (0.0, 1.0))
_FEW = 10  # names of articles not found, shown


def parser() -> argparse.ArgumentParser:
    """The arguments."""
    out = argparse.ArgumentParser(prog="python -m benchmarks.statutes", description=__doc__)
    out.add_argument("--articles", type=Path, required=True, metavar="FILE", help="rows {id, name, text}, .gz or not")
    out.add_argument("--queries", type=Path, required=True, metavar="FILE", help="rows {id, q, gold: [article ids]}")
    out.add_argument("--rows", type=int, metavar="N", help="the first N articles (default: all)")
    out.add_argument("--data", type=Path, metavar="DIR", help="folder to keep documents and vectors in, for the next run")
    out.add_argument(
        "--weights", type=_weights, default=WEIGHTS, metavar="D:L,...", help="weights of the dense and the lexical score"
    )
    out.add_argument("--out", type=Path, metavar="FILE", help="where to write figures and rankings as JSON")
    return out


def _weights(text: str) -> tuple[tuple[float, float], ...]:
    """`1:0.2,0:1` as pairs."""
    try:
        pairs = [tuple(float(w) for w in pair.split(":")) for pair in text.split(",")]
        made = tuple((dense, lexical) for dense, lexical in pairs)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a list of pairs as 1:0.2,0:1") from None
    if any(min(pair) < 0 or max(pair) > 2 or not any(pair) for pair in made):
        raise argparse.ArgumentTypeError(f"{text} holds a weight outside 0 to 2, or a pair of zeros")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print. Returns the exit code."""
    options = parser()
    args = options.parse_args(argv)
    if args.rows is not None and args.rows < 1:
        options.error("--rows must be 1 or more")
    try:
        with (
            redirect_stdout(sys.stderr),  # standard output is for the table alone
            nullcontext(args.data) if args.data else tempfile.TemporaryDirectory(prefix="policydesk-statutes-") as folder,
        ):
            made = measure(args.articles, args.queries, args.rows, Path(folder), args.weights)
        if args.out:
            _write(made, args.out)
    except PolicyDeskError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(markdown(made))
    return 0


def _write(made: Mapping[str, Any], out: Path) -> None:
    try:
        out.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadArgument(f"--out {out} can't be written ({error.strerror}); name another file") from error


def measure(
    articles: Path, queries: Path, rows: int | None, folder: Path, weights: Sequence[tuple[float, float]]
) -> dict[str, Any]:
    """The figures for each pair of weights, with how many rows they are over. `folder` keeps what is ingested."""
    read = read_articles(articles, rows)
    questions = answerable(read_questions(queries), {a.id for a in read})
    statutes = Statutes(read)
    settings = Settings.load().model_copy(update={"data": folder / "data"})
    embedder = Remembering(load_embedder(settings.embedding_model))
    unplaced = _ingested(statutes, folder / "source", settings, embedder)
    return {
        "machine": machine(settings),
        "articles": len(read),
        "questions": len(questions),
        "unplaced": unplaced,
        "figures": {
            f"{dense:g} : {lexical:g}": _searched(
                settings.model_copy(update={"dense_weight": dense, "lexical_weight": lexical}), statutes, questions, embedder
            )
            for dense, lexical in weights
        },
    }


def answerable(questions: Sequence[Question], held: set[str]) -> list[Question]:
    """The questions of which every answer is among the articles held. Raises BadArgument where none is."""
    found = [q for q in questions if q.gold <= held]
    if not found:
        raise BadArgument("no question has all of its answers among these articles; take more --rows or another file")
    return found


class Remembering:
    """An embedder that makes no vector of a question twice: the same ones are put for each pair of weights."""

    def __init__(self, inner: Embedder) -> None:
        self.name = inner.name
        self.dimensions = inner.dimensions
        self.passages = inner.passages
        self.query: Callable[[str], Vector] = cache(inner.query)
        self.queries = inner.queries


def _ingested(statutes: Statutes, folder: Path, settings: Settings, embedder: Embedder) -> list[str]:
    """Brings the articles in, and says which are no clause then."""
    statutes.write(folder)
    with closing(KnowledgeBase(settings, embedder)) as kb:
        tell("ingesting: a new vector takes about a twentieth of a second")
        report = kb.ingest([folder], lambda p: _progress(p.stage, p.done, p.total))
        tell(f"{report.embedded} passages embedded in {report.seconds:.0f} s")
        return statutes.unplaced(kb.clauses())


def _progress(stage: str, done: int, total: int, every: int = 1024) -> None:
    if done == total or not done % every:
        tell(f"{stage}: {done}/{total}")


def _searched(
    settings: Settings, statutes: Statutes, questions: Sequence[Question], embedder: Embedder
) -> dict[str, Any]:
    """Figures and rankings for one pair of weights."""
    rankings = {}
    with closing(KnowledgeBase(settings, embedder)) as kb:
        for done, question in enumerate(questions):
            _progress(f"searching {settings.dense_weight:g} : {settings.lexical_weight:g}", done, len(questions), 256)
            hits = kb.search(question.q, max(DEPTHS))
            rankings[question.id] = statutes.ranked(hits)[: max(DEPTHS)]
    return {**scores(questions, rankings), "ranked": rankings}


def scores(questions: Sequence[Question], rankings: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Recall at each depth and MRR@10, as means over the questions; `rankings` are article ids, best first, by question."""
    count = len(questions)
    out = {}
    for depth in DEPTHS:
        shares = (len(q.gold.intersection(rankings[q.id][:depth])) / len(q.gold) for q in questions)
        out[f"recall@{depth}"] = round(sum(shares) / count, 4)
    places = (next((1 / n for n, i in enumerate(rankings[q.id][:MRR_DEPTH], 1) if i in q.gold), 0.0) for q in questions)
    return out | {f"MRR@{MRR_DEPTH}": round(sum(places) / count, 4)}


def markdown(made: Mapping[str, Any]) -> str:
    """The figures as a Markdown table, with what they were measured on above it."""
    lines = [f"- {name}: {value}" for name, value in made["machine"].items() if value]
    lines += [f"- articles: {made['articles']}", f"- questions: {made['questions']}"]
    if unplaced := made["unplaced"]:
        lines.append(f"- articles that no clause stands for: {len(unplaced)} ({', '.join(unplaced[:_FEW])}, ...)")
    names = [name for name in next(iter(made["figures"].values())) if name != "ranked"]
    rows = [[weights, *(f"{figures[n]:g}" for n in names)] for weights, figures in made["figures"].items()]
    return "\n".join(["# Statutory articles", "", *lines, "", markdown_table(["dense : lexical", *names], rows)])


if __name__ == "__main__":
    sys.exit(main())
