"""What an ingest puts and removes, seen from what is held and what was read."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ingest.catalogue import Copy, Held
from ingest.gather import Disk
from kb.changes import Changes, compare
from kb.identity import Duplicate, Renamed
from policy.documents import Clause, ClauseKind, Document, Metadata


def held(name: str, *texts: str, root: str = "/one", file: str = "", content: str = "", title: str = "", named: bool = False) -> Held:
    """A document of a clause for each text. Its bytes are its texts unless told."""
    clauses = tuple(
        Clause(f"{name}#{i}", name, ClauseKind.ARTICLE, str(i), (str(i),), text, 0, len(text), 0, i)
        for i, text in enumerate(texts, 1)
    )
    file = file or f"{root}/{name}.txt"
    document = Document(name, file, "\n".join(texts), Metadata(title=title or name), clauses)
    return Held(document, root, file, content or f"{'|'.join(texts)}:", named)


class FakeDisk(Disk):
    """What files hold: those given, and nothing else is there."""

    def __init__(self, *files: Held | Copy) -> None:
        self._there = {f.file: f.content for f in files}

    def there(self, file: str) -> bool:
        return file in self._there

    def content(self, file: str) -> str:
        return self._there.get(file, "")


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


def test_another_file_of_an_id_that_another_root_holds_is_a_duplicate_where_it_says_the_same() -> None:
    there = held("a", "甲", root="/two")
    changes = compare([there], [held("a", "甲", root="/one")], ["/one"], disk=FakeDisk(there))
    assert (changes.put, changes.remove, changes.failures) == ([], [], [])
    assert changes.duplicates == [Duplicate("/one/a.txt", "a", "/two/a.txt")]


def test_and_is_refused_where_it_says_something_else() -> None:
    there = held("a", "甲", root="/two")
    changes = compare([there], [held("a", "乙", root="/one")], ["/one"], disk=FakeDisk(there))
    assert (changes.put, changes.remove) == ([], [])
    assert "give one of them another id" in changes.failures[0][1]


def test_a_file_named_by_itself_stays_with_its_root() -> None:
    old = held("a", "甲", root="/one", file="/one/a.txt")
    changes = compare([old], [held("a", "乙", root="/one/a.txt", file="/one/a.txt")], ["/one/a.txt"], [])
    assert changes.put == [held("a", "乙", root="/one", file="/one/a.txt")]


# -- renamed and moved -----------------------------------------------------------------------------------------


def test_a_renamed_file_keeps_its_document() -> None:
    changes = compare([held("a", "甲")], [held("b", "甲")], ["/one"])
    assert counts(changes) == (0, 0, 1, 0)
    assert changes.remove == []
    (put,) = changes.put
    assert (put.document.id, put.document.clauses[0].clause_id, put.file) == ("a", "a#1", "/one/b.txt")
    assert changes.renamed == [Renamed("a", "/one/a.txt", "/one/b.txt")]


def test_and_goes_on_keeping_it_when_it_is_edited_later() -> None:
    now = compare([held("a", "甲")], [held("b", "甲")], ["/one"]).put
    changes = compare(now, [held("b", "乙")], ["/one"])
    assert [h.document.id for h in changes.put] == ["a"]
    assert counts(changes) == (0, 1, 0, 0)


def test_a_new_file_under_the_old_name_gets_an_id_of_its_own() -> None:
    now = compare([held("a", "甲")], [held("b", "甲")], ["/one"]).put
    changes = compare(now, [held("a", "新"), held("b", "甲")], ["/one"])
    assert [(h.document.id, h.file) for h in changes.put] == [("a-2", "/one/a.txt")]
    assert (changes.failures, changes.remove) == ([], [])
    assert "held as a-2" in changes.warnings[0]
    assert compare([*now, *changes.put], [held("a", "新"), held("b", "甲")], ["/one"]).put == []


def test_two_files_that_change_names_are_the_same_two_documents() -> None:
    changes = compare([held("a", "甲"), held("b", "乙")], [held("a", "乙"), held("b", "甲")], ["/one"])
    assert {(h.document.id, h.document.text, h.file) for h in changes.put} == {("a", "甲", "/one/b.txt"), ("b", "乙", "/one/a.txt")}
    assert counts(changes) == (0, 0, 2, 0)


def test_a_file_moved_to_another_root_whichever_of_them_is_ingested() -> None:
    old, new = held("a", "甲", root="/two"), held("b", "甲", root="/one")
    for roots in (["/one"], ["/one", "/two"]):
        changes = compare([old], [new], roots, disk=FakeDisk(new))
        assert [(h.document.id, h.root, h.file) for h in changes.put] == [("a", "/one", "/one/b.txt")]
        assert (changes.remove, len(changes.renamed)) == ([], 1)


def test_a_file_renamed_and_edited_at_once_is_another_document() -> None:
    changes = compare([held("a", "甲", "乙")], [held("b", "甲", "丙")], ["/one"])
    assert ([h.document.id for h in changes.put], changes.remove, changes.renamed) == (["b"], ["a"], [])


def test_but_not_when_only_white_space_was_edited() -> None:
    changes = compare([held("a", "甲 乙")], [held("b", "甲乙")], ["/one"])
    assert [h.document.id for h in changes.put] == ["a"]


def test_a_given_id_rules() -> None:
    old = held("a", "甲", named=True)
    changes = compare([old], [held("b", "甲", named=True, content="x:y")], ["/one"])
    assert ([h.document.id for h in changes.put], changes.remove) == (["b"], ["a"])
    moved = compare([old], [held("a", "乙", named=True, file="/one/sub/z.txt")], ["/one"])
    assert ([h.document.id for h in moved.put], moved.remove) == (["a"], [])
    assert moved.renamed == [Renamed("a", "/one/a.txt", "/one/sub/z.txt")]


def test_what_is_gone_below_a_root_disappears_though_it_came_from_a_folder_within() -> None:
    assert compare([held("a", "甲", root="/one/sub")], [held("b", "乙")], ["/one"]).remove == ["a"]
    assert compare([held("a", "甲", root="/one-more")], [held("b", "乙")], ["/one"]).remove == []


def test_documents_of_an_archive_that_can_not_be_read_stay() -> None:
    old = held("a", "甲", file="/one/all.zip/a.txt")
    assert compare([old], [held("b", "乙")], ["/one"], ["/one/all.zip"]).remove == []


# -- duplicates ------------------------------------------------------------------------------------------------


def test_of_two_files_that_say_the_same_one_is_kept() -> None:
    changes = compare([], [held("a", "甲"), held("b", "甲")], ["/one"])
    assert [h.document.id for h in changes.put] == ["a"]
    assert changes.duplicates == [Duplicate("/one/b.txt", "a", "/one/a.txt")]
    assert [h.document.id for h in compare([], [held("a", "甲"), held("b", "甲", content="z:")], ["/one"]).put] == ["a"]


def test_the_same_clauses_under_another_title_are_another_document() -> None:
    two = [held("a", "甲", title="2024年名单"), held("b", "甲", title="2025年名单", content="z:")]
    assert [h.document.id for h in compare([], two, ["/one"]).put] == ["a", "b"]


def test_a_copy_takes_over_when_the_first_is_gone() -> None:
    first = compare([], [held("a", "甲"), held("b", "甲")], ["/one"])
    changes = compare(first.put, [held("b", "甲")], ["/one"], copies=first.copies)
    assert [(h.document.id, h.file) for h in changes.put] == [("a", "/one/b.txt")]
    assert (changes.remove, changes.copies) == ([], [])


def test_also_where_its_root_is_not_being_ingested() -> None:
    there, here = held("a", "甲", root="/two"), held("b", "甲")
    first = compare([there], [here], ["/one"], disk=FakeDisk(there, here))
    assert [c.file for c in first.copies] == ["/one/b.txt"]
    changes = compare([there], [held("c", "乙", root="/two")], ["/two"], copies=first.copies, disk=FakeDisk(here))
    assert [(h.document.id, h.file, h.root) for h in changes.put if h.document.text == "甲"] == [("a", "/one/b.txt", "/one")]
    assert changes.remove == []
    edited = FakeDisk(replace(here, content="other:"))
    assert compare([there], [held("c", "乙", root="/two")], ["/two"], copies=first.copies, disk=edited).remove == ["a"]


def test_a_file_with_an_id_of_its_own_takes_the_place_of_one_without() -> None:
    there = held("x", "甲", root="/two")
    changes = compare([there], [held("measures", "甲", named=True, title="某办法")], ["/one"], disk=FakeDisk(there))
    assert ([h.document.id for h in changes.put], changes.remove) == (["measures"], ["x"])
    assert changes.duplicates == [Duplicate("/two/x.txt", "measures", "/one/measures.txt")]
    again = compare(changes.put, [there], ["/two"], disk=FakeDisk(*changes.put))
    assert (again.put, [d.document for d in again.duplicates]) == ([], ["measures"])


def test_two_ids_given_to_one_text_are_two_documents_and_it_is_said() -> None:
    changes = compare([], [held("a", "甲", named=True), held("b", "甲", named=True, content="甲:y")], ["/one"])
    assert [h.document.id for h in changes.put] == ["a", "b"]
    assert "has the text of a, and another id" in changes.warnings[0]


def test_two_texts_of_one_title_are_both_kept_and_it_is_said_once() -> None:
    one, two = held("a", "甲", title="某办法"), held("b", "乙", title="某 办法")
    changes = compare([one], [one, two], ["/one"])
    assert [h.document.id for h in changes.put] == ["b"]
    assert "b (/one/b.txt) has the title or 文号 of a" in changes.warnings[0]
    assert compare([one, two], [one, two], ["/one"]).warnings == []


# -- whatever people do with their files ---------------------------------------------------------------------------


class Folders:
    """Two roots whose files are written, edited, renamed, copied and deleted at random."""

    def __init__(self, seed: int) -> None:
        self.rnd = random.Random(seed)
        self.files: dict[str, str] = {}
        self.held: list[Held] = []
        self.copies: list[Copy] = []

    def change(self) -> None:
        place = f"/{self.rnd.choice(('one', 'two'))}/{self.rnd.choice('abcd')}.txt"
        some = self.rnd.choice(sorted(self.files)) if self.files else place
        action = self.rnd.choice(("write", "rename", "copy", "delete", "swap"))
        if action == "write" or not self.files:
            self.files[place] = self.rnd.choice("甲乙丙丁戊己")
        elif action == "rename":
            self.files[place] = self.files.pop(some)
        elif action == "copy":
            self.files[place] = self.files[some]
        elif action == "delete":
            del self.files[some]
        else:
            other = self.rnd.choice(sorted(self.files))
            self.files[some], self.files[other] = self.files[other], self.files[some]

    def ingest(self, *roots: str) -> Changes:
        there = [self.read(file) for file in sorted(self.files)]
        read = [h for h in there if h.root in roots]
        changes = compare(self.held, read, roots, copies=self.copies, disk=FakeDisk(*there))
        put = {h.document.id: h for h in (*self.held, *changes.put)}
        assert len({h.document.id for h in changes.put}) == len(changes.put)
        self.held = [h for i, h in put.items() if i not in changes.remove]
        self.copies = changes.copies
        return changes

    def read(self, file: str) -> Held:
        _, root, name = file.split("/")
        return held(name.removesuffix(".txt"), self.files[file], root=f"/{root}")


@pytest.mark.parametrize("seed", range(150))
def test_whatever_happens_to_the_files_what_is_held_is_what_is_there(seed: int) -> None:
    folders = Folders(seed)
    for _ in range(12):
        for _ in range(folders.rnd.randrange(1, 4)):
            folders.change()
        if folders.rnd.random() < 0.5:
            folders.ingest(folders.rnd.choice(("/one", "/two")))
            continue
        before = {h.file: h for h in folders.held}
        changes = folders.ingest("/one", "/two")
        texts = [h.document.text for h in folders.held]
        assert len(texts) == len(set(texts)), "a text is held twice"
        assert all(folders.files[h.file] == h.document.text for h in folders.held), "a document without its file"
        refused = {folders.files[source] for source, _ in changes.failures}
        assert set(texts) >= set(folders.files.values()) - refused, "a text is missing"
        for h in folders.held:
            old = before.get(h.file)
            assert not old or old.content != h.content or old.document.id == h.document.id, "an id changed without need"
        again = folders.ingest("/one", "/two")
        assert (again.put, again.remove, again.renamed) == ([], [], [])
