"""The tab 测资格: what an applicant qualifies for. A form and a text side by side, verdicts below them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import gradio as gr

from desk.chat_session import Desk
from desk.check_case import Case, Outcome, entries, outcome
from desk.check_form import form_html
from desk.check_results import results_html
from desk.markup import esc
from desk.page import QUIET, Page, Visit, data, region
from desk.texts import Language, text

Change = Callable[[Case, Mapping[str, Any]], Case]
log = logging.getLogger("policydesk")


class CheckTab:
    """The tab's components, and the events between them."""

    name = "check"

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk = desk
        self.keeper = desk.checks
        self.case = gr.State(Case())
        of_form, of_results = ("check", "clear"), ("answer", "skip", "unskip", "drop", "restore", "correct")
        of_opinion = ("link", "vote", "reasons")
        with gr.Column(elem_id="pd-check"):
            self.form = region("pd-check-form", events=of_form)
            self.results = region("pd-check-results", events=(*of_results, *of_opinion))
        self.labels: list[Any] = []
        self.contents = [self.case, self.form, self.results]
        self.states = [self.case]
        inputs, outputs = [self.case, page.visit], [self.case, self.form, self.results]
        for part, events in ((self.form, of_form), (self.results, of_results)):
            for event in events:
                getattr(part, event)(self._on(CHANGES[event]), inputs, outputs, **QUIET)
        for event in of_opinion:
            getattr(self.results, event)(getattr(self, f"_{event}"), inputs, outputs, **QUIET)
        page.shown(self.name, self._shown, inputs, outputs)

    def words(self, language: Language) -> list[Any]:
        """The updates that put `labels` into `language`."""
        return []

    def load(self, visit: Visit, case: Case) -> list[Any]:
        """The case in the visitor's language; reading the rules waits until the tab is looked at."""
        here = visit.query.get("tab") == self.name
        if not case.ident and not case.asked and visit.case:
            case = self.keeper.restored(visit.case)
        if not case.seen and not here:
            return [case, f'<p class="pd-hint">{text("check_working", visit.language)}</p>', ""]
        return self._parts(replace(case, seen=True), visit.language)

    def _shown(self, case: Case, visit: Visit) -> list[Any]:
        if case.seen:
            return [gr.skip(), gr.skip(), gr.skip()]
        return self._parts(replace(case, seen=True), visit.language)

    def _on(self, change: Change) -> Callable[..., list[Any]]:
        def changed(case: Case, visit: Visit, event: gr.EventData) -> list[Any]:
            after = replace(change(case, data(event)), seen=True, kept="", vote="")
            if not after.asked:
                self.keeper.drop(case)
            return self._parts(after, visit.language, self._noted)

        return changed

    def _noted(self, out: Outcome) -> Outcome:
        if out.verdicts is not None:
            self.desk.matched(out.verdicts)
        return replace(out, case=self.keeper.keep(out)) if out.case.asked else out

    def _link(self, case: Case, visit: Visit) -> list[Any]:
        return self._parts(case, visit.language, lambda out: _kept(out, self.keeper.share(out)))

    def _vote(self, case: Case, visit: Visit, event: gr.EventData) -> list[Any]:
        useful = data(event).get("kind") == "useful"
        return self._parts(case, visit.language, lambda out: _kept(out, self.keeper.vote(out, useful)))

    def _reasons(self, case: Case, visit: Visit, event: gr.EventData) -> list[Any]:
        given = data(event)
        reasons = given.get("reasons")
        named = [str(r) for r in reasons] if isinstance(reasons, list) else []
        return self._parts(case, visit.language, lambda out: _kept(out, self.keeper.vote(out, False, named, str(given.get("comment", "")))))

    def _parts(self, case: Case, language: Language, then: Callable[[Outcome], Outcome] = lambda out: out) -> list[Any]:
        """The case, and the HTML of form and results, after `then` has been done with what is decided."""
        try:
            out = then(outcome(self.desk.service, case, language))
            return [out.case, form_html(out, self._regions(), language), results_html(out, language)]
        except Exception:
            log.exception("a self-check failed")
            return [case, gr.skip(), f'<p class="pd-alert" role="alert">{esc(text("fault", language))}</p>']

    def _regions(self) -> list[str]:
        return list(dict.fromkeys(r for d in self.desk.service.documents() if (r := d.metadata.region)))


def _kept(out: Outcome, case: Case) -> Outcome:
    return replace(out, case=case, unkept=not case.kept)


def _answer(case: Case, given: Mapping[str, Any]) -> Case:
    """One missing fact told: by its button, or in its field."""
    told = entries(given, "f:")
    if given.get("value") in ("yes", "no"):
        told = {str(given.get("fact"))[:80]: str(given["value"])}
    return case.answered(told)


def _correct(case: Case, given: Mapping[str, Any]) -> Case:
    """What was read from the text put right: a changed value goes before the text, an emptied one is not meant."""
    before, now = entries(given, "w:"), entries(given, "t:")
    changed = {n: v for n, v in now.items() if v != before.get(n)}
    gone = tuple(n for n in before if n not in now and n not in case.untold)
    return replace(case.answered(changed), untold=(*case.untold, *gone))


def _without(key: str) -> Change:
    def take(case: Case, given: Mapping[str, Any]) -> Case:
        names: Any = {key: tuple(n for n in getattr(case, key) if n != given.get("fact"))}
        return replace(case, rev=case.rev + 1, **names)

    return take


def _with(key: str) -> Change:
    def add(case: Case, given: Mapping[str, Any]) -> Case:
        fact = str(given.get("fact"))[:80]
        # An entry that could not be used is given up with its question.
        entered = {n: v for n, v in case.entered.items() if key == "untold" or n != fact}
        names: Any = {key: tuple(dict.fromkeys([*getattr(case, key), fact]))[-500:]}
        return replace(case, rev=case.rev + 1, entered=entered, **names)

    return add


CHANGES: dict[str, Change] = {
    "check": lambda case, given: case.submitted(given),
    "clear": lambda case, _: Case(rev=case.rev + 1),
    "answer": _answer,
    "skip": _with("skipped"),
    "unskip": _without("skipped"),
    "drop": _with("untold"),
    "restore": _without("untold"),
    "correct": _correct,
}
"""What each event makes of the case, from the data of its button and form."""
