"""How a file of an older version becomes one of today, for Alembic."""
