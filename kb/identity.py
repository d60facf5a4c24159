"""Which document a file is: by the id given for it, else by its content, else by its place, else by its name.

A file that was renamed or moved keeps its document, whose id is what citations hold. A file that was renamed and edited
at once is a document of its own: that its text is much like one that has gone does not make it that one, and an id that
came to stand for another text would be worse than one that ends.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.catalogue import Copy, Held
from policy.documents import Document, Metadata

_SPACE = re.compile(r"\s+")
_BRACKETS = str.maketrans("〔【［[", "((((") | str.maketrans("〕】］]", "))))")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A document whose file has another name or place now: the source that it had and the one that it has."""

    document: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A source that holds what the document of this id, read from the source `of`, holds already."""

    source: str
    document: str
    of: str


@dataclass(slots=True)
class Identified:
    """What was read, by the ids it goes by now, and what is not kept of it.

    `unplaced` are the files of `failures`; `superseded` the ids of documents held that are now copies of one read.
    """

    kept: dict[str, Held] = field(default_factory=dict)
    renamed: list[Renamed] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def identify(held: Sequence[Held], read: Sequence[Held], stands: Callable[[Held], bool]) -> Identified:
    """The documents that the files `read` are, where `held` are known. `stands` says whether a file is still there."""
    work = _Identifying(held, read, stands)
    left = list(read)
    for named_by in (work.given, work.unchanged, work.moved, work.edited, work.rewritten, work.natural):
        left = [new for new in left if not work.settle(new, named_by(new))]
    return work.out


class _Identifying:
    """One run of `identify`. Each method gives the id of a file by one kind of evidence, None where there is none."""

    def __init__(self, held: Sequence[Held], read: Sequence[Held], stands: Callable[[Held], bool]) -> None:
        now = {new.file: new.content for new in read}
        self.out = Identified()
        self._before = {h.document.id: h for h in held}
        self._at = {h.file: h for h in held}
        self._elsewhere = {h.document.id: h for h in held if h.file not in now and stands(h)}
        self._texts = _Texts(self._elsewhere.values())
        vacant = (h for h in held if (now[h.file] != h.content if h.file in now else not stands(h)))
        self._vacant = _Texts(h for h in vacant if h.content or h.file not in now)
        self._names: dict[str, str] = {}  # the id that a file's name gives, by the id that it has

    def given(self, new: Held) -> str | None:
        return new.document.id if new.named else None

    def unchanged(self, new: Held) -> str | None:
        old = self._at.get(new.file)
        return self._free(old if old and old.content == new.content else None)

    def moved(self, new: Held) -> str | None:
        return self._free(*(h for h in self._vacant.of_bytes(new) if h.content == new.content))

    def edited(self, new: Held) -> str | None:
        return self._free(self._at.get(new.file))

    def rewritten(self, new: Held) -> str | None:
        return self._free(*self._vacant.alike(new))

    def natural(self, new: Held) -> str | None:
        return new.document.id

    def _free(self, *candidates: Held | None) -> str | None:
        """The first that no file has been told to be. An id that was given goes with the giving, not with the file."""
        free = (h.document.id for h in candidates if h and not h.named and h.document.id not in self.out.kept)
        return next(free, None)

    def settle(self, new: Held, document_id: str | None) -> bool:
        """Keep `new` by this id, or say why not; False where there is no id yet."""
        if document_id is None:
            return False
        name, new = new.document.id, replace(new, document=new.document.with_id(document_id))
        twin = next(iter(self._texts.alike(new)), None)
        if twin and (not new.named or twin.document.id == document_id):
            self._duplicate(new, twin)
            return True
        holder = self.out.kept.get(document_id) or self._elsewhere.get(document_id)
        if holder and not new.named and self._names.get(document_id, document_id) != document_id:
            new = self._numbered(new, holder)
        elif holder:
            self._refuse(new, holder)
            return True
        if twin:
            self._beside(new, twin)
        self._keep(new, name)
        return True

    def _keep(self, new: Held, name: str) -> None:
        document = new.document
        self.out.kept[document.id] = new
        self._names[document.id] = name
        self._texts.add(new)
        old = self._before.get(document.id)
        if old and old.file != new.file:
            self.out.renamed.append(Renamed(document.id, old.document.source, document.source))

    def _duplicate(self, copy: Held, of: Held) -> None:
        source, document = copy.document.source, of.document
        self.out.duplicates.append(Duplicate(source, document.id, document.source))
        self.out.copies.append(Copy(copy.file, copy.root, source, copy.content, document.id))

    def _beside(self, new: Held, twin: Held) -> None:
        """A text that is held by another id: a file without an id of its own gives way, else there are two documents."""
        if twin.named:
            said = f"{new.document.source} has the text of {twin.document.id}, and another id: both are kept"
            self.out.notes.append(said)
        else:
            self._texts.drop(twin)
            del self._elsewhere[twin.document.id]
            self.out.superseded.append(twin.document.id)
            self._duplicate(twin, new)

    def _refuse(self, new: Held, holder: Held) -> None:
        source, document_id = new.document.source, new.document.id
        self.out.failures.append(
            (source, f"{source} has the id {document_id}, which {holder.document.source} has; give one of them another id")
        )
        self.out.unplaced.append(new.file)

    def _numbered(self, new: Held, holder: Held) -> Held:
        """Another id for a file whose name was another file's, which keeps the id of that name."""
        taken = self._before.keys() | self.out.kept.keys() | self._elsewhere.keys()
        stem = new.document.id
        number = next(n for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)
        document = new.document.with_id(f"{stem}-{number}")
        self.out.notes.append(
            f"{document.source} is held as {document.id}: {stem} is {holder.document.source}, which had this name before"
        )
        return replace(new, document=document)


class _Texts:
    """Documents by what they say."""

    def __init__(self, held: Iterable[Held]) -> None:
        self._by: dict[str, list[Held]] = {}
        for h in held:
            self.add(h)

    def add(self, held: Held) -> None:
        for key in _keys(held):
            self._by.setdefault(key, []).append(held)

    def drop(self, held: Held) -> None:
        for key in _keys(held):
            self._by[key].remove(held)

    def of_bytes(self, held: Held) -> list[Held]:
        return self._by.get(_bytes_of(held), []) if held.content else []

    def alike(self, held: Held) -> list[Held]:
        """Those of the same bytes, then those of the same clauses, where what is known of them does not differ."""
        same = [h for h in self.of_bytes(held) if _one_of_them_bare(h, held) or not _differ(h.document, held.document)]
        clauses = self._by.get(wording(held.document), [])
        return same + [h for h in clauses if h not in same and not _differ(h.document, held.document)]


def _keys(held: Held) -> set[str]:
    return {wording(held.document), *([_bytes_of(held)] if held.content else [])}


def _bytes_of(held: Held) -> str:
    return held.content.partition(":")[0]


def _one_of_them_bare(a: Held, b: Held) -> bool:
    """Whether only one file has facts beside it, or both have the same: nothing that was given speaks for two."""
    facts = {h.content.partition(":")[2] for h in (a, b)} - {""}
    return len(facts) < 2


def wording(document: Document) -> str:
    """A hash of what the clauses say, whatever the white space (64 hex digits)."""
    parts = [f"{c.label}\x1f{c.heading}\x1f{c.text}" for c in document.clauses] or [document.text]
    joined = "\x1e".join(_SPACE.sub("", part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()


def _differ(a: Document, b: Document) -> bool:
    """Whether what both say of themselves tells them apart: another title, 文号, or date."""
    return (
        not _either_holds(known_title(a), known_title(b))
        or not _either_holds(plain(a.metadata.doc_no), plain(b.metadata.doc_no))
        or not _either_holds(_day(a.metadata), _day(b.metadata))
    )


def _either_holds(a: str, b: str) -> bool:
    return not a or not b or a in b or b in a


def _day(metadata: Metadata) -> str:
    return metadata.issued or metadata.published


def known_title(document: Document) -> str:
    """The title, plain; "" where it is only the id."""
    return "" if document.title == document.id else plain(document.title)


def plain(text: str) -> str:
    """`text` without what is written one way here and another there: width, white space, the form of brackets."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).translate(_BRACKETS).lower()
