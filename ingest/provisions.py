"""What a clause grants or demands, read from its words.

A sentence is read as a chain of comma-parted segments. A segment that says to whom or when something applies
(…的, 对…的企业, …的项目) is a condition and binds the segments after it, up to the next condition; a lead that leaves it to
the locality (支持有条件的地方 …) holds for the rest of its sentence. Figures get their role from where they stand: in a
condition they are thresholds, beside a word of granting they are rates, caps or amounts, after 到2027年 or 力争 targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from language.quantities import read_figures
from language.text import narrow
from policy.provisions import Comparator, Figure, FigureKind, FigureRole, Modality, Provision

_GRANT = re.compile(
    r"补助|补贴|奖励|资助|贴息|配套|奖补|(?<!获)奖(?!项|牌|选手|[前一二三])|(?<![候弥填递修增])补(?![充偿选正办缴齐录救短贴助])|减免|兑现|"
    r"给予.{0,14}支持"
)
_ACTION = re.compile(
    r"补助|补贴|奖励|资助|贴息|配套|减免|直接认定|认定|直接纳入|纳入|直接确认|发放|建设|打造|培育|引进|支持|构建|开展|推动|鼓励|"
    r"组织实施|评选|登记|申报|备案|填报|开放|承接|举办|参加|落实|简化|放宽|加大|引导|不得|禁止|享受|担任|申请|"
    r"实施|建立|提供|依据|施行|覆盖|推进|新增|安排"
)
_LOCAL = re.compile(
    r"有条件的?(?:地方|市县|市、县|地区|设区市)|(?:由|以)(?:各?地方|属地|各地|市县)|(?:各地|市县|地方)(?:可|自行)|鼓励(?:各地|地方|市县)"
)
_MODALITY: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (Modality.MUST_NOT, re.compile(r"不得|禁止|严禁|不予|不受理|不新建")),
    (Modality.MUST, re.compile(r"应当|必须|严格落实|(?<!无)须|还要|要有")),
    (Modality.MAY, re.compile(r"可(?=给予|按|直接|申请|申报|享受|同等|不经|随到|担任|到|放宽|叠加|用于|通过|依法|探索|以)")),
    (Modality.ENCOURAGE, re.compile(r"鼓励|支持")),
)
_WHO = r"(?:企业|项目|单位|机构|产品|主体|团队|人才|人|个人|平台|高校|装备|设施|基地|中小微?企业)"
_CONDITION = re.compile(rf"(?:的|的\S{{0,8}}{_WHO}|(?:首次)?\S*的)$")
_FOR = re.compile(r"(?:^|地方|省级|市级|各地)对(?P<c>(?!应|于?此).{2,})$")
_TARGET = re.compile(r"到20[2-4]\d年|20[2-4]\d年(?:底)?(?=[,，:：前达])|力争|目标|累计达")
_AIM = re.compile(r"(?:打造|培育|建设|建成|形成|扩到|安排|规模\S{0,4}|开放|攻克|实施|推进|服务|交易|提高到)\S{0,14}$")
_AIM_VERBS = ("打造", "建设", "形成", "培育", "涌现", "构建")
_INTRODUCER = re.compile(r"(?:不高于|不超过|不低于|不超|按照|按|依据|占|付给)(?=[^不])")
_BASE_END = re.compile(r"的?(?:最高|至多|比重|比例|一定比例)?(?:不超过?|不高于|不低于)?$")
_HALVES = re.compile(r"(?<=[一-鿿\d%)]{4})的(?=按(?!照?规定|期|时)|可(?:到|按|给)|不超|最高|至多|一次性|给予|资助|奖励|补助)")
_PERIOD = re.compile(r"每年度?|(?<![一-鿿])年(?=至多|支持|申领)|分年度|年度|一次性|上年度?|近[一二两三四五\d]年|每月")


@dataclass(slots=True)
class _Segment:
    text: str
    start: int
    figures: list[Figure] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class _Group:
    """A condition and what it brings."""

    conditions: list[_Segment] = field(default_factory=list)
    body: list[_Segment] = field(default_factory=list)

    @property
    def segments(self) -> list[_Segment]:
        return self.conditions + self.body


def read_provisions(text: str, *, heading: str = "") -> list[Provision]:
    """The provisions of a clause's text, in order; `heading` helps where a text is terse. Spans are in `text`."""
    figures = read_figures(text)
    flat = narrow(text)
    out: list[Provision] = []
    for start, end in _sentences(flat):
        local = False
        lead = ""
        for group in _groups(flat, start, end, figures):
            said = "".join(s.text for s in group.segments)
            local = local or bool(_LOCAL.search(said))
            provision = _provision(group, heading, local, text, lead)
            if provision is not None:
                out.extend(_aligned(provision, group, text))
            lead = said
    return out


def _sentences(flat: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^。!?\n]+", flat):
        if match.group().strip():
            yield match.span()


def _groups(flat: str, start: int, end: int, figures: Sequence[Figure]) -> list[_Group]:
    groups = [_Group()]
    for part in re.finditer(r"[^;]+", flat[start:end]):
        if groups[-1].segments:
            groups.append(_Group())
        for segment in _segments(flat, start + part.start(), start + part.end(), figures):
            if _is_condition(segment):
                if groups[-1].body and segment.text.startswith(("或", "且", "并", "和")):
                    groups[-1].conditions.append(groups[-1].body.pop())
                if groups[-1].body:
                    groups.append(_Group())
                groups[-1].conditions.append(segment)
            else:
                groups[-1].body.append(segment)
    return groups


def _segments(flat: str, start: int, end: int, figures: Sequence[Figure]) -> Iterator[_Segment]:
    """Parts between commas; a comma inside brackets or quotes does not part."""
    depth, at = 0, start
    for index in range(start, end + 1):
        char = flat[index] if index < end else ","
        depth += (char in "(（《“[") - (char in ")）》”]")
        if (char == "," or index == end) and (depth <= 0 or index == end):
            body = flat[at:index]
            lead = len(body) - len(body.lstrip())
            if body.strip():
                yield from _halves(body.strip(), at + lead, [f for f in figures if at <= f.start < index])
            at = index + 1


def _halves(text: str, start: int, figures: list[Figure]) -> Iterator[_Segment]:
    """售价不超6000元的按售价15%补: the condition and what it brings, without a comma between."""
    cut = _HALVES.search(text)
    if not cut:
        yield _Segment(text, start, figures)
        return
    middle = start + cut.start() + 1
    yield _Segment(text[: cut.start() + 1], start, [f for f in figures if f.start < middle])
    yield _Segment(text[cut.start() + 1 :], middle, [f for f in figures if f.start >= middle])


def _is_condition(segment: _Segment) -> bool:
    text = segment.text
    if _GRANT.search(text) and not _FOR.search(text):
        return False
    if re.search(r"有条件的$|最高的$|评选|择优|遴选", text):
        return False
    return bool(_CONDITION.search(text) or _FOR.search(text)) and not text.startswith(_AIM_VERBS)


def _provision(group: _Group, heading: str, local: bool, text: str, lead: str) -> Provision | None:
    body = "".join(s.text for s in group.body) or "".join(s.text for s in group.segments)
    said = "".join(s.text for s in group.segments)
    figures = tuple(_roles(group, heading, lead))
    action = _action(body) or _action(said)
    if not action and not figures:
        return None
    first, last = group.segments[0], group.segments[-1]
    ends = [s.end for s in group.segments]
    rate = _first(figures, FigureRole.RATE)
    return Provision(
        action=action,
        object=heading,
        start=min(s.start for s in group.segments),
        end=max(ends) if last else first.end,
        rate=rate,
        cap=_first(figures, FigureRole.CAP),
        amount=_first(figures, FigureRole.AMOUNT),
        base=_base_of(rate, group) if rate else "",
        period=_period(said),
        condition=",".join(_condition_text(s.text) for s in group.conditions),
        modality=next((m for m, p in _MODALITY if p.search(body)), Modality.STATE),
        local_discretion=local,
        figures=figures,
    )


def _first(figures: Sequence[Figure], role: FigureRole) -> Figure | None:
    return next((f for f in figures if f.role is role), None)


def _action(said: str) -> str:
    grant = _GRANT.search(said)
    if grant:
        found = grant.group()
        return "支持" if "支持" in found else "补助" if found.endswith("补") else "奖励" if found == "奖" else found
    match = _ACTION.search(said)
    return match.group() if match else ""


def _condition_text(text: str) -> str:
    match = _FOR.search(text)
    return match["c"] if match else text


def _period(said: str) -> str:
    match = _PERIOD.search(said)
    return match.group() if match else ""


# -- figures ---------------------------------------------------------------------------------------------------


def _roles(group: _Group, heading: str, lead: str) -> Iterator[Figure]:
    said = "".join(s.text for s in group.segments)
    grants = bool(_GRANT.search(said)) or bool(re.search(r"券|补|奖|贴息|资助|上限|配套", heading))
    target = bool(_TARGET.search(said) or _TARGET.search(heading) or _TARGET.search(lead)) and not _GRANT.search(said)
    for segment in group.conditions:
        for figure in segment.figures:
            yield replace(figure, role=FigureRole.DATE if figure.kind is FigureKind.DATE else FigureRole.THRESHOLD)
    for segment in group.body:
        for figure in segment.figures:
            yield _role(figure, segment, grants=grants, target=target)


def _role(figure: Figure, segment: _Segment, *, grants: bool, target: bool) -> Figure:
    before = segment.text[: figure.start - segment.start]
    if figure.kind is FigureKind.DATE:
        role = FigureRole.DATE
    elif figure.text.endswith("期"):
        role = FigureRole.OTHER  # 5年期以上LPR: part of a rate's name
    elif target or (not grants and _AIM.search(before)):
        role = FigureRole.TARGET
    elif figure.kind is FigureKind.PERCENT:
        share = re.search(r"占.{0,16}$|占比|比重|增长|负债率|普及率", before)
        role = FigureRole.RATE if grants and not share else FigureRole.THRESHOLD
        if role is FigureRole.RATE and re.search(r"不(?:高于|超过|超).{0,40}$", before):
            figure = replace(figure, comparator=Comparator.LE)
    elif figure.kind is FigureKind.MONEY:
        role = _money_role(figure, before, grants)
    elif figure.kind is FigureKind.COUNT and re.search(r"评选|引进|支持|选|不超过|推荐|限", before):
        role = FigureRole.QUOTA
    elif figure.comparator is not Comparator.EQ:
        role = FigureRole.THRESHOLD
    else:
        role = FigureRole.OTHER
    return replace(figure, role=role)


def _money_role(figure: Figure, before: str, grants: bool) -> FigureRole:
    if re.search(r"(?:总投资|投资|营收|收入|资产|费用|售价|总价|合同\S{0,6}|年薪|融资|经费)[^%\d]{0,6}$", before) and not re.search(
        r"[补奖贴]\S{0,10}$", before
    ):
        return FigureRole.THRESHOLD
    if figure.comparator in (Comparator.LE, Comparator.LT) and (grants or re.search(r"至多|最高|上限|限额|每[家件年]|单[家个]", before)):
        return FigureRole.CAP
    if grants:
        return FigureRole.AMOUNT
    return FigureRole.THRESHOLD if figure.comparator is not Comparator.EQ else FigureRole.OTHER


def _base_of(rate: Figure, group: _Group) -> str:
    """What a rate is taken of: the words between 不高于 / 按照 and the figure."""
    segment = next(s for s in group.segments if s.start <= rate.start < s.end)
    before = segment.text[: rate.start - segment.start]
    introducers = list(_INTRODUCER.finditer(before))
    base = before[introducers[-1].end() :] if introducers else ""
    if not base:
        match = re.search(r"(?:上年度?|项目)?[一-鿿()A-Z]{2,12}(?:额|费用|投资|投入|经费|资金|售价|金额)(?:的)?$", before)
        base = match.group() if match else ""
    return _BASE_END.sub("", base).strip()


# -- lists that answer each other ------------------------------------------------------------------------------


def _aligned(provision: Provision, group: _Group, text: str) -> list[Provision]:
    """分别: a list of cases and a list of as many amounts are one provision each.

    参与国际、国家、重要地方标准制定,分别给予最高100万元/项、50万元/项、10万元/项; 营收首次到2000万、3000万的,对应奖20万、50万.
    """
    said = narrow(text)[provision.start : provision.end]
    awards = [f for f in provision.figures if f.role in (FigureRole.CAP, FigureRole.AMOUNT)]
    if len(awards) < 2 or not re.search(r"分别|对应|依次", said):
        return [provision]
    cases = _cases(group, awards, provision)
    if len(cases) != len(awards):
        return [provision]
    return [
        replace(
            provision,
            cap=award if award.role is FigureRole.CAP else None,
            amount=award if award.role is FigureRole.AMOUNT else None,
            condition=case,
            figures=(award, *(f for f in provision.figures if f.text == case)),
        )
        for case, award in zip(cases, awards, strict=True)
    ]


def _cases(group: _Group, awards: Sequence[Figure], provision: Provision) -> list[str]:
    thresholds = [f.text for f in provision.figures if f.role is FigureRole.THRESHOLD and f.start < awards[0].start]
    if len(thresholds) == len(awards):
        return thresholds
    for segment in reversed([s for s in group.segments if s.end <= awards[0].start]):
        items = re.split(r"、|和(?=[一-鿿]{2})", segment.text)
        if len(items) == len(awards):
            return _named_alike(items)
    return []


def _named_alike(items: list[str]) -> list[str]:
    """参与国际 / 国家 / 重要地方标准制定: the verb before the first and the noun after the last belong to all."""
    first = re.sub(r"^(?:参与|参加|主导|主持|牵头|获得?|获评|入选|认定为|制定)", "", items[0])
    tail = re.search(r"(?:标准|项目|平台|企业|称号|奖项|基地|中心|实验室|认定)\S{0,4}$", items[-1])
    noun = tail.group() if tail else ""
    middle = [first, *items[1:-1]]
    return [f"{item}{'' if noun and item.endswith(noun) else noun}" for item in middle] + [items[-1]]
