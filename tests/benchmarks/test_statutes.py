"""Statutory articles through the whole of ingesting and searching, by the bundled model."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks import statutes
from benchmarks.articles import Article, Question, Statutes, read_articles, read_questions
from ingest.gather import gather
from policy.errors import BadArgument

ARTICLES = [
    {"id": "a1", "name": "某市节水条例第一条", "text": "为了节约用水，制定本条例。"},
    {"id": "a2", "name": "某市节水条例第十条之一", "text": "单位用水实行计划管理。\n\n超过计划用水的，加倍收费。"},
    {"id": "a3", "name": "某市节水条例第十条之一", "text": "单位用水实行计划管理。\n\n超过计划用水的，加倍收费。"},
    {"id": "a4", "name": "某市节水条例第十条", "text": "有下列情形之一的，处二百元罚款：\n（一）未装水表的；\n（二）损坏水表的。"},
    {"id": "a5", "name": "某市节水条例第十条", "text": "另一个版本里的第十条，讲再生水的利用。"},
    {"id": "b1", "name": "关于养犬的若干意见", "text": "遛犬应当牵绳，并且及时清理粪便。"},
]
QUESTIONS = [
    {"id": "q1", "q": "损坏水表罚多少？", "gold": ["a4"]},
    {"id": "q2", "q": "遛犬要牵绳吗？", "gold": ["b1"]},
    {"id": "q3", "q": "超过计划用水怎么收费？", "gold": ["a2", "a3"]},
    {"id": "q4", "q": "答案不在这些条文里的问题", "gold": ["a1", "z9"]},
]


def lines(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def made() -> list[Article]:
    return [Article(**row) for row in ARTICLES]


def test_every_article_becomes_a_clause_that_leads_back_to_it(tmp_path: Path) -> None:
    known = Statutes(made())
    known.write(tmp_path)
    documents = [held.document for held in gather([tmp_path]).held]
    assert sorted(d.title for d in documents) == ["关于养犬的若干意见", "某市节水条例", "某市节水条例"]
    clauses = [clause for document in documents for clause in document.clauses]
    assert known.unplaced(clauses) == []
    found = {known.ids(c): c for c in clauses if c.kind.value in ("article", "preamble")}
    assert set(found) >= {("a1",), ("a2", "a3"), ("a4",), ("a5",)}
    assert "加倍收费" in found["a2", "a3"].text
    assert any("牵绳" in c.text and known.ids(c) == ("b1",) for c in clauses)
    assert known.unplaced([c for c in clauses if c.label != "第一条"]) == ["某市节水条例第一条"]


def test_what_an_earlier_run_wrote_goes(tmp_path: Path) -> None:
    Statutes(made()).write(tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
    Statutes(made()[:1]).write(tmp_path)
    (only,) = tmp_path.iterdir()
    assert "节约用水" in (only / "source.txt").read_text("utf-8")
    assert "计划管理" not in (only / "source.txt").read_text("utf-8")


def test_figures() -> None:
    questions = [Question("1", "?", frozenset("ab")), Question("2", "?", frozenset("c"))]
    found = statutes.scores(questions, {"1": ["x", "a", "", *"pqrstuvw", "b"], "2": ["c"]})
    assert found == {"recall@1": 0.5, "recall@10": 0.75, "recall@100": 1.0, "MRR@10": 0.75}
    late = statutes.scores(questions[1:], {"2": [*"0123456789", "c"]})
    assert (late["MRR@10"], late["recall@100"]) == (0.0, 1.0)


def test_rows_are_read_packed_or_not(tmp_path: Path) -> None:
    packed = lines(tmp_path / "articles.jsonl.gz", ARTICLES)
    assert read_articles(packed) == made()
    assert read_articles(packed, 2) == made()[:2]
    plain = lines(tmp_path / "queries.jsonl", QUESTIONS)
    assert [q.id for q in statutes.answerable(read_questions(plain), {"a2", "a3", "a4"})] == ["q1", "q3"]
    with pytest.raises(BadArgument, match="take more --rows"):
        statutes.answerable(read_questions(plain), {"a1"})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"id": "a", "name": "n", "text": "t"}\n{"id": 1}', r"articles\.jsonl:2: id must be a text"),
        ("[1]", "1: id must be a text"),
        ("{", "1: Expecting"),
        ("", "holds no rows"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadArgument, match=words):
        read_articles(path)
    with pytest.raises(BadArgument, match="can't be read"):
        read_articles(tmp_path / "none.jsonl")
    (tmp_path / "wrong.jsonl.gz").write_text("not packed", encoding="utf-8")
    with pytest.raises(BadArgument, match="can't be read"):
        read_articles(tmp_path / "wrong.jsonl.gz")


def test_the_whole_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles, queries = lines(tmp_path / "a.jsonl.gz", ARTICLES), lines(tmp_path / "q.jsonl", QUESTIONS)
    arguments = ["--articles", articles, "--queries", queries, "--data", tmp_path / "kept"]
    run = [str(a) for a in (*arguments, "--weights", "1:0.2,0:1", "--out", tmp_path / "figures.json")]
    assert statutes.main(run) == 0
    captured = capsys.readouterr()
    assert "| dense : lexical | recall@1 | recall@10 | recall@100 | MRR@10 |" in captured.out
    assert "articles that no clause stands for" not in captured.out
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert figures["questions"] == 3
    words = figures["figures"]["0 : 1"]
    assert words["recall@10"] == 1.0
    assert words["ranked"]["q1"][0] == "a4"
    assert words["ranked"]["q3"][:2] == ["a2", "a3"]
    assert statutes.main(run) == 0
    assert "0 passages embedded" in capsys.readouterr().err


@pytest.mark.parametrize("weights", ["1", "0:0", "3:1", "a:b", "1:2:3"])
def test_weights_that_can_not_be(weights: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        statutes.main(["--articles", "a", "--queries", "q", "--weights", weights])
    assert ended.value.code == 2
    assert "weights" in capsys.readouterr().err
