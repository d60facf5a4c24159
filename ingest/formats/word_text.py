"""The text of a Word paragraph: what a reader sees on the page, without what was deleted, hidden or is no text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.word_package import Element, W, is_on, number, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"

# Subtrees that hold no text of the document: deletions, properties, annotations, a field's instructions.
_PASSED_OVER = {
    W + name
    for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "instrText", "delText", "rt", "annotationRef")
}
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
# Signs of the fonts Wingdings and Wingdings 2 that forms and lists are drawn with.
_SYMBOLS = {
    0xA8: "□", 0x6F: "□", 0x71: "□", 0x72: "□", 0x30: "□", 0xA3: "□", 0x2A: "□", 0xFE: "☑", 0xFD: "☒", 0x52: "☑", 0xFC: "✓", 0x50: "✓",
    0x6C: "●", 0x6E: "■", 0x75: "◆", 0xD8: "➢",
}  # fmt: skip


@dataclass(slots=True)
class Seen:
    """What came by on the way: footnotes called for, text boxes, and things without text."""

    notes: list[tuple[str, str]] = field(default_factory=list)  # kind and id, in the order of the text
    without_text: Counter[str] = field(default_factory=Counter)
    hidden: int = 0


def paragraph_text(paragraph: Element, seen: Seen, boxes: list[Element]) -> str:
    """The text of a `w:p`; the text boxes anchored in it are added to `boxes`."""
    return "".join(_texts(paragraph, seen, boxes))


def _texts(parent: Element, seen: Seen, boxes: list[Element]) -> Iterator[str]:
    stack = [iter(parent)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        tag = element.tag
        if tag in _PASSED_OVER:
            continue
        if tag == W + "t":
            yield element.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == W + "txbxContent":
            boxes.append(element)
        elif tag == W + "r":
            stack += _run(element, seen)
        elif tag == _MC + "AlternateContent":
            chosen = element.find(f"{_MC}Choice")
            chosen = element.find(f"{_MC}Fallback") if chosen is None else chosen
            stack += [iter(chosen)] if chosen is not None else []
        elif tag in _LEAVES:
            yield _leaf(element, tag, seen)
        else:
            _count(tag, seen)
            stack.append(iter(element))


def _run(run: Element, seen: Seen) -> list[Iterator[Element]]:
    """What to walk of a run: nothing where it is hidden, no text where it is a footnote's own mark."""
    if is_on(run.find(f"{W}rPr/{W}vanish")):
        seen.hidden += sum(len(t.text or "") for t in run.iter(f"{W}t"))
        return []
    own_mark = any(is_on_attribute(e) for kind in ("footnote", "endnote") for e in run.iterfind(f"{W}{kind}Reference"))
    return [iter([child for child in run if not (own_mark and child.tag == W + "t")])]


def is_on_attribute(reference: Element) -> bool:
    """Whether the mark of a footnote is typed by hand."""
    return value(reference, "customMarkFollows") in ("1", "true", "on")


_LEAVES = {W + "br", W + "sym", W + "footnoteReference", W + "endnoteReference", W + "checkBox", _MATH + "t"}


def _leaf(element: Element, tag: str, seen: Seen) -> str:
    if tag == W + "br":
        return "\n"
    if tag == W + "sym":
        return _symbol(element)
    if tag == _MATH + "t":
        return element.text or ""
    if tag == W + "checkBox":
        state = element.find(f"{W}checked")
        return "☑" if is_on(state if state is not None else element.find(f"{W}default")) else "□"
    seen.notes.append((tag.removeprefix(W).removesuffix("Reference"), value(element, "id")))
    return ""


def _symbol(element: Element) -> str:
    code = value(element, "char")
    point = int(code, 16) if len(code) == 4 and all(c in "0123456789abcdefABCDEF" for c in code) else 0
    if 0xF000 <= point <= 0xF0FF:
        return _SYMBOLS.get(point - 0xF000, "")
    return chr(point) if point >= 0x20 and not 0xD800 <= point <= 0xF8FF else ""


_WITHOUT_TEXT = {
    _A + "blip": "picture",
    _V + "imagedata": "picture",
    W + "object": "embedded object",
    _MATH + "oMath": "formula",
    W + "altChunk": "embedded file",
    W + "subDoc": "embedded file",
}


def _count(tag: object, seen: Seen) -> None:
    if isinstance(tag, str) and tag in _WITHOUT_TEXT:
        seen.without_text[_WITHOUT_TEXT[tag]] += 1


def grid_number(cell: Element, name: str) -> int:
    """A count of columns in a cell's or row's properties, at most 200."""
    found = cell.find(f"{W}tcPr/{W}{name}") if cell.tag == W + "tc" else cell.find(f"{W}trPr/{W}{name}")
    return max(0, min(200, number(value(found), 1 if name == "gridSpan" else 0)))
