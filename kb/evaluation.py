"""The last evaluation's report, kept in the data folder, so that a desk started anywhere shows that of its own knowledge base."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policy.errors import BadArgument

FILE = "evaluation.json"


def keep_evaluation(data: Path, report: Mapping[str, Any]) -> Path | None:
    """Keep a report as the last one of this data folder; where that is, None where there is no such folder.

    Raises BadArgument where it can't be written.
    """
    if not data.is_dir():
        return None
    path, fresh = data / FILE, data / f".{FILE}.{os.getpid()}"
    try:
        fresh.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        os.replace(fresh, path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise BadArgument(f"the report can't be kept in {data} ({error.strerror}); check the folder's rights and its space") from error
    return path


def last_evaluation(data: Path) -> Mapping[str, Any] | None:
    """The report kept last; None where there is none, or it can't be read."""
    try:
        found = json.loads((data / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
