"""A match of a pattern to what it says: value, unit and kind, or None where it is no figure after all."""

from __future__ import annotations

import re
from decimal import Decimal

from language.figure_grammar import DURATION_UNIT, MEASURE_UNIT, MONEY_UNIT
from language.numerals import CHINESE, is_vague, multiplier, read_arabic, read_chinese, read_steps
from policy.provisions import Figure, FigureKind

Value = tuple[Decimal, str, FigureKind]
_Groups = dict[str, str | None]

_ONE_UNIT = {"年期": "年", "周年": "年", "周岁": "岁", "工作日": "个工作日", "自然日": "个自然日", "星期": "个星期", "小时": "个小时"}
_ENGLISH = {"t": 10**3, "m": 10**6, "b": 10**9}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_FOREIGN = ("美元", "欧元", "港元", "日元")
_WHICH = tuple("上下任某同每这那另")
_LIMITS = ("以上", "以下")
_BOUND_ONE = re.compile(r"(?:至少|至多|最多|少于|多于|超过|仅限|限)[一-鿿]{0,4}$")
# 十分重要, 千家万户: words, not how many.
_WORDS = {("十", "分"), ("百", "分"), ("万", "分"), ("千", "分"), ("千", "家")}


def read_value(g: _Groups, before: str, after: str = "") -> Value | None:
    """What a match of FIGURE says; `before` and `after` are the few characters beside it."""
    if g["parts"]:
        return _share(_number(g["pcn"]), read_chinese(g["parts"]))
    if g["share"]:
        return _share(*map(Decimal, g["share"].split("/")))
    if g["pct"]:
        return _percent(_number(g["num"]), g["pct"])
    if g["num"]:
        if g["unit"] == "年" and _YEAR.fullmatch(g["num"]):
            return None  # a year whose month is none
        return with_unit(_number(g["num"]) * _times(g["mult"]), g["unit"] or "")
    if g["bare"]:
        return _number(g["bare"]) * _times(g["bmult"]), "元", FigureKind.MONEY
    if g["dec"]:
        value = read_chinese(g["dec"]) * multiplier(g["dmult"] or "")
        return with_unit(value, g["dunit"]) if g["dunit"] else (value, "元", FigureKind.MONEY)
    if g["level"]:
        return Decimal(multiplier(g["level"])), "元", FigureKind.MONEY
    if size := g["size"] or g["size2"]:
        return with_unit(Decimal(multiplier(size[0])), size[1:])
    if g["halfyear"]:
        return Decimal(6), "个月", FigureKind.DURATION
    return _chinese(g, before, after)


def read_colloquial(g: _Groups) -> Value | None:
    """What a match of COLLOQUIAL says."""
    if g["compound"]:
        return read_steps(g["compound"]), "元", FigureKind.MONEY
    if g["english"]:
        return _number(g["english"]) * _ENGLISH[(g["emult"] or "")[0].lower()], "元", FigureKind.MONEY
    if g["persons"]:
        return _number(g["persons"]), "人", FigureKind.COUNT
    if g["things"]:
        thing = (g["thing"] or "").lower()
        unit = "家" if thing[:4] in ("comp", "firm", "ente") else "项" if thing[:4] in ("stan", "item") else "个"
        return _english(g["things"]), unit, FigureKind.COUNT
    if g["served"]:
        return _english(g["served"]), "年", FigureKind.DURATION
    if g["power"]:
        return _number(g["power"]), f"{g['psize']}Flops", FigureKind.QUANTITY
    if g["step"]:  # 一万八 before 一台: the 八 is of the step below
        return read_chinese(f"{g['step']}{'千' if '万' in g['step'] else '百'}"), "元", FigureKind.MONEY
    if g["slang"]:
        return _number(g["slang"]) * multiplier(g["smult"] or ""), "元", FigureKind.MONEY
    if g["vague"]:
        return read_chinese(g["vague"]) * multiplier(g["vmult"] or ""), "元", FigureKind.MONEY
    if g["yi"]:
        return _number(g["yi"]) * multiplier(g["yimult"] or ""), "元", FigureKind.MONEY
    if g["onyi"]:
        return _with_wan(_number(g["onyi"]), g["onwan"] or "")
    if g["tenths"]:
        return _number(g["tenths"]) * 10 + _twentieths(g["twentieths"] or ""), "%", FigureKind.PERCENT
    if g["spoken"]:
        return None if is_vague(g["spoken"]) else (read_chinese(g["spoken"]), "元", FigureKind.MONEY)
    if g["andhalf"]:
        return _and_a_half(_number(g["andhalf"]), g["hmult"], g["hunit"])
    if g["half"]:
        return Decimal(50), "%", FigureKind.PERCENT
    value = read_arabic(g["plain"] or "0")
    return None if 1900 <= value <= 2100 else (value, "元", FigureKind.MONEY)


def _with_wan(yi: Decimal, wan: str) -> Value | None:
    """两个亿三千万 is one amount; 两个亿三千 with no 万 is not read."""
    match = re.fullmatch(r"([\d.,]+)([十百千]?万)", wan)
    rest = read_arabic(match[1]) * multiplier(match[2]) if match else read_chinese(wan)
    whole = yi * multiplier("亿") + rest
    return (whole, "元", FigureKind.MONEY) if "万" in wan and rest < multiplier("亿") else None


def _twentieths(text: str) -> int:
    """What follows 成: 三成半, 3成5."""
    return 5 if text == "半" else int(_number(text)) if text else 0


def read_date(g: _Groups, match_text: str) -> str | None:
    """The date of a match of DATE as far as it is given: `2025-05`, `--05-31`. None where it is none."""
    if match_text.endswith((".", "/", "-")):
        return None
    year = g["y"] or (g["sy"] and f"20{g['sy']}") or (str(read_chinese(g["cy"])) if g["cy"] else "")
    month = g["m"] or g["m2"] or g["sm"] or _spelled(g["cm"])
    day = g["d"] or g["d2"] or g["sd"] or _spelled(g["cd"])
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return None
    return "-".join([year or "-", *(f"{int(p):02d}" for p in (month, day) if p)])


def joined_number(number: str, multiple: str | None) -> Decimal:
    """The value of a number that shares the unit of the figure after it."""
    return _number(number) * _times(multiple)


def with_unit(value: Decimal, unit: str) -> Value:
    """A number and its unit: which kind of figure they are, the unit in its one form."""
    if MONEY_UNIT.fullmatch(unit):
        return value, unit if unit in _FOREIGN else "元", FigureKind.MONEY
    if DURATION_UNIT.fullmatch(unit):
        return value, _ONE_UNIT.get(unit, unit), FigureKind.DURATION
    if MEASURE_UNIT.fullmatch(unit):
        return value, unit, FigureKind.QUANTITY
    return value, unit, FigureKind.COUNT


def make_figure(text: str, start: int, end: int, value: Value) -> Figure:
    """The figure at `text[start:end]`."""
    return Figure(text=text[start:end], value=value[0], unit=value[1], kind=value[2], start=start, end=end)


def _chinese(g: _Groups, before: str, after: str) -> Value | None:
    """What a Chinese numeral says with what follows it. 数百万, 几十万, 两三家 say no number."""
    number = g["cnum"] or g["cnum2"] or g["cbare"] or ""
    vague = before.endswith(("数", "几")) or (before.endswith("上") and before[-2:] not in _LIMITS)
    if vague or is_vague(number):
        return None
    if g["cpct"]:
        return _tenths(number, g["cpct"])
    if g["cnum2"]:
        return _counted(number, g["cunit"] or "", before, after)
    return _bare(number, g["ctail"] or "")


def _share(part: Decimal, whole: Decimal) -> Value | None:
    """三分之二 in percent, to 28 digits; 百分之三十 exactly. None where the whole is no number."""
    return (part * 100 / whole, "%", FigureKind.PERCENT) if whole else None


def _percent(value: Decimal, sign: str) -> Value:
    if sign == "个基点" or sign.upper() == "BP":
        return value / 100, "个百分点", FigureKind.PERCENT
    if sign == "‰":
        return value / 10, "%", FigureKind.PERCENT
    return value, "%" if sign == "%" else "个百分点", FigureKind.PERCENT


def _tenths(number: str, unit: str) -> Value | None:
    value = read_chinese(number)
    if unit == "个基点":
        return _percent(value, unit)
    if unit.startswith("成"):
        return (value * 10 + _twentieths(unit[1:]), "%", FigureKind.PERCENT) if value < 10 else None
    return value, "个百分点", FigureKind.PERCENT


def _counted(number: str, unit: str, before: str, after: str) -> Value | None:
    """Chinese numerals before a unit. 一个, 一批 say "a", 任一年 says which: neither says how many, 至少一名 does."""
    value, unit, kind = with_unit(read_chinese(number), unit)
    if value == 1 and kind is FigureKind.COUNT and not (_BOUND_ONE.search(before) or after in _LIMITS):
        return None
    if value == 1 and kind is not FigureKind.COUNT and before[-1:] in _WHICH and before[-2:] not in _LIMITS:
        return None
    return None if (number, unit) in _WORDS else (value, unit, kind)


def _bare(number: str, tail: str) -> Value | None:
    """六十万, 三百五十万: money where no unit follows and the number is of an amount's size and form."""
    big = "万" in number or "亿" in number
    # 百万, 千万 name a size ("千万元以上" carries its unit); 千家万户, 万千 are words
    if not big or (number in ("百万", "千万", "十万", "万亿") and tail and tail not in "元块以的,。;，；"):
        return None
    return read_chinese(number), "元", FigureKind.MONEY


def _and_a_half(value: Decimal, multiple: str | None, unit: str | None) -> Value:
    """两万半 is rare, 三个半月 and 两年半 are not."""
    value += Decimal("0.5")
    if multiple:
        return value * multiplier(multiple), "元", FigureKind.MONEY
    return value, "个月" if unit else "年", FigureKind.DURATION


def _number(text: str | None) -> Decimal:
    text = text or ""
    return read_chinese(text) if text and text[0] in CHINESE else read_arabic(text)


def _english(number: str) -> Decimal:
    return Decimal(_NUMBERS.index(number.lower()) + 1) if number.lower() in _NUMBERS else _number(number)


def _times(multiple: str | None) -> int:
    """380多万, 一个亿: what stands between the number and its 万 does not change the size."""
    return multiplier(re.sub("[多来几余个]", "", multiple or ""))


def _spelled(text: str | None) -> str:
    return str(read_chinese(text)) if text else ""
