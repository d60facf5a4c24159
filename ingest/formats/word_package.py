"""The parts of a DOCX file, opened with distrust: sizes first, then XML without entities, nothing from outside.

python-docx opens no macro-enabled and no strict files, reads every picture into memory, and has no word for numbering,
tracked changes or footnotes, so the parts are read here as the XML that they are.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from policy.errors import UnreadableSource

Element = Any  # lxml's elements, of which it publishes no types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_MOST_ENTRIES = 20_000
_MOST_BYTES = 64 * 1024 * 1024  # of one part, unpacked
_MOST_TAGS = 6_000_000  # of one part: a tree takes many times the memory of its tags
_MOST_RATIO = 400  # text is seldom packed to less than a hundredth
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError, KeyError)


class Package:
    """A DOCX file's parts. Every method raises UnreadableSource where a part can't be read."""

    def __init__(self, raw: bytes, source: str) -> None:
        self.source = source
        try:
            self._zip = zipfile.ZipFile(BytesIO(raw))
            self._sizes = {entry.filename: entry for entry in self._zip.infolist()}
        except _BROKEN as error:
            raise self._unreadable("is damaged or cut short") from error
        if len(self._sizes) > _MOST_ENTRIES:
            raise self._unreadable(f"holds more than {_MOST_ENTRIES} parts, which no document needs")
        self.main = self._main_part()
        self._related = dict(self._relations(self.main))

    def _unreadable(self, what: str) -> UnreadableSource:
        return UnreadableSource(f"{self.source} {what}; open it in Word and save it anew as .docx")

    def _main_part(self) -> str:
        found = (target for kind, target in self._relations("") if kind == "officeDocument")
        main = next((target for target in found if target in self._sizes), "word/document.xml")
        if main not in self._sizes:
            raise self._unreadable("holds no Word document")
        return main

    def document(self) -> Element:
        """The main part's root."""
        return self._xml(self.main)

    def related(self, kind: str) -> Iterator[Element]:
        """The roots of the parts that the main part relates to as `kind`: styles, numbering, footnotes, header."""
        for target, relation in sorted(self._related.items()):
            if relation == kind and target in self._sizes:
                yield self._xml(target)

    def first(self, kind: str) -> Element | None:
        """The one part of a kind, None where there is none."""
        return next(self.related(kind), None)

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        """Kind and target of each relationship that stays inside the file; for the main part target and kind."""
        folder, name = posixpath.split(part)
        beside = posixpath.join(folder, "_rels", f"{name}.rels")
        if beside not in self._sizes:
            return
        for relation in self._xml(beside).iter(f"{_RELATIONS}Relationship"):
            target = relation.get("Target") or ""
            if relation.get("TargetMode") == "External" or not target:
                continue
            kind = (relation.get("Type") or "").rpartition("/")[2]
            inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield (inside, kind) if part else (kind, inside)

    def _xml(self, name: str) -> Element:
        raw = self._read(name)
        if _DOCTYPE.search(raw[:4096]) or _DOCTYPE.search(raw[:4096].replace(b"\x00", b"")):
            raise UnreadableSource(f"{self.source} declares XML entities, which a Word document never does; don't trust it")
        if raw.count(b"<") > _MOST_TAGS:
            raise self._too_large(name)
        for strict, common in _STRICT:
            raw = raw.replace(strict, common)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(raw, parser)
        except (etree.LxmlError, ValueError) as error:
            raise self._unreadable(f"is damaged in {name}") from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableSource(f"{self.source} declares XML entities, which a Word document never does; don't trust it")
        return root

    def _read(self, name: str) -> bytes:
        """A part unpacked. What the directory says of its size is believed only where it is too much."""
        entry = self._sizes[name]
        if entry.file_size > _MOST_BYTES or entry.file_size > _MOST_RATIO * max(entry.compress_size, 1024):
            raise self._too_large(name)
        try:
            with self._zip.open(entry) as part:
                raw = part.read(_MOST_BYTES + 1)
        except _BROKEN as error:
            raise self._unreadable(f"is damaged or cut short in {name}") from error
        if len(raw) > _MOST_BYTES:
            raise self._too_large(name)
        return raw

    def _too_large(self, name: str) -> UnreadableSource:
        return UnreadableSource(f"{self.source} unpacks to too much in {name}; split the document, or don't trust it")


def value(element: Element | None, name: str = "val", default: str = "") -> str:
    """An attribute in Word's namespace; `default` where the element or the attribute is not there."""
    return default if element is None else (element.get(W + name) or default)


def is_on(element: Element | None) -> bool:
    """Whether a switch (`w:vanish`, `w:tblHeader`) is there and not turned off."""
    return element is not None and value(element, default="1") not in ("0", "false", "off", "none")


def number(text: str, default: int) -> int:
    """A whole number of at most nine digits as an attribute gives it."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) and text.isascii() else default
