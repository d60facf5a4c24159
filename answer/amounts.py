"""Amounts as people write them, and as formulas hold them."""

from __future__ import annotations

from decimal import Decimal

HUNDRED = Decimal(100)
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
        return f"{plain(exact)}万元" if exact == wan else f"约{plain(wan.quantize(Decimal('0.01')))}万元"
    return f"{plain(value.quantize(Decimal('0.01')))}元"


def amount(value: Decimal, unit: str) -> str:
    """A value with its unit, money in the fitting size."""
    return yuan(value) if unit == "元" else f"{plain(value)}{unit}"
