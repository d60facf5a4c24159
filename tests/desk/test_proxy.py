"""Behind a reverse proxy with a path prefix: the API, the agents' tools, and the page in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import httpx
import pytest
from desk_fakes import FakeKb
from desk_serving import serving
from mcp import Client
from openai import OpenAI
from proxying import proxying

from kb import Settings
from policy.errors import BadArgument

PREFIX = "/gov/policy"
TRUSTED = "127.0.0.1"
# How the prefix gets known: set here, or said by the proxy; left on the path by the proxy, or taken off.
WAYS = {
    "set and taken off": ({"root_path": PREFIX, "trusted_proxies": TRUSTED}, True, {}),
    "set and left on": ({"root_path": PREFIX}, False, {"keep_host": True}),
    "said and taken off": ({"trusted_proxies": TRUSTED}, True, {"X_Forwarded_Prefix": PREFIX}),
    "said and left on": ({"trusted_proxies": TRUSTED}, False, {"X_Forwarded_Prefix": PREFIX}),
}


@contextmanager
def _behind(way: str, with_desk: bool) -> Iterator[str]:
    settings, strip, said = WAYS[way]
    with serving(FakeKb(), with_desk=with_desk, **settings) as url, proxying(url, PREFIX, strip, **said) as proxied:
        yield proxied


@pytest.mark.parametrize("way", WAYS)
def test_the_api(way: str) -> None:
    with _behind(way, with_desk=False) as url:
        assert httpx.post(f"{url}/v1/ask", json={"question": "算力券"}).json()["status"] == "answered"
        assert httpx.get(f"{url}/v1/documents/hz%2Fdraft").json()["id"] == "hz/draft"
        assert httpx.get(f"{url}/desk/desk.css").status_code == 200
        missing = httpx.get(f"{url}/v1/nothing")
        assert missing.json()["error"]["message"].startswith("there is nothing at /v1/nothing")
        assert httpx.get(f"{url}/v1/openapi.json").json()["servers"] == [{"url": PREFIX}]
        with OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as client:
            asked: Any = [{"role": "user", "content": "算力券"}]
            assert list(client.chat.completions.create(model="policydesk", messages=asked, stream=True))
        assert 'route="/v1/ask"' in httpx.get(f"{url}/metrics").text

        async def tools() -> int:
            async with Client(f"{url}/mcp") as agent:
                return len((await agent.list_tools()).tools)

        assert anyio.run(tools) == 4


@pytest.mark.parametrize("way", WAYS)
def test_the_page(way: str, open_page: Any) -> None:
    with _behind(way, with_desk=True) as url:
        origin = url.removesuffix(PREFIX)
        asked: list[str] = []
        watched = open_page(url, "/")
        watched.page.on("request", lambda r: asked.append(r.url))
        watched.page.reload()
        watched.page.locator(".pd-welcome").wait_for()
        watched.ask("算力券最高补多少?")
        page = watched.page
        assert "已答复" in page.locator(".pd-status").inner_text()
        page.locator(".pd-card").nth(2).click()
        page.locator("#pd-source mark", has_text="单家企业最高补贴1000万元").wait_for()
        assert {a for a in asked if not a.startswith((f"{url}/", "data:", "blob:"))} == set()
        assert any("/gradio_api/queue/join" in a for a in asked)
        assert watched.errors == []
        page.goto(f"{origin}{PREFIX}")  # without the slash at the end
        page.locator("#pd-question textarea").wait_for()
        assert page.url == f"{url}/"


@pytest.mark.parametrize("way", ["set and left on", "said and taken off"])
def test_staff_sign_in(way: str) -> None:
    settings, strip, said = WAYS[way]
    kb = FakeKb()
    kb.office.add_account("amy", "correct horse battery")
    with serving(kb, **settings) as url, proxying(url, PREFIX, strip, **said) as proxied, httpx.Client() as client:
        assert client.get(f"{proxied}/staff/").headers["location"] == f"{PREFIX}/staff/login"
        form = client.get(f"{proxied}/staff/login").text
        token = re.findall(r'name="csrf"[^>]*value="([^"]*)"', form)[0]
        sent = {"csrf": token, "name": "amy", "password": "correct horse battery"}
        entered = client.post(f"{proxied}/staff/login", data=sent, headers={"origin": proxied.removesuffix(PREFIX)})
        assert entered.headers["location"] == f"{PREFIX}/staff/"
        assert client.get(f"{proxied}/staff/").status_code == 200


def test_what_a_stranger_says_of_itself_counts_for_nothing() -> None:
    said = {"X-Forwarded-Prefix": "/evil", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Gradio-Server": "https://evil.example"}
    with serving(FakeKb()) as url:
        page = httpx.get(url, headers=said)
        assert page.status_code == 200
        assert "evil" not in page.text
        assert "servers" not in httpx.get(f"{url}/v1/openapi.json", headers=said).json()


@pytest.mark.parametrize("prefix", ["evil", "//evil.example", "/a/../b?", "/<b>"])
def test_a_prefix_that_is_no_path_is_not_believed_even_of_the_proxy(prefix: str) -> None:
    with serving(FakeKb(), with_desk=False, trusted_proxies=TRUSTED) as url:
        described = httpx.get(f"{url}/v1/openapi.json", headers={"X-Forwarded-Prefix": prefix}).json()
        assert "servers" not in described


def test_https_at_the_proxy_is_known_behind_it() -> None:
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "policy.example"}
    with serving(FakeKb(), trusted_proxies=TRUSTED) as url:
        assert '"root":"https://policy.example"' in httpx.get(url, headers=said).text.replace(" ", "")


HELLO = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
    "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}  # fmt: skip
ACCEPT = {"accept": "application/json, text/event-stream"}


@pytest.mark.parametrize("way", WAYS)
def test_a_page_of_our_own_calls_the_agents_tools_and_a_foreign_one_does_not(way: str) -> None:
    with _behind(way, with_desk=False) as url:
        for origin, status in ((url.removesuffix(PREFIX), 200), ("https://evil.example", 403), ("null", 403)):
            assert httpx.post(f"{url}/mcp", json=HELLO, headers={**ACCEPT, "origin": origin}).status_code == status, origin


@pytest.mark.parametrize(
    ("settings", "said", "origin", "status"),
    [
        # the proxy is trusted to know the host and the scheme
        ({"trusted_proxies": TRUSTED}, {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "policy.example"}, "https://policy.example", 200),
        ({"trusted_proxies": TRUSTED}, {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "policy.example:443"}, "https://policy.example", 200),
        ({"trusted_proxies": TRUSTED}, {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "policy.example"}, "http://policy.example", 403),
        ({}, {"X-Forwarded-Host": "policy.example"}, "https://policy.example", 403),
        # a stranger's name that leads here: Origin and Host agree, and are not ours
        ({}, {"Host": "rebound.example"}, "http://rebound.example", 403),
        ({"public_origins": "https://policy.example, http://intra.example:8080"}, {"Host": "intra.example:8080"}, "http://intra.example:8080", 200),
        ({"public_origins": "https://policy.example"}, {}, "https://policy.example", 200),
        ({"public_origins": "https://policy.example"}, {}, "http://policy.example", 403),
    ],
)
def test_whose_page_may_call_the_agents_tools(settings: dict[str, str], said: dict[str, str], origin: str, status: int) -> None:
    with serving(FakeKb(), with_desk=False, **settings) as url:
        assert httpx.post(f"{url}/mcp", json=HELLO, headers={**ACCEPT, **said, "origin": origin}).status_code == status


def test_a_public_origin_that_is_none_is_refused_by_the_settings() -> None:
    with pytest.raises(BadArgument, match="public_origins"):
        Settings.load(public_origins="policy.example")
    with pytest.raises(BadArgument, match="public_origins"):
        Settings.load(public_origins="https://policy.example:99999")
