"""Batches: all rows or nothing, bad rows by their line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desk_fakes import FakeKb

from desk.cli import main


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def _batch(tmp_path: Path, lines: list[str], command: str = "ask") -> tuple[int, Path]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    argv = [command, "--batch", str(source), "--out", str(target)]
    return main(argv, make_kb=lambda _: FakeKb()), target  # type: ignore[arg-type, return-value]


def _rows(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_rows_come_out_in_order_with_their_ids(tmp_path: Path, capsys: Any) -> None:
    lines = ['{"id": "a", "q": "算力券"}', "", '{"id": 2, "q": "网上办", "kind": "x"}', ""]
    code, target = _batch(tmp_path, lines)
    assert code == 0
    assert [(r["id"], r["status"]) for r in _rows(target)] == [("a", "answered"), (2, "not_covered")]
    out, err = capsys.readouterr()
    assert out == ""
    assert "answering 2/2" in err


def test_search_rows_hold_hits(tmp_path: Path) -> None:
    code, target = _batch(tmp_path, ['{"id": "a", "q": "算力券"}'], "search")
    assert code == 0
    assert _rows(target)[0]["hits"][0]["heading"] == "加强算力券支持"


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        '{"id": 1}',
        '{"id": null, "q": "x"}',
        '{"id": true, "q": "x"}',
        '{"id": 1, "q": 5}',
        '{"id": 1, "q": " "}',
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(tmp_path: Path, capsys: Any, bad: str) -> None:
    code, target = _batch(tmp_path, ['{"id": "a", "q": "算力券"}', bad])
    assert code == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "line 2" in err
    assert not target.exists()


def test_a_fault_half_way_leaves_the_old_file(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "out.jsonl").write_text("old", encoding="utf-8")
    code, target = _batch(tmp_path, ['{"id": 1, "q": "算力券"}', '{"id": 2, "q": "故障"}'])
    assert code == 1
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_missing_file_or_folder_is_exit_2(tmp_path: Path, capsys: Any) -> None:
    for argv in (
        ["ask", "--batch", str(tmp_path / "none"), "--out", str(tmp_path / "o")],
        ["ask", "--batch", __file__, "--out", str(tmp_path / "no" / "o")],
        ["ask", "--batch", __file__, "--out", str(tmp_path)],
    ):
        assert main(argv, make_kb=lambda _: FakeKb()) == 2  # type: ignore[arg-type, return-value]
        assert capsys.readouterr().err.count("\n") == 1
