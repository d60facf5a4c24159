"""Documents: dates that are given in part, dates in force, digests, the JSON forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.documents import Clause, ClauseKind, Discard, Document, Metadata, TextKind, first_day, last_day

CLAUSE = Clause("d#一", "d", ClauseKind.ARTICLE, "算力券", ("第一章", "算力券"), "给予补助。", 3, 8, 0, 1)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2025-05-31", date(2025, 5, 31), date(2025, 5, 31)),
    ],
)
def test_a_date_given_in_part_begins_and_ends(value: str, first: date, last: date) -> None:
    assert (first_day(value), last_day(value)) == (first, last)


@pytest.mark.parametrize("value", ["", "soon", "2025-13", "2025-02-30", "2025年"])
def test_what_is_no_date(value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        first_day(value)


@given(st.dates(min_value=date(1949, 10, 1)))
def test_a_full_date_is_one_day(day: date) -> None:
    assert first_day(day.isoformat()) == last_day(day.isoformat()) == day
    assert first_day(day.isoformat()[:7]) <= day <= last_day(day.isoformat()[:7])


@pytest.mark.parametrize(
    ("facts", "on", "valid"),
    [
        ({}, date(2026, 1, 1), True),
        ({"effective_from": "2025-05-31", "effective_to": "2027"}, date(2025, 5, 30), False),
        ({"effective_from": "2025-05-31", "effective_to": "2027"}, date(2025, 5, 31), True),
        ({"effective_from": "2025-05-31", "effective_to": "2027"}, date(2027, 12, 31), True),
        ({"effective_from": "2025-05-31", "effective_to": "2027"}, date(2028, 1, 1), False),
        ({"effective_from": "2025-05"}, date(2099, 1, 1), True),
        ({"status": "征求意见"}, date(2026, 1, 1), False),
    ],
)
def test_in_force(facts: dict[str, str], on: date, valid: bool) -> None:
    assert Metadata(title="某措施", **facts).in_force(on) is valid  # type: ignore[arg-type]


def test_a_digest_follows_what_the_clause_says_and_where() -> None:
    assert CLAUSE.digest == replace(CLAUSE, start=10, end=15, number=9, organs=("市经信局",)).digest
    changed = (
        replace(CLAUSE, text="给予奖励。"), replace(CLAUSE, heading="语料券"), replace(CLAUSE, path=("算力券",)),
        replace(CLAUSE, confidence="low"),
    )  # fmt: skip
    assert len({CLAUSE.digest, *(c.digest for c in changed)}) == 5
    assert len(CLAUSE.digest) == 16


def test_the_json_forms() -> None:
    metadata = Metadata(title="某措施", text_kind=TextKind.REPRINT, organs={"算力券": ("省经信厅",)}, sources=("http://a",))
    document = Document("d", "d.txt", "算力券给予补助。", metadata, (CLAUSE,), (Discard("x", 8, 9, "byline"),), ("w",))
    out = document.to_dict()
    assert out["metadata"] == {
        "title": "某措施", "text_kind": "reprint", "organs": {"算力券": ["省经信厅"]}, "sources": ["http://a"],
    }  # fmt: skip
    assert out["clauses"][0] | {"provisions": None} == {
        "clause_id": "d#一", "document_id": "d", "kind": "article", "label": "", "path": ["第一章", "算力券"],
        "heading": "算力券", "text": "给予补助。", "start": 3, "end": 8, "parent_id": None, "digest": CLAUSE.digest,
        "confidence": None, "applicant": None, "organs": [], "ref": None, "provisions": None,
    }  # fmt: skip
    assert out["discarded"] == [{"text": "x", "start": 8, "end": 9, "reason": "byline"}]
    assert (out["title"], out["source"], out["warnings"]) == ("某措施", "d.txt", ["w"])
