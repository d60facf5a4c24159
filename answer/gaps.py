"""How a result lies to the cap and to what it was taken of: what is still open, what is lost above it, what share it makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from answer.amounts import money, plain
from answer.phrases import phrase
from answer.ratios import percent
from answer.reading import Reading
from answer.shortfall import MUCH
from answer.state import Sum

_CAP = r"(?:封顶|上限|顶格|最高(?:额|数|限额)?|满额|限额|天花板|到顶|顶)"
_TO_CAP = re.compile(
    rf"(?:[离距跟到比和与]|距离){{1,2}}[^,，。；;？?]{{0,8}}{_CAP}[^,，。；;？?]{{0,8}}(?:差|缺|剩|空|少|有|远)[^,，。；;？?]{{0,4}}{MUCH}"
    rf"|(?:差|缺|少){MUCH}[^,，。；;？?]{{0,8}}(?:到|才到|就到|达到|碰到|够到)?{_CAP}|{_CAP}[^,，。；;？?]{{0,6}}还?(?:差|剩|空|余)(?:下|着|出)?{MUCH}"
    r"|(?:how (?:far|much)|what)[^.?]{0,40}(?:below|under|short of|from|left (?:under|before)|to reach)[^.?]{0,12}(?:cap|ceiling|maximum|limit)", re.IGNORECASE,
)  # fmt: skip
_ABOVE = re.compile(
    rf"(?:拿|领|补|报|享受|吃|兑)不(?:到|了|上|着|完)的?[^,，。；;？?]{{0,6}}{MUCH}|(?:超(?:出|过)?|(?<!最)多出)(?:来|上限|封顶|限额)*的?[^,，。；;？?]{{0,6}}(?:是|有|共)?{MUCH}"
    rf"|(?:白[一-鿿]?|少拿|损失|浪费|砍掉|削掉|亏|溢出|作废|打水漂|打折扣|卡掉|截掉)[^,，。；;？?]{{0,6}}{MUCH}"
    rf"|{MUCH}[^,，。；;？?]{{0,8}}(?:白[签花投买贷费做算给干忙]|[拿领补报兑享]不(?:到|了|上|着)|浪费|作废|打水漂|砍掉|削掉|截掉|卡掉|多余|没用)"
    r"|how much[^.?]{0,40}(?:lose|lost|forgo|cut off|above the|over the|exceed)", re.IGNORECASE,
)  # fmt: skip
_SHARE = re.compile(
    r"(?:占|相当于|等于|折合|折成|合)[^,，。；;？?]{0,14}(?:百分之[几多]|几成|几个点|多大比例|比例|比重|百分比)"
    r"|(?:实际|真正|到手|算下来|折下来)[^,，。；;？?]{0,10}(?:百分之[几多]|几成|几个点)|what (?:share|percentage|percent|proportion)|how many percent", re.IGNORECASE,
)  # fmt: skip
_OWN = re.compile(r"自(?:己|付|掏|担|筹|家)|我[们方]?(?:还|得|要|出|付|掏)|myself|ourselves|out[- ]of[- ]pocket", re.IGNORECASE)


def to_the_cap(sums: Sequence[Sum], reading: Reading) -> list[Sum]:
    """How far a result stays below its cap, or how much of it is lost above, where that is asked."""
    out: list[Sum] = []
    for s in sums:
        if s.made is None or s.cap is None or s.role == "check":
            continue
        gap, english = s.cap - s.made, reading.english
        if gap > 0 and _TO_CAP.search(reading.text):
            said, terms = "below_cap", (s.cap, s.made)
        elif gap < 0 and _ABOVE.search(reading.text):
            said, terms = "above_cap", (s.made, s.cap)
        else:
            continue
        shown = money(abs(gap), english)
        sentence = phrase(said, english, gap=shown, more=money(terms[0], english), less=money(terms[1], english))
        out.append(Sum(sentence, shown, abs(gap), "元", s.clause_id, f"{plain(terms[0])} − {plain(terms[1])}", role="check"))
    return out


def share_of_base(sums: Sequence[Sum], reading: Reading) -> list[Sum]:
    """What share of the amount that it was taken of is granted in the end, or is left to pay, where that is asked."""
    match = _SHARE.search(reading.text)
    made = [s for s in sums if s.base and s.unit == "元" and s.role == "grant"]
    if not match or not made:
        return []
    base = sum((s.base for s in made), Decimal(0))
    granted = sum((s.value for s in made), Decimal(0))
    around = re.split(r"[,，。；;？?]", reading.text[: match.start()])[-1] + match.group()
    own = bool(_OWN.search(around))
    value, english = base - granted if own else granted, reading.english
    shown = f"{plain(percent(value / base))}%"
    said = phrase("own_share" if own else "granted_share", english, part=money(value, english), base=money(base, english), share=shown)
    return [Sum(said, shown, percent(value / base), "%", made[0].clause_id, f"{plain(value)} ÷ {plain(base)}", role="check")]
