"""The form of the self-check: which facts the rules ask for, under which subjects, and what was entered, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from policy.verdicts import FactName

FieldKind = Literal["number", "whole", "bool", "text", "region"]
Reason = Literal["no_number", "several", "roughly", "not_whole", "too_low", "too_high", "too_long", "unknown", "exceeds"]
"""What is wrong with an entry; `roughly` and `several` ask for one exact figure, `exceeds` is more than another fact."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A fact that some active rule asks for. `values` are what a text may be chosen from; other texts are taken too."""

    name: str
    called: FactName
    question: FactName
    kind: FieldKind
    unit: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """Facts that belong together, by name."""

    called: FactName
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryFault:
    """Why an entry can't be used. `limit` is the bound that it breaks, `other` the fact that it contradicts."""

    fact: str
    reason: Reason
    limit: Decimal | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields by name, the few that settle most `first`, all under their subjects, and the entries read.

    `values` holds what can be used, `faults` the rest, one for each field.
    """

    fields: Mapping[str, FormField] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    values: Mapping[str, bool | str | Decimal] = field(default_factory=dict)
    faults: tuple[EntryFault, ...] = ()
