"""A desk over any knowledge base, served on a free port."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def serving(kb: Any, with_desk: bool = True, **settings: Any) -> Iterator[str]:
    """The address of a desk over `kb`, with these settings."""
    import uvicorn

    from desk.api import create_app
    from kb import Settings

    sock = socket.create_server(("127.0.0.1", 0))
    app = create_app(kb, with_desk=with_desk, settings=Settings.load(**settings))
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, proxy_headers=False, ws="none", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: server.run(sockets=[sock]), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
