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

from language.words import cut

NATION = "全国"
_STREET = re.compile(r"[东西南北中]?[路街](?!桥)|大[学道桥厦]|学院|[一二三]?中学")
_DIVISION = re.compile(r"[省市区县州盟旗]")
_LANDMARK = re.compile(r"[江湖河山岭]|龙井")
_THERE = re.compile(r"那边|那儿|那里|这边|这儿|当地|市里|县里")  # 昆山那边 is a place, whatever 昆山 is elsewhere
_LONGEST_WORD = 6
_EVERYDAY = frozenset({"路桥", "江山", "开化", "三门", "文成", "和平", "城中", "城关", "新城", "新区", "高新", "开发"})


@dataclass(frozen=True, slots=True)
class Region:
    """A division: its own name and those above it. `province` is "" for the nation only, whose name is 全国."""

    province: str
    city: str = ""
    county: str = ""

    @property
    def name(self) -> str:
        """As documents write it: 浙江省, 杭州市, 杭州市西湖区."""
        if self.county:
            return f"{self.city}{self.county}"
        return self.city or self.province or NATION

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
    found = [m.region for m in find_regions(name, short_counties=True, province=province)]
    inside = [r for r in found if found[0].holds(r)]  # 杭州高新区: another city's 高新区 is not meant
    return max(inside, key=lambda r: (bool(r.county), bool(r.city)), default=None)


def home_of(body: str) -> tuple[list[Region], int]:
    """The divisions whose full name a public body's name begins with, and where that ends: 浙江省科学技术厅 is 浙江省's.

    Several where the name alone does not tell them apart (西湖区人民政府), none where it begins with no division.
    """
    if not _DIVISION.search(body):
        return [], 0  # without loading the list
    names = _names()
    found: list[Region] = []
    at = 0
    while True:
        full = ((size, _full(names, body[at : at + size])) for size in range(min(14, len(body) - at), 1, -1))
        inside = ((size, [r for r in regions if _is_below(r, found)]) for size, regions in full)
        size, regions = next(((size, regions) for size, regions in inside if regions), (0, []))
        if not size:
            return found, at
        found, at = regions, at + size


def _full(names: dict[str, tuple[tuple[Region, bool], ...]], name: str) -> list[Region]:
    return [region for region, short in names.get(name, ()) if not short]


def _is_below(region: Region, above: list[Region]) -> bool:
    return not above or any(a.holds(region) and a != region for a in above)


def find_regions(text: str, *, short_counties: bool = False, province: str = "") -> list[Mention]:
    """The divisions that a text names, in order. A city with its county is one mention.

    County names count without their 区, 县 or 市 (余杭, 义乌) only where `short_counties` is set, in `province`, or right
    after their city: elsewhere too many of them are everyday words.
    """
    names = _names()
    out: list[Mention] = []
    at = 0
    while at < len(text):
        above = out[-1].region if out and at - out[-1].end <= 1 else None
        match = _longest(text, at, names, _Scope(short_counties, province, above))
        if match is None:
            at += 1
            continue
        regions, end = match
        _add(out, regions, at, end, province)
        at = end
    return out


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where short names of counties count: everywhere, in a province, or in the region named just before."""

    everywhere: bool
    province: str
    above: Region | None

    def allows(self, region: Region, short: bool) -> bool:
        if not short or not region.county:
            return True
        if self.above is not None and self.above.city and self.above.holds(region):
            return True
        return self.everywhere or region.province == self.province


def _longest(
    text: str, at: int, names: dict[str, tuple[tuple[Region, bool], ...]], scope: _Scope
) -> tuple[list[Region], int] | None:
    for size in range(min(14, len(text) - at), 1, -1):
        name = text[at : at + size]
        known = names.get(name)
        if not known:
            continue
        there = bool(_THERE.match(text, at + size))
        allowed = [r for r, short in known if there or scope.allows(r, short)]
        if allowed and not (size == 2 and (_is_part_of_a_name(name, text[at + 2 : at + 5], allowed, names) or _in_a_word(text, at, scope, allowed))):
            return allowed, at + size
    return None


def _in_a_word(text: str, at: int, scope: _Scope, regions: list[Region]) -> bool:
    """真金白银 names no city: two characters that everyday Chinese holds within a longer word, not at its beginning."""
    if any(r.province == scope.province for r in regions):
        return False
    start = 0
    for word in cut(text[max(0, at - _LONGEST_WORD) : at + _LONGEST_WORD]):
        begin = max(0, at - _LONGEST_WORD) + start
        start += len(word)
        if begin < at and begin + len(word) >= at + 2:
            return len(word) > 2
    return False


def _is_part_of_a_name(
    name: str, after: str, regions: list[Region], names: dict[str, tuple[tuple[Region, bool], ...]]
) -> bool:
    """中山路, 宁波大学, 西湖龙井 and 路桥 name no division; 宁波江北区 and 杭州人才 do."""
    follow = [r for size in (2, 3) for r, _ in names.get(after[:size], ())]
    if any(r.holds(f) and r != f for r in regions for f in follow):
        return False
    if _STREET.match(after):
        return True
    return all(r.county for r in regions) and (name in _EVERYDAY or bool(_LANDMARK.match(after)))


def _add(out: list[Mention], regions: list[Region], start: int, end: int, province: str) -> None:
    """Of several places of one name, the one in the region just named, else at home, else nearest to one named before."""
    before = out[-1] if out and start - out[-1].end <= 1 else None
    if before:
        inside = [r for r in regions if before.region.holds(r)]
        if inside:
            out[-1] = Mention(inside[0], before.start, end)
            return
    at_home = [r for r in regions if r.province == province]
    near = [r for m in reversed(out) for r in regions if m.region.city and r.city == m.region.city]
    out.append(Mention((at_home or near or regions)[0], start, end))


def named_regions() -> list[tuple[str, Region]]:
    """Every name without 区, 县 or 市, with a region that it may mean."""
    return [(name, region) for name, found in _names().items() for region, short in found if short]


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
