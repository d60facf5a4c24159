"""A clause's text in the pieces that provisions are read from: sentences, and segments between commas."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from policy.provisions import Figure

GRANT_WORDS = (
    r"补助|补贴|奖励|资助|贴息|配套|奖补|(?<!获)奖(?!项|牌|选手|前|[一二三](?![一二三四五六七八九十百千万亿]*元))|"
    r"(?<![候弥填递修增])补(?![充偿选正办缴齐录救短贴助发])|兑现|"
    r"(?<!不予)(?:减免|免征|免收|免缴|减征|减收|减缴|减按|减半|返还|先征后[返退]|即征即退)"
)
GRANT = re.compile(
    rf"{GRANT_WORDS}|给予[^,;]{{0,14}}支持|(?:支持|扶持)(?=(?:最高|至多|不超过)?[\d一二三四五六七八九十百千][\d.,一二三四五六七八九十百千]*[万亿]*元)"
)
_NAMES = re.compile(r"《[^》]*》")
WHO = (
    r"(?:企业|项目|单位|机构|产品|主体|团队|人才|人|个人|平台|高校|装备|设施|基地|中小微?企业|组织|人员|家庭|学校|院校|医院|园区|"
    r"公民|职工|劳动者|经营者|学生|户|商户|农户|合作社|企业和个人|联合体|实验室|技术中心|研究院)"
)
# 省财政对…, 人民政府应当对…: whoever does it stands before 对. 加强对…的监管 is none of these.
_BY = r"(?:地方|[省市县区镇]级|各地|政府|部门|财政|国家|[省市县区局厅办会]|机构|机关|单位|中心|基金|银行|应当|可以|可|应|要|须)"
_FOR = re.compile(rf"(?P<lead>(?:^|.*{_BY}))对(?P<c>(?!应|于?此|外|接|标|口|照|象|策|手|话).{{2,}})$")
_EXCEPT = re.compile(r"^(?:但是?|其中)?,?(?P<but>.{2,}?)的?除外$|^除(?!以)(?P<save>.{2,}?)(?:之|以)?外$")
# Where a condition and what it brings stand in one segment: 售价不超6000元的|按售价15%补, 对…的企业|给予补助.
_HALVES = re.compile(
    r"(?<=[一-鿿\d%)]{3})的(?=按(?!照?规定|期|时)|可|不超|最高|至多|一次性|给予|予以|资助|奖励|补助|不得|不予|应当|必须|免征|减[按征半]|再(?=奖|给予|补))"
    r"|(?<=[一-鿿]{2})的(?=(?:奖励|补助|补贴|资助|给予|最高|每[家个项])[^,;]{0,6}\d)"
    rf"|(?<=对)[^,;]{{2,60}}?{WHO}(?=按(?!照?规定|期|时)|可|一次性|给予|予以|最高|至多|每|分(?=阶段|档|级|类|年|别)|处(?=[\d一二三四五六七八九以])|实行|免征|减[按征半]|"
    r"应当|不得)"
    rf"|(?<=[一-鿿]{{3}})的[^,;的]{{0,8}}{WHO}(?=按(?!照?规定|期|时|照?[^,;\d]{{0,12}}(?:要求|规定|进行))|一次性(?=给予|补|奖))"
)
_PROMISED = re.compile(r"(?:给予|予以|提供|发放|安排|按照?)[^,;]*[\d元%一二三四五六七八九十百千万][^,;]*$")  # 给予50万元|的奖励 is one
_LONGEST = 400  # characters of a segment
_BLANK_OR_PARTING = ",: \t\u3000\xa0"
_OPENING, _CLOSING = "(《“[", ")》”]"
_MARKS = re.compile(r"[,:(《“\[)》”\]]")


@dataclass
class Segment:
    """A part between commas, with the figures that stand in it."""

    text: str
    start: int
    figures: list[Figure] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Where it ends, in the clause's text."""
        return self.start + len(self.text)

    @cached_property
    def words(self) -> str:
        """Its text with the titles in it blanked out: 《关于支持…的措施》 supports nothing here."""
        return _NAMES.sub(lambda m: "□" * len(m.group()), self.text) if "《" in self.text else self.text

    @cached_property
    def _for(self) -> re.Match[str] | None:
        return _FOR.search(self.text) if "对" in self.text else None

    @property
    def is_for(self) -> bool:
        """Whether it names whom it is for: 对…."""
        return self._for is not None

    @property
    def condition(self) -> str:
        """What it makes a condition of: itself, or what follows 对."""
        return self._for["c"] if self._for else self.text

    @property
    def lead(self) -> str:
        """What stands before 对 in 鼓励有条件的地方对…, "" elsewhere."""
        return self._for["lead"] if self._for else ""

    @property
    def exception(self) -> str:
        """What it takes out: the words before 除外, or between 除 and 外; "" where it takes out nothing."""
        match = _EXCEPT.search(self.text) if self.text.endswith("外") else None
        return (match["but"] or match["save"]) if match else ""


def sentences(flat: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a narrowed text begins and ends."""
    for match in re.finditer(r"[^。!?\n]+", flat):
        if match.group().strip():
            yield match.span()


def segments(flat: str, start: int, end: int, figures: Sequence[Figure]) -> Iterator[Segment]:
    """Parts between commas and colons; one inside brackets or quotes does not part. `figures` are those in between."""
    left = deque(figures)
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
    for index in (*(m.start() for m in _MARKS.finditer(flat, start, end)), end):
        while index - at > _LONGEST:
            depth, at = 0, next(i for i in range(at + _LONGEST, end + 1) if i not in straddled)
            yield at
        if index == end or index < at:
            continue
        char = flat[index]
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth <= 0 and (char == "," or _parts(flat, index)):
            yield index
            depth, at = 0, index


def _parts(flat: str, index: int) -> bool:
    """Whether there is a colon at `index` that is not that of 10:30 or 1:1."""
    return flat[index] == ":" and not flat[index - 1 : index].isdigit()


def _halves(text: str, start: int, figures: list[Figure]) -> Iterator[Segment]:
    if "的" not in text and "对" not in text:
        yield Segment(text, start, figures)
        return
    cut = next((m for m in _HALVES.finditer(text) if not _PROMISED.search(text[: m.start()])), None)
    if not cut:
        yield Segment(text, start, figures)
        return
    middle = start + cut.end()
    yield Segment(text[: cut.end()], start, [f for f in figures if f.start < middle])
    yield Segment(text[cut.end() :], middle, [f for f in figures if f.start >= middle])
