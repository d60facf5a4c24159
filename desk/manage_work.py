"""Files between the upload and the ingest, and a long job that is watched while it runs. No Gradio here."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desk.texts import Language, text

if TYPE_CHECKING:
    from kb.writer import Progress

MAX_FILES = 50
MAX_TOTAL = 200 * 1024 * 1024
Made = TypeVar("Made")
log = logging.getLogger("policydesk")


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was uploaded and is not ingested: where it lies for now."""

    path: Path

    @property
    def name(self) -> str:
        """What it was called."""
        return self.path.name


def beyond(files: Sequence[Given], language: Language) -> str:
    """What is too much about the files; "" where nothing is. Raises OSError where one has gone."""
    if len(files) > MAX_FILES:
        return text("manage_too_many", language, files=MAX_FILES)
    size = sum(f.path.stat().st_size for f in files)
    if size > MAX_TOTAL:
        return text("manage_too_large", language, size=-(-size >> 20), total=MAX_TOTAL >> 20)
    return ""


def contents(files: Sequence[Given]) -> Iterator[tuple[str, bytes]]:
    """Names and contents, read one at a time. Raises OSError where one has gone."""
    for file in files:
        yield file.name, file.path.read_bytes()


def forget(files: Sequence[Given]) -> None:
    """Delete the files; what can't be deleted is left to the server's own clearing."""
    for file in files:
        try:
            file.path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("an uploaded file stays behind: %s", error)


def watched(job: Callable[[Callable[[Progress], None]], Made], every: float = 0.2) -> Generator[Progress, None, Made]:
    """Run `job` in a thread and give its progress, the latest of each moment; at last what it made, or what it raised.

    The job goes on where nobody watches any more.
    """
    told: queue.SimpleQueue[Progress | None] = queue.SimpleQueue()
    made: list[Made] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            made.append(job(told.put))
        except BaseException as error:  # noqa: BLE001 - raised again where it is watched
            failed.append(error)
        finally:
            told.put(None)

    threading.Thread(target=run, name="ingest", daemon=True).start()
    while (progress := told.get()) is not None:
        ended = False
        while not told.empty():
            later = told.get()
            if later is None:
                ended = True
                break
            progress = later
        yield progress
        if ended:
            break
        threading.Event().wait(every)
    if failed:
        raise failed[0]
    return made[0]
