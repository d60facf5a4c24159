"""The trainer of what reads question and clause together: it learns, and what it writes is what the index reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from evals.answerability import PAIRS, Learner, Pair, Pool, chances_of, train
from index.answerability import STATED, Answerability, passages_of
from index.bundled_file import bundled_file

CLAUSES = {
    "a#1": passages_of("甲办法", "用水补贴", "对用水大户按水费的12%给予补贴，每年最高8万元。")[0],
    "a#2": passages_of("甲办法", "办理时间", "每年3月1日至3月31日向区水务局申请。")[0],
}
PAIRS_OF_BOTH = [
    Pair("水费能补几成？", "a#1", STATED), Pair("一年最多补多少水费？", "a#1", STATED), Pair("哪个月去申请？", "a#2", STATED),
    Pair("水费补贴要不要交税？", "a#1", 1), Pair("补贴打到哪张卡？", "a#1", 1), Pair("申请要带什么证？", "a#2", 1),
]  # fmt: skip


def test_it_learns_and_what_it_writes_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    torch.manual_seed(0)
    file = bundled_file()
    learner, pool = Learner(file), Pool(file, CLAUSES)
    before = chances_of(learner, pool, PAIRS_OF_BOTH)
    assert before == pytest.approx([1 / 3] * len(before))
    train(learner, pool, PAIRS_OF_BOTH * 4, PAIRS_OF_BOTH, rounds=12)
    assert "AUC" in capsys.readouterr().out
    after = chances_of(learner, pool, PAIRS_OF_BOTH)
    assert min(after[:3]) > max(after[3:])
    learner.write(tmp_path / "weights.npz")
    read = Answerability(file, tmp_path / "weights.npz")
    for pair, chance in zip(PAIRS_OF_BOTH, after, strict=True):
        assert read.likely(pair.question, [CLAUSES[pair.clause_id]])[0] == pytest.approx(float(chance), abs=0.05)
    further = Learner(file)
    further.read(tmp_path / "weights.npz")
    assert chances_of(further, pool, PAIRS_OF_BOTH) == pytest.approx(after, abs=0.05)


def test_half_of_the_pairs_are_stated_and_each_names_a_clause_of_the_corpus() -> None:
    rows = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    assert 0.4 < sum(r["stated"] for r in rows) / len(rows) < 0.6
    corpus = PAIRS.parents[2] / "corpus"
    documents = {p.stem.split(".")[0] for p in (corpus / "notices").glob("*.yaml")} | {p.name for p in corpus.iterdir() if p.is_dir()}
    assert {r["unit"].split("#")[0] for r in rows} <= documents
    assert len({(r["q"], r["unit"]) for r in rows}) == len(rows)
