"""Files as they come: encodings, bad input by name with the remedy, what is a document in a folder and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.catalogue import Catalogue, Held
from ingest.gather import gather
from ingest.readers import read_document
from policy.documents import Document, Metadata
from policy.errors import BadArgument, UnreadableSource

TEXT = "支持算力建设\r\n对企业给予最高100万元补助。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_give_the_same_clauses(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    (clause,) = read_document(path, "a.txt").clauses
    assert (clause.heading, clause.text) == ("支持算力建设", "对企业给予最高100万元补助。")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"  \n", "empty"),
        ("binary.txt", b"\x00\x01\x02" * 50, "not a text file"),
        ("broken.yaml", b"id: x\nfacts: [", "not valid YAML"),
        ("list.yaml", b"- a\n- b\n", "name: value"),
        ("nofacts.yaml", b"id: x\ntitle: y\n", "facts"),
        ("baddate.yaml", b"id: x\ntitle: y\nissued: soon\nfacts: [{heading: h, text: t}]", "issued"),
    ],
)
def test_bad_files_are_named_with_what_to_do(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableSource, match=words) as error:
        read_document(tmp_path / name, name)
    assert name in str(error.value)
    assert "\n" not in str(error.value)


def test_a_bad_file_does_not_keep_the_rest_out(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("[", encoding="utf-8")
    (tmp_path / "facts.yaml").write_text("compute: 1", encoding="utf-8")
    (tmp_path / "good.rules.yaml").write_text("rules: []", encoding="utf-8")
    found = gather([tmp_path])
    assert [h.document.id for h in found.held] == ["good"]
    assert [source for source, _ in found.failures] == [str(tmp_path / "bad.yaml")]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="no file or folder"):
        gather([tmp_path / "nowhere"])


def test_the_catalogue_changes_as_one_and_says_so(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "data")
    assert catalogue.read() == (0, [])
    assert not (tmp_path / "data").exists()
    held = [Held(Document(i, f"{i}.txt", "t", Metadata(title=i), ()), "root", f"/{i}.txt") for i in ("a", "b")]
    assert catalogue.replace(held, []) == 1
    assert catalogue.replace([], ["a"]) == 2
    generation, left = catalogue.read()
    assert (generation, [h.document.id for h in left]) == (2, ["b"])
    assert left[0] == held[1]
