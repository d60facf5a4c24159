"""The process itself: it serves at once, says what is missing, and stops when told."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
LIMIT_SECONDS = 60  # on a busy machine; the aim is 10


@contextmanager
def _desk(data: Path, settings: dict[str, str] | None = None) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A desk in a process of its own over `data`; it is interrupted at the end."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port = sock.getsockname()[1]
    command = [sys.executable, "app.py", "serve", "--port", str(port), "--data", str(data)]
    environment = os.environ | {"LC_ALL": "C.UTF-8"} | (settings or {})
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process)
        yield url, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        finally:
            process.kill()


def test_an_empty_desk_serves_and_stops(tmp_path: Path) -> None:
    with _desk(tmp_path / "data") as (url, process):
        assert httpx.get(url, timeout=30).status_code == 200
        ready = httpx.get(f"{url}/readyz", timeout=30)
        assert ready.status_code == 503
        assert "policydesk ingest" in ready.json()["error"]["message"]
    assert process.stdout is not None
    assert process.stderr is not None
    assert (process.returncode, process.stdout.read()) == (0, "")
    said, *lines = process.stderr.read().splitlines()
    assert said == f"PolicyDesk is on {url} (Ctrl+C stops it)"
    told = [(line["method"], line["path"], line["status"]) for line in map(json.loads, lines)]
    assert told == [("GET", "/", 200), ("GET", "/readyz", 503)]
    assert not (tmp_path / "data").exists()


def test_a_running_desk_takes_up_an_ingest(tmp_path: Path) -> None:
    notice = ROOT / "corpus" / "notices" / "zhejiang-2025-ai-cloud-opinions.yaml"
    with _desk(tmp_path) as (url, _):
        command = [sys.executable, "app.py", "ingest", str(notice), "--data", str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        held = httpx.get(f"{url}/v1/documents", timeout=60).json()["documents"]
        assert [d["id"] for d in held] == [notice.stem]
        body = {"question": "公共云服务有哪些目标？", "document": notice.stem}
        answer = httpx.post(f"{url}/v1/ask", json=body, timeout=120)
        assert answer.status_code == 200
        assert {c["document_id"] for c in answer.json()["citations"]} <= {notice.stem}
        assert httpx.get(f"{url}/readyz", timeout=60).status_code == 200


def test_lines_in_the_form_and_from_the_level_that_are_set(tmp_path: Path) -> None:
    plain = {"POLICYDESK_LOG_FORMAT": "text", "POLICYDESK_LOG_LEVEL": "warning", "POLICYDESK_ROOT_PATH": "/policy"}
    with _desk(tmp_path / "data", plain) as (url, process):
        assert httpx.get(f"{url}/policy/v1/documents", timeout=30).status_code == 200
        assert httpx.get(f"{url}/v1/openapi.json", timeout=30).json()["servers"] == [{"url": "/policy"}]
    assert process.stderr is not None
    assert len(process.stderr.read().splitlines()) == 1


def _wait_for(url: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stderr and process.stderr.read()
        try:
            if httpx.get(f"{url}/healthz", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not serve within {LIMIT_SECONDS} s")
