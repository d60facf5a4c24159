"""What is left for the caller to pay once the most has been granted: 自己还要掏多少, 到手价, 实付."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from answer.amounts import money, plain
from answer.phrases import phrase
from answer.reading import Reading
from answer.state import Sum

_HOW_MUCH = r"[^,，。；;？?]{0,5}(?:多少|几)"
_PAYS = r"(?:掏|付|出|花|交|负担|承担|垫|贴|拿出)"
_ASKED = re.compile(
    rf"到手价|[补券折减抵贴]后的?价|实付|净(?:支出|付|成本|花费?|投入|掏)|自掏腰包{_HOW_MUCH}|自[付费担]{_HOW_MUCH}"
    rf"|(?:自(?:己|家|个儿?|行)|我们?|咱们?|企业|公司|单位|他们?|她|客户|顾客|消费者)[^,，。；;？?]{{0,6}}{_PAYS}{_HOW_MUCH}"
    rf"|还(?:要|得|需要?|须|该)再?{_PAYS}{_HOW_MUCH}"
    r"|out[- ]of[- ]pocket|left (?:for \w+ )?to pay|net (?:cost|price|expense)"
    r"|\b(?:I|we|you|he|she|they|customers?|buyers?)\b[^.?]{0,20}\b(?:pay|bear|spend)\b[^.?]{0,20}\b(?:after|once|net of|myself|ourselves)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:[补贴减抵扣奖]|补贴|补助|奖励|优惠|抵扣)(?:资金|款|金)?(?:完|掉|除|去|了以后|过|到手|下来|以?后|之后)|除[去掉]|刨[去掉]"
    r"|\b(?:subsid|grant|voucher|rebate|reward)", re.IGNORECASE,
)  # fmt: skip
_LEFT = re.compile(rf"(?:要|得|需|该|应|实际|到底|还|剩下?的?|真正|最[后终])[^,，。；;？?]{{0,6}}{_PAYS}{_HOW_MUCH}|剩下?的?{_HOW_MUCH}|(?:多少|几个?)钱?(?:能)?(?:买|拿下|入手|拿走)")
_GOT = re.compile(r"(?:能|可以|给|会)(?:给|让)?(?:我|我们|咱|企业)?(?:补|贴|减|奖|拿|领)[^,，。；;？?]{0,3}$")


def asks_remaining(reading: Reading) -> bool:
    """Whether it is asked what the caller pays, and not only what is granted."""
    text = reading.text
    direct = _ASKED.search(text)
    if direct and not (re.search(r"才|起码|至少|顶满|拿满|一分不少|到顶|封顶", text) and not _AFTER.search(text)):
        return True
    after = _AFTER.search(text)
    return bool(after and _LEFT.search(text, after.start()))


def remaining(sums: Sequence[Sum], reading: Reading) -> list[Sum]:
    """The amounts granted on, less what is granted: of all together, or in each of several cases of which one holds."""
    made = [s for s in sums if s.base and s.unit == "元" and s.role != "check"]
    if not made or not asks_remaining(reading):
        return []
    if any(s.role == "either" for s in made):
        return [_left([s], reading) for s in made]
    return [_left(made, reading)]


def _left(sums: Sequence[Sum], reading: Reading) -> Sum:
    base = sum((s.base for s in sums), Decimal(0))
    granted = sum((s.value for s in sums), Decimal(0))
    left = base - granted
    english = reading.english
    shown = money(left, english)
    said = phrase("left", english, left=shown, base=money(base, english), granted=money(granted, english))
    others = ((money(granted, english), granted, "元", " + ".join(plain(s.value) for s in sums)),) if len(sums) > 1 else ()
    return Sum(said, shown, left, "元", sums[0].clause_id, f"{plain(base)} − {plain(granted)}", others, "check")
