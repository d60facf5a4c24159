"""What is held, page by page; fetched once, it is not sent again until it changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk_fakes import FakeKb
from fastapi.testclient import TestClient

from desk.api import create_app


@pytest.fixture
def kb() -> FakeKb:
    return FakeKb()


@pytest.fixture
def client(kb: FakeKb) -> Iterator[TestClient]:
    with TestClient(create_app(kb, with_desk=False)) as client:  # type: ignore[arg-type]
        yield client


@pytest.mark.parametrize("path", ["/v1/documents", "/v1/clauses", "/v1/documents/zj-2025-ai-measures"])
def test_pages_together_are_the_whole(client: TestClient, path: str) -> None:
    name = "documents" if path == "/v1/documents" else "clauses"
    whole = client.get(path).json()
    assert (whole["total"], whole["next_offset"]) == (len(whole[name]), None)
    found, offset = [], 0
    while offset is not None:
        page = client.get(path, params={"limit": 2, "offset": offset}).json()
        assert len(page[name]) <= 2
        found += page[name]
        offset = page["next_offset"]
    assert found == whole[name]
    beyond = client.get(path, params={"offset": 10_000}).json()
    assert (beyond[name], beyond["next_offset"]) == ([], None)


def test_by_region_and_day(client: TestClient) -> None:
    assert [d["id"] for d in client.get("/v1/documents?region=余杭区").json()["documents"]] == ["yuhang"]
    assert {d["id"] for d in client.get("/v1/documents?on=2025-06-30").json()["documents"]} >= {"zj-2025-ai-measures"}
    assert "zj-2025-ai-measures" not in {d["id"] for d in client.get("/v1/documents?on=2030-01-01").json()["documents"]}
    assert {c["document_id"] for c in client.get("/v1/clauses?document=yuhang").json()["clauses"]} == {"yuhang"}


def test_only_the_fields_asked_for(client: TestClient) -> None:
    clauses = client.get("/v1/clauses?fields=clause_id,heading&limit=3").json()["clauses"]
    assert [set(c) for c in clauses] == [{"clause_id", "heading"}] * 3
    wrong = client.get("/v1/clauses?fields=clause_id,colour")
    assert wrong.status_code == 422
    assert "'colour'" in wrong.json()["error"]["message"]


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "offset=-1", "on=soon", "limit=100000"])
def test_a_page_that_can_not_be(client: TestClient, query: str) -> None:
    wrong = client.get(f"/v1/clauses?{query}")
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "bad_argument")


@pytest.mark.parametrize("path", ["/v1/documents", "/v1/clauses?limit=1", "/v1/documents/yuhang", "/v1/clauses/yuhang%23算力补贴"])
def test_what_the_caller_has_is_not_sent_again(client: TestClient, kb: FakeKb, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for sent in (tag, f'"other", W/{tag}', "*"):
        again = client.get(path, headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    kb.held = kb.held[1:2]
    if path.startswith("/v1/documents") and not path.endswith("yuhang"):
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
