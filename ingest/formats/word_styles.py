"""Paragraph styles: what a style, or one that it is based on, says of headings and numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.formats.word_package import Element, W, is_on, number, value

_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|标题|文件标题|公文标题|document title)$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|目录)\s*(?:\d|heading|标题)$", re.IGNORECASE)
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    outline: int | None
    num_id: str
    level: int | None
    hidden: bool


class Styles:
    """The paragraph styles of one document, by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        for style in root.iter(f"{W}style") if root is not None else ():
            if value(style, "type", "paragraph") not in ("paragraph", "numbering"):
                continue
            style_id = value(style, "styleId")
            self._styles[style_id] = _read(style)
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on"):
                self._default = style_id

    def _chain(self, style_id: str) -> Iterator[tuple[str, _Style]]:
        """The style and those it is based on, nearest first."""
        at = style_id or self._default
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(at)
            if style is None:
                return
            yield at, style
            at = style.based_on

    def is_title(self, style_id: str) -> bool:
        """Whether the style is the one for titles."""
        return any(_TITLE.match(style.name) for _, style in self._chain(style_id))

    def is_contents(self, style_id: str) -> bool:
        """Whether the style is one of a table of contents."""
        return any(_CONTENTS.match(style.name) for _, style in self._chain(style_id))

    def is_hidden(self, style_id: str) -> bool:
        """Whether the style's text is hidden."""
        return any(style.hidden for _, style in self._chain(style_id))

    def depth(self, style_id: str) -> int:
        """A heading's level from 1, 0 for text."""
        for _, style in self._chain(style_id):
            if style.outline is not None:
                return style.outline + 1 if 0 <= style.outline < _BODY_LEVEL else 0
            if named := _HEADING.match(style.name):
                return int(named[1])
        return 0

    def numbering(self, style_id: str) -> tuple[str, int | None, str]:
        """Numbering instance, level where the style gives one, and the style that says so; "" where there is none."""
        level: int | None = None
        for at, style in self._chain(style_id):
            level = style.level if level is None else level
            if style.num_id:
                return style.num_id, level, at
        return "", None, ""

    def instances(self) -> dict[str, str]:
        """Style id to the numbering instance that it names itself."""
        return {style_id: style.num_id for style_id, style in self._styles.items() if style.num_id}


def _read(style: Element) -> _Style:
    outline = style.find(f"{W}pPr/{W}outlineLvl")
    level = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
    return _Style(
        name=value(style.find(f"{W}name")),
        based_on=value(style.find(f"{W}basedOn")),
        outline=None if outline is None else number(value(outline), _BODY_LEVEL),
        num_id=value(style.find(f"{W}pPr/{W}numPr/{W}numId")),
        level=None if level is None else number(value(level), 0),
        hidden=is_on(style.find(f"{W}rPr/{W}vanish")),
    )
