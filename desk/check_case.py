"""One self-check: what was entered and told, and what is decided on it. No Gradio here."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from desk.error_words import error_text
from desk.labels import fact_name
from desk.service import Service
from desk.texts import Language, text
from policy.errors import BadArgument, PolicyDeskError
from policy.forms import EntryFault, Form
from policy.verdicts import FactName, Verdicts

MAX_ENTRY = 200
"""Characters of one entry; the service has a limit of its own for the text."""
_MAX_ENTRIES = 500
log = logging.getLogger("policydesk")


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody has said of an applicant, as it was typed.

    `entered` are the fields by fact, `untold` the facts that the text does not mean, `skipped` those that nobody knows.
    `lately` is the fact answered last below the form; `rev` counts what was handed in; `seen` is whether the form has been shown, `asked` whether verdicts were asked for.
    `ident` is the id that the case is kept under, `kept` that of its result's permanent address, `vote` what was thought of
    the result (see actions.actions_html); "" where there is none.
    """

    entered: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    on: str = ""
    untold: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    lately: str = ""
    rev: int = 0
    seen: bool = False
    asked: bool = False
    ident: str = ""
    kept: str = ""
    vote: str = ""

    def body(self) -> dict[str, Any]:
        """What is kept of the case: `case_of` makes it of that again."""
        return {
            "entered": dict(self.entered), "text": self.text, "on": self.on, "untold": list(self.untold), "skipped": list(self.skipped),
        }  # fmt: skip

    def to_json(self) -> str:
        """What a summary is made of, for a form's hidden field."""
        return json.dumps(self.body(), ensure_ascii=False)

    def submitted(self, given: Mapping[str, Any]) -> Case:
        """With the whole form as it stands in the browser in place of what was entered."""
        told = _words(given.get("text"), 100_000)
        untold = self.untold if told == self.text else ()
        case = replace(self, entered=entries(given, "f:"), text=told, on=_words(given.get("on")), untold=untold)
        return replace(case, lately="", rev=self.rev + 1, asked=True)

    def answered(self, given: Mapping[str, str]) -> Case:
        """With some facts told besides."""
        entered = {**self.entered, **given}
        skipped = tuple(s for s in self.skipped if s not in given)
        return replace(self, entered=entered, skipped=skipped, lately=next(iter(given), ""), rev=self.rev + 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The case decided: the form, the verdicts (none where they could not be had), and what is wrong where.

    `unkept` is whether its result was to be kept and could not be. One that is shown as it was `kept` has nothing to fill in; `up` leads from its page to the desk, `since` has for a rule
    the key of what has become of its clauses.
    """

    case: Case
    form: Form
    verdicts: Verdicts | None = None
    faults: Mapping[str, str] = field(default_factory=dict)
    text_fault: str = ""
    on_fault: str = ""
    failed: str = ""
    unkept: bool = False
    kept: bool = False
    up: str = "./"
    since: Mapping[str, str] = field(default_factory=dict)


def entries(given: Mapping[str, Any], prefix: str) -> dict[str, str]:
    """The entries of a form's fields whose names begin with `prefix`, by fact; empty ones are left out."""
    named = [(k.removeprefix(prefix), _words(v)) for k, v in given.items() if isinstance(k, str) and k.startswith(prefix)]
    return {name[:80]: words for name, words in named[:_MAX_ENTRIES] if words}


def case_of(given: Mapping[str, Any]) -> Case:
    """The case that `Case.to_json`, or a program, has sent. Raises BadArgument where it is none."""
    entered, untold = given.get("entered", {}), given.get("untold", [])
    if not isinstance(entered, dict) or not isinstance(untold, list):
        raise BadArgument("entered must be an object of texts by fact, untold a list of facts")
    own = entries({f"f:{k}": v for k, v in entered.items()}, "f:")
    told, on = _words(given.get("text"), 100_000), _words(given.get("on"))
    return Case(own, told, on, _names(untold), _names(given.get("skipped")), asked=True)


def _names(given: Any) -> tuple[str, ...]:
    return tuple(str(n)[:80] for n in given[:_MAX_ENTRIES]) if isinstance(given, list) else ()


def outcome(service: Service, case: Case, language: Language) -> Outcome:
    """The case with its form, and decided where that was asked for. What can't be used is said at its field."""
    try:
        form = service.form(case.entered)
    except PolicyDeskError as error:
        return Outcome(case, Form(), failed=text("failed_check", language, reason=error_text(error, language)))
    out = Outcome(case, form, faults={f.fact: fault_text(f, form, language) for f in form.faults})
    if not case.asked:
        return out
    try:
        day = date.fromisoformat(case.on) if case.on else None
    except ValueError:
        return replace(out, on_fault=text("bad_date", language))
    return _decided(service, out, day, language)


def _decided(service: Service, out: Outcome, day: date | None, language: Language) -> Outcome:
    case, values = out.case, out.form.values
    try:
        return replace(out, verdicts=service.match(values, case.text, "", day, case.untold))
    except BadArgument as error:
        if not case.text:
            return replace(out, failed=text("failed_check", language, reason=error_text(error, language)))
        fault = _text_fault(error, out.form, service.max_question_chars, case.text, language)
    except PolicyDeskError as error:
        return replace(out, failed=text("failed_check", language, reason=error_text(error, language)))
    try:  # the form's own facts still count
        return replace(out, text_fault=fault, verdicts=service.match(values, "", "", day))
    except PolicyDeskError as error:
        return replace(out, text_fault=fault, failed=text("failed_check", language, reason=error_text(error, language)))


def _text_fault(error: BadArgument, form: Form, limit: int, told: str, language: Language) -> str:
    """Why a text was not taken: it tells what can't be beside something else, or it is too long."""
    if error.fields:
        names = [called(form, name, language) for name in error.fields]
        return text("conflict_in_text", language, less=names[0], more=names[-1])
    return text("too_long_text", language, limit=limit, count=len(told)) if len(told) > limit else str(error)


def fault_text(fault: EntryFault, form: Form, language: Language) -> str:
    """What is wrong with an entry, for the person who made it."""
    own = form.fields.get(fault.fact)
    unit = own.unit if own else ""
    key = f"fault_{fault.reason}_yuan" if fault.reason == "no_number" and unit == "元" else f"fault_{fault.reason}"
    limit = f"{fault.limit:,f}" if fault.limit is not None else ""
    return text(key, language, unit=unit, limit=limit, other=called(form, fault.other, language) if fault.other else "")


def called(form: Form, name: str, language: Language) -> str:
    """What a fact is called."""
    own = form.fields.get(name)
    return fact_name(own.called if own else FactName(name), language)


def _words(value: Any, limit: int = MAX_ENTRY + 1) -> str:
    """A value from outside as a text; one character over the limit is kept, so that the excess is noticed."""
    return value.strip()[:limit] if isinstance(value, str) else ""
