"""What a screen reader finds on the public page: headings in their order, a name on each control, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from check_shelf import shelf
from desk_fakes import FakeKb
from desk_serving import serving

_HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, [role=heading]")].filter((h) => h.checkVisibility())
    .map((h) => Number(h.getAttribute("aria-level") || h.tagName.slice(1)))"""
_NAMELESS = """() => [...document.querySelectorAll("button, a[href], input:not([type=hidden]), select, textarea, summary")]
    .filter((c) => c.checkVisibility() && !(c.innerText || c.textContent || "").trim() && !c.getAttribute("aria-label")
        && !c.getAttribute("aria-labelledby") && ![...(c.labels || [])].some((l) => l.textContent.trim()))
    .map((c) => c.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(shelf(tmp_path_factory.mktemp("shelf"))) as url:
        yield url


def _sound(page: Any) -> None:
    levels = page.evaluate(_HEADINGS)
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    assert page.evaluate(_NAMELESS) == []


def _checked(page: Any) -> None:
    page.locator("#pd-f-region").fill("浙江省")
    page.locator("#pd-check-fields [data-act=check]").click()
    page.locator(".pd-counts").wait_for()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("path", "until"),
    [("/?", ".pd-examples"), ("/?tab=check&", "#pd-check-fields"), ("/?tab=library&", ".pd-count"), ("/?tab=library&document=town&", ".pd-reading")],
)
def test_headings_and_names_are_sound(url: str, open_page: Any, path: str, until: str, lang: str) -> None:
    page = open_page(url, f"{path}lang={lang}", until=until).page
    if "check" in path:
        _checked(page)
    _sound(page)


def test_a_conversation_and_its_pane_are_sound(open_page: Any) -> None:
    with serving(FakeKb()) as chat:
        watched = open_page(chat)
        watched.ask("算力券最高补多少?")
        watched.page.get_by_role("button", name="没用").click()
        watched.page.locator(".pd-why").wait_for()
        watched.page.locator("#pd-filters > button").click()
        watched.page.get_by_role("textbox", name="按哪一天的规定").wait_for()
        _sound(watched.page)


@pytest.mark.parametrize(("held", "act", "until"), [(lambda _: FakeKb(), "ask", "#hl-say"), (shelf, "check", ".hc-group")])
def test_the_staffs_pages_are_sound(tmp_path: Path, open_page: Any, held: Any, act: str, until: str) -> None:
    kb = held(tmp_path)
    kb.office.add_account("王芳", "correct horse")
    with serving(kb) as url:
        page = open_page(url, "/staff/login?lang=en", until=".pd-sign-in").page
        _sound(page)
        page.locator("#name").fill("王芳")
        page.locator("#password").fill("correct horse")
        page.locator("button[type=submit]").click()
        for tab, there in (("hotline", "#hl-q"), ("replies", ".rp-shelves"), ("manage", "#pd-upload"), ("dashboard", ".pd-board")):
            page.locator(f"#pd-tab-{tab}").click()
            page.locator(there).wait_for()
            _sound(page)
        page.locator("#pd-tab-hotline").click()
        page.locator("#hl-q").fill("年产值3000万元")
        page.locator(f"#pd-hotline-head [data-act={act}]").click()
        page.locator(until).first.wait_for()
        _sound(page)
        page.locator("#pd-hotline-head [data-act=finish]").click()
        page.locator("#hl-order").wait_for()
        _sound(page)


def test_a_figures_unit_is_said_in_the_readers_language(url: str, open_page: Any) -> None:
    page = open_page(url, "/?tab=check&lang=en", until="#pd-check-fields").page
    assert page.get_by_label("yearly output (yuan)").is_visible()
    assert "元" not in page.locator("#pd-check-fields .pd-unit").all_inner_texts()
