"""Killed at any moment, cramped for space, two at once: the knowledge base is as before or as after."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock
from kb_fakes import LOANS, TALENT, VOUCHERS, ids, open_kb, write

from kb import KnowledgeBase
from kb import writer as writing
from policy.errors import BadArgument

HERE = Path(__file__).parent


def test_killed_at_any_moment_all_is_as_before_or_as_after_and_the_next_run_finishes() -> None:
    done = subprocess.run([sys.executable, str(HERE / "crash.py")], capture_output=True, text=True, timeout=590)
    assert done.returncode == 0, done.stderr[-3000:]
    tally, cramped = map(json.loads, done.stdout.splitlines())
    assert tally["before"] + tally["after"] == 27
    assert min(tally["before"], tally["sights"]) > 0
    for code, said, left in cramped:
        last = said.splitlines()[-1]
        assert (code, left) == (1, "before")
        assert "see that there is space" in last
        assert "Traceback" not in said


def test_a_second_writer_waits_and_says_so_and_then_gives_up(
    kb: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS)
    monkeypatch.setattr(writing, "_LOCK_SECONDS", 0.2)
    stages: list[str] = []
    (tmp_path / "data").mkdir()
    with FileLock(tmp_path / "data" / "ingest.lock"), pytest.raises(BadArgument, match="another ingest"):
        kb.ingest([root], lambda p: stages.append(p.stage))
    assert stages == ["waiting"]
    assert kb.documents() == []


def test_two_writers_at_once_both_have_their_way(tmp_path: Path) -> None:
    roots = [write(tmp_path / "one", vouchers=VOUCHERS), write(tmp_path / "two", talent=TALENT, loans=LOANS)]

    def bring(root: Path) -> None:
        with closing(open_kb(tmp_path / "data")) as own:
            own.ingest([root])

    threads = [threading.Thread(target=bring, args=(root,)) for root in roots]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(open_kb(tmp_path / "data")) as kb:
        assert ids(kb) == {"vouchers", "talent", "loans"}
        assert {kb.search(q, 1)[0].document.id for q in ("算力券", "青年人才", "贷款贴息")} == {"vouchers", "talent", "loans"}


def test_a_data_folder_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    root = write(tmp_path / "a", vouchers=VOUCHERS)
    (tmp_path / "file").touch()
    with closing(open_kb(tmp_path / "file" / "data")) as kb, pytest.raises(BadArgument, match="can't be written"):
        kb.ingest([root])
