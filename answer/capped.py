"""A cap that stands in a clause of its own beside the one with the share: 算力券比例 and 算力券上限 of one document."""

from __future__ import annotations

import re
from dataclasses import replace

from answer.amounts import both, money, plain
from answer.phrases import phrase
from answer.state import Sum
from policy.answers import Hit
from policy.documents import Clause
from policy.provisions import Figure, FigureKind

_HEADING = re.compile(r"^(?P<of>.{2,}?)(?:补贴|补助|奖励|金额)?(?:上限|限额|封顶|最高额)$")


def bounded_elsewhere(hit: Hit, sums: list[Sum], english: bool = False) -> tuple[list[Sum], Hit | None]:
    """The sums of a clause held to the cap of its sibling, and the sibling where it binds one of them."""
    if any(p.cap for p in hit.clause.provisions):
        return sums, None
    sibling, cap = _cap_beside(hit)
    if sibling is None or cap is None or not any(_over(s, cap) for s in sums):
        return sums, None
    return [_held(s, cap, sibling, english) if _over(s, cap) else s for s in sums], Hit(sibling, hit.document, hit.score)


def _over(total: Sum, cap: Figure) -> bool:
    return total.role != "check" and total.unit == cap.unit and total.value > cap.value


def _cap_beside(hit: Hit) -> tuple[Clause | None, Figure | None]:
    for clause in hit.document.clauses:
        match = _HEADING.match(clause.heading)
        if clause.parent_id or clause is hit.clause or not match or not hit.clause.heading.startswith(match["of"]):
            continue
        caps = [p.cap for p in clause.provisions if p.cap and p.cap.kind is FigureKind.MONEY and not p.rate]
        if len(caps) == 1:
            return clause, caps[0]
    return None, None


def _held(total: Sum, cap: Figure, sibling: Clause, english: bool) -> Sum:
    lead = total.sentence.replace(both(total.value, english), both(cap.value, english), 1)
    over = phrase("over_cap_elsewhere", english, heading=sibling.heading, cap=money(cap.value, english))
    said = f"{lead[:-1]}{over}{lead[-1]}"
    others = (*total.others, (total.text, total.value, total.unit, total.formula))
    return replace(
        total, sentence=said, text=money(cap.value, english), value=cap.value, formula=f"min({total.formula}, {plain(cap.value)})", others=others
    )
