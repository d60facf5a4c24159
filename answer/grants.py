"""Several grants of one clause at once, and one kind turned into another: 一个重大项目和两个专项; 四项里有两项升成国家标准."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from answer.amounts import both, money, plain
from answer.phrases import phrase
from answer.reading import Reading
from answer.state import Sum
from language.numerals import read_chinese
from policy.documents import Clause
from policy.provisions import Figure, FigureKind, Provision

_SEGMENT = re.compile(r"[^,，;；。、？?！!]+")
_COUNTER = r"[个项件家名台套份笔]"
_COUNT = re.compile(rf"(?<![第\d每各同])(?P<n>\d{{1,3}}|[一两二三四五六七八九十]|俩|仨)(?={_COUNTER})(?!个(?:亿|月|百分|点))")
# 升成 may have been mended to 生成 before it comes here.
_TURNED = re.compile(
    rf"(?P<n>\d{{1,3}}|[一两二三四五六七八九十])(?:{_COUNTER})[^,，。；;\d一两二三四五六七八九十]{{0,8}}?(?:[升生]格?|变|改|转|提升?|换|晋升?|上升)(?:级)?(?:成|为|到|做|作)"
)
_SHARED = 2  # pairs of characters that only one of the grants has


def several_grants(clause: Clause, reading: Reading) -> list[Sum]:
    """As many of each grant as the parts of the question say, each part told by the words that only one grant has."""
    paid = [p for p in clause.provisions if not p.rate and _paid(p)]
    if len(paid) < 2 or any(f.kind is FigureKind.MONEY for f in reading.figures):
        return []
    own = _own_pairs([clause.text[p.start : p.end] for p in paid])
    terms: list[tuple[Decimal, Figure]] = []
    met: set[int] = set()
    for segment in (m.group() for m in _SEGMENT.finditer(reading.text)):
        count = _COUNT.search(segment)
        scores = [sum(segment[i : i + 2] in pairs for i in range(len(segment) - 1)) for pairs in own]
        best = max(range(len(paid)), key=lambda i: scores[i])
        if not count or scores[best] < _SHARED or scores.count(scores[best]) > 1 or best in met:
            continue
        met.add(best)
        terms.append((_number(count["n"]), _award(paid[best])))
    return [_added(clause, terms, reading.english)] if len(terms) > 1 else []


def turned(clause: Clause, reading: Reading, kinds: Sequence[tuple[Decimal, Figure, Sequence[str]]]) -> list[Sum]:
    """What it brings that some pieces become of another kind. `kinds` are the number given, the award and the words of each."""
    match = _TURNED.search(reading.text)
    rest = re.split(r"[,，。；;？?]", reading.text[match.end() :])[0] if match else ""
    if not match or not re.search(r"多|差|增|少|more|extra", reading.text):
        return []
    number = _number(match["n"])
    to = [each for _, each, words in kinds if any(w in rest for w in words)]
    of = [each for n, each, words in kinds if n >= number and not any(w in rest for w in words)]
    if len(to) != 1 or len(of) != 1:
        return []
    gap, english = number * (to[0].value - of[0].value), reading.english
    name = "turned_more" if gap >= 0 else "turned_less"
    a, b = money(to[0].value, english), money(of[0].value, english)
    said = phrase(name, english, gap=both(abs(gap), english), count=plain(number), to=a, of=b)
    high, low = max(to[0].value, of[0].value), min(to[0].value, of[0].value)
    return [Sum(said, money(abs(gap), english), abs(gap), "元", clause.clause_id, f"{plain(number)} × ({plain(high)} − {plain(low)})", role="check")]


def _paid(provision: Provision) -> bool:
    figure = provision.amount or provision.cap
    return figure is not None and figure.kind is FigureKind.MONEY


def _award(provision: Provision) -> Figure:
    figure = provision.amount or provision.cap
    if figure is None:
        raise ValueError("a provision that pays nothing has no award")
    return figure


def _own_pairs(texts: Sequence[str]) -> list[set[str]]:
    """The pairs of characters that each text has and no other."""
    all_ = [{t[i : i + 2] for i in range(len(t) - 1) if re.fullmatch(r"[一-鿿]{2}", t[i : i + 2])} for t in texts]
    return [pairs - set().union(*(o for j, o in enumerate(all_) if j != i)) for i, pairs in enumerate(all_)]


def _number(text: str) -> Decimal:
    return Decimal(text) if text.isdigit() else Decimal({"俩": 2, "仨": 3}[text]) if text in "俩仨" else read_chinese(text)


def _added(clause: Clause, terms: Sequence[tuple[Decimal, Figure]], english: bool) -> Sum:
    total = sum((n * each.value for n, each in terms), Decimal(0))
    join = " + " if english else "＋"
    said = join.join(f"{plain(n)}{' × ' if english else '×'}{money(each.value, english)}" for n, each in terms)
    sentence = phrase("awards", english, total=both(total, english), terms=said)
    formula = " + ".join(f"{plain(n)} × {plain(each.value)}" for n, each in terms)
    return Sum(sentence, money(total, english), total, "元", clause.clause_id, formula)
