"""Citations are made of what stands in a clause, and of nothing else."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from policy.answers import Answer, AnswerFigure, Filters, Hit, Status, Suggestion, cite, cite_metadata
from policy.documents import Clause, ClauseKind, Document, Metadata
from policy.errors import (
    BadArgument,
    NotReady,
    PolicyDeskError,
    RequestError,
    UngroundedQuote,
    UnknownDocument,
    UnreadableSource,
)

CLAUSE = Clause("d#算力券", "d", ClauseKind.ARTICLE, "算力券", ("算力券",), "最高给予100万元补助。", 4, 15, 0, 1, confidence="high")
DOCUMENT = Document(
    "d", "d.txt", "算力券\n最高给予100万元补助。", Metadata(title="某措施", doc_no="某政发〔2025〕1号", effective_from="2025"), (CLAUSE,)
)  # fmt: skip


def test_a_quote_is_the_clauses_own_words() -> None:
    citation = cite(1, CLAUSE, DOCUMENT, 4, 10)
    assert citation.quote == CLAUSE.text[4:10] == "100万元补"
    assert (citation.start, citation.end, citation.document, citation.doc_no) == (4, 10, "某措施", "某政发〔2025〕1号")
    assert (citation.effective_from, citation.effective_to, citation.source) == ("2025-01-01", "", "d.txt")
    assert citation.to_dict()["effective_to"] is None


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-3, 4), (0, 99), (50, 60)])
def test_words_that_are_not_in_the_clause_are_refused(start: int, end: int) -> None:
    with pytest.raises(UngroundedQuote, match="d#算力券"):
        cite(1, CLAUSE, DOCUMENT, start, end)


def test_a_quote_of_blanks_is_refused() -> None:
    blank = Clause("d#x", "d", ClauseKind.ARTICLE, "", (), "  甲", 0, 3, 0, 1)
    with pytest.raises(UngroundedQuote):
        cite(1, blank, DOCUMENT, 0, 2)


def test_metadata_are_cited_by_their_field() -> None:
    citation = cite_metadata(2, DOCUMENT, "doc_no")
    assert (citation.clause_id, citation.quote) == ("d#", "doc_no: 某政发〔2025〕1号")
    with pytest.raises(UngroundedQuote, match="has no issuer"):
        cite_metadata(1, DOCUMENT, "issuer")


def test_the_json_of_an_answer() -> None:
    answer = Answer(
        "多少？", Status.ANSWERED, "100万元[1]。", (cite(1, CLAUSE, DOCUMENT, 0, 10),),
        (AnswerFigure("100万元", Decimal("1000000"), "元", "d#算力券"), AnswerFigure("1.5%", Decimal("1.5"), "%", "d#算力券", "3 × 0.5")),
        ("以正式文件为准",), (Suggestion("模型券", "d#模型券"), Suggestion("其他")),
    )  # fmt: skip
    out = json.loads(json.dumps(answer.to_dict(), ensure_ascii=False))
    assert list(out) == [
        "question", "status", "answer", "citations", "figures", "notes", "suggestions", "mode", "understood", "label", "timings_ms",
    ]  # fmt: skip
    assert (out["status"], out["mode"]) == ("answered", "extractive")
    assert [f["value"] for f in out["figures"]] == [1000000, 1.5]
    assert out["figures"][0]["formula"] is None
    assert out["suggestions"] == [{"text": "模型券", "clause_id": "d#模型券"}, {"text": "其他", "clause_id": None}]


def test_the_json_of_a_hit() -> None:
    out = Hit(CLAUSE, DOCUMENT, 1.23456789, {"dense": 1}, {"dense": 0.5}).to_dict()
    assert {"clause_id", "document_id", "heading", "path", "text", "score"} <= out.keys()
    assert (out["clause_id"], out["score"], out["ranks"]) == ("d#算力券", 1.234568, {"dense": 1})


def test_filters_limit_nothing_by_default() -> None:
    assert Filters() == Filters((), "", None)


@pytest.mark.parametrize(
    ("error", "code", "exit_code"),
    [
        (PolicyDeskError, 500, 1), (RequestError, 422, 2), (BadArgument, 422, 2), (UnreadableSource, 422, 2),
        (UnknownDocument, 404, 2), (NotReady, 503, 1), (UngroundedQuote, 500, 1),
    ],
)  # fmt: skip
def test_the_codes_of_errors(error: type[PolicyDeskError], code: int, exit_code: int) -> None:
    assert issubclass(error, PolicyDeskError)
    assert (error.http_status, error.exit_code) == (code, exit_code)
