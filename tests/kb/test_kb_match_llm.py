"""A language model points at words that tell a fact; code reads the value, and nothing that the words don't say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from llm_fakes import Scripted

from answer.llm.model import ModelFailed
from kb import KnowledgeBase, Settings
from policy.verdicts import Verdicts

TEXT = "厂子在丽水，养模型的那笔开销实付了两百六十万，电话13800138000，另外想明年再投500万。"


def matched(tmp_path: Path, reply: Any, text: str = TEXT) -> tuple[Verdicts, Scripted]:
    model = Scripted(reply if isinstance(reply, str | Exception) else json.dumps(reply, ensure_ascii=False))
    with closing(KnowledgeBase(Settings.load(data=tmp_path / "data"), model=model)) as kb:
        return kb.match(text=text), model


def told(verdicts: Verdicts) -> Mapping[str, Any]:
    return {t.fact: (t.value, t.text, t.vague) for t in verdicts.told}


def test_words_that_the_grammar_does_not_know_tell_a_fact_and_ask_for_confirmation(tmp_path: Path) -> None:
    verdicts, _ = matched(tmp_path, [{"fact": "model_contract_yuan", "quote": "养模型的那笔开销实付了两百六十万"}])
    assert told(verdicts)["model_contract_yuan"] == (Decimal(2600000), "养模型的那笔开销实付了两百六十万", True)
    voucher = next(r for r in verdicts.results if r.rule_id == "zj-model-voucher")
    assert voucher.benefit.amount_yuan == Decimal(780000)


@pytest.mark.parametrize(
    "entry",
    [
        {"fact": "model_contract_yuan", "quote": "实付了三百六十万"},  # not in the text
        {"fact": "model_contract_yuan", "quote": "养模型的那笔开销"},  # no figure in the words
        {"fact": "model_contract_yuan", "quote": "想明年再投500万"},  # still to come
        {"fact": "model_contract_yuan", "quote": "电话13800138000"},  # a telephone number
        {"fact": "model_contract_yuan", "quote": TEXT},  # more than one figure
        {"fact": "no_such_fact", "quote": "实付了两百六十万"},
        {"fact": "genai_filed", "quote": "养模型的那笔开销", "value": "yes"},  # neither true nor false
        {"fact": "region", "quote": "丽水"},  # places are read by the library
    ],
)
def test_what_the_words_do_not_bear_out_is_not_taken(tmp_path: Path, entry: dict[str, Any]) -> None:
    without, _ = matched(tmp_path, "[]")
    verdicts, _ = matched(tmp_path, [entry])
    assert told(verdicts) == told(without)
    assert [(r.rule_id, r.status) for r in verdicts.results] == [(r.rule_id, r.status) for r in without.results]


@pytest.mark.parametrize("reply", ["", "好的！", "[1, null, {}]", "[" * 5000, "{", ModelFailed("down"), '[{"fact": 1, "quote": 2}]'])
def test_a_model_that_fails_or_talks_nonsense_changes_nothing(tmp_path: Path, reply: str | Exception) -> None:
    without, _ = matched(tmp_path, "[]")
    verdicts, _ = matched(tmp_path, reply)
    assert verdicts.to_dict() == without.to_dict()


def test_what_the_grammar_read_is_not_asked_for_and_can_not_be_changed(tmp_path: Path) -> None:
    text = "我们在杭州，实际执行的算力合同300万元，用的是自主算力。"
    verdicts, model = matched(tmp_path, [{"fact": "compute_contract_yuan", "quote": "300万元"}], text)
    assert told(verdicts)["compute_contract_yuan"][0] == Decimal(3000000)
    assert not told(verdicts)["compute_contract_yuan"][2]
    assert "compute_contract_yuan：" not in model.outgoing


def test_personal_numbers_stay_here(tmp_path: Path) -> None:
    _, model = matched(tmp_path, "[]")
    assert "13800138000" not in model.outgoing
    assert "养模型的那笔开销" in model.outgoing
