"""Log lines on standard error, each one JSON object (or plain text), with personal numbers covered.

A request gives one line: time, level, method, path, status, ms, id. What it asked, where it came from and what it was told
are in none. Faults and a failing language model give a line each, with the id of the request that met them.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from desk.request_context import current

REQUESTS = "policydesk.requests"
_FIELDS = ("method", "path", "status", "ms")


class Lines(JsonFormatter):
    """One JSON object a line. `cover` takes a text and covers the personal numbers in it."""

    def __init__(self, cover: Callable[[str], str]) -> None:
        super().__init__(json_ensure_ascii=False)
        self._cover = cover

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        """The line's fields, the same few first in every line."""
        super().add_fields(log_data, record, message_dict)
        given = dict(log_data)
        log_data.clear()
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname.lower()
        log_data["logger"] = record.name
        log_data["message"] = self._cover(record.getMessage())
        log_data["id"] = current.get().id or None
        for name, value in given.items():
            if name not in ("message", "exc_info", "taskName"):
                log_data[name] = self._cover(value) if isinstance(value, str) else value
        if record.exc_info:
            log_data["fault"] = self._cover("".join(traceback.format_exception(*record.exc_info)))


class Plain(logging.Formatter):
    """The same as a line to read."""

    def __init__(self, cover: Callable[[str], str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self._cover = cover

    def format(self, record: logging.LogRecord) -> str:
        """The line; a request's fields in place of its message."""
        line = super().format(record)
        if record.name == REQUESTS:
            line = line.removesuffix(record.getMessage()) + " ".join(str(getattr(record, f, "")) for f in _FIELDS)
        ident = current.get().id
        return self._cover(line) + (f" id={ident}" if ident else "")


def configure(form: str, level: str, cover: Callable[[str], str]) -> None:
    """Log to standard error as `form` (`json` or `text`); our own lines from `level` on, the libraries' from warning on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(cover) if form == "json" else Plain(cover))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("policydesk").setLevel(level.upper())
