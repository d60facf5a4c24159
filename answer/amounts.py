"""Amounts as people write them, and as formulas hold them."""

from __future__ import annotations

from decimal import Decimal

HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
_UNITS = {"人": "people", "名": "people", "位": "people", "项": "items", "件": "pieces", "家": "companies", "年": "years", "月": "months", "个百分点": "percentage points"}
_ONE = {"people": "person", "companies": "company", "percentage points": "percentage point"}
_WAN, _YI = Decimal(10**4), Decimal(10**8)


def plain(value: Decimal) -> str:
    """12.50 as 12.5, 3E+6 as 3000000."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(value: Decimal) -> str:
    """186万元, 1.2亿元, 2390元: the largest unit that needs no more than four decimals; 约1666.67万元 where none does."""
    if value >= _YI and (value / _YI).as_tuple().exponent >= -4:  # type: ignore[operator]
        return f"{plain((value / _YI).normalize())}亿元"
    if value >= _WAN:
        wan = value / _WAN
        exact = wan.quantize(Decimal("0.0001"))
        if exact != wan and value >= _YI:
            return f"约{plain((value / _YI).quantize(_CENT))}亿元"
        return f"{plain(exact)}万元" if exact == wan else f"约{plain(wan.quantize(Decimal('0.01')))}万元"
    return f"{plain(value.quantize(Decimal('0.01')))}元"


def money(value: Decimal, english: bool = False) -> str:
    """An amount in the answer's language: 186万元, or 1.86 million yuan."""
    if not english:
        return yuan(value)
    for size, name in ((10**9, "billion"), (10**6, "million")):
        if value >= size:
            shown, exact = _rounded(value / size)
            return f"{'' if exact else 'about '}{shown} {name} yuan"
    return f"{value.quantize(_CENT):,f}".removesuffix(".00") + " yuan"


def both(value: Decimal, english: bool = False) -> str:
    """A result in the answer's language, and in English as clauses write it too: 1.86 million yuan (186万元)."""
    return f"{money(value, english)} ({yuan(value)})" if english and value >= _WAN else money(value, english)


def _rounded(value: Decimal) -> tuple[str, bool]:
    """A number with four decimals at most where that is exact, else with two; and whether it is exact."""
    fine = value.quantize(Decimal("0.0001"))
    return (plain(fine), True) if fine == value else (plain(value.quantize(_CENT)), False)


def amount(value: Decimal, unit: str, english: bool = False) -> str:
    """A value with its unit, money in the fitting size."""
    if unit == "元":
        return money(value, english)
    if not english or unit == "%":
        return f"{plain(value)}{unit}"
    word = _UNITS.get(unit, unit)
    return f"{plain(value)} {_ONE.get(word, word.removesuffix('s')) if value == 1 else word}"
