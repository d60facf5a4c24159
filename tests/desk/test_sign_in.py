"""The staff's door: who has no session comes no further than the sign-in, whatever the path; in a browser and without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from desk_fakes import HOSTILE, FakeKb
from desk_serving import serving
from fastapi.testclient import TestClient

from desk.api import create_app

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def kb() -> FakeKb:
    kb = FakeKb()
    kb.office.add_account("王芳", PASSWORD)
    return kb


@pytest.fixture(scope="module")
def url(kb: FakeKb) -> Iterator[str]:
    with serving(kb) as url:
        yield url


def _fill(page: Any, name: str, password: str) -> None:
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_signing_in_reaches_the_tab_that_was_asked_for_and_out_again(url: str, open_page: Any) -> None:
    watched = open_page(url, "/staff?tab=replies", until=".pd-sign-in")
    page = watched.page
    _fill(page, "王芳", PASSWORD)
    page.locator("#pd-panel-replies[data-here]").wait_for()
    assert "王芳" in page.locator(".pd-who").inner_text()
    page.get_by_role("tab", name="看板").click()
    page.locator("#pd-panel-dashboard[data-here]").wait_for()
    assert (watched.foreign, watched.errors) == ([], [])
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "policydesk_staff"]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/staff")
    page.get_by_role("button", name="退出登录").click()
    page.get_by_text("您已退出登录").wait_for()
    left = httpx.get(f"{url}/staff/config", cookies={cookie["name"]: cookie["value"]})
    assert left.status_code == 401


def test_a_wrong_password_says_so_and_many_lock_the_account(open_page: Any) -> None:
    kb = FakeKb()
    kb.office.add_account("王芳", PASSWORD)
    with serving(kb) as url:
        page = open_page(url, "/staff/", until=".pd-sign-in").page
        for _ in range(5):
            _fill(page, "王芳", "wrong")
            page.get_by_role("alert").get_by_text("账号或密码不对").wait_for()
        assert page.get_by_label("账号").input_value() == "王芳"
        _fill(page, "王芳", PASSWORD)
        assert "15 分钟后再试" in page.get_by_role("alert").inner_text()
        page.goto(f"{url}/staff/login?lang=en")
        assert page.get_by_role("button", name="Sign in").count() == 1


def test_what_is_typed_at_the_door_is_text(url: str, open_page: Any) -> None:
    page = open_page(url, "/staff/login", until=".pd-sign-in").page
    _fill(page, HOSTILE[:80], "x")
    page.get_by_role("alert").wait_for()
    assert page.locator("main img").count() == 0
    assert page.get_by_label("账号").input_value() == HOSTILE[:80]


@pytest.mark.parametrize("path", ["", "config", "theme.css", "gradio_api/queue/data", "gradio_api/info", "static/img/logo.svg", "x"])
def test_without_a_session_nothing_is_served(url: str, path: str) -> None:
    answer = httpx.get(f"{url}/staff/{path}")
    assert answer.status_code == (303 if path == "" else 404 if "info" in path else 401)
    assert "set-cookie" not in answer.headers
    assert "热线台" not in answer.text


@pytest.mark.parametrize("path", ["gradio_api/queue/join", "gradio_api/upload", "gradio_api/run/predict", "logout"])
def test_without_a_session_nothing_is_done(url: str, path: str) -> None:
    answer = httpx.post(f"{url}/staff/{path}", headers={"origin": url}, json={"data": [], "fn_index": 0})
    assert answer.status_code in (401, 404)
    assert answer.json()["error"]["code"] in ("unauthorized", "not_found")


@contextmanager
def _session(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, headers={"origin": url}) as client:
        page = client.get("/staff/login").text
        token = page.split('name="csrf" value="')[1].split('"')[0]
        sent = client.post("/staff/login", data={"csrf": token, "name": "王芳", "password": PASSWORD})
        assert sent.status_code == 303, sent.text
        yield client


def test_with_a_session_uploads_are_open_and_gradios_other_doors_stay_shut(url: str) -> None:
    with _session(url) as client:
        assert client.get("/staff/config").status_code == 200
        assert client.post("/staff/gradio_api/upload", files={"files": b"x"}).status_code == 200
        for path in ("file=/etc/passwd", "run/predict", "info", "proxy=https://x.hf.space/", "upload/../info"):
            assert client.get(f"/staff/gradio_api/{path}").status_code in (401, 404)


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "same-site"}, {}])
def test_another_sites_page_changes_nothing(url: str, headers: dict[str, str]) -> None:
    with _session(url) as client:
        cookies = dict(client.cookies)
        answer = httpx.post(f"{url}/staff/gradio_api/queue/join", headers=headers, cookies=cookies, json={})
        assert answer.status_code == 403
        assert httpx.post(f"{url}/staff/logout", headers=headers, cookies=cookies).status_code == 403
        assert client.get("/staff/config").status_code == 200


def test_a_form_without_its_token_is_not_taken(url: str) -> None:
    with _session(url) as client:
        assert client.post("/staff/logout", data={"csrf": "x"}).status_code == 403
        assert client.get("/staff/config").status_code == 200
    answer = httpx.post(f"{url}/staff/login", headers={"origin": url}, data={"csrf": "x", "name": "王芳", "password": PASSWORD})
    assert answer.status_code == 403
    assert "policydesk_staff" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_over_https_the_cookie_is_secure(kb: FakeKb, scheme: str) -> None:
    with TestClient(create_app(kb), base_url=f"{scheme}://desk.example") as client:  # type: ignore[arg-type]
        assert ("Secure" in client.get("/staff/login").headers["set-cookie"]) == (scheme == "https")


def test_an_account_that_is_disabled_is_out_at_once(kb: FakeKb, url: str) -> None:
    kb.office.add_account("临时", PASSWORD)
    session = kb.office.sign_in("临时", PASSWORD)
    cookies = {"policydesk_staff": session.token}
    assert httpx.get(f"{url}/staff/config", cookies=cookies).status_code == 200
    kb.office.disable_account("临时")
    assert httpx.get(f"{url}/staff/config", cookies=cookies).status_code == 401


def test_without_an_account_the_staff_pages_are_off_and_say_how_to_make_one(open_page: Any) -> None:
    with serving(FakeKb()) as url:
        page = open_page(url, "/staff/", until=".pd-note").page
        assert "policydesk staff add" in page.locator("pre").inner_text()
        for path in ("/staff/", "/staff/login", "/staff/config"):
            answer = httpx.get(url + path)
            assert (answer.status_code, answer.json()["error"]["code"]) == (503, "no_accounts")
        assert httpx.get(f"{url}/").status_code == 200
