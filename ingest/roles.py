"""What a figure does in its clause: rate, cap, amount, threshold, target, quota.

It follows from where the figure stands: in a condition it is a threshold, beside a word of granting a rate, a cap or an
amount, after 到2027年 or 力争 a target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.groups import Group
from ingest.segments import GRANT, Segment
from policy.provisions import Comparator, Figure, FigureKind, FigureRole

_GRANTING_HEADING = re.compile(r"券|补|奖|贴息|资助|上限|配套")
_TARGET = re.compile(r"到20[2-4]\d年|20[2-4]\d年(?:底)?(?=[,:前达])|力争|目标|累计达|全年")
_AIM = re.compile(
    r"(?:打造|培育|建设|建成|形成|扩到|扩大到|开放|攻克|实施|推进|提高到)[^,;:]{0,20}$|规模[^,;:]{0,4}$"
)
_AIM_COUNTED = re.compile(r"(?:新增|引育)[^,;:]{0,20}$")
_PENALTY = re.compile(r"罚款|罚金|有期徒刑|拘役|拘留|管制|滞纳金|违约金|赔偿金")
_CONFINED = re.compile(r"^(?:以[上下])?的?(?:有期徒刑|拘役|行政拘留|拘留|管制)|^以[上下][^,;]{1,6}以下的?(?:有期徒刑|拘役|拘留|管制)")
_LIMIT_BEFORE = re.compile(
    r"(?:有效期|任期|期限|期间|为期|试用期|周期|(?<![同近长定早前中后短])期)[^,;\d]{0,8}$|起[^,;]{0,2}$|届满[^,;]{0,4}$"
)
_LASTS = re.compile(
    r"之日起的?$|延长[^,;\d]{0,4}$|(?:支持|补助|补贴|享受|资助|扶持|贴息|免租)(?:时间|期限)?(?:最长|最多)?(?:不超过|为)?$"
)
_LIMIT_AFTER = re.compile(r"^(?:以内|之内|内|前|后)(?![一-鿿]*(?:累计|平均|年均))|^的?(?:保留期|过渡期|有效期|宽限期|期限|任期)")
_AGE = re.compile(r"(?:成立|注册|设立|登记|运营|经营|从事|毕业|回国|入职|落户|未满|年满|居住|从业|工作|连续)[^,;]{0,6}$")
_ON = re.compile(r"^(?:至|到|[-~—]+)[\d一二三四五六七八九十半两]+个?(?:年|月|日|天|工作日)")  # 六个月|至一年的保留期
_SPAN = re.compile(r"(?:近|过去|前|未来)$")
_RELATIVE = re.compile(r"^(?:\([^)]*\))?(?:以[上下内])?的[^,;、的]{0,6}(?:项目|企业|单位|机构|平台|人才|人员|团队)")
_SHARE = re.compile(r"占(?![用地道]).{0,16}$|占比|比重|增长|负债率|普及率")
_RATED = re.compile(r"按照?[^,;占]{0,16}$")
_AT_MOST = re.compile(r"不(?:高于|超过|超|得超过|得高于).{0,40}$")
_BOUND_FAR = (
    (Comparator.LE, re.compile(r"不(?:得|应|能)?(?:超过|高于|多于|大于)[^,;\d]{1,30}$")),
    (Comparator.GE, re.compile(r"不(?:得|应|能)?(?:低于|少于|小于)[^,;\d]{1,30}$")),
)
_CHOSEN = re.compile(r"评选|引进|支持|选|推荐|限|每[一-鿿]{1,3}$|(?:名额|人数|数量|指标)[^,;]{0,6}$|配备|设置?$|等奖$|享受[^,;]{0,6}$|[金银铜]奖$")
_EACH_ONE = re.compile(r"每(?:招|新增|新招|吸纳|培训|引进|举办|接收|完成|开设|增加|推荐|录用)[一-鿿]{0,3}$")
_PAID_OUT = re.compile(r"(?:拨付|兑付|到位)[^,;]{0,3}$")
_OWN = re.compile(r"(?:总投资|投资|营收|收入|资产|费用|售价|总价|合同\S{0,6}|年薪|融资|经费)[^%\d]{0,6}$")
_PAID = re.compile(r"[补奖贴]\S{0,10}$")
_STEP = re.compile(r"每(?:增加|新增|增长|超过|满)[^,;]{0,3}$")
_BUDGET = re.compile(r"(?:规模|盘子|总额|预算|年度)$|安排[^,;]{0,12}$|(?:规模|总额)\S{0,4}$|投入约?$")
_LIMITED = re.compile(r"至多|最高|上限|限额|每[家件年]|单[家个]")
_COUNTED = re.compile(r"(?:每|单)(?P<w>[家个件项台套人次户名])(?!\d)")
_UPPER = (Comparator.LE, Comparator.LT)


def roles(group: Group, heading: str, lead: str, *, granting: bool) -> Iterator[Figure]:
    """The figures of a group with their roles. `lead` is what the sentence says before it; `granting` that it grants."""
    words = group.words
    grants = granting or bool(GRANT.search(words)) or bool(_GRANTING_HEADING.search(heading))
    target = any(_TARGET.search(t) for t in (words, heading, lead)) and not GRANT.search(words)
    for segment in (*group.conditions, *group.exceptions):
        for figure in segment.figures:
            yield replace(figure, role=FigureRole.DATE if figure.kind is FigureKind.DATE else FigureRole.THRESHOLD)
    per, aims = "", False
    for segment in group.body:
        for figure in segment.figures:
            made = _role(_bounded_far(figure, segment), segment, grants=grants, target=target or (aims and not grants))
            aims = aims or (made.role is FigureRole.TARGET and made.kind is FigureKind.COUNT)
            yield _counted(made, per)
        counted = _COUNTED.search(segment.words)
        per = counted["w"] if counted else per


def _counted(figure: Figure, per: str) -> Figure:
    """每个项目按照…,给予最高500万元补助: the award is for each, though the word stands a segment before."""
    award = figure.role in (FigureRole.CAP, FigureRole.AMOUNT)
    return replace(figure, per=per) if award and per and not figure.per else figure


def _bounded_far(figure: Figure, segment: Segment) -> Figure:
    """不得超过当年总支出的10%: what is shared stands between the bound and the figure."""
    before = segment.text[: figure.start - segment.start]
    far = next((c for c, p in _BOUND_FAR if p.search(before)), None)
    return replace(figure, comparator=far) if far and figure.comparator is Comparator.EQ else figure


def _role(figure: Figure, segment: Segment, *, grants: bool, target: bool) -> Figure:
    before, after = segment.text[: figure.start - segment.start], segment.text[figure.end - segment.start :]
    if figure.kind is FigureKind.DATE:
        return replace(figure, role=FigureRole.DATE)
    if segment.text[: figure.end - segment.start].endswith("期"):
        return replace(figure, role=FigureRole.OTHER)  # 5年期以上LPR is a rate's name
    if figure.kind is FigureKind.DURATION:
        return replace(figure, role=_span(figure, segment, before, after))
    if _PENALTY.search(segment.words):
        return replace(figure, role=FigureRole.PENALTY)
    if target or _is_aim(figure, before, grants):
        return replace(figure, role=FigureRole.THRESHOLD if target and _RELATIVE.match(after) else FigureRole.TARGET)
    if figure.kind is FigureKind.PERCENT:
        return _percent(figure, before, grants)
    if figure.kind is FigureKind.MONEY:
        return replace(figure, role=_money(figure, before, grants))
    if figure.kind is FigureKind.COUNT and figure.value == 1 and _EACH_ONE.search(before):
        return replace(figure, role=FigureRole.OTHER)  # 每招用1人: what the award is counted for
    if figure.kind is FigureKind.COUNT and _CHOSEN.search(before):
        return replace(figure, role=FigureRole.QUOTA)
    return replace(figure, role=_bound(figure))


def _span(figure: Figure, segment: Segment, before: str, after: str) -> FigureRole:
    """A time limit or how long something lasts is a term; how old or how long established one is, a condition."""
    if _PENALTY.search(segment.words) and (_CONFINED.match(after) or not _LIMIT_AFTER.match(after)):
        return FigureRole.PENALTY
    if _SPAN.search(before):
        return FigureRole.OTHER
    after = _ON.sub("", after)
    if _LASTS.search(before):
        return FigureRole.TERM
    if (_LIMIT_BEFORE.search(before) or _LIMIT_AFTER.match(after)) and not _AGE.search(before):
        return FigureRole.TERM
    return _bound(figure)


def _is_aim(figure: Figure, before: str, grants: bool) -> bool:
    """培育标杆场景50个以上 is an aim also where the clause grants something; an amount there is no aim."""
    if grants and figure.kind is not FigureKind.COUNT:
        return False
    return bool(_AIM.search(before)) or (figure.kind is FigureKind.COUNT and bool(_AIM_COUNTED.search(before)))


def _percent(figure: Figure, before: str, grants: bool) -> Figure:
    if _SHARE.search(before) or not (grants or _RATED.search(before)):
        return replace(figure, role=FigureRole.THRESHOLD)
    if _PAID_OUT.search(before):
        return replace(figure, role=FigureRole.OTHER)
    if _AT_MOST.search(before):
        figure = replace(figure, comparator=Comparator.LE)
    return replace(figure, role=FigureRole.RATE)


def _money(figure: Figure, before: str, grants: bool) -> FigureRole:
    if _STEP.search(before) or (_OWN.search(before) and not _PAID.search(before)):
        return _bound(figure)
    if figure.comparator in _UPPER and (grants or _LIMITED.search(before)):
        return FigureRole.CAP
    if _bound(figure) is FigureRole.OTHER and (_aside(before) or (_BUDGET.search(before) and not _PAID.search(before))):
        return FigureRole.OTHER
    return FigureRole.AMOUNT if grants else _bound(figure)


def _aside(before: str) -> bool:
    """Whether a bracket is open: what is said by the way (另有10万元之说) is no award."""
    return before.count("(") > before.count(")")


def _bound(figure: Figure) -> FigureRole:
    """A figure that the words bound (以上, 不超过) is a condition; one that they only name is not."""
    return FigureRole.OTHER if figure.comparator in (Comparator.EQ, Comparator.ABOUT) else FigureRole.THRESHOLD
