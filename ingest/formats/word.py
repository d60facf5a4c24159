"""Word documents: .docx and .docm, from Word, WPS, LibreOffice or python-docx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from ingest.blocks import Block, Paragraph, Table, as_text
from ingest.formats.word_body import Body
from ingest.formats.word_numbering import Numbering
from ingest.formats.word_package import Element, Package, W, value
from ingest.formats.word_styles import Styles
from ingest.formats.word_text import Seen
from ingest.lines import Reading
from policy.errors import UnreadableSource

_PAGE = "page furniture"
_NOTES = {"footnote": "注", "endnote": "尾注"}


def read_word(raw: bytes, source: str) -> Reading:
    """The text with its automatic numbers, tables and footnotes; headers and footers set apart. Raises UnreadableSource.

    A footnote's mark is taken out of the text, so that the clause reads as its authors wrote it.
    """
    try:
        return _read(Package(raw, source))
    except RecursionError as error:
        raise UnreadableSource(f"{source} is nested too deep; open it in Word and save it anew") from error


def _read(package: Package) -> Reading:
    root = package.document()
    styles = Styles(package.first("styles"))
    numbering = Numbering(package.first("numbering"), styles.instances())
    seen = Seen()
    body = Body(styles, numbering, seen, frozenset(_contents(root)))
    blocks = list(_one_title((b for part in root.iterfind(f"{W}body") for b in body.blocks(part)), body.titles))
    blocks += [*_notes(package, body), *_furniture(package, styles)]
    text, lines = as_text(blocks)
    if not any(not line.discard for line in lines) and seen.without_text:
        raise UnreadableSource(f"{package.source} holds no text, only {_things(seen)}; put the text in, or read it by OCR first")
    return Reading(text, lines, warnings=tuple(_warnings(package, seen)))


def _contents(root: Element) -> Iterator[Element]:
    """The paragraphs inside a field of contents that is closed again."""
    open_: list[tuple[list[str], list[Element]]] = []  # instructions and paragraphs of each open field
    for paragraph in root.iter(f"{W}p"):
        for _, paragraphs in open_:
            paragraphs.append(paragraph)
        for sign in paragraph.iter(f"{W}fldChar", f"{W}instrText"):
            if sign.tag == W + "instrText":
                if open_:
                    open_[-1][0].append(sign.text or "")
            elif value(sign, "fldCharType") == "begin" and len(open_) < 20:
                open_.append(([], [paragraph]))
            elif value(sign, "fldCharType") == "end" and open_:
                instructions, paragraphs = open_.pop()
                if "".join(instructions).split()[:1] == ["TOC"]:
                    yield from paragraphs


def _one_title(blocks: Iterable[Block], titles: Sequence[Paragraph]) -> Iterator[Block]:
    """A title over several paragraphs of the title's style is one; the same holds of no other heading."""
    held: Paragraph | None = None
    for block in blocks:
        is_title = isinstance(block, Paragraph) and any(block is title for title in titles[-2:])
        if held and is_title:
            held = replace(held, text=held.text + cast(Paragraph, block).text.strip())
            continue
        if held:
            yield held
        held = cast(Paragraph, block) if is_title else None
        if not is_title:
            yield block
    if held:
        yield held


def _notes(package: Package, body: Body) -> Iterator[Block]:
    """The footnotes that the text calls for, in its order, each as one paragraph."""
    called = list(dict.fromkeys(body.seen.notes))
    for kind, mark in _NOTES.items():
        part = package.first(f"{kind}s")
        held = {value(note, "id"): note for note in part.iterfind(W + kind)} if part is not None else {}
        ids = [note_id for of, note_id in called if of == kind and note_id in held]
        for count, note_id in enumerate(ids, 1):
            text = " ".join(_flat(body.blocks(held[note_id])))
            if text.strip():
                yield Paragraph(text.strip(), note=f"{mark}{count}")


def _furniture(package: Package, styles: Styles) -> Iterator[Block]:
    """What the headers and footers say, each text once."""
    body = Body(styles, Numbering(None, {}), Seen())
    parts = [part for kind in ("header", "footer") for part in package.related(kind)]
    for text in dict.fromkeys(text for part in parts for text in _flat(body.blocks(part))):
        yield Paragraph(text, discard=_PAGE)


def _flat(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from ("；".join(dict.fromkeys(" ".join(cell.split()) for cell in row if cell.strip())) for row in block.rows)
        else:
            yield " ".join(block.text.split())


def _things(seen: Seen) -> str:
    return ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for name, count in sorted(seen.without_text.items()))


def _warnings(package: Package, seen: Seen) -> Iterator[str]:
    if seen.without_text:
        yield f"{_things(seen)} can't be read; see in the file whether they say anything"
    if seen.hidden:
        yield f"hidden text of {seen.hidden} characters is left out"
    comments = package.first("comments")
    count = len(list(comments.iterfind(f"{W}comment"))) if comments is not None else 0
    if count:
        yield f"comments in the margin are left out: {count}"
