"""What is embedded, what is reused, and what other processes see."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from index_fakes import ROOT, TinyEmbedder, clause, document

from index.index import Index
from policy.answers import Filters
from policy.documents import Document
from policy.errors import PolicyDeskError

WORDS = ("算力券", "语料券", "模型券", "贴息", "人才", "标杆项目", "数据标注", "开源社区")


def made(count: int, version: str = "") -> Document:
    """A document of `count` measures, each of another text."""
    return document(
        "d", [clause("d", f"第{n}项", f"支持{WORDS[n % 8]}{version}，编号{n * 7919}，最高{n}万元") for n in range(1, count + 1)]
    )


def elsewhere(folder: Path, body: str) -> subprocess.Popen[str]:
    """Another process that runs `body` with `index` and the helpers at hand."""
    code = f"from test_prepare import *\nindex = Index(Path({str(folder)!r}), embedder=TinyEmbedder())\n{body}"
    paths = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    return subprocess.Popen(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": paths}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def run_elsewhere(folder: Path, body: str) -> str:
    process = elsewhere(folder, body)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


def first_by_vector(index: Index, clause_id: str) -> bool:
    """Whether the clause is the nearest to its own text, by its vector."""
    unit = next(u for u in index._snapshot.units if u.clause.clause_id == clause_id)
    hits = index.search(unit.passages[0].text, 5)
    return any(h.clause.clause_id == clause_id and h.ranks.get("dense") == 1 for h in hits)


def test_preparing_again_embeds_nothing(tmp_path: Path) -> None:
    embedder = TinyEmbedder()
    index = Index(tmp_path, embedder=embedder)
    first = index.prepare([made(20)])
    again = index.prepare([made(20)])
    assert (first.embedded, first.reused, first.rebuilt) == (20, 0, False)
    assert (again.embedded, again.reused, again.rebuilt) == (0, 20, False)
    assert len(embedder.made) == 20


def test_a_changed_clause_alone_is_embedded_again(tmp_path: Path) -> None:
    embedder = TinyEmbedder()
    index = Index(tmp_path, embedder=embedder)
    before = made(20)
    index.prepare([before])
    changed = replace(before.clauses[4], text="改为最高八百万元")
    after = replace(before, clauses=(*before.clauses[:4], changed, *before.clauses[5:]))
    report = index.prepare([after])
    assert (report.embedded, report.reused) == (1, 19)
    assert "改为最高八百万元" in embedder.made[-1]
    assert index.prune([after]) == 1
    index.load([after])
    assert first_by_vector(index, changed.clause_id)


def test_title_and_path_are_embedded_too(tmp_path: Path) -> None:
    embedder = TinyEmbedder()
    one = clause("d", "第三条", "给予补助", heading="算力券", path=("第二章 支持", "第三条"))
    Index(tmp_path, embedder=embedder).prepare([document("d", [one], title="若干措施")])
    assert embedder.made == ["若干措施 第二章 支持 第三条 算力券: 给予补助"]


def test_another_model_rebuilds_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    documents = [made(10)]
    Index(tmp_path, embedder=TinyEmbedder("tiny@1")).prepare(documents)
    index = Index(tmp_path, embedder=TinyEmbedder("tiny@2"))
    report = index.prepare(documents)
    assert (report.embedded, report.rebuilt, report.model) == (10, True, "tiny@2")
    assert "tiny@2" in caplog.text
    index.load(documents)
    assert first_by_vector(index, "d#第3项")
    back = Index(tmp_path, embedder=TinyEmbedder("tiny@1")).prepare(documents)
    assert (back.embedded, back.reused, back.rebuilt) == (0, 10, True)


def test_progress_counts_what_is_embedded(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    index = Index(tmp_path, embedder=TinyEmbedder())
    index.prepare([made(70)], lambda done, total: told.append((done, total)))
    assert told[0] == (0, 70)
    assert told[-1] == (70, 70)
    assert told == sorted(told)
    index.prepare([made(70)], lambda done, total: pytest.fail("nothing was left to embed"))


def test_an_older_snapshot_goes_on_while_a_newer_is_prepared(tmp_path: Path) -> None:
    old, new = made(30), made(30, "新版")
    index = Index(tmp_path, embedder=TinyEmbedder())
    index.prepare([old])
    index.load([old])
    writer = Index(tmp_path, embedder=TinyEmbedder())
    writer.prepare([new])
    hits = index.search("支持算力券", 20)
    assert len(hits) == 20
    assert all("新版" not in h.clause.text for h in hits)
    index.load([new])
    assert len(hits := index.search("支持算力券", 20)) == 20
    assert all("新版" in h.clause.text for h in hits)


def test_the_vectors_of_other_documents_crowd_nothing_out(tmp_path: Path) -> None:
    """Rows that the snapshot does not know are passed over, however many they are."""
    few = made(5, "甲")
    index = Index(tmp_path, embedder=TinyEmbedder())
    index.prepare([few, replace(made(600), id="other")])
    index.load([few])
    assert len(index.search("编号79190，最高10万元", 5)) == 5


def test_dropped_vectors_come_back_from_the_cache(tmp_path: Path) -> None:
    index = Index(tmp_path, embedder=TinyEmbedder())
    index.prepare([made(10)])
    assert index.prune([]) == 10
    assert index.prepare([made(10)]).embedded == 0
    index.load([made(10)])
    assert len(index.search("支持算力券", 10)) == 10


def test_a_lost_cache_costs_time_only(tmp_path: Path) -> None:
    index = Index(tmp_path, embedder=TinyEmbedder())
    index.prepare([made(10)])
    index.close()
    for file in tmp_path.glob("cache.sqlite3*"):
        file.unlink()
    again = Index(tmp_path, embedder=TinyEmbedder())
    again.load([made(10)])
    assert again.search("支持算力券", 3)[0].score
    assert again.prepare([made(10)]).embedded == 10


def test_a_damaged_store_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(PolicyDeskError, match="delete that folder"):
        Index(tmp_path, embedder=TinyEmbedder()).prepare([made(3)])


# -- other processes and threads ---------------------------------------------------------------------------------


def test_a_running_reader_picks_up_what_another_process_ingests(tmp_path: Path) -> None:
    index = Index(tmp_path, embedder=TinyEmbedder())
    index.prepare([made(10)])
    index.load([made(10)])
    run_elsewhere(tmp_path, "index.prepare([made(1500)])")
    index.load([made(1500)])
    assert all(first_by_vector(index, f"d#第{n}项") for n in (3, 11, 700, 1499))


def test_a_reader_lives_through_a_prune_by_another_process(tmp_path: Path) -> None:
    index = Index(tmp_path, embedder=TinyEmbedder())
    index.prepare([made(40)])
    index.load([made(40)])
    run_elsewhere(tmp_path, "index.prepare([made(40, '新版')]); index.prune([made(40, '新版')])")
    assert len(index.search("支持算力券", 10)) == 10
    assert len(index.search("支持算力券", 10, Filters(documents=("d",)))) == 10
    index.load([made(40, "新版")])
    assert "新版" in index.search("支持算力券", 10)[0].clause.text


def test_two_processes_that_write_in_turn_lose_nothing(tmp_path: Path) -> None:
    """Chroma alone does: a process that writes from the graph it loaded earlier overwrites the other's."""
    index = Index(tmp_path, embedder=TinyEmbedder())
    index.prepare([made(10)])
    run_elsewhere(tmp_path, "index.prepare([made(1200)])")
    index.prepare([made(2400)])
    run_elsewhere(tmp_path, "index.prepare([made(2600)])")
    index.load([made(2600)])
    assert all(first_by_vector(index, f"d#第{n}项") for n in (3, 600, 1199, 1201, 2399, 2599))


@pytest.mark.parametrize("seconds", [0.0, 0.15, 0.4, 0.8])
def test_a_killed_ingest_can_be_run_again(tmp_path: Path, seconds: float) -> None:
    process = elsewhere(tmp_path, "print('go', flush=True); index.prepare([made(2000)])")
    assert process.stdout
    process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    index = Index(tmp_path, embedder=TinyEmbedder())
    index.prepare([made(2000)])
    index.load([made(2000)])
    assert all(first_by_vector(index, f"d#第{n}项") for n in range(1, 2000, 190))


def test_searches_go_on_while_snapshots_are_swapped(tmp_path: Path) -> None:
    versions = [[made(30, "甲")], [made(30, "乙")]]
    index = Index(tmp_path, embedder=TinyEmbedder())
    index.prepare([*versions[0], *versions[1]])
    index.load(versions[0])
    stop = threading.Event()
    wrong: list[object] = []

    def search() -> None:
        while not stop.is_set():
            try:
                texts = [h.clause.text for h in index.search("支持算力券", 10)]
            except PolicyDeskError as error:
                wrong.append(error)
                return
            if len(texts) != 10 or len({("甲" in text) for text in texts}) != 1:
                wrong.append(texts)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(12):
        index.load(versions[turn % 2])
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_second_index_in_this_process_is_no_obstacle_to_seeing_another_process(tmp_path: Path) -> None:
    """Chroma alone shares one graph among all that opened a path, so that opening it again changes nothing."""
    index, other = Index(tmp_path, embedder=TinyEmbedder()), Index(tmp_path, embedder=TinyEmbedder())
    index.prepare([made(10)])
    for reader in (index, other):
        reader.load([made(10)])
    run_elsewhere(tmp_path, "index.prepare([made(60)])")
    index.load([made(60)])
    assert first_by_vector(index, "d#第44项")
    other.load([made(60)])
    assert first_by_vector(other, "d#第44项")


def test_a_filter_that_leaves_many_documents_finds_them_all(tmp_path: Path) -> None:
    """Where many are left the store is not told, and what is not wanted is passed over here."""
    documents = [replace(made(3), id=f"d{n}") for n in range(130)]
    documents = [replace(d, clauses=tuple(replace(c, document_id=d.id, clause_id=f"{d.id}{c.clause_id}") for c in d.clauses)) for d in documents]
    index = Index(tmp_path, embedder=TinyEmbedder())
    index.prepare(documents)
    index.load(documents)
    wanted = tuple(d.id for d in documents[:60])
    hits = index.search("支持语料券，编号7919", 100, Filters(documents=wanted))
    assert len(hits) == 100
    assert {h.document.id for h in hits} <= set(wanted)
