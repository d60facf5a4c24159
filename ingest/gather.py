"""Roots to Documents: which files below a path are documents, and what could not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.archives import ARCHIVE_ENDINGS, DEEPEST, Budget, names, unpack
from ingest.catalogue import Held
from ingest.glosses import ENDINGS as GLOSSES
from ingest.glosses import glosses_file, with_glosses
from ingest.readers import DIGEST_ENDINGS, ENDINGS, load_yaml, read_document
from ingest.sniff import REFUSED
from policy.errors import BadArgument, UnreadableSource

_BESIDE = (".rules.yaml", ".cases.yaml", ".rules.yml", ".cases.yml", *GLOSSES)
_NOT_DOCUMENTS = {"document.yaml", "rules.yaml", "cases.yaml", "facts.yaml", "glosses.yaml"}


@dataclass(slots=True)
class Gathered:
    """What was read below some roots, and the files that could not be, with the reason.

    Each document has the id that is given for it or else its file's name, so two may have one id. `unread` are the
    files of `failures`, as absolute paths.
    """

    held: list[Held] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def gather(
    roots: Sequence[Path], progress: Callable[[int, int], None] | None = None, spool: Path | None = None
) -> Gathered:
    """Read every document below `roots`. Raises BadArgument on a root that is not there.

    A file that can't be read is a failure; the rest is read. Archives are unpacked, one at a time, into a folder below
    `spool` (the system's, unless told), which is removed again.
    """
    out = Gathered()
    files = _each_once((root, file) for root in roots for file in find_files(root))
    for done, (root, file) in enumerate(files, 1):
        read_file(out, file, Place(source_name(root, file), str(root.resolve()), str(file.resolve())), spool)
        if progress:
            progress(done, len(files))
    return out


def _each_once(found: Iterable[tuple[Path, Path]]) -> list[tuple[Path, Path]]:
    """Files that two roots share belong to the first."""
    files: dict[Path, tuple[Path, Path]] = {}
    for root, file in found:
        files.setdefault(file.resolve(), (root, file))
    return list(files.values())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands for those who ask: as reports name it, its root, and its path; `a.zip/b.txt` in an archive."""

    source: str
    root: str
    file: str

    def below(self, name: str) -> Place:
        """The place of a member."""
        return Place(f"{self.source}/{name}", self.root, f"{self.file}/{name}")


def read_file(out: Gathered, file: Path, place: Place, spool: Path | None = None) -> None:
    """Read one file, which may be an archive, into `out`, as standing at a place."""
    try:
        if _is_archive(file):
            _read_archive(out, file, place, spool, Budget(), depth=1)
        else:
            out.held.append(_read(file, place))
    except UnreadableSource as error:
        _fail(out, place, str(error))


def _is_archive(file: Path) -> bool:
    """Whether a file is an archive and not a document that is packed as one, under a wrong name."""
    return file.suffix.lower() in ARCHIVE_ENDINGS and not any(n.startswith("word/document") for n in names(file))


def _fail(out: Gathered, place: Place, reason: str) -> None:
    out.failures.append((place.source, reason))
    out.unread.append(place.file)


def _read(file: Path, place: Place) -> Held:
    facts = _facts_beside(file, place.source)
    document = read_document(file, place.source, facts)
    beside = glosses_file(file)
    if beside:
        name = str(Path(place.source).parent / beside.name)
        document = with_glosses(document, load_yaml(beside, name), name)
    named = file.suffix.lower() in DIGEST_ENDINGS or bool((facts or {}).get("id"))
    return Held(document, place.root, place.file, content_of(file), named)


def _read_archive(out: Gathered, file: Path, place: Place, spool: Path | None, budget: Budget, depth: int) -> None:
    if depth > DEEPEST:
        raise UnreadableSource(f"{place.source} is an archive {depth} deep; unpack it, and pack its documents")
    with TemporaryDirectory(prefix="policydesk-", dir=spool) as folder:
        inside = Path(folder) / (file.stem.strip(". ") or "archive")  # source.txt goes by its folder
        refused = unpack(file, place.source, inside, budget, lambda name: _reads(Path(name)))
        for name, reason in refused:
            _fail(out, place.below(name), reason)
        found = _documents_below(inside)
        if not found and not refused:
            raise UnreadableSource(f"{place.source} holds no document; a document is a file ending in one of {_kinds()}")
        for member in found:
            at = place.below(member.relative_to(inside).as_posix())
            try:
                if _is_archive(member):
                    _read_archive(out, member, at, spool, budget, depth + 1)
                else:
                    out.held.append(_read(member, at))
            except UnreadableSource as error:
                _fail(out, at, str(error))


class Disk:
    """What files hold now, members of archives (`a.zip/b.txt`) too. Each archive is listed once."""

    def __init__(self) -> None:
        self._names: dict[Path, frozenset[str]] = {}

    def there(self, file: str) -> bool:
        """Whether a file is there. Of an archive in an archive only the archive is looked for."""
        path = on_disk(file)
        if path is None or str(path) == file:
            return path is not None
        if path not in self._names:
            self._names[path] = names(path)
        name = Path(file).relative_to(path)
        return any(p.as_posix() in self._names[path] for p in (name, *name.parents))

    def content(self, file: str) -> str:
        """What `Held.content` is for a file; "" where it can't be read. An archive is read for it as a whole."""
        path = on_disk(file)
        if path is None or str(path) == file:
            return content_of(Path(file))
        read = Gathered()
        read_file(read, path, Place(str(path), "", str(path)))
        return next((h.content for h in read.held if h.file == file), "")


def on_disk(file: str) -> Path | None:
    """The file itself, or the archive that it is a member of; None where neither is there."""
    return next((p for p in (Path(file), *Path(file).parents) if p.is_file()), None)


def content_of(file: Path) -> str:
    """The hash of a file's bytes, a colon, and that of the facts beside it; "" where it can't be read."""
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
    """The document files and archives at or below a path, sorted. Raises BadArgument where there is none, or no path."""
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise BadArgument(f"there is no file or folder {root}; check the path")
    found = _documents_below(root)
    if not found:
        raise BadArgument(f"no document in {root}; a document is a file ending in one of {_kinds()}")
    return found


def _documents_below(root: Path) -> list[Path]:
    below = [p for p in sorted(root.rglob("*")) if not any(part.startswith(".") for part in p.relative_to(root).parts)]
    return [p for p in below if is_document(p) and p.is_file()]


def _kinds() -> str:
    return " ".join(sorted(ENDINGS | ARCHIVE_ENDINGS))


def _reads(path: Path) -> bool:
    kind = path.suffix.lower()
    return kind in ENDINGS or kind in ARCHIVE_ENDINGS or kind in REFUSED  # the latter to be named with the remedy


def is_document(path: Path) -> bool:
    """Whether a file is one to read, by its name and by what stands beside it."""
    if path.name in _NOT_DOCUMENTS or path.name.endswith(_BESIDE):
        return False
    if (path.parent / "document.yaml").exists():
        return path.stem == "source"
    return _reads(path)


def _facts_beside(file: Path, source: str) -> dict[str, object] | None:
    beside = file.parent / "document.yaml"
    if file.stem != "source" or not beside.exists():
        return None
    return load_yaml(beside, str(Path(source).parent / beside.name))


def source_name(root: Path, file: Path) -> str:
    """How reports name a file: as the user wrote it."""
    return str(file if root.is_file() else root / file.relative_to(root))
