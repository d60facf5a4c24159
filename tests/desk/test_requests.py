"""Ids, log lines and metrics of requests: what can be traced, and what is never written down."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from desk_fakes import FakeKb
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from desk.api import create_app
from desk.logs import Lines, Plain
from kb.privacy import mask

PHONE = "13800138000"


class Watched:
    """A desk whose log lines are read."""

    def __init__(self, client: TestClient, kb: FakeKb, stream: io.StringIO) -> None:
        self.client, self.kb, self._stream = client, kb, stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines(mask))
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [handler])
    monkeypatch.setattr(logging.getLogger("policydesk"), "level", logging.INFO)
    logging.getLogger("policydesk").manager._clear_cache()  # type: ignore[attr-defined]
    kb = FakeKb()
    with TestClient(create_app(kb, with_desk=False)) as client:  # type: ignore[arg-type]
        yield Watched(client, kb, stream)


def fails(*_: Any) -> None:
    raise RuntimeError(f"call {PHONE}")


def _value(text: str, name: str, **labels: str) -> float:
    samples = (s for family in text_string_to_metric_families(text) for s in family.samples)
    return sum(s.value for s in samples if s.name == name and labels.items() <= s.labels.items())


def test_an_id_that_was_sent_comes_back_in_header_line_and_error(desk: Watched) -> None:
    response = desk.client.get("/v1/documents/nothing", headers={"X-Request-ID": "trace-1.a"})
    assert response.headers["x-request-id"] == response.json()["error"]["request_id"] == "trace-1.a"
    [line] = desk.lines
    assert (line["id"], line["method"], line["path"], line["status"]) == ("trace-1.a", "GET", "/v1/documents/nothing", 404)
    assert line["ms"] > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])


@pytest.mark.parametrize("sent", ["", "a b", "x" * 65, "<b>", "a\tb"])
def test_an_id_that_could_not_stand_in_a_line_is_replaced(desk: Watched, sent: str) -> None:
    given = desk.client.get("/healthz", headers={"X-Request-ID": sent}).headers["x-request-id"]
    assert re.fullmatch("[0-9a-f]{24}", given)


def test_what_is_asked_is_in_no_line(desk: Watched) -> None:
    desk.client.post("/v1/ask", json={"question": f"我的手机是{PHONE}，算力券多少"})
    desk.client.get(f"/v1/documents?region={PHONE}")
    desk.client.get(f"/v1/documents/{PHONE}")
    assert len(desk.lines) == 3
    assert PHONE not in desk.text
    assert "算力券" not in desk.text


def test_a_fault_is_one_line_with_the_id_and_covers_personal_numbers(desk: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.kb, "ask", fails)
    response = desk.client.post("/v1/ask", json={"question": "问"})
    fault, request = desk.lines
    assert response.status_code == 500
    assert response.headers["content-security-policy"]
    assert fault["id"] == request["id"] == response.json()["error"]["request_id"]
    assert "RuntimeError" in fault["fault"]
    assert (request["status"], request["level"]) == (500, "error")
    assert PHONE not in desk.text


def test_what_machines_ask_all_the_time_is_quiet_unless_it_fails(desk: Watched) -> None:
    for path in ("/healthz", "/readyz", "/metrics", "/desk/desk.css"):
        assert desk.client.get(path).status_code == 200
    assert desk.lines == []


def test_lines_to_read(desk: Watched) -> None:
    record = logging.makeLogRecord(
        {"name": "policydesk.requests", "levelname": "INFO", "msg": "request", "method": "GET", "path": "/x", "status": 200, "ms": 1.5}
    )
    assert Plain(mask).format(record).endswith("INFO GET /x 200 1.5")


def test_metrics(desk: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    client = desk.client
    client.post("/v1/ask", json={"question": "算力券"})
    client.post("/v1/ask", json={"question": "逐句"})
    client.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": "模型券能在网上办吗?"}]})
    client.get("/v1/documents/yuhang")
    client.get("/v1/documents/hz%2Fdraft")
    client.get(f"/{'x' * 40}")
    client.request("BREW", "/healthz")
    logging.getLogger("policydesk").warning("language model: it is down", extra={"llm": "down"})
    monkeypatch.setattr(desk.kb.office, "keep_answer", fails)
    client.post("/v1/ask", json={"question": "算力券"})
    text = client.get("/metrics").text
    assert _value(text, "policydesk_answers_total", status="answered", channel="api", mode="extractive") == 2
    assert _value(text, "policydesk_answers_total", status="answered", channel="api", mode="llm") == 1
    assert _value(text, "policydesk_answers_total", status="not_covered", channel="openai") == 1
    assert _value(text, "policydesk_requests_total", route="/v1/ask", status="200", method="POST") == 3
    assert _value(text, "policydesk_requests_total", route="/v1/documents/{document_id:path}", status="200") == 2
    assert _value(text, "policydesk_requests_total", route="other", status="404") == 1
    assert _value(text, "policydesk_requests_total", method="other") == 1
    assert _value(text, "policydesk_request_seconds_count", route="/v1/ask") == 3
    assert _value(text, "policydesk_llm_total", outcome="worded") == 1
    assert _value(text, "policydesk_llm_total", outcome="down") == 1
    assert _value(text, "policydesk_answers_not_kept_total") == 1
    assert _value(text, "policydesk_documents") == 3
    assert _value(text, "policydesk_clauses") == sum(len(d.clauses) for d in desk.kb.held)
    assert (_value(text, "policydesk_ready"), _value(text, "policydesk_generation")) == (1, 1)
    assert _value(text, "policydesk_build_info") == 1


def test_verdicts_are_counted(tmp_path: Any) -> None:
    from kb import KnowledgeBase, Settings

    with TestClient(create_app(KnowledgeBase(Settings.load(data=tmp_path)), with_desk=False)) as client:
        made = client.post("/v1/match", json={"text": "厂子在丽水，租了六十万的自主算力"}).json()
        text = client.get("/metrics").text
    assert _value(text, "policydesk_verdicts_total") == len(made["results"])
    assert _value(text, "policydesk_verdicts_total", status="eligible") >= 1
