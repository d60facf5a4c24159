"""Segments in groups: a condition and what it brings.

A segment that says to whom or when something applies (…的, 对…的企业, …时, 违反…规定) is a condition. It opens a group and
binds the segments after it, up to the next condition or the end of the sentence part. Where a part says 应当 first and
不得 or 可以 after it, each has a group of its own under the same condition. What 除外 takes out belongs to the group before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.modality import modality, parts_from
from ingest.segments import GRANT, WHO, Segment, segments
from policy.provisions import Comparator, Figure, FigureKind, Modality

_CONDITION = re.compile(rf"的$|(?:以[上下内]|元|%|超[过出])的?部分$|的[^\s可应须给]{{0,8}}{WHO}(?:\([^)]*\))?$")
_NO_CONDITION = re.compile(r"有条件的$|最高的$|评选|择优|遴选|所称|是指")
_OPENING_WORDS = re.compile(
    r"^违反[^,;]{2,}(?:规定|办法|条例|约定|要求)$|.{3,}(?<!及)(?<!按)(?<!同)(?<!小)(?<!临)(?<!定)(?<!随)(?<!届)(?<!实)时$|"
    r".{3,}(?:[^最先落此今]后|以前|之前|之后|期间|情形|情况)$|^在.{2,}的(?:地方|区域|地区)$"
)
_OPENING_ENDS = "定法例约求时后前间形况方域区"
_PARTS = re.compile(r"[^;]+")
_BRINGS = re.compile(
    r"^(?:安排|设立|年度|每年|全[省市县区年]|打造|建设|形成|培育|推动|推进|加快|加强|加大|完善|深化|实施|开展|落实|围绕|聚焦|发挥|到20)|"
    r"罚款|责令|没收|其中|由[^,;]{2,}[部门局厅关]"
)
_DONE_TO = re.compile(r"予以|给予|(?:进行|作出|开展|提出|负责|实施)(?:(?!的)[一-鿿]){0,8}$")  # 对申请进行审查: no condition
_CONNECTIVES = ("但是", "但", "其中", "同时", "此外", "另外")
_AIM_VERBS = ("打造", "建设", "形成", "培育", "涌现", "构建")


@dataclass(slots=True)
class Group:
    """A condition and what it brings."""

    conditions: list[Segment] = field(default_factory=list)
    body: list[Segment] = field(default_factory=list)
    exceptions: list[Segment] = field(default_factory=list)
    held: list[Segment] = field(default_factory=list)
    """Conditions that stand in the group before and hold for this one too."""

    @property
    def segments(self) -> list[Segment]:
        """All of it, the conditions first."""
        return self.conditions + self.body + self.exceptions

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
        """Its segments in order, parted by commas, titles blanked out; without the exceptions."""
        return ",".join(s.words for s in sorted(self.conditions + self.body, key=lambda s: s.start))

    @property
    def condition(self) -> str:
        """To whom or when it applies, "" where it says neither."""
        return ",".join(s.condition for s in self.held + self.conditions)

    @property
    def exception(self) -> str:
        """What is taken out again."""
        return ",".join(s.exception for s in self.exceptions)

    @property
    def promise(self) -> str:
        """What it brings, without the conditions, but with what leads up to one (鼓励有条件的地方对…)."""
        leads = [s.lead for s in self.conditions if s.lead]
        case_only = not self.body and bool(self.conditions) and self.conditions[-1].text.endswith("的")
        return ",".join([*leads, *(s.words for s in self.body)]) if self.body or case_only else self.words


def groups(flat: str, start: int, end: int, figures: Sequence[Figure]) -> list[Group]:
    """The groups of a sentence; a semicolon ends one."""
    out: list[Group] = []
    for part in _PARTS.finditer(flat, start, end):
        out.append(Group())
        for segment in segments(flat, *part.span(), within(figures, *part.span())):
            _place(segment, out)
    return [part for group in _with_exceptions(out) for part in _by_modality(group)]


def within(figures: Sequence[Figure], start: int, end: int) -> Sequence[Figure]:
    """Those of `figures`, which are in order, that begin between `start` and `end`."""
    first = bisect_left(figures, start, key=lambda f: f.start)
    return figures[first : bisect_left(figures, end, lo=first, key=lambda f: f.start)]


def _place(segment: Segment, out: list[Group]) -> None:
    group = out[-1]
    if segment.text in _CONNECTIVES:
        return
    if segment.exception:
        group.exceptions.append(segment)
    elif _is_condition(segment) or (not group.body and _opens(segment)):
        _open(segment, out)
    else:
        group.body.append(segment)


def _open(segment: Segment, out: list[Group]) -> None:
    """Put a condition where it belongs: with the words before it where they are part of it, else in a new group."""
    group = out[-1]
    if group.body and _unfinished(group.body) and not segment.is_for:
        group.conditions += group.body  # 户籍不在本村,但已居住一年以上,本人申请的: one condition in three segments
        group.body = []
    elif group.body and segment.text.startswith(("或", "且", "并", "和")):
        group.conditions.append(group.body.pop())  # …全职双聘,或者自主创办企业的
    if group.body:
        group = Group()
        out.append(group)
    group.conditions.append(segment)


def _unfinished(body: Sequence[Segment]) -> bool:
    """Whether segments bring nothing of their own, so that what follows them goes on with the same condition."""
    return not any(_brings(s) for s in body)


def _brings(segment: Segment) -> bool:
    words = segment.words
    if _BRINGS.search(words) or GRANT.search(words) or modality(words) is not Modality.STATE:
        return True
    return any(f.kind is not FigureKind.DATE and _pays(f) for f in segment.figures)


def _pays(figure: Figure) -> bool:
    """A bare number, or a limit on money or a share: no condition says that."""
    upper = figure.comparator in (Comparator.LE, Comparator.LT)
    return figure.comparator is Comparator.EQ or (upper and figure.kind in (FigureKind.MONEY, FigureKind.PERCENT))


def _is_condition(segment: Segment) -> bool:
    text = segment.text
    if GRANT.search(text) and not segment.is_for and (segment.figures or not text.endswith("的")):
        return False  # 骗取补助的 is a condition, 给予50万元补助的 is none
    if _NO_CONDITION.search(text):
        return False
    if segment.is_for:
        return not _DONE_TO.search(segment.condition) and modality(segment.condition) is Modality.STATE
    return bool(_CONDITION.search(text)) and not text.startswith(_AIM_VERBS)


def _opens(segment: Segment) -> bool:
    """违反…规定, …时, …后: said first, it is when the rest applies. 2027年底前 is a date."""
    if segment.text[-1] not in _OPENING_ENDS or any(f.kind is FigureKind.DATE for f in segment.figures):
        return False
    return bool(_OPENING_WORDS.search(segment.text)) and modality(segment.words) is Modality.STATE


def _with_exceptions(parts: Sequence[Group]) -> list[Group]:
    """The groups that hold anything; one that only excepts goes to the one before it."""
    out: list[Group] = []
    for group in parts:
        if out and group.exceptions and not group.conditions and not group.body:
            out[-1].exceptions += group.exceptions
        elif group.segments:
            out.append(group)
    return out


def _by_modality(group: Group) -> Iterator[Group]:
    """The group, parted where its words begin to bind otherwise: 应当保持中立,|不得泄露."""
    bound = Modality.STATE
    part = Group(conditions=group.conditions)
    for segment in group.body:
        strength = modality(segment.words)
        if parts_from(bound, strength):
            yield part
            part, bound = Group(held=group.held + group.conditions), Modality.STATE
        part.body.append(segment)
        bound = strength if bound is Modality.STATE else bound
    part.exceptions = group.exceptions
    yield part
