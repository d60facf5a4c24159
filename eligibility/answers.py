"""A short answer cut into its pieces: yes, no, none, not known, or a figure, each for one of the questions asked."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from eligibility.facts import Fact
from eligibility.told import fits
from language.quantities import read_figures
from language.text import caseless
from policy.provisions import Figure, FigureKind


class Kind(StrEnum):
    """What a piece of an answer says."""

    YES = "yes"
    NO = "no"
    NONE = "none"
    UNKNOWN = "unknown"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: where it stands, for which question it says it is (from 1; 0: it doesn't), whether it is for all."""

    kind: Kind
    text: str
    start: int
    end: int
    nth: int = 0
    all: bool = False
    figure: Figure | None = None
    beside: str = ""  # the words beside the figure, or beside not known


_CUT = re.compile(
    r"[，；。！\n、;!]|(?<!\d),|,(?!\d{3})|(?<=[^\x00-\x7f])\s+|(?=(?<![\d.])[1-9][.、．)）:：](?!\d))|(?=第[一二三]个)"
)
_NTH = re.compile(r"\s*(?:(?P<n>[1-9])[.、．)）:：](?!\d)|第(?P<zh>[一二三1-3])个?(?:问题)?(?:[，：:是]|(?=[不没有是\d零一二两三四五六七八九十百])))\s*")
_END = r"(?:的|了|啊|呀|吧|呢|哦|哈|\s)*"
_FULL = {
    Kind.UNKNOWN: r"(?:跳过|略过?|没数|记不清|说不准|说不好|没统计过?|没算过|(?:可能|也许|大概|好像|似乎|估计)(?:是|有|没有?|不是|算|不算)?|unknown|skip|no idea)",
    Kind.YES: r"(?:嗯+|对|是|有|符合|满足|通过|当然|确实|没错|可以|算|yes|yeah|yep|it is|we do|we have)(?:是|有|对)?",
    Kind.NONE: r"(?:没有|没|无|none|nothing)",
    Kind.NO: r"(?:不是|不|否|不符合|不满足|不算|还没有?|未|没通过|no|nope|it is not|we don't|we do not|not yet)",
}
_WHOLE = [(kind, re.compile(rf"(?P<all>[都全]部?)?{words}{_END}")) for kind, words in _FULL.items()]
_ANY_UNKNOWN = re.compile(
    r"(?:还|都|也|其他|其它|其余|别的|剩下|暂时|目前|我|我们|真的?|全)*(?P<word>不太?(?:清楚|知道|了解|确定|晓得|明白|记得)|没统计|没算过|说不准|说不好|记不清|拿不准|不好说"
    r"|(?:i |we )?(?:don't|do not) know|(?:i'm |we're )?not (?:sure|certain)|no idea)"
)
_FILLER = re.compile(
    r"大概|大约|差不多|左右|上下|出头|将近|接近|不到|超过|多|约|近|快|共|总|有|是|就|为|应该|准确|确切|正好|刚好|整|实付|实际|付|花|用|执行|签|投|了|的|吧|呢|啊|来|几|块|元|我们|我"
    r"|about|around|roughly|yuan|rmb|[\s“”\"'：:=~]"
)
_PLAIN = re.compile(r"\d{1,4}(?:\.\d{1,3})?")


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of an answer, in order; what is no short answer is left out."""
    flat = caseless(text)
    start, nth = 0, 0
    for cut in [*((m.start(), m.end()) for m in _CUT.finditer(flat)), (len(flat), len(flat))]:
        at = start
        if mark := _NTH.match(flat, start, cut[0]):
            nth, at = int(mark["n"] or "一二三".find(mark["zh"]) + 1 or mark["zh"]), mark.end()
        elif flat[cut[0] : cut[1]] == "、" and re.fullmatch(r"\s*[1-9]", flat[start : cut[0]]):
            nth, start = int(flat[start : cut[0]]), cut[1]  # the number of 1、是, cut off from its answer
            continue
        said = flat[at : cut[0]].strip()
        if said:
            at = flat.index(said, at)
            yield from _piece(said, at, nth)
            nth = 0
        start = cut[1]


def _piece(said: str, at: int, nth: int) -> Iterator[Piece]:
    end = at + len(said)
    for kind, pattern in _WHOLE:
        if whole := pattern.fullmatch(said):
            yield Piece(kind, said, at, end, nth, bool(whole["all"]))
            return
    if found := _ANY_UNKNOWN.search(said):
        beside = (said[: found.start()] + said[found.end() :]).strip()
        yield Piece(Kind.UNKNOWN, said, at, end, nth, bool(re.search("[都全其别剩]", found.group())), beside=beside)
        return
    figures = read_figures(said, colloquial=True)
    if len(figures) == 1:
        f = figures[0]
        figure = Figure(f.text, f.value, f.unit, f.kind, f.start + at, f.end + at, f.comparator)
        yield Piece(Kind.FIGURE, said, at, end, nth, figure=figure, beside=said[: f.start] + said[f.end :])
    elif not figures and (bare := _PLAIN.search(said)) and not re.search(r"\d", said[bare.end() :]):
        figure = Figure(bare.group(), Decimal(bare.group()), "", FigureKind.COUNT, at + bare.start(), at + bare.end())
        yield Piece(Kind.FIGURE, said, at, end, nth, figure=figure, beside=said[: bare.start()] + said[bare.end() :])


def answers(piece: Piece, fact: Fact) -> bool:
    """Whether a piece can be the answer to the question for a fact. A bare number is no amount: 60 may be 60万."""
    if piece.kind is Kind.UNKNOWN:
        return True
    if piece.kind in (Kind.YES, Kind.NO):
        return fact.type == "bool"
    if piece.kind is Kind.NONE:
        return fact.type == "bool" or (fact.type in ("number", "whole") and fact.unit != "%")
    figure = piece.figure
    if figure is None or fact.type not in ("number", "whole"):
        return False
    fitting = fact.unit != "元" if not figure.unit else fits(fact, figure)
    return fitting and _says_no_more(piece.beside, fact)


def _says_no_more(beside: str, fact: Fact) -> bool:
    """Whether the words beside a figure are fillers, or taken from the question: 房租60万 answers nothing but the rent."""
    asked = "".join((fact.question.zh, fact.question.en.lower(), fact.label, *fact.reading.words))
    return all(c in asked for c in _FILLER.sub("", beside))


def names(beside: str, fact: Fact) -> bool:
    """Whether words name a fact: by its label, or by a word that it is told with."""
    return len(beside) > 1 and (beside in fact.label or any(w.lower() in beside for w in fact.reading.words))


def deal(found: Sequence[Piece], asked: Sequence[Fact], told: Container[str]) -> tuple[list[tuple[Piece, Fact]], list[Piece]]:
    """Which piece answers which question not told yet, and the pieces for which that can't be said. Nothing is guessed.

    Numbered pieces go by their number. Pieces as many as questions, each fitting, are taken in order; else a piece is
    taken where as many questions fit it as there are such pieces.
    """
    dealt: list[tuple[Piece, Fact]] = []
    left: list[Piece] = []
    for piece in (p for p in found if p.nth):
        fact = asked[piece.nth - 1] if piece.nth <= len(asked) else None
        if fact is not None and fact.name not in told and answers(piece, fact):
            dealt.append((piece, fact))
        else:
            left.append(piece)
    free = [f for f in asked if f.name not in told and all(f is not g for _, g in dealt)]
    rest = [p for p in found if not p.nth]
    if len(rest) == len(free) and all(answers(p, f) for p, f in zip(rest, free, strict=True)):
        return dealt + list(zip(rest, free, strict=True)), left
    for kinds in ({Kind.FIGURE}, {Kind.YES, Kind.NO, Kind.NONE}, {Kind.UNKNOWN}):
        more, unclear = _of_a_kind([p for p in rest if p.kind in kinds], free, len(rest) == 1)
        dealt += more
        left += unclear
        free = [f for f in free if all(f is not g for _, g in more)]
    return dealt, left


def _of_a_kind(own: Sequence[Piece], free: Sequence[Fact], alone: bool) -> tuple[list[tuple[Piece, Fact]], list[Piece]]:
    """Pieces of one kind to the questions that they fit, in order, where these are as many; one for all to all."""
    bools = [f for f in free if f.type == "bool"]
    if bools and any(p.kind in (Kind.YES, Kind.NO, Kind.NONE) and not p.all for p in own):
        free = bools
    if len(own) == 1 and (own[0].all or (own[0].kind is Kind.UNKNOWN and alone)):
        fitting = [f for f in free if answers(own[0], f)]
        return [(own[0], f) for f in fitting], [] if fitting else list(own)
    fits_of = [[f.name for f in free if answers(p, f)] for p in own]
    by_name = {f.name: f for f in free}
    dealt: list[tuple[Piece, Fact]] = []
    left: list[Piece] = []
    for n, piece in enumerate(own):
        ours = fits_of[n]
        if ours and fits_of.count(ours) == len(ours):
            dealt.append((piece, by_name[ours[fits_of[:n].count(ours)]]))
        else:
            left.append(piece)
    return dealt, left
