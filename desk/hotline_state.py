"""What a member of staff has before them during a call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desk.check_case import Case
from desk.session import Opened
from desk.texts import Language
from desk.work_order import Told
from policy.answers import Hit
from policy.office import Call


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the call with its answer, what is near it, and the id that the answer is kept under."""

    told: Told
    near: tuple[Hit, ...] = ()
    turn_to: tuple[str, ...] = ()
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Phone:
    """The state of the tab. `at` is the question in view; `view` is answer, case, order, handover or call, `seen` whose.

    `case` is what the caller has told to be held against the rules, `rule` the verdict of it in view.
    `opened` is the clause in view where it is not the answer's first; `round` counts the calls closed here; `focus` names
    the part that the keyboard goes to next.
    """

    language: Language = "zh"
    call: Call | None = None
    caller: str = ""
    region: str = ""
    on: str = ""
    questions: tuple[Question, ...] = ()
    at: int = -1
    case: Case = field(default_factory=Case)
    rule: str = ""
    opened: Opened | None = None
    view: str = "answer"
    seen: str = ""
    order: str = ""
    pending: str = ""
    error: str = ""
    round: int = 0
    focus: str = ""

    @property
    def question(self) -> Question | None:
        """The question in view."""
        return self.questions[self.at] if 0 <= self.at < len(self.questions) else None


def said_before(questions: Sequence[Question]) -> list[str]:
    """The caller's questions so far, the latest first."""
    return [q.told.question for q in reversed(questions)]


def with_fields(phone: Phone, given: Mapping[str, Any]) -> Phone:
    """The state with what stands in the small fields; what is not told stays."""

    def field(name: str, now: str) -> str:
        return str(given.get(name, now)).strip()[:200]

    return replace(phone, caller=field("caller", phone.caller), region=field("region", phone.region), on=field("on", phone.on))
