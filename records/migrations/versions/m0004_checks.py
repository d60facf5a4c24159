"""The request that an answer was given to. Self-checks: what was entered, what was said in the dialogue about them, and results with an address of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add what self-checks keep."""
    op.add_column("answers", sa.Column("request_id", sa.String))
    op.create_table(
        "cases",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("changed", sa.DateTime, nullable=False),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation", sa.String, nullable=False, index=True),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("region", sa.String, nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("on_day", sa.Date),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "checks",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("eligible", sa.Integer, nullable=False),
        sa.Column("unknown", sa.Integer, nullable=False),
        sa.Column("ineligible", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("useful", sa.Boolean),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("cast", sa.DateTime),
    )
