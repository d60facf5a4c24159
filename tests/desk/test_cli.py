"""The command line over a fake knowledge base: results, exit codes, and exactly one line for each refusal."""

from __future__ import annotations

import json
import logging
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from desk_fakes import FakeKb

from desk.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("POLICYDESK_CONFIG", "POLICYDESK_DATA", "POLICYDESK_DEBUG"):
        monkeypatch.delenv(name, raising=False)


class Run:
    def __init__(self, capsys: Any, *argv: str, kb: FakeKb | None = None) -> None:
        self.kb = kb or FakeKb()
        self.settings: list[Any] = []
        self.code = main(argv, make_kb=self._make)
        self.out, self.err = capsys.readouterr()

    def _make(self, settings: Any) -> Any:
        self.settings.append(settings)
        return self.kb

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def test_ask_prints_the_answer_its_sources_and_formulas(capsys: Any) -> None:
    run = Run(capsys, "ask", "算力券补多少?")
    assert (run.code, run.err) == (0, "")
    for words in (
        "30%",
        "[1] 加强算力券支持",
        "浙政发〔2025〕10号",
        "min(5000000 × 10%, 8000000)",
        "Reprint",
        "Digest",
    ):
        assert words in run.out


def test_what_a_model_worded_is_labelled(capsys: Any) -> None:
    assert "AI 生成" in Run(capsys, "ask", "算力券补多少?逐句").out.splitlines()[0]
    assert Run(capsys, "ask", "算力券补多少?逐句", "--json").json["label"] == "AI 生成"
    plain = Run(capsys, "ask", "算力券补多少?", "--json").json
    assert (plain["label"], plain["mode"]) == (None, "extractive")


def test_ask_json_is_the_answer_object(capsys: Any) -> None:
    run = Run(capsys, "ask", "算力券补多少?", "--json")
    assert run.json["status"] == "answered"
    assert run.json["citations"][0]["quote"].startswith("支持有条件的地方发放算力券")


def test_an_uncovered_question_is_done(capsys: Any) -> None:
    run = Run(capsys, "ask", "模型券能在网上办吗?")
    assert (run.code, run.err) == (0, "")
    assert "12345" in run.out


@pytest.mark.parametrize("order", ["before", "after"])
def test_common_options_stand_before_or_after_the_command(capsys: Any, order: str, tmp_path: Path) -> None:
    common = ["--document", "yuhang", "--document=hz/draft", "--region", "余杭区"]
    common += ["--on", "2025-06-30", "--data", str(tmp_path)]
    argv = [*common, "ask", "问"] if order == "before" else ["ask", "问", *common]
    run = Run(capsys, *argv, "--json")
    assert run.code == 0
    filters = run.kb.asked[0][1]
    assert (filters.documents, filters.region) == (("yuhang", "hz/draft"), "余杭区")
    assert str(filters.on) == "2025-06-30"
    assert run.settings[0].data == tmp_path


def test_search_lists_hits_with_ranks(capsys: Any) -> None:
    run = Run(capsys, "search", "算力券", "-k", "3")
    assert "1. 加强算力券支持" in run.out
    assert "dense 1, bm25 2" in run.out
    assert (
        Run(capsys, "search", "算力券", "--json").json["hits"][0]["clause_id"] == "zj-2025-ai-measures#加强算力券支持"
    )


def test_clauses_of_one_document(capsys: Any) -> None:
    run = Run(capsys, "clauses", "--document", "yuhang", "--json")
    assert [c["clause_id"] for c in run.json["clauses"]] == ["yuhang#算力补贴"]
    assert "zj-2025-ai-measures#加强算力券支持" in Run(capsys, "clauses").out


def test_ingest_reports_on_stdout_and_shows_progress_on_stderr(capsys: Any) -> None:
    run = Run(capsys, "ingest")
    assert (run.code, run.out) == (0, "3 documents\n")
    assert "embedding 3/3" in run.err


def test_a_failed_file_is_one_line_and_exit_2(capsys: Any) -> None:
    kb = FakeKb()
    kb.failures = [("a.pdf", "no text\nlayer"), ("b.doc", "b.doc is an old format")]
    run = Run(capsys, "ingest", "--json", kb=kb)
    assert run.code == 2
    assert run.err.count("\n") == 1
    assert "a.pdf: no text layer; b.doc is an old format" in run.err
    assert run.json["failures"]


def test_uploads_are_handed_over_by_name_and_content(capsys: Any, tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_bytes(b"abc")
    run = Run(capsys, "ingest", "--upload", str(tmp_path / "通知.txt"))
    assert (run.code, run.kb.uploaded) == (0, [("通知.txt", b"abc")])


def test_remove_says_what_is_gone_and_whether_it_comes_back(capsys: Any) -> None:
    run = Run(capsys, "remove", "yuhang")
    assert (run.code, run.err, run.kb.removed) == (0, "", ["yuhang"])
    assert "removed yuhang" in run.out
    assert "brings it back" in run.out
    assert Run(capsys, "remove", "yuhang", "--json").json["removed"][0]["clauses"] == 3
    assert "brings it back" in " ".join(Run(capsys, "remove", "--help").out.split())


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["bogus"], "invalid choice"),
        (["ask"], "nothing was asked"),
        (["ask", ""], "empty"),
        (["ask", " \t　"], "empty"),
        (["ask", "字" * 4001], "4000"),
        (["ask", "问", "--on", "2025-02-30"], "2025-02-30"),
        (["ask", "问", "--on", "20250203"], "YYYY-MM-DD"),
        (["ask", "问", "--on"], "expected one argument"),
        (["ask", "问", "--document", "nothing"], "nothing"),
        (["ask", "问", "--nonsense"], "--nonsense"),
        (["ask", "问", "--batch", "in.jsonl"], "--out"),
        (["search", "问", "-k", "0"], "1 to 100"),
        (["search", "问", "-k", "101"], "1 to 100"),
        (["search", "问", "-k", "x"], "1 to 100"),
        (["clauses", "--document", "nothing"], "nothing"),
        (["ingest", "/no/such/file.md"], "/no/such/file.md"),
        (["ingest", "--upload"], "name them"),
        (["ingest", "--upload", "."], "is no file"),
        (["remove"], "required: ID"),
        (["remove", "yuhang", "nothing"], "nothing"),
        (["serve", "--port", "70000"], "65535"),
        (["serve", "--host", "no.such.host.invalid"], "--host"),
    ],
)
def test_what_cannot_be_served_is_one_line_and_exit_2(capsys: Any, argv: list[str], said: str) -> None:
    run = Run(capsys, *argv)
    assert (run.code, run.out) == (2, "")
    assert run.err.count("\n") == 1
    assert said in run.err


def test_a_port_in_use_is_exit_2(capsys: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        run = Run(capsys, "serve", "--port", str(taken.getsockname()[1]))
    assert run.code == 2
    assert run.err.count("\n") == 1
    assert "--port" in run.err


def test_an_empty_knowledge_base_says_how_to_fill_it(capsys: Any) -> None:
    run = Run(capsys, "ask", "问", kb=FakeKb(held=[]))
    assert run.code == 2
    assert "policydesk ingest" in run.err
    assert Run(capsys, "clauses", "--json", kb=FakeKb(held=[])).json == {"clauses": []}


def test_a_fault_of_ours_is_one_line_and_exit_1(capsys: Any) -> None:
    run = Run(capsys, "ask", "故障")
    assert (run.code, run.out) == (1, "")
    assert run.err.count("\n") == 1
    assert "POLICYDESK_DEBUG=1" in run.err


def test_debugging_shows_where(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYDESK_DEBUG", "1")
    assert "Traceback" in Run(capsys, "ask", "故障").err


def test_libraries_print_nothing(capsys: Any) -> None:
    class Noisy(FakeKb):
        def ask(self, *args: Any, **kwargs: Any) -> Any:
            print("loading...")  # noqa: T201
            print("warning: deprecated", file=sys.stderr)  # noqa: T201
            return super().ask(*args, **kwargs)

    run = Run(capsys, "ask", "算力券", "--json", kb=Noisy())
    assert run.err == ""
    assert run.json["status"] == "answered"


def test_chinese_where_the_terminal_is_chinese(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "【已答复】" in Run(capsys, "ask", "算力券").out
    help_ = Run(capsys, "--help")
    assert help_.code == 0
    assert "用法" in help_.out


def _app(*argv: str, **more: Any) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys, app\n"
        "code = app.main(sys.argv[1:])\n"
        "heavy = {'torch', 'chromadb', 'gradio', 'fastapi', 'llama_index', 'sentence_transformers'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
        "sys.exit(code)"
    )
    command = [sys.executable, "-c", code, *argv]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, **more)


@pytest.mark.parametrize(
    "argv",
    [["--help"], ["ask", "--help"], ["clauses", "--json"], ["ingest", "--dry-run", "--json", "corpus"]],
)
def test_light_commands_import_nothing_heavy(argv: list[str], tmp_path: Path) -> None:
    done = _app("--data", str(tmp_path), *argv)
    assert done.returncode == 0, done.stderr
    if "--help" not in argv:  # --help ends the process inside argparse elsewhere; here it returns
        json.loads(done.stdout)
    assert done.stderr == "HEAVY []\n"


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    command = f"{sys.executable} app.py --data {tmp_path} ingest --dry-run --json corpus | head -c 10"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stderr == ""


def test_eval_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import app
    import evals.cli

    seen: list[list[str]] = []
    monkeypatch.setattr(evals.cli, "main", lambda argv: seen.append(list(argv)) or 0)
    assert app.main(["--data", "d", "eval", "--half", "tune"]) == 0
    assert seen == [["--half", "tune", "--data", "d"]]


def test_what_the_program_itself_logs_is_one_line(capsys: Any) -> None:
    class Warns(FakeKb):
        def ask(self, *args: Any, **kwargs: Any) -> Any:
            logging.getLogger("policydesk").warning("language model: %s", "down")
            logging.getLogger("some.library").warning("noise")
            return super().ask(*args, **kwargs)

    assert main(["ask", "算力券补多少?"], make_kb=lambda _: Warns()) == 0  # type: ignore[arg-type, return-value]
    assert capsys.readouterr().err == "policydesk: language model: down\n"
