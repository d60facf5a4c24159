"""In the dialogue as in `match`, a language model points at words; what it says beside them changes nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from llm_fakes import Scripted, drips_words, serving

from answer.llm.model import ModelFailed
from kb import KnowledgeBase, Settings
from policy.consultations import Consultation, Consulted

DAY = date(2025, 9, 1)
BEGIN = "公司在丽水，养模型的那笔开销实付了两百六十万，我们能享受什么政策？"
TAUGHT = {"fact": "model_contract_yuan", "quote": "养模型的那笔开销实付了两百六十万"}


def talked(data: Path, model: Any, messages: Sequence[str]) -> tuple[Consulted | None, Consultation]:
    reply, state = None, Consultation()
    with closing(KnowledgeBase(Settings.load(data=data), model=model)) as kb:
        for message in messages:
            reply, state = kb.consult(message, state, on=DAY)
    return reply, state


def scripted(*replies: Any) -> Scripted:
    return Scripted(*(r if isinstance(r, str | Exception) else json.dumps(r, ensure_ascii=False) for r in replies))


def shown(state: Consultation) -> dict[str, Any]:
    return {name: told.value for name, told in state.told.items()}


def test_words_that_the_grammar_does_not_know_tell_a_fact_and_are_shown_for_confirmation(tmp_path: Path) -> None:
    reply, state = talked(tmp_path, scripted([TAUGHT]), [BEGIN])
    assert reply is not None
    assert {k.told.fact: k.told.vague for k in reply.read} == {"region": False, "model_contract_yuan": True}
    assert shown(state)["model_contract_yuan"] == Decimal(2600000)
    voucher = next(v for v in reply.verdicts.results if v.rule_id == "zj-model-voucher")
    assert voucher.benefit.amount_yuan == Decimal(780000)


def test_it_helps_in_later_messages_too(tmp_path: Path) -> None:
    _, state = talked(tmp_path, scripted([TAUGHT]), ["我们能享受什么政策？", "养模型的那笔开销实付了两百六十万"])
    assert shown(state) == {"model_contract_yuan": Decimal(2600000)}


def test_a_yes_or_no_counts_where_the_words_are_about_it(tmp_path: Path) -> None:
    said = {"fact": "genai_filed", "quote": "网信办那边备案的手续走完了", "value": True}
    _, state = talked(tmp_path, scripted([said]), ["我们能享受什么政策？", "网信办那边备案的手续走完了"])
    assert shown(state) == {"genai_filed": True}


@pytest.mark.parametrize(
    "reply",
    [
        ModelFailed("down"), "好的！", "[{", [1, None],
        [{"fact": "model_contract_yuan", "quote": "实付了三百六十万"}],  # not said
        [{"fact": "corpus_contract_yuan", "quote": "执行了50万"}],  # read by the grammar, of something else
        [{"fact": "compute_contract_yuan", "quote": "50万"}],
        [{"fact": "region", "quote": "丽水"}],
        [{"fact": "genai_filed", "quote": "养模型的人也不少", "value": True}],  # words about other things
        [{"fact": "benchmark_project_selected", "quote": "标杆没轮到我们", "value": True}],  # the other way round
        [{"fact": "person_top_talent", "quote": "养模型的人也不少", "value": True}],
    ],
)  # fmt: skip
def test_a_model_that_fails_or_lies_changes_nothing(tmp_path: Path, reply: Any) -> None:
    messages = ["公司在丽水，能享受什么政策？", "语料合同执行了50万，养模型的人也不少，标杆没轮到我们"]
    without = talked(tmp_path / "a", None, messages)
    assert talked(tmp_path / "b", scripted(reply, reply), messages) == without


def test_what_is_known_can_not_be_changed_by_the_model(tmp_path: Path) -> None:
    lie = [{"fact": "compute_contract_yuan", "quote": "别的开销有九十万"}]
    messages = ["算力合同执行了30万，能享受什么政策？", "别的开销有九十万"]
    _, state = talked(tmp_path, scripted(lie, lie), messages)
    assert shown(state) == {"compute_contract_yuan": Decimal(300000)}


def test_short_answers_and_questions_go_without_a_model(tmp_path: Path) -> None:
    model = scripted()
    talked(tmp_path, model, ["我们能享受什么政策？", "丽水", "不清楚", "60万", "是", "语料券怎么申请？", "继续", "就这样，谢谢"])
    assert model.sent == []


def test_personal_numbers_stay_here(tmp_path: Path) -> None:
    model = scripted()
    talked(tmp_path, model, ["我们能享受什么政策？", "养模型的那笔开销实付了两百六十万，有事打13800138000"])
    assert "养模型的那笔开销" in model.outgoing
    assert "13800138000" not in model.outgoing


def test_a_slow_model_is_waited_for_no_longer_than_its_time(tmp_path: Path) -> None:
    without, before = talked(tmp_path / "a", None, [BEGIN])
    with serving() as server:
        server.behaviour = drips_words
        settings = Settings.load(data=tmp_path / "b", llm_base_url=server.url, llm_timeout_seconds=1)
        with closing(KnowledgeBase(settings)) as kb:
            kb.consult("我们能享受什么政策？", on=DAY)  # reads the rules
            begin = time.monotonic()
            reply, after = kb.consult(BEGIN, on=DAY)
            seconds = time.monotonic() - begin
    assert server.requests
    assert (reply, after) == (without, before)
    assert seconds < 10
