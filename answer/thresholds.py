"""够不够: a question's figures against the thresholds of a clause, one finding each.

A threshold is named by the words before it (年薪, 研发费用占营业收入比重, 研发费用年增长). A figure of the question belongs to the one
whose name its own label shortens: 营收 is 营业收入 with characters left out, 工资 shares a character with 薪资. A share of two
amounts and a growth between two years are worked out first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from answer.amounts import amount, plain
from answer.reading import Reading
from policy.documents import Clause
from policy.provisions import Comparator, Figure, FigureKind, FigureRole, Provision

_STOP = re.compile(r"[,，。；;：:、]|且(?=[一-鿿])|或者?(?=[一-鿿])|并且?")
_LEAD = re.compile(r"^(?:对于?|鼓励有条件的地方对|具有|具备|承担|要|须|应|达到|近[一二三两]年|上年度?|每年)+")
_BOUND = re.compile(r"(?:不低于|不高于|不超过|不少于|不满|超过|高于|低于|达到?|满|为|在|的|须|不超|至少|以上|≥|≤)+$")
_SHARE = re.compile(r"^(?P<part>.+?)占(?P<whole>.+?)(?:的)?(?:比重|比例|比)?$")
_GROWTH = re.compile(r"^(?P<of>.+?)(?:同比|比上年|年均?|平均)?增长(?:率|幅度)?$")
_BEFORE_LAST = re.compile(r"前年|上上年|前一年|再前|上一年|头一年|大前年|之前一年|上年(?=是|才|只|为)")
_SPENT = re.compile(r"经验|研发|工作|[做干搞写开]|从事|成立|经营|创办|满|年限|待")
_TIER = re.compile(r"^(?:\(含\))?(?:以上|以下|以内)?(?:的)?(?:为(?!主)|是|属)")


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


@dataclass(frozen=True, slots=True)
class _Given:
    label: str
    figure: Figure
    earlier: bool


def findings(clause: Clause, reading: Reading, similar: Similar | None = None) -> list[Finding]:
    """What the question's figures come to against each threshold of the clause that they can be held against.

    `similar` gives the cosine of two words; it matches a label and a name that share no character (工资, 年薪).
    """
    given = list(_given(reading))
    thresholds = [
        (p, f) for p in clause.provisions for f in p.figures
        if f.role is FigureRole.THRESHOLD and f.comparator is not Comparator.EQ and not _TIER.match(clause.text[f.end :])
    ]  # fmt: skip
    if not given or not thresholds:
        return []
    names = {f: _name(clause, f) for _, f in thresholds}
    meant = _named_alike(given, names, similar) if similar else {}
    return [made for p, f in thresholds if (made := _finding(p, f, names[f], given, meant))]


def _named_alike(given: Sequence[_Given], names: dict[Figure, str], similar: Similar) -> dict[Figure, _Given]:
    """For labels that fit no name by their characters: the name that means most nearly the same, if one clearly does."""
    out: dict[Figure, _Given] = {}
    for g in given:
        options = {f: n for f, n in names.items() if n and f.kind is g.figure.kind and f.unit == g.figure.unit}
        if not options or any(alike(g.label, n) >= _ALIKE for n in options.values()):
            continue
        label = _plain_label(g.label)
        scores = {n: similar(label, n) for n in set(options.values())} if label else {}
        best = max(scores, key=lambda n: scores[n], default="")
        rest = [s for n, s in scores.items() if n != best]
        if best and scores[best] >= _CLOSE and (not rest or scores[best] - max(rest) >= _CLEARLY):
            out |= {f: g for f, n in options.items() if n == best}
    return out


def _given(reading: Reading) -> Iterator[_Given]:
    """The question's figures with their labels; a year's word holds until the next one is named."""
    last_end = 0
    for figure in reading.figures:
        between = reading.text[last_end : figure.start]
        label = _STOP.split(between)[-1]
        if not re.search(r"[一-鿿]{1,}", label) and len(_STOP.split(between)) > 1:
            label = _STOP.split(between)[-2]
        after = _STOP.split(reading.text[figure.end :])[0][:6]
        yield _Given(f"{label}{'' if len(label) > 1 and figure.kind is not FigureKind.DURATION else after}", figure, bool(_BEFORE_LAST.search(label)))
        last_end = figure.end


def _name(clause: Clause, figure: Figure) -> str:
    before = clause.text[: figure.start].replace("\n", "。")
    name = _STOP.split(before)[-1]
    if figure.kind is FigureKind.DURATION and not _BOUND.sub("", _LEAD.sub("", name)):
        name = re.sub(r"^(?:以上|以内|以下)", "", _STOP.split(clause.text[figure.end :])[0]).rstrip("的")
    name = re.sub(r"^.*(?:地方|企业|主体)对", "", name)
    return _BOUND.sub("", _LEAD.sub("", name))


def _finding(
    provision: Provision, figure: Figure, name: str, given: Sequence[_Given], meant: dict[Figure, _Given]
) -> Finding | None:
    worked = _worked_out(name, figure, given) if name else None
    if worked is None and figure in meant:
        worked = meant[figure].figure.value, "", ""
    if worked is None:
        return None
    value, ratio, formula = worked
    met = _holds(value, figure)
    bound = f"{_BOUND_WORDS[figure.comparator][0]}{figure.text}{_BOUND_WORDS[figure.comparator][1]}"
    shown = amount(value, figure.unit) if figure.kind is not FigureKind.PERCENT else f"{plain(value)}%"
    said = f"{name}{shown}{f'（{ratio}）' if ratio else ''}{'达到' if met else '未达到'}“{bound}”"
    return Finding(met, said, shown, value, figure.unit, formula or plain(value), provision)


_BOUND_WORDS = {
    Comparator.GE: ("", "以上"), Comparator.GT: ("超过", ""), Comparator.LE: ("", "以下"),
    Comparator.LT: ("不满", ""), Comparator.ABOUT: ("约", ""), Comparator.EQ: ("", ""),
}  # fmt: skip


def _holds(value: Decimal, figure: Figure) -> bool:
    return {
        Comparator.GE: value >= figure.value, Comparator.GT: value > figure.value, Comparator.LE: value <= figure.value,
        Comparator.LT: value < figure.value, Comparator.ABOUT: True, Comparator.EQ: value == figure.value,
    }[figure.comparator]  # fmt: skip


_Worked = tuple[Decimal, str, str]  # the value, how it came about in the question's words, and as a formula


def _worked_out(name: str, figure: Figure, given: Sequence[_Given]) -> _Worked | None:
    """The question's value for a threshold: given as such, a share of two amounts, or a growth between two years."""
    same = [g for g in given if g.figure.kind is figure.kind and g.figure.unit == figure.unit]
    if figure.kind is FigureKind.PERCENT:
        same = [g for g in same if _sort(g.label) in ("", _sort(name))]
    direct = _best(name, same)
    if direct is None and len(same) == 1 and figure.kind is FigureKind.DURATION and _SPENT.search(same[0].label):
        direct = same[0]
    if figure.kind is FigureKind.PERCENT:
        return _share(name, given) or _growth(name, given) or ((direct.figure.value, "", "") if direct else None)
    return (direct.figure.value, "", "") if direct else None


def _sort(name: str) -> str:
    """What a percentage is of: a growth, a share, or not said."""
    return "growth" if re.search(r"增|涨", name) else "share" if re.search(r"占|比重|比例|负债率", name) else ""


def _share(name: str, given: Sequence[_Given]) -> _Worked | None:
    match = _SHARE.match(name)
    amounts = [g for g in given if g.figure.kind is FigureKind.MONEY and not g.earlier]
    if not match or len(amounts) < 2:
        return None
    part, whole = _best(match["part"], amounts), _best(match["whole"], amounts)
    if part is None or whole is None or part is whole or not whole.figure.value:
        return None
    a, b = part.figure, whole.figure
    return _percent(a.value / b.value), f"{a.text}÷{b.text}", f"{plain(a.value)} ÷ {plain(b.value)}"


def _growth(name: str, given: Sequence[_Given]) -> _Worked | None:
    match = _GROWTH.match(name)
    if not match:
        return None
    same = [g for g in given if g.figure.kind is FigureKind.MONEY and alike(g.label, match["of"]) >= _ALIKE]
    before = [g for g in given if g.earlier and g.figure.kind is FigureKind.MONEY]
    now = [g for g in same if not g.earlier]
    if not before or not now or not before[0].figure.value:
        return None
    old, new = before[0].figure, now[0].figure
    formula = f"({plain(new.value)} − {plain(old.value)}) ÷ {plain(old.value)}"
    return _percent((new.value - old.value) / old.value), f"({new.text}－{old.text})÷{old.text}", formula


def _percent(ratio: Decimal) -> Decimal:
    return (ratio * 100).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()


_ALIKE = 0.34
_CLOSE = 0.9
_CLEARLY = 0.015


def _best(name: str, given: Sequence[_Given]) -> _Given | None:
    scored = [(alike(g.label, name), -i, g) for i, g in enumerate(given)]
    best = max(scored, default=None, key=lambda s: s[:2])
    return best[2] if best and best[0] >= _ALIKE else None


def alike(label: str, name: str) -> float:
    """How well a caller's label fits a threshold's name, from 0 to 1: the share of the name's characters in order."""
    label = _plain_label(label)
    if not label or not name:
        return 0.0
    return _common(label, name) / min(len(label), len(name), 6)


def _plain_label(label: str) -> str:
    return re.sub(r"[^一-鿿]|去年|今年|上年|一年|我们?|公司|企业|大概|一共|是|有|了|的|刚好|只", "", label)[-8:]


def _common(a: str, b: str) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = row[:]
        for j, y in enumerate(b, 1):
            row[j] = before[j - 1] + 1 if x == y else max(before[j], row[j - 1])
    return row[-1]


def verdicts(clause: Clause, found: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """A sentence for each provision that was checked: what was found, and what it leads to or not."""
    out = []
    for provision in dict.fromkeys(f.provision for f in found):
        own = [f for f in found if f.provision is provision]
        checks = "，".join(f.sentence for f in own)
        whole = all(f.met for f in own) or ("或" in clause.text[provision.start : provision.end] and any(f.met for f in own))
        result = _result(clause, provision)
        unchecked = _unchecked(clause, provision, own)
        if not whole:
            end = f"，不符合“{result}”的条件" if result else "，不符合这一条件"
        elif unchecked:
            end = f"，这几项符合；“{result}”还要看其他条件" if result else "，这几项符合"
        else:
            end = f"，符合“{result}”的条件" if result else "，符合这一条件"
        out.append((f"{checks}{end}", own))
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
