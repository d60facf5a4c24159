"""A data folder for each test, closed after it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import kb_fakes

from kb import KnowledgeBase


@pytest.fixture
def kb(tmp_path: Path) -> Iterator[KnowledgeBase]:
    """An empty knowledge base."""
    with closing(kb_fakes.open_kb(tmp_path / "data")) as made:
        yield made
