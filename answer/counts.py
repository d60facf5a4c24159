"""How many of each kind a question has, whether the number stands before the kind (两项国际标准) or after (国际的两个)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from language.numerals import is_vague, read_chinese

_COUNTER = r"(?:个(?![月年百亿小])|项|件|条|份|部|台|副|只|套|家|款|枚|次|名|人|篇|场|例|种|户|块)"
_NUMBER = re.compile(
    rf"(?<![第\d.每单年月])(?<!\d,)(?P<n>\d{{1,4}}|[一两二三四五六七八九十]+|俩|仨)(?P<c>{_COUNTER})?(?![\d.]|[,]\d{{3}}|\s*[%％万亿千百元块年月日号]|个?亿|级|等|分之|成)"
)
_LIKE = ("个", "项")  # what stands for every counter
_SEPARATOR = re.compile(r"[,，、;；。]|以及|还有|外加|另外|加上|再加|[和与跟及]")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "count", "name" or "cut"
    at: int
    count: Decimal = Decimal(0)
    name: str = ""
    each: bool = False


def counts_by_name(text: str, names: Sequence[Sequence[str]], per: str = "项") -> list[Decimal | None]:
    """For each kind (with all the words for it) how many `per` the text has of it, None where it does not say."""
    tokens = _tokens(text, names, per)
    listed = _respectively(text, tokens)
    if listed:
        return [listed.get(own[0]) for own in names]
    found: dict[str, Decimal] = {}
    before = _before(tokens)
    used: set[int] = set()
    for i, token in enumerate(tokens):
        if token.kind != "name" or token.name in found:
            continue
        order = (-1, 1) if before else (1, -1)
        for step in order:
            j = i + step
            if 0 <= j < len(tokens) and tokens[j].kind == "count" and j not in used:
                found[token.name] = tokens[j].count
                used.add(j)
                break
        else:
            shared = next((t for t in tokens[i:] if t.kind == "count"), None)
            if shared is not None and shared.each:
                found[token.name] = shared.count
    return [found.get(own[0]) for own in names]


def _respectively(text: str, tokens: Sequence[_Token]) -> dict[str, Decimal]:
    """国际、国家、地方标准分别1个、2个、3个: in the order in which the kinds are named."""
    marks = [t for t in tokens if t.kind != "cut"]
    named = [t for t in marks if t.kind == "name"]
    counts = [t for t in marks if t.kind == "count"]
    in_order = "分别" in text and len(named) == len(counts) > 1 and marks == named + counts
    return {n.name: c.count for n, c in zip(named, counts, strict=True)} if in_order else {}


def _tokens(text: str, names: Sequence[Sequence[str]], per: str) -> list[_Token]:
    found = [
        _Token("name", m.start(), name=own[0])
        for own in names for word in own if word for m in re.finditer(re.escape(word), text)
    ]  # fmt: skip
    named = {t.at for t in found}
    for m in _NUMBER.finditer(text):
        if not (m["c"] or _beside(m, text, named)) or (m["n"] not in "俩仨" and is_vague(m["n"])) or m.start() in named:
            continue
        if m["c"] and m["c"] not in (per, *_LIKE, *(("条", "份") if per in _LIKE else ())):
            continue
        value = Decimal(m["n"]) if m["n"].isdigit() else Decimal(3) if m["n"] == "仨" else read_chinese(m["n"])
        found.append(_Token("count", m.start(), value, each=bool(re.search(r"各(?:有|是|参与|制定)?(?:了)?$", text[: m.start()]))))
    found += [_Token("cut", m.start()) for m in _SEPARATOR.finditer(text)]
    out: list[_Token] = []
    for token in sorted(found, key=lambda t: t.at):
        if token.kind == "cut" and out and out[-1].kind == "cut":
            continue
        if token.kind == "name" and out and out[-1].kind == "name" and out[-1].name == token.name:
            continue
        out.append(token)
    return out


def _beside(match: re.Match[str], text: str, named: set[int]) -> bool:
    """国际标准2、国标3: a number without a counter right behind what is counted."""
    return any(0 < match.start() - at <= 6 for at in named) and not re.match(r"[一-鿿]", text[match.end() : match.end() + 1] or "")


def _before(tokens: Sequence[_Token]) -> bool:
    """Whether the numbers stand before what they count: what the first pair without a cut between shows."""
    for one, other in pairwise(tokens):
        if {one.kind, other.kind} == {"count", "name"}:
            return one.kind == "count"
    return True
