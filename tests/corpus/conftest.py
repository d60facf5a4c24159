"""The corpus as the project holds it, read once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from ingest.gather import gather
from policy.documents import Clause, ClauseKind, Document

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> list[Document]:
    read = gather([ROOT / "corpus"])
    assert read.failures == []
    assert [w for held in read.held for w in held.document.warnings] == []
    return [held.document for held in read.held]


@pytest.fixture(scope="session")
def measures(corpus: list[Document]) -> Document:
    return next(d for d in corpus if d.id == "zj-2025-ai-measures")


@pytest.fixture(scope="session")
def named(measures: Document) -> dict[str, Clause]:
    """The measures, the preamble and the goals by their headings."""
    kinds = (ClauseKind.ARTICLE, ClauseKind.PREAMBLE, ClauseKind.GOALS)
    return {c.heading: c for c in measures.clauses if c.kind in kinds}
