"""The tables as they are now. How an older file becomes like this is told in `migrations/versions`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, MetaData, Table

REVISION = "0005"
"""The newest migration; a file of this revision is opened without looking at the others."""

metadata = MetaData()


class Moment(sa.TypeDecorator[datetime]):
    """A moment with its zone, stored in UTC: SQLite knows no zones."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> Any:
        """To naive UTC."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        """Back to UTC with its zone."""
        return value.replace(tzinfo=UTC) if value else None


accounts = Table(
    "accounts", metadata,
    Column("id", sa.Integer, primary_key=True),
    Column("name", sa.String, nullable=False),
    Column("key", sa.String, nullable=False, unique=True),  # the name, folded
    Column("password", sa.String, nullable=False),  # argon2id, with its parameters
    Column("role", sa.String, nullable=False),
    Column("created", Moment, nullable=False),
    Column("disabled", sa.Boolean, nullable=False),
)  # fmt: skip

sessions = Table(
    "sessions", metadata,
    Column("token", sa.String, primary_key=True),  # SHA-256
    Column("account", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("created", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
)  # fmt: skip

attempts = Table(
    "attempts", metadata,
    Column("id", sa.Integer, primary_key=True),
    Column("key", sa.String, nullable=False, index=True),
    Column("address", sa.String, nullable=False, index=True),
    Column("at", Moment, nullable=False),
)  # fmt: skip

answers = Table(
    "answers", metadata,
    Column("id", sa.String, primary_key=True),
    Column("asked", Moment, nullable=False),
    Column("day", sa.Date, nullable=False, index=True),  # of the office's calendar
    Column("question", sa.Text, nullable=False),
    Column("channel", sa.String, nullable=False),
    Column("conversation", sa.String, nullable=False, index=True),
    Column("region", sa.String, nullable=False),
    Column("on_day", sa.Date),
    Column("status", sa.String, nullable=False),
    Column("mode", sa.String, nullable=False),
    Column("milliseconds", sa.Float, nullable=False),
    Column("body", sa.JSON, nullable=False),
    Column("settled", Moment),  # taken off the list of what was not answered
    Column("settled_by", sa.String),
    Column("request_id", sa.String),  # of the log lines about it
    Column("reply", sa.String),  # the draft that is to answer it
)  # fmt: skip

# Many answers cite one clause: its words are kept once for each form that they had.
clauses = Table(
    "clauses", metadata,
    Column("digest", sa.String, primary_key=True),
    Column("body", sa.JSON, nullable=False),
)  # fmt: skip

cited = Table(
    "cited", metadata,
    Column("answer", ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("position", sa.Integer, primary_key=True),
    Column("clause", ForeignKey("clauses.digest"), nullable=False),
    Column("clause_id", sa.String, nullable=False),
    Column("document_id", sa.String, nullable=False),
    Column("document", sa.String, nullable=False),
    Column("heading", sa.String, nullable=False),
    sa.Index("cited_clause", "clause"),
)  # fmt: skip

votes = Table(
    "votes", metadata,
    Column("answer", ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("useful", sa.Boolean, nullable=False),
    Column("reasons", sa.JSON, nullable=False),
    Column("comment", sa.Text, nullable=False),
    Column("cast", Moment, nullable=False),
)  # fmt: skip

handovers = Table(
    "handovers", metadata,
    Column("id", sa.String, primary_key=True),
    Column("conversation", sa.String, nullable=False, index=True),
    Column("contact", sa.Text, nullable=False),
    Column("note", sa.Text, nullable=False),
    Column("state", sa.String, nullable=False, index=True),
    Column("opened", Moment, nullable=False),
    Column("by", sa.String, nullable=False),
    Column("taken", Moment),
    Column("closed", Moment),
)  # fmt: skip

calls = Table(
    "calls", metadata,
    Column("id", sa.String, primary_key=True),
    Column("account", sa.String, nullable=False),
    Column("caller", sa.Text, nullable=False),
    Column("opened", Moment, nullable=False, index=True),
    Column("closed", Moment),
    Column("summary", sa.Text, nullable=False),
    Column("told", sa.JSON),
)  # fmt: skip

# What was entered in a self-check, in the browser tab that knows the id.
cases = Table(
    "cases", metadata,
    Column("id", sa.String, primary_key=True),
    Column("body", sa.JSON, nullable=False),
    Column("changed", Moment, nullable=False),
)  # fmt: skip

# Messages of the chat's dialogue about what one qualifies for.
messages = Table(
    "messages", metadata,
    Column("id", sa.Integer, primary_key=True),
    Column("conversation", sa.String, nullable=False, index=True),
    Column("said", sa.Text, nullable=False),
    Column("region", sa.String, nullable=False),
    Column("document", sa.String, nullable=False),
    Column("on_day", sa.Date),
    Column("at", Moment, nullable=False),
    Column("check_id", sa.String),  # its result, in `checks`
)  # fmt: skip

# Results of self-checks that have an address of their own; `body` is JSON, compressed.
checks = Table(
    "checks", metadata,
    Column("id", sa.String, primary_key=True),
    Column("made", Moment, nullable=False),
    Column("day", sa.Date, nullable=False, index=True),
    Column("eligible", sa.Integer, nullable=False),
    Column("unknown", sa.Integer, nullable=False),
    Column("ineligible", sa.Integer, nullable=False),
    Column("body", sa.LargeBinary, nullable=False),
    Column("useful", sa.Boolean),
    Column("reasons", sa.JSON, nullable=False),
    Column("comment", sa.Text, nullable=False),
    Column("cast", Moment),
)  # fmt: skip

replies = Table(
    "replies", metadata,
    Column("id", sa.String, primary_key=True),
    Column("question", sa.Text, nullable=False),
    Column("text", sa.Text, nullable=False),
    Column("source", sa.Text, nullable=False),
    Column("clauses", sa.JSON, nullable=False),  # id to digest
    Column("until", sa.Date, nullable=False),
    Column("state", sa.String, nullable=False, index=True),
    Column("drafted_by", sa.String, nullable=False),
    Column("drafted", Moment, nullable=False),
    Column("approved_by", sa.String, nullable=False),
    Column("approved", Moment),
    Column("withdrawn_by", sa.String, nullable=False),
    Column("withdrawn", Moment),
)  # fmt: skip

changes = Table(
    "changes", metadata,
    Column("id", sa.Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", sa.String, nullable=False),
    Column("body", sa.JSON, nullable=False),
)  # fmt: skip

# `replies`: raised with each change of a standard reply, so that others see cheaply whether there was one.
state = Table(
    "state", metadata,
    Column("name", sa.String, primary_key=True),
    Column("value", sa.Integer, nullable=False),
)  # fmt: skip
