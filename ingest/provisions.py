"""What a clause grants or demands, read from its words.

A sentence is read as groups of segments (ingest.segments): a condition and what it brings. A lead that leaves it to the
locality (支持有条件的地方 …) holds for the rest of its sentence, and so does the word of granting, where a later part only
names figures (给予贴息;单家企业每年至多1000万元).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.awards import aligned
from ingest.roles import roles
from ingest.segments import GRANT, GRANT_WORDS, Group, groups, sentences
from language.quantities import read_figures
from language.text import narrow
from policy.provisions import Figure, FigureRole, Modality, Provision

_PAYING = re.compile(GRANT_WORDS)
_FULL_WORD = {"补": "补助", "奖": "奖励"}
_ACTION = re.compile(
    r"直接认定|认定|直接纳入|纳入|直接确认|发放|建设|打造|培育|引进|支持|构建|开展|推动|鼓励|"
    r"组织实施|评选|登记|申报|备案|填报|开放|承接|举办|参加|落实|简化|放宽|加大|引导|不得|禁止|享受|担任|申请|"
    r"实施|建立|提供|破除|依据|施行|覆盖|推进|新增|安排|责令|罚款|没收|吊销|处分|追究"
)
_VOUCHER = re.compile(r"发放")
_LOCAL = re.compile(
    r"有条件的?(?:地方|市县|市、县|地区|设区市)|(?:由|以)(?:各?地方|属地|各地|市县)|(?:各地|市县|地方)(?:可|自行)|鼓励(?:各地|地方|市县)"
)
_FORBIDDEN = re.compile(r"不得(?!不)|禁止(?![、类性])|严禁|不予|不受理|不新建")
_MODALITY: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (Modality.MUST_NOT, _FORBIDDEN),
    (
        Modality.MUST,
        re.compile(r"应当|(?<![对供适响相反感])应(?=按|在|于|由|向|依|符合|具备|满足|提交)|必须|严格落实|(?<!无)须|还要|要有|方可"),
    ),
    # 许可, 可信, 可复制 permit nothing.
    (
        Modality.MAY,
        re.compile(
            r"(?<![不认许宁尽方即])可(?!持|能|查|复用|行|靠|控|信|观|视|见|燃|再生|复制|推广|追|溯|比|移|读|穿|编|爱|降解|回收|解释|"
            r"开放|交易|扩展|量化|操作|感|调|循环|用(?!于))"
        ),
    ),
    (
        Modality.ENCOURAGE,
        re.compile(r"鼓励|(?:^|[,;:])(?:大力|积极|重点|优先|加快|进一步|继续|着力|并|同时|也|还)*支持(?!政策|力度|范围|措施|体系)"),
    ),
)
_BASE_LEAD = re.compile(r"(?:不高于|不超过?|不低于|按照?|依据|占|付给)(?!不|$)")
_BASE_END = re.compile(r"的?(?:最高|至多|比重|比例|一定比例)?(?:不超过?|不高于|不低于)?$")
_BASE_NOUN = re.compile(r"(?:上年度?|项目)?[一-鿿()A-Z]{2,12}(?:额|费用|投资|投入|经费|资金|售价|金额)(?:的)?$")
_NO_BASE = re.compile(r"[分为加]$")
_SOME_SHARE = re.compile(r"按照?(?P<base>[^,;]{2,30}?)的?一定比例")
_PERIOD = re.compile(r"每年度?|每季度|每月|(?<![一-鿿])年(?=至多|支持|申领)|分年度|年度(?=[最至不])|一次性")


def read_provisions(text: str, *, heading: str = "") -> list[Provision]:
    """The provisions of a clause's text, in order; `heading` helps where a text is terse. Spans are in `text`."""
    figures = read_figures(text)
    flat = narrow(text)
    out: list[Provision] = []
    for start, end in sentences(flat):
        local, lead, granting = False, "", ""
        for group in groups(flat, start, end, _within(figures, start, end)):
            local = local or bool(_LOCAL.search(group.words))
            provision = _provision(group, heading, local, lead, granting)
            if provision is not None:
                out.extend(aligned(provision, group))
                granting = provision.action if GRANT.search(group.words) else granting
            lead = group.words
    return out


def _within(figures: Sequence[Figure], start: int, end: int) -> Sequence[Figure]:
    first = bisect_left(figures, start, key=lambda f: f.start)
    return figures[first : bisect_left(figures, end, lo=first, key=lambda f: f.start)]


def _provision(group: Group, heading: str, local: bool, lead: str, granting: str) -> Provision | None:
    """What a group grants or demands, None where it does neither and names no figure."""
    words, promise = group.words, group.promise
    carried = granting if not GRANT.search(words) and not _ACTION.search(words) else ""
    figures = tuple(sorted(roles(group, heading, lead, granting=bool(carried)), key=lambda f: f.start))
    action = _action(group, figures) or (carried if any(f.role in _AWARDS for f in figures) else "")
    if not action and not figures:
        return None
    rate = _first(figures, FigureRole.RATE)
    return Provision(
        action=action,
        object=heading,
        start=group.start,
        end=group.end,
        rate=rate,
        cap=_first(figures, FigureRole.CAP),
        amount=_first(figures, FigureRole.AMOUNT),
        base=_base_of(rate, group) if rate else _unnamed_share(words),
        period=_match(_PERIOD, words),
        condition=",".join(s.condition for s in group.conditions),
        modality=next((m for m, p in _MODALITY if p.search(promise)), Modality.STATE),
        local_discretion=local,
        figures=figures,
    )


_AWARDS = (FigureRole.RATE, FigureRole.CAP, FigureRole.AMOUNT)


def _first(figures: Sequence[Figure], role: FigureRole) -> Figure | None:
    return next((f for f in figures if f.role is role), None)


def _match(pattern: re.Pattern[str], words: str) -> str:
    match = pattern.search(words)
    return match.group() if match else ""


def _action(group: Group, figures: Sequence[Figure]) -> str:
    """The word of granting nearest to the award, else the first word of doing; what is forbidden is 不得."""
    awards = [f.start for f in figures if f.role in _AWARDS]
    paid = [s.words for s in group.body if any(s.start <= at < s.end for at in awards)]
    for words in (*reversed(paid), group.promise, group.words):
        found = [m.group() for m in _PAYING.finditer(words)]
        if found:
            return _FULL_WORD.get(found[-1], found[-1])
    if GRANT.search(group.promise):
        return "支持"
    words = group.promise
    return _match(_FORBIDDEN, words) or _match(_VOUCHER, words) or _match(_ACTION, words) or _match(_ACTION, group.words)


def _base_of(rate: Figure, group: Group) -> str:
    """What a rate is taken of: the words between 不高于 / 按照 and the figure."""
    segment = next(s for s in group.segments if s.start <= rate.start < s.end)
    before = segment.text[: rate.start - segment.start]
    leads = list(_BASE_LEAD.finditer(before))
    base = _BASE_END.sub("", before[leads[-1].end() :]).strip() if leads else ""
    if not base:
        after_grant = _PAYING.split(before)[-1]
        base = _BASE_END.sub("", _match(_BASE_NOUN, after_grant)).strip()
    return "" if _NO_BASE.search(base) else base


def _unnamed_share(words: str) -> str:
    """按照上年度研发费用的一定比例: what is shared is said, how much of it is not."""
    match = _SOME_SHARE.search(words)
    return match["base"].removesuffix("的") if match else ""
