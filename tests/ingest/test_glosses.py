"""Glosses beside a document: bound to the clause as it was, never part of its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.gather import gather
from policy.documents import Document

TEXT = "关于支持养蜂的若干措施\n第一条 对蜂农购置蜂箱，按不高于30%给予补助。\n第二条 支持举办蜂蜜节。\n"


def brought_in(folder: Path, glosses: str = "") -> Document:
    (folder / "bees.txt").write_text(TEXT, encoding="utf-8")
    if glosses:
        (folder / "bees.glosses.yaml").write_text(glosses, encoding="utf-8")
    read = gather([folder])
    assert len(read.held) == 1, read.failures
    return read.held[0].document


def digest_of(document: Document, name: str) -> str:
    return next(c.digest for c in document.clauses if c.clause_id == f"{document.id}#{name}")


def gloss(seen: str, name: str = "第一条") -> str:
    return f"glosses:\n  {name}:\n    seen: '{seen}'\n    zh: [买养蜜蜂的木箱子政府出不出钱]\n    en: [subsidy for beehives]\n"


def test_a_gloss_comes_with_its_clause_and_changes_none_of_its_words(tmp_path: Path) -> None:
    plain = brought_in(tmp_path)
    glossed = brought_in(tmp_path, gloss(digest_of(plain, "第一条")))
    assert [c.glosses for c in glossed.clauses] == [("买养蜜蜂的木箱子政府出不出钱", "subsidy for beehives"), ()]
    assert [c.to_dict() for c in glossed.clauses] == [c.to_dict() for c in plain.clauses]
    assert glossed.warnings == plain.warnings


def test_a_gloss_of_other_words_is_left_out_and_said(tmp_path: Path) -> None:
    glossed = brought_in(tmp_path, gloss("0" * 16))
    assert all(not c.glosses for c in glossed.clauses)
    assert any("第一条 has changed" in w for w in glossed.warnings)


def test_a_gloss_of_no_clause_is_said(tmp_path: Path) -> None:
    assert any("there is no clause 第九条" in w for w in brought_in(tmp_path, gloss("0" * 16, "第九条")).warnings)


@pytest.mark.parametrize("text", ["glosses: [a]", "gloss: {}", "glosses:\n  第一条: {zh: [a]}", "glosses:\n  第一条: {seen: x, zh: [a]}"])
def test_a_file_of_another_form_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "bees.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bees.glosses.yaml").write_text(text, encoding="utf-8")
    read = gather([tmp_path])
    assert read.held == []
    assert "bees.glosses.yaml" in read.failures[0][1]
