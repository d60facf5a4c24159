"""Repair by sound leaves alone what is right: the documents' own words, and questions without a typing error."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from answer.lexicon import Lexicon
from answer.reading import is_english
from index.terms import discover
from language.repair import Repairer
from language.text import simplify
from policy.documents import Document

MISTYPED = "mistyped"
SLIPS = {"f1362", "f1369", "f1385", "f1438"}  # sums and several things asked, put with a slip (语聊券, 模形)
AT_LEAST = 0.6  # share of the mistyped questions in which something is mended: some are old-fashioned, or mixed with English


@pytest.fixture(scope="module")
def repairer(corpus: list[Document]) -> Repairer:
    """With the vocabulary that answering gives it."""
    terms = discover([c.text for d in corpus for c in d.clauses])
    return Repairer(Lexicon(corpus, terms).counts + Counter(d.metadata.region for d in corpus if d.metadata.region))


@pytest.fixture(scope="module")
def questions(root: Path) -> list[tuple[str, str]]:
    lines = (root / "evals/datasets/work.jsonl").read_text(encoding="utf-8").splitlines()
    return [(MISTYPED if row["id"] in SLIPS else row["kind"], simplify(row["q"])) for row in map(json.loads, lines)]


def test_the_documents_own_words_stay(repairer: Repairer, corpus: list[Document]) -> None:
    texts = [t for d in corpus for c in d.clauses for t in (c.heading, *c.text.split("\n"))]
    assert [(t, r) for t in texts if (r := repairer.repair(t)) != t] == []


def test_right_questions_stay(repairer: Repairer, questions: list[tuple[str, str]]) -> None:
    right = [q for kind, q in questions if kind != MISTYPED]
    assert [(q, r) for q in right if not is_english(q) and (r := repairer.repair(q)) != q] == []


def test_english_questions_stay_but_for_what_the_documents_name(repairer: Repairer, questions: list[tuple[str, str]]) -> None:
    english = [q for kind, q in questions if kind != MISTYPED and is_english(q)]
    changed = {w for q in english for w in re.findall(r"[一-鿿]+", repairer.repair(q)) if w not in q}
    assert changed <= {"浙江", "嘉兴"}


def test_mistyped_questions_are_mended(repairer: Repairer, questions: list[tuple[str, str]]) -> None:
    mistyped = [q for kind, q in questions if kind == MISTYPED and not is_english(q)]
    mended = [q for q in mistyped if repairer.repair(q) != q]
    assert len(mended) >= AT_LEAST * len(mistyped)
