"""What a search finds, with the bundled model and Chroma."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from index_fakes import TinyEmbedder, clause, document

from index.index import Index
from policy.answers import Filters, Hit
from policy.documents import ClauseKind, Document
from policy.errors import BadArgument

ZJ = "zj-2025-ai-measures"


def ids(hits: list[Hit]) -> list[str]:
    return [hit.clause.clause_id for hit in hits]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("算力券能补多少", f"{ZJ}#加强算力券支持"),
        ("买个智能眼镜能便宜多少钱", f"{ZJ}#支持智能终端消费"),
        ("自己研发的模型向网信办备案，地方给不给支持", f"{ZJ}#鼓励模型合规备案"),
        ("企业想借钱盖机房，利息有补贴吗", f"{ZJ}#加强信贷贴息支持"),
        ("語料券的補助比例", f"{ZJ}#加强语料券支持"),
        ("规模以上工业企业隐形冠军要求的资产负债率", "zhejiang-2025-hidden-champion-notice#成长与负债"),
    ],
)
def test_questions_find_their_clause(real: Index, question: str, wanted: str) -> None:
    assert wanted in ids(real.search(question, 3))


@pytest.mark.parametrize(("word", "form"), [("补助", "补助"), ("算力券", "算力券"), ("500万元", r"(?<!\d)500万")])
def test_the_lexical_leg_finds_every_clause_of_a_chinese_word(
    real: Index, documents: list[Document], word: str, form: str
) -> None:
    holding = [c for d in documents for c in d.clauses if not c.parent_id and re.search(form, c.heading + c.text)]
    hits = [h for h in real.search(word, 200) if "lexical" in h.ranks]
    best = sorted(hits, key=lambda h: h.ranks["lexical"])[: len(holding)]
    assert len(holding) >= 3
    assert {h.clause.clause_id for h in best} == {c.clause_id for c in holding}


@pytest.mark.parametrize("form", ["500万", "五百万元", "５００万元", "500 万元", "500萬元"])
def test_an_amount_is_found_in_any_form(real: Index, form: str) -> None:
    def lexical(text: str) -> list[str]:
        hits = [h for h in real.search(text, 200) if "lexical" in h.ranks]
        return ids(sorted(hits, key=lambda h: h.ranks["lexical"]))

    assert lexical(form) == lexical("500万元")


def test_a_hit_is_the_whole_measure_though_one_paragraph_matches(real: Index) -> None:
    hit = real.search("企业参与国际标准制定，每项奖励100万元", 1)[0]
    assert hit.clause.clause_id == f"{ZJ}#支持高端数据标注平台"
    assert hit.clause.text.count("\n") == 1
    assert all(h.clause.kind is not ClauseKind.PARAGRAPH for h in real.search("标准制定", 200))


def test_each_unit_is_found_once(real: Index) -> None:
    found = ids(real.search("人工智能企业", 200))
    assert len(found) == len(set(found)) > 50


def test_a_hit_tells_score_and_rank_in_each_retriever(real: Index) -> None:
    hits = real.search("算力券", 20)
    first = hits[0]
    assert first.ranks["dense"] >= 1
    assert first.ranks["lexical"] >= 1
    assert 0.7 < first.scores["dense"] <= 1
    assert first.scores["lexical"] > 0
    dense = sorted((h for h in hits if "dense" in h.ranks), key=lambda h: h.ranks["dense"])
    assert [h.scores["dense"] for h in dense] == sorted((h.scores["dense"] for h in dense), reverse=True)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_a_clause_that_shares_no_word_has_no_lexical_rank(real: Index) -> None:
    hits = real.search("supercomputer rental vouchers", 5)
    assert hits
    assert all("lexical" not in h.ranks for h in hits)


def test_k_is_how_many(real: Index) -> None:
    assert [len(real.search("补助", k)) for k in (0, 1, 7)] == [0, 1, 7]


@pytest.mark.parametrize("odd", ["", "  \n", "\0", "。？！"])
def test_a_question_without_words_is_no_failure(real: Index, odd: str) -> None:
    assert len(real.search(odd, 3)) in (0, 3)


@pytest.mark.parametrize("odd", ["坏\ud800字", "🙂", "算力券" * 4000, "第条第款", "《》", "第" + "九" * 50 + "条"])
def test_an_odd_question_finds_something(real: Index, odd: str) -> None:
    assert len(real.search(odd, 3)) == 3


# -- filters -----------------------------------------------------------------------------------------------------


def test_a_document_filter_lets_nothing_else_through(real: Index) -> None:
    wanted = "hangzhou-2024-ai-full-chain"
    hits = real.search("浙政发〔2025〕10号的算力券", 50, Filters(documents=(wanted,)))
    assert {h.document.id for h in hits} == {wanted}


def test_a_filter_changes_no_score(real: Index) -> None:
    free = {h.clause.clause_id: h.score for h in real.search("算力券", 50) if {"dense", "lexical"} <= h.ranks.keys()}
    held = {h.clause.clause_id: h.score for h in real.search("算力券", 50, Filters(documents=(ZJ,)))}
    assert free.keys() & held.keys()
    assert all(held[i] == pytest.approx(free[i], abs=1e-4) for i in free.keys() & held.keys())


@pytest.mark.parametrize(
    ("region", "regions"),
    [
        ("杭州市西湖区", {"杭州市西湖区", "杭州市", "浙江省", "全国"}),
        ("杭州市", {"杭州市", "浙江省", "全国"}),
        ("浙江省", {"浙江省", "全国"}),
    ],
)
def test_a_region_filter_keeps_the_region_and_what_is_above(real: Index, region: str, regions: set[str]) -> None:
    hits = real.search("人工智能企业补助", 200, Filters(region=region))
    assert {h.document.metadata.region for h in hits} == regions


def test_a_date_filter_keeps_what_is_in_force_or_undated_or_a_draft(real: Index, documents: list[Document]) -> None:
    hits = real.search("人工智能企业补助", 200, Filters(on=date(2028, 6, 1)))
    found = {h.document.id for h in hits}
    assert ZJ not in found  # ends on 2027-12-31
    assert {d.id for d in documents if not d.metadata.ends and not d.metadata.starts} <= found
    drafts = {h.document.metadata.status for h in real.search("终端", 200, Filters(on=date(2026, 6, 1)))}
    assert "征求意见" in drafts
    assert ZJ not in {h.document.id for h in real.search("算力券", 200, Filters(on=date(2025, 5, 30)))}
    assert ZJ in {h.document.id for h in real.search("算力券", 200, Filters(on=date(2025, 5, 31)))}


def test_a_filter_that_nothing_passes_finds_nothing(real: Index) -> None:
    assert real.search("算力券", 5, Filters(documents=("no-such-document",))) == []


# -- what the question names -------------------------------------------------------------------------------------


def test_the_clause_named_comes_first(real: Index) -> None:
    hits = real.search("浙政发〔2025〕10号第十四条是什么", 5)
    assert hits[0].clause.heading == "加强信贷贴息支持"
    assert hits[0].ranks["exact"] == 1
    assert "exact" in hits[0].scores


def test_a_paragraph_named_comes_before_its_article(real: Index) -> None:
    hits = real.search("第十四条第二款", 5, Filters(documents=(ZJ,)))
    assert ids(hits)[:2] == [f"{ZJ}#加强信贷贴息支持/2", f"{ZJ}#加强信贷贴息支持"]


def test_a_document_named_comes_first_and_leaves_room(real: Index) -> None:
    hits = real.search("根据浙政发[2025]10号,杭州的算力券总额多少", 8)
    assert [h.document.id for h in hits[:4]] == [ZJ] * 4
    assert [h.ranks["exact"] for h in hits[:4]] == [1, 2, 3, 4]
    assert any(h.document.id == "hangzhou-2024-ai-full-chain" for h in hits[4:])


# -- states ------------------------------------------------------------------------------------------------------


def test_nothing_loaded_finds_nothing_and_makes_no_folder(tmp_path: Path) -> None:
    index = Index(tmp_path / "data" / "index", embedder=TinyEmbedder())
    index.load([])
    assert index.search("算力券") == []
    assert index.terms == frozenset()
    assert not (tmp_path / "data").exists()


def test_what_was_never_prepared_says_what_to_do(tmp_path: Path) -> None:
    index = Index(tmp_path / "index", embedder=TinyEmbedder())
    index.load([document("a", [clause("a", "一", "发放算力券")])])
    with pytest.raises(BadArgument, match="policydesk ingest"):
        index.search("算力券")
    assert not (tmp_path / "index").exists()


def test_terms_and_rarity_are_those_of_the_corpus(real: Index) -> None:
    assert {"算力券", "芯模联动"} <= real.terms
    assert real.idf("企业") < real.idf("算力券") < real.idf("没有的词")
