"""The load test through the page: it counts answers that came, and what did not come is a failure."""

from __future__ import annotations

import asyncio

from desk_fakes import FakeKb
from desk_serving import serving

from benchmarks.chats import drive, figures


def test_visitors_ask_in_conversations_of_their_own_and_failures_are_counted() -> None:
    kb = FakeKb()
    with serving(kb, rate_limit_per_minute=0) as url:
        counts = asyncio.run(drive(url, ["算力券最高补多少?"], sessions=2, seconds=1.5, pause=0))
        assert counts.answers
        assert not counts.failures
        assert len(kb.asked) >= len(counts.answers) >= len(counts.pages)
        assert {q for q, _, _ in kb.asked} == {"算力券最高补多少?"}
        assert any(history for _, _, history in kb.asked)  # a second question follows the first
        broken = asyncio.run(drive(url, ["故障"], sessions=1, seconds=1, pause=0))
        assert set(broken.failures) == {"an error in place of the answer"}
    made = figures(counts, 1.5, 2**20, 2**21)
    assert (made["questions"], made["rss_start_mb"], made["rss_end_mb"]) == (len(counts.answers), 1, 2)
