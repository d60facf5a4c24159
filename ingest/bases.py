"""What a share or a multiple is taken of: the words between 按照 or 不高于 and the figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.actions import PAYING
from ingest.groups import Group
from policy.provisions import Figure, FigureKind, FigureRole

_LEAD = re.compile(r"(?:不高于|不超过?|不低于|按照?|依据|占|付给|(?:比例|标准|额度)为|并?处以?(?!罚))(?!不|$)")
_END = re.compile(r"的?(?:最高|至多|比重|比例|一定比例)?(?:不超过?|不高于|不低于)?$")
_NOUN = re.compile(r"(?:上年度?|项目)?[一-鿿()A-Z]{2,12}(?:额|费用|投资|投入|经费|资金|售价|金额|价款|所得)(?:的)?$")
_NO_BASE = re.compile(r"(?:(?<!部)分|[为加减])$")
_SOME_SHARE = re.compile(r"按照?(?P<base>[^,;]{2,30}?)的?一定比例")


def base_of(figures: Sequence[Figure], group: Group) -> str:
    """The base of the rate, or of a fine that is a multiple or a share; "" where the words name none."""
    figure = next((f for f in figures if f.role is FigureRole.RATE or _is_multiple_fine(f)), None)
    if figure is None:
        return ""
    segment = next(s for s in group.segments if s.start <= figure.start < s.end)
    before = segment.text[: figure.start - segment.start]
    leads = list(_LEAD.finditer(before))
    base = _END.sub("", before[leads[-1].end() :]).strip() if leads else ""
    if not base:
        match = _NOUN.search(PAYING.split(before)[-1])
        base = _END.sub("", match.group()).strip() if match else ""
    return "" if _NO_BASE.search(base) else base.removeprefix("其")


def _is_multiple_fine(figure: Figure) -> bool:
    share = figure.kind is FigureKind.PERCENT or figure.unit == "倍"
    return figure.role is FigureRole.PENALTY and share


def unnamed_share(words: str) -> str:
    """按照上年度研发费用的一定比例: what is shared is said, how much of it is not."""
    match = _SOME_SHARE.search(words)
    return match["base"].removesuffix("的") if match else ""
