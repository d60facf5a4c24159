"""How far apart two figures of the documents lie, or what several come to: 2030年比2027年多多少, 比上年增加多少."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.amounts import amount, plain
from answer.phrases import phrase
from answer.ratios import percent
from answer.reading import Reading
from answer.state import Context, Sum
from policy.answers import Hit
from policy.documents import Clause
from policy.provisions import Comparator, Figure, FigureKind, FigureRole

_APART = re.compile(
    r"(?:[多高大少低]出?|增加?了?|新增|净增|再[增加添建]|涨了?|提高了?|增长了?|上升了?|扩大了?|扩了?|[相还]差|差距?|差额|差值|翻)(?:到|有|是|的是|出来|上来)?"
    r"(?:了)?(?:大概|大约|约|差不多)?(?:多少|几(?:个|家|项|十|百|千|万|亿)?|多大)|how (?:much|many) more|difference",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)20([2-4]\d)(?!\d)|(?<![\d.])([2-4]\d)年(?=[^\d]{0,8}(?:[比到至和与跟]|20|[2-4]\d年|多|增|新增|差))|(?<=[比到至和与跟])([2-4]\d)年")
_YEAR_NAMED = re.compile(r"(?<!\d)(20[2-4]\d)(?!\d)|(?<![\d.])([2-4]\d)年")
_GROWTH = re.compile(r"百分之[几多]|百分比|[涨增]幅|增速|增长率|几成|多少个?百分点|几个点|percent|growth rate", re.IGNORECASE)
_LAST_YEAR = re.compile(r"上年|上一年|去年|前一年")
_STOP = re.compile(r"[,，。；;：:、（）()\n]")
_LEAD = re.compile(r"[一-鿿]*(?:达到?|超过?|突破|破|力争|约|为|至|到|有|累计|培育|建成|新增|形成|打造|引进)+$")
_KINDS = (FigureKind.MONEY, FigureKind.COUNT, FigureKind.QUANTITY, FigureKind.PERCENT)
_BEYOND = {Comparator.GT: "超", Comparator.GE: "", Comparator.EQ: "", Comparator.ABOUT: "约", Comparator.LE: "", Comparator.LT: ""}
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class _Target:
    figure: Figure
    name: str
    year: str
    hit: Hit


def apart(hits: list[Hit], reading: Reading, context: Context) -> tuple[list[Sum], list[Hit]]:
    """The difference of two figures that the clauses state on one thing, with the clauses that it is made of.

    The question names two years, or the year before; what it asks of is told by the words beside each figure.
    """
    if not _APART.search(reading.text) or any(f.kind is FigureKind.MONEY for f in reading.figures):
        return [], []
    years = list(dict.fromkeys(f"20{''.join(m.groups(''))}" for m in _YEAR.finditer(reading.text)))
    named = [y for y in years if len(years) == 2] or []
    if len(named) != 2 and not _LAST_YEAR.search(reading.text):
        return [], []
    all_ = _targets(hits, named, context)
    out, used = [], []
    for asked in _things(reading):
        pair = _pair(all_, asked, named, reading)
        if pair:
            out.append(_difference(*pair, reading.english))
            out += _growth(*pair, reading)
            used += [t.hit for t in pair if t.hit not in used]
    return out, used


def _targets(hits: Sequence[Hit], years: Sequence[str], context: Context) -> list[_Target]:
    """The figures of the clauses, each with its year; those of the year that no clause has from the same document."""
    found = [t for h in hits for t in _of(h)]
    if years and hits and {t.year for t in found} != set(years):
        clauses = [c for c in hits[0].document.clauses if not c.parent_id]
        found = [t for c in clauses for t in _of(Hit(c, hits[0].document, 0.0))]
    return [t for t in found if t.year in years] if years else found


def _of(hit: Hit) -> Iterator[_Target]:
    clause = hit.clause
    for provision in clause.provisions:
        for figure in provision.figures:
            if figure.kind in _KINDS and figure.role not in (FigureRole.RATE, FigureRole.CAP):
                yield _Target(figure, name_around(clause, figure), year_of(clause, figure), hit)


def name_around(clause: Clause, figure: Figure) -> str:
    """The words before a figure, and for a number of things those after it too: what it is a figure of."""
    name = _STOP.split(clause.text[: figure.start])[-1]
    after = _STOP.split(clause.text[figure.end :])[0]
    return f"{name}{after[:8] if figure.kind is FigureKind.COUNT else ''}"


def year_of(clause: Clause, figure: Figure) -> str:
    """The year that a figure is for: the last one named before it in its sentence part, else that of the heading; "" for none."""
    for provision in clause.provisions:
        if figure in provision.figures:
            said = [f.iso[:4] for f in provision.figures if f.kind is FigureKind.DATE and f.iso and f.start < figure.start]
            return (said or ["", *re.findall(r"(20\d\d)年", clause.heading)])[-1]
    return ""


def years_named(text: str) -> set[str]:
    """The years that a text names, in full or by their last two figures (27年)."""
    return {f"20{''.join(m.groups(''))[-2:]}" for m in _YEAR_NAMED.finditer(text)}


def fit(clause: Clause, figure: Figure, words: str) -> float:
    """How much of what a figure is called the words have, from 0 to 1."""
    return _share_of(name_around(clause, figure), words)


def _things(reading: Reading) -> list[str]:
    """The parts of a question that ask how much more, or the whole where one does."""
    parts = [p for p in re.split(r"[,，。；;？?、]", reading.text) if _APART.search(p)]
    return parts if len(parts) > 1 else [reading.text]


def _pair(all_: Sequence[_Target], asked: str, years: Sequence[str], reading: Reading) -> tuple[_Target, _Target] | None:
    """Two figures of one thing and unit, one for each year, that the part asks about; None where that is not plain."""
    unit = re.search(r"P[Ff][Ll][Oo][Pp][Ss]|E[Ff][Ll][Oo][Pp][Ss]", asked)
    scored = [(_share_of(t.name, asked), t) for t in all_ if not unit or t.figure.unit.lower() == unit.group().lower()]
    if not scored:
        return None
    best, first = max(scored, key=lambda s: s[0])
    if best < _ENOUGH and len({t.name for _, t in scored}) > 2:
        return None
    rest = [(_likeness(t.name, first.name), s, t) for s, t in scored if t.figure.unit == first.figure.unit and _other(t, first, years)]
    if not rest:
        return None
    near, _, second = max(rest, key=lambda r: r[:2])
    if years and near < _ENOUGH:
        return None
    return first, second


def _other(target: _Target, first: _Target, years: Sequence[str]) -> bool:
    if years:
        return target.year != first.year
    between = first.hit.clause.text[min(target.figure.start, first.figure.start) : max(target.figure.end, first.figure.end)]
    return target is not first and target.hit is first.hit and bool(_LAST_YEAR.search(between))


def _share_of(name: str, words: str) -> float:
    """The share of the pairs of characters of a figure's name that the words have."""
    own = _pairs(_LEAD.sub("", name)) or _pairs(name)
    return len(own & _pairs(words.replace("营收", "营业收入营收"))) / len(own) if own else 0.0


def _likeness(one: str, other: str) -> float:
    a, b = _pairs(one), _pairs(other)
    return len(a & b) / max(1, min(len(a), len(b)))


def _pairs(text: str) -> set[str]:
    text = re.sub(r"(?:[到至]|截至)?\d{2,4}年[底末]?|[^一-鿿]|全省|全市|全区|规模以上|规上", "", text)
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _difference(one: _Target, other: _Target, english: bool) -> Sum:
    more, less = sorted((one, other), key=lambda t: t.figure.value, reverse=True)
    gap = more.figure.value - less.figure.value
    unit = "个百分点" if more.figure.unit == "%" else more.figure.unit
    said = amount(gap, unit, english)
    near = phrase("near", english) if Comparator.ABOUT in (one.figure.comparator, other.figure.comparator) else ""
    sentence = phrase("apart", english, more=_named(more), less=_named(less), gap=said, near=near)
    others = tuple((t.figure.text, t.figure.value, t.figure.unit, plain(t.figure.value)) for t in (more, less))
    return Sum(sentence, said, gap, unit, more.hit.clause.clause_id, f"{plain(more.figure.value)} − {plain(less.figure.value)}", others, "check")


def _growth(one: _Target, other: _Target, reading: Reading) -> list[Sum]:
    """By what share the later figure is above the earlier, where that is asked."""
    if not _GROWTH.search(reading.text) or one.figure.unit == "%" or one.year == other.year:
        return []
    old, new = sorted((one, other), key=lambda t: t.year)
    if not old.figure.value:
        return []
    a, b = old.figure.value, new.figure.value
    value, near = percent((b - a) / a), Comparator.ABOUT in (one.figure.comparator, other.figure.comparator)
    shown, english = f"{plain(value)}%", reading.english
    sentence = phrase("grown", english, old=old.figure.text, new=new.figure.text, share=shown, near=phrase("near", english) if near else "")
    return [Sum(sentence, shown, value, "%", new.hit.clause.clause_id, f"({plain(b)} − {plain(a)}) ÷ {plain(a)}", role="check")]


def _named(target: _Target) -> str:
    when = f"{target.year}年" if target.year else ""
    last = "上年" if _LAST_YEAR.search(target.name) else ""
    what = "" if last else _LEAD.sub("", re.sub(r"^(?:全[省市区])", "", target.name))[:14]
    return f"{when}{last}{what}{_BEYOND[target.figure.comparator]}{target.figure.text}"

