"""A page's tree to blocks, in the order of the page: what a reader sees, each block with the element it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.blocks import Block, Paragraph, Table
from ingest.formats.grids import flat, is_frame
from ingest.formats.web_lists import item_labels
from ingest.formats.web_page import Element
from ingest.formats.web_tables import TableParts, grid_of
from ingest.labels import read_label

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))  # fmt: skip
_UNSEEN = frozenset((
    "head", "script", "style", "noscript", "template", "svg", "canvas", "map", "select", "option", "textarea",
    "button", "datalist", "audio", "video", "rt", "rp", "frameset",
))  # fmt: skip
_WITHOUT_TEXT = {"img": "picture", "iframe": "embedded page", "frame": "embedded page", "object": "embedded object", "embed": "embedded object"}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_NOTE_ID = re.compile(r"^_?(?:ftn|edn|fn|footnote)s?[-_:.]?(?P<n>\d{1,4})$", re.IGNORECASE)
_NOTE_CALL = re.compile(r"^#_?(?:ftn|edn|fn|footnote)s?(?P<back>ref)?[-_:.]?(?:ref[-_:.]?)?\d{1,4}$", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0\u3000]+")
_NOTHING = re.compile("[\u200b\u200c\u200d\u2060\ufeff\xad]")
_DEEPEST = 30  # tables in tables


@dataclass(frozen=True, slots=True)
class Item:
    """A block, the element that it stands in, how much of its text is links (0 to 1), and what it says."""

    block: Block
    place: Element
    links: float = 0.0
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", flat([self.block]))


@dataclass(slots=True)
class _Open:
    """The paragraph that is being gathered."""

    words: list[str] = field(default_factory=list)
    linked: int = 0
    label: str = ""


class Walker:
    """Walks a page. `without_text` counts pictures and the like, by the element that they stand in."""

    def __init__(self) -> None:
        self.without_text: list[tuple[str, Element]] = []

    def items(self, root: Element, deep: int = 0) -> list[Item]:
        """The items below an element."""
        out: list[Item] = []
        open_ = _Open()
        labels: dict[Element, str] = {}
        links = 0
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if self._is_passed_over(element, tag):
                    walk.skip_subtree()
                    continue
                links += tag == "a"
                if tag in _BLOCKS:
                    self._flush(open_, element.getparent() if element is not root else element, out)
                if tag == "ol":
                    labels |= item_labels(element)
                elif tag == "li":
                    open_.label = labels.get(element, "")
                elif tag == "br":
                    open_.words.append("\n")
                elif tag == "table" and element is not root and deep < _DEEPEST:
                    out += self._table(element, deep + 1)
                    walk.skip_subtree()
                    continue
                elif tag in ("td", "th") and element is not root:
                    open_.words.append("\n")
                self._say(open_, element.text, element, links)
            else:
                passed = self._is_passed_over(element, tag, count=False)
                if not passed:
                    links -= tag == "a"
                    if tag in _BLOCKS:
                        self._flush(open_, element, out)
                        open_.label = "" if tag == "li" else open_.label
                if element is not root:
                    self._say(open_, element.tail, element.getparent(), links)
        self._flush(open_, root, out)
        return out

    def _is_passed_over(self, element: Element, tag: str, *, count: bool = True) -> bool:
        if tag in _WITHOUT_TEXT:
            if count:
                self.without_text.append((_WITHOUT_TEXT[tag], element))
            return True
        if tag == "input" or tag in _UNSEEN or not tag:
            return True
        if tag == "a" and _NOTE_CALL.match(element.get("href") or ""):
            return True
        return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))

    def _say(self, open_: _Open, text: str | None, place: Element, links: int) -> None:
        if not text:
            return
        words = _NOTHING.sub("", text)
        words = words.replace("\xa0", " ") if _in_pre(place) else _SPACES.sub(" ", words)
        open_.words.append(words)
        open_.linked += len(words.strip()) if links > 0 else 0

    def _flush(self, open_: _Open, place: Element, out: list[Item]) -> None:
        text = "\n".join(line.strip() for line in "".join(open_.words).split("\n")).strip()
        if text:
            label = "" if open_.label and _has(text, open_.label) else open_.label
            out.append(Item(_paragraph(label + text, place), place, min(1.0, open_.linked / len(text))))
            open_.label = ""
        open_.words, open_.linked = [], 0

    def _table(self, table: Element, deep: int) -> list[Item]:
        parts = TableParts(table, lambda element: self._is_passed_over(element, element.tag, count=False))
        strays = [item for element in parts.strays for item in self.items(element, deep)]
        strays += [Item(Paragraph(text), table) for text in parts.words]
        rows = [[(cell, self.items(cell, deep)) for cell in row] for row in parts.rows]
        if is_frame([[[item.block for item in items] for _, items in row] for row in rows]) or _lays_out(rows):
            return [*strays, *(item for row in rows for _, items in row for item in items)]
        linked = [item.links * len(item.text) for row in rows for _, items in row for item in items]
        block = Table(grid_of(rows_of_texts(rows)), parts.header)
        length = sum(len(cell) for row in block.rows for cell in row)
        return [*strays, Item(block, table, min(1.0, sum(linked) / length if length else 0.0))]


_Cells = list[tuple[Element, list[Item]]]


def rows_of_texts(rows: list[_Cells]) -> list[list[tuple[Element, str]]]:
    """Each cell with what it says."""
    return [[(cell, flat([item.block for item in items])) for cell, items in row] for row in rows]


def _lays_out(rows: list[_Cells]) -> bool:
    """Whether cells hold tables with text of their own around them, as the pages of long ago are laid out."""
    return any(
        any(isinstance(item.block, Table) for item in items) and len(items) > 2 for row in rows for _, items in row
    )


# -- paragraphs ------------------------------------------------------------------------------------------------


def _paragraph(text: str, place: Element) -> Paragraph:
    """A paragraph with the depth of the heading, and the mark of the footnote, that its element is."""
    depth, note = 0, ""
    at = place
    for _ in range(6):
        if at is None:
            break
        tag = at.tag if isinstance(at.tag, str) else ""
        if not depth and re.fullmatch(r"h[1-6]", tag):
            depth = int(tag[1])
        if match := _NOTE_ID.match(at.get("id") or ""):
            note = f"注{int(match['n'])}"
        at = at.getparent()
    return Paragraph(text, 0 if note else depth, "", note)


def _has(text: str, label: str) -> bool:
    """Whether the item's number is typed as well."""
    typed, counted = read_label(text), read_label(f"{label}甲")
    return bool(typed and counted and typed.number == counted.number)


def _in_pre(place: Element | None) -> bool:
    return place is not None and (place.tag == "pre" or any(a.tag == "pre" for a in _above(place)))


def _above(place: Element) -> Iterator[Element]:
    at = place.getparent()
    for _ in range(4):
        if at is None:
            return
        yield at
        at = at.getparent()
