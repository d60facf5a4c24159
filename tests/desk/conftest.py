"""A real browser, and pages in it that note what they ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, shared by the tests of a module: while it runs, so does its event loop, which others may not expect."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield chromium
        chromium.close()


class Watched:
    """A page that remembers what it asked other hosts for, and what went wrong in it."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda r: self._note(r.url, url))
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)

    def _note(self, address: str, url: str) -> None:
        if not address.startswith((url, "data:", "blob:")):
            self.foreign.append(address)

    def ask(self, question: str) -> None:
        """Type a question, send it with Enter, and wait for what comes of it."""
        done = self.page.locator(".pd-answer:not(.pd-pending)")
        before = done.count()
        box = self.page.locator("#pd-question textarea")
        box.fill(question)
        box.press("Enter")
        done.nth(before).wait_for(timeout=90_000)


@pytest.fixture
def open_page(browser: Any) -> Iterator[Any]:
    """A function that opens an address in a new page and waits until `until` is seen: `open_page(url, width=390, height=844)`."""
    contexts = []

    def open_(
        url: str, path: str = "/", width: int = 1280, height: int = 860, until: str = ".pd-welcome", **more: Any
    ) -> Watched:
        # What scrolls smoothly moves under a click that comes sooner than any hand's.
        context = browser.new_context(viewport={"width": width, "height": height}, **{"reduced_motion": "reduce", **more})
        contexts.append(context)
        watched = Watched(context.new_page(), url)
        watched.page.goto(url + path)
        watched.page.locator(until).first.wait_for(timeout=60_000)
        return watched

    yield open_
    for context in contexts:
        context.close()
