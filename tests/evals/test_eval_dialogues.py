"""Dialogues: read as rows, put with the system's own answers, counted by turn and from end to end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.dataset import load, parse_row, unknown_gold
from evals.dialogues import Replies, by_turn, turn_rows
from evals.generate import PolicyDesk, generate
from evals.results import missing
from evals.score import Judgement
from policy.answers import Turn
from policy.errors import BadArgument


def turn(q: str, **changes: Any) -> dict[str, Any]:
    row = {"q": q, "kind": "direct", "status": ["answered"], "gold": ["doc-a#x"], "gold_need": "any", "must": []}
    return row | changes


TALK: dict[str, Any] = {"id": "d1", "part": "work", "voice": "founder", "turns": [turn("算力券补多少"), turn("那模型券呢")]}


def saved(path: Path, *rows: object) -> str:
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
    return str(path)


def test_each_turn_is_a_row_with_the_questions_before_it(tmp_path: Path) -> None:
    first, second = load(saved(tmp_path / "talk.jsonl", TALK)).rows
    assert (first.id, second.id) == ("d1.1", "d1.2")
    assert (first.history, second.history) == ((), (Turn("user", "算力券补多少"),))
    assert {(r.dialogue, r.part, r.voice) for r in (first, second)} == {("d1", "work", "founder")}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"turns": [turn("一")]}, "two or more"),
        ({"turns": "一"}, "two or more"),
        ({"turns": [turn("一"), {"kind": "direct"}]}, "two or more"),
        ({"turns": [turn("一"), turn("二", kind="odd")]}, "odd"),
        ({"turn": []}, "field turn is not known"),
    ],
)
def test_a_dialogue_that_is_wrong_is_named(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(BadArgument, match=words) as error:
        load(saved(tmp_path / "talk.jsonl", TALK | changes))
    assert "talk.jsonl:1" in str(error.value)


def test_the_history_holds_the_systems_own_answers(kb: Any, tmp_path: Path) -> None:
    rows = [parse_row(r) for r in turn_rows(TALK)]
    results = generate(PolicyDesk(kb), rows, tmp_path / "out.jsonl")
    question, _, history = kb.asked[-1]
    assert question == "那模型券呢"
    assert history == (Turn("user", "算力券补多少"), Turn("assistant", results[0].answer))


def test_a_row_that_is_no_dialogue_keeps_its_history() -> None:
    row = parse_row(turn("二", id="a", history=[{"role": "user", "content": "一"}]))
    assert Replies().into(row) is row


def test_dialogues_count_by_turn_and_whole() -> None:
    other = TALK | {"id": "d2", "part": "fresh"}
    rows = [parse_row(r) for talk in (TALK, other) for r in turn_rows(talk)]
    wrong = "d2.2"
    found = by_turn([Judgement(r, missing(r.id, "s"), ("no",) if r.id == wrong else ()) for r in rows])
    assert found == {
        "work openings": (1, 1), "work follow-ups": (1, 1), "fresh openings": (1, 1), "fresh follow-ups": (0, 1),
        "work whole dialogues": (1, 1), "fresh whole dialogues": (0, 1),
    }  # fmt: skip


def test_the_shipped_dialogues_hold(corpus_clauses: list[Any]) -> None:
    rows = load("dialogues").rows
    assert len({r.dialogue for r in rows}) == 40
    assert {r.part for r in rows} == {"work", "fresh"}
    assert len({g.document_id for r in rows for g in r.gold}) > 12
    assert unknown_gold(rows, corpus_clauses) == []
