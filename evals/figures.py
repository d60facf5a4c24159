"""Figures in texts, read apart from the system judged: finding a spelling, and listing what a text states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from language.text import fold

_CHINESE = "零〇一二两三四五六七八九十百千万亿"
_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_UNITS = (
    "个百分点|个月|家|个|名|项|条|人|件|年|月|天|日|分|倍|次|款|张|台|支|批|场|所|户|平方米|千瓦时|eflops|pflops|tflops"
)
_NUMBER = r"(?<!\d)(?<!\d\.)\d+(?:\.\d+)?"
_COUNT = re.compile(rf"(?<!第)({_NUMBER})((?:[万亿百十]|千(?!瓦))*)(元|%|{_UNITS})?")
_SPELLED = re.compile(
    rf"(?<![第\d.{_CHINESE}])(?:(?P<p>百分之)(?P<share>[{_CHINESE}]+)|(?P<n>[{_CHINESE}]+)(?P<u>元|{_UNITS}))"
)
_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?"
    r"|(?<!\d)(?P<iy>(?:19|20)\d\d)-(?P<im>\d{2})(?!\d)(?:-(?P<id>\d{2})(?!\d))?"
    r"|(?<!\d)(?P<sm>\d{1,2})月(?:(?P<sd>\d{1,2})日)?"
)

# (value in the base unit, unit), or (date, "date"). The unit is "" where the words give none; a date
# without a year begins with "-".
Figure = tuple[str, str]


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """The form in which spellings are compared: folded, no thousands commas, padding zeros or white space.

    White space stays where a digit follows a digit, stop or comma: "1. 50万元" is not a decimal.
    """
    text = re.sub(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)", lambda m: m.group().replace(",", ""), text)
    text = fold(text.replace("、", ";").replace("。", ";"))  # folding makes them look like parts of a number
    text = re.sub(r"(?<=[\d.,])\s+(?=\d)", "\x00", text)
    text = re.sub(r"\s+", "", text).replace("\x00", " ")
    return re.sub(r"(?<!\d)0(?=\d[月日])", "", text)


def holds(text: str, spelling: str) -> bool:
    """Whether `spelling` stands in `text` on its own: not 10% in 110%, 5万 in 15万, 1万 in 1万亿."""
    return re.search(_bounded(normal(spelling)), normal(text)) is not None


def _bounded(spelling: str) -> str:
    before = after = ""
    if spelling[0].isdigit():
        before = r"(?<!\d)(?<!\d\.)"
    elif spelling[0] in _CHINESE:
        before = rf"(?<![{_CHINESE}\d])"
    if spelling[-1].isdigit():
        after = r"(?!\d|[.,]\d|[万亿千百十])"
    elif spelling[-1] in _CHINESE:
        after = rf"(?![{_CHINESE}])"
    elif spelling.endswith("个"):
        after = "(?!月|百分点)"
    return before + re.escape(spelling) + after


def stated(text: str) -> set[Figure]:
    """The figures that an answer states in digits: shares, amounts, dates and counts with a unit."""
    dates, rest = _without_dates(normal(text))
    return dates | {_figure(m) for m in _COUNT.finditer(rest) if m[2] or m[3]}


def evidenced(texts: Iterable[str]) -> set[Figure]:
    """Every figure that the texts give, numbers without a unit and numbers written in characters included."""
    found: set[Figure] = set()
    for text in texts:
        dates, rest = _without_dates(normal(text))
        found |= dates | {_figure(m) for m in _COUNT.finditer(rest)}
        found |= {_spelled(m) for m in _SPELLED.finditer(rest)}
    return found


def unbacked(claims: set[Figure], evidence: set[Figure]) -> set[Figure]:
    """The claims without evidence. A date backs its parts; a unit left out matches any unit."""
    return {c for c in claims if not any(_backs(e, c) for e in evidence)}


def _backs(evidence: Figure, claim: Figure) -> bool:
    (value, unit), (other, other_unit) = evidence, claim
    if "date" in (unit, other_unit):
        return unit == other_unit and (value.startswith(other) or (other[0] == "-" and other in value))
    return value == other and (unit == other_unit or not unit or not other_unit)


def _without_dates(text: str) -> tuple[set[Figure], str]:
    dates = list(_DATE.finditer(text))
    return {_date(m) for m in dates}, _DATE.sub("…", text)


def _date(match: re.Match[str]) -> Figure:
    g = match.groupdict()
    parts = [g["y"] or g["iy"] or "", g["m"] or g["im"] or g["sm"], g["d"] or g["id"] or g["sd"]]
    return "-".join(p.zfill(2) if p else "" for p in parts if p is not None), "date"


def _figure(match: re.Match[str]) -> Figure:
    number, scale, unit = match.groups()
    value = Decimal(number)
    for char in scale:
        value *= _SCALE[char]
    return _plain(value), unit or ""


def _spelled(match: re.Match[str]) -> Figure:
    return _plain(Decimal(_chinese(match["share"] or match["n"]))), "%" if match["p"] else match["u"]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _chinese(number: str) -> int:
    """The value of a number in characters: 三十五 is 35, 一万二千 is 12000, 二〇二五 is 2025."""
    if not set(number) & _SCALE.keys():
        return int("".join(str(_DIGITS[c]) for c in number))
    total = section = digit = 0
    for char in number:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "亿":
            total, section, digit = (total + section + digit or 1) * _SCALE[char], 0, 0
        elif char == "万":
            total, section, digit = total + (section + digit or 1) * _SCALE[char], 0, 0
        else:
            section, digit = section + (digit or 1) * _SCALE[char], 0
    return total + section + digit
