"""Scores on rows made by hand, traps included."""

from __future__ import annotations

import pytest

from evals.dataset import Gold, Row
from evals.results import Cited, Place, Result, missing
from evals.score import (
    CLARIFYING,
    REFUSING,
    accuracy,
    against,
    backing,
    citations,
    confusion,
    judge,
    latency,
    pair,
    percentile,
    retrieval,
    summarise,
    wilson,
    withheld,
)

A, B = Gold("doc", "甲"), Gold("doc", "乙")


def row(id: str = "r1", **fields: object) -> Row:
    base = {
        "q": "问",
        "kind": "direct",
        "status": ("answered",),
        "gold": (A,),
        "gold_need": "all",
        "must": (),
    }
    return Row(id=id, **(base | fields))  # type: ignore[arg-type]


def at(*headings: str, document: str = "doc", evidence: str = "") -> tuple[Cited, ...]:
    return tuple(Cited((Place(document, f"{document}#{h}", h),), evidence) for h in headings)


def result(status: str = "answered", answer: str = "", cited: tuple[Cited, ...] = at("甲"), **more: object) -> Result:
    return Result("r1", "s", status, answer, cited, **more)  # type: ignore[arg-type]


def test_right() -> None:
    assert judge(row(must=(("10%", "百分之十"),)), result(answer="按百分之十")).right


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (missing("r1", "s"), "no answer"),
        (missing("r1", "s", "BadArgument: x"), "no answer BadArgument: x"),
        (result("not_covered", "10%"), "status not_covered, expected answered"),
        (result(answer="增长110%"), "lacks 10%"),
        (result(answer="10%,最高210万元"), "must not say 210万"),
        (result(answer="10%", cited=at("乙")), "cites 0 of 1 of doc#甲"),
        (result(answer="10%", cited=at("甲", document="other")), "cites 0 of 1 of doc#甲"),
        (result(answer="10%", cited=()), "cites 0 of 1 of doc#甲"),
    ],
)
def test_wrong(given: Result, reason: str) -> None:
    judged = judge(row(must=(("10%",),), must_not=("210万",)), given)
    assert not judged.right
    assert judged.reasons == (reason,)


def test_must_not_is_bounded_too() -> None:
    assert judge(row(must_not=("10%",)), result(answer="增长110%")).right


def test_every_group_needs_one_spelling() -> None:
    asked = row(must=(("100万元", "100万"), ("50万元",)))
    assert judge(asked, result(answer="最高100万,另50万元")).right
    assert judge(asked, result(answer="最高100万,另150万元")).reasons == ("lacks 50万元",)


def test_gold_all_and_any() -> None:
    assert not judge(row(gold=(A, B)), result(cited=at("甲"))).right
    assert judge(row(gold=(A, B)), result(cited=at("乙", "丙", "甲"))).right
    assert judge(row(gold=(A, B), gold_need="any"), result(cited=at("乙"))).right
    assert not judge(row(gold=(A, B), gold_need="any"), result(cited=at("丙"))).right


def test_part_of_a_clause_and_its_spelling_count_as_the_clause() -> None:
    item = Cited((Place("doc", "doc#甲/1", ""),))
    spaced = Cited((Place("doc", "doc#x", " 甲 "),))
    longer = Cited((Place("doc", "doc#甲乙", "甲乙"),))
    assert judge(row(), result(cited=(item,))).right
    assert judge(row(), result(cited=(spaced,))).right
    assert not judge(row(), result(cited=(longer,))).right


def test_metadata_is_any_citation_of_the_document() -> None:
    asked = row(gold=(Gold("doc", ""),))
    assert judge(asked, result(cited=at("丙"))).right
    assert not judge(asked, result(cited=at("丙", document="other"))).right


def test_a_refusal_needs_no_citation_even_if_an_answer_would() -> None:
    asked = row(status=("partial", "not_covered"))
    assert judge(asked, result("not_covered", cited=())).right
    assert not judge(asked, result("partial", cited=())).right


def test_a_missing_answer_scores_zero() -> None:
    rows = [row("r1"), row("r2")]
    summary = summarise(rows, {"r1": result()}, "s")
    assert summary["accuracy"]["all"]["right"] == 1
    assert summary["accuracy"]["all"]["share"] == 0.5
    assert summary["missing"] == 1
    assert summary["confusion"] == {"answered": {"answered": 1, "missing": 1}}
    assert summary["citations"]["recall"]["total"] == 2
    assert summary["retrieval"]["recall@10"] == 0.0


def test_wilson() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 10)[0] == 0.0
    assert wilson(10, 10)[1] == 1.0
    assert wilson(0, 0) == (0.0, 1.0)


def test_accuracy_by_kind() -> None:
    rows = [row("r1"), row("r2", kind="multi"), row("r3", kind="multi")]
    judged = [judge(r, g) for r, g in pair(rows, {"r1": result(), "r2": result(cited=())}, "s")]
    found = accuracy(judged)
    assert {k: (v["right"], v["total"]) for k, v in found.items()} == {
        "direct": (1, 1),
        "multi": (0, 2),
        "all": (1, 3),
    }


def test_citation_precision_counts_a_clause_once() -> None:
    pairs = [
        (row(gold=(A, B)), result(cited=at("甲", "甲", "丙"))),
        (row(gold=(), status=("refused",)), result()),
    ]
    found = citations(pairs)
    assert (found["precision"]["right"], found["precision"]["total"]) == (1, 2)
    assert (found["recall"]["right"], found["recall"]["total"]) == (1, 2)


def test_refusals() -> None:
    due = row(status=("not_covered",), gold=())
    either = row(status=("partial", "not_covered"))
    pairs = [
        (due, result("refused")),
        (due, result("answered")),
        (either, result("not_covered")),
        (row(), result("not_covered")),
        (row(status=("clarify",), gold=()), result("clarify")),
    ]
    found = withheld(pairs, REFUSING)
    assert (found["precision"]["right"], found["precision"]["total"]) == (2, 3)
    assert (found["recall"]["right"], found["recall"]["total"]) == (1, 2)
    assert withheld(pairs, CLARIFYING)["recall"]["share"] == 1.0


def test_confusion() -> None:
    pairs = [(row(status=("partial", "answered")), result("clarify")), (row(), result())]
    assert confusion(pairs) == {"answered": {"answered": 1}, "answered/partial": {"clarify": 1}}


def test_backing() -> None:
    stands = result(answer="最高800万元", cited=at("甲", evidence="最高800万元"))
    worked = result(answer="186万元", worked=("186万元 = min(6200000 × 30%, 8000000)",))
    echoed = result(answer="不是20%,而是30%", cited=at("甲", evidence="30%"))
    invented = result(answer="900万元", cited=at("甲", evidence="最高800万元"))
    silent = result(answer="可以")
    refused = result("not_covered", answer="没有900万元的规定")
    asked = row(q="是20%吗")
    found = backing([(asked, r) for r in (stands, worked, echoed, invented, silent, refused)])
    assert (found["backed"]["right"], found["backed"]["total"]) == (3, 4)
    assert found["strict"]["right"] == 2


def test_retrieval() -> None:
    first = result(ranked=at("丙", "甲"))
    pairs = [
        (row(gold=(A, B)), first),
        (row(gold=(A, Gold("doc", "")), gold_need="any"), first),
        (row(gold=(Gold("doc", ""),)), first),
        (row(gold=(), status=("refused",)), first),
    ]
    found = retrieval(pairs)
    assert found["rows"] == 2
    assert found["recall@1"] == 0.0
    assert found["recall@3"] == 0.75
    assert found["mrr"] == 0.5
    assert retrieval(pairs[3:]) == {"rows": 0}


def test_latency() -> None:
    assert percentile([1.0, 2.0, 3.0], 50) == 2.0
    assert percentile([0.0, 10.0], 95) == 9.5
    assert latency([result(latency_ms=4.0), missing("r2", "s")]) == {"p50": 4.0, "p95": 4.0, "mean": 4.0}
    assert latency([]) == {}


def test_question_by_question() -> None:
    rows = [row("r1"), row("r2"), row("r3")]
    counts = against(rows, {"r1": result(), "r2": result()}, {"r2": result()})
    assert counts == {"only_one": 1, "only_other": 0, "both": 1, "neither": 1}
