"""With the network off, the program starts and answers, and nothing in it so much as tries to reach another machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
OFFLINE = ROOT / "tests" / "offline"
SESSION = [sys.executable, str(OFFLINE / "desk_session.py")]
QUESTION = "《关于支持人工智能创新发展的若干措施》里，算力券最高补多少？"
# What the tests themselves set, so that the program has to keep the libraries quiet by itself.
OURS = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "GRADIO_ANALYTICS_ENABLED", "ANONYMIZED_TELEMETRY")
ISOLATED = ["unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]


def _environment(**more: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in OURS} | more


def _run(command: Sequence[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)


def _answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["status"] == "answered"
    assert "zj-2025-ai-measures#加强算力券支持" in {c["clause_id"] for c in answer["citations"]}
    return answer


@pytest.fixture
def attempts(tmp_path: Path) -> Path:
    """Where attempts to reach another machine are written; not there while there is none."""
    return tmp_path / "attempts"


@pytest.fixture
def watched(attempts: Path, tmp_path: Path) -> dict[str, str]:
    """An environment in which every attempt fails and is written down, in a home without caches."""
    return _environment(PYTHONPATH=str(OFFLINE), OFFLINE_ATTEMPTS=str(attempts), HOME=str(tmp_path))


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('198.51.100.1', 443), 1)",
        "socket.getaddrinfo('example.org', 443)",
        "socket.gethostbyname('example.org')",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('198.51.100.1', 53))",
        "socket.socket(type=socket.SOCK_DGRAM).sendmsg([b''], [], 0, ('198.51.100.1', 53))",
    ],
)
def test_the_watch_sees_and_stops_an_attempt(attempt: str, watched: dict[str, str], attempts: Path) -> None:
    done = _run([sys.executable, "-c", f"import socket; {attempt}"], watched)
    assert "the network is off" in done.stderr
    assert len(attempts.read_text().splitlines()) == 1


def test_the_watch_lets_this_machine_be_reached(watched: dict[str, str], attempts: Path) -> None:
    code = "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())"
    assert _run([sys.executable, "-c", code], watched).returncode == 0
    assert not attempts.exists()


def test_ask_reaches_for_no_other_machine(real_kb_data: Path, watched: dict[str, str], attempts: Path) -> None:
    _answer(_run([sys.executable, "app.py", "ask", QUESTION, "--json", "--data", str(real_kb_data)], watched))
    assert not attempts.exists(), attempts.read_text()


def test_the_desk_reaches_for_no_other_machine(real_kb_data: Path, watched: dict[str, str], attempts: Path) -> None:
    _answer(_run([*SESSION, str(real_kb_data), QUESTION], watched))
    assert not attempts.exists(), attempts.read_text()


def test_ingest_reaches_for_no_other_machine(tmp_path: Path, watched: dict[str, str], attempts: Path) -> None:
    notice = ROOT / "corpus" / "notices" / "zhejiang-2025-ai-cloud-opinions.yaml"
    done = _run([sys.executable, "app.py", "ingest", str(notice), "--data", str(tmp_path / "data")], watched)
    assert done.returncode == 0, done.stderr
    assert not attempts.exists(), attempts.read_text()


def test_the_desk_answers_where_there_is_no_network_at_all(real_kb_data: Path) -> None:
    """Also what no audit hook sees: libraries that are not written in Python."""
    if not shutil.which("unshare") or _run([*ISOLATED, "true"], _environment()).returncode:
        pytest.skip("this machine makes no network of its own for a process (unshare, ip)")
    _answer(_run([*ISOLATED, *SESSION, str(real_kb_data), QUESTION], _environment()))
