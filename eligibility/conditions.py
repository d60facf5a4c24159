"""The conditions of the rule language: quantities with bounds, facts with values, and conditions joined."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from eligibility.files import Strict

Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
Bound = Literal["at_least", "more_than", "at_most", "less_than"]
BOUNDS: tuple[Bound, ...] = ("at_least", "more_than", "at_most", "less_than")


class Condition(Strict):
    """One condition: a quantity with bounds, a fact with a value, others joined, or what no fact can settle.

    `ratio` and `growth` are in percent. `one_of` with `open` is a list that the clause leaves open (等). `as_written`
    is the part of the quote that says the bound, where the figure grammar does not read it.
    """

    text: str = ""
    quote: str = ""
    as_written: str = ""
    clause: str = ""
    # what is looked at
    fact: Name | None = None
    ratio: Annotated[tuple[Name, Name], Field(description="the first as a percentage of the second")] | None = None
    growth: Annotated[tuple[Name, Name], Field(description="of the first over the second, in percent")] | None = None
    sum: Annotated[tuple[Name, ...], Field(min_length=2)] | None = None
    # what is asked of it
    is_: Annotated[bool | str | None, Field(alias="is")] = None
    one_of: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    open: bool = False
    at_least: Decimal | None = None
    more_than: Decimal | None = None
    at_most: Decimal | None = None
    less_than: Decimal | None = None
    in_region: Text | None = None
    # several
    all: Annotated[tuple[Condition, ...], Field(min_length=1)] | None = None
    any: Annotated[tuple[Condition, ...], Field(min_length=1)] | None = None
    some: Annotated[tuple[Condition, ...], Field(min_length=2)] | None = None
    needed: Annotated[Decimal, Field(ge=1)] | None = None
    not_: Annotated[Condition | None, Field(alias="not")] = None
    # what no fact can settle
    unsettled: Text | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Condition:
        forms = [n for n in _FORMS if getattr(self, n) is not None]
        if len(forms) != 1:
            raise ValueError(f"a condition has exactly one of {', '.join(n.rstrip('_') for n in _FORMS)}")
        form, tests = forms[0], [n for n in _TESTS if getattr(self, n) is not None]
        if form not in _LOOKED_AT:
            refuse(bool(tests), f"{form.rstrip('_')} takes no {', '.join(t.rstrip('_') for t in tests)}")
        elif form != "fact":
            refuse(not tests or not set(tests) <= set(BOUNDS), f"{form} needs a bound: {', '.join(BOUNDS)}")
        else:
            refuse(not tests, f"a fact needs one of {', '.join(t.rstrip('_') for t in _TESTS)}")
            refuse(len(tests) > 1 and not set(tests) <= set(BOUNDS), f"{' and '.join(tests)} don't go together")
        refuse((self.some is None) != (self.needed is None), "some and needed go together")
        refuse(self.needed is not None and self.needed > len(self.some or ()), "needed is more than some holds")
        refuse(self.open and self.one_of is None, "open goes with one_of only")
        return self

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions that this one joins."""
        return self.all or self.any or self.some or ((self.not_,) if self.not_ else ())

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it asks for, each once, in order."""
        own = (self.fact,) if self.fact else self.ratio or self.growth or self.sum or ()
        return tuple(dict.fromkeys((*own, *(f for p in self.parts for f in p.facts))))

    def bounds(self) -> Iterator[tuple[Bound, Decimal]]:
        """The bounds on its quantity."""
        for name in BOUNDS:
            value: Decimal | None = getattr(self, name)
            if value is not None:
                yield name, value


_LOOKED_AT = ("fact", "ratio", "growth", "sum")
_FORMS = (*_LOOKED_AT, "all", "any", "some", "not_", "unsettled")
_TESTS = ("is_", "one_of", "in_region", *BOUNDS)


def refuse(wrong: bool, message: str) -> None:
    """Raise ValueError, which the reader of files turns into file, line and field, where something is wrong."""
    if wrong:
        raise ValueError(message)
