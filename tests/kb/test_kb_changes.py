"""What an ingest puts and removes, seen from what is held and what was read."""

from __future__ import annotations

from dataclasses import replace

from ingest.catalogue import Held
from kb.report import Changes, compare
from policy.documents import Clause, ClauseKind, Document, Metadata


def held(name: str, *texts: str, root: str = "/one", file: str = "") -> Held:
    """A document of a clause for each text."""
    clauses = tuple(
        Clause(f"{name}#{i}", name, ClauseKind.ARTICLE, str(i), (str(i),), text, 0, len(text), 0, i)
        for i, text in enumerate(texts, 1)
    )
    document = Document(name, f"{name}.txt", "\n".join(texts), Metadata(title=name), clauses)
    return Held(document, root, file or f"{root}/{name}.txt")


def counts(changes: Changes) -> tuple[int, int, int, int]:
    return changes.created, changes.updated, changes.unchanged, changes.removed


def test_all_is_new_at_first() -> None:
    changes = compare([], [held("a", "甲", "乙")], ["/one"], [])
    assert counts(changes) == (2, 0, 0, 0)
    assert changes.put == [held("a", "甲", "乙")]


def test_the_same_again_changes_nothing() -> None:
    changes = compare([held("a", "甲")], [held("a", "甲")], ["/one"], [])
    assert counts(changes) == (0, 0, 1, 0)
    assert (changes.put, changes.remove) == ([], [])


def test_clauses_are_counted_by_what_became_of_them() -> None:
    changes = compare([held("a", "甲", "乙", "丙")], [held("a", "甲", "新")], ["/one"], [])
    assert counts(changes) == (0, 1, 1, 1)
    assert changes.put == [held("a", "甲", "新")]


def test_changed_metadata_are_put_though_no_clause_changes() -> None:
    old = held("a", "甲")
    new = replace(old, document=replace(old.document, metadata=Metadata(title="另名")))
    changes = compare([old], [new], ["/one"], [])
    assert counts(changes) == (0, 0, 1, 0)
    assert changes.put == [new]


def test_what_is_gone_disappears_for_its_root_only() -> None:
    before = [held("a", "甲"), held("b", "乙", "丙"), held("c", "丁", root="/two")]
    changes = compare(before, [held("a", "甲")], ["/one"], [])
    assert changes.remove == ["b"]
    assert counts(changes) == (0, 0, 1, 2)


def test_a_file_that_can_not_be_read_now_keeps_its_document() -> None:
    changes = compare([held("a", "甲"), held("b", "乙")], [], ["/one"], ["/one/a.txt"])
    assert changes.remove == ["b"]


def test_a_twin_with_the_same_text_is_mentioned() -> None:
    changes = compare([held("a", "甲", root="/two")], [held("a", "甲", root="/one")], ["/one"], [])
    assert (changes.put, changes.remove, changes.failures) == ([], [], [])
    assert changes.warnings == ["a.txt is already held, from /two/a.txt"]


def test_a_twin_with_another_text_is_refused() -> None:
    changes = compare([held("a", "甲", root="/two")], [held("a", "乙", root="/one")], ["/one"], [])
    assert (changes.put, changes.remove) == ([], [])
    assert "give it another id" in changes.failures[0][1]


def test_a_file_named_by_itself_stays_with_its_root() -> None:
    old = held("a", "甲", root="/one", file="/one/a.txt")
    changes = compare([old], [held("a", "乙", root="/one/a.txt", file="/one/a.txt")], ["/one/a.txt"], [])
    assert changes.put == [held("a", "乙", root="/one", file="/one/a.txt")]


def test_a_renamed_file_of_one_root_is_the_same_document() -> None:
    changes = compare([held("a", "甲", file="/one/x.txt")], [held("a", "甲", file="/one/y.txt")], ["/one"], [])
    assert counts(changes) == (0, 0, 1, 0)
    assert changes.remove == []
    assert changes.put[0].file == "/one/y.txt"
