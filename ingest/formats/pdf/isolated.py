"""PDF files read in a process of their own, so that none can take the memory or the time of the rest, or end it.

A PDF of a few hundred bytes can keep the library busy for hours or ask for all memory, inside one call that nothing in
this process could break off. Measured and decided in docs/adr.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import astuple

from ingest.formats.pdf.reader import read_text_layer
from ingest.lines import Line, Reading
from policy.errors import UnreadableSource

MOST_SECONDS = 900.0
PAGE_SECONDS = 15.0  # of the processor, for opening the file and for each page
_MOST_MEMORY = 3 << 30


def read_pdf(raw: bytes, source: str) -> Reading:
    """A PDF with a text layer. Raises UnreadableSource."""
    command = [sys.executable, "-m", __name__, source]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, input=raw, capture_output=True, env=environment, timeout=MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableSource(f"{source} takes too long to read; split it into its documents") from error
    if done.returncode:
        raise UnreadableSource(f"{source} {_reason(done.returncode)}; open it in a viewer and print it to a new PDF")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise UnreadableSource(answer["refused"])
    found = {name: (value, place) for name, (value, place) in answer["found"].items()}
    return Reading(answer["text"], tuple(Line(*line) for line in answer["lines"]), found, tuple(answer["warnings"]))


def _reason(code: int) -> str:
    if code in (-getattr(signal, "SIGPROF", 0), -getattr(signal, "SIGXCPU", 0)):
        return f"has a page that takes more than {PAGE_SECONDS:.0f} seconds to read"
    return "is damaged, or takes more memory than a document should"


def _arm() -> None:
    """Give the next step its time. The signal ends the process also inside a call of the library."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, PAGE_SECONDS)


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
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # not on every system
    _arm()
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read(), sys.argv[1]), ensure_ascii=False))


if __name__ == "__main__":
    _main()
