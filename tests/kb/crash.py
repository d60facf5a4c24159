"""Ingests that are killed at any moment, and what is left of them. `python tests/kb/crash.py 300` kills three hundred.

Everything runs in processes forked from one that has imported the libraries, so that a round takes a second or so and
the moments of death fall into the work and not into the imports. No thread is started before a fork.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "index")]

from index_fakes import TinyEmbedder  # noqa: E402 - the path first

import answer.pipeline  # noqa: E402, F401 - what takes time is imported and loaded before the forks
import desk.cli_ingest  # noqa: E402, F401
import index.index  # noqa: E402
import index.vectors  # noqa: E402, F401
import ingest.formats.plain  # noqa: E402
from desk.cli import main  # noqa: E402
from kb import KnowledgeBase, Settings  # noqa: E402
from language.regions import parse_region  # noqa: E402
from language.words import words  # noqa: E402
from policy.documents import Document  # noqa: E402
from policy.errors import NotReady  # noqa: E402

QUESTIONS = ("算力券最高补多少", "人才 年薪", "第3条", "贷款贴息 第12条", "数据中心 新办法")

words("算力券")
parse_region("浙江省")


def open_kb(settings: Settings) -> KnowledgeBase:
    """The real knowledge base with a model that needs no weights."""
    return KnowledgeBase(settings, embedder=TinyEmbedder())


def write_before(root: Path, articles: int) -> None:
    """Six documents of so many articles."""
    root.mkdir(parents=True)
    for n, topic in enumerate(("算力券", "人才", "贷款贴息", "数据中心", "标准", "模型券")):
        (root / f"d{n}.txt").write_text(text(topic, articles), encoding="utf-8")


def write_after(root: Path, articles: int) -> None:
    """One edited, one gone, one renamed, one new, one copied."""
    edited = root / "d0.txt"
    edited.write_text(edited.read_text(encoding="utf-8").replace("100万元", "200万元"), encoding="utf-8")
    (root / "d1.txt").unlink()
    (root / "d2.txt").rename(root / "e2.txt")
    shutil.copy(root / "d3.txt", root / "e3.txt")
    (root / "new.txt").write_text(text("新办法", articles), encoding="utf-8")


def text(topic: str, articles: int) -> str:
    lines = [f"第{n}条 对{topic}项目第{n}类，按合同额的{n}%给予补助，最高{n}00万元。" for n in range(1, articles + 1)]
    return "\n".join((f"关于{topic}的若干规定", *lines)) + "\n"


def apart(work: Callable[[], Any]) -> Any:
    """What `work` returns, done in a process of its own."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            with os.fdopen(writing, "w") as out:
                json.dump(work(), out)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as got:
        said = got.read()
    _, status = os.waitpid(pid, 0)
    assert status == 0, f"the process ended with {status}: {said}"
    return json.loads(said)


def start(work: Callable[[], Any]) -> int:
    """A process that does `work`, quietly."""
    pid = os.fork()
    if pid:
        return pid
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        work()
    finally:
        os._exit(0)


def ingest(data: Path, root: Path) -> int:
    """The command, as it is typed."""
    return main(["--data", str(data), "ingest", str(root), "--json"], make_kb=open_kb)


def seen(data: Path) -> dict[str, Any]:
    """What a reader finds: the documents held, and the hits of the questions with their scores."""
    with closing(open_kb(Settings.load(data=data))) as kb:
        return look(kb)


def look(kb: KnowledgeBase) -> dict[str, Any]:
    held = kb.documents()
    return {"documents": told(held), **{q: found(kb, q) for q in QUESTIONS if held}}


def told(held: list[Document]) -> Any:
    return {d.id: hashlib.sha256(f"{d.source}\0{d.text}".encode()).hexdigest()[:12] for d in held}


def found(kb: KnowledgeBase, question: str) -> Any:
    return [[h.clause.clause_id, round(h.score, 4)] for h in kb.search(question, 10)]


def rows(data: Path) -> list[str]:
    """What the vector store holds."""
    with closing(open_kb(Settings.load(data=data))) as kb:
        return sorted(kb._asking.open_index()._opened_store().ids())


@dataclass
class Case:
    """A knowledge base before an ingest, the folder to ingest, and what there is to see before and after."""

    folder: Path
    before: dict[str, Any]
    after: dict[str, Any]
    rows: list[str]
    seconds: float

    @property
    def root(self) -> Path:
        return self.folder / "root"


def prepare(folder: Path, articles: int, from_nothing: bool = False) -> Case:
    """Ingest before and after without interruption, and note what is to be seen."""
    root, start_data, end_data = folder / "root", folder / "start", folder / "end"
    write_before(root, articles)
    if from_nothing:
        start_data.mkdir()
    else:
        assert apart(lambda: ingest_quietly(start_data, root)) == 0
    before = apart(lambda: seen(start_data))
    write_after(root, articles)
    shutil.copytree(start_data, end_data)
    began = time.perf_counter()
    assert apart(lambda: ingest_quietly(end_data, root)) == 0
    seconds = time.perf_counter() - began
    return Case(folder, before, apart(lambda: seen(end_data)), apart(lambda: rows(end_data)), seconds)


def ingest_quietly(data: Path, root: Path) -> int:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return ingest(data, root)


def watch(data: Path, out: int) -> None:
    """A reader that looks again and again, as a desk does, and writes each sight that is new to it."""
    seen_already: set[str] = set()
    with closing(open_kb(Settings.load(data=data))) as kb:
        while True:
            sights = [("documents", told(kb.documents()))]
            with suppress(NotReady):  # nothing is held yet
                sights += [(q, found(kb, q)) for q in QUESTIONS]
            for sight in map(json.dumps, sights):
                if sight not in seen_already:
                    seen_already.add(sight)
                    os.write(out, sight.encode() + b"\n")


def kill_one(case: Case, delay: float, with_reader: bool) -> tuple[str, list[Any]]:
    """Kill an ingest after `delay` seconds: which state is left ("before" or "after"), and what a reader saw meanwhile.

    Raises AssertionError where what is left is neither, or where the next run does not finish.
    """
    data = Path(tempfile.mkdtemp(dir=case.folder)) / "data"
    shutil.copytree(case.folder / "start", data)
    reading, writing = os.pipe()
    reader = start(lambda: watch(data, writing)) if with_reader else 0
    if reader:
        time.sleep(0.5)
    writer = start(lambda: ingest(data, case.root))
    time.sleep(delay)
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    left = apart(lambda: seen(data))
    assert left in (case.before, case.after), f"killed after {delay:.3f} s, a mixture is left: {difference(case, left)}"
    assert apart(lambda: ingest_quietly(data, case.root)) == 0, f"killed after {delay:.3f} s, the next run fails"
    if reader:
        time.sleep(0.1)
        os.kill(reader, signal.SIGKILL)
        os.waitpid(reader, 0)
    os.close(writing)
    with os.fdopen(reading) as got:
        sights = [json.loads(line) for line in got.read().splitlines()]
    finished = apart(lambda: seen(data))
    assert finished == case.after, f"killed after {delay:.3f} s, the next run ends elsewhere: {difference(case, finished)}"
    assert apart(lambda: rows(data)) == case.rows, f"killed after {delay:.3f} s, rows are left over or missing"
    shutil.rmtree(data.parent)
    return ("before" if left == case.before else "after"), sights


def difference(case: Case, left: dict[str, Any]) -> str:
    """Where a sight differs from both states."""
    out = []
    for name, state in (("before", case.before), ("after", case.after)):
        keys = [key for key in state if state[key] != left.get(key)]
        out += [f"not {name} in {key}: {str(left.get(key))[:200]} for {str(state[key])[:200]}" for key in keys[:2]]
    return "; ".join(out)


def run(case: Case, rounds: int, seed: int, every_reader: int = 3) -> dict[str, int]:
    """Kill so many ingests at random moments; how often each state was left. Raises AssertionError on any other."""
    moments = random.Random(seed)
    tally = {"before": 0, "after": 0, "sights": 0}
    for n in range(rounds):
        left, sights = kill_one(case, moments.uniform(0, case.seconds * 1.05), with_reader=n % every_reader == 0)
        tally[left] += 1
        tally["sights"] += len(sights)
        for key, sight in sights:
            assert sight in (case.before.get(key), case.after[key]), f"a reader saw a mixture: {key} {str(sight)[:400]}"
    return tally


def cramped(case: Case, limit: int) -> tuple[int, str, str]:
    """An ingest whose files may not grow beyond `limit` bytes: its exit code, what it says, and the state it leaves."""
    data = Path(tempfile.mkdtemp(dir=case.folder)) / "data"
    shutil.copytree(case.folder / "start", data)

    def limited() -> tuple[int, str]:
        said = data.parent / "said.txt"
        os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT), 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return ingest(data, case.root), said.read_text()

    code, said = apart(limited)
    left = apart(lambda: seen(data))
    assert left in (case.before, case.after), f"files of {limit} bytes at most: {said} {difference(case, left)}"
    assert apart(lambda: ingest_quietly(data, case.root)) == 0, f"after files of {limit} bytes at most, the next run fails"
    assert apart(lambda: seen(data)) == case.after
    return code, said, "before" if left == case.before else "after"


def quick() -> None:
    """What the test suite asks: a small knowledge base killed often, and files that may not grow."""
    with tempfile.TemporaryDirectory() as folder:
        case = prepare(Path(folder), 8)
        print(json.dumps(run(case, 27, 3, every_reader=9)))  # noqa: T201
        print(json.dumps([cramped(case, limit) for limit in (8_000, 200_000)]))  # noqa: T201


def thorough(rounds: int, seed: int) -> None:
    """So many kills, a third of them each for small changes, a first ingest and one that makes the store write its graph."""
    for name, articles, from_nothing in (("changes", 30, False), ("first", 300, True), ("large changes", 300, False)):
        with tempfile.TemporaryDirectory() as folder:
            case = prepare(Path(folder), articles, from_nothing)
            print(f"{name}: {case.seconds:.2f} s, {len(case.rows)} rows", flush=True)  # noqa: T201
            print(run(case, rounds // 3, seed), flush=True)  # noqa: T201


if __name__ == "__main__":
    thorough(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1) if len(sys.argv) > 1 else quick()
