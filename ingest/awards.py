"""Lists that answer each other. Each case with its award is a provision of its own.

参与国际、国家、重要地方标准制定,分别给予最高100万元/项、50万元/项、10万元/项; 营收首次到2000万、3000万的,对应奖20万、50万;
一等奖100万元、二等奖50万元.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.groups import Group
from ingest.segments import Segment
from policy.provisions import Figure, FigureRole, Provision

_EACH_ITS_OWN = re.compile(r"分别|对应|依次")
_AND = re.compile(r"、|和(?=[一-鿿]{2})")
_VERB = re.compile(r"^(?:参与|参加|主导|主持|牵头|获得?|获评|入选|认定为|制定)")
_NOUN = re.compile(r"(?P<noun>标准|项目|平台|企业|称号|奖项|基地|中心|实验室|认定)(?P<end>\S{0,4})$")
_AWARDS = (FigureRole.CAP, FigureRole.AMOUNT)
# The name of a tier stands before its award, and awards follow each other: 一等奖100万元、二等奖50万元.
_TIER = re.compile(
    r"(?:^|[、,和及]|其中)(?P<case>(?:特|[一二三四五甲乙丙]|优秀|入围)等?奖|[金银铜]奖|[A-E一二三四五甲乙丙][级类档等][一-鿿]{0,6}?|"
    r"(?:国家|省|市|区|县|部|校)级?[一-鿿]{0,10})(?:的)?(?:每[项个家名人台套])?(?:给予|奖励|补助|资助|最高|不超过|各|为)*$"
)


def aligned(provision: Provision, group: Group) -> list[Provision]:
    """The provision, or one for each case where it lists as many awards as cases."""
    awards = [f for f in provision.figures if f.role in _AWARDS]
    if len(awards) < 2:
        return [provision]
    listed = _listed(group, awards)
    cases = _cases(group, listed, provision) if listed else _tiers(group, awards)
    listed = listed or awards
    if len(cases) != len(listed):
        return [provision]
    return [
        *(_one(provision, award, case) for case, award in zip(cases, listed, strict=True)),
        *_rest(provision, listed, cases),
    ]


def _listed(group: Group, awards: Sequence[Figure]) -> list[Figure]:
    """The awards that 分别 deals out: those of its segment and of the ones right before, not a cap for all after it."""
    dealing = next((s for s in group.segments if _EACH_ITS_OWN.search(s.words)), None)
    if dealing is None:
        return []
    inside = [f for f in awards if dealing.start <= f.start < dealing.end]
    return inside if len(inside) > 1 else list(awards)


def _one(provision: Provision, award: Figure, case: str) -> Provision:
    return replace(
        provision,
        cap=award if award.role is FigureRole.CAP else None,
        amount=award if award.role is FigureRole.AMOUNT else None,
        condition=case,
        figures=(*(f for f in provision.figures if f.text == case), award),
    )


def _rest(provision: Provision, listed: Sequence[Figure], cases: Sequence[str]) -> list[Provision]:
    """What stands beside the list and holds for all of it: 单个企业每年不超过100万元."""
    others = tuple(f for f in provision.figures if f not in listed and f.text not in cases)
    if not others:
        return []
    cap = next((f for f in others if f.role is FigureRole.CAP), None)
    amount = next((f for f in others if f.role is FigureRole.AMOUNT), None)
    return [replace(provision, cap=cap, amount=amount, figures=others)]


def _cases(group: Group, awards: Sequence[Figure], provision: Provision) -> list[str]:
    thresholds = [f.text for f in provision.figures if f.role is FigureRole.THRESHOLD and f.start < awards[0].start]
    if len(thresholds) == len(awards):
        return thresholds
    for segment in reversed([s for s in group.segments if s.end <= awards[0].start]):
        items = _AND.split(segment.condition)
        if len(items) == len(awards):
            return _named_alike(items)
    return []


def _tiers(group: Group, awards: Sequence[Figure]) -> list[str]:
    """The names of the tiers where each award has its own right before it, [] where one has none."""
    found = [_tier(award, s) for award in awards for s in group.body if s.start <= award.start < s.end]
    return found if all(found) else []


def _tier(award: Figure, segment: Segment) -> str:
    match = _TIER.search(segment.text[: award.start - segment.start])
    return match["case"] if match else ""


def _named_alike(items: list[str]) -> list[str]:
    """参与国际 / 国家 / 重要地方标准制定: the verb before the first and the noun after the last belong to all."""
    first = _VERB.sub("", items[0])
    tail = _NOUN.search(items[-1])
    if not tail:
        return [first, *items[1:]]
    of = "的" if items[-1][: tail.start()].endswith("的") else ""
    return [*(_ended(item, of, tail) for item in (first, *items[1:-1])), items[-1]]


def _ended(item: str, of: str, tail: re.Match[str]) -> str:
    """An item with the noun that the last one has, as far as it lacks it."""
    if item.endswith(tail.group()):
        return item
    return f"{item}{tail['end']}" if item.endswith(tail["noun"]) else f"{item}{of}{tail.group()}"
