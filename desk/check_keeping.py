"""What outlives the page of a self-check: what was entered, results with a permanent address, votes.

A case belongs to a browser tab, which knows its id and nothing else. A result is kept where somebody wants its address or
votes on it, and not before: that it is made anew at each entry says nothing to anybody else.
A reply of the chat's dialogue is kept at once, as an answer is: staff who take the conversation over read it as it was.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from desk.actions import REASONS, newly_cast
from desk.chat_keeping import is_conversation, new_conversation
from desk.check_case import Case, Outcome, case_of
from desk.kept import verdicts_of
from desk.metrics import Metrics
from desk.service import Service
from policy.consultations import Consulted
from policy.errors import PolicyDeskError, RequestError
from policy.forms import Form, FormField
from policy.kept import KeptCheck
from policy.verdicts import Eligibility, FactName, Verdicts

if TYPE_CHECKING:
    from kb.office import Office

log = logging.getLogger("policydesk")


class CaseKeeper:
    """Keeps what a self-check needs kept. That something can't be kept never fails it. Safe to share between threads."""

    def __init__(self, service: Service, metrics: Metrics) -> None:
        self._service = service
        self._metrics = metrics

    @property
    def _office(self) -> Office:
        return self._service.office

    def restored(self, ident: str) -> Case:
        """The case of this id, to be decided anew; an empty one where there is none."""
        if not is_conversation(ident):
            return Case()
        try:
            kept = self._office.case(ident)
            return replace(case_of(kept), ident=ident) if kept else Case()
        except PolicyDeskError:
            log.exception("a self-check could not be read")
            return Case(ident=ident)

    def keep(self, out: Outcome) -> Case:
        """The case, kept under its id, which it is given where it has none."""
        case = replace(out.case, ident=out.case.ident or new_conversation())
        figures = [n for n, f in out.form.fields.items() if f.kind in ("number", "whole") and n not in out.faults]
        try:
            self._office.keep_case(case.ident, case.body(), figures)
        except PolicyDeskError:
            log.exception("a self-check could not be kept")
        return case

    def drop(self, case: Case) -> None:
        """Let go of what was entered."""
        try:
            if case.ident:
                self._office.drop_case(case.ident)
        except PolicyDeskError:
            log.exception("a self-check could not be dropped")

    def share(self, out: Outcome) -> Case:
        """The case with the id of its result's permanent address; "" where the result could not be kept."""
        if out.case.kept or out.verdicts is None:
            return out.case
        try:
            return replace(out.case, kept=self._office.keep_check(body_of(out.verdicts, out.form), counts_of(out.verdicts)))
        except Exception:
            self._metrics.not_kept()
            log.exception("a result could not be kept")
            return out.case

    def dialogue(self, reply: Consulted) -> str:
        """The id of the permanent address of what the chat's dialogue replied; "" where it could not be kept."""
        known = (*reply.kept, *reply.read)
        verdicts = replace(reply.verdicts, told=tuple(k.told for k in known), unplaced=reply.unclear, next_questions=reply.questions)
        try:
            return self._office.keep_check(body_of(verdicts, Form(), {k.told.fact: k.unit for k in known}), counts_of(verdicts))
        except Exception:
            self._metrics.not_kept()
            log.exception("a result could not be kept")
            return ""

    def vote(self, out: Outcome, useful: bool, reasons: Sequence[str] | None = None, comment: str = "") -> Case:
        """The case with what was thought of its result. A thumb down asks why first, `reasons` then tells it."""
        case = self.share(out)
        if not case.kept:
            return case
        try:
            self._office.vote_check(case.kept, useful, [r for r in reasons or () if r in REASONS], comment[:1000])
        except RequestError:
            log.exception("a vote could not be kept")
            return case
        if newly_cast(case.vote, useful):
            self._metrics.voted(useful)
        return replace(case, vote="useful" if useful else "why" if reasons is None else "useless")


def body_of(verdicts: Verdicts, form: Form, units: Mapping[str, str] = MappingProxyType({})) -> dict[str, object]:
    """What is kept of a result: the verdicts, and what their facts are called; `units` are of facts that no field is for."""
    named = {*verdicts.facts, *(n for v in verdicts.results for n in v.missing), *(t.fact for t in verdicts.told)}
    names = {n: [f.called.zh, f.called.en, f.unit] for n, f in form.fields.items() if n in named}
    names |= {n: [verdicts.names[n].zh, verdicts.names[n].en, units.get(n, "")] for n in named - set(names) if n in verdicts.names}
    return {"verdicts": verdicts.to_dict(), "names": names}


def counts_of(verdicts: Verdicts) -> dict[str, int]:
    """How many verdicts there are of each status."""
    return {s.value: sum(v.status is s for v in verdicts.results) for s in Eligibility}


def outcome_of(kept: KeptCheck) -> Outcome:
    """A result that was kept, as it was."""
    called = {n: FactName(zh, en) for n, (zh, en, _) in kept.body["names"].items()}
    fields = {n: FormField(n, called[n], FactName(""), "text", unit) for n, (_, _, unit) in kept.body["names"].items()}
    return Outcome(Case(asked=True), Form(fields), verdicts_of(kept.body["verdicts"], called))
