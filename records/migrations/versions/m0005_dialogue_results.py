"""The result that each message of the dialogue had, which has an address of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add it; messages of before have none."""
    op.add_column("messages", sa.Column("check_id", sa.String))
