"""What is left out is left out, and nothing else: over a real knowledge base of one small document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from evals.ablations import ABLATIONS, without_provisions
from evals.cli import main
from kb import KnowledgeBase, Settings
from policy.answers import Answer, Filters, Status

TEXT = """某省关于支持算力发展的若干措施
第一条 对租用算力的企业，按合同金额的30%给予算力券补助，每家企业每年最高800万元。
第二条 对购买语料的企业，按合同金额的20%给予语料券补助，最高200万元。
第三条 鼓励高校开设人工智能课程，培养算力人才。
"""
ON = Filters(on=date(2026, 1, 1))


class Pairs:
    """Texts that share pairs of characters are near each other."""

    name = "pairs"
    dimensions = 256

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.full((len(texts), self.dimensions), 1e-3, dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for at in range(len(text) - 1):
                vector[(ord(text[at]) * 31 + ord(text[at + 1])) % self.dimensions] += 1
            vector /= np.linalg.norm(vector)
        return vectors

    def query(self, text: str) -> np.ndarray:
        return self.passages([text])[0]


class Opened:
    """Knowledge bases over one data folder, closed at the end."""

    def __init__(self, folder: Path) -> None:
        (folder / "corpus").mkdir()
        (folder / "corpus" / "measures.txt").write_text(TEXT, encoding="utf-8")
        self.settings = Settings(data=folder / "data", corpus=folder / "corpus")
        with closing(KnowledgeBase(self.settings, embedder=Pairs())) as kb:
            kb.ingest()

    def make(self, settings: Settings, **changes: Any) -> KnowledgeBase:
        return KnowledgeBase(settings, embedder=Pairs(), **changes)

    def ask(self, name: str, question: str) -> Answer:
        found = [a for a in ABLATIONS if a.name == name]
        changes = {"make_answerer": found[0].make_answerer} if found else {}
        with closing(self.make(self.settings, **changes)) as kb:
            return kb.ask(question, ON)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return Opened(tmp_path_factory.mktemp("ablations"))


def test_without_provisions_there_is_no_sum(opened: Opened) -> None:
    question = "算力券补助，合同金额100万元，能补多少？"
    whole, bare = opened.ask("policydesk", question), opened.ask("no-provisions", question)
    assert any(f.formula for f in whole.figures)
    assert "30万" in whole.answer
    assert bare.answer
    assert not any(f.formula for f in bare.figures)


def test_without_answerability_what_is_not_stated_is_answered(opened: Opened) -> None:
    question = "算力券补助的申请截止日期是哪天？"
    assert opened.ask("policydesk", question).status is Status.NOT_COVERED
    blind = opened.ask("no-judge", question)
    assert blind.status in (Status.ANSWERED, Status.PARTIAL)
    assert blind.citations


def test_documents_lose_their_provisions_and_nothing_else(opened: Opened) -> None:
    with closing(opened.make(opened.settings)) as kb:
        (held,) = kb.documents()
    bare = without_provisions(held)
    assert any(c.provisions for c in held.clauses)
    assert not any(c.provisions for c in bare.clauses)
    assert [(c.clause_id, c.text) for c in bare.clauses] == [(c.clause_id, c.text) for c in held.clauses]


def test_one_retriever_alone_orders_by_its_score(opened: Opened) -> None:
    for name, retriever in (("dense-only", "dense"), ("lexical-only", "lexical")):
        (ablation,) = (a for a in ABLATIONS if a.name == name)
        with closing(opened.make(opened.settings.model_copy(update=dict(ablation.settings)))) as kb:
            scores = [h.scores[retriever] for h in kb.search("企业买算力，合同补助") if retriever in h.scores]
        assert len(scores) > 1
        assert scores == sorted(scores, reverse=True)


def test_ablations_stand_in_one_table_beside_the_baselines(
    opened: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (clause,) = (c for c in _clauses(opened) if "30%" in c.text and c.kind == "article")
    base = {"kind": "direct", "gold_need": "all", "on": "2026-01-01"}
    rows = [
        base | {"id": "r1", "q": "算力券最高补多少？", "status": ["answered"], "gold": [clause.clause_id], "must": [["800万元"]]},
        base | {"id": "r2", "q": "算力券补助的申请截止日期是哪天？", "status": ["not_covered"], "gold": [], "must": []},
    ]
    dataset, out = tmp_path / "small.jsonl", tmp_path / "out"
    dataset.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    arguments = ["--dataset", dataset, "--systems", "policydesk,bm25", "--ablations", "--out", out]
    data = ["--data", opened.settings.data]
    assert main([str(a) for a in (*arguments, *data)], opened.make) == 0
    table = capsys.readouterr().out.split("### Ablations, beside the baselines\n\n")[1].split("\n\n")[0].splitlines()
    names = [line.split("|")[1].strip() for line in table[2:]]
    assert names == ["PolicyDesk", *(a.title for a in ABLATIONS), "BM25, first clause"]
    right = {name: line.split("|")[2].split(",")[1].strip() for name, line in zip(names, table[2:], strict=True)}
    assert right["PolicyDesk"] == "2/2"
    assert right["without answerability"] == "1/2"
    made = json.loads((out / "report.json").read_text("utf-8"))
    assert made["settings"] == json.loads((out / "settings.json").read_text("utf-8"))
    assert set(made["settings"]["systems"]) == {"policydesk", "bm25", *(a.name for a in ABLATIONS)}
    assert "Right answers with a part left out" in (out / "report.html").read_text("utf-8")


def _clauses(opened: Opened) -> list[Any]:
    with closing(opened.make(opened.settings)) as kb:
        return kb.clauses()
