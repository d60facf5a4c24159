"""From questions to the report, over a knowledge base that answers from a script."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from evals.baselines import Chunk, FirstClause, LlamaIndexTutorial, corpus_files, overlaps, reordered
from evals.cli import main
from evals.dataset import parse_row
from evals.generate import PolicyDesk, generate
from evals.results import read
from policy.answers import Filters

BASE = {"kind": "direct", "status": ["answered"], "gold_need": "all", "must": [], "must_not": []}
ROWS: list[dict[str, Any]] = [
    BASE | {"id": "r1", "q": "算力券最多补多少?", "gold": ["doc-a#加强算力券支持"], "must": [["186万元"]]},
    BASE | {"id": "r2", "q": "文号是什么?", "gold": ["doc-a#"], "must": [["浙政发[2025]10号"]]},
    BASE
    | {
        "id": "r3",
        "q": "模型券多少?",
        "gold": ["doc-a#加强模型券支持"],
        "must": [["50万元"]],
        "kind": "multi",
    },
    BASE | {"id": "r4", "q": "天气如何?", "gold": [], "status": ["not_covered"], "kind": "not_covered"},
    BASE | {"id": "r5", "q": "坏问题", "gold": ["doc-a#总体目标"]},
]


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "small.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in ROWS), encoding="utf-8")
    return path


def run(make_kb: Any, *arguments: object) -> int:
    return main([str(a) for a in arguments], make_kb)


def test_generate_keeps_every_row(kb: Any, tmp_path: Path) -> None:
    rows = [parse_row(r) for r in ROWS]
    results = generate(PolicyDesk(kb, Filters(region="浙江省")), rows, tmp_path / "out" / "rows.jsonl")
    assert [r.status for r in results] == ["answered", "answered", "partial", "not_covered", "missing"]
    assert read(tmp_path / "out" / "rows.jsonl") == {r.id: r for r in results}
    assert "BadArgument" in results[-1].error
    assert len(kb.asked) == len(rows) + 1  # one to warm up
    assert kb.asked[0][1].region == "浙江省"
    assert "最高800万元" in results[0].cited[0].evidence
    assert results[0].worked == ("186万元 = min(6200000 × 30%, 8000000)",)


def test_first_clause_baselines(kb: Any) -> None:
    row = parse_row(ROWS[2])
    assert FirstClause(kb, "dense", "dense").answer(row).cited[0].places[0].heading == "加强算力券支持"
    assert FirstClause(kb, "bm25", "lexical").answer(row).cited[0].places[0].heading == "加强模型券支持"
    assert FirstClause(kb, "bm25", "lexical").answer(row).status == "answered"
    kb.search = lambda *_: []
    assert FirstClause(kb, "bm25", "lexical").answer(row).status == "not_covered"


def test_a_retriever_keeps_what_it_found(kb: Any) -> None:
    assert len(reordered(kb.search("问"), "lexical")) == 3  # the clause that the retriever did not find is left out


def test_tutorial_baseline_cites_what_its_chunks_overlap(kb: Any) -> None:
    asked: list[tuple[str, ...]] = []

    def retrieve(question: str, documents: Any) -> list[Chunk]:
        asked.append(tuple(documents))
        whole = "对租用算力的企业, 给予不高于合同实际执行金额30%的补助,最高800万元。"
        return [Chunk("doc-a", f"… {whole}\n给予最高50万元的支持,有效期至2027年12月")]

    system = LlamaIndexTutorial(retrieve, kb.clauses())
    result = system.answer(parse_row(ROWS[0] | {"document": "doc-a"}))
    assert asked == [("doc-a",)]
    assert [p.clause_id for p in result.cited[0].places] == [
        "doc-a#",
        "doc-a#加强算力券支持",
        "doc-a#加强模型券支持",
    ]
    assert LlamaIndexTutorial(lambda q, d: [], kb.clauses()).answer(parse_row(ROWS[0])).status == "not_covered"


def test_overlap() -> None:
    clause = "每件补贴不超过五百元且每位消费者限补一件不得重复享受"
    assert overlaps("甲" + clause + "乙", clause)
    assert overlaps(clause[3:], clause + "丙丁")
    assert overlaps("前文" + clause[:22], clause)
    assert not overlaps("前文与此无关", clause)
    assert not overlaps("", clause)


def test_corpus_files_leave_rules_and_cases_out(tmp_path: Path) -> None:
    for name in (
        "a/document.yaml",
        "a/source.txt",
        "a/rules.yaml",
        "a/cases.yaml",
        "n/b.yaml",
        "n/b.rules.yaml",
        "facts.yaml",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = {str(p.relative_to(tmp_path)): document for p, document in corpus_files(tmp_path).items()}
    assert found == {"a/document.yaml": "a", "a/source.txt": "a", "n/b.yaml": "b"}


def test_a_run_reports_and_keeps_everything(
    make_kb: Any, dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(make_kb, "--dataset", dataset, "--systems", "policydesk,bm25,dense", "--out", out) == 0
    text = capsys.readouterr().out
    assert "## small: 5 questions" in text
    assert re.search(r"\| all \| 0\.600 \(0\.23–0\.88\), 3/5 \|", text)
    assert "| against | only this right |" in text
    assert (out / "report.md").read_text("utf-8").strip() == text.strip()
    page = (out / "report.html").read_text("utf-8")
    assert page.count("<figure>") == page.count("<svg") == 3  # by kind, refusals and citations, latency
    assert "BM25, first clause" in page
    assert "<script" not in page
    assert "http" not in page
    assert "max-width: 40rem" in page
    assert 'name="viewport"' in page
    assert "模型券多少?" in page  # what is wrong is listed: the question, what was wanted, what came
    assert "doc-a#加强模型券支持" in page
    assert "partial: 最高90万元" in page
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert report["settings"]["datasets"]["small"].endswith("(5 rows)")
    assert report["settings"]["versions"]["jieba"]
    systems = report["datasets"][0]["systems"]
    assert systems["policydesk"]["missing"] == 1
    assert systems["policydesk"]["figures"]["strict"]["right"] == 1
    assert systems["bm25"]["accuracy"]["not_covered"]["right"] == 0
    assert {p.name for p in out.glob("*.jsonl")} == {f"small.{s}.jsonl" for s in ("policydesk", "bm25", "dense")}
    assert report["datasets"][0]["compared_with"]["policydesk"]["bm25"]["only_one"] == 3


def test_json_is_all_of_standard_output(
    make_kb: Any, dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--dataset", dataset, "--systems", "policydesk", "--json", "--failures", "--limit", 4)
    assert run(make_kb, *arguments, "--out", tmp_path / "out") == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["datasets"][0]["rows"] == 4
    assert "r3" in captured.err


def test_failures_are_listed(make_kb: Any, dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--dataset", dataset, "--systems", "policydesk", "--failures", "--out", tmp_path / "out")
    assert run(make_kb, *arguments) == 0
    text = capsys.readouterr().out
    assert "PolicyDesk has 2 of 5 wrong" in text
    assert "- **r3** (multi) 模型券多少?" in text
    assert "  - wrong: status partial, expected answered; lacks 50万元" in text
    assert "  - got: partial: 最高90万元" in text
    assert "**r1**" not in text


def test_the_sealed_half_stays_unread(
    make_kb: Any, dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = dataset.rename(tmp_path / "fresh.jsonl")
    arguments = ("--dataset", sealed, "--systems", "policydesk", "--failures", "--out", tmp_path / "out")
    assert run(make_kb, *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert "looked at only to report" in captured.err
    assert run(make_kb, *arguments, "--unseal") == 0
    assert "r3" in capsys.readouterr().out
    assert run(make_kb, *(a for a in arguments if a != "--failures")) == 0
    assert "模型券多少" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--systems", "policydesk,magic"), "--systems 'policydesk,magic' must name some of"),
        (("--systems", ","), "must name some of"),
        (("--limit", "0"), "whole number"),
        (("--on", "soon"), "YYYY-MM-DD"),
        (("--dataset", "none"), "one of: dialogues, fresh, work"),
        (("--dataset", "work", "work"), "two datasets of one name"),
        (("--frobnicate",), "--frobnicate"),
    ],
)
def test_a_bad_argument_is_one_line(
    make_kb: Any, arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(make_kb, *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert words in captured.err


def test_nothing_ingested(make_kb: Any, dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def empty(settings: Any) -> Any:
        return make_kb(settings, held=False)

    arguments = ("--dataset", dataset, "--systems", "policydesk", "--out", tmp_path / "out")
    assert main([str(a) for a in (*arguments, "--data", tmp_path / "empty")], empty) == 2
    assert "policydesk ingest --data" in capsys.readouterr().err
    assert main([str(a) for a in arguments], empty) == 0
    assert "reading the corpus for this run" in capsys.readouterr().err
