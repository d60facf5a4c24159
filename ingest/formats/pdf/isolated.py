"""PDF files read in a process of their own, so that none can take the memory or the time of the rest, or end it.

A PDF of a few hundred bytes can keep the library busy for hours or ask for all memory, inside one call that nothing in
this process could break off. The process is kept for the next file, since starting one takes longer than reading most
files; one that ended, or has read many, is replaced.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import astuple
from typing import IO

from ingest.formats.pdf.reader import read_text_layer
from ingest.lines import Line, Reading
from policy.errors import UnreadableSource

MOST_SECONDS = 900.0
PAGE_SECONDS = 15.0  # of the processor, for opening the file and for each page
_MOST_MEMORY = 3 << 30
_MOST_FILES = 50  # that one process reads
_LENGTH = 8  # bytes


class _Worker:
    """The other process, as this one sees it."""

    def __init__(self) -> None:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-m", __name__, str(PAGE_SECONDS)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self.files = 0

    def ask(self, raw: bytes, source: str) -> bytes:
        """The answer for one file; empty where the process ended over it."""
        self.files += 1
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        late = threading.Timer(MOST_SECONDS, self.process.kill)
        late.start()
        try:
            with suppress(BrokenPipeError):
                _send(self.process.stdin, source.encode("utf-8", "surrogateescape"))
                _send(self.process.stdin, raw)
            return _receive(self.process.stdout)
        finally:
            late.cancel()

    def end(self) -> int:
        """End the process. Returns its exit code, which is below zero where a signal ended it."""
        with suppress(BrokenPipeError):
            self.process.communicate()
        return self.process.returncode


_lock = threading.Lock()
_workers: list[_Worker] = []  # one at most


def read_pdf(raw: bytes, source: str) -> Reading:
    """A PDF with a text layer. Raises UnreadableSource."""
    with _lock:
        worker = _workers.pop() if _workers else _Worker()
        if worker.process.poll() is not None:
            worker = _Worker()
        content = worker.ask(raw, source)
        if content and worker.files < _MOST_FILES:
            _workers.append(worker)
        else:
            code = worker.end()
    if not content:
        raise UnreadableSource(f"{source} {_reason(code)}; open it in a viewer and print it to a new PDF")
    answer = json.loads(content)
    if "refused" in answer:
        raise UnreadableSource(answer["refused"])
    found = {name: (value, place) for name, (value, place) in answer["found"].items()}
    return Reading(answer["text"], tuple(Line(*line) for line in answer["lines"]), found, tuple(answer["warnings"]))


def _reason(code: int) -> str:
    if code == -getattr(signal, "SIGPROF", 0):
        return f"has a page that takes more than {PAGE_SECONDS:.0f} seconds to read"
    if code == -getattr(signal, "SIGKILL", 0):
        return "takes too long to read"
    return "is damaged, or takes more memory than a document should"


def _send(stream: IO[bytes], content: bytes) -> None:
    stream.write(len(content).to_bytes(_LENGTH, "big") + content)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    head = stream.read(_LENGTH)
    return stream.read(int.from_bytes(head, "big")) if len(head) == _LENGTH else b""


# -- in the other process --------------------------------------------------------------------------------------


def _arm() -> None:
    """Give the next step its time. The signal ends the process also inside a call of the library."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, float(sys.argv[1]))


def _answer(raw: bytes, source: str) -> dict[str, object]:
    try:
        reading = read_text_layer(raw, source, _arm)
    except UnreadableSource as error:
        return {"refused": str(error)}
    return {
        "text": reading.text, "lines": [astuple(line) for line in reading.lines], "found": dict(reading.found),
        "warnings": reading.warnings,
    }  # fmt: skip


def _main() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while name := _receive(sys.stdin.buffer):
        raw = _receive(sys.stdin.buffer)
        _arm()
        _send(sys.stdout.buffer, json.dumps(_answer(raw, name.decode("utf-8", "surrogateescape"))).encode())


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other side decides
    _main()
