"""Word's automatic numbering: the labels that stand in no paragraph's text, counted as Word counts them.

Source: ECMA-376 part 1, 17.9. Lists of one abstract numbering count on together; an instance with a start of its own
begins anew where it is first used; a level begins anew after any level above it, or as `lvlRestart` says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.formats.numerals_written import written
from ingest.formats.word_package import Element, W, is_on, number, value

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None  # begins anew after levels above this one, counted from 1; 0 never; None all above
    style: str = ""
    joined: bool = False  # nothing between the label and the text


@dataclass(slots=True)
class _List:
    """An instance (`w:num`): the abstract numbering that it counts in, its levels, and where it begins anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    used: set[int] = field(default_factory=set)


class Numbering:
    """The numbering of one document. `styled` gives a style's numbering instance, for lists defined by a style."""

    def __init__(self, root: Element | None, styled: dict[str, str]) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root, styled)

    def _read(self, root: Element, styled: dict[str, str]) -> None:
        abstract = {value(a, "abstractNumId"): a for a in root.iter(f"{W}abstractNum")}
        nums = {value(n, "numId"): n for n in root.iter(f"{W}num")}
        for num_id, num in nums.items():
            base = value(num.find(f"{W}abstractNumId"))
            link = value(_find(abstract.get(base), "numStyleLink"))
            if link and (linked := nums.get(styled.get(link, ""))) is not None:
                base = value(linked.find(f"{W}abstractNumId"))
            levels = _levels(abstract.get(base))
            starts: dict[int, int] = {}
            for override in num.iter(f"{W}lvlOverride"):
                place = number(value(override, "ilvl"), -1)
                levels |= _levels(override)
                if (start := override.find(f"{W}startOverride")) is not None:
                    starts[place] = number(value(start), 1)
            self._lists[num_id] = _List(base, levels, starts)

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """The level of an instance that a paragraph style is tied to."""
        held = self._lists.get(num_id)
        return next((place for place, level in held.levels.items() if level.style == style), None) if held else None

    def label(self, num_id: str, place: int) -> str:
        """The label of the next paragraph of an instance and level, what parts it from the text included; "" for bullets."""
        held = self._lists.get(num_id)
        level = held.levels.get(place) if held else None
        if held is None or level is None:
            return ""
        self._count(held, place, level)
        if level.form == "bullet":
            return ""
        shown = _PLACE.sub(lambda mark: self._shown(held, int(mark[1]) - 1, level), level.text)
        return shown if not shown or (level.joined and shown[-1] != ".") else f"{shown} "

    def _count(self, held: _List, place: int, level: _Level) -> None:
        counters = self._counters.setdefault(held.abstract, {})
        if place in held.starts and place not in held.used:
            counters[place] = held.starts[place]
        else:
            counters[place] = counters[place] + 1 if place in counters else held.starts.get(place, level.start)
        held.used.add(place)
        for below in [p for p in counters if p > place]:
            restart = held.levels[below].restart if below in held.levels else None
            if restart is None or place < restart:
                del counters[below]

    def _shown(self, held: _List, place: int, level: _Level) -> str:
        own = held.levels.get(place, _Level())
        count = self._counters[held.abstract].get(place, own.start)
        return written(count, "decimal" if level.legal else own.form) if own.form not in ("none", "bullet") else ""


def _find(element: Element | None, name: str) -> Element | None:
    return None if element is None else element.find(W + name)


def _levels(parent: Element | None) -> dict[int, _Level]:
    out: dict[int, _Level] = {}
    for lvl in parent.findall(f"{W}lvl") if parent is not None else ():
        place = number(value(lvl, "ilvl"), -1)
        if 0 <= place < _LEVELS:
            restart = lvl.find(f"{W}lvlRestart")
            out[place] = _Level(
                start=number(value(lvl.find(f"{W}start")), 0),
                form=_form(lvl),
                text=value(lvl.find(f"{W}lvlText")),
                legal=is_on(lvl.find(f"{W}isLgl")),
                restart=None if restart is None else number(value(restart), 0),
                style=value(lvl.find(f"{W}pStyle")),
                joined=value(lvl.find(f"{W}suff"), default="tab") == "nothing",
            )
    return out


def _form(level: Element) -> str:
    """The number format; newer files give some inside alternate content."""
    found = next(level.iter(f"{W}numFmt"), None)
    return value(found, default="decimal")
