"""The HTTP API over a fake knowledge base: answers, documents, and one form for every error."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from desk_fakes import FakeKb
from fastapi.testclient import TestClient

import desk.api_questions
from desk.api import create_app
from desk.service import Service


@pytest.fixture
def kb() -> FakeKb:
    return FakeKb()


@pytest.fixture
def client(kb: FakeKb) -> Iterator[TestClient]:
    app = create_app(kb, max_question_chars=100, with_desk=False)  # type: ignore[arg-type]
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def _error(response: Any) -> tuple[int, str]:
    assert set(response.json()) == {"error"}
    assert set(response.json()["error"]) == {"code", "message", "request_id"}
    assert response.json()["error"]["request_id"] == response.headers["x-request-id"]
    assert response.json()["error"]["message"]
    return response.status_code, response.json()["error"]["code"]


def test_ask(client: TestClient, kb: FakeKb) -> None:
    body = {
        "question": " 算力券补多少? ",
        "document": "yuhang",
        "region": "余杭区",
        "on": "2025-06-30",
        "history": [{"role": "user", "content": "你好"}, {"role": "assistant", "content": "您好"}],
    }
    answer = client.post("/v1/ask", json=body).json()
    assert answer["status"] == "answered"
    assert answer["citations"][0]["clause_id"] == "zj-2025-ai-measures#加强算力券支持"
    question, filters, history = kb.asked[0]
    assert question == "算力券补多少?"
    assert (filters.documents, filters.region, str(filters.on)) == (("yuhang",), "余杭区", "2025-06-30")
    assert [t.role for t in history] == ["user", "assistant"]


def test_several_documents(client: TestClient, kb: FakeKb) -> None:
    client.post("/v1/ask", json={"question": "问", "document": ["yuhang", "hz/draft"]})
    assert kb.asked[0][1].documents == ("yuhang", "hz/draft")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, (422, "bad_argument")),
        ({"question": 5}, (422, "bad_argument")),
        ({"question": "  "}, (422, "bad_argument")),
        ({"question": "字" * 101}, (422, "bad_argument")),
        ({"question": "问", "more": 1}, (422, "bad_argument")),
        ({"question": "问", "on": "2025-02-30"}, (422, "bad_argument")),
        ({"question": "问", "document": ["x"] * 51}, (422, "bad_argument")),
        ({"question": "问", "history": [{"role": "system", "content": "x"}]}, (422, "bad_argument")),
        ({"question": "问", "document": "nothing"}, (404, "not_found")),
        ({"question": "故障"}, (500, "internal")),
        ([], (422, "bad_argument")),
    ],
)
def test_bad_requests(client: TestClient, body: Any, expected: tuple[int, str]) -> None:
    assert _error(client.post("/v1/ask", json=body)) == expected


def test_a_fault_gives_nothing_away(client: TestClient) -> None:
    assert "boom" not in client.post("/v1/ask", json={"question": "故障"}).text


def test_a_body_that_is_no_json(client: TestClient) -> None:
    sent = client.post("/v1/ask", content=b"{", headers={"content-type": "application/json"})
    assert _error(sent) == (400, "bad_json")


@pytest.mark.parametrize("path", ["/v1", "/v1/nothing", "/nothing", "/v1/documents/no%23thing", "/v1/clauses/none%23x"])
def test_not_found(client: TestClient, path: str) -> None:
    assert _error(client.get(path)) == (404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [("GET", "/v1/ask", "POST"), ("POST", "/v1/documents", "GET"), ("DELETE", "/healthz", "GET, HEAD")],
)
def test_wrong_method(client: TestClient, method: str, path: str, allow: str) -> None:
    response = client.request(method, path)
    assert _error(response) == (405, "method_not_allowed")
    assert response.headers["allow"] == allow


def test_documents_and_clauses_by_ids_of_any_kind(client: TestClient) -> None:
    listed = client.get("/v1/documents").json()["documents"]
    assert [d["id"] for d in listed] == ["zj-2025-ai-measures", "yuhang", "hz/draft"]
    for document in listed:
        one = client.get(f"/v1/documents/{quote(document['id'], safe='')}").json()
        assert one["title"] == document["title"]
        for clause in one["clauses"]:
            found = client.get(f"/v1/clauses/{quote(clause['clause_id'], safe='')}").json()
            assert found["text"] == clause["text"]
            assert found["document"]["id"] == document["id"]


def test_metrics_count_answers(client: TestClient) -> None:
    client.post("/v1/ask", json={"question": "算力券"})
    assert 'policydesk_answers_total{channel="api",mode="extractive",status="answered"} 1.0' in client.get("/metrics").text


def test_every_response_carries_the_security_headers(client: TestClient) -> None:
    headers = client.get("/healthz").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-inline' 'nonce" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_ready_only_when_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.api_questions, "WAIT_SECONDS", 0.2)
    gate = threading.Event()
    app = create_app(FakeKb(gate=gate), with_desk=False)  # type: ignore[arg-type]
    with TestClient(app) as client:
        assert client.get("/healthz").status_code == 200
        assert _error(client.get("/readyz")) == (503, "not_ready")
        waited = client.post("/v1/ask", json={"question": "算力券"})
        assert _error(waited) == (503, "not_ready")
        assert waited.headers["retry-after"]
        assert len(client.get("/v1/documents").json()["documents"]) == 3
        assert client.get("/v1/documents/yuhang").status_code == 200
        monkeypatch.setattr(desk.api_questions, "WAIT_SECONDS", 10)
        threading.Timer(0.2, gate.set).start()
        assert client.post("/v1/ask", json={"question": "算力券"}).status_code == 200
        assert client.get("/readyz").status_code == 200


def test_an_ingest_into_an_empty_desk_is_taken_up(kb: FakeKb) -> None:
    empty = FakeKb(held=[])
    with TestClient(create_app(empty, with_desk=False)) as client:  # type: ignore[arg-type]
        assert _error(client.get("/readyz")) == (503, "empty")
        assert _error(client.post("/v1/ask", json={"question": "问"}))[0] == 503
        empty.held, empty.changed = kb.held, True
        assert client.post("/v1/ask", json={"question": "算力券"}).status_code == 200


def test_a_failed_load_is_told_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(FakeKb):
        tries = 0

        def load(self) -> None:
            self.tries += 1
            if self.tries == 1:
                raise OSError("disk")
            self.ready = True

    kb = Failing(gate=threading.Event())
    service = Service(kb)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="could not be loaded: disk"):
        service.wait(5)
    assert (service.poke(), kb.tries) == ("failed", 1)
    monkeypatch.setattr("desk.service.RETRY_SECONDS", 0)
    service.wait(5)
    assert kb.tries == 2
