"""Files, folders and what stands beside them: what is read, what is refused and in which words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest import readers
from ingest.formats.plain import decode
from ingest.gather import Disk, find_files, gather
from ingest.readers import clean_id, load_yaml, read_bytes, read_document
from policy.documents import ClauseKind, TextKind
from policy.errors import BadArgument, UnreadableSource

TEXT = "支持算力建设\n对企业给予最高100万元补助。\n"
DIGEST = """id: some-digest
title: 某措施
level: 市
facts:
- heading: 算力券
  ref: 一（三）
  text: 按合同额30%补，至多800万元。
  applicant: 算力用户
  organ: 市经信局、市科技局
  confidence: high
- heading: 算力券
  text: 另有规定。
"""


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# -- one file --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str, ending: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    raw = TEXT.replace("\n", ending) if encoding not in ("gbk",) or ending != "\u2028" else TEXT
    assert decode(mark + raw.encode(encoding), "a.txt") == TEXT


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.md", " \n　\n".encode(), "is empty"),
        ("program.txt", b"\x7fELF\x01\x01", "is not a text file; save it as text"),
        ("paper.txt", b"%PDF-1.7\n\x01\x02", "is no PDF, or damaged; open it"),
        ("late.txt", b"a" * 10000 + b"\x00", "is not a text file"),
        ("odd.txt", b"\xff\xfea", "unknown encoding; save it as UTF-8"),
        ("odd2.txt", b"\x81\xff\xff", "unknown encoding"),
        ("open.yaml", b"id: a\nfacts: [\n", "open.yaml, line 3: not valid YAML; mend it"),
        ("tag.yaml", b"id: !!python/object:os.system x\n", "not valid YAML"),
        ("day.yaml", b"id: a\nissued: 2025-02-30\n", "day is out of range"),
        ("deep.yaml", b"[" * 5000, "nested too deep"),
        ("text.yaml", b"hello\n", "must hold `name: value` lines"),
        ("nofacts.yaml", b"id: a\ntitle: b\nfacts: {}\n", "has no list of facts"),
        ("none.yaml", b"id: a\ntitle: b\nfacts: []\n", "has no list of facts"),
        ("noid.yaml", b"title: b\nfacts: [{heading: h, text: t}]\n", "needs an id and a title"),
        ("notitle.yaml", b"id: a\nfacts: [{heading: h, text: t}]\n", "needs an id and a title"),
        ("bare.yaml", b"id: a\ntitle: b\nfacts: [x]\n", "bare.yaml, fact 1 needs a heading and a text"),
        ("half.yaml", b"id: a\ntitle: b\nfacts: [{heading: h}]\n", "half.yaml, fact 1 needs a heading and a text"),
        ("list.yaml", b"id: a\ntitle: b\nfacts: [{heading: h, text: [t]}]\n", "text must be a text, not a list"),
        ("date.yaml", b"id: a\ntitle: b\nissued: May\nfacts: [{heading: h, text: t}]\n", "issued 'May' is no date; write"),
        ("kind.yaml", b"id: a\ntitle: b\ntext_kind: x\nfacts: [{heading: h, text: t}]\n", "text_kind 'x' is none of"),
        ("organs.yaml", b"id: a\ntitle: b\norgans: [x]\nfacts: [{heading: h, text: t}]\n", "organs must give each heading"),
        ("urls.yaml", b"id: a\ntitle: b\nsources: x\nfacts: [{heading: h, text: t}]\n", "sources must be a list"),
        ("count.yaml", b"id: a\ntitle: b\nclause_count: x\nfacts: [{heading: h, text: t}]\n", "clause_count must be a whole"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_by_name(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableSource) as refused:
        read_document(put(tmp_path / name, content), name)
    message = str(refused.value)
    assert words in message
    assert name in message
    assert "\n" not in message


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_MAX_BYTES", 1 << 20)
    with pytest.raises(UnreadableSource, match=r"big.txt is larger than 1 MiB; split it"):
        read_bytes(put(tmp_path / "big.txt", b"a" * ((1 << 20) + 1)), "big.txt")


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"can't be read .*; check the file and its rights"):
        read_bytes(tmp_path / "gone.txt", "gone.txt")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", TEXT)
    path.chmod(0)
    with pytest.raises(UnreadableSource, match="check the file and its rights"):
        read_bytes(path, "a.txt")


def test_yaml_that_refers_to_itself_is_no_bomb(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nid: x\ntitle: y\nfacts: [{heading: h, text: t}]\n"
    document = read_document(put(tmp_path / "bomb.yaml", bomb), "bomb.yaml")
    assert [w.split(": ", 1)[1] for w in document.warnings] == [f"unknown field '{n}' is passed over" for n in "abc"]


# -- a digest --------------------------------------------------------------------------------------------------


def test_a_digest_is_its_facts(tmp_path: Path) -> None:
    document = read_document(put(tmp_path / "d.yaml", DIGEST), "d.yaml")
    first, second = document.clauses
    assert (document.id, document.title, document.metadata.text_kind) == ("some-digest", "某措施", TextKind.ORIGINAL)
    assert (first.clause_id, first.kind, first.ref) == ("some-digest#算力券", ClauseKind.FACT, "一（三）")
    assert (first.applicant, first.organs, first.confidence) == ("算力用户", ("市经信局", "市科技局"), "high")
    assert second.clause_id == "some-digest#算力券~2"
    assert document.text == "算力券\n按合同额30%补，至多800万元。\n算力券\n另有规定。\n"
    assert all(c.text == document.text[c.start : c.end] for c in document.clauses)


def test_what_a_digest_does_not_know_is_said(tmp_path: Path) -> None:
    text = DIGEST.replace("level: 市", "level: 乡\nstatus: 旧\ncolour: red").replace("  ref:", "  refs:")
    warnings = read_document(put(tmp_path / "d.yaml", text), "d.yaml").warnings
    assert [w.split(" is ")[0] for w in warnings] == [
        "d.yaml: unknown field 'colour'", "d.yaml: level '乡'", "d.yaml: status '旧'", "d.yaml, fact 1: unknown field 'refs'",
    ]  # fmt: skip


# -- Markdown --------------------------------------------------------------------------------------------------


def test_the_marks_of_markdown_headings_are_set_apart(tmp_path: Path) -> None:
    text = "# 某办法\n## 第一章 总则\n**第一条** 甲。\n## 附则\n第二条 乙。\n"
    document = read_document(put(tmp_path / "a.md", text), "a.md")
    assert document.title == "某办法"
    assert [c.path for c in document.clauses] == [
        ("第一章 总则",), ("第一章 总则", "第一条"), ("附则",), ("附则", "第二条"),
    ]  # fmt: skip
    assert [d.reason for d in document.discards] == ["markup", "title", "markup", "markup"]


def test_markdown_headings_nest_by_their_depth(tmp_path: Path) -> None:
    text = "# 某措施\n## 支持算力\n### 算力券\n补30%。\n### 贴息\n补50%。\n## 支持人才\n给予奖励。\n"
    document = read_document(put(tmp_path / "a.md", text), "a.md")
    assert [c.path for c in document.clauses] == [
        ("支持算力",), ("支持算力", "算力券"), ("支持算力", "贴息"), ("支持人才",),
    ]  # fmt: skip


# -- a folder --------------------------------------------------------------------------------------------------


def test_what_stands_beside_a_document_is_none(tmp_path: Path) -> None:
    put(tmp_path / "a/source.txt", TEXT)
    put(tmp_path / "a/document.yaml", "id: measures\ntitle: 某措施\nissued: 2025-05-31\n")
    for name in ("rules.yaml", "cases.yaml", "notes.txt"):
        put(tmp_path / "a" / name, "x: 1")
    put(tmp_path / "notices/d.yaml", DIGEST)
    for name in ("d.rules.yaml", "d.cases.yaml", "facts.yaml", ".hidden.txt", "picture.png"):
        put(tmp_path / "notices" / name, "x: 1")
    put(tmp_path / ".git/config.txt", TEXT)
    read = gather([tmp_path])
    assert [h.document.id for h in read.held] == ["measures", "some-digest"]
    assert read.failures == []
    assert read.held[0].document.metadata.issued == "2025-05-31"
    assert read.held[0].root == str(tmp_path.resolve())


def test_a_source_goes_by_its_folder_where_it_has_no_id(tmp_path: Path) -> None:
    put(tmp_path / "some measures/source.txt", TEXT)
    put(tmp_path / "some measures/document.yaml", "title: 某措施\n")
    assert gather([tmp_path]).held[0].document.id == "some-measures"


def test_a_bad_document_yaml_is_named(tmp_path: Path) -> None:
    put(tmp_path / "a/source.txt", TEXT)
    put(tmp_path / "a/document.yaml", "title: [\n")
    read = gather([tmp_path])
    assert read.held == []
    assert "document.yaml, line 2: not valid YAML" in read.failures[0][1]


def test_what_a_file_holds_and_whether_its_id_was_given(tmp_path: Path) -> None:
    put(tmp_path / "a/source.txt", TEXT)
    put(tmp_path / "a/document.yaml", "id: measures\ntitle: 某措施\n")
    put(tmp_path / "b/source.txt", TEXT)
    put(tmp_path / "b/document.yaml", "title: 某措施\n")
    put(tmp_path / "c.txt", TEXT)
    put(tmp_path / "d.yaml", DIGEST)
    given, ungiven, bare, digest = gather([tmp_path]).held
    assert [h.named for h in (given, ungiven, bare, digest)] == [True, False, False, True]
    assert len({h.content.partition(":")[0] for h in (given, ungiven, bare)}) == 1
    assert len({h.content for h in (given, ungiven, bare)}) == 3
    assert Disk().content(given.file) == given.content
    assert Disk().content(str(tmp_path / "gone.txt")) == ""
    assert (Disk().there(given.file), Disk().there(str(tmp_path / "gone.txt"))) == (True, False)


def test_a_file_that_two_roots_share_is_read_once(tmp_path: Path) -> None:
    put(tmp_path / "in/d.yaml", DIGEST)
    read = gather([tmp_path, tmp_path / "in", tmp_path / "in/d.yaml"])
    assert [(h.document.id, h.root) for h in read.held] == [("some-digest", str(tmp_path.resolve()))]
    assert read.failures == []


def test_progress_counts_also_what_can_not_be_read(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", b"")
    put(tmp_path / "b.txt", TEXT)
    seen: list[tuple[int, int]] = []
    gather([tmp_path], lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_paths_without_a_document(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match=r"there is no file or folder .*nothing; check the path"):
        find_files(tmp_path / "nothing")
    with pytest.raises(BadArgument, match="no document in"):
        find_files(tmp_path)


@pytest.mark.parametrize(
    ("name", "clean"), [("a b#c/d", "a-b-c-d"), ("  某 措施 ", "某-措施"), ("##", "document"), ("x", "x")]
)
def test_ids_of_files(name: str, clean: str) -> None:
    assert clean_id(name) == clean


def test_load_yaml_gives_a_mapping(tmp_path: Path) -> None:
    assert load_yaml(put(tmp_path / "a.yaml", "a: 1\n"), "a.yaml") == {"a": 1}
