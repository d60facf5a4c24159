"""Interest subsidies: percentage points of a loan, a share of the interest paid or of the LPR, the lowest of the limits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from answer.amounts import HUNDRED, both, money, plain
from answer.cases import cap_of
from answer.operands import Operand
from answer.phrases import phrase
from answer.reading import Reading
from answer.state import Sum
from policy.documents import Clause
from policy.provisions import Figure, FigureKind, FigureRole, Provision

_LOAN = re.compile(r"贷|借|本金|融资(?!租)|授信|放款|loan|borrow|principal", re.IGNORECASE)
_NOT_LOAN = re.compile(r"总投|投资额|总投资|营收|收入|注册资本|利息")
_PAID = re.compile(r"利息")
_RATE = re.compile(r"利率|年化|年息|LPR|报价利率|点|利息|rate|interest", re.IGNORECASE)
_LPR = re.compile(r"LPR|报价", re.IGNORECASE)
_BARE_RATE = re.compile(r"(?:LPR|利率|年化)(?:[^\d,，。；;]{0,8})(\d{1,2}\.\d{1,2})(?![\d%万亿元个])", re.IGNORECASE)
_HIGHEST = 25  # per cent a year: what is above it is no rate of interest


@dataclass(frozen=True, slots=True)
class _Limit:
    """One limit on the subsidy of a year: its value, how it came about, and as a formula."""

    value: Decimal
    said: str
    formula: str


def is_interest(clause: Clause) -> bool:
    """Whether the clause grants a subsidy on interest that is stated as a share of the rate, the interest or the loan."""
    return any(_limits(clause, p) for p in clause.provisions)


def interest(clause: Clause, reading: Reading, given: Sequence[Operand]) -> list[Sum]:
    """What a year's subsidy comes to at most on the caller's loan; [] where the loan or every rate needed is missing."""
    for provision in clause.provisions:
        bounds = _limits(clause, provision)
        if bounds:
            return _worked(clause, provision, bounds, reading, given)
    return []


def interest_full(clause: Clause, reading: Reading) -> list[Sum]:
    """The loan from which on the cap of a year is reached, for each limit whose rate is known; the largest of them where several bind."""
    for provision in clause.provisions:
        cap, bounds = cap_of(clause, provision), _limits(clause, provision)
        quoted = {f.value for f in reading.figures if f.unit == "个百分点"} & {b.value for b in bounds if b.unit == "个百分点"}
        asked = replace(reading, figures=tuple(f for f in reading.figures if f.value not in quoted))
        shares = [s for b in bounds if (s := _of_loan(clause, b, asked))]
        if not cap or not shares:
            continue
        value, said, formula = max((cap.value / part, how, form) for part, how, form in shares)
        english = reading.english
        limit = money(cap.value, english)
        sentence = phrase("full_loan", english, value=both(value, english), cap=limit, how=said)
        lacking = [w for w in missing(clause, asked, []) if w != phrase("principal", english)] if len(shares) < len(bounds) else []
        sentence += phrase("other_limit", english, what=phrase("list", english).join(lacking)) if lacking else ""
        return [Sum(sentence, money(value, english), value, "元", clause.clause_id, f"{plain(cap.value)} ÷ ({formula})", role="check")]
    return []


def _of_loan(clause: Clause, bound: Figure, reading: Reading) -> tuple[Decimal, str, str] | None:
    """What a limit is of a loan, as a share of 1, in words and as a formula; None where the rate it takes is not given."""
    share, of = f"{plain(bound.value)}%", _of(clause, bound)
    if of == "本金":
        return bound.value / HUNDRED, share, share
    rate = _rate(reading, lpr=of == "LPR")
    if rate is None:
        return None
    times = " × " if reading.english else "×"
    return rate * bound.value / HUNDRED / HUNDRED, f"({plain(rate)}%{times}{share})", f"{plain(rate)}% × {share}"


def missing(clause: Clause, reading: Reading, given: Sequence[Operand]) -> list[str]:
    """What the caller would have to say as well: the loan, the rate of interest, the LPR."""
    bounds = [b for p in clause.provisions for b in _limits(clause, p)]
    if not bounds:
        return []
    out = [] if _loan(given) else [phrase("principal", reading.english)]
    of = {_of(clause, b) for b in bounds}
    if "LPR" in of and _rate(reading, lpr=True) is None:
        out.append(phrase("lpr", reading.english))
    if "利息" in of and _rate(reading, lpr=False) is None and _paid(given) is None:
        out.append(phrase("interest_rate", reading.english))
    return out


def _limits(clause: Clause, provision: Provision) -> list[Figure]:
    """The figures of a provision that bound a subsidy on interest."""
    if not re.search(r"贴息|利息|利率|LPR", clause.text[provision.start : provision.end]):
        return []
    return [f for f in provision.figures if f.role is FigureRole.RATE and _of(clause, f)]


def _of(clause: Clause, figure: Figure) -> str:
    """What a figure is a share of: the loan (percentage points), the LPR, or the interest paid; "" for something else."""
    if figure.unit == "个百分点":
        return "本金"
    before = clause.text[max(0, figure.start - 24) : figure.start]
    return "LPR" if _LPR.search(before) else "利息" if re.search(r"利息|利率", before) else ""


def _worked(clause: Clause, provision: Provision, bounds: list[Figure], reading: Reading, given: Sequence[Operand]) -> list[Sum]:
    loan = _loan(given)
    made = [m for b in bounds if (m := _limit(clause, b, loan, reading, given))]
    if not made:
        return []
    cap = cap_of(clause, provision)
    least = min([m.value for m in made] + ([cap.value] if cap else []))
    formulas = [m.formula for m in made] + ([plain(cap.value)] if cap else [])
    formula = f"min({', '.join(formulas)})" if len(formulas) > 1 else formulas[0]
    over = cap is not None and any(m.value > cap.value for m in made) and least == cap.value
    english = reading.english
    limit = phrase("over_yearly" if over else "within_yearly", english, cap=money(cap.value, english)) if cap else ""
    lower = phrase("lower", english) if len(made) > 1 else ""
    open_ = _still(clause, bounds, made, reading, given)
    how = phrase("or", english).join(m.said for m in made)
    said = phrase("yearly", english, total=both(least, english), how=how, lower=lower, limit=limit, open=open_)
    others = tuple((money(m.value, english), m.value, "元", m.formula) for m in made if m.value != least)
    return [Sum(said, money(least, english), least, "元", clause.clause_id, formula, others, made=min(m.value for m in made), cap=cap.value if cap else None)]


def _still(clause: Clause, bounds: list[Figure], made: list[_Limit], reading: Reading, given: Sequence[Operand]) -> str:
    """The limit that could not be worked out, and what it would take."""
    lacking = missing(clause, reading, given)
    what = phrase("list", reading.english).join(lacking)
    return phrase("other_limit", reading.english, what=what) if len(made) < len(bounds) and lacking else ""


def _limit(clause: Clause, bound: Figure, loan: Figure | None, reading: Reading, given: Sequence[Operand]) -> _Limit | None:
    of = _of(clause, bound)
    share, english = f"{plain(bound.value)}%", reading.english
    if of == "利息" and (paid := _paid(given)):
        value = paid.value * bound.value / HUNDRED
        named = phrase("interest_paid", english, value=money(paid.value, english))
        return _Limit(value, _times(named, bound, value, english), f"{plain(paid.value)} × {share}")
    if loan is None:
        return None
    lent = money(loan.value, english)
    if of == "本金":
        value = loan.value * bound.value / HUNDRED
        return _Limit(value, _times(lent, bound, value, english), f"{plain(loan.value)} × {share}")
    rate = _rate(reading, lpr=of == "LPR")
    if rate is None:
        return None
    value = loan.value * rate * bound.value / HUNDRED / HUNDRED
    said = _times(f"{lent}{' × ' if english else '×'}{plain(rate)}%", bound, value, english)
    return _Limit(value, said, f"{plain(loan.value)} × {plain(rate)}% × {share}")


def _times(amount: str, bound: Figure, value: Decimal, english: bool) -> str:
    return phrase("product", english, value=amount, rate=plain(bound.value), result=money(value, english))


def _loan(given: Sequence[Operand]) -> Figure | None:
    """The amount lent: the one called so, else the only one that is not called something else."""
    named = [o for o in given if _LOAN.search(o.label) and not _NOT_LOAN.search(o.label)]
    other = [o for o in given if not _NOT_LOAN.search(o.label)]
    found = named or (other if len(other) == 1 else [])
    return found[0].figure if found else None


def _paid(given: Sequence[Operand]) -> Figure | None:
    return next((o.figure for o in given if _PAID.search(o.label) and not _LOAN.search(o.label)), None)


def _rate(reading: Reading, *, lpr: bool) -> Decimal | None:
    """The caller's rate of interest in percent: the one that is called so, else the only one there is."""
    rates = [f for f in reading.figures if f.kind is FigureKind.PERCENT and 0 < f.value < _HIGHEST]
    named = [f for f in rates if bool(_LPR.search(_label(f, reading))) == lpr and _RATE.search(_label(f, reading))]
    if named:
        return named[0].value
    bare = _BARE_RATE.search(reading.text)
    if not rates and bare and bool(_LPR.search(bare.group())) == lpr:
        return Decimal(bare[1])
    return rates[0].value if len(rates) == 1 and (lpr or not _LPR.search(reading.text)) else None


def _label(figure: Figure, reading: Reading) -> str:
    before = re.split(r"[,，。；;？?！!]", reading.text[: figure.start])[-1]
    return f"{before}{reading.text[figure.start : figure.end]}"
