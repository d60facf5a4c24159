"""The caller's case at the hotline: what has been told of it, its verdicts as sentences and for the work order. No Gradio here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desk.check_cards import amount_text, first_citation, formula
from desk.check_case import Case, Outcome, called, case_of, outcome
from desk.check_overview import fact_lines, of_status
from desk.service import Service
from desk.texts import Language, text
from policy.errors import BadArgument
from policy.verdicts import Eligibility, Verdict, Verdicts

AT_ONCE = 3
"""Questions asked back at once."""
_SAID = 3  # verdicts named in a sentence
_LISTED = 8  # open verdicts in a work order


def with_words(case: Case, words: str, on: str) -> Case:
    """The case with what the caller says besides, by the rules of a day."""
    told = list(dict.fromkeys(line for line in (*case.text.split("\n"), words.strip()) if line))
    return replace(case, text="\n".join(told), on=on, asked=True, lately="", rev=case.rev + 1)


def forgotten(case: Case, fact: str) -> Case:
    """Without one fact, whether it was read from the words or filled in."""
    if fact in case.entered:
        return replace(case, entered={n: v for n, v in case.entered.items() if n != fact}, rev=case.rev + 1)
    return replace(case, untold=tuple(dict.fromkeys([*case.untold, fact])), rev=case.rev + 1)


def decided(service: Service, case: Case, region: str, language: Language) -> Outcome:
    """The verdicts. `region` counts where the caller has not told another."""
    out = outcome(service, case, language)
    if not region or out.verdicts is None or "region" in out.verdicts.facts or "region" not in out.form.fields:
        return out
    there = outcome(service, replace(case, entered={**case.entered, "region": region}), language)
    return replace(there, case=case)


def to_keep(case: Case, region: str) -> dict[str, Any]:
    """What is kept of a case with its call, and the region chosen beside it."""
    return {
        "region": region,
        "entered": dict(case.entered), "text": case.text, "on": case.on, "untold": list(case.untold), "skipped": list(case.skipped),
    }  # fmt: skip


def kept_case(kept: Mapping[str, Any]) -> Case:
    """The case that `to_keep` made; an empty one where none was kept."""
    if not kept:
        return Case()
    try:
        return replace(case_of(kept), skipped=tuple(str(n) for n in kept.get("skipped", ())))
    except BadArgument:
        return Case()


def questions(out: Outcome) -> list[str]:
    """The facts to ask the caller for next: the one whose entry can't be used first, without those that nobody knows."""
    wrong = [out.case.lately] if out.case.lately in out.faults else []
    passed = {*out.case.skipped, *out.faults}
    asked = out.verdicts.next_questions if out.verdicts else ()
    return [*wrong, *(q.fact for q in asked if q.fact in out.form.fields and q.fact not in passed)][:AT_ONCE]


def asked_words(out: Outcome, language: Language) -> list[str]:
    """The same as questions in words."""
    rows = []
    for name in questions(out):
        asked, words = out.form.fields[name].question, told_roughly(out, name)
        rough = text("hc_roughly", language, words=words) if words else ""
        rows.append((asked.zh if language == "zh" else asked.en or asked.zh) + (f"（{rough}）" if rough else ""))
    return rows


def told_roughly(out: Outcome, name: str) -> str:
    """The caller's own words for a fact that is asked for because they were not exact; "" where there were none."""
    told = out.verdicts.told if out.verdicts else ()
    return next((t.text for t in told if t.fact == name and t.vague), "")


def said(out: Outcome, language: Language) -> str:
    """The verdicts as sentences to say aloud, and what to ask next."""
    verdicts = out.verdicts
    if verdicts is None:
        return ""
    granted, open_ = (of_status(verdicts, s) for s in (Eligibility.ELIGIBLE, Eligibility.UNKNOWN))
    lines = [_granted(granted, language)]
    if any(v.local_discretion for v in granted):
        lines.append(text("hc_say_local", language))
    if open_:
        lines.append(text("hc_say_open", language, count=len(open_)))
    asked = asked_words(out, language)[:1]
    return "\n".join([*lines, *(text("hc_say_ask", language, question=q) for q in asked)])


def lines(out: Outcome, language: Language) -> list[str]:
    """The case and its verdicts for the work order; none where nothing was told."""
    verdicts = out.verdicts
    if verdicts is None or not verdicts.facts:
        return []
    rows = [text("hc_order", language, day=verdicts.as_of.isoformat())]
    rows += [f"   {text('hc_order_told', language)}{line}" for line in fact_lines(out, verdicts, language)]
    for verdict in of_status(verdicts, Eligibility.ELIGIBLE):
        rows += _granted_lines(verdict, language)
    rows += _open_lines(out, verdicts, language)
    refused = list(dict.fromkeys(v.benefit.label for v in of_status(verdicts, Eligibility.INELIGIBLE)))
    if refused:
        more = f"；{_rest(len(refused), language)}" if len(refused) > _LISTED else ""
        rows.append(f"   {text('check_ineligible', language)}：{_join(refused[:_LISTED], language)}{more}")
    return rows


def _granted(granted: Sequence[Verdict], language: Language) -> str:
    if not granted:
        return text("hc_say_none", language)
    named = [_named(v, language) for v in granted[:_SAID]]
    more = text("hc_say_more", language, count=len(granted) - _SAID) if len(granted) > _SAID else ""
    return text("hc_say_eligible", language, count=len(granted), names=_join(named, language) + more)


def _named(verdict: Verdict, language: Language) -> str:
    amount = amount_text(verdict, language)
    return text("hc_named", language, label=verdict.benefit.label, amount=amount) if amount else verdict.benefit.label


def _granted_lines(verdict: Verdict, language: Language) -> list[str]:
    how = formula(verdict, language)
    worked = f" = {how}" if how else ""
    cited = first_citation(verdict)
    number = f"（{cited.doc_no}）" if cited and cited.doc_no else ""
    rows = [f"   {text('check_eligible', language)}：{_named(verdict, language)}{worked}"]
    rows.append(f"   {text('order_clause', language, clause=f'《{verdict.document}》{number} {verdict.heading}')}")
    quotes = dict.fromkeys(c.quote for c in verdict.citations if not c.field)
    return rows + [f"      “{quote}”" for quote in quotes]


def _open_lines(out: Outcome, verdicts: Verdicts, language: Language) -> list[str]:
    own = of_status(verdicts, Eligibility.UNKNOWN)
    rows = []
    for verdict in own[:_LISTED]:
        lacks = _join([called(out.form, n, language) for n in verdict.missing], language)
        why = text("summary_missing", language, names=lacks) if lacks else ""
        rows.append(f"   {text('check_unknown', language)}：{_named(verdict, language)} {why}".rstrip())
    return rows + ([f"   {_rest(len(own), language)}"] if len(own) > _LISTED else [])


def _rest(count: int, language: Language) -> str:
    return text("check_rest", language, count=count - _LISTED) if count > _LISTED else ""


def _join(names: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else "; ").join(names)
