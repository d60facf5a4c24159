"""The commands over the office's records, as a person runs them."""

from __future__ import annotations

import csv
import io
import json
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desk.cli import main
from kb import KnowledgeBase, Settings
from policy.answers import Answer, Status
from policy.kept import Asked

PASSWORD = "correct horse"


def run(capsys: pytest.CaptureFixture[str], data: Path, *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments, "--data", str(data)])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))


@pytest.mark.usefixtures("typed")
def test_an_account_is_added_listed_and_disabled(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, tmp_path, "staff", "add", "王芳", "--admin") == (0, "account 王芳 added (admin)\n", "")
    with closing(KnowledgeBase(Settings.load(data=tmp_path))) as kb:
        assert kb.office.sign_in("王芳", PASSWORD).account.admin
    code, out, _ = run(capsys, tmp_path, "staff", "list", "--json")
    assert (code, [(a["name"], a["disabled"]) for a in json.loads(out)["accounts"]]) == (0, [("王芳", False)])
    assert run(capsys, tmp_path, "staff", "disable", "王芳")[0] == 0
    assert "(disabled)" in run(capsys, tmp_path, "staff", "list")[1]


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("staff", "disable", "谁"), "staff list"),
        (("staff", "add"), "one name"),
        (("staff", "list", "王芳"), "no name"),
        (("staff", "rename", "王芳"), "rename"),
        (("export", "sessions"), "answers"),
        (("export", "answers", "--out", "/no/such/folder/a.csv"), "another file"),
    ],
)
def test_what_can_not_be_done_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...], hint: str
) -> None:
    code, out, err = run(capsys, tmp_path, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert hint in err


def test_a_short_password_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    code, _, err = run(capsys, tmp_path, "staff", "add", "王芳")
    assert (code, "at least 8" in err) == (2, True)


@pytest.mark.usefixtures("typed")
def test_answers_are_written_as_csv_and_purged(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with closing(KnowledgeBase(Settings.load(data=tmp_path))) as kb:
        kb.office.keep_answer(Asked("问", Answer("问", Status.ANSWERED, "答")))
    target = tmp_path / "out.csv"
    assert run(capsys, tmp_path, "export", "answers", "--out", str(target)) == (0, f"1 rows written to {target}\n", "")
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert [row["question"] for row in csv.DictReader(file)] == ["问"]
    assert run(capsys, tmp_path, "export", "answers")[1] == target.read_bytes().decode("utf-8-sig")
    assert json.loads(run(capsys, tmp_path, "purge", "--json")[1])["answers"] == 0


@pytest.mark.usefixtures("typed")
def test_an_ingest_is_noted_and_one_that_changes_nothing_is_not(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "甲.txt").write_text("甲办法\n第一条 补助\n给予最高300万元补助。\n", encoding="utf-8")
    for _ in range(2):
        assert run(capsys, tmp_path / "data", "ingest", str(folder))[0] == 0
    (folder / "甲.txt").write_text("甲办法\n第一条 补助\n给予最高500万元补助。\n", encoding="utf-8")
    assert run(capsys, tmp_path / "data", "ingest", str(folder))[0] == 0
    assert run(capsys, tmp_path / "data", "remove", "甲")[0] == 0
    with closing(KnowledgeBase(Settings.load(data=tmp_path / "data"))) as kb:
        removed, changed, added = kb.office.changes()
    assert [[d.id for d in c] for c in (added.added, changed.changed, removed.removed)] == [["甲"]] * 3
    assert (added.created, changed.updated, removed.dropped, removed.removed[0].title) == (2, 1, 2, added.added[0].title)
