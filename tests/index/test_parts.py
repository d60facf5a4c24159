"""The retriever's parts by themselves: terms, BM25, fusion, the cache."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from index_fakes import CORPUS, clause, document, measures, notice

from index.cache import Cache
from index.fusion import Spread, Weights, fuse
from index.lexical import Lexical
from index.terms import discover
from index.units import units_of
from language.words import Terms, words
from policy.errors import PolicyDeskError


@pytest.fixture(scope="module")
def texts() -> list[str]:
    notices = [notice(path.stem) for path in sorted((CORPUS / "notices").glob("*.yaml")) if path.stem.count(".") == 0]
    return [f"{c.heading}\n{c.text}" for d in (measures(), *notices) for c in d.clauses if not c.parent_id]


# -- terms -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", ["算力券", "语料券", "模型券", "芯模联动", "具身智能", "隐形冠军", "大模型"])
def test_the_terms_of_the_corpus_are_discovered(texts: list[str], term: str) -> None:
    assert term in discover(texts)


def test_terms_are_the_same_in_whatever_order(texts: list[str]) -> None:
    shuffled = random.Random(1).sample(texts, len(texts))
    assert discover(shuffled) == discover(texts)


def test_dictionary_words_are_no_terms(texts: list[str]) -> None:
    assert not discover(texts) & {"人工智能", "企业", "支持", "补助"}


def test_what_is_quoted_once_is_a_term() -> None:
    assert discover(["建设“芯模联动”适配基地"]) == {"芯模联动"}


def test_no_text_has_no_terms() -> None:
    assert discover([]) == discover(["", "abc 123"]) == frozenset()


# -- BM25 --------------------------------------------------------------------------------------------------------


def lexical(texts: list[str], terms: tuple[str, ...] = ()) -> Lexical:
    return Lexical([words(text) for text in texts], texts, Terms(terms))


def test_a_term_tells_clauses_apart_that_share_its_words() -> None:
    texts = ["建设算力中心，消费券另行发放", "发放算力券", "其他事项"]
    scores = lexical(texts, ("算力券",)).scores("算力券")
    assert scores[1] > scores[0]
    assert scores[2] == 0


@pytest.mark.parametrize("question", ["", "没有的词", "的了吗"])
def test_a_question_that_shares_no_word_scores_nothing(question: str) -> None:
    assert lexical(["发放算力券", "补助"]).scores(question).tolist() == [0, 0]


def test_no_units_have_no_scores() -> None:
    assert lexical([]).scores("补助").shape == (0,)
    assert lexical(["，。"]).scores("补助").tolist() == [0]


def test_rarity_falls_with_the_units_that_hold_a_word() -> None:
    made = lexical(["补助企业", "奖励企业", "贴息"])
    assert made.idf("没有") > made.idf("贴息") > made.idf("企业") > 0


def test_issuer_and_region_are_among_the_words_of_a_unit() -> None:
    unit = units_of(document("d", [clause("d", "条", "给予补助")], issuer="杭州市经信局", region="杭州市"))[0]
    assert {"杭州市", "补助"} <= set(words(unit.lexical_text))


# -- fusion ------------------------------------------------------------------------------------------------------


def test_spread_is_that_of_the_cosines() -> None:
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(500, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    spread = Spread.of([vectors[:200], vectors[200:]])
    assert spread is not None
    cosines = vectors @ vectors[0]
    assert spread.standard(vectors[0]) == pytest.approx((cosines.mean(), cosines.std()), abs=1e-5)
    assert Spread.of([]) is None


def test_scores_are_added_in_standard_deviations() -> None:
    words_scores = np.array([0, 0, 4, 0], dtype=np.float32)
    found = {f.row: f for f in fuse({0: 0.9, 1: 0.8}, (0.7, 0.1), words_scores, None, Weights(lexical=0.5), 10)}
    mean, deviation = words_scores.mean(), words_scores.std()
    assert found[0].score == pytest.approx(2.0 + 0.5 * (0 - mean) / deviation)
    assert found[2].score == pytest.approx(1.0 + 0.5 * (4 - mean) / deviation)  # no better than the worst dense one
    assert (found[0].dense, found[0].lexical) == ((1, 0.9), None)
    assert (found[2].dense, found[2].lexical) == (None, (1, 4.0))
    assert 3 not in found


def test_a_retriever_without_weight_finds_and_orders_nothing() -> None:
    words_scores = np.array([0, 1, 4], dtype=np.float32)
    by_words = fuse({0: 0.9, 1: 0.8}, (0.7, 0.1), words_scores, None, Weights(dense=0, lexical=1), 10)
    assert [f.row for f in by_words] == [2, 1, 0]
    assert by_words[2].dense == (1, 0.9)
    by_vectors = fuse({0: 0.9, 1: 0.8}, (0.7, 0.1), words_scores, None, Weights(dense=1, lexical=0), 10)
    assert by_vectors[0].row == 0
    assert {f.row for f in by_vectors} == {0, 1, 2}


def test_rows_that_are_not_allowed_are_not_found() -> None:
    allowed = np.array([True, False, True])
    found = fuse({0: 0.9}, (0.7, 0.1), np.array([1, 2, 3], dtype=np.float32), allowed, Weights(), 10)
    assert {f.row for f in found} == {0, 2}


def test_no_spread_at_all_is_no_division_by_zero() -> None:
    found = fuse({0: 0.9, 1: 0.9}, (0.9, 0.0), np.zeros(2, dtype=np.float32), None, Weights(), 10)
    assert [f.score for f in found] == [0, 0]


# -- the cache ---------------------------------------------------------------------------------------------------


def test_the_cache_keeps_by_model(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "deep" / "cache.sqlite3")
    cache.keep_vectors("a", {"1": np.ones(3, dtype=np.float32)})
    assert cache.vectors("a", ["1"]) == {}  # there is no file yet, and reading makes none
    assert not (tmp_path / "deep").exists()
    cache.create()
    cache.keep_vectors("a", {"1": np.ones(3, dtype=np.float32)})
    cache.keep_words("v", {"1": ["算力券", "补助"], "2": []})
    again = Cache(tmp_path / "deep" / "cache.sqlite3")
    assert again.vectors("a", ["1", "2"])["1"].tolist() == [1, 1, 1]
    assert again.vectors("b", ["1"]) == {}
    assert again.words("v", ["1", "2", "3"]) == {"1": ["算力券", "补助"], "2": []}
    assert (again.dimensions("a"), again.dimensions("b")) == (3, 0)


def test_the_cache_keeps_what_is_needed_and_the_newest_of_the_rest(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite3")
    cache.create()
    for model in ("old", "new"):
        for digest in "abcd":
            cache.keep_vectors(model, {digest: np.zeros(2, dtype=np.float32)})
    assert cache.prune("vectors", "new", ["a"], spare=2) == 5
    assert sorted(cache.vectors("new", "abcd")) == ["a", "c", "d"]
    assert cache.vectors("old", "abcd") == {}


def test_a_cache_that_can_not_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "cache.sqlite3").write_bytes(b"this is no database" * 100)
    with pytest.raises(PolicyDeskError, match="delete it"):
        Cache(tmp_path / "cache.sqlite3").create()
