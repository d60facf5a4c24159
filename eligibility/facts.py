"""The facts that may be known of an applicant, and a profile of them checked. Declared in `corpus/facts.yaml`."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from eligibility.conditions import Name, Text
from eligibility.files import Strict, load
from eligibility.intervals import Interval
from policy.errors import BadArgument, UnreadableSource
from policy.verdicts import FactName

Value = bool | str | Interval
"""What is known of one fact: yes or no, a text, or between which bounds a number lies (most often a point)."""

MAX_YUAN = Decimal(10) ** 14
MAX_NUMBER = Decimal(10) ** 9
_FINEST = -20  # decimal places: what is finer is no figure of an applicant
MAX_TEXT = 200
_TYPES = {"number": "a number", "whole": "a whole number", "bool": "true or false", "text": "a text", "region": "a text"}


class Question(Strict):
    """The question that asks for a fact."""

    zh: Text
    en: Text


class Reading(Strict):
    """How a fact is told in running text: `words` beside a figure; `yes` and `no` for what is so or not.

    Pieces joined by + stand in one breath, in any order. `year` tells facts of one kind apart by the year that the text
    says; a text is told only beside its `yes`, where it has any; `not_words` rule a fact out; with `beside` it is told only where the text tells a value of that fact too.
    """

    words: tuple[Text, ...] = ()
    not_words: tuple[Text, ...] = ()
    yes: tuple[Text, ...] = ()
    no: tuple[Text, ...] = ()
    year: Literal["last", "before"] | None = None
    beside: Name | None = None


class Fact(Strict):
    """One thing known of an applicant. `values` are the texts that rules ask for, with other names for each."""

    name: Name
    type: Literal["number", "whole", "bool", "text", "region"]
    label: Text
    label_en: str = Field(default="", max_length=120)
    unit: str = ""
    min: Decimal = Decimal(0)
    max: Annotated[Decimal, Field(le=MAX_YUAN)] | None = None
    values: dict[str, tuple[Text, ...]] = Field(default_factory=dict)
    question: Question
    reading: Reading = Reading()

    @model_validator(mode="after")
    def _fits(self) -> Fact:
        if self.type in ("number", "whole") and not self.unit:
            raise ValueError("a number needs a unit")
        if self.values and self.type != "text":
            raise ValueError("values go with a text only")
        return self

    @property
    def called(self) -> FactName:
        """Its label in both languages."""
        return FactName(self.label, self.label_en)

    @property
    def top(self) -> Decimal:
        """The largest value that is no slip of the pen."""
        if self.max is not None:
            return self.max
        return {"元": MAX_YUAN, "%": Decimal(100)}.get(self.unit, MAX_NUMBER)


class Order(Strict):
    """Two facts of which the one can't be more than the other."""

    less: Name
    more: Name


class Subject(Strict):
    """Facts that a form shows together."""

    label: Text
    label_en: str = Field(default="", max_length=120)
    facts: Annotated[tuple[Name, ...], Field(min_length=1)]


class FactFile(Strict):
    """`facts.yaml`."""

    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    orders: tuple[Order, ...] = ()
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class FactBook:
    """All facts by name, in the order of their file, what can't be together, and which belong together in a form."""

    facts: Mapping[str, Fact]
    orders: tuple[Order, ...] = ()
    subjects: tuple[Subject, ...] = ()

    def place(self, name: str) -> int:
        """Where a fact stands in the file."""
        return list(self.facts).index(name)

    def check(self, given: Mapping[str, Any]) -> dict[str, Value]:
        """A profile as values. Raises BadArgument, naming the field, on what is unknown, absurd, impossible, of a wrong type."""
        known = {str(name): self._value(str(name), value) for name, value in given.items()}
        for order in self.orders:
            less, more = known.get(order.less), known.get(order.more)
            if isinstance(less, Interval) and isinstance(more, Interval) and less.compare("more_than", more.high):
                raise BadArgument(
                    f"{order.less} is more than {order.more}, which can't be; check both", (order.less, order.more)
                )
        return known

    def _value(self, name: str, value: Any) -> Value:
        fact = self.facts.get(name)
        if fact is None:
            raise BadArgument(f"unknown fact {name[:80]!r}; {self._nearest(name[:80])}")
        if isinstance(value, Interval) and fact.type in ("number", "whole"):
            return value
        if fact.type == "bool" and isinstance(value, bool):
            return value
        if fact.type in ("text", "region") and isinstance(value, str):
            return _text(fact, value)
        if fact.type in ("number", "whole") and isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return Interval.point(_number(fact, value if isinstance(value, Decimal) else Decimal(repr(value))))
        raise BadArgument(f"{name} must be {_TYPES[fact.type]}, not {_kind(value)}{_UNKNOWN if value is None else ''}")


    def _nearest(self, name: str) -> str:
        """What may have been meant: the fact whose name, or label in Chinese, is nearest."""
        names = {n: n for n in self.facts} | {f.label: f.name for f in self.facts.values()}
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
        return f"did you mean {names[near[0]]}?" if near else "`policydesk rules facts` lists those there are"


_UNKNOWN = "; leave out what is not known"


def _kind(value: Any) -> str:
    names = {bool: "true or false", str: "a text", int: "a number", float: "a number", Decimal: "a number", list: "a list"}
    return "null" if value is None else names.get(type(value), "an object")


def _text(fact: Fact, value: str) -> str:
    text = " ".join(value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").split())
    if not text or len(text) > MAX_TEXT:
        raise BadArgument(f"{fact.name} must be a text of 1 to {MAX_TEXT} characters")
    for known, others in fact.values.items():
        if text in others:
            return known
    return text


def _number(fact: Fact, value: Decimal) -> Decimal:
    if not value.is_finite():
        raise BadArgument(f"{fact.name} must be a number, not NaN or infinite")
    if value < fact.min:
        what = "negative" if value < 0 else f"less than {fact.min}"
        raise BadArgument(f"{fact.name} can't be {what}; give it in {fact.unit}")
    if value > fact.top:
        raise BadArgument(f"{fact.name} can't be more than {fact.top:f} {fact.unit}; check the unit, it is {fact.unit}")
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < _FINEST:
        raise BadArgument(f"{fact.name} has more than {-_FINEST} decimal places; round it")
    if fact.type == "whole" and value != value.to_integral_value():
        raise BadArgument(f"{fact.name} must be a whole number")
    return value


def load_facts(paths: Sequence[Path]) -> FactBook:
    """The facts of one or more files; of one that several declare, as copies of a folder do, the first file's words count.

    Raises UnreadableSource, naming file and fact, where a file declares one twice, or two files by another type or unit.
    """
    facts: dict[str, Fact] = {}
    orders: dict[Order, None] = {}
    subjects: list[Subject] = []
    for path in paths:
        found, lines = load(path, FactFile)
        own: set[str] = set()
        for n, fact in enumerate(found.facts):
            _refuse_twice(fact, own, facts, f"{path}, line {lines[('facts', n)]}")
            own.add(fact.name)
            facts.setdefault(fact.name, fact)
        orders |= dict.fromkeys(found.orders)
        placed = {n for s in subjects for n in s.facts}
        subjects += [s for s in found.subjects if not placed.issuperset(s.facts)]
    _refuse_unknown("orders", [n for o in orders for n in (o.less, o.more)], facts, paths)
    _refuse_unknown("subjects", [n for s in subjects for n in s.facts], facts, paths)
    return FactBook(facts, tuple(orders), tuple(subjects))


def _refuse_twice(fact: Fact, own: Collection[str], before: Mapping[str, Fact], where: str) -> None:
    if fact.name in own:
        raise UnreadableSource(f"{where}: fact {fact.name} is declared twice; keep one")
    other = before.get(fact.name)
    if other and (other.type, other.unit) != (fact.type, fact.unit):
        raise UnreadableSource(
            f"{where}: fact {fact.name} is {_named(fact)}, and {_named(other)} in another folder that documents came from; "
            "make them agree, or give one another name"
        )


def _named(fact: Fact) -> str:
    return f"{_TYPES[fact.type]} in {fact.unit}" if fact.unit else _TYPES[fact.type]


def _refuse_unknown(part: str, names: Sequence[str], facts: Mapping[str, Fact], paths: Sequence[Path]) -> None:
    unknown = next((n for n in names if n not in facts), "")
    if unknown:
        raise UnreadableSource(f"{paths[0]}: {part} name {unknown}, which is no fact")
