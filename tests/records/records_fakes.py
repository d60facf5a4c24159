"""A clock, and answers to keep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from policy.answers import Answer, Status
from policy.kept import Asked, KeptClause


class Clock:
    """Stands at one moment until it is moved on."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def on(self, **more: float) -> None:
        """Move on by so many minutes, hours, days."""
        self.at += timedelta(**more)


def asked(question: str = "算力券最高多少?", status: Status = Status.ANSWERED, text: str = "最高300万元。[1]", **more: object) -> Asked:
    """A question with an answer of this status."""
    return Asked(question, Answer(question, status, text), **more)  # type: ignore[arg-type]


CLAUSE = KeptClause(
    "办法#第一条", "办法", "算力券办法", "算力券", ("第一条",), "给予最高300万元补助。咨询电话0571-88001234。", {"doc_no": "甲〔2026〕1号"}
)
