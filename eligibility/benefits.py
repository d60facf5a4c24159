"""What a clause allows at most: exact decimals, with the formula. A needed fact that is missing leaves the amount open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from eligibility.facts import FactBook, Value
from eligibility.intervals import Interval
from eligibility.logic import Truth, decide
from eligibility.schema import Amount, Cap

_HUNDRED = Decimal(100)
_PRECISION = 80


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in 元, None where a needed fact is missing or the clause gives no figure.

    `formula` has figures for what is known and the fact's name for what is not; "" without a figure in the clause.
    `at_least` is what the known facts alone come to. `caps` are those that bind here.
    """

    yuan: Decimal | None
    formula: str
    missing: tuple[str, ...] = ()
    at_least: Decimal = Decimal(0)
    caps: tuple[Cap, ...] = ()


NO_FIGURE = Sum(None, "")


def reckon(amount: Amount | None, known: Mapping[str, Value], book: FactBook) -> Sum:
    """The most that an amount comes to on what is known, exactly: nothing is rounded."""
    if amount is None:
        return NO_FIGURE
    with localcontext(prec=_PRECISION):
        return _reckon(amount, known, book)


def _reckon(amount: Amount, known: Mapping[str, Value], book: FactBook) -> Sum:
    if amount.up_to is not None:
        found = Sum(amount.up_to, plain(amount.up_to), (), amount.up_to)
    elif amount.percent is not None:
        found = _share(amount, known, book)
    elif amount.each is not None:
        found = _counted(amount, known, book)
    elif amount.ladder is not None:
        found = _ladder(amount, known, book)
    elif amount.cases is not None:
        found = _case(amount, known, book)
    else:
        found = _several(amount, [_reckon(part, known, book) for part in amount.parts])
    return _capped(found, amount.caps)


def plain(value: Decimal) -> str:
    """A number without exponent or needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _operand(name: str, known: Mapping[str, Value], book: FactBook) -> tuple[Decimal | None, str]:
    """A fact to reckon with, and how the formula writes it. A figure that is only roughly known is not reckoned with."""
    fact, value = book.facts[name], known.get(name)
    exact = value.exact if isinstance(value, Interval) else None
    percent = fact.unit == "%"
    if exact is None:
        return None, fact.label
    return (exact / _HUNDRED if percent else exact), f"{plain(exact)}{'%' if percent else ''}"


def _share(amount: Amount, known: Mapping[str, Value], book: FactBook) -> Sum:
    names = amount.of or ()
    operands = [_operand(name, known, book) for name in names]
    rate = amount.percent or Decimal(0)
    formula = " × ".join([*(said for _, said in operands), f"{plain(rate)}%"])
    missing = tuple(n for n, (value, _) in zip(names, operands, strict=True) if value is None)
    if missing:
        return Sum(None, formula, missing)
    product = rate / _HUNDRED
    for value, _ in operands:
        product *= value or Decimal(0)
    return Sum(product, formula, (), product)


def _counted(amount: Amount, known: Mapping[str, Value], book: FactBook) -> Sum:
    name, each = amount.count or "", _reckon(amount.each or amount, known, book)
    times, said = _operand(name, known, book)
    formula = f"{said} × {_bracketed(each.formula)}"
    missing = (*((name,) if times is None else ()), *(each.missing if times != 0 else ()))
    if times == 0:
        return Sum(Decimal(0), formula, (), Decimal(0))
    if times is None or each.yuan is None:
        return Sum(None, formula, missing)
    return Sum(times * each.yuan, formula, (), times * each.yuan)


def _bracketed(formula: str) -> str:
    return f"({formula})" if " + " in formula and not formula.endswith(")") else formula


def _ladder(amount: Amount, known: Mapping[str, Value], book: FactBook) -> Sum:
    name, steps = (amount.of or ("",))[0], amount.ladder or ()
    value, said = _operand(name, known, book)
    if value is None:
        return Sum(None, said, (name,))
    reached = [s for s in steps if s.from_ <= value]
    yuan = reached[-1].yuan if reached else Decimal(0)
    return Sum(yuan, plain(yuan), (), yuan)


def _case(amount: Amount, known: Mapping[str, Value], book: FactBook) -> Sum:
    """The first case that holds; open while one before it may hold."""
    for case in amount.cases or ():
        decision = decide(case.when, known) if case.when else None
        truth: Truth = decision.truth if decision else True
        if truth is None:
            return Sum(None, _symbolic(amount, book), decision.missing if decision else ())
        if truth:
            return _reckon(case.amount, known, book) if case.amount else NO_FIGURE
    return NO_FIGURE


def _symbolic(amount: Amount, book: FactBook) -> str:
    shown = [_reckon(c.amount, {}, book).formula for c in amount.cases or () if c.amount]
    return " 或 ".join(dict.fromkeys(shown))


def _several(amount: Amount, parts: Sequence[Sum]) -> Sum:
    total: Callable[[list[Decimal]], Decimal] = lambda values: sum(values, Decimal(0))  # noqa: E731 - one of three
    total = max if amount.highest else min if amount.lowest else total
    shown = [p.formula for p in parts if p.formula]
    name = "max" if amount.highest else "min"
    formula = " + ".join(shown) if amount.sum else f"{name}({', '.join(shown)})"
    missing = tuple(dict.fromkeys(m for p in parts for m in p.missing))
    known = [p.yuan for p in parts if p.yuan is not None]
    at_least = total([p.at_least for p in parts])
    if missing or len(known) < len(parts):
        return Sum(None, formula, missing, at_least)
    return Sum(total(known), formula, (), at_least)


def _capped(found: Sum, caps: Sequence[Cap]) -> Sum:
    if not caps or not found.formula:
        return found
    lowest = min(cap.yuan for cap in caps)
    formula = f"min({', '.join([found.formula, *(plain(c.yuan) for c in caps)])})"
    at_least = min(found.at_least, lowest)
    if found.yuan is None:
        settled = found.at_least >= lowest and bool(found.missing)
        return Sum(lowest if settled else None, formula, () if settled else found.missing, at_least, tuple(caps))
    return Sum(min(found.yuan, lowest), formula, (), at_least, tuple(caps))
