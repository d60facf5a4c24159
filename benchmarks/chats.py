"""Many people in the chat at once: `python -m benchmarks.chats --sessions 50 --seconds 120`.

Each session is a visitor as a browser is one: the page is fetched, its load event is waited for, then questions are asked
in one conversation through Gradio's own queue, each read to its last event. Counted are seconds from a question to its
answer on the page, what failed, and the memory of the desk at the start and at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import secrets
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from benchmarks.desk import running
from evals.dataset import load
from evals.score import percentile

TURNS = 5  # questions of one visitor, then another comes
_PATIENCE = 90.0  # seconds for one answer
_ASK = ("pd-question", "submit")


class Failed(Exception):
    """A question that was not answered; the message is its kind."""


@dataclass
class Counts:
    """What has happened so far; times in seconds."""

    pages: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Wiring:
    """Which of the page's events loads it and which asks, and what each is handed besides the question."""

    load: int
    load_inputs: list[Any]
    ask: int
    ask_inputs: list[Any]
    prefix: str

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Wiring:
        """From Gradio's description of a page. Raises RuntimeError where it is not the desk's."""
        names = {c["id"]: c["props"].get("elem_id") for c in config["components"]}
        values = {c["id"]: c["props"].get("value") for c in config["components"]}
        found: dict[str, Mapping[str, Any]] = {}
        for one in config["dependencies"]:
            for target, event in one["targets"]:
                if event == "load":
                    found["load"] = one
                if (names.get(target), event) == _ASK:
                    found["ask"] = one
        if len(found) < 2:
            raise RuntimeError("this is not the desk's page: it has no question to ask")

        def handed(one: Mapping[str, Any]) -> list[Any]:
            return [values[i] if names[i] else None for i in one["inputs"]]  # states are the server's own

        load_, ask = found["load"], found["ask"]
        return cls(load_["id"], handed(load_), ask["id"], handed(ask), config["api_prefix"])


class Visitor:
    """One browser tab."""

    def __init__(self, client: httpx.AsyncClient, wiring: Wiring) -> None:
        self._client = client
        self._wiring = wiring
        self._session = secrets.token_hex(6)

    async def come(self) -> None:
        """Fetch the page and wait for what fills it."""
        (await self._client.get("/")).raise_for_status()
        told = json.dumps({"fragment": "", "conversation": ""})
        given = self._wiring.load_inputs
        await self._event(self._wiring.load, [given[0], told, *given[2:]])

    async def ask(self, question: str) -> None:
        """Ask, and wait for the answer. Raises Failed."""
        said = await self._event(self._wiring.ask, [question, *self._wiring.ask_inputs[1:]])
        if "pd-error" in said:
            raise Failed("an error in place of the answer")

    async def _event(self, number: int, inputs: Sequence[Any]) -> str:
        """Everything that the page is sent until the event is done."""
        body = {"data": inputs, "event_data": None, "fn_index": number, "session_hash": self._session, "trigger_id": None}
        joined = await self._client.post(f"{self._wiring.prefix}/queue/join", json=body)
        if joined.status_code != httpx.codes.OK:
            raise Failed(f"status {joined.status_code}")
        event, said = joined.json()["event_id"], []
        async for message in self._messages():
            if message.get("event_id") not in (event, None):
                continue
            said.append(json.dumps(message.get("output", ""), ensure_ascii=False))
            if message["msg"] == "process_completed":
                if not message["success"]:
                    raise Failed("the event failed")
                return "".join(said)
        raise Failed("the stream ended")

    async def _messages(self) -> AsyncIterator[dict[str, Any]]:
        address = f"{self._wiring.prefix}/queue/data"
        async with self._client.stream("GET", address, params={"session_hash": self._session}) as stream:
            if stream.status_code != httpx.codes.OK:
                raise Failed(f"status {stream.status_code}")
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line[5:])


async def drive(url: str, questions: Sequence[str], sessions: int, seconds: float, pause: float) -> Counts:
    """So many visitors for so long, each thinking for `pause` seconds before a question."""
    counts, limits = Counts(), httpx.Limits(max_connections=4 * sessions)
    async with httpx.AsyncClient(base_url=url, timeout=_PATIENCE, limits=limits, trust_env=False) as client:
        wiring = Wiring.of((await client.get("/config")).json())
        end = time.monotonic() + seconds
        await asyncio.gather(*(_visit(client, wiring, questions, end, pause, counts) for _ in range(sessions)))
    return counts


async def _visit(client: httpx.AsyncClient, wiring: Wiring, questions: Sequence[str], end: float, pause: float, counts: Counts) -> None:
    while time.monotonic() < end:
        visitor = Visitor(client, wiring)
        try:
            begin = time.monotonic()
            await visitor.come()
            counts.pages.append(time.monotonic() - begin)
            for _ in range(TURNS):
                await asyncio.sleep(pause)
                if time.monotonic() >= end:
                    return
                begin = time.monotonic()
                await visitor.ask(random.choice(questions))
                counts.answers.append(time.monotonic() - begin)
        except Failed as error:
            counts.failures[str(error)] += 1
        except (httpx.HTTPError, ValueError) as error:
            counts.failures[type(error).__name__] += 1


def figures(counts: Counts, seconds: float, before: int, after: int) -> dict[str, Any]:
    """What is reported; memory is in bytes."""
    answers, pages = sorted(counts.answers), sorted(counts.pages)
    return {
        "questions": len(answers), "per_second": round(len(answers) / seconds, 1), "failures": dict(counts.failures),
        "p50_s": _at(answers, 50), "p95_s": _at(answers, 95), "max_s": round(answers[-1], 2) if answers else None,
        "pages": len(pages), "page_p50_s": _at(pages, 50), "page_p95_s": _at(pages, 95),
        "rss_start_mb": round(before / 2**20), "rss_end_mb": round(after / 2**20),
    }  # fmt: skip


def _at(times: Sequence[float], share: int) -> float | None:
    return round(percentile(times, share), 2) if times else None


def _parser() -> argparse.ArgumentParser:
    out = argparse.ArgumentParser(prog="python -m benchmarks.chats", description="Many people in the chat at once.")
    out.add_argument("--sessions", type=int, default=50, metavar="N", help="how many at once (default 50)")
    out.add_argument("--seconds", type=float, default=120, metavar="S", help="for how long (default 120)")
    out.add_argument("--pause", type=float, default=0, metavar="S", help="each thinks before a question (default 0)")
    out.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the knowledge base of a desk that is started for this")
    out.add_argument("--url", default="", help="of a desk that runs already; its rate limit must be off")
    out.add_argument("--pid", type=int, default=0, help="its process, for the memory")
    return out


def main() -> int:
    """Run, and print what came of it as JSON. The exit code is 1 where anything failed."""
    args = _parser().parse_args()
    questions = [row.q for row in load("work").rows]
    if args.url:
        process = psutil.Process(args.pid) if args.pid else None
        before = process.memory_info().rss if process else 0
        counts = asyncio.run(drive(args.url, questions, args.sessions, args.seconds, args.pause))
        made = figures(counts, args.seconds, before, process.memory_info().rss if process else 0)
    else:
        with running(args.data, POLICYDESK_RATE_LIMIT_PER_MINUTE="0") as desk:
            desk.seconds_until("/readyz")
            before = desk.memory()
            counts = asyncio.run(drive(desk.address, questions, args.sessions, args.seconds, args.pause))
            made = figures(counts, args.seconds, before, desk.memory())
    print(json.dumps(made, ensure_ascii=False, indent=2))
    return 1 if made["failures"] or not made["questions"] else 0


if __name__ == "__main__":
    sys.exit(main())
