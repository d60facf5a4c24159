"""What the command line writes: results to standard output, progress and errors to standard error."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from typing import Any, TextIO

from desk.texts import TEXTS, Language, text


def debugging() -> bool:
    """Whether POLICYDESK_DEBUG asks for tracebacks and the libraries' own messages."""
    return os.environ.get("POLICYDESK_DEBUG", "") not in ("", "0")


class Console:
    """Both streams in one language. Progress is one line on a terminal, a few lines elsewhere."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._err: TextIO = sys.stderr
        self._open = False
        self._told = (("", 0), -1)

    @property
    def interactive(self) -> bool:
        """Whether somebody watches standard error."""
        return sys.stderr.isatty()

    def result(self, value: str | dict[str, Any]) -> None:
        """Print the result: text, or an object as JSON."""
        if not isinstance(value, str):
            value = json.dumps(value, ensure_ascii=False, indent=2)
        print(value, flush=True)

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show how far a job is."""
        name = text(f"stage_{stage}", self.language) if f"stage_{stage}" in TEXTS else stage
        line = text("cli_progress", self.language, stage=name, done=done, total=total)
        if self._err.isatty():
            self._err.write(f"\r\x1b[2K{line}")
            self._open = True
        else:
            tenth = done * 10 // total if total else 10
            if ((stage, total), tenth) == self._told:
                return
            self._told = ((stage, total), tenth)
            self._err.write(line + "\n")
        self._err.flush()

    def clear(self) -> None:
        """Take the progress line off the terminal."""
        if self._open:
            self._err.write("\r\x1b[2K")
            self._err.flush()
            self._open = False

    def say(self, message: str) -> None:
        """One line on standard error."""
        self.clear()
        print(" ".join(message.split()), file=sys.stderr, flush=True)

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Keep what libraries print, from Python or from C, off both streams; progress still shows."""
        if debugging():
            yield
            return
        sys.stdout.flush()
        sys.stderr.flush()
        saved = os.dup(1), os.dup(2)
        own = _is_fd(sys.stderr, 2)
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            if own:
                self._err = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="replace")
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            try:
                with redirect_stdout(nowhere), redirect_stderr(nowhere), self._own_lines():
                    yield
            finally:
                self.clear()
                sys.stdout.flush()
                sys.stderr.flush()
                for target, copy in enumerate(saved, start=1):
                    os.dup2(copy, target)
                    os.close(copy)
                if own:
                    self._err.close()
                self._err = sys.stderr


    @contextmanager
    def _own_lines(self) -> Iterator[None]:
        """What the program itself logs is shown, a line each: a language model that fails, say."""
        log, lines = logging.getLogger("policydesk"), _Lines(self)
        log.addHandler(lines)
        try:
            yield
        finally:
            log.removeHandler(lines)

    def line(self, message: str) -> None:
        """One line where progress goes."""
        self.clear()
        self._err.write(" ".join(message.split()) + "\n")
        self._err.flush()


class _Lines(logging.Handler):
    def __init__(self, console: Console) -> None:
        super().__init__(logging.WARNING)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        self._console.line(f"policydesk: {record.getMessage()}")


def _is_fd(stream: TextIO, fd: int) -> bool:
    with suppress(OSError, ValueError, AttributeError):
        return stream.fileno() == fd
    return False
