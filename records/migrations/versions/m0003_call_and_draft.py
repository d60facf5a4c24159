"""What a call's caller has told of himself, and the draft that an unanswered question waits for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add both."""
    op.add_column("calls", sa.Column("told", sa.JSON))
    op.add_column("answers", sa.Column("reply", sa.String))
