"""The agents' tools, by the protocol's own client: over HTTP from a running desk, and over a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import jsonschema
import pytest
from desk_fakes import FakeKb
from desk_serving import serving
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

ROOT = Path(__file__).parents[2]
VOUCHER = "zj-2025-ai-measures#加强算力券支持"


@pytest.fixture(scope="module")
def kb() -> FakeKb:
    return FakeKb()


@pytest.fixture(scope="module")
def url(kb: FakeKb) -> Iterator[str]:
    with serving(kb, with_desk=False) as url:
        yield url


def _with(server: Any, work: Callable[[Client], Awaitable[Any]], mode: str = "auto") -> Any:
    async def run() -> Any:
        async with Client(server, mode=mode) as client:
            return await work(client)

    return anyio.run(run)


def _call(server: Any, tool: str, **arguments: Any) -> Any:
    return _with(server, lambda client: client.call_tool(tool, arguments))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_tools_describe_themselves(url: str, mode: str) -> None:
    listed = _with(f"{url}/mcp", lambda client: client.list_tools(), mode)
    tools = {tool.name: tool for tool in listed.tools}
    assert set(tools) == {"search", "ask", "match", "clause"}
    for tool in tools.values():
        assert len(tool.description) > 40
        assert tool.annotations.read_only_hint
        assert tool.output_schema["type"] == "object"
        assert all(p.get("description") for p in tool.input_schema["properties"].values())
    assert tools["ask"].input_schema["required"] == ["question"]
    assert tools["search"].input_schema["properties"]["k"]["maximum"] == 100


def test_ask(url: str, kb: FakeKb) -> None:
    given = _call(f"{url}/mcp", "ask", question="算力券补多少?", region="余杭区", documents=["yuhang"], on="2025-06-30")
    answer = given.structured_content
    assert not given.is_error
    assert answer["status"] == "answered"
    assert answer["citations"][0]["clause_id"] == VOUCHER
    kept = kb.office.answer(answer["answer_id"])
    assert kept is not None
    assert kept.channel == "mcp"
    _, filters, _ = kb.asked[-1]
    assert (filters.region, filters.documents, str(filters.on)) == ("余杭区", ("yuhang",), "2025-06-30")
    assert given.content[0].text


def test_search_and_clause(url: str) -> None:
    hits = _call(f"{url}/mcp", "search", query="算力券", k=1).structured_content["hits"]
    assert [hit["clause_id"] for hit in hits] == [VOUCHER]
    clause = _call(f"{url}/mcp", "clause", clause_id=VOUCHER).structured_content
    assert clause["text"] == hits[0]["text"]
    assert clause["document"]["metadata"]["doc_no"] == "浙政发〔2025〕10号"


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("ask", {"question": "  "}, "empty"),
        ("ask", {}, "question"),
        ("ask", {"question": "问", "documents": ["nothing"]}, "nothing"),
        ("ask", {"question": "问", "on": "soon"}, "on"),
        ("search", {"query": "问", "k": 1000}, "k"),
        ("clause", {"clause_id": "none#x"}, "none#x"),
    ],
)
def test_what_is_wrong_is_told_to_the_agent(url: str, tool: str, arguments: dict[str, Any], words: str) -> None:
    given = _call(f"{url}/mcp", tool, **arguments)
    assert given.is_error
    assert words in given.content[0].text


def test_a_fault_gives_nothing_away(url: str) -> None:
    given = _call(f"{url}/mcp", "ask", question="故障")
    assert given.is_error
    assert "boom" not in given.content[0].text


def test_a_page_of_another_host_is_refused(url: str) -> None:
    hello = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    sent = {"accept": "application/json, text/event-stream"}
    refused = httpx.post(f"{url}/mcp", json=hello, headers={**sent, "origin": "https://evil.example"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")
    assert httpx.post(f"{url}/mcp", json=hello, headers={**sent, "origin": url}).status_code == 200
    assert httpx.post(f"{url}/mcp/", json=hello, headers=sent).status_code == 200


def test_a_process_of_its_own_over_the_real_documents(real_kb_data: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "POLICYDESK_LOG_FORMAT": "text"}
    server = StdioServerParameters(
        command=sys.executable, args=["app.py", "mcp", "--data", str(real_kb_data)], cwd=str(ROOT), env=environment
    )

    async def work(client: Client) -> Any:
        schemas = {t.name: t.output_schema for t in (await client.list_tools()).tools}
        asked = await client.call_tool("ask", {"question": "语料合同执行了600万元，浙江的语料券能补多少？"})
        told = await client.call_tool("match", {"text": "厂子在丽水，租了六十万的自主算力", "on": "2025-09-01"})
        found = await client.call_tool("search", {"query": "贷款贴息", "k": 3})
        return schemas, {"ask": asked, "match": told, "search": found}

    async def run() -> Any:
        with open(tmp_path / "err", "w", encoding="utf-8") as errors:
            async with Client(stdio_client(server, errlog=errors)) as client:
                return await work(client)

    schemas, results = anyio.run(run)
    for name, result in results.items():
        jsonschema.validate(result.structured_content, schemas[name])
    assert "180万元" in results["ask"].structured_content["answer"]
    granted = {r["rule_id"]: r["benefit"]["amount_yuan"] for r in results["match"].structured_content["results"]}
    assert granted["zj-compute-voucher"] == 180000
    assert len(results["search"].structured_content["hits"]) == 3


def test_without_input_the_process_ends(tmp_path: Path) -> None:
    command = [sys.executable, "app.py", "mcp", "--data", str(tmp_path / "none")]
    done = subprocess.run(command, cwd=ROOT, input=b"", capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert not (tmp_path / "none").exists()
