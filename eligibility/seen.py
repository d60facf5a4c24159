"""Recording in a file of rules that somebody has held them against the words of their clauses as they are now."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from eligibility.rulebook import Source
from policy.documents import Document
from policy.errors import BadArgument, UnreadableSource

_BLOCK = re.compile(r"^seen:[^\n]*\n(?:(?:[ \t]+[^\n]*|[ \t]*)\n)*?(?=\S)", re.MULTILINE)


def record(source: Source, document: Document, ids: Collection[str]) -> list[str]:
    """Write the digests of the clauses that these rules (all, where none is named) rest on; the clauses recorded anew.

    The rest of the file stays as it is. Raises UnreadableSource where a clause is gone, and
    BadArgument where another rule rests on a clause that has changed: to record it would pass that rule unread.
    """
    held = {c.clause_id.partition("#")[2]: c.digest for c in document.clauses}
    rules = source.file.rules
    looked_at = {c for r in rules if not ids or r.id in ids for c in r.clauses}
    changed = {c for c in looked_at if source.file.seen.get(c) != held.get(c)}
    unread = next((r.id for r in rules if ids and r.id not in ids and not r.draft and changed & set(r.clauses)), "")
    if unread:
        raise BadArgument(f"{unread} rests on a changed clause that you name for {', '.join(sorted(ids))} too; read it as well and name it")
    gone = sorted(looked_at - set(held))
    if gone:
        raise UnreadableSource(f"{source.path}: {document.id} has no clause {gone[0]}; mend the rules that name it")
    named = dict.fromkeys(c for r in rules for c in r.clauses)
    after = {n: held[n] if n in looked_at else source.file.seen.get(n, "") for n in named}
    fresh = [n for n in looked_at if source.file.seen.get(n) != held[n]]
    if fresh or set(source.file.seen) - set(after):
        _write(source.path, {n: d for n, d in after.items() if d})
    return sorted(fresh)


def _write(path: Path, seen: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    lines = "".join(f"  {_key(name)}: {_value(digest)}\n" for name, digest in seen.items())
    changed, count = _BLOCK.subn(lambda _: f"seen:\n{lines}", text, count=1)
    if count != 1:
        raise UnreadableSource(f"{path}: there is no block `seen:` at the start of a line; write one")
    path.write_text(changed, encoding="utf-8")


def _key(name: str) -> str:
    """A clause's name as a YAML key."""
    plain = re.fullmatch(r"[一-鿿“”（）、A-Za-z][^:#'\"{}\[\],&*?|<>=!%@`]*", name) and not name.endswith(" ")
    return name if plain else "'" + name.replace("'", "''") + "'"


def _value(digest: str) -> str:
    """A digest of digits only, or of the form 12e34, would be read as a number."""
    return f"'{digest}'" if re.fullmatch(r"\d+(?:e\d+)?", digest) else digest
