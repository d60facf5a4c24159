"""The catalogue: one moment for readers, one transaction for writers, whatever happens to them."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.catalogue import Catalogue, Copy, Held
from policy.documents import Clause, ClauseKind, Discard, Document, Metadata
from policy.errors import BadArgument

ROOT = Path(__file__).resolve().parents[2]


def held(name: str, version: str = "", root: str = "/r") -> Held:
    """A document of one clause that says which version it is."""
    text = f"{name}{version}，给予最高100万元补助。"
    clause = Clause(f"{name}#1", name, ClauseKind.ARTICLE, "一", ("一",), text, 0, len(text), 0, 1)
    document = Document(name, f"{name}.txt", text, Metadata(title=name, effective_from="2025"), (clause,), (Discard("x", 0, 0, "y"),))
    return Held(document, root, f"{root}/{name}.txt")


def elsewhere(folder: Path, body: str) -> subprocess.Popen[bytes]:
    """Another process that runs `body` with a catalogue of `folder` at hand."""
    code = f"import os, signal, sys\nfrom test_catalogue import *\ncatalogue = Catalogue(Path({str(folder)!r}))\n{body}"
    paths = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    return subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": paths}, stdout=subprocess.PIPE)


def test_what_is_put_is_read_as_it_was(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "data")
    assert catalogue.generation() == 0
    assert catalogue.read() == (0, [])
    assert not (tmp_path / "data").exists()
    assert catalogue.replace([held("b"), held("a")], []) == 1
    assert catalogue.read() == (1, [held("a"), held("b")])
    assert Catalogue(tmp_path / "data").generation() == 1


def test_putting_again_replaces_and_removing_removes(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    catalogue.replace([held("a"), held("b")], [])
    assert catalogue.replace([held("a", "新")], ["b", "never held"]) == 2
    assert catalogue.read() == (2, [held("a", "新")])


def test_nothing_to_do_is_no_new_generation(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    catalogue.replace([held("a")], [])
    assert catalogue.replace([], []) == 1


def test_a_writer_that_is_killed_half_way_leaves_the_old_state(tmp_path: Path) -> None:
    Catalogue(tmp_path).replace([held("a"), held("b")], [])
    body = (
        "class Deadly(list):\n"
        "    def __iter__(self):\n"  # the removals are done by then
        "        yield held('c')\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "catalogue.replace(Deadly(), ['a'])\n"
    )
    assert elsewhere(tmp_path, body).wait(60) == -signal.SIGKILL
    catalogue = Catalogue(tmp_path)
    assert catalogue.read() == (1, [held("a"), held("b")])
    assert catalogue.replace([held("c")], ["a"]) == 2


def test_killed_at_any_moment_all_documents_are_of_one_version(tmp_path: Path) -> None:
    names = [f"d{n}" for n in range(30)]
    Catalogue(tmp_path).replace([held(n, "0") for n in names], [])
    body = (
        "print('go', flush=True)\n"
        "for v in range(1, 100000):\n"
        f"    catalogue.replace([held(f'd{{n}}', str(v)) for n in range({len(names)})], [])\n"
    )
    moments = random.Random(7)
    for _ in range(5):
        process = elsewhere(tmp_path, body)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moments.uniform(0, 0.15))
        process.kill()
        process.wait(60)
        generation, now = Catalogue(tmp_path).read()
        versions = {h.document.text.removeprefix(h.document.id) for h in now}
        assert len(now) == len(names)
        assert len(versions) == 1, (generation, versions)


def test_a_folder_that_holds_something_else_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"no database at all, " * 100)
    with pytest.raises(BadArgument, match=r"catalogue.sqlite can't be used .* ingest again"):
        Catalogue(tmp_path).read()


def test_documents_of_another_version_are_named(tmp_path: Path) -> None:
    Catalogue(tmp_path).replace([held("a")], [])
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as db:
        db.execute("""UPDATE documents SET body = '{"id": "a"}'""")
    with pytest.raises(BadArgument, match="was written by another version; move it away and ingest again"):
        Catalogue(tmp_path).read()


def test_a_path_that_can_not_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").mkdir()
    with pytest.raises(BadArgument, match="can't be opened; check --data and its rights"):
        Catalogue(tmp_path).read()


def test_a_file_without_tables_is_an_empty_knowledge_base(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").touch()
    catalogue = Catalogue(tmp_path)
    assert (catalogue.generation(), catalogue.read(), catalogue.copies()) == (0, (0, []), [])
    assert catalogue.replace([held("a")], []) == 1


def test_a_catalogue_of_before_files_were_hashed_is_read_and_written(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    catalogue.replace([held("a")], [])
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as db:
        for change in ("ALTER TABLE documents DROP COLUMN content", "ALTER TABLE documents DROP COLUMN named", "DROP TABLE copies"):
            db.execute(change)
    assert catalogue.read() == (1, [held("a")])
    assert catalogue.copies() == []
    catalogue.replace([replace(held("b"), content="x:", named=True)], [])
    assert catalogue.read()[1] == [held("a"), replace(held("b"), content="x:", named=True)]


def test_copies_are_noted_with_the_change_and_stay_until_told_otherwise(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    copy = Copy("/r/b.txt", "/r", "b.txt", "x:", "a")
    catalogue.replace([held("a")], [], [copy])
    catalogue.replace([held("c")], [])
    assert catalogue.copies() == [copy]
    catalogue.replace([], [], [])
    assert catalogue.copies() == []
