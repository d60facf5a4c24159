"""The desk as a process: the port first, then the page, then the model in the background."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from desk.texts import text
from policy.errors import BadArgument

if TYPE_CHECKING:
    from desk.cli_console import Console
    from kb import KnowledgeBase, Settings


def claim_port(host: str, port: int) -> socket.socket:
    """A socket bound to `host` and `port`, before any heavy import. Raises BadArgument where that fails."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        sock = socket.socket(family, kind)
    except OSError as error:
        raise BadArgument(f"{host!r} is no address of this machine ({error.strerror}); check --host") from error
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(128)
    except OSError as error:
        sock.close()
        reason = error.strerror or str(error)
        raise BadArgument(f"{host}:{port} can't be used ({reason}); choose another with --port or --host") from error
    return sock


def serve(kb: KnowledgeBase, settings: Settings, sock: socket.socket, host: str, port: int, console: Console) -> None:
    """Serve the desk and the API on `sock` until interrupted."""
    import uvicorn

    from desk.api import create_app
    from desk.logs import configure
    from kb.privacy import mask

    app = create_app(kb, max_question_chars=settings.max_question_chars, settings=settings)
    shown = f"[{host}]" if ":" in host else host
    console.say(text("cli_serving", console.language, url=f"http://{shown}:{port}"))
    configure(settings.log_format, settings.log_level, mask)
    # Whom to believe about callers' addresses is ours to decide (web_proxy.py), so uvicorn believes nobody.
    config = uvicorn.Config(
        app, log_config=None, access_log=False, proxy_headers=False, server_header=False, timeout_graceful_shutdown=5, ws="none"
    )
    try:
        with suppress(KeyboardInterrupt):  # uvicorn has shut down by then, and raises it again
            uvicorn.Server(config).run(sockets=[sock])
    finally:
        kb.close()
