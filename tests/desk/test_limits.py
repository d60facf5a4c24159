"""How much one address may ask, and how long what it sends may be, over real connections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from desk_fakes import FakeKb
from desk_serving import serving

ASK = {"question": "算力券"}


def test_one_too_many_in_a_minute() -> None:
    with serving(FakeKb(), with_desk=False, rate_limit_per_minute=3) as url:
        statuses = [httpx.post(f"{url}/v1/ask", json=ASK).status_code for _ in range(3)]
        refused = httpx.post(f"{url}/v1/ask", json=ASK)
        assert statuses == [200] * 3
        assert refused.status_code == 429
        assert refused.json()["error"]["code"] == "rate_limited"
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert httpx.post(f"{url}/mcp", json={}).status_code == 429
        assert httpx.get(f"{url}/healthz").status_code == 200
        completion = httpx.post(f"{url}/v1/chat/completions", json={}).json()["error"]
        assert completion["type"] == "rate_limit_error"
        assert 'policydesk_rate_limited_total{door="api"} 3.0' in httpx.get(f"{url}/metrics").text


def test_no_limit_where_it_is_none() -> None:
    with serving(FakeKb(), with_desk=False, rate_limit_per_minute=0) as url:
        assert {httpx.post(f"{url}/v1/ask", json=ASK).status_code for _ in range(30)} == {200}


def test_questions_of_the_chat_and_sign_ins_are_counted_apart() -> None:
    with serving(FakeKb(), with_desk=False, rate_limit_per_minute=2, sign_in_limit_per_minute=1) as url:
        for path, allowed in (("/gradio_api/queue/join", 2), ("/staff/gradio_api/queue/join", 0), ("/staff/login", 1)):
            statuses = [httpx.post(f"{url}{path}", json={}).status_code for _ in range(allowed + 1)]
            assert 429 not in statuses[:-1]
            assert statuses[-1] == 429
        for path in ("/c/x/summary.pdf", "/c/y/summary.docx"):
            assert httpx.get(f"{url}{path}").status_code == 404
        assert httpx.post(f"{url}/check/summary.docx").status_code == 429  # files cost time to make
        assert httpx.post(f"{url}/v1/ask", json=ASK).status_code == 200


def test_callers_behind_a_trusted_proxy_are_counted_each_for_itself() -> None:
    def ask(url: str, caller: str) -> int:
        return httpx.post(f"{url}/v1/ask", json=ASK, headers={"X-Forwarded-For": caller}).status_code

    with serving(FakeKb(), with_desk=False, rate_limit_per_minute=1, trusted_proxies="127.0.0.0/8") as url:
        assert [ask(url, "203.0.113.1"), ask(url, "203.0.113.1"), ask(url, "203.0.113.2")] == [200, 429, 200]
        assert ask(url, "198.51.100.9, 203.0.113.1") == 429  # what the caller wrote itself counts for nothing
        assert [ask(url, "2001:db8::1"), ask(url, "2001:db8::2"), ask(url, "2001:db8:0:1::1")] == [200, 429, 200]
    with serving(FakeKb(), with_desk=False, rate_limit_per_minute=1) as url:
        assert [ask(url, "203.0.113.1"), ask(url, "203.0.113.2")] == [200, 429]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(FakeKb(), with_desk=False, max_body_bytes=1 << 16) as url:
        yield url


def _pieces(size: int, of: int = 8192) -> Iterator[bytes]:
    for _ in range(size // of):
        yield b" " * of


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/chat/completions", "/mcp", "/v1/feedback", "/gradio_api/queue/join"])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_is_too_long(url: str, path: str, chunked: bool) -> None:
    content = _pieces(1 << 18) if chunked else b" " * (1 << 18)
    sent = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    response = httpx.post(f"{url}{path}", content=content, headers=sent)
    if path.startswith("/gradio") and chunked:
        assert response.status_code in (404, 413)  # nobody reads it here
        return
    assert response.status_code == 413
    error = response.json()["error"]
    assert error["code"] == "too_large"
    assert "65536" in error["message"]


def test_a_body_that_just_fits(url: str) -> None:
    content = b'{"question": "' + "算".encode() * 100 + b'"}'
    padded = content + b" " * ((1 << 16) - len(content))
    sent = {"content-type": "application/json"}
    assert httpx.post(f"{url}/v1/ask", content=padded, headers=sent).status_code == 200
    assert httpx.post(f"{url}/v1/ask", content=padded + b" ", headers=sent).status_code == 413


def test_staff_may_upload_more() -> None:
    with serving(FakeKb(), with_desk=False, max_body_bytes=1 << 16, max_upload_bytes=1 << 20) as url:
        files = {"files": b"x" * (1 << 18)}
        assert httpx.post(f"{url}/staff/gradio_api/upload", files=files).status_code != 413
        assert httpx.post(f"{url}/gradio_api/queue/join", files=files).status_code == 413
        assert httpx.post(f"{url}/staff/gradio_api/upload", files={"files": b"x" * (1 << 21)}).status_code == 413


def test_the_page_says_that_it_was_one_too_many(open_page: Any) -> None:
    with serving(FakeKb(), rate_limit_per_minute=2) as url:  # the page's own first event, and one question
        watched = open_page(url)
        watched.ask("算力券最高补多少?")
        box = watched.page.locator("#pd-question textarea")
        box.fill("再问一次")
        box.press("Enter")
        toast = watched.page.locator(".toast-body")
        toast.wait_for()
        assert "提问太频繁" in toast.inner_text()
        assert box.input_value() == "再问一次"
