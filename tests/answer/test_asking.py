"""What is asked, by meaning: what the classifier may add to patterns, and what it may not."""

from __future__ import annotations

import numpy as np
import pytest

from answer.asking import NAME, asks_meant
from answer.asks import Ask
from answer.linear import Linear, classifier_of
from index.embedding import BUNDLED, load_embedder, model_name


def asking(**scores: float) -> Linear:
    """A classifier that says the same of everything."""
    labels = tuple(scores)
    bias = np.array([scores[name] for name in labels], dtype=np.float32)
    return Linear(labels, np.zeros(2, dtype=np.float32), np.zeros((2, len(labels)), dtype=np.float32), bias)


def nowhere(_: str) -> np.ndarray:
    return np.zeros(2, dtype=np.float32)


def test_a_sure_reading_adds_what_no_pattern_saw() -> None:
    assert asks_meant(["钱几时下来"], [(Ask.WHAT,)], asking(payout=5, amount=0), nowhere) == [(Ask.PAYOUT,)]


def test_an_unsure_one_adds_nothing() -> None:
    assert asks_meant(["那个呢"], [(Ask.WHAT,)], asking(payout=0.2, amount=0), nowhere) == [(Ask.WHAT,)]


@pytest.mark.parametrize("label", ["amount", "count", "when", "whether", "topic"])
def test_how_much_and_whether_are_left_to_the_words(label: str) -> None:
    assert asks_meant(["x"], [(Ask.WHAT,)], asking(**{label: 9, "fee": 0}), nowhere) == [(Ask.WHAT,)]


def test_what_a_narrow_ask_implies_goes() -> None:
    assert asks_meant(["几时到账"], [(Ask.WHEN,)], asking(payout=9, when=6), nowhere) == [(Ask.PAYOUT,)]


def test_a_pattern_that_the_meaning_rules_out_is_dropped() -> None:
    assert asks_meant(["x"], [(Ask.AMOUNT,)], asking(contact=9, amount=-9), nowhere) == [(Ask.CONTACT,)]


def test_there_is_none_for_another_model() -> None:
    assert classifier_of(NAME, "some/other-model") is None


@pytest.mark.parametrize(
    ("question", "ask"),
    [("批了以后钱多久能打到公司账上", Ask.PAYOUT), ("要带哪几样东西过来", Ask.MATERIALS), ("给个能打通的座机号", Ask.CONTACT)],
)
def test_the_bundled_one_reads_phrases_that_it_was_not_trained_on(question: str, ask: Ask) -> None:
    asking = classifier_of(NAME, model_name(BUNDLED))
    assert asking is not None
    assert ask in asks_meant([question], [(Ask.WHAT,)], asking, load_embedder(BUNDLED).query)[0]


def test_a_narrower_meaning_does_not_rule_out_the_words_it_is_said_with() -> None:
    found = asks_meant(["how many years must it run"], [(Ask.HOW_LONG,)], asking(validity=5, how_long=0), nowhere)
    assert found == [(Ask.HOW_LONG,)]
