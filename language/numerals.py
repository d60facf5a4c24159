"""Chinese and Arabic numerals to exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
_COUNTING = "一二三四五六七八九"

_FORMAL_DIGITS = "壹贰叁肆伍陆柒捌玖拾佰仟"
_FORMAL = str.maketrans(_FORMAL_DIGITS, "一二三四五六七八九十百千")
# 陆, 伍 and 拾 are everyday characters too (大陆, 队伍, 收拾): alone they are numbers before money only.
_FORMAL_RUN = re.compile(
    rf"(?<![{_FORMAL_DIGITS}零〇万亿])[{_FORMAL_DIGITS}][{_FORMAL_DIGITS}零〇万亿]++(?:(?=[圆元块整个家名项件年月日天倍人分])|(?<=[佰仟][万亿])|(?<=拾[万亿]))"
    rf"|[{_FORMAL_DIGITS}](?=[圆元])|[壹贰叁肆柒捌玖](?=[个家名项件年月日天倍人]|分之)"
)

LARGE = "万亿"
"""The characters that multiply a whole group of figures."""
CHINESE = "零〇一二两三四五六七八九十百千万亿"

# 两三, 七八十, 三五百: two digits with nothing between them, said for "two or three".
_NEIGHBOURS = re.compile(rf"俩仨|[{_COUNTING}两][{_COUNTING}]")
_STEP = re.compile(r"(\d+)([百千]?)")


def plain_numerals(text: str) -> str:
    """Formal numerals before a unit in their everyday form, character for character: 贰佰万圆 is 二百万圆, 大陆 stays."""
    return _FORMAL_RUN.sub(lambda m: m.group().translate(_FORMAL), text)


def read_chinese(text: str) -> Decimal:
    """`一千二百`, `两千`, `三点五`, `一万八` (18,000), `三百五` (350), `二〇二五`. Raises ValueError on other text."""
    whole, point, fraction = text.partition("点")
    if not whole or any(c not in CHINESE and c not in _DIGITS for c in whole):
        raise ValueError(f"not a Chinese numeral: {text}")
    if point and (not fraction or any(c not in _DIGITS for c in fraction)):
        raise ValueError(f"not a Chinese numeral: {text}")
    spelled_out = len(whole) > 1 and all(c in _DIGITS for c in whole)
    value = Decimal(_digits(whole)) if spelled_out else Decimal(_read_grouped(whole))
    return value + Decimal(f"0.{_digits(fraction)}") if fraction else value


def _digits(text: str) -> str:
    """二〇二五 is 2025."""
    return "".join(str(_DIGITS[c]) for c in text)


def is_vague(text: str) -> bool:
    """Whether a numeral says "two or three" and not how many: 两三, 三四百, 七八十万. 二〇二三 is read digit by digit."""
    spelled_out = len(text) > 2 and all(c in _DIGITS for c in text)
    return not spelled_out and bool(_NEIGHBOURS.search(text))


def _read_grouped(text: str) -> int:
    total = section = digit = 0
    last_unit = 1
    smallest = 10**9  # of the big units so far: a larger one multiplies all that stands before it (一万二千亿)
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            if digit == 0:
                last_unit = 1  # 一百零五 is 105: no short form after a zero
        elif char in _UNITS:
            last_unit = _UNITS[char]
            section += (digit or 1) * last_unit
            digit = 0
        else:
            last_unit = _BIG[char]
            section += digit
            above = last_unit > smallest
            total = (total + section) * last_unit if above else total + (section or 1) * last_unit
            smallest = last_unit
            section = digit = 0
    # 一万八, 三百五: a last digit with no unit stands one place below the unit before it
    short = last_unit // 10 if last_unit > 10 else 1
    return total + section + digit * (short if digit else 1)


def read_arabic(text: str) -> Decimal:
    """`3,400,000` or `1.5`. Raises decimal.InvalidOperation on other text."""
    return Decimal(text.replace(",", ""))


def read_steps(text: str) -> Decimal:
    """`1亿2000万`, `62万5千`, `3千8` (3,800): several steps of one number, in figures."""
    value, step = 0, 1
    for char, size in (("亿", 10**8), ("万", 10**4)):
        head, sign, rest = text.partition(char)
        if sign:
            value, step, text = value + _steps(head, step) * size, size, rest
    return Decimal(value + _steps(text, step))


def _steps(text: str, above: int) -> int:
    """Figures with 千 and 百; a last digit alone is a tenth of the step above it."""
    total = 0
    for digits, unit in _STEP.findall(text):
        short = not unit and len(digits) == 1 and above > 10
        total += int(digits) * (above // 10 if short else _UNITS.get(unit, 1))
        above = _UNITS.get(unit, above)
    return total


def multiplier(text: str) -> int:
    """`万` 10⁴, `亿` 10⁸, `千万` 10⁷, `万亿` 10¹², `w` 10⁴, `k` 10³; "" is 1. Raises KeyError on other characters."""
    value = 1
    for char in text.lower():
        value *= (_UNITS | _BIG | {"w": 10**4, "k": 10**3})[char]
    return value
