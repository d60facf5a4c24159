"""A bound that holds for each of several years, and the caller's figure for each: 近两年每年不低于100万元; 前年120万、去年95万."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.given import Given, when
from answer.likeness import ALIKE, alike
from policy.documents import Clause
from policy.provisions import Figure

_EACH = re.compile(r"每年|各年|历年|年均?都|逐年|每个(?:会计)?年度|各(?:会计)?年度|任[一何](?:会计)?年度?均|连续[一-鿿\d]{1,3}年|(?:近|最近|前)[一-鿿\d]{1,3}个?(?:会计)?年度?[^,，。；;\d]{0,12}均")
_OVER_ALL = re.compile(r"任[一意]|其中一年|累计|合计|平均|年均")
_STOP = re.compile(r"[,，。；;\n]")


def by_year(clause: Clause, bound: Figure, name: str, given: Sequence[Given]) -> list[tuple[str, Given]]:
    """The caller's figures for a bound that each year must keep, with their years as the caller says them; [] where there are not two."""
    part = _STOP.split(clause.text[: bound.start])[-1]
    if not _EACH.search(part) or _OVER_ALL.search(part):
        return []
    own = [g for g in given if (g.figure.kind, g.figure.unit) == (bound.kind, bound.unit) and not g.several and alike(g.label, name) >= ALIKE]
    dated = [(when(g.label), replace(g, earlier=False)) for g in own]
    years = [year for year, _ in dated]
    return dated if len(dated) > 1 and all(years) and len(set(years)) == len(years) else []
