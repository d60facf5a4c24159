"""Datasets: what is refused and how, and that the shipped ones hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.dataset import KINDS, Gold, load, parse_row, unknown_gold
from policy.answers import Filters, Turn
from policy.errors import BadArgument

GOOD: dict[str, Any] = {
    "id": "a1",
    "q": "最高多少?",
    "kind": "direct",
    "status": ["answered"],
    "gold": ["doc-a#加强算力券支持"],
    "gold_need": "all",
    "must": [["800万元", "800万"]],
    "must_not": [],
    "why": "因为",
}


def write(path: Path, *rows: object) -> str:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
    return str(path)


def test_a_row_is_read() -> None:
    extra = {
        "on": "2026-01-02",
        "region": "浙江省",
        "document": "doc-a",
        "history": [{"role": "user", "content": "好"}],
    }
    row = parse_row(GOOD | extra)
    assert row.gold == (Gold("doc-a", "加强算力券支持"),)
    assert row.must == (("800万元", "800万"),)
    assert row.history == (Turn("user", "好"),)
    assert str(row.on) == "2026-01-02"
    assert row.filters(Filters(documents=("x",), region="y")) == Filters(("doc-a",), "浙江省", row.on)
    assert parse_row(GOOD).filters(Filters(region="y")) == Filters(region="y")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"q": 3}, "field q must be a text"),
        ({"q": " "}, "must not be empty"),
        ({"must": "800万元"}, "field must must be a list"),
        ({"kind": "odd"}, "kind odd is not one of direct"),
        ({"status": []}, "status"),
        ({"status": ["anwsered"]}, "anwsered"),
        ({"gold": ["加强算力券支持"]}, "must be document_id#heading"),
        ({"gold": []}, "gold is empty"),
        ({"status": ["not_covered"]}, "no acceptable status carries citations"),
        ({"gold_need": "some"}, "gold_need some"),
        ({"must": [[]]}, "one or more spellings"),
        ({"must": ["800万元"]}, "one or more spellings"),
        ({"must_not": ["800 万元"]}, "both in must and in must_not"),
        ({"on": "2026-13-01"}, "YYYY-MM-DD"),
        ({"history": ["好"]}, "{role, content}"),
        ({"gld": []}, "field gld is not known"),
    ],
)
def test_a_wrong_row_names_file_line_and_field(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    path = write(tmp_path / "set.jsonl", GOOD | {"id": "a0"}, "", GOOD | change)
    with pytest.raises(BadArgument) as caught:
        load(path)
    assert f"{path}:3: " in str(caught.value)
    assert words in str(caught.value)


def test_a_field_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", {k: v for k, v in GOOD.items() if k != "gold_need"})
    with pytest.raises(BadArgument, match=":1: field gold_need is missing"):
        load(path)


def test_broken_json_and_doubled_ids(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match=r"set\.jsonl:2: not a JSON object"):
        load(write(tmp_path / "set.jsonl", GOOD, "{"))
    with pytest.raises(BadArgument, match=r"set\.jsonl:2: id a1 is on line 1 too"):
        load(write(tmp_path / "set.jsonl", GOOD, GOOD))


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="name a JSONL file or one of"):
        load(str(tmp_path / "none.jsonl"))
    (tmp_path / "odd.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadArgument, match="not UTF-8"):
        load(str(tmp_path / "odd.jsonl"))


def test_a_limit_is_spread_over_the_file(tmp_path: Path) -> None:
    whole = load(write(tmp_path / "set.jsonl", *(GOOD | {"id": f"a{n}"} for n in range(10))))
    assert [r.id for r in whole.limited(3).rows] == ["a0", "a3", "a6"]
    assert whole.limited(None) is whole
    assert whole.limited(99) is whole


def test_gold_that_no_clause_has(kb: Any) -> None:
    rows = [parse_row(GOOD), parse_row(GOOD | {"id": "a2", "gold": ["doc-a#", "doc-a#没有", "doc-b#"]})]
    rows.append(parse_row(GOOD | {"id": "a3", "document": "doc-c"}))
    assert sorted(unknown_gold(rows, kb.clauses())) == ["a2: doc-a#没有", "a2: doc-b#", "a3: doc-c"]


def test_the_shipped_datasets_hold() -> None:
    rows = [row for name in ("work", "fresh") for row in load(name).rows]
    assert len(rows) >= 120
    assert len({row.id for row in rows}) == len(rows)
    assert {row.kind for row in rows} == set(KINDS)


@pytest.mark.parametrize("name", ["work", "fresh"])
def test_the_shipped_gold_is_in_the_corpus(name: str, corpus_clauses: list[Any]) -> None:
    assert unknown_gold(load(name).rows, corpus_clauses) == []
