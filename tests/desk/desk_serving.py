"""A desk over any knowledge base, served on a free port."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def serving(kb: Any) -> Iterator[str]:
    """The address of a desk over `kb`."""
    import uvicorn

    from desk.api import create_app

    sock = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(kb), log_level="warning", ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: server.run(sockets=[sock]), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
