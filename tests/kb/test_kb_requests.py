"""Requests that can't be served say what was wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from kb_fakes import TALENT, VOUCHERS, open_kb, write

from kb import KnowledgeBase, Settings
from policy.answers import Filters
from policy.errors import BadArgument, NotReady, UnknownDocument


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Two tiny documents. Tests only ask it."""
    folder = tmp_path_factory.mktemp("held")
    with closing(open_kb(folder / "data")) as made:
        made.ingest([write(folder / "a", vouchers=VOUCHERS, talent=TALENT)])
        yield made


def test_an_empty_knowledge_base_is_not_ready_and_says_how_to_mend_that(kb: KnowledgeBase) -> None:
    for call in (lambda: kb.search("算力券"), lambda: kb.ask("算力券最高补多少？"), kb.load):
        with pytest.raises(NotReady, match="policydesk ingest"):
            call()
    assert kb.ready is False
    assert kb.documents() == kb.clauses() == kb.examples() == []
    assert kb.refresh() is False


@pytest.mark.parametrize("k", [0, -1, 101])
def test_k_out_of_range(held: KnowledgeBase, k: int) -> None:
    with pytest.raises(BadArgument, match=f"from 1 to 100, not {k}"):
        held.search("算力券", k)


@pytest.mark.parametrize("k", [1, 100])
def test_k_at_its_ends(held: KnowledgeBase, k: int) -> None:
    assert 1 <= len(held.search("算力券", k)) <= k


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "\u3000"])
def test_an_empty_question(held: KnowledgeBase, text: str) -> None:
    with pytest.raises(BadArgument, match="empty"):
        held.ask(text)
    with pytest.raises(BadArgument, match="empty"):
        held.search(text)


def test_a_question_too_long(held: KnowledgeBase) -> None:
    limit = held.settings.max_question_chars
    for call in (held.ask, held.search):
        with pytest.raises(BadArgument, match=f"at most {limit}"):
            call("券" * (limit + 1))
    assert held.search("算力券" + "，" * (limit - 3))


def test_the_limit_can_be_set(held: KnowledgeBase) -> None:
    strict = KnowledgeBase(Settings.load(data=held.settings.data, max_question_chars=50))
    with closing(strict), pytest.raises(BadArgument, match="51 characters"):
        strict.search("券" * 51)


def test_an_unknown_document(held: KnowledgeBase) -> None:
    for call in (
        lambda: held.document("nope"), lambda: held.clauses(["nope"]), lambda: held.clause("nope#第一条"),
        lambda: held.ask("算力券？", Filters(documents=("nope",))), lambda: held.search("算力券", 3, Filters(documents=("nope",))),
    ):  # fmt: skip
        with pytest.raises(UnknownDocument, match="nope") as caught:
            call()
        assert caught.value.exit_code == 2
        assert "policydesk clauses" in str(caught.value)


def test_an_unknown_clause_of_a_known_document(held: KnowledgeBase) -> None:
    with pytest.raises(UnknownDocument, match="第九条"):
        held.clause("vouchers#第九条")


def test_clauses_by_document_and_all(held: KnowledgeBase) -> None:
    assert [c.clause_id for c in held.clauses(["talent"])] == ["talent#第一条"]
    assert len(held.clauses()) == 3
    clause, document = held.clause("vouchers#第二条")
    assert document.text[clause.start : clause.end] == clause.text


def test_closing_lets_go_and_the_next_question_opens_again(held: KnowledgeBase) -> None:
    assert held.search("算力券", 1)
    held.close()
    assert held.ready is False
    assert held.search("算力券", 1)[0].clause.clause_id == "vouchers#第一条"
