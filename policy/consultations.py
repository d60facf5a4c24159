"""The dialogue about what one qualifies for: what is kept from message to message, and the reply to one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from policy.verdicts import FactName, NextQuestion, Told, Verdicts

AT_ONCE = 3
"""Questions put to the caller in one reply."""


@dataclass(frozen=True, slots=True)
class Consultation:
    """What is kept of a dialogue. `open` is whether the next message is read as part of it.

    `values` are the facts as they are known, bounds of rough figures among them, `told` the words that told each.
    `unknown` are those that the caller can't tell: they are not asked for again. `asked` are the questions of the last
    reply in their order, `recent` the facts that the last message told.
    """

    open: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """One fact as it is shown for confirmation: what it is called, its unit, and the words that told it."""

    name: FactName
    unit: str
    told: Told


@dataclass(frozen=True, slots=True)
class Consulted:
    """The reply to one message. `read` is what this message told, `kept` what earlier ones did.

    `questions` are at most three; `skipped` the names of facts that stay unknown; `unclear` the caller's words that no
    fact took; `conflict` names the facts that can't be beside what was told before, and were not taken. `ended` says that the caller has closed the dialogue.
    """

    verdicts: Verdicts
    read: tuple[Known, ...] = ()
    kept: tuple[Known, ...] = ()
    questions: tuple[NextQuestion, ...] = ()
    skipped: tuple[FactName, ...] = ()
    unclear: tuple[str, ...] = ()
    conflict: tuple[FactName, ...] = ()
    ended: bool = False
