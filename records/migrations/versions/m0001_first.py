"""Accounts, answers, votes, handovers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token", sa.String, primary_key=True),
        sa.Column("account", sa.Integer, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String, nullable=False, index=True),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    _answers()
    op.create_table(
        "handovers",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("conversation", sa.String, nullable=False, index=True),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("opened", sa.DateTime, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("taken", sa.DateTime),
        sa.Column("closed", sa.DateTime),
    )


def _answers() -> None:
    answer = sa.ForeignKey("answers.id", ondelete="CASCADE")
    op.create_table(
        "answers",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("asked", sa.DateTime, nullable=False),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("conversation", sa.String, nullable=False, index=True),
        sa.Column("region", sa.String, nullable=False),
        sa.Column("on_day", sa.Date),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("mode", sa.String, nullable=False),
        sa.Column("milliseconds", sa.Float, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_table(
        "clauses",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_table(
        "cited",
        sa.Column("answer", sa.String, answer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("clause", sa.String, sa.ForeignKey("clauses.digest"), nullable=False),
        sa.Column("clause_id", sa.String, nullable=False),
        sa.Column("document_id", sa.String, nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("heading", sa.String, nullable=False),
    )
    op.create_index("cited_clause", "cited", ["clause"])
    op.create_table(
        "votes",
        sa.Column("answer", sa.String, sa.ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("useful", sa.Boolean, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("cast", sa.DateTime, nullable=False),
    )
