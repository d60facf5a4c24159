"""Every figure and every granting provision of the 27 measures, against a table written by hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from measures_table import FIGURES, HEADINGS, PARAGRAPHS, PROVISIONS, Row, Said

from policy.documents import Clause, ClauseKind, Document
from policy.provisions import Figure, FigureKind, Provision


def _row(figure: Figure) -> Row:
    value = figure.iso if figure.kind is FigureKind.DATE else f"{figure.value.normalize():f}"
    return figure.text, value, figure.unit, figure.comparator.value, figure.role.value, figure.per


def _words(figure: Figure | None) -> str:
    return figure.text if figure else ""


def _said(p: Provision) -> Said:
    return Said(
        p.action, p.modality.value, _words(p.rate), _words(p.cap), _words(p.amount), p.base, p.condition, p.period,
        p.local_discretion,
    )  # fmt: skip


def _figures(clause: Clause) -> list[Figure]:
    return sorted((f for p in clause.provisions for f in p.figures), key=lambda f: f.start)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_and_no_other(named: dict[str, Clause], name: str) -> None:
    assert [_row(f) for f in _figures(named[name])] == FIGURES[name]


@pytest.mark.parametrize("name", PROVISIONS)
def test_every_provision_of_what_is_granted(named: dict[str, Clause], name: str) -> None:
    assert [_said(p) for p in named[name].provisions] == PROVISIONS[name]


def test_the_table_is_of_the_source(measures: Document, named: dict[str, Clause], root: Path) -> None:
    """The table names all the measures, and its words stand in the text, in this order."""
    text = (root / "corpus/zj-2025-ai-measures/source.txt").read_text(encoding="utf-8")
    assert text == measures.text
    assert set(FIGURES) == {*HEADINGS, "前言", "总体目标"}
    for name, rows in FIGURES.items():
        at = 0
        for words, *_ in rows:
            at = named[name].text.index(words, at) + len(words)


def test_a_paragraph_has_the_figures_of_its_measure(measures: Document, named: dict[str, Clause]) -> None:
    """What a measure says as a whole is what its 款 say, one after the other."""
    for name in PARAGRAPHS:
        whole = named[name]
        parts = [c for c in measures.clauses if c.parent_id == whole.clause_id and c.kind is ClauseKind.PARAGRAPH]
        assert [_row(f) for c in parts for f in _figures(c)] == FIGURES[name]
        assert [_said(p) for c in parts for p in c.provisions] == [_said(p) for p in whole.provisions]


def test_no_figure_is_read_twice(measures: Document) -> None:
    for clause in measures.clauses:
        figures = _figures(clause)
        assert all(a.end <= b.start for a, b in pairwise(figures)), clause.clause_id
