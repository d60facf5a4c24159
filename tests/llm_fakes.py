"""Models that say what a test has them say, and a real HTTP server that answers, or misbehaves, as one does on the net."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from answer.llm.answerer import WordedAnswerer
from answer.llm.model import Limits, Message, Model
from answer.llm.store import Store
from answer.pipeline import Answerer

Reply = str | Exception


class Scripted:
    """A model that gives these replies in turn, in pieces of three characters, and keeps what it was sent."""

    name = "scripted"

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.sent: list[tuple[Message, ...]] = []

    def stream(self, messages: Sequence[Message], seconds: float, tokens: int) -> Iterator[str]:
        """The next reply; an exception among them is raised."""
        self.sent.append(tuple(messages))
        reply = self.replies.pop(0) if self.replies else ""
        if isinstance(reply, Exception):
            raise reply
        for at in range(0, len(reply), 3):
            yield reply[at : at + 3]

    @property
    def outgoing(self) -> str:
        """All that was sent, as one text."""
        return "\n".join(m.content for messages in self.sent for m in messages)


def worded(answerer: Answerer, model: Model, limits: Limits | None = None, store: Store | None = None, edition: str = "1") -> WordedAnswerer:
    """The answerer with a model before it."""
    return WordedAnswerer(answerer, model, limits or Limits(), store or Store(), edition)


# -- a real server -------------------------------------------------------------------------------------------------

Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request to `/v1/chat/completions`, answered by the behaviour of the moment."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        """Note the request, then behave."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.requests.append((self.path, dict(self.headers), body))
        self.close_connection = True
        with suppress(BrokenPipeError, ConnectionResetError):
            self.server.behaviour(self)

    def log_message(self, *_: Any) -> None:
        """Nothing on standard error."""

    def head(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        """Status line and headers; the body ends with the connection."""
        self.send_response(status)
        self.send_header("content-type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("connection", "close")
        self.end_headers()

    def put(self, text: str | bytes) -> None:
        """A part of the body, at once."""
        self.wfile.write(text.encode() if isinstance(text, str) else text)
        self.wfile.flush()

    def chunk(self, content: str | None, finish: str | None = None) -> None:
        """One event of a streamed reply."""
        delta = {} if content is None else {"content": content}
        event = {
            "id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }  # fmt: skip
        self.put(f"data: {json.dumps(event, ensure_ascii=False)}\n\n")


class Server(ThreadingHTTPServer):
    """Listens on a port of its own; `behaviour` may be changed between requests."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviour: Behaviour = says("")
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    @property
    def url(self) -> str:
        """The base URL to set."""
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def serving() -> Iterator[Server]:
    """A server for the time of a test."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def says(*replies: str, finish: str | None = "stop") -> Behaviour:
    """An honest reply, streamed; the last of `replies` again and again."""
    left = list(replies)

    def behave(handler: Handler) -> None:
        reply = left.pop(0) if len(left) > 1 else left[0]
        handler.head()
        handler.chunk("")
        for at in range(0, len(reply), 5):
            handler.chunk(reply[at : at + 5])
        handler.chunk(None, finish)
        handler.put("data: [DONE]\n\n")

    return behave


def fails(status: int, body: str = '{"error": {"message": "sk-very-secret is wrong"}}', **headers: str) -> Behaviour:
    """An HTTP error."""

    def behave(handler: Handler) -> None:
        handler.head(status, "application/json", **headers)
        handler.put(body)

    return behave


def sends(body: str | bytes, kind: str = "text/event-stream") -> Behaviour:
    """These bytes, whatever they are."""

    def behave(handler: Handler) -> None:
        handler.head(200, kind)
        handler.put(body)

    return behave


def silent(handler: Handler) -> None:
    """Takes the question and says nothing."""
    time.sleep(6)


def drips_headers(handler: Handler) -> None:
    """A header that never ends, a byte at a time."""
    handler.put("HTTP/1.1 200 OK\r\nx-slow: ")
    for _ in range(200):
        handler.put("a")
        time.sleep(0.05)


def drips_body(handler: Handler) -> None:
    """An event that never ends, a byte at a time: no read ever waits long."""
    handler.head()
    for _ in range(200):
        handler.put(" ")
        time.sleep(0.05)


def drips_words(handler: Handler) -> None:
    """Whole events, one character each, too slowly."""
    handler.head()
    for _ in range(200):
        handler.chunk("补")
        time.sleep(0.05)


def never_ends(handler: Handler) -> None:
    """The same words for ever."""
    handler.head()
    while True:
        handler.chunk("补助补助补助补助补助补助补助补助补助补助")


def one_endless_line(handler: Handler) -> None:
    """Bytes without a line's end, as fast as they go."""
    handler.head()
    while True:
        handler.put("data: " + "a" * 65536)


def hangs_up(handler: Handler) -> None:
    """Ends in the middle of a reply."""
    handler.head(transfer_encoding="chunked")
    handler.put("40\r\ndata: {")


def cut_short(handler: Handler) -> None:
    """A sentence, and then the connection ends as if all were well."""
    handler.head()
    handler.chunk("最高200万元[A1]。")
    handler.chunk("此外")
