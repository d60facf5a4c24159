"""够不够: a question's figures against the thresholds of a clause, one finding each.

A threshold is named by the words before it (年薪, 研发费用占营业收入比重, 研发费用年增长). A figure of the question belongs to the one
whose name its own label shortens: 营收 is 营业收入 with characters left out, 工资 shares a character with 薪资. A share of two
amounts and a growth between two years are worked out first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from answer.amounts import amount, plain
from answer.each_year import by_year
from answer.given import Given, best, given_in
from answer.likeness import ALIKE, alike, plain_label
from answer.phrases import phrase
from answer.ratios import Need, Worked, exact, growth_of, needed, share_of
from answer.reading import Reading
from policy.documents import Clause
from policy.provisions import Comparator, Figure, FigureKind, FigureRole, Provision

_CLAUSE_STOP = re.compile(r"[,，。；;：:、]|且(?=[一-鿿])|或者?(?=[一-鿿])|并且?")
_LEAD = re.compile(r"^(?:对于?|鼓励有条件的地方对|具有|具备|承担|要|须|应|达到|近[一二三两\d]?年|上年度?|每年)+")
_BOUND = re.compile(r"(?:不低于|不高于|不超过|不少于|不满|超过|高于|低于|达到?|满|为|在|的|须|不超|至少|以上|≥|≤|每年|各年|均|都)+$")
_UP_TO_BOUND = re.compile(r"(?P<of>[一-鿿]{2,12}?)(?:每年|各年|均|都|须|应|不[低高少超]|超过|高于|低于|达到?|满|为|在|\d|$)")
_SPENT = re.compile(r"经验|研发|工作|[做干搞写开]|从事|成立|经营|创办|满|年限|待")
_TIER = re.compile(r"^(?:\(含\))?(?:以上|以下|以内)?(?:的)?(?:为(?!主)|是|属)")
_PERSONS = re.compile(r"人数|人员|职工|员工|从业")
PERSON_UNITS = ("人", "名", "个", "位", "号人")
_REPEATED = re.compile(r"(?:\(含\))?以[上下内]")  # 年薪五十万以上的 repeats the clause
_EACH = re.compile(r"(?:(?:每|单|一)(?P<u>[套台件个批部辆项副只张份])|单价|均价)[^,，。；;\d]{0,6}$")
_EACH_AFTER = re.compile(r"(?:元|块钱?)?(?:/|一|每)(?P<u>[套台件个批部辆项副只张份])")
_DEMANDED = re.compile(r"要|须|得|说是?|写|规定|门槛|标准|条件")
_TOTAL_NAME = re.compile(r"总[价额]|金额|合计|采购额")
_CLOSE = 0.9
_CLEARLY = 0.015


Similar = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Finding:
    """A threshold met or not: the words for it, the question's value, and how that was worked out."""

    met: bool
    sentence: str
    text: str
    value: Decimal
    unit: str
    formula: str
    provision: Provision
    needs: tuple[Need, ...] = ()


def findings(clause: Clause, reading: Reading, similar: Similar | None = None) -> list[Finding]:
    """What the question's figures come to against each threshold of the clause that they can be held against.

    `similar` gives the cosine of two words; it matches a label and a name that share no character (工资, 年薪).
    """
    given = [*given_in(reading), *_priced(reading)]
    thresholds = [
        (p, f) for p in clause.provisions for f in p.figures
        if f.role is FigureRole.THRESHOLD and f.comparator is not Comparator.EQ and not _TIER.match(clause.text[f.end :])
    ]  # fmt: skip
    quoted = {(f.value, f.unit) for _, f in thresholds}
    given = [
        g for g in given
        if not _REPEATED.match(reading.text[g.figure.end :]) or (g.figure.value, g.figure.unit) not in quoted
    ]  # fmt: skip
    given = [g for g in given if not _quotes(g, given, quoted)]
    if not given or not thresholds:
        return []
    names = {f: name_of(clause, f) for _, f in thresholds}
    meant = _named_alike(given, names, similar) if similar else {}
    out: list[Finding] = []
    for p, f in thresholds:
        for name in _each(names[f]):
            years = by_year(clause, f, name, given)
            made = [_finding(p, f, f"{year}{name}", Worked(g.figure.value), reading.english) for year, g in years]
            worked = None if years else (_worked_out(name, f, given) if name else None) or (Worked(meant[f].figure.value) if f in meant else None)
            out += made if worked is None else [_finding(p, f, name, worked, reading.english)]
    return out


def _each(name: str) -> list[str]:
    """销售收入和资产总额各: a bound on each of two."""
    match = _EACH_OF.match(name)
    return [match[1], match[2]] if match else [name]


def _quotes(given: Given, all_: Sequence[Given], bounds: set[tuple[Decimal, str]]) -> bool:
    """Whether a figure repeats what is demanded (要连续经营十年), beside another that the caller has."""
    figure = given.figure
    if (figure.value, figure.unit) not in bounds:
        return False
    others = [g for g in all_ if g.figure.unit == figure.unit and g.figure.kind is figure.kind and (g.figure.value, g.figure.unit) not in bounds]
    return bool(others) and (figure.comparator is not Comparator.EQ or bool(_DEMANDED.search(given.label)))


def _priced(reading: Reading) -> list[Given]:
    """三套，每套320万: what several pieces cost together, as a figure called 总价."""
    prices = [f for f in reading.figures if f.kind is FigureKind.MONEY]
    if len(prices) != 1:
        return []
    price, text = prices[0], reading.text
    each = _EACH.search(text[: price.start]) or _EACH_AFTER.match(text[price.end :])
    counts = [f for f in reading.figures if f.kind is FigureKind.COUNT and each and f.unit in (each["u"] or f.unit, "个") and f.value > 1]
    if each is None or len(counts) != 1:
        return []
    total = replace(price, text=f"{plain(counts[0].value)}×{price.text}", value=counts[0].value * price.value)
    return [Given("总价", total)]


def _named_alike(given: Sequence[Given], names: dict[Figure, str], similar: Similar) -> dict[Figure, Given]:
    """For labels that fit no name by their characters: the name that means most nearly the same, if one clearly does."""
    out: dict[Figure, Given] = {}
    for g in given:
        options = {f: n for f, n in names.items() if n and f.kind is g.figure.kind and f.unit == g.figure.unit}
        if not options or any(alike(g.label, n) >= ALIKE for n in options.values()):
            continue
        label = plain_label(g.label)
        scores = {n: similar(label, n) for n in set(options.values())} if label else {}
        best = max(scores, key=lambda n: scores[n], default="")
        rest = [s for n, s in scores.items() if n != best]
        if best and scores[best] >= _CLOSE and (not rest or scores[best] - max(rest) >= _CLEARLY):
            out |= {f: g for f, n in options.items() if n == best}
    return out


def name_of(clause: Clause, figure: Figure) -> str:
    """What a threshold is a threshold of: the words before it, without those that lead to it."""
    before = clause.text[: figure.start].replace("\n", "。")
    name = _CLAUSE_STOP.split(before)[-1]
    if figure.kind is FigureKind.DURATION and not _BOUND.sub("", _LEAD.sub("", name)):
        name = re.sub(r"^(?:以上|以内|以下)", "", _CLAUSE_STOP.split(clause.text[figure.end :])[0]).rstrip("的")
    name = re.sub(r"^.*(?:地方|企业|主体)对", "", name)
    if name.startswith("占"):  # 研发费用不低于100万元且占营收不低于3%: of what the bound before is of
        name = f"{_subject(_CLAUSE_STOP.split(before)[:-1])}{name}"
    return _BOUND.sub("", _LEAD.sub("", name))


def _subject(parts: Sequence[str]) -> str:
    """What the part before speaks of: its words up to its bound."""
    match = _UP_TO_BOUND.match(_LEAD.sub("", parts[-1])) if parts else None
    return match["of"] if match else ""


def _finding(provision: Provision, figure: Figure, name: str, worked: Worked, english: bool) -> Finding:
    met = holds(exact(worked), figure)
    bound = bounded(figure)
    shown = amount(worked.value, figure.unit, english) if figure.kind is not FigureKind.PERCENT else f"{plain(worked.value)}%"
    short, needs = ("", ()) if met else needed(worked, figure, english)
    how = phrase("how", english, how=worked.said) if worked.said else ""
    verdict = phrase(_MET[figure.comparator in (Comparator.LE, Comparator.LT)][met], english)
    said = phrase("finding", english, name=name, value=shown, how=how, verdict=verdict, bound=bound, short=short)
    return Finding(met, said, shown, worked.value, figure.unit, worked.formula or plain(worked.value), provision, needs)


_MET = (("not_reached", "reached"), ("not_kept", "kept"))  # a least amount is reached, a limit is kept
_EACH_OF = re.compile(r"^(.{2,}?)[和与及](.{2,}?)各(?:自)?$")
_BOUND_WORDS = {
    Comparator.GE: ("", "以上"), Comparator.GT: ("超过", ""), Comparator.LE: ("", "以下"),
    Comparator.LT: ("不满", ""), Comparator.ABOUT: ("约", ""), Comparator.EQ: ("", ""),
}  # fmt: skip


def bounded(figure: Figure) -> str:
    """A bound in words: 3%以上, 超过300万元."""
    before, after = _BOUND_WORDS[figure.comparator]
    return f"{before}{figure.text}{after}"


def holds(value: Decimal, figure: Figure) -> bool:
    """Whether a value keeps the bound that a figure sets."""
    return {
        Comparator.GE: value >= figure.value, Comparator.GT: value > figure.value, Comparator.LE: value <= figure.value,
        Comparator.LT: value < figure.value, Comparator.ABOUT: True, Comparator.EQ: value == figure.value,
    }[figure.comparator]  # fmt: skip


def _worked_out(name: str, figure: Figure, given: Sequence[Given]) -> Worked | None:
    """The question's value for a threshold: given as such, a share of two amounts, or a growth between two years."""
    total = next((g for g in given if g.label == "总价" and "×" in g.figure.text), None)
    if total and figure.kind is FigureKind.MONEY and _TOTAL_NAME.search(name):
        count = total.figure.text.partition("×")[0]
        return Worked(total.figure.value, total.figure.text, f"{count} × {plain(total.figure.value / Decimal(count))}")
    same = sorted((g for g in given if g.figure.kind is figure.kind and g.figure.unit == figure.unit), key=lambda g: g.earlier)
    if figure.unit == "人" and _PERSONS.search(name) and not same:
        same = [g for g in given if g.figure.kind is FigureKind.COUNT and g.figure.unit in PERSON_UNITS]
        if len(same) == 1:
            return Worked(same[0].figure.value)
    if figure.kind is FigureKind.PERCENT:
        same = [g for g in same if _sort(g.label) in ("", _sort(name))]
        sorted_ = [g for g in same if _sort(name) and _sort(g.label) == _sort(name)]
        same = sorted_ if len(sorted_) == 1 and _sort(name) == "growth" else same
    direct = best(name, same) or (same[0] if len(same) == 1 and _sort(name) == _sort(same[0].label) == "growth" else None)
    if direct is None and figure.unit == "人" and len(same) == 1 and _PERSONS.search(name):
        direct = same[0]
    if direct is None and len(same) == 1 and figure.kind is FigureKind.DURATION and _SPENT.search(same[0].label):
        direct = same[0]
    made = (share_of(name, given) or growth_of(name, given)) if figure.kind is FigureKind.PERCENT else None
    return made or (Worked(direct.figure.value) if direct else None)


def _sort(name: str) -> str:
    """What a percentage is of: a growth, a share, or not said."""
    return "growth" if re.search(r"增|涨", name) else "share" if re.search(r"占|比重|比例|负债率", name) else ""


def verdicts(clause: Clause, found: Sequence[Finding], english: bool = False) -> list[tuple[str, list[Finding]]]:
    """A sentence for each provision that was checked: what was found, and what it leads to or not."""
    out = []
    for provision in dict.fromkeys(f.provision for f in found):
        own = [f for f in found if f.provision is provision]
        checks = phrase("and", english).join(f.sentence for f in own)
        whole = all(f.met for f in own) or ("或" in clause.text[provision.start : provision.end] and any(f.met for f in own))
        result = _result(clause, provision)
        unchecked = _unchecked(clause, provision, own)
        end = "fails" if not whole else "so_far" if unchecked else "meets"
        ending = phrase(f"{end}_result", english, result=result) if result else phrase(end, english)
        out.append((f"{checks}{ending}", own))
    return out


def _result(clause: Clause, provision: Provision) -> str:
    """What a provision's condition leads to, in its words: 可直接认定为省级青年人才."""
    words = clause.text[provision.start : provision.end]
    if not provision.condition or provision.condition not in words:
        return ""
    return words[words.index(provision.condition) + len(provision.condition) :].strip(" ,，的；;。")[:40]


def _unchecked(clause: Clause, provision: Provision, own: Sequence[Finding]) -> bool:
    """Whether the condition has parts that no figure of the question was held against."""
    parts = [p for p in re.split(r"且|并|、|,|，|或", provision.condition) if p.strip()]
    return len(parts) > len(own)
