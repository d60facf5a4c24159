"""China's divisions: which region a text names, and which regions lie in which.

Names and nesting come from jionlp's list of divisions (Apache-2.0). A region is written as the path below the
province's name where that is needed to tell it apart, as documents do: 全国, 浙江省, 杭州市, 杭州市西湖区.
"""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

NATION = "全国"


@dataclass(frozen=True, slots=True)
class Region:
    """A division: its own name and those above it. `province` is "" for the nation only."""

    province: str
    city: str = ""
    county: str = ""

    @property
    def name(self) -> str:
        """As documents write it: 浙江省, 杭州市, 杭州市西湖区."""
        if self.county:
            return f"{self.city}{self.county}"
        return self.city or self.province

    def holds(self, other: Region) -> bool:
        """Whether `other` is this region or lies in it."""
        return (
            (not self.province or self.province == other.province)
            and (not self.city or self.city == other.city)
            and (not self.county or self.county == other.county)
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """A region named in a text, and where."""

    region: Region
    start: int
    end: int


def covers(document_region: str, asked_region: str) -> bool:
    """Whether a document of one region applies in another: 浙江省 covers 杭州市西湖区, 杭州市 does not cover 浙江省."""
    if document_region in ("", NATION, asked_region):
        return True
    document = parse_region(document_region)
    if document is None:
        return False
    asked = parse_region(asked_region, document.province)
    return asked is not None and document.holds(asked)


@lru_cache(maxsize=4096)
def parse_region(name: str, province: str = "") -> Region | None:
    """The division that a name means: full or short, with or without those above it. None where none is known.

    Of several of one name (西湖区 is in Hangzhou and in Nanchang) the one in `province` is meant.
    """
    if name.strip() in (NATION, "国家", "中国"):
        return Region("")
    found = find_regions(name, short_counties=True, province=province)
    if not found:
        return None
    return max((m.region for m in found), key=lambda r: (bool(r.county), bool(r.city)))


def find_regions(text: str, *, short_counties: bool = False, province: str = "") -> list[Mention]:
    """The divisions that a text names, in order. A city with its county is one mention.

    County names count without their 区, 县 or 市 (余杭, 义乌) only where `short_counties` is set or in `province`:
    elsewhere too many of them are everyday words.
    """
    names = _names()
    out: list[Mention] = []
    at = 0
    while at < len(text):
        match = _longest(text, at, names, short_counties, province)
        if match is None:
            at += 1
            continue
        regions, end = match
        _add(out, regions, at, end, province)
        at = end
    return out


def _longest(
    text: str, at: int, names: dict[str, tuple[tuple[Region, bool], ...]], short_counties: bool, province: str
) -> tuple[list[Region], int] | None:
    for size in range(min(14, len(text) - at), 1, -1):
        known = names.get(text[at : at + size])
        if not known:
            continue
        allowed = [r for r, short in known if not (short and r.county) or short_counties or r.province == province]
        if allowed and not re.match(r"[路街大学院江湖山人]", text[at + size : at + size + 1] if size == 2 else ""):
            return allowed, at + size
    return None


def _add(out: list[Mention], regions: list[Region], start: int, end: int, province: str) -> None:
    """Of several places of one name, the one in the region just named, else in the home province, else the first."""
    before = out[-1] if out and start - out[-1].end <= 1 else None
    if before:
        inside = [r for r in regions if before.region.holds(r)]
        if inside:
            out[-1] = Mention(inside[0], before.start, end)
            return
    at_home = [r for r in regions if r.province == province]
    out.append(Mention((at_home or regions)[0], start, end))


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[tuple[Region, bool], ...]]:
    """Every name to the regions it may mean, the larger first; the flag marks a name without 区, 县 or 市."""
    out: dict[str, list[tuple[Region, bool]]] = {}

    def put(region: Region, full: str, alias: Any) -> None:
        out.setdefault(full, []).append((region, False))
        for short in [alias] if isinstance(alias, str) else list(alias or ()):
            if short and short != full and len(short) > 1:
                out.setdefault(short, []).append((region, True))

    for province, cities in _divisions().items():
        put(Region(province), province, cities.get("_alias"))
        for city, counties in _below(cities):
            if city != province:  # Beijing is in Beijing
                put(Region(province, city), city, counties.get("_alias"))
            for county, facts in _below(counties):
                put(Region(province, city if city != province else province, county), county, facts.get("_alias"))
    order = lambda pair: (bool(pair[0].county), bool(pair[0].city))  # noqa: E731
    return {name: tuple(sorted(found, key=order)) for name, found in out.items()}


def _below(division: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(k, v) for k, v in division.items() if not k.startswith("_")]


def _divisions() -> dict[str, dict[str, Any]]:
    with contextlib.redirect_stdout(io.StringIO()):  # the package greets on standard output when it is imported
        from jionlp import china_location_loader

        found = china_location_loader(detail=False)
    return {k: v for k, v in found.items() if not k.startswith("_")}
