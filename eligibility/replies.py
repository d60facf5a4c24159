"""A message of the dialogue read: facts told in words, short answers to the questions asked, and corrections."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from eligibility.answers import Kind, Piece, answers, deal, names, pieces
from eligibility.breaths import Breath
from eligibility.facts import Fact, Value
from eligibility.intervals import Interval
from eligibility.pointed import Point
from eligibility.reading import Telling, read_told
from eligibility.rulebook import RuleBook
from eligibility.told import placed, value_of
from language.text import caseless
from policy.consultations import Consultation
from policy.errors import BadArgument
from policy.verdicts import Told

_WRONG = re.compile(
    r"\s*(?:第[一二三四五1-5]个|(?:刚才|刚刚|上面|前面|之前)(?:那个|那句|说的|报的|的)?)?(?:数字?)?[，,\s]*"
    r"(?:不是[^，,。；]{1,12}[，,]\s*(?:而|应该)?(?=是)|不对|错了|我?说错了?|弄错了?|搞错了?|更正(?:一下)?|纠正(?:一下)?|改(?:一下|成|为)|(?:sorry|correction|actually)\b|(?P<no>不是|不[，,]|no\b))"
    r"[了吧啊的]?[\s，,。：:!！]*(?:应该)?(?:是|改成|改为|it is|it's)?\s*", re.IGNORECASE
)  # fmt: skip
_NUMBERED = re.compile(r"(?:^|(?<=[\s，,；;。]))[1-9](?:、|[.．)）](?!\d))")  # 1、 before an answer
_WORTH = 6  # characters of words not understood, from which a model is asked
_WORD = re.compile(r"\w")
_EXACT = re.compile(r"\s*(?:准确|确切|精确|具体)(?:地?说|来说|的?数|数字)?[\s，,：:]*(?:就?是|为)?|\s*(?:就是|正好|刚好)|\s*exactly ")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a message tells: values with their words, facts that the caller can't tell, and words that no fact took."""

    values: Mapping[str, Value] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the message had nothing to do with the dialogue."""
        return not (self.values or self.unknown or self.unclear)


def read_reply(message: str, state: Consultation, book: RuleBook, on: date, point: Point | None = None) -> Reply:
    """What a message tells beside the questions asked; what it corrects where it says that something was wrong.

    `point` reads what grammar does not, of facts that are not known yet.
    """
    reply = _by_grammar(message, state, book, on)
    return _with_pointed(reply, message, state, book, on, point) if point else reply


def _with_pointed(reply: Reply, message: str, state: Consultation, book: RuleBook, on: date, point: Point) -> Reply:
    """With what a model points at in words that are no short answer, nor say that something is not known."""
    open_ = _without(message, [p for p in pieces(message) if p.kind is Kind.UNKNOWN])
    rest = open_
    for told in reply.told.values():
        rest = rest[: told.start] + " " * (told.end - told.start) + rest[told.end :]
    if len(_WORD.findall(rest)) < _WORTH:
        return reply
    known = Telling({**state.values, **reply.values}, tuple(reply.told.values()), reply.unclear)
    found = point(open_, book, known, on)
    more = {t.fact: t for t in found.told if t.fact not in known.values and t.fact not in reply.unknown}
    values = {name: found.values[name] for name in more}
    return replace(reply, values={**reply.values, **values}, told={**reply.told, **more}, unclear=found.unplaced)


def _by_grammar(message: str, state: Consultation, book: RuleBook, on: date) -> Reply:
    found = list(pieces(message))
    unsure = [p for p in found if p.kind is Kind.UNKNOWN]
    wrong = _WRONG.match(message)
    asked = [book.facts.facts[n] for n in state.asked if n in book.facts.facts]
    if wrong and wrong["no"] and any(f.type == "bool" for f in asked):
        wrong = None  # no is an answer then
    telling = read_told(_NUMBERED.sub(lambda m: "，" * len(m.group()), _without(message, unsure)), book, on)
    spans = [(t.start, t.end) for t in telling.told]
    short = [p for p in found if not any(p.start < end and start < p.end for start, end in spans)]
    if wrong and wrong.end() < len(message.rstrip()) and state.told:
        short = [_after(p, wrong.end()) for p in short if p.end > wrong.end()]
        asked = _fitting((state.recent, tuple(state.told)), short, book) or asked
    elif _EXACT.match(message):
        asked = _fitting((tuple(n for n, t in state.told.items() if t.vague),), short, book) or asked
    named, rest = _named(short, asked, book)
    dealt, left = deal(rest, asked, {*telling.values, *(f.name for _, f in named)})
    taken = [(p, f) for p, f in dealt if p.kind is not Kind.UNKNOWN]
    values, told, odd = _values(taken, message, book)
    used = [p.text for p, _ in taken]
    taken_back = message[: wrong.end()] if wrong else ""
    unplaced = [u for u in telling.unplaced if not any(u in words for words in (*used, taken_back))]
    unclear = dict.fromkeys([*unplaced, *(p.text for p in [*left, *odd] if not any(u in p.text for u in unplaced))])
    unknown = dict.fromkeys([f.name for _, f in named] + [f.name for p, f in dealt if p.kind is Kind.UNKNOWN])
    return Reply(
        {**telling.values, **values}, {**{t.fact: t for t in telling.told}, **told}, tuple(unknown), tuple(unclear)
    )


def _without(message: str, found: Sequence[Piece]) -> str:
    """The message with these pieces blanked: what one doesn't know, one doesn't tell."""
    for piece in found:
        message = message[: piece.start] + "。" * (piece.end - piece.start) + message[piece.end :]
    return message


def _after(piece: Piece, start: int) -> Piece:
    """A piece without the words before it that say that something was wrong."""
    if piece.start >= start:
        return piece
    inner = next(iter(pieces(piece.text[start - piece.start :])), piece)
    return replace(inner, start=start, end=piece.end, beside=inner.beside) if inner.figure is None else _moved(inner, start)


def _moved(piece: Piece, by: int) -> Piece:
    figure = piece.figure and replace(piece.figure, start=piece.figure.start + by, end=piece.figure.end + by)
    return replace(piece, start=piece.start + by, end=piece.end + by, figure=figure)


def _fitting(groups: Sequence[Sequence[str]], short: Sequence[Piece], book: RuleBook) -> list[Fact]:
    """The facts that a correction may mean: of the first group that has some which a piece of the message fits."""
    for group in groups:
        facts = [book.facts.facts[n] for n in group if n in book.facts.facts]
        fitting = [f for f in facts if any(p.kind is not Kind.UNKNOWN and answers(p, f) for p in short)]
        if fitting:
            return fitting
    return []


def _named(short: Sequence[Piece], asked: Sequence[Fact], book: RuleBook) -> tuple[list[tuple[Piece, Fact]], list[Piece]]:
    """What is said not to be known, by its name: 研发费用不清楚. Those asked for go before the others."""
    named: list[tuple[Piece, Fact]] = []
    rest: list[Piece] = []
    for piece in short:
        if piece.kind is not Kind.UNKNOWN or not piece.beside or piece.nth:
            rest.append(piece)
            continue
        facts = [f for f in asked if names(piece.beside, f)] or [f for f in book.facts.facts.values() if names(piece.beside, f)]
        named += [(piece, f) for f in facts]
        rest += [] if facts else [replace(piece, beside="")]
    return named, rest


def _values(
    dealt: Sequence[tuple[Piece, Fact]], message: str, book: RuleBook
) -> tuple[dict[str, Value], dict[str, Told], list[Piece]]:
    """The values of the pieces dealt, their words, and the pieces whose value no applicant can have."""
    values: dict[str, Value] = {}
    told: dict[str, Told] = {}
    odd: list[Piece] = []
    for piece, fact in dealt:
        value = _value(piece, fact, message)
        shown = value.shown if isinstance(value, Interval) else value
        try:
            book.facts.check({fact.name: shown})
        except BadArgument:
            odd.append(piece)
            continue
        values[fact.name] = value
        vague = isinstance(value, Interval) and value.exact is None
        told[fact.name] = Told(fact.name, shown, piece.text, piece.start, piece.end, vague)
    return values, told, odd


def _value(piece: Piece, fact: Fact, message: str) -> Value:
    if fact.type == "bool":
        return piece.kind is Kind.YES
    if piece.figure is None:
        return Interval.point(Decimal(0))
    flat = caseless(message)
    figure = piece.figure if piece.figure.unit else replace(piece.figure, unit=fact.unit)
    return value_of(placed(fact, figure, Breath(flat[piece.start : piece.end], piece.start)), flat)
