"""Chinese and Arabic numerals to exact decimals."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}

CHINESE = "零〇一二两三四五六七八九十百千万亿"


def read_chinese(text: str) -> Decimal:
    """`一千二百`, `两千`, `三点五`, `一万八` (18,000), `三百五` (350), `二〇二五`. Raises ValueError on other text."""
    whole, _, fraction = text.partition("点")
    if not whole or any(c not in CHINESE for c in whole):
        raise ValueError(f"not a Chinese numeral: {text}")
    if len(whole) > 1 and all(c in _DIGITS for c in whole):
        value = Decimal("".join(str(_DIGITS[c]) for c in whole))
    else:
        value = Decimal(_read_grouped(whole))
    if fraction:
        value += Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction))
    return value


def _read_grouped(text: str) -> int:
    total = section = digit = 0
    last_unit = 1
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            if char in "零〇":
                last_unit = 1  # 一百零五 is 105: no short form after a zero
        elif char in _UNITS:
            last_unit = _UNITS[char]
            section += (digit or 1) * last_unit
            digit = 0
        else:
            last_unit = _BIG[char]
            section += digit
            # 一万亿: the big unit multiplies everything before it when nothing stands between
            total = (total + section or 1) * last_unit if section == 0 else total + section * last_unit
            section = digit = 0
    # 一万八, 三百五: a last digit with no unit stands one place below the unit before it
    short = last_unit // 10 if last_unit > 10 else 1
    return total + section + digit * (short if digit else 1)


def read_arabic(text: str) -> Decimal:
    """`3,400,000` or `1.5`. Raises decimal.InvalidOperation on other text."""
    return Decimal(text.replace(",", ""))


def multiplier(text: str) -> int:
    """`万` 10⁴, `亿` 10⁸, `千万` 10⁷, `万亿` 10¹², `w` 10⁴, `k` 10³; "" is 1. Raises KeyError on other characters."""
    value = 1
    for char in text.lower():
        value *= (_UNITS | _BIG | {"w": 10**4, "k": 10**3})[char]
    return value
