"""Calls, standard replies, what ingests changed, and what is settled of the questions not answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what the hotline's workplace keeps."""
    op.add_column("answers", sa.Column("settled", sa.DateTime))
    op.add_column("answers", sa.Column("settled_by", sa.String))
    op.create_table(
        "calls",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("caller", sa.Text, nullable=False),
        sa.Column("opened", sa.DateTime, nullable=False, index=True),
        sa.Column("closed", sa.DateTime),
        sa.Column("summary", sa.Text, nullable=False),
    )
    _replies()
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_table(
        "state",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )


def _replies() -> None:
    op.create_table(
        "replies",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("clauses", sa.JSON, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("drafted_by", sa.String, nullable=False),
        sa.Column("drafted", sa.DateTime, nullable=False),
        sa.Column("approved_by", sa.String, nullable=False),
        sa.Column("approved", sa.DateTime),
        sa.Column("withdrawn_by", sa.String, nullable=False),
        sa.Column("withdrawn", sa.DateTime),
    )
