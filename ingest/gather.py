"""Roots to Documents: which files below a path are documents, and what could not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.catalogue import Held
from ingest.readers import DIGEST_ENDINGS, ENDINGS, load_yaml, read_document
from ingest.sniff import REFUSED
from policy.errors import BadArgument, UnreadableSource

_BESIDE = (".rules.yaml", ".cases.yaml", ".rules.yml", ".cases.yml")
_NOT_DOCUMENTS = {"document.yaml", "rules.yaml", "cases.yaml", "facts.yaml"}


@dataclass(slots=True)
class Gathered:
    """What was read below some roots, and the files that could not be, with the reason.

    Each document has the id that is given for it or else its file's name, so two may have one id. `unread` are the
    files of `failures`, as absolute paths.
    """

    held: list[Held] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def gather(roots: Sequence[Path], progress: Callable[[int, int], None] | None = None) -> Gathered:
    """Read every document below `roots`. Raises BadArgument on a root that is not there.

    A file that can't be read is a failure; the rest is read.
    """
    out = Gathered()
    files = _each_once((root, file) for root in roots for file in find_files(root))
    for done, (root, file) in enumerate(files, 1):
        _take(root, file, out)
        if progress:
            progress(done, len(files))
    return out


def _each_once(found: Iterable[tuple[Path, Path]]) -> list[tuple[Path, Path]]:
    """Files that two roots share belong to the first."""
    files: dict[Path, tuple[Path, Path]] = {}
    for root, file in found:
        files.setdefault(file.resolve(), (root, file))
    return list(files.values())


def _take(root: Path, file: Path, out: Gathered) -> None:
    read_file(out, file, source_name(root, file), root, file)


def read_file(out: Gathered, file: Path, source: str, root: Path, stands_at: Path) -> None:
    """Read one file into `out`, as that of `root` which stands, or is to stand, at a path."""
    try:
        facts = _facts_beside(file, source)
        document = read_document(file, source, facts)
        content = content_of(file)
    except UnreadableSource as error:
        out.failures.append((source, str(error)))
        out.unread.append(str(stands_at.resolve()))
        return
    named = file.suffix.lower() in DIGEST_ENDINGS or bool((facts or {}).get("id"))
    out.held.append(Held(document, str(root.resolve()), str(stands_at.resolve()), content, named))


def content_now(file: str) -> str:
    """What `Held.content` is for a file as it is now; "" where it can't be read."""
    return content_of(Path(file))


def content_of(file: Path) -> str:
    """The same for a path."""
    beside = file.parent / "document.yaml"
    given = beside if file.stem == "source" and beside.exists() else None
    try:
        return f"{_hash(file)}:{_hash(given) if given else ''}"
    except OSError:
        return ""


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()[:32]


def find_files(root: Path) -> list[Path]:
    """The document files at or below a path, sorted. Raises BadArgument where there is no such path or no document."""
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise BadArgument(f"there is no file or folder {root}; check the path")
    below = [p for p in sorted(root.rglob("*")) if not any(part.startswith(".") for part in p.relative_to(root).parts)]
    found = [p for p in below if p.is_file() and is_document(p)]
    if not found:
        kinds = " ".join(sorted(ENDINGS))
        raise BadArgument(f"no document in {root}; a document is a file ending in one of {kinds}")
    return found


def is_document(path: Path) -> bool:
    """Whether a file is one to read, by its name and by what stands beside it."""
    if path.name in _NOT_DOCUMENTS or path.name.endswith(_BESIDE):
        return False
    if (path.parent / "document.yaml").exists():
        return path.stem == "source"
    return path.suffix.lower() in ENDINGS or path.suffix.lower() in REFUSED  # the latter to be named with the remedy


def _facts_beside(file: Path, source: str) -> dict[str, object] | None:
    beside = file.parent / "document.yaml"
    if file.stem != "source" or not beside.exists():
        return None
    return load_yaml(beside, str(Path(source).parent / beside.name))


def source_name(root: Path, file: Path) -> str:
    """How reports name a file: as the user wrote it."""
    return str(file if root.is_file() else root / file.relative_to(root))
