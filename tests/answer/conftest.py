"""A small knowledge base of made documents, answered over without a model."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import answer_fakes

from answer.calculate import calculate
from answer.pipeline import Answerer
from answer.state import Sum
from policy.answers import Answer, Filters
from policy.documents import Clause, Document


@pytest.fixture(scope="session")
def home() -> Document:
    """Eight measures of Zhejiang."""
    return answer_fakes.measures()


@pytest.fixture(scope="session")
def desk(home: Document) -> Answerer:
    """An answerer over these measures alone."""
    return answer_fakes.answerer(home)


@pytest.fixture(scope="session")
def ask(desk: Answerer) -> Callable[[str], Answer]:
    """Ask the measures a question on a fixed day."""
    return lambda question: desk.ask(question, Filters(on=answer_fakes.ON))


@pytest.fixture(scope="session")
def work_out(home: Document) -> Callable[[Clause | str, str], list[Sum]]:
    """The sums that a question's figures come to under a clause (or the measure of that heading)."""
    context = answer_fakes.context_of(home)

    def work(of: Clause | str, question: str) -> list[Sum]:
        found = answer_fakes.named(home, of) if isinstance(of, str) else of
        draft = answer_fakes.draft_of(question, answer_fakes.hit(found))
        calculate(draft, context)
        return draft.sums

    return work
