"""A file of records for each test, and a clock that the test sets."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import records_fakes

from records.database import Database


@pytest.fixture
def clock() -> records_fakes.Clock:
    """A clock that stands until it is moved on."""
    return records_fakes.Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty file."""
    made = Database(tmp_path)
    yield made
    made.close()
