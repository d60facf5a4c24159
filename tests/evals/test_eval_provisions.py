"""How provisions are scored, and that those that nobody tuned on are read as well as docs/provisions.md says."""

from __future__ import annotations

from typing import Any

import pytest

from evals.provisions import Row, main, overall, rows, score, table
from language.quantities import read_figures

TEXT = "对首次获评的企业，给予50万元奖励；不得重复申报。"


def row(provisions: list[dict[str, Any]], **figure: Any) -> Row:
    said = {"text": "50万元", "start": 11, "value": "500000", "unit": "元", "comparator": ["="], "role": ["amount"]}
    return Row("t1", "work", "notice", "test", "", TEXT, [said | figure], provisions)


GRANT: dict[str, Any] = {
    "at": "给予50万元", "start": 9, "action": ["奖励"], "modality": ["state"], "amount": "50万元", "condition": ["首次获评的企业"],
}  # fmt: skip
BAN: dict[str, Any] = {"at": "不得重复", "start": 18, "action": ["不得"], "modality": ["must_not"]}


def counts(*rows_: Row) -> dict[str, tuple[int, int, int]]:
    return {name: (c.right, c.extra, c.missed) for name, c in score(rows_).counts.items()}


def test_all_right() -> None:
    result = score([row([GRANT, BAN])])
    assert (overall(result).precision, overall(result).recall, result.failures) == (1.0, 1.0, [])
    assert counts(row([GRANT, BAN]))["provision"] == (2, 0, 0)


@pytest.mark.parametrize(
    ("said", "name", "expected"),
    [
        (row([GRANT]), "provision", (1, 1, 0)),
        (row([GRANT, BAN, BAN]), "provision", (2, 0, 1)),
        (row([GRANT | {"modality": ["may"]}, BAN]), "modality", (1, 1, 1)),
        (row([GRANT | {"amount": ""}, BAN]), "amount", (0, 1, 0)),
        (row([GRANT | {"rate": "30%"}, BAN]), "rate", (0, 0, 1)),
        (row([GRANT | {"condition": ["", "首次获评企业"]}, BAN]), "condition", (1, 0, 0)),
        (row([GRANT | {"condition": ["未列入失信名单"]}, BAN]), "condition", (0, 1, 1)),
        (row([GRANT, BAN], value="5000"), "figure", (0, 1, 1)),
        (row([GRANT, BAN], start=0), "figure", (0, 1, 1)),
        (row([GRANT, BAN], role=["cap"]), "role", (0, 1, 1)),
        (row([GRANT, BAN], role=["cap", "amount"]), "role", (1, 0, 0)),
    ],
)
def test_what_is_extra_and_what_is_missed(said: Row, name: str, expected: tuple[int, int, int]) -> None:
    assert counts(said)[name] == expected


def test_a_plain_statement_is_held_against_nobody() -> None:
    said = Row("t2", "work", "law", "test", "", "国家建设平台。", [], [])
    assert "provision" not in counts(said)


def test_the_annotations_hold_together() -> None:
    annotated = rows()
    assert len({r.id for r in annotated}) == len(annotated)
    assert sum(len(r.provisions) for r in annotated) >= 150
    for r in annotated:
        assert all(r.text[f["start"] :].startswith(f["text"]) for f in r.figures), r.id
        assert all(r.text[p["start"] :].startswith(p["at"]) for p in r.provisions), r.id
        quoted = [p[name] for p in r.provisions for name in ("rate", "cap", "amount") if p.get(name)]
        assert set(quoted) <= {f["text"] for f in r.figures}, r.id
        assert len(read_figures(r.text)) <= len(r.figures) + 2, r.id


# What is read is right in 0.969 and what is there is read in 0.971 of some 860 fields. 0.95 is below what chance would
# make of either (Wilson's lower bounds at 95% are 0.955 and 0.958), so a fall under it is a change for the worse.
FLOOR = 0.95


def test_sentences_that_nobody_tuned_on() -> None:
    result = score(r for r in rows() if r.half == "held")
    assert overall(result).precision >= FLOOR
    assert overall(result).recall >= FLOOR
    for name in ("provision", "modality", "rate", "cap", "figure", "comparator"):
        assert min(result.counts[name].precision, result.counts[name].recall) >= FLOOR, name


def test_the_table_and_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(list(table(score([row([GRANT, BAN])]), "x"))) == 16
    assert main(["--half", "held", "--failures"]) == 0
    printed = capsys.readouterr().out
    assert "held, notices" in printed
    assert "said" not in printed  # what was kept for reporting is not shown
