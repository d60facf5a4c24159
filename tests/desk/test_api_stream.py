"""An answer as server-sent events: texts, then the answer; what is wrong is told with a status, before any event."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from desk_fakes import HOSTILE, FakeKb
from fastapi.testclient import TestClient

from desk.api import create_app


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = create_app(FakeKb(), max_question_chars=100, with_desk=False)  # type: ignore[arg-type]
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def events(client: TestClient, **body: Any) -> list[tuple[str, dict[str, Any]]]:
    response = client.post("/v1/ask/stream", json=body)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    blocks = response.text.strip().split("\n\n")
    parsed = [block.split("\n") for block in blocks]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in parsed]


def test_without_a_model_the_answer_comes_alone(client: TestClient) -> None:
    [(name, answer)] = events(client, question="算力券补多少?")
    assert name == "answer"
    again = client.post("/v1/ask", json={"question": "算力券补多少?"}).json()
    assert answer.pop("answer_id") != again.pop("answer_id")
    assert answer == again


def test_texts_then_the_answer(client: TestClient) -> None:
    got = events(client, question="算力券补多少?逐句")
    assert [name for name, _ in got] == ["text"] * 4 + ["answer"]
    assert [data["text"] for _, data in got[:-1]] == ["按一成", "", "按30%补助[1]。", f"按30%补助[1]。{HOSTILE}"]
    assert {data["label"] for _, data in got} == {"AI 生成"}
    assert got[-1][1]["mode"] == "llm"


@pytest.mark.parametrize(("body", "status"), [({"question": " "}, 422), ({"question": "问", "document": "nothing"}, 404), ({}, 422)])
def test_what_is_wrong_is_told_before_any_event(client: TestClient, body: dict[str, Any], status: int) -> None:
    response = client.post("/v1/ask/stream", json=body)
    assert response.status_code == status
    assert set(response.json()) == {"error"}


def test_a_fault_in_the_middle_is_the_last_event() -> None:
    class Breaks(FakeKb):
        def stream(self, *_: Any, **__: Any) -> Iterator[str]:
            yield "按30%补助[1]。"
            raise RuntimeError("boom")

    with TestClient(create_app(Breaks(), with_desk=False)) as client:  # type: ignore[arg-type]
        got = events(client, question="问")
    assert [name for name, _ in got] == ["text", "error"]
    assert "boom" not in json.dumps(got)


def test_the_stream_counts_as_an_answer(client: TestClient) -> None:
    events(client, question="算力券补多少?")
    assert 'policydesk_answers_total{channel="api",mode="extractive",status="answered"} 1.0' in client.get("/metrics").text


def test_the_api_describes_it(client: TestClient) -> None:
    described = client.get("/v1/openapi.json").json()["paths"]["/v1/ask/stream"]["post"]
    assert "text/event-stream" in described["responses"]["200"]["content"]
