"""Matching by the façade: over the documents held or, where none is, the corpus; files of rules taken up as they change."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import yaml

from kb import KnowledgeBase, Settings
from policy.errors import BadArgument, UnknownDocument, UnreadableSource

DAY = date(2025, 9, 1)
LOCAL = """\
id: local
title: 某县措施
region: 丽水市
status: 现行
effective_from: '2025-01-01'
facts:
- heading: 展会
  text: 参加境外展会3次以上的，奖励5万元。
"""
RULES = """\
document: local
seen: {{展会: {digest}}}
rules:
- id: local-fairs
  clause: 展会
  criteria:
  - {{text: 参展3次以上, fact: fairs, at_least: 3, quote: 参加境外展会3次以上的}}
  benefit: {{kind: reward, label: 展会奖励, amount: {{up_to: 50000, quote: 奖励5万元}}}}
"""
FACTS = """\
facts:
- {name: fairs, type: whole, unit: 次, label: 参展次数, question: {zh: 几次？, en: How often?}}
- {name: region, type: region, label: 注册地, question: {zh: 哪里？, en: Where?}}
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "local.yaml").write_text(LOCAL, encoding="utf-8")
    (folder / "facts.yaml").write_text(FACTS, encoding="utf-8")
    with closing(KnowledgeBase(Settings.load(data=tmp_path / "none", corpus=folder))) as kb:
        digest = kb.dry_run([folder]).documents[0].clauses[0].digest
    (folder / "local.rules.yaml").write_text(RULES.format(digest=digest), encoding="utf-8")
    return folder


@pytest.fixture
def own(tmp_path: Path, corpus: Path) -> Iterator[KnowledgeBase]:
    with closing(KnowledgeBase(Settings.load(data=tmp_path / "data", corpus=corpus))) as kb:
        yield kb


def test_the_corpus_is_matched_where_nothing_has_been_ingested(own: KnowledgeBase, tmp_path: Path) -> None:
    result = own.match({"fairs": 3, "region": "丽水市莲都区"}, on=DAY).results[0]
    assert (result.rule_id, result.status, result.benefit.amount_yuan) == ("local-fairs", "eligible", 50000)
    assert not (tmp_path / "data").exists()


def test_what_is_held_is_matched_with_the_rules_beside_its_source(own: KnowledgeBase, corpus: Path) -> None:
    own.ingest([corpus])
    assert own.match({"fairs": 3, "region": "丽水市"}, on=DAY).results[0].status == "eligible"
    rules = corpus / "local.rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("at_least: 3", "at_least: 4"), encoding="utf-8")
    assert own.match({"fairs": 3, "region": "丽水市"}, on=DAY).results[0].status == "ineligible"
    rules.write_text("nonsense: 1\n", encoding="utf-8")
    with pytest.raises(UnreadableSource, match="line 1"):
        own.match({})


def test_a_document_that_the_corpus_has_twice_is_matched_once(own: KnowledgeBase, corpus: Path) -> None:
    (corpus / "other").mkdir()
    (corpus / "other" / "local.yaml").write_text(LOCAL, encoding="utf-8")
    (corpus / "other" / "local.rules.yaml").write_text((corpus / "local.rules.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert [r.rule_id for r in own.match({}).results] == ["local-fairs"]


def test_a_source_that_is_gone_is_told_of(own: KnowledgeBase, corpus: Path, tmp_path: Path) -> None:
    own.ingest([corpus])
    corpus.rename(tmp_path / "elsewhere")
    (corpus).mkdir()
    verdicts = own.match({})
    assert verdicts.results == ()
    assert "local" in verdicts.notes[0]


def test_documents_from_a_copy_of_the_corpus_go_with_the_facts_of_that_copy(own: KnowledgeBase, corpus: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(corpus, copy)
    path = copy / "facts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("label: 参展次数", "label: 参展的次数"), encoding="utf-8")
    own.ingest([corpus])
    own.ingest([copy])
    assert [r.status.value for r in own.match({"region": "丽水市", "fairs": 3}, on=DAY).results] == ["eligible"]
    own.remove(["local"])
    own.ingest([copy])
    verdicts = own.match({}, on=DAY)
    assert verdicts.names["fairs"].zh == "参展的次数"
    path.write_text(path.read_text(encoding="utf-8").replace("type: whole, unit: 次", "type: bool"), encoding="utf-8")
    with pytest.raises(UnreadableSource, match="fact fairs is a whole number in 次, and true or false in another folder"):
        own.match({}, on=DAY)


def test_a_region_beside_the_facts(own: KnowledgeBase) -> None:
    assert own.match({"fairs": 3}, region="丽水市", on=DAY).results[0].status == "eligible"
    assert own.match({"fairs": 3, "region": "丽水市莲都区"}, region="丽水市", on=DAY).facts["region"] == "丽水市莲都区"
    with pytest.raises(BadArgument, match="region is 温州市 in the profile and 丽水市"):
        own.match({"region": "温州市"}, region="丽水市")


def test_a_limit_to_documents(own: KnowledgeBase) -> None:
    assert len(own.match({}, documents=["local"]).results) == 1
    with pytest.raises(UnknownDocument):
        own.match({}, documents=["other"])


def test_given_facts_go_before_told_ones(real_kb: KnowledgeBase) -> None:
    told = real_kb.match({"compute_contract_yuan": 700000}, "厂子在丽水，租了六十万的自主算力", on=DAY)
    assert told.facts == {"region": "丽水市", "compute_contract_yuan": 700000, "compute_self_controlled": True}
    assert [t.fact for t in told.told] == ["region", "compute_self_controlled"]
    assert told.results[0].benefit.amount_yuan == 210000


def test_a_match_takes_less_than_50_ms_once_loaded(real_kb: KnowledgeBase) -> None:
    facts = {"region": "杭州市", "compute_contract_yuan": 600000, "compute_self_controlled": False}
    real_kb.match(facts)
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        real_kb.match(facts)
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.05


def test_every_rule_of_the_corpus_is_in_use(real_kb: KnowledgeBase) -> None:
    folder = real_kb.settings.corpus
    ids = {
        rule["id"] for path in folder.rglob("*rules.yaml")
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"] if not rule.get("draft")
    }  # fmt: skip
    assert {r.rule_id for r in real_kb.match({}).results} == ids
