"""Log lines of what the pages do carry the id of the request that asked for it; the answer keeps it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from desk_fakes import FakeKb
from desk_serving import serving

from desk.request_context import current
from desk.traced import traced


class _Ids(logging.Handler):
    """What a line would be given for an id, by its message."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append((record.getMessage(), getattr(record, "path", ""), current.get().id))


@pytest.fixture
def ids() -> Iterator[_Ids]:
    handler, root = _Ids(), logging.getLogger("policydesk")
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_question_in_the_chat_has_the_id_of_its_request(ids: _Ids, open_page: Any) -> None:
    kb = FakeKb()
    with serving(kb) as url:
        watched = open_page(url)
        watched.ask("算力券最高补多少?")
        href = str(watched.page.locator("[data-own=share]").get_attribute("href"))
        kept = kb.office.answer(href.rsplit("/", 1)[1])
        assert kept is not None
        joined = [number for _, path, number in ids.seen if path.endswith("queue/join")]
        assert kept.request_id in joined
        assert kept.request_id in httpx.get(f"{url}/a/{kept.id}").text
        watched.ask("故障")
        (fault,) = [number for message, _, number in ids.seen if message == "a question failed"]
        assert fault
        assert fault != kept.request_id
        assert fault in [number for _, path, number in ids.seen if path.endswith("queue/join")]


def test_votes_on_the_page_count_like_those_over_http(open_page: Any) -> None:
    with serving(FakeKb()) as url:
        watched = open_page(url)
        watched.ask("算力券最高补多少?")
        page = watched.page
        page.get_by_role("button", name="没用").click()
        page.get_by_role("button", name="提交").click()
        page.get_by_text("谢谢").wait_for()
        assert 'policydesk_votes_total{useful="no"} 1.0' in httpx.get(f"{url}/metrics").text
        page.get_by_role("button", name="有用").click()
        page.locator("[data-kind=useful][aria-pressed=true]").wait_for()
        told = httpx.get(f"{url}/metrics").text
        assert 'policydesk_votes_total{useful="yes"} 1.0' in told
        assert 'policydesk_votes_total{useful="no"} 1.0' in told


def test_a_generator_is_closed_where_nobody_wants_the_rest() -> None:
    closed = []

    def steps() -> Iterator[int]:
        try:
            yield from (1, 2)
        finally:
            closed.append(True)

    run = traced(steps)()
    assert next(run) == 1
    run.close()
    assert closed == [True]
