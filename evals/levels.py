"""Right answers by the level of the documents that a question is about: nation, province, city, district."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.dataset import Row
    from evals.score import Judgement

LEVELS = {"国家": "nation", "省": "province", "市": "city", "区县": "district"}
SEVERAL, NONE = "several levels", "no document"


def level_of(row: Row, levels: Mapping[str, str]) -> str:
    """The level of a row's gold documents; `levels` are those of the documents held, by id, in the documents' words."""
    found = {levels.get(gold.document_id, "") for gold in row.gold} - {""}
    if not found:
        return NONE
    only = min(found)
    return LEVELS.get(only, only) if len(found) == 1 else SEVERAL


def by_level(judgements: Sequence[Judgement], levels: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Right of all, by level, from the nation down; {} where no level is known."""
    if not any(levels.values()):
        return {}
    groups: dict[str, list[bool]] = {}
    for judgement in judgements:
        groups.setdefault(level_of(judgement.row, levels), []).append(judgement.right)
    order = [*LEVELS.values(), SEVERAL]
    known = sorted(groups, key=lambda g: (g == NONE, order.index(g) if g in order else len(order), g))
    return {group: (sum(groups[group]), len(groups[group])) for group in known}
