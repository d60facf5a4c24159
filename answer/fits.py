"""Whether a clause answers one thing that was asked: whether it states such a thing at all, and states the one meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from answer.asks import KINDS, Ask, Point, funded, parties, states
from answer.counted import counts_the_thing
from answer.state import Draft
from policy.answers import Hit
from policy.documents import Clause
from policy.provisions import FigureRole

_NAMES: dict[Ask, tuple[str, str]] = {
    Ask.AMOUNT: ("具体金额", "the amount"),
    Ask.RATE: ("具体比例", "the share"),
    Ask.COUNT: ("具体数量", "the number"),
    Ask.WHEN: ("具体时间", "the date"),
    Ask.HOW_LONG: ("期限或所需时间", "how long it takes"),
    Ask.DEADLINE: ("申报起止时间", "the dates for applying"),
    Ask.VALIDITY: ("有效期限", "the period of validity"),
    Ask.MATERIALS: ("申请材料", "the papers to hand in"),
    Ask.PROCEDURE: ("申请或办理流程", "how to apply"),
    Ask.PLACE: ("办理渠道或地点", "where to apply"),
    Ask.PAYOUT: ("资金拨付时间", "when money is paid"),
    Ask.CONTACT: ("联系方式", "contact details"),
    Ask.ORGAN: ("负责部门", "the department in charge"),
    Ask.FEE: ("收费", "fees"),
    Ask.STACKING: ("能否叠加或重复享受", "whether benefits combine"),
    Ask.PARTY: ("这类主体是否适用", "whether this kind of applicant counts"),
    Ask.PURPOSE: ("能否用于这一用途", "whether it may be used for that"),
    Ask.RETROACTIVE: ("此前发生的是否算数", "whether what came before counts"),
    Ask.QUOTA: ("名额或资金总额", "how many places or how much money there is in all"),
    Ask.REVIEW: ("审核或评审办法", "how applications are reviewed"),
    Ask.TAX: ("税务处理", "taxes"),
    Ask.REPAYMENT: ("退回或取消的规定", "repayment or withdrawal"),
    Ask.AGENT: ("能否转让或代办", "transfer or applying through others"),
    Ask.PERSON: ("年龄、户籍等个人条件", "age, residence and the like"),
    Ask.ITEMS: ("具体是哪些", "which they are"),
    Ask.OBLIGATION: ("是否必须这样做", "whether that is required"),
    Ask.INSTALMENT: ("分期的如何计算", "how instalments count"),
    Ask.BRAND: ("对品牌、型号或新旧的要求", "which makes, models or conditions count"),
    Ask.RESULT: ("名单或结果", "lists of those chosen"),
    Ask.STATUS: ("个案的办理进度", "the progress of single applications"),
    Ask.EXAMPLE: ("已有的案例", "cases so far"),
    Ask.THRESHOLD: ("具体要求的数", "the figure required"),
    Ask.PRICE: ("市场价格", "market prices"),
    Ask.LEGAL: ("救济途径或法律责任", "remedies or liability"),
    Ask.DEFINITION: ("认定口径或定义", "the definition"),
    Ask.REASON: ("原因或依据", "the reason"),
}

_GIVEN = re.compile(
    r"(?:补|奖|贴|资助|拿|领(?!军|导|域)|给|报销|(?<!研)发(?!明|展|布)|减|优惠|拨|支持|扶持|到手)[^,，、。；]{0,10}(?:多少|(?<!头)几[万百千十成个]?|上限|封顶|最高|最多|顶)|"
    r"(?:多少|几万|几十万|几百万)[^,，。；]{0,4}(?:补|奖|钱|费|贴)|(?:奖|补|贴)[^,，。]{0,6}(?:(?<!头)几|多少)|封顶|顶格|奖金|额度|subsid|reward|grant"
)
_FUNDED = re.compile(r"安排|准备|拿出?多少|拨|盘子|规模|总共|一共|一年|每年|掏")  # how much there is in all, not for one
_FOR_ONE = re.compile(r"每[人个家户]|一个人(?!工)|个人(?!工)|人均|单个|单家|一家|每项")
_LIMITS = (FigureRole.RATE, FigureRole.CAP)
_GRANTED = (FigureRole.RATE, FigureRole.CAP, FigureRole.AMOUNT)


def firm_points(draft: Draft) -> list[Point]:
    """What was asked that a clause must state to be an answer."""
    return [p for p in draft.read.points if KINDS[p.ask].firm]


def unstated_by(hits: list[Hit], points: list[Point]) -> list[Point]:
    """Those of the points that no hit answers."""
    return [p for p in points if not any(answers(h.clause, p) for h in hits)]


def kinds_of(points: Iterable[Point]) -> list[str]:
    """What points ask, each once."""
    return list(dict.fromkeys(p.ask.value for p in points))


def answers(clause: Clause, point: Point) -> bool:
    """Whether the clause gives what is asked, on the point that is meant."""
    if not states(clause, point.ask):
        return False
    fits = _FITS.get(point.ask)
    return fits is None or fits(clause, point.said)


def _party_fits(clause: Clause, said: str) -> bool:
    """Whether the clause speaks of the kind of applicant that is asked about, or of firms where it is one."""
    own = f"{clause.text}{clause.applicant}{clause.heading}"
    return any(p in own for p in parties(said))


def _contact_fits(clause: Clause, said: str) -> bool:
    """Asked for a telephone number, an address is no answer; asked for a web address, the name of a site is none."""
    if re.search(r"网址|网站|链接|官网|website|url", said, re.IGNORECASE):
        return bool(re.search(r"[a-z0-9-]+\.[a-z]{2,}", clause.text))
    if re.search(r"电话|热线|手机|座机|号码|打给|phone", said):
        return bool(re.search(r"\d{3,4}-\d{7,8}|1[3-9]\d{9}|热线", clause.text))
    return True


def _amount_fits(clause: Clause, said: str) -> bool:
    """Asked what is given, a clause answers with what it gives; a threshold or a target is no answer to that."""
    if not _GIVEN.search(said):
        return counts_the_thing(clause, said)
    roles = _LIMITS if re.search(r"最高|最多|封顶|上限|顶格|maximum|cap\b", said) else _GRANTED
    given = any(f.role in roles for p in clause.provisions for f in p.figures)
    return given or (bool(_FUNDED.search(said)) and not _FOR_ONE.search(said) and funded(clause))


def _rate_fits(clause: Clause, said: str) -> bool:
    """A share that is left open (一定比例) is not stated by another share in the same clause."""
    if re.search(r"补|奖|贴|资助|给", said):
        return any(f.role is FigureRole.RATE for p in clause.provisions for f in p.figures)
    return True


_FITS: dict[Ask, Callable[[Clause, str], bool]] = {
    Ask.AMOUNT: _amount_fits,
    Ask.COUNT: counts_the_thing,
    Ask.THRESHOLD: counts_the_thing,
    Ask.RATE: _rate_fits,
    Ask.PARTY: _party_fits,
    Ask.CONTACT: _contact_fits,
    Ask.PLACE: _contact_fits,
}


def conditions_stated(draft: Draft, best: Hit) -> bool:
    """Whether conditions are among what is asked, and the best clause has some: then that much is answered."""
    has = any(p.condition or any(f.role is FigureRole.THRESHOLD for f in p.figures) for p in best.clause.provisions)
    return has and draft.read.wants(Ask.CONDITION)


def unstated_names(draft: Draft) -> list[str]:
    """What was asked and is not stated, in the answer's language."""
    named = [_NAMES[Ask(a)][1 if draft.english else 0] for a in draft.unstated if Ask(a) in _NAMES]
    return [*named, *(f"“{said}”" for said in draft.unstated_said)]
