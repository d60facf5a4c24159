"""ZIP archives: read like folders, names made out, and nothing unpacked that could do harm."""

from __future__ import annotations

import io
import os
import random
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from ingest import archives
from ingest.gather import Disk, Gathered, gather

TEXT = "某某办法\n第一条 算力券\n对企业给予最高100万元补助。\n"


def packed(path: Path, members: dict[str, str | bytes]) -> Path:
    """An archive as tools write it now."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def untold(path: Path, names: list[str], encoding: str) -> Path:
    """An archive as old Chinese tools write it: names in `encoding`, without a mark. Written by hand."""
    body, directory = b"", b""
    for name in names:
        told, content = name.encode(encoding), (TEXT + name).encode()
        head = struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(told), 0)
        directory += b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + told
        body += b"PK\3\4" + head + told + content
    end = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, len(names), len(names), len(directory), len(body), 0)
    path.write_bytes(body + directory + end)
    return path


def sources(read: Gathered, root: Path) -> list[str]:
    return [h.document.source.removeprefix(f"{root}/") for h in read.held]


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", {
        "inner/办法.txt": TEXT, "measures/source.txt": TEXT + "二", "measures/document.yaml": "id: the-id\ntitle: 某措施\n",
        "picture.png": b"\x89PNG", ".hidden.txt": TEXT, "__MACOSX/._办法.txt": TEXT, "inner/办法.rules.yaml": "rules: []\n",
    })  # fmt: skip
    read = gather([tmp_path])
    assert sources(read, tmp_path) == ["a.zip/inner/办法.txt", "a.zip/measures/source.txt"]
    assert [(h.document.id, h.named, h.root) for h in read.held] == [
        ("办法", False, str(tmp_path)), ("the-id", True, str(tmp_path)),
    ]  # fmt: skip
    assert read.held[0].file == str(tmp_path / "a.zip" / "inner" / "办法.txt")
    assert read.failures == []
    alone = gather([tmp_path / "a.zip"])
    assert [h.document.source for h in alone.held] == [str(tmp_path / s) for s in sources(read, tmp_path)]


def test_a_source_at_the_top_goes_by_the_archives_name(tmp_path: Path) -> None:
    packed(tmp_path / "measures.zip", {"source.txt": TEXT, "document.yaml": "title: 某措施\n"})
    assert gather([tmp_path]).held[0].document.id == "measures"


def test_what_a_member_holds_is_known_as_that_of_a_file(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", {"x.txt": TEXT})
    (tmp_path / "b").mkdir()
    packed(tmp_path / "b/in.zip", {"y.txt": TEXT})
    packed(tmp_path / "b/out.zip", {"in.zip": (tmp_path / "b/in.zip").read_bytes()})
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    disk, member, nested = Disk(), str(tmp_path / "a.zip/x.txt"), str(tmp_path / "b/out.zip/in.zip/y.txt")
    assert disk.content(member) == disk.content(nested) == disk.content(str(tmp_path / "x.txt")) != ""
    assert disk.there(member)
    assert disk.there(nested)
    assert not disk.there(str(tmp_path / "a.zip/y.txt"))
    assert not disk.there(str(tmp_path / "c.zip/x.txt"))


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_names_without_a_mark(tmp_path: Path, encoding: str) -> None:
    names = ["政策文件/關於支持企業的若干措施.txt" if encoding == "big5" else "政策文件/关于支持企业的若干措施.txt", "政策文件/通知.txt"]
    untold(tmp_path / "a.zip", names, encoding)
    assert sources(gather([tmp_path]), tmp_path) == sorted(f"a.zip/{n}" for n in names)


def test_a_backslash_parts_folders_but_not_the_bytes_of_a_character(tmp_path: Path) -> None:
    # 乗 is 81 5C in GBK, and 5C is the backslash
    untold(tmp_path / "a.zip", ["政策\\交通\\公共乗车办法通知.txt"], "gbk")
    assert sources(gather([tmp_path]), tmp_path) == ["a.zip/政策/交通/公共乗车办法通知.txt"]


def test_the_name_that_info_zip_writes_beside(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("plain.txt")
    told = "通知.txt".encode()
    info.extra = struct.pack("<HHBL", 0x7075, 5 + len(told), 1, zlib.crc32(b"plain.txt")) + told
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, TEXT)
    assert sources(gather([tmp_path]), tmp_path) == ["a.zip/通知.txt"]


@pytest.mark.parametrize("name", ["../evil.txt", "a/../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\evil.txt", "c:evil.txt"])
def test_a_name_that_points_out_is_refused_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "deep").mkdir()
    untold(tmp_path / "deep/a.zip", [name, "good.txt"], "utf-8")
    read = gather([tmp_path / "deep"])
    assert [h.document.id for h in read.held] == ["good"]
    ((source, reason),) = read.failures
    assert source.endswith("evil.txt")
    assert "points out of the archive" in reason
    assert [p.name for p in tmp_path.rglob("*.txt")] == []


def test_links_and_protected_members_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.txt", TEXT)
    raw = bytearray(untold(tmp_path / "b.zip", ["secret.txt"], "utf-8").read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(raw)
    read = gather([tmp_path])
    assert [h.document.id for h in read.held] == ["good"]
    assert ["is a link" in read.failures[0][1], "protected by a password" in read.failures[1][1]] == [True, True]


def test_bombs_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed(tmp_path / "ratio.zip", {"zeros.txt": b"0" * (3 << 20), "good.txt": TEXT})
    read = gather([tmp_path / "ratio.zip"])
    assert [h.document.id for h in read.held] == ["good"]
    assert "200 times smaller" in read.failures[0][1]
    packed(tmp_path / "many.zip", {f"{n}.txt": "x" for n in range(10_001)})
    (only,) = gather([tmp_path / "many.zip"]).failures
    assert "more than 10000 members" in only[1]
    monkeypatch.setattr(archives.Budget.__init__, "__defaults__", (4_000_000, 10_000))
    packed(tmp_path / "large.zip", {f"{n}.txt": os.urandom(900_000).hex() for n in range(4)})
    (only,) = gather([tmp_path / "large.zip"]).failures
    assert "unpacks to more than" in only[1]


def test_archives_in_archives_two_deep_and_no_further(tmp_path: Path) -> None:
    content: str | bytes = TEXT
    inner = "deep.txt"
    for level in range(3):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(inner, content)
            archive.writestr(f"level{level}.txt", f"{TEXT}{level}")
        content, inner = buffer.getvalue(), f"in{level}.zip"
    (tmp_path / "a.zip").write_bytes(content)  # type: ignore[arg-type]
    read = gather([tmp_path])
    assert sorted(sources(read, tmp_path)) == ["a.zip/in1.zip/level1.txt", "a.zip/level2.txt"]
    ((source, reason),) = read.failures
    assert source.endswith("a.zip/in1.zip/in0.zip")
    assert "an archive 3 deep" in reason


def test_damage_is_told_by_member_or_of_the_whole(tmp_path: Path) -> None:
    whole = untold(tmp_path / "a.zip", ["bad.txt", "good.txt"], "utf-8").read_bytes()
    (tmp_path / "a.zip").write_bytes(whole.replace("最高100万元".encode(), "最高900万元".encode(), 1))
    (tmp_path / "cut.zip").write_bytes(whole[:-40])
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / "text.zip").write_text("no archive", encoding="utf-8")
    packed(tmp_path / "pictures.zip", {"a.png": b"x"})
    (tmp_path / "old.rar").write_bytes(b"Rar!\x1a\x07\x00")
    read = gather([tmp_path])
    assert [h.document.id for h in read.held] == ["good"]
    said = {Path(source).name: reason for source, reason in read.failures}
    assert "a.zip/bad.txt is damaged" in said["bad.txt"]
    assert all("is no ZIP archive, or not all of it" in said[name] for name in ("cut.zip", "empty.zip", "text.zip"))
    assert "holds no document" in said["pictures.zip"]
    assert "pack it as ZIP" in said["old.rar"]
    assert str(tmp_path / "cut.zip") in read.unread


def test_what_was_unpacked_is_removed(tmp_path: Path) -> None:
    (tmp_path / "spool").mkdir()
    (tmp_path / "in").mkdir()
    packed(tmp_path / "in/a.zip", {"x.txt": TEXT, "bad.txt": b"\0\1"})
    read = gather([tmp_path / "in"], spool=tmp_path / "spool")
    assert (len(read.held), len(read.failures)) == (1, 1)
    assert list((tmp_path / "spool").iterdir()) == []


def test_any_damage_to_an_archive_is_a_failure_and_no_fault(tmp_path: Path) -> None:
    rnd = random.Random(5)
    whole = packed(tmp_path / "a.zip", {"甲.txt": TEXT, "in/source.txt": TEXT, "in/document.yaml": "title: x\n"}).read_bytes()
    for _ in range(300):
        raw = bytearray(whole)
        for _ in range(rnd.randrange(1, 6)):
            raw[rnd.randrange(len(raw))] = rnd.randrange(256)
        (tmp_path / "a.zip").write_bytes(raw[: rnd.choice((len(raw), rnd.randrange(len(raw))))])
        read = gather([tmp_path / "a.zip"])
        assert read.held or read.failures
        assert all("\n" not in reason for _, reason in read.failures)
