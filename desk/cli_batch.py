"""Batches: rows `{"id", "q"}` in, one row each out, all or nothing."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk.service import check_question
from policy.errors import BadArgument, RequestError


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a batch; `line` is its line in the file, counted from 1."""

    line: int
    id: str | int
    q: str


def read_rows(path: Path, limit: int) -> list[Row]:
    """All rows of `path`. Raises BadArgument, naming the first line that is wrong, and why."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise BadArgument(f"{path} can't be read ({error.strerror}); name a JSONL file") from error
    except UnicodeDecodeError as error:
        raise BadArgument(f"{path} is not UTF-8; save it as UTF-8") from error
    return [_row(path, n, line, limit) for n, line in enumerate(lines, start=1) if line.strip()]


def _row(path: Path, number: int, line: str, limit: int) -> Row:
    where = f"{path} line {number}"
    try:
        given = json.loads(line)
    except ValueError as error:
        raise BadArgument(f'{where} is not JSON; write {{"id": ..., "q": ...}}') from error
    if not isinstance(given, dict) or not {"id", "q"} <= given.keys():
        raise BadArgument(f'{where} must be an object with "id" and "q"')
    if not isinstance(given["id"], str | int) or isinstance(given["id"], bool):
        raise BadArgument(f'{where}: "id" must be a text or a whole number')
    if not isinstance(given["q"], str):
        raise BadArgument(f'{where}: "q" must be a text')
    try:
        return Row(number, given["id"], check_question(given["q"], limit))
    except BadArgument as error:
        raise BadArgument(f"{where}: {error}") from error


def check_target(path: Path) -> None:
    """Raise BadArgument where `path` can't be written."""
    folder = path.parent
    if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise BadArgument(f"{path} can't be written; name a file in a folder that exists and that you may write to")


def run_batch(
    source: Path,
    rows: list[Row],
    target: Path,
    work: Callable[[str], dict[str, Any]],
    progress: Callable[[int, int], None],
) -> None:
    """Write `{"id", ...work(q)}` for each row to `target`, which appears whole or not at all.

    Raises BadArgument, naming the line, where `work` refuses a row.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            for done, row in enumerate(rows, start=1):
                out.write(json.dumps({"id": row.id, **_answer(source, row, work)}, ensure_ascii=False) + "\n")
                progress(done, len(rows))
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _answer(source: Path, row: Row, work: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    try:
        return work(row.q)
    except RequestError as error:
        raise BadArgument(f"{source} line {row.line}: {error}") from error
