"""How long a document is in force: from its first day to its last, in months or days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from answer.phrases import phrase
from answer.reading import Reading
from answer.state import Sum
from answer.wording import chinese_date
from policy.documents import Document

_ASKED = re.compile(r"(?:多少|几)个?(?:整)?(?P<m>月|天|日|年)|多久|多长时间|how (?:many (?P<e>months|days|years)|long)", re.IGNORECASE)
_WHOLE = re.compile(
    r"有效|管用|管多|生效|实施|施行|失效|作废|到期|期限|寿命|存续|\b(?:in force|valid|effective|expir|lapse)", re.IGNORECASE,
)  # fmt: skip
_NOT = re.compile(r"还(?:有|剩|能|管|可)|剩|[离距][^,，。]{0,10}(?:到期|失效|作废)|资格|证书|审核|办理|拨付|\b(?:left|remain)", re.IGNORECASE)


def in_force(document: Document, reading: Reading) -> list[Sum]:
    """The months, or days, from the first day in force through the last; [] where that is not asked, or a day is not known."""
    match = _ASKED.search(reading.text)
    meta = document.metadata
    if not match or not _WHOLE.search(reading.text) or _NOT.search(reading.text) or min(len(meta.effective_from), len(meta.effective_to)) < 10:
        return []
    start, end = date.fromisoformat(meta.effective_from), date.fromisoformat(meta.effective_to)
    if end <= start:
        return []
    in_days = (match["m"] or match["e"] or "月")[0] in "天日d"
    value, rest, formula = ((end - start).days + 1, 0, f"{end} − {start} + 1") if in_days else _months(start, end)
    english, unit = reading.english, "天" if in_days else "个月"
    word = ("days" if in_days else "months") if english else unit
    span = f"{value} {word}" if english else f"{value}{word}"
    span += phrase("and_days", english, days=rest) if rest else ""
    days = [d.isoformat() if english else chinese_date(d.isoformat()) for d in (start, end)]
    said = phrase("in_force", english, start=days[0], end=days[1], span=span)
    return [Sum(said, span, Decimal(value), unit, "", formula, role="check")]


def _months(start: date, end: date) -> tuple[int, int, str]:
    """Full months with both days counted, the days over (one is not told), and the formula."""
    after = end + timedelta(days=1)
    plainly = (end.year - start.year) * 12 + end.month - start.month
    months = (after.year - start.year) * 12 + after.month - start.month - (after.day < start.day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first = date(year, month + 1, 1) + timedelta(days=start.day - 1)
    over = (after - first).days
    more = months - plainly
    formula = f"({end.year} − {start.year}) × 12 + ({end.month} − {start.month})" + (f" {'+' if more > 0 else '−'} {abs(more)}" if more else "")
    return months, over if over > 1 else 0, formula
