"""Starts a desk over the data folder named, waits until it is ready, reads its page, asks it; prints the answer."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120
_opener = build_opener(ProxyHandler({}))


def main(data: str, question: str) -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    desk = subprocess.Popen([sys.executable, "app.py", "serve", "--port", str(port), "--data", data], cwd=ROOT)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(f"{url}/readyz", desk)
        assert b"gradio" in _read(f"{url}/")
        body = json.dumps({"question": question}).encode()
        print(_read(Request(f"{url}/v1/ask", body, {"Content-Type": "application/json"})).decode())
    finally:
        desk.terminate()
        desk.wait(30)
    return 0


def _read(request: str | Request) -> bytes:
    with _opener.open(request, timeout=60) as response:
        return bytes(response.read())


def _wait(url: str, desk: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and desk.poll() is None:
        try:
            _read(url)
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{url} never answered")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
