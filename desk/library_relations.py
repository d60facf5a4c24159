"""How the documents held stand to each other: what one rests on, names, repeals, and what does so to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk.library_shelf import plain
from policy.documents import Document, TextKind

_TITLE = re.compile(r"《([^《》\n]{4,80})》(?:[（(]([^（()）\n]{4,30}号)[)）])?")
_RESTS = re.compile(r"(?:根据|依据|依照|按照|贯彻|落实|执行|实施)[^。；;\n]{0,60}$")
_FRONT = re.compile(r"^.*?关于|^关于|^印发")
_END = re.compile(r"的?通知$")
KINDS = ("repealed_by", "repeals", "implements", "implemented_by", "names", "named_by")


@dataclass(frozen=True, slots=True)
class Relation:
    """One document to another. `kind` is one of KINDS; `document` is None where the other is not held."""

    kind: str
    name: str
    document: Document | None = None


class Relations:
    """Reads each document's text once; a newer text of it is read again."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[Document, dict[str, str]]] = {}

    def of(self, document: Document, held: Sequence[Document]) -> list[Relation]:
        """The relations of a document, the weightiest first, each other document once."""
        index = {key: other for other in held for key in _keys(other)}
        found = [*self._from(document, index), *self._to(document, held)]
        found.sort(key=lambda r: KINDS.index(r.kind))
        return list({(r.document.id if r.document else r.name): r for r in reversed(found)}.values())[::-1]

    def _from(self, document: Document, index: dict[str, Document]) -> Iterator[Relation]:
        for name in document.metadata.repeals:
            other = _held(index, name)
            if other is None or other.id != document.id:
                yield Relation("repeals", other.title if other else name.strip("《》"), other)
        for key, kind in self._named(document).items():
            other = index.get(key)
            if other is not None and other.id != document.id:
                yield Relation(kind, other.title, other)

    def _to(self, document: Document, held: Sequence[Document]) -> Iterator[Relation]:
        keys = set(_keys(document))
        back = {"implements": "implemented_by", "names": "named_by"}
        for other in held:
            if other.id == document.id:
                continue
            if any(key in keys for name in other.metadata.repeals for key in _forms(name)):
                yield Relation("repealed_by", other.title, other)
            for kind in sorted({kind for key, kind in self._named(other).items() if key in keys}):
                yield Relation(back[kind], other.title, other)

    def _named(self, document: Document) -> dict[str, str]:
        """What the text names in 《》, and whether it rests on it."""
        known = self._read.get(document.id)
        if known is not None and known[0] is document:
            return known[1]
        found: dict[str, str] = {}
        for match in _TITLE.finditer(document.text):
            before = document.text[max(0, match.start() - 70) : match.start()]
            kind = "implements" if _RESTS.search(before) else "names"
            for key in (*_forms(match[1]), *([plain(match[2])] if match[2] else [])):
                if found.get(key) != "implements":
                    found[key] = kind
        self._read[document.id] = (document, found)
        return found


def _keys(document: Document) -> set[str]:
    """What a document is known by. A digest bears the names of the text that it is about, and goes by its own title only."""
    meta = document.metadata
    names = (meta.title,) if meta.text_kind is TextKind.DIGEST else (meta.title, meta.notice_title)
    return {key for name in names for key in _forms(name)} | ({plain(meta.doc_no)} if meta.doc_no else set())


def _forms(name: str) -> set[str]:
    """A title whole, and without what is often left out of it: who sends it, 关于, 的通知. A 文号 in it counts, too."""
    title, _, rest = name.strip().lstrip("《").partition("》")
    short = _END.sub("", _FRONT.sub("", title))
    number = plain(rest)
    return {key for key in (plain(title), plain(short), number) if len(key) >= 4}


def _held(index: dict[str, Document], name: str) -> Document | None:
    return next((index[key] for key in sorted(_forms(name), key=len, reverse=True) if key in index), None)
