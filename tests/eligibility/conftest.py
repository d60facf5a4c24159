"""A small document of our own with its rules, and the corpus's rules, each read once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from eligibility_fakes import Shelf, write_shelf

from eligibility.rulebook import RuleBook, load_rules
from ingest.gather import gather

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def shelf(tmp_path: Path) -> Callable[..., Shelf]:
    """Makes a folder with a document, facts, rules and cases from what is told of them."""
    return lambda **parts: write_shelf(tmp_path, **parts)


@pytest.fixture(scope="session")
def corpus_rules() -> RuleBook:
    held = gather([ROOT / "corpus"]).held
    return load_rules([(h.document, Path(h.file)) for h in held], [ROOT / "corpus/facts.yaml"])
