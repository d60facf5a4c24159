"""Nothing of a source is lost, nothing is invented: every character is in a clause or in a named discard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from measures_table import HEADINGS, PARAGRAPHS

from language.quantities import read_figures
from policy.documents import Clause, ClauseKind, Document

NOTICES = 37


def _covered(document: Document) -> bytearray:
    covered = bytearray(len(document.text))
    spans = [(c.head_start, c.end) for c in document.clauses] + [(d.start, d.end) for d in document.discards]
    for start, end in spans:
        covered[start:end] = b"\x01" * (end - start)
    return covered


def test_the_27_measures_are_27_articles(measures: Document) -> None:
    articles = [c for c in measures.clauses if c.kind is ClauseKind.ARTICLE]
    assert tuple(c.heading for c in articles) == HEADINGS
    assert [c.number for c in articles] == list(range(1, 28))
    assert [c.clause_id for c in articles] == [f"{measures.id}#{h}" for h in HEADINGS]
    assert measures.warnings == ()


def test_the_opening_is_a_preamble_and_goals(measures: Document) -> None:
    opening = measures.clauses[:4]
    assert [c.clause_id.split("#")[1] for c in opening] == ["前言", "总体目标", "总体目标/1", "总体目标/2"]
    assert [c.kind for c in opening[:2]] == [ClauseKind.PREAMBLE, ClauseKind.GOALS]
    assert opening[0].text.startswith("为抢占人工智能发展制高点")
    assert "有效期至2027年12月31日" in opening[0].text
    assert opening[2].text.startswith("到2027年")
    assert opening[3].text.startswith("到2030年")


def test_paragraphs_stand_below_their_measure(measures: Document) -> None:
    for heading in HEADINGS:
        whole = next(c for c in measures.clauses if c.heading == heading and c.kind is ClauseKind.ARTICLE)
        parts = [c for c in measures.clauses if c.parent_id == whole.clause_id]
        assert len(parts) == PARAGRAPHS.get(heading, 0), heading
        assert all(p.kind is ClauseKind.PARAGRAPH and p.heading == heading for p in parts)
        assert [p.number for p in parts] == list(range(1, len(parts) + 1))
        assert "\n".join(p.text for p in parts) in ("", whole.text)


def test_the_page_furniture_is_set_apart(measures: Document) -> None:
    assert [d.reason for d in measures.discards] == ["page furniture", "byline"] + ["page furniture"] * 12
    assert measures.discards[1].text == "华人号:浙江资讯"
    last = max(c.end for c in measures.clauses)
    assert all("52hrtt" not in c.text and "热线" not in c.text for c in measures.clauses)
    assert measures.text[last:].lstrip().startswith("1、本站")


def test_every_character_is_in_a_clause_or_a_named_discard(corpus: list[Document]) -> None:
    for document in corpus:
        covered = _covered(document)
        lost = [i for i, c in enumerate(document.text) if not covered[i] and not c.isspace()]
        assert not lost, (document.id, document.text[lost[0] : lost[0] + 40])
        assert all(d.reason not in ("", "not placed") for d in document.discards), document.id


def test_texts_are_true_slices(corpus: list[Document]) -> None:
    for document in corpus:
        for discard in document.discards:
            assert discard.text == document.text[discard.start : discard.end]
        for clause in document.clauses:
            assert clause.text == document.text[clause.start : clause.end], clause.clause_id
            assert clause.head_start <= clause.start <= clause.end
            for provision in clause.provisions:
                assert 0 <= provision.start < provision.end <= len(clause.text)
                for figure in provision.figures:
                    assert figure.text == clause.text[figure.start : figure.end], clause.clause_id


def test_every_figure_of_a_text_is_in_a_provision(corpus: list[Document]) -> None:
    """Also those of a sentence that grants nothing: what is asked may be any figure."""
    for clause in (c for d in corpus for c in d.clauses):
        read = [(f.start, f.end, f.value) for f in read_figures(clause.text)]
        kept = sorted({(f.start, f.end, f.value) for p in clause.provisions for f in p.figures})
        assert kept == read, clause.clause_id


def test_ids_are_unique_and_parents_are_there(corpus: list[Document]) -> None:
    for document in corpus:
        ids = [c.clause_id for c in document.clauses]
        assert len(ids) == len(set(ids)), document.id
        seen: set[str] = set()
        for clause in document.clauses:
            assert clause.clause_id.startswith(f"{document.id}#")
            assert clause.parent_id in seen | {""}, clause.clause_id
            seen.add(clause.clause_id)


def test_every_scalar_of_a_digest_is_kept(corpus: list[Document], root: Path) -> None:
    held = {d.id: d for d in corpus}
    files = [p for p in (root / "corpus/notices").glob("*.yaml") if not p.name.endswith((".rules.yaml", ".cases.yaml", ".glosses.yaml"))]
    assert len(files) == NOTICES
    for path in files:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        document = held[data["id"]]
        facts = data.pop("facts")
        assert set(_scalars(data)) <= {document.id, *_scalars(document.metadata.to_dict())}, path.name
        assert len(document.clauses) == len(facts)
        for clause, fact in zip(document.clauses, facts, strict=True):
            assert set(_scalars(fact)) <= _of_clause(clause), clause.clause_id


def _scalars(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for entry in value:
            yield from _scalars(entry)
    elif value is not None:
        yield str(value).strip()


def _of_clause(clause: Clause) -> set[str]:
    return {clause.heading, clause.text, clause.ref, clause.confidence, clause.applicant, "、".join(clause.organs)}
