"""Dialogues: several questions in a row, each put with what was asked and answered before it.

A dialogue is a line `{"id", "part", "voice", "turns": [..]}` of a dataset; a turn is a row without id. Its rows are
named `id.1`, `id.2`, ... and are scored as any other, so a dialogue counts as many questions as it has turns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from policy.answers import Turn

if TYPE_CHECKING:
    from evals.dataset import Row
    from evals.score import Judgement

_FIELDS = frozenset({"id", "part", "voice", "turns"})


def turn_rows(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a dialogue, each with the questions before it as `history`. Raises ValueError on a wrong field."""
    if unknown := data.keys() - _FIELDS:
        raise ValueError(f"field {min(unknown)} is not known in a dialogue")
    turns = data["turns"]
    if not isinstance(turns, list) or len(turns) < 2 or not all(isinstance(t, dict) and "q" in t for t in turns):
        raise ValueError("turns must be a list of two or more rows with a q")
    shared = {"dialogue": data.get("id"), "part": data.get("part", ""), "voice": data.get("voice", "")}
    asked = [{"role": "user", "content": str(t["q"])} for t in turns]
    return [{**shared, "id": f"{data.get('id')}.{n + 1}", "history": asked[:n], **turn} for n, turn in enumerate(turns)]


class Replies:
    """The system's own earlier answers of each dialogue, to be put into the history of the next turn."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}

    def keep(self, row: Row, answer: str) -> None:
        """What was answered to a row."""
        self._given[row.dialogue, row.q] = answer

    def into(self, row: Row) -> Row:
        """The row with each earlier question followed by its answer, where there was one."""
        if not row.dialogue:
            return row
        history: list[Turn] = []
        for turn in row.history:
            history.append(turn)
            if answer := self._given.get((row.dialogue, turn.content)):
                history.append(Turn("assistant", answer))
        return replace(row, history=tuple(history))


def by_turn(judgements: Sequence[Judgement]) -> dict[str, tuple[int, int]]:
    """Right of all, by part: opening questions, follow-ups, and dialogues right from end to end. {} without dialogues."""
    out: dict[str, list[int]] = {}
    whole: dict[tuple[str, str], bool] = defaultdict(lambda: True)
    for judgement in judgements:
        row = judgement.row
        if row.dialogue:
            _count(out, f"{row.part} {'follow-ups' if row.history else 'openings'}".strip(), judgement.right)
            whole[row.part, row.dialogue] &= judgement.right
    for (part, _), right in whole.items():
        _count(out, f"{part} whole dialogues".strip(), right)
    return {name: (right, total) for name, (right, total) in out.items()}


def _count(out: dict[str, list[int]], name: str, right: bool) -> None:
    counts = out.setdefault(name, [0, 0])
    counts[0] += right
    counts[1] += 1
