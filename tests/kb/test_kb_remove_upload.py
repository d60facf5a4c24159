"""Documents taken out, and documents given by hand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from kb_fakes import LOANS, TALENT, VOUCHERS, counts, ids, write

from kb import KnowledgeBase
from kb import writer as writing
from kb.uploads import safe_name
from policy.errors import BadArgument, UnknownDocument


def uploads(kb: KnowledgeBase) -> set[str]:
    """The files among the uploads, hidden ones too."""
    return {str(p.relative_to(kb.settings.data / "uploads")) for p in (kb.settings.data / "uploads").rglob("*")}


# -- remove ----------------------------------------------------------------------------------------------------


def test_what_is_removed_is_found_no_more_and_comes_back_with_its_folder(kb: KnowledgeBase, tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS, talent=TALENT, loans=LOANS)
    kb.ingest([root])
    kb.load()
    report = kb.remove(["talent", "loans", "talent"])
    assert [(r.id, r.clauses, r.file_deleted, r.comes_back) for r in report.removed] == [
        ("talent", 1, False, True), ("loans", 1, False, True),
    ]  # fmt: skip
    assert ids(kb) == {"vouchers"}
    assert {h.document.id for h in kb.search("青年人才 贷款贴息", 10)} == {"vouchers"}
    assert "brings it back" in report.lines("en")[0]
    again = kb.ingest([root])
    assert (ids(kb), again.embedded, again.created) == ({"vouchers", "talent", "loans"}, 0, 2)


def test_an_unknown_id_removes_nothing(kb: KnowledgeBase, tmp_path: Path) -> None:
    kb.ingest([write(tmp_path / "a", vouchers=VOUCHERS)])
    with pytest.raises(UnknownDocument, match="nope"):
        kb.remove(["vouchers", "nope"])
    assert ids(kb) == {"vouchers"}


def test_the_last_document_can_be_removed_too(kb: KnowledgeBase, tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS)
    kb.ingest([root])
    kb.load()
    (root / "vouchers.txt").unlink()
    (removed,) = kb.remove(["vouchers"]).removed
    assert (removed.comes_back, kb.documents()) == (False, [])


# -- uploads ---------------------------------------------------------------------------------------------------


def test_an_upload_is_a_document_that_no_other_root_touches(kb: KnowledgeBase, tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS)
    report = kb.add_upload("C:\\文件\\人才 办法.txt", TALENT.encode())
    assert (counts(report), [d.id for d in report.documents]) == ((1, 0, 0, 0), ["人才-办法"])
    assert uploads(kb) == {"人才 办法.txt"}
    kb.ingest([root])
    assert ids(kb) == {"人才-办法", "vouchers"}
    again = kb.ingest([root, kb.settings.data / "uploads"])
    assert (counts(again), again.renamed) == ((0, 0, 3, 0), ())


def test_what_was_uploaded_is_read_again_where_no_path_is_given(tmp_path: Path) -> None:
    from contextlib import closing

    from kb import Settings

    corpus = write(tmp_path / "corpus", vouchers=VOUCHERS)
    with closing(KnowledgeBase(Settings.load(data=tmp_path / "data", corpus=corpus))) as kb:
        kb.add_upload("talent.txt", TALENT.encode())
        assert {d.id for d in kb.dry_run().documents} == {"vouchers", "talent"}
        kb.ingest()
        assert ids(kb) == {"vouchers", "talent"}
        (tmp_path / "data/uploads/talent.txt").unlink()
        assert kb.ingest().removed_documents == ("talent",)


def test_an_upload_that_can_not_be_read_leaves_no_file(kb: KnowledgeBase) -> None:
    report = kb.add_uploads(
        [("bad.txt", b"\x00\x01"), ("program.exe", b"MZ"), ("document.yaml", b"id: x\n"), ("talent.txt", TALENT.encode())]
    )
    assert [Path(source).name for source, _ in report.failures] == ["bad.txt", "program.exe", "document.yaml"]
    assert (uploads(kb), ids(kb)) == ({"talent.txt"}, {"talent"})


def test_the_same_again_is_a_duplicate_and_another_text_of_that_name_is_numbered(kb: KnowledgeBase) -> None:
    kb.add_upload("通知.txt", TALENT.encode())
    (duplicate,) = kb.add_upload("通知.txt", TALENT.encode()).duplicates
    assert duplicate.document == "通知"
    report = kb.add_upload("通知.txt", LOANS.encode())
    assert uploads(kb) == {"通知.txt", "通知 (2).txt"}
    assert ids(kb) == {"通知", "通知-(2)"}
    assert "kept as 通知 (2).txt" in report.warnings[0]


def test_an_upload_is_deleted_with_its_removal(kb: KnowledgeBase) -> None:
    kb.add_upload("talent.txt", TALENT.encode())
    (removed,) = kb.remove(["talent"]).removed
    assert (removed.file_deleted, removed.comes_back, uploads(kb)) == (True, False, set())


def test_an_upload_that_can_not_be_stored_leaves_no_file(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.Catalogue, "replace", full)
    with pytest.raises(BadArgument, match="No space left on device"):
        kb.add_upload("talent.txt", TALENT.encode())
    assert (uploads(kb), kb.documents()) == (set(), [])


def test_an_uploaded_archive_goes_with_its_last_document(kb: KnowledgeBase, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("talent.txt", TALENT)
        archive.writestr("loans.txt", LOANS)
        archive.writestr("bad.txt", b"\0")
    report = kb.add_upload("政策.zip", (tmp_path / "a.zip").read_bytes())
    assert (ids(kb), uploads(kb), len(report.failures)) == ({"talent", "loans"}, {"政策.zip"}, 1)
    assert kb.document("talent").source.endswith("uploads/政策.zip/talent.txt")
    kb.ingest([write(tmp_path / "b", vouchers=VOUCHERS)])
    assert ids(kb) == {"talent", "loans", "vouchers"}
    (first,) = kb.remove(["talent"]).removed
    assert (first.file_deleted, first.comes_back, uploads(kb)) == (False, True, {"政策.zip"})
    (last,) = kb.remove(["loans"]).removed
    assert (last.file_deleted, last.comes_back, uploads(kb)) == (True, False, set())
    assert not (kb.settings.data / "spool").exists()


@pytest.mark.parametrize(
    ("asked", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"), ("C:\\a\\b.docx", "b.docx"), ("CON.txt", "_CON.txt"), ("nul", "_nul"),
        ("Lpt1.tar.txt", "_Lpt1.tar.txt"), (".hidden.txt", "hidden.txt"), ("a<b>:c?.txt", "a_b__c_.txt"), ("..", "document"),
        ("", "document"), ("x\x00\n.txt", "x__.txt"), ("名 \u202e称.txt", "名 称.txt"), (".txt", "txt"), ("a. ", "a"),
    ],
)  # fmt: skip
def test_names_are_made_safe(asked: str, safe: str) -> None:
    assert safe_name(asked) == safe


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    name = safe_name("政" * 500 + ".docx")
    assert name.endswith("政.docx")
    assert len(name.encode()) <= 200


# -- what would be done ----------------------------------------------------------------------------------------


def test_a_preview_of_uploads_tells_what_is_new_and_keeps_nothing(kb: KnowledgeBase, tmp_path: Path) -> None:
    write(tmp_path / "a", vouchers=VOUCHERS)
    kb.ingest([tmp_path / "a"])
    files = [("vouchers.txt", VOUCHERS.encode()), ("talent.txt", TALENT.encode()), ("x.exe", b"MZ")]
    told: list[str] = []
    report = kb.preview_uploads(files, lambda p: told.append(f"{p.stage} {p.done}/{p.total}"))
    assert (report.dry, report.touched, len(report.added)) == (True, False, 1)
    assert [source.endswith("x.exe") for source, _ in report.failures] == [True]
    assert (ids(kb), uploads(kb), told[-1]) == ({"vouchers"}, set(), "reading 3/3")
    assert len(report.added) == len(kb.add_uploads(files).added)


def test_a_preview_of_a_removal_tells_what_comes_back_and_removes_nothing(kb: KnowledgeBase, tmp_path: Path) -> None:
    kb.ingest([write(tmp_path / "a", vouchers=VOUCHERS)])
    kb.add_upload("talent.txt", TALENT.encode())
    would = kb.preview_removal(["vouchers", "talent", "talent"])
    assert [(r.id, r.file_deleted, r.comes_back) for r in would.removed] == [("vouchers", False, True), ("talent", True, False)]
    assert (would.touched, ids(kb)) == (False, {"vouchers", "talent"})
    assert kb.remove(["vouchers", "talent"]).removed == would.removed
    with pytest.raises(UnknownDocument):
        kb.preview_removal(["vouchers"])
