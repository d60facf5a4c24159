"""The description of the API: examples everywhere, and every one of them true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from desk_fakes import FakeKb
from fastapi.testclient import TestClient

from desk.api import create_app
from desk.api_examples import ANSWER, VERDICTS
from kb import KnowledgeBase, Settings

PATHS = {
    "/v1/ask", "/v1/ask/stream", "/v1/match", "/v1/feedback", "/v1/documents", "/v1/documents/{document_id}", "/v1/clauses",
    "/v1/clauses/{clause_id}", "/v1/chat/completions", "/v1/models", "/v1/models/{model}", "/healthz", "/readyz", "/metrics",
}  # fmt: skip


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(FakeKb(), with_desk=False)) as client:  # type: ignore[arg-type]
        yield client


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    return client.get("/v1/openapi.json").json()


def _operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_route_is_there_and_says_what_it_is_for(described: dict[str, Any]) -> None:
    assert set(described["paths"]) == PATHS
    for path, _, operation in _operations(described):
        assert operation["description"], path
        assert operation["tags"], path
    assert described["info"]["version"]


def test_every_answer_and_error_has_an_example_that_fits_its_schema(described: dict[str, Any]) -> None:
    seen = 0
    for path, _, operation in _operations(described):
        for status, response in operation["responses"].items():
            if status == "304":
                continue
            for kind, content in response["content"].items():
                assert "example" in content, (path, status, kind)
                if kind == "application/json":
                    schema = {**content["schema"], "components": described["components"]}
                    jsonschema.validate(content["example"], schema)
                    seen += 1
    assert seen > 50


def test_every_request_has_examples_that_are_served(described: dict[str, Any], client: TestClient) -> None:
    kb = FakeKb()
    seen = []
    with TestClient(create_app(kb, with_desk=False)) as client:  # type: ignore[arg-type]
        answer_id = client.post("/v1/ask", json={"question": "算力券"}).json()["answer_id"]
        for path, method, operation in _operations(described):
            if "requestBody" not in operation or path == "/v1/match":
                continue
            examples = operation["requestBody"]["content"]["application/json"]["examples"]
            for example in examples.values():
                body = example["value"]
                if "answer_id" in body:
                    body = {**body, "answer_id": answer_id}
                assert client.request(method, path, json=body).status_code == 200, path
                seen.append(path)
    assert set(seen) == {"/v1/ask", "/v1/ask/stream", "/v1/feedback", "/v1/chat/completions"}


def test_the_examples_of_match_are_served(described: dict[str, Any], tmp_path: Any) -> None:
    examples = described["paths"]["/v1/match"]["post"]["requestBody"]["content"]["application/json"]["examples"]
    with TestClient(create_app(KnowledgeBase(Settings.load(data=tmp_path)), with_desk=False)) as client:
        for example in examples.values():
            made = client.post("/v1/match", json=example["value"]).json()
            assert set(made) == set(VERDICTS)
            assert set(made["results"][0]) == set(VERDICTS["results"][0])
            granted = {r["rule_id"]: r["benefit"]["amount_yuan"] for r in made["results"]}
            assert granted["zj-compute-voucher"] == VERDICTS["results"][0]["benefit"]["amount_yuan"]
            schema = described["paths"]["/v1/match"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
            jsonschema.validate(made, {**schema, "components": described["components"]})


def test_the_example_of_an_answer_has_the_fields_of_one(client: TestClient) -> None:
    real = client.post("/v1/ask", json={"question": "算力券"}).json()
    assert set(real) == set(ANSWER)
    assert set(real["citations"][0]) == set(ANSWER["citations"][0])
    assert set(real["figures"][0]) == set(ANSWER["figures"][0])


def test_the_extra_field_is_described(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    assert "policydesk" in schemas["CompletionMessage"]["properties"]
    assert "policydesk" in schemas["ChatBody"]["properties"]
    completion = described["paths"]["/v1/chat/completions"]["post"]["responses"]
    assert "text/event-stream" in completion["200"]["content"]
    assert completion["400"]["content"]["application/json"]["example"]["error"]["param"] == "n"
