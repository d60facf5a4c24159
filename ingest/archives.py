"""ZIP archives: their members in a folder, as far as they are safe to have there.

What an archive says of itself is not believed: names are made out and checked, sizes are counted while they are written,
and nothing is unpacked beyond what a policy collection could need.
"""

from __future__ import annotations

import errno
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.formats.encodings import sense
from policy.errors import UnreadableSource

ARCHIVE_ENDINGS = frozenset({".zip"})
DEEPEST = 2  # an archive in an archive, no further

_MAX_FILE = 64 << 20  # bytes of a member: what a reader takes
_MAX_DIRECTORY = 8 << 20  # bytes of the list of members, which is read whole
_RATIO, _RATIO_FROM = 200, 1 << 20  # how much smaller a member may be packed, and from which size that is looked at
_CHUNK = 1 << 18
_DRIVE = re.compile(r"[A-Za-z]:")
_UTF8, _ENCRYPTED = 0x800, 0x1
_UNICODE_NAME = 0x7075  # Info-ZIP's field for a name in UTF-8
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, UnicodeDecodeError, ValueError, OSError)

_OUR_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EIO}


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of one archive and of those in it."""

    size: int = 1 << 30
    members: int = 10_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its entry, and its name made out, with `/` between folders."""

    info: zipfile.ZipInfo
    name: str


def unpack(path: Path, source: str, folder: Path, budget: Budget, wanted: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Write the `wanted` members (by name) below `folder`; the names of those refused, with the reason.

    Raises UnreadableSource where the archive as a whole can't be read, or unpacks to more than `budget`.
    """
    refused: list[tuple[str, str]] = []
    written: set[str] = set()
    with _opened(path, source) as archive:
        for member in members(archive):
            budget.members -= 1
            if budget.members < 0:
                raise UnreadableSource(f"{source} has more than {Budget().members} members; split it")
            where = f"{source}/{member.name}"
            if member.info.is_dir() or _hidden(member.name) or not wanted(member.name):
                continue
            try:
                _check(member, where)
                if member.name.casefold() in written:
                    raise UnreadableSource(f"{where} is in the archive twice; only the first is read")
                _write(archive, member, where, folder / member.name, budget)
                written.add(member.name.casefold())
            except UnreadableSource as error:
                refused.append((member.name, str(error)))
            except OSError as error:
                raise UnreadableSource(f"{source} can't be unpacked ({error.strerror}); make room for it") from error
            if budget.size < 0:
                raise UnreadableSource(f"{source} unpacks to more than {Budget().size >> 20} MiB; split it")
    return refused


def names(path: Path) -> frozenset[str]:
    """The names of an archive's members; none where it can't be read."""
    try:
        with _opened(path, path.name) as archive:
            return frozenset(member.name for member in members(archive))
    except UnreadableSource:
        return frozenset()


def _opened(path: Path, source: str) -> zipfile.ZipFile:
    try:
        if _directory_size(path) > _MAX_DIRECTORY:
            raise UnreadableSource(f"{source} has more than {Budget().members} members; split it")
        return zipfile.ZipFile(path)
    except OSError as error:
        raise UnreadableSource(f"{source} can't be read ({error.strerror}); check the file and its rights") from error
    except (*_BROKEN, NotImplementedError) as error:
        raise UnreadableSource(f"{source} is no ZIP archive, or not all of it; get it again, or pack it anew") from error


def _directory_size(path: Path) -> int:
    """How long the list of members says it is; reading it takes memory by the multiple."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 16) - 98))
        tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile("no end of central directory")
    if at >= 76 and tail[at - 20 : at - 16] == b"PK\6\7":  # the ZIP64 record stands before its locator
        return int.from_bytes(tail[at - 36 : at - 28], "little")
    return int.from_bytes(tail[at + 12 : at + 16], "little")


def members(archive: zipfile.ZipFile) -> list[Member]:
    """The members by their names. Names without a mark are in the one encoding in which all of them make most sense."""
    raw = {i: info.orig_filename.encode("cp437") for i, info in enumerate(archive.infolist()) if not info.flag_bits & _UTF8}
    encoding = _names_encoding(b"\n".join(raw.values()))
    out = []
    for i, info in enumerate(archive.infolist()):
        name = info.orig_filename if i not in raw else _unicode_name(info, raw[i]) or raw[i].decode(encoding, "replace")
        out.append(Member(info, name.replace("\\", "/")))
    return out


def _names_encoding(joined: bytes) -> str:
    if joined.isascii():
        return "ascii"
    found: dict[str, float] = {}
    for name in ("utf-8", "gb18030", "big5hkscs", "cp437"):
        try:
            found[name] = sense(joined.decode(name))
        except UnicodeDecodeError:
            continue
    return "utf-8" if "utf-8" in found else max(found, key=lambda name: found[name])


def _unicode_name(info: zipfile.ZipInfo, raw: bytes) -> str:
    """The name that Info-ZIP writes beside one in another encoding; "" where there is none, or it is not that of `raw`."""
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_NAME and len(field) > 5 and int.from_bytes(field[1:5], "little") == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
    return ""


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in name.split("/"))


def _check(member: Member, where: str) -> None:
    info, name = member.info, member.name
    parts = name.split("/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in parts or "\0" in name:
        raise UnreadableSource(f"{where} points out of the archive; pack it anew, with plain names")
    if any(len(part.encode()) > 255 for part in parts):
        raise UnreadableSource(f"{where[:200]}… has a name that is too long; shorten it")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise UnreadableSource(f"{where} is a link or a device and no file; pack the file itself")
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableSource(f"{where} is protected by a password; pack it without")
    if info.file_size > _MAX_FILE:
        raise UnreadableSource(f"{where} is larger than {_MAX_FILE >> 20} MiB; split it into its documents")
    if info.file_size > _RATIO_FROM and info.file_size > _RATIO * max(1, info.compress_size):
        raise UnreadableSource(f"{where} is packed more than {_RATIO} times smaller, as no document is; leave it out")


def _write(archive: zipfile.ZipFile, member: Member, where: str, target: Path, budget: Budget) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            for chunk in _chunks(archive, member.info):
                budget.size -= len(chunk)
                if budget.size < 0:
                    break
                out.write(chunk)
    except NotImplementedError as error:
        raise UnreadableSource(f"{where} is packed in a way that is not read here; pack it as plain ZIP") from error
    except (*_BROKEN, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno in _OUR_DISK:
            raise
        if target.is_file():
            target.unlink()
        raise UnreadableSource(f"{where} is damaged; get the archive again, or pack it anew") from error


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as packed:
        while chunk := packed.read(_CHUNK):
            yield chunk
