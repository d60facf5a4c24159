"""A knowledge base with a language model: set by the environment or handed in, asked over HTTP, on real documents."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import llm_fakes as net
import pytest
from kb_fakes import VOUCHERS, write
from llm_fakes import Scripted, Server, says, serving

from kb import KnowledgeBase, Settings
from policy.answers import Answer, Status
from policy.errors import BadArgument

ROOT = Path(__file__).parents[2]
QUESTION = "《关于支持人工智能创新发展的若干措施》里，语料券最高补多少？"
HONEST = "语料券最高补助200万元，比例不高于合同实际执行金额的30%[A1]。"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def test_a_model_of_the_settings_words_answers_over_the_corpus(real_kb_data: Path, server: Server) -> None:
    server.behaviour = says(HONEST)
    settings = Settings.load(data=real_kb_data, llm_base_url=server.url, llm_model="m", llm_api_key="sk-x")
    with closing(KnowledgeBase(settings)) as kb:
        answer = kb.ask(QUESTION)
        parts = list(kb.stream("《关于支持人工智能创新发展的若干措施》里，语料券补贴上限是多少？"))
    assert (answer.mode, answer.status) == ("llm", Status.ANSWERED)
    assert "最高补助200万元" in answer.answer
    assert answer.citations[0].clause_id == "zj-2025-ai-measures#加强语料券支持"
    assert isinstance(parts[0], str)
    assert isinstance(parts[-1], Answer)
    sent = json.dumps(server.requests, ensure_ascii=False)
    assert "zj-2025-ai-measures" not in sent
    assert "gov.cn" not in sent


@pytest.mark.parametrize("behaviour", [net.silent, net.fails(401), net.sends("<html>"), says("最高补助900万元[A1]。")])
def test_without_its_help_the_answer_is_as_if_there_were_none(
    behaviour: net.Behaviour, real_kb: KnowledgeBase, real_kb_data: Path, server: Server
) -> None:
    server.behaviour = behaviour
    plain = real_kb.ask(QUESTION)
    settings = Settings.load(data=real_kb_data, llm_base_url=server.url, llm_timeout_seconds=2)
    with closing(KnowledgeBase(settings)) as kb:
        kb.load()
        begin = time.monotonic()
        answer = kb.ask(QUESTION)
        assert time.monotonic() - begin < 3
    assert (answer.mode, answer.answer, answer.citations) == ("extractive", plain.answer, plain.citations)
    assert answer.notes[1:] == plain.notes


def test_an_ingest_makes_kept_answers_void(tmp_path: Path) -> None:
    root = write(tmp_path / "docs", vouchers=VOUCHERS)
    model = Scripted(*["语料券最高200万元[A1]。"] * 2, "语料券最高500万元[A1]。")
    with closing(KnowledgeBase(Settings.load(data=tmp_path / "data"), model=model)) as kb:
        kb.ingest([root])
        first = kb.ask("语料券最高补多少？")
        assert (first.mode, kb.ask("语料券最高补多少？").answer) == ("llm", first.answer)
        assert len(model.sent) == 1
        write(root, vouchers=VOUCHERS.replace("200万元", "500万元"))
        kb.ingest([root])
        after = kb.ask("语料券最高补多少？")
    assert len(model.sent) == 3
    assert "最高500万元" in after.answer


def test_nothing_is_imported_for_a_model_that_is_not_there(real_kb_data: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kb import KnowledgeBase, Settings; "
        f"kb = KnowledgeBase(Settings.load(data=Path({str(real_kb_data)!r}))); kb.load(); "
        "print([m for m in ('openai', 'llama_index.llms.openai_like', 'answer.llm.client') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "value"),
    [("LLM_BASE_URL", "localhost:11434/v1"), ("LLM_BASE_URL", "ftp://a/v1"), ("LLM_BASE_URL", "https://user:key@host/v1"), ("LLM_MODEL", ""),
     ("LLM_TIMEOUT_SECONDS", "0"), ("LLM_TIMEOUT_SECONDS", "121"), ("LLM_MAX_INPUT_TOKENS", "100"), ("LLM_MAX_OUTPUT_TOKENS", "9000"),
     ("LLM_CACHE_SIZE", "-1")],
)  # fmt: skip
def test_bounds(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"POLICYDESK_{name}", value)
    with pytest.raises(BadArgument, match=f"POLICYDESK_{name}"):
        Settings.load()


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:11434/v1", "https://dashscope.aliyuncs.com/compatible-mode/v1", "http://[::1]:8000/v1"])
def test_addresses_that_can_be_set(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYDESK_LLM_BASE_URL", url)
    assert Settings.load().llm_base_url == url
