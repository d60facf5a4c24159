"""Lists that answer each other: 分别, 对应. Each case with its award is a provision of its own.

参与国际、国家、重要地方标准制定,分别给予最高100万元/项、50万元/项、10万元/项; 营收首次到2000万、3000万的,对应奖20万、50万.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.groups import Group
from policy.provisions import Figure, FigureRole, Provision

_EACH_ITS_OWN = re.compile(r"分别|对应|依次")
_AND = re.compile(r"、|和(?=[一-鿿]{2})")
_VERB = re.compile(r"^(?:参与|参加|主导|主持|牵头|获得?|获评|入选|认定为|制定)")
_NOUN = re.compile(r"(?:标准|项目|平台|企业|称号|奖项|基地|中心|实验室|认定)\S{0,4}$")


def aligned(provision: Provision, group: Group) -> list[Provision]:
    """The provision, or one for each case where it lists as many awards as cases."""
    awards = [f for f in provision.figures if f.role in (FigureRole.CAP, FigureRole.AMOUNT)]
    if len(awards) < 2 or not _EACH_ITS_OWN.search(group.words):
        return [provision]
    cases = _cases(group, awards, provision)
    if len(cases) != len(awards):
        return [provision]
    return [_one(provision, award, case) for case, award in zip(cases, awards, strict=True)]


def _one(provision: Provision, award: Figure, case: str) -> Provision:
    return replace(
        provision,
        cap=award if award.role is FigureRole.CAP else None,
        amount=award if award.role is FigureRole.AMOUNT else None,
        condition=case,
        figures=(*(f for f in provision.figures if f.text == case), award),
    )


def _cases(group: Group, awards: Sequence[Figure], provision: Provision) -> list[str]:
    thresholds = [f.text for f in provision.figures if f.role is FigureRole.THRESHOLD and f.start < awards[0].start]
    if len(thresholds) == len(awards):
        return thresholds
    for segment in reversed([s for s in group.segments if s.end <= awards[0].start]):
        items = _AND.split(segment.text)
        if len(items) == len(awards):
            return _named_alike(items)
    return []


def _named_alike(items: list[str]) -> list[str]:
    """参与国际 / 国家 / 重要地方标准制定: the verb before the first and the noun after the last belong to all."""
    first = _VERB.sub("", items[0])
    tail = _NOUN.search(items[-1])
    noun = tail.group() if tail else ""
    middle = [first, *items[1:-1]]
    return [f"{item}{'' if noun and item.endswith(noun) else noun}" for item in middle] + [items[-1]]
