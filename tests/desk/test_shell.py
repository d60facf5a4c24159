"""The public page's frame in a real browser: tabs, their addresses, language, keyboard, and a phone's width."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from desk_fakes import FakeKb
from desk_serving import serving

CLAUSE = "zj-2025-ai-measures#加强算力券支持"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(FakeKb()) as url:
        yield url


def _here(page: Any) -> list[str]:
    return [panel.get_attribute("id") for panel in page.locator(".pd-panel:visible").all()]


def test_tabs_follow_clicks_keys_and_the_address(url: str, open_page: Any) -> None:
    watched = open_page(url)
    page = watched.page
    assert _here(page) == ["pd-panel-ask"]
    page.get_by_role("tab", name="政策库").click()
    page.locator("#pd-panel-library .pd-document").first.wait_for()
    assert "tab=library" in page.url
    assert page.get_by_role("tabpanel", name="政策库").count() == 1
    page.keyboard.press("ArrowLeft")
    assert _here(page) == ["pd-panel-check"]
    assert page.evaluate("document.activeElement.dataset.tab") == "check"
    page.keyboard.press("ArrowLeft")
    assert _here(page) == ["pd-panel-ask"]
    assert "tab=" not in page.url
    page.go_back()
    page.go_back()
    page.locator("#pd-panel-library[data-here]").wait_for()
    selected = page.locator("[role=tab][aria-selected=true]")
    assert (selected.count(), selected.inner_text()) == (1, "政策库")
    assert (watched.foreign, watched.errors) == ([], [])


def test_an_address_opens_its_tab_in_its_language_and_a_refresh_stays(url: str, open_page: Any) -> None:
    page = open_page(url, "/?tab=library&lang=en", until="#pd-panel-library .pd-document").page
    assert _here(page) == ["pd-panel-library"]
    assert page.get_by_role("tab", name="Documents").count() == 1
    page.get_by_role("button", name="中文").click()
    page.get_by_role("tab", name="政策库").wait_for()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.get_by_role("button", name="English").click()
    page.get_by_role("tab", name="Ask", exact=True).wait_for()
    page.reload()
    page.get_by_role("tab", name="Documents").wait_for()
    assert _here(page) == ["pd-panel-library"]


def test_the_first_key_leads_past_the_bar(url: str, open_page: Any) -> None:
    page = open_page(url, "/?tab=library", until="#pd-panel-library .pd-document").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "pd-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "pd-main"


def test_a_documents_address_opens_the_library_at_the_clause(url: str, open_page: Any) -> None:
    page = open_page(url, f"/d/{CLAUSE}", until="#pd-library .pd-open").page
    assert "加强算力券支持" in page.locator("#pd-library .pd-open h4").inner_text()
    assert _here(page) == ["pd-panel-library"]
    page.wait_for_timeout(700)
    assert 0 < page.locator("#pd-library .pd-open").bounding_box()["y"] < 800
    assert page.locator(".pd-top").bounding_box()["y"] == 0
    assert page.request.get(f"{url}/d/hz/draft").status == 200
    gone = httpx.get(f"{url}/d/nothing")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "not_found")
    shown = httpx.get(f"{url}/d/nothing", headers={"accept": "text/html"})
    assert shown.status_code == 404
    assert "没有收录这份文件" in shown.text


@pytest.mark.parametrize("tab", ["ask", "check", "library"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(url: str, open_page: Any, tab: str, scheme: str) -> None:
    page = open_page(url, f"/?tab={tab}", width=390, height=844, until=f"#pd-panel-{tab}[data-here]", color_scheme=scheme).page
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert all(tab.bounding_box()["height"] >= 40 for tab in page.get_by_role("tab").all())
