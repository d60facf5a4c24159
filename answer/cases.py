"""Which of a clause's cases a question is about, and the share and the cap that hold there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.reading import Reading
from language.numerals import read_chinese
from policy.documents import Clause
from policy.provisions import Figure, FigureRole, Provision

_DEGREE = re.compile(r"([一二三四五六七八九])(?=[级等类档星])")
_DEGREES = re.compile(r"(?<!\d)\d[级等档星]")
_PIECE = re.compile(r"(?:每|单(?!位))[一-鿿]{0,6}?[1一]?(?P<w>[台辆副部件套只个项名位人家篇场次款户])[^,，。；;、\d]{0,10}$")
# What is 自主 and what is not, as callers say it of chips, computing power, software.
_HOME_MADE = ("自主", "国产", "国内", "信创")
_NEVER = re.compile(r"(?!)")
_ORIGIN = (
    re.compile(
        r"[外别他美]国|别的国家|其[他它]国家|国外|进口|境外|海外|老外|洋(?:芯|卡|货|机|算力)|舶来|英伟达|(?:不是|非)国产|nvidia|imported|foreign|overseas",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!不是)(?<!非)国产|国内自研|国内的?(?:芯片?|卡|算力|厂)|[本咱我]国的?(?:芯片?|卡|算力|厂|产)|本土|昇腾|寒武纪|海光|domestic|home-made", re.IGNORECASE),
)
_BARE = re.compile(r"[A-Za-z]?[\d一-鿿]{1,3}$")


def choose_branch(provisions: Sequence[Provision], text: str) -> list[Provision]:
    """Of provisions for a case and its opposite (自主, 非自主), those that the question is about; all if it is silent."""
    branches = [p for p in provisions if p.condition]
    if len(branches) < 2:
        return list(provisions[:1])
    negated = {p: re.search(r"非([一-鿿]{2})", p.condition) for p in branches}
    for provision, match in negated.items():
        if not match:
            continue
        word = match[1]
        opposite = [p for p in branches if p is not provision and word in p.condition]
        foreign, home = _ORIGIN if word in _HOME_MADE else (_NEVER, _NEVER)
        negative = bool(foreign.search(text)) or bool(re.search(rf"(?:非|不|不是|不算|没有?|不属于|并非){word}|{word}以外|不是{word}", text))
        positive = bool(home.search(text)) or bool(re.search(rf"(?<!非)(?<!不)(?<!不是)(?<!不算){word}", text))
        if negative and positive:
            return [*opposite, provision]
        if negative:
            return [provision]
        if positive:
            return opposite
    scored = [(sum(1 for c in set(p.condition) if c in text) / max(1, len(set(p.condition))), p) for p in branches]
    best = max(s for s, _ in scored)
    return [p for s, p in scored if s == best] if best >= 0.5 else branches


def rate_meant(clause: Clause, provision: Provision, reading: Reading) -> Figure | None:
    """The share whose own word is in the question, else the first."""
    return rate_named(clause, provision, reading.text) or provision.rate


def rate_named(clause: Clause, provision: Provision, words: str) -> Figure | None:
    """Of several shares in one sentence (2级15%、1级20%) the one whose own word is in `words`; 一级 is 1级."""
    rates = [f for f in provision.figures if f.role is FigureRole.RATE]
    text = plain_degrees(words)
    listed = _DEGREES.findall(plain_degrees(clause.text[provision.start : rates[0].start])) if rates else []
    if len(rates) > 1 and len(listed) == len(rates) and "分别" in clause.text[provision.start : provision.end]:  # 2级、1级的分别按15%、20%
        return next((rate for rate, degree in zip(rates, listed, strict=True) if degree in text), None)
    for rate in rates if len(rates) > 1 else []:
        label = _BARE.search(plain_degrees(clause.text[: rate.start]))
        if label and label.group()[-2:] in text:
            return rate
    return None


def degree_open(clause: Clause, provision: Provision, reading: Reading) -> list[Figure]:
    """The shares of a sentence that go by degree (2级15%、1级20%) where the question names no degree; [] otherwise."""
    rates = [f for f in provision.figures if f.role is FigureRole.RATE and f.unit == "%"]
    labels = [_BARE.search(plain_degrees(clause.text[: r.start])) for r in rates]
    graded = [m.group()[-2:] for m in labels if m and re.search(r"\d[级等类档星]$", m.group())]
    open_ = len(graded) > 1 and not any(g in plain_degrees(reading.text) for g in graded)
    return rates if open_ else []


def plain_degrees(text: str) -> str:
    """一级能效 as 1级能效."""
    return _DEGREE.sub(lambda m: str(read_chinese(m[1])), text)


def cap_of(clause: Clause, provision: Provision) -> Figure | None:
    """The cap on a share: its own, or one in a sentence part of its own (单家企业每年至多1000万元) that follows and binds it."""
    if provision.cap:
        return provision.cap
    later = [p for p in clause.provisions if p.start > provision.start and p.cap and not p.rate and not p.condition]
    return later[0].cap if later and not any(p.rate for p in clause.provisions if p.start > later[0].start) else None


def per_of(clause: Clause, figure: Figure) -> str:
    """What a figure is paid or counted for: as read, or as the words before it say (每辆最高, 每引进1名博士给予)."""
    if figure.per:
        return figure.per
    part = re.split(r"[。；;\n]", clause.text[: figure.start])[-1]
    direct = _PIECE.search(part)
    led = re.match(r".*每[一-鿿]{1,8}[1一](?P<w>[台辆副部件套只个项名位人家篇场次款户])", part)
    match = direct or led
    return match["w"] if match else ""
