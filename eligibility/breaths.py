"""A told text cut into what is said in one breath, and the words that turn, ask about or put off what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_CUT = re.compile(
    r"[，；。！？\n、：;!?]|(?<!\d)[,.:]|[,.:](?!\d)|(?:但是?|不过|而且|另外|还有|以及|同时|并且|其中)"
    r"|(?=(?:能不能|能否|可不可以|可以|是不是能|能够?)(?:补|拿|领|申|享|报|得|奖)|有(?:没有)?(?:什么|哪些|啥)?(?:补|奖励|政策|支持)|怎么(?:申|补|领))"
)
# Read off the front of a match: 没有, 不是 and 尚未 turn what follows, and 不但, 不少, 无锡 turn nothing.
_NOT = re.compile(
    r"并没有|还没有?|从没有?|没有?|并不是|不是|不属于|不算|不(?!但|仅|少|错|光|管|论|久|断|低于|超过|高于|到|足|满|清楚|知道|确定|晓得)|并未|从未|尚未|未(?!来)|并非|非|无(?!锡|人机|论|线)"
)
RESPECTIVELY = re.compile(r"分别|依次")
_NOT_AFTER = re.compile(r"[都也还就]*(?:没有?|未|不是|不行|不成)")
_REACH = 8  # characters before a wording in which a word that turns it stands
_ASKED = re.compile(
    r"吗|呢|是不是|有没有|是否|能不能|要不要|算不算|会不会|可不可以|有无|如果|要是|假如|假设|万一|要等|不清楚|不知道|不晓得|不确定|没统计|没算过|说不准|记不清|可能|也许|大概率|好像|似乎|估计"
    r"|\bif\b|not sure|don't know|\bmaybe\b"
)
_GOES_ON = re.compile(r"还没|还未|还在|正在|正|着呢|才")  # 备案还没下来呢 asks nothing
_LATER = re.compile(
    r"打算|计划(?!内)|准备|想(?!象|法|到)|还没[贷租买签]|争取|预计|预期|将要?(?=[申通参租买建评])|即将|正在(?:申请|办|备案|走|评|验收)|申请中|办理中|审核中|评审中|明年|今后|以后"
    r"|\b(?:plan(?:ning)?|going|want|hope) to\b|next year"
)
_YEARS = re.compile(
    r"(?P<other>this year|next year|last (?:two|three|few) years|大前年|今年|本年度?|明年|[上下]半年|季度|[上这本每]个?月|月均|近[两三几]年|[两三几]年来|累计)"
    r"|(?P<before>前年|上上年|再上一?年|(?<![以之])前一年|year before(?: last)?)"
    r"|(?P<last>去年度?|上一?年度?|上个年度|(?:last|previous) year(?!s))|(?P<named>20\d\d)年"
)


@dataclass(frozen=True, slots=True)
class Breath:
    """A stretch of the text between two signs, with the year that it speaks of ("" where it names none).

    `year` is last, before or other, as seen from the day asked about.
    """

    text: str
    start: int
    year: str = ""

    @property
    def end(self) -> int:
        """Where it ends in the whole text."""
        return self.start + len(self.text)

    @property
    def asked(self) -> bool:
        """Whether it asks, supposes or doubts, and so tells nothing."""
        return any(m.group() != "呢" or not _GOES_ON.search(self.text) for m in _ASKED.finditer(self.text))

    @property
    def later(self) -> bool:
        """Whether it speaks of what is still to come."""
        return bool(_LATER.search(self.text))

    def turned(self, start: int, end: int) -> bool:
        """Whether the words around `start`:`end` of it say that this is not so. 不是没有 is so."""
        window = self.text[max(0, start - _REACH) : end]
        return (len(_NOT.findall(window)) + bool(_NOT_AFTER.match(self.text, end))) % 2 == 1

    def turned_before(self, start: int) -> bool:
        """As `turned`, by what stands before only: 不是非自主算力."""
        return len(_NOT.findall(self.text[max(0, start - _REACH) : start])) % 2 == 1


def breaths(text: str, on: date) -> Iterator[Breath]:
    """The text in breaths, in order; a year holds on within a sentence until another is named."""
    year, at = "", 0
    ends = [*((m.start(), m.end(), m.group()) for m in _CUT.finditer(text)), (len(text), len(text), "。")]
    for start, end, sign in ends:
        part = text[at:start]
        if sign == "、" and RESPECTIVELY.search(part):
            continue
        year = _year(part, on) or year
        if part.strip():
            yield Breath(part, at, year)
        if sign in "。！？\n!?":
            year = ""
        at = end


def _year(text: str, on: date) -> str:
    """The year that a text names last."""
    named = years(text, on)
    return named[-1][1] if named else ""


def years(text: str, on: date) -> list[tuple[int, str]]:
    """Every year that a breath names, with where it stands."""
    return [(m.start(), _which(m, on)) for m in _YEARS.finditer(text)]


def _which(match: re.Match[str], on: date) -> str:
    if match["named"]:
        return {1: "last", 2: "before"}.get(on.year - int(match["named"]), "other")
    return next(name for name in ("other", "before", "last") if match[name])
