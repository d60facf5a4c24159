"""A clause's text in the pieces that provisions are read from: sentences, segments between commas, and groups of them.

A segment that says to whom or when something applies (…的, 对…的企业, …的项目) is a condition. It opens a group and binds
the segments after it, up to the next condition or the end of the sentence part.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policy.provisions import Figure

GRANT_WORDS = (
    r"补助|补贴|奖励|资助|贴息|配套|奖补|(?<!获)奖(?!项|牌|选手|[前一二三])|"
    r"(?<![候弥填递修增])补(?![充偿选正办缴齐录救短贴助])|减免|兑现"
)
GRANT = re.compile(rf"{GRANT_WORDS}|给予[^,;]{{0,14}}支持")
_NAMES = re.compile(r"《[^》]*》")
_WHO = r"(?:企业|项目|单位|机构|产品|主体|团队|人才|人|个人|平台|高校|装备|设施|基地|中小微?企业)"
_CONDITION = re.compile(rf"的$|的[^\s可应须给]{{0,8}}{_WHO}$")
_NO_CONDITION = re.compile(r"有条件的$|最高的$|评选|择优|遴选")
_FOR = re.compile(r"(?P<lead>(?:^|.*(?:地方|省级|市级|各地)))对(?P<c>(?!应|于?此).{2,})$")
_AIM_VERBS = ("打造", "建设", "形成", "培育", "涌现", "构建")
# Where a condition and what it brings stand in one segment: 售价不超6000元的|按售价15%补, 对…的企业|给予补助.
_HALVES = re.compile(
    r"(?<=[一-鿿\d%)]{4})的(?=按(?!照?规定|期|时)|可|不超|最高|至多|一次性|给予|予以|资助|奖励|补助)"
    rf"|(?<=对)[^,;]{{2,40}}{_WHO}(?=按(?!照?规定|期|时)|可|一次性|给予|予以|最高|至多)"
)
_LONGEST = 400  # characters of a segment
_BLANK_OR_PARTING = ",: \t\u3000\xa0"
_OPENING, _CLOSING = "(《“[", ")》”]"


@dataclass(slots=True)
class Segment:
    """A part between commas, with the figures that stand in it."""

    text: str
    start: int
    figures: list[Figure] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Where it ends, in the clause's text."""
        return self.start + len(self.text)

    @property
    def words(self) -> str:
        """Its text with the titles in it blanked out: 《关于支持…的措施》 supports nothing here."""
        return _NAMES.sub(lambda m: "□" * len(m.group()), self.text) if "《" in self.text else self.text

    @property
    def condition(self) -> str:
        """What it makes a condition of: itself, or what follows 对."""
        match = _FOR.search(self.text)
        return match["c"] if match else self.text

    @property
    def lead(self) -> str:
        """What stands before 对 in 鼓励有条件的地方对…, "" elsewhere."""
        match = _FOR.search(self.text)
        return match["lead"] if match else ""


@dataclass(slots=True)
class Group:
    """A condition and what it brings."""

    conditions: list[Segment] = field(default_factory=list)
    body: list[Segment] = field(default_factory=list)

    @property
    def segments(self) -> list[Segment]:
        """All of it, the conditions first."""
        return self.conditions + self.body

    @property
    def start(self) -> int:
        """Where its first segment begins."""
        return min(s.start for s in self.segments)

    @property
    def end(self) -> int:
        """Where its last segment ends."""
        return max(s.end for s in self.segments)

    @property
    def words(self) -> str:
        """Its segments in order, parted by commas, titles blanked out."""
        return ",".join(s.words for s in sorted(self.segments, key=lambda s: s.start))

    @property
    def promise(self) -> str:
        """What it brings, without the conditions, but with what leads up to one (鼓励有条件的地方对…)."""
        leads = [s.lead for s in self.conditions if s.lead]
        return ",".join([*leads, *(s.words for s in self.body)]) if self.body else self.words


def sentences(flat: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a narrowed text begins and ends."""
    for match in re.finditer(r"[^。!?\n]+", flat):
        if match.group().strip():
            yield match.span()


def groups(flat: str, start: int, end: int, figures: Sequence[Figure]) -> list[Group]:
    """The groups of a sentence; a semicolon ends one."""
    out: list[Group] = []
    for part in re.finditer(r"[^;]+", flat[start:end]):
        out.append(Group())
        for segment in _segments(flat, start + part.start(), start + part.end(), figures):
            _place(segment, out)
    return [g for g in out if g.segments]


def _place(segment: Segment, out: list[Group]) -> None:
    group = out[-1]
    if not _is_condition(segment):
        group.body.append(segment)
        return
    if group.body and segment.text.startswith(("或", "且", "并", "和")):
        group.conditions.append(group.body.pop())  # …全职双聘,或者自主创办企业的: one condition in two segments
    if group.body:
        group = Group()
        out.append(group)
    group.conditions.append(segment)


def _is_condition(segment: Segment) -> bool:
    text = segment.text
    if GRANT.search(text) and not _FOR.search(text):
        return False
    if _NO_CONDITION.search(text):
        return False
    return bool(_CONDITION.search(text) or _FOR.search(text)) and not text.startswith(_AIM_VERBS)


def _segments(flat: str, start: int, end: int, figures: Sequence[Figure]) -> Iterator[Segment]:
    """Parts between commas and colons; one inside brackets or quotes does not part."""
    left = deque(figures)
    while left and left[0].start < start:
        left.popleft()
    at = start
    for cut in (*_cuts(flat, start, end, figures), end):
        body = flat[at:cut].strip(_BLANK_OR_PARTING)
        own: list[Figure] = []
        while left and left[0].start < cut:
            own.append(left.popleft())
        if body:
            yield from _halves(body, flat.index(body, at), own)
        at = cut


def _cuts(flat: str, start: int, end: int, figures: Sequence[Figure]) -> Iterator[int]:
    """Where segments end. What runs on without a comma, or in a bracket that nobody closed, is cut by its length."""
    depth, at = 0, start
    straddled = {i for f in figures for i in range(f.start + 1, f.end)}
    for index in range(start, end):
        char = flat[index]
        depth += (char in _OPENING) - (char in _CLOSING)
        parts = depth <= 0 and (char == "," or _parts(flat, index))
        if parts or (index - at >= _LONGEST and index not in straddled):
            yield index
            depth, at = 0, index


def _parts(flat: str, index: int) -> bool:
    """Whether there is a colon at `index` that is not that of 10:30 or 1:1."""
    return flat[index] == ":" and not flat[index - 1 : index].isdigit()


def _halves(text: str, start: int, figures: list[Figure]) -> Iterator[Segment]:
    cut = _HALVES.search(text)
    if not cut:
        yield Segment(text, start, figures)
        return
    middle = start + cut.end()
    yield Segment(text[: cut.end()], start, [f for f in figures if f.start < middle])
    yield Segment(text[cut.end() :], middle, [f for f in figures if f.start >= middle])
