"""The desk as its own process: how soon it answers after a start, and the memory it takes under questions."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

import psutil

from evals.dataset import Row
from evals.score import percentile
from kb.settings import PROJECT

STARTS = {"healthz": "/healthz", "page": "/", "readyz": "/readyz"}
PATIENCE = 300  # seconds for a start
PAUSE = 0.05


class Desk:
    """A running desk: its address, its process, and when it was started."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.started = time.perf_counter()
        self._process = process
        self.address = self._base = f"http://127.0.0.1:{port}"
        self._opener: OpenerDirector = build_opener(ProxyHandler({}))

    def call(self, path: str, body: dict[str, Any] | None = None) -> bytes:
        """The response to a GET, or to a POST of `body`. Raises URLError on none or an error status."""
        data = json.dumps(body).encode() if body is not None else None
        request = Request(self._base + path, data, {"Content-Type": "application/json"})
        with self._opener.open(request, timeout=60) as response:
            answer: bytes = response.read()
        return answer

    def seconds_until(self, path: str) -> float:
        """Seconds from the start to the first good response. Raises RuntimeError where none comes."""
        while time.perf_counter() - self.started < PATIENCE:
            if self._process.poll() is not None:
                raise RuntimeError(f"the desk ended with exit code {self._process.returncode}")
            try:
                self.call(path)
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(PAUSE)
            else:
                return time.perf_counter() - self.started
        raise RuntimeError(f"{path} did not answer within {PATIENCE} s")

    def memory(self) -> int:
        """Bytes resident now, those of child processes included."""
        process = psutil.Process(self._process.pid)
        return sum(p.memory_info().rss for p in [process, *process.children(recursive=True)])

    def peak(self) -> int:
        """The most bytes that the process itself ever had resident, where the system tells; else 0."""
        status = Path(f"/proc/{self._process.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


@contextmanager
def running(data: Path, **environment: str) -> Iterator[Desk]:
    """A desk over this data folder, ended on leaving; `environment` goes before the process's own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(PROJECT / "app.py"), "serve", "--port", str(port), "--data", str(data.resolve())]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=PROJECT, env={**os.environ, **environment}, **quiet)
    try:
        yield Desk(process, port)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def start(data: Path) -> dict[str, float]:
    """Seconds from a second start to the first good response of each address: what an operator waits for."""
    with running(data) as desk:
        desk.seconds_until(STARTS["readyz"])  # the first start fills the caches of the system
    with running(data) as desk:
        return {f"{name}_s": round(desk.seconds_until(path), 2) for name, path in STARTS.items()}


def load(data: Path, rows: Sequence[Row], count: int) -> dict[str, Any]:
    """`count` questions over HTTP, one after the other: their latency, and the memory of the desk."""
    times = []
    with running(data) as desk:
        desk.seconds_until(STARTS["readyz"])
        before = most = desk.memory()
        for number in range(count):
            begin = time.perf_counter()
            desk.call("/v1/ask", {"question": rows[number % len(rows)].q})
            times.append((time.perf_counter() - begin) * 1000)
            most = max(most, desk.memory())
        peak = max(most, desk.peak())
    times.sort()
    return {
        "questions": count,
        "p50_ms": round(percentile(times, 50), 1),
        "p95_ms": round(percentile(times, 95), 1),
        "rss_ready_mb": round(before / 2**20),
        "rss_peak_mb": round(peak / 2**20),
    }
