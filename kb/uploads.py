"""Files given by hand: kept in a folder of their own in the data folder, which is a root like any other."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.gather import Gathered, Place, find_files, is_document, on_disk, read_file, source_name
from ingest.readers import ENDINGS
from policy.errors import BadArgument

MAX_BYTES = 256 * 1024 * 1024
"""The largest upload: an archive may hold many documents."""

_STAGING = ".incoming"  # hidden, so that nothing in it is ever taken for a document
_LONGEST = 150  # bytes of a name in UTF-8, under the 255 that file systems take, with room for a number
_NOT_IN_NAMES = re.compile(r'[<>:"|?*#\x00-\x1f\x7f]|[\ud800-\udfff]')
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.I)


@dataclass(frozen=True, slots=True)
class Staged:
    """An upload before it is one: where it lies, where it is to stand, and the name that was asked for."""

    file: Path
    target: Path
    asked: str


class Uploads:
    """The folder of uploads. A name that is taken is numbered: nothing that was uploaded is ever overwritten."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def any(self) -> bool:
        """Whether a document is there."""
        try:
            return bool(find_files(self.folder))
        except BadArgument:
            return False

    @contextmanager
    def staging(
        self, files: Iterable[tuple[str, bytes]], held: set[str], apart: Path | None = None
    ) -> Iterator[list[Staged]]:
        """Write files beside the uploads, where no reader looks, and clear them away in the end. Raises BadArgument on
        one that is too large.

        `held` are the files that documents are held from; `apart` is a folder to write to instead, where nothing is to be kept.
        """
        staging = apart or self.folder / _STAGING
        shutil.rmtree(staging, ignore_errors=True)  # of a run that was killed
        try:
            staged: list[Staged] = []
            for number, (asked, content) in enumerate(files):
                if len(content) > MAX_BYTES:
                    raise BadArgument(f"{asked} is larger than {MAX_BYTES >> 20} MiB; split it into its documents")
                name = safe_name(asked)
                target = self._free(name, content, held | {str(s.target.resolve()) for s in staged})
                file = staging / str(number) / target.name
                file.parent.mkdir(parents=True)
                with file.open("wb") as out:
                    out.write(content)
                    out.flush()
                    os.fsync(out.fileno())
                staged.append(Staged(file, target, name))
            yield staged
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def read(self, staged: Iterable[Staged], progress: Callable[[int, int], None], spool: Path) -> Gathered:
        """What the files hold, as documents of the places where they are to stand."""
        out = Gathered()
        staged = list(staged)
        for done, item in enumerate(staged, 1):
            source = source_name(self.folder, item.target)
            if is_document(item.target):
                place = Place(source, str(self.folder.resolve()), str(item.target.resolve()))
                read_file(out, item.file, place, spool)
            else:
                kinds = " ".join(sorted(ENDINGS))
                said = f"{item.asked} is no document by its name; a document is a file ending in one of {kinds}"
                out.failures.append((source, said))
            progress(done, len(staged))
        return out

    @contextmanager
    def placed(self, staged: Iterable[Staged], kept: set[str]) -> Iterator[list[str]]:
        """Move files into their places, those whose place is in `kept`; out again if what follows fails.

        Gives notes on names that were taken.
        """
        moved: list[Path] = []
        notes: list[str] = []
        try:
            for item in staged:
                if below(kept, item.target) and not item.target.exists():
                    os.replace(item.file, item.target)
                    moved.append(item.target)
                    if item.target.name != item.asked:
                        notes.append(f"another {item.asked} was uploaded before: this one is kept as {item.target.name}")
            yield notes
        except BaseException:
            for target in moved:
                target.unlink(missing_ok=True)
            raise

    def delete(self, file: str, staying: Iterable[str]) -> bool:
        """Delete an upload; False for any other file, and for an archive that documents which are `staying` are in."""
        path = self._deletable(file, staying)
        if path is None:
            return False
        path.unlink(missing_ok=True)
        return True

    def deletable(self, file: str, staying: Iterable[str]) -> bool:
        """Whether `delete` would delete it."""
        return self._deletable(file, staying) is not None

    def _deletable(self, file: str, staying: Iterable[str]) -> Path | None:
        path = on_disk(file)
        ours = path is not None and path.is_relative_to(self.folder.resolve()) and not below(staying, path)
        return path if ours else None

    def _free(self, name: str, content: bytes, taken: set[str]) -> Path:
        """A place that nothing holds, or that holds just this and no document: a run that was killed may have left it."""
        path, number = self.folder / name, 1
        while str(path.resolve()) in taken or (path.exists() and not _holds(path, content)):
            number += 1
            path = self.folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        return path


def below(files: Iterable[str], path: Path) -> bool:
    """Whether one of the files is this one, or a member of it."""
    start = str(path.resolve())
    return any(file == start or file.startswith(f"{start}/") for file in files)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def safe_name(asked: str) -> str:
    """A file name without folders, signs that a file system may not take, or names of devices; of bounded length."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", asked)[-1])
    name = "".join(c for c in _NOT_IN_NAMES.sub("_", name) if unicodedata.category(c) not in _INVISIBLE)
    name = " ".join(name.split()).lstrip(". ").rstrip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    ending = dot + ending[:16]
    if _DEVICES.fullmatch(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    room = _LONGEST - len(ending.encode())
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(". ") or "document"
    return stem + ending
