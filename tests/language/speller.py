"""Whole numbers in Chinese, as the language has them; for tests of what reads them."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_SMALL = ("", "十", "百", "千")


def spell(number: int) -> str:
    """10500000 is 一千零五十万; 15 is 十五."""
    if number == 0:
        return "零"
    out = _spell(number)
    return out[1:] if out.startswith("一十") else out


def _spell(number: int) -> str:
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return f"{_spell(high)}{name}{gap}{_spell(low) if low else ''}"
    return _below_ten_thousand(number)


def _below_ten_thousand(number: int) -> str:
    out = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            out += _DIGITS[digit] + _SMALL[place]
        elif out and not out.endswith("零") and number % 10**place:
            out += "零"
    return out
