"""A verdict as a card: what it grants, at most how much, each criterion with its words, and what is still to be told."""

from __future__ import annotations

from decimal import Decimal

from desk.cards import quote_text
from desk.check_case import Outcome, called
from desk.check_fields import control
from desk.labels import formula_text, quantity_text, validity
from desk.markup import chip, clause_link, confidence_chip, document_chips, esc
from desk.texts import Language, text
from policy.answers import Citation
from policy.verdicts import Criterion, Eligibility, Finding, Verdict

FINDING = {Finding.MET: "check_met", Finding.UNMET: "check_unmet", Finding.UNKNOWN: "check_pending"}
_SIGN = {Finding.MET: "✓", Finding.UNMET: "✕", Finding.UNKNOWN: "?"}
_FIELDS = 4  # inputs on one card


def card_html(out: Outcome, verdict: Verdict, language: Language) -> str:
    """The card. Cards of what is granted show their criteria, others unfold them."""
    cited = first_citation(verdict)
    title = clause_link(verdict.document, verdict.document_id, verdict.clause_id, up=out.up)
    return (
        f'<li class="pd-verdict pd-{verdict.status.value}" id="verdict-{esc(verdict.rule_id)}">'
        f'<div class="pd-verdict-head"><div><h4>{esc(verdict.benefit.label)}</h4>'
        f'<p class="pd-verdict-doc"><b>{esc(verdict.heading)}</b> · {title} {_chips(cited, language)}</p></div>'
        f"{_amount(verdict, language)}</div>{_since(out, verdict, language)}{_local(verdict, language)}{_decisive(out, verdict, language)}"
        f"{_lacks(out, verdict, language)}{_criteria(out, verdict, language)}{_notes(verdict)}</li>"
    )


def first_citation(verdict: Verdict) -> Citation | None:
    """The first citation of a clause, which tells whose text it is; else any."""
    own = [c for c in verdict.citations if not c.field]
    return next(iter(own or verdict.citations), None)


def amount_text(verdict: Verdict, language: Language) -> str:
    """The amount at most, or why there is none."""
    grant = verdict.benefit
    if verdict.status is Eligibility.ELIGIBLE and grant.amount_yuan is not None:
        return text("check_most", language, yuan=_yuan(grant.amount_yuan, language))
    if verdict.status is Eligibility.UNKNOWN and grant.if_eligible_yuan is not None:
        return text("check_if", language, yuan=_yuan(grant.if_eligible_yuan, language))
    if verdict.status is Eligibility.INELIGIBLE:
        return ""
    if grant.at_least_yuan is not None:
        return text("check_least", language, yuan=_yuan(grant.at_least_yuan, language))
    if grant.kind in ("recognition", "service"):
        return text(f"check_kind_{grant.kind}", language)
    if len(grant.caps) == 1:
        return text("check_cap", language, yuan=_yuan(grant.caps[0][0], language))
    return text("check_amount_open" if grant.formula else "check_no_amount", language)


def formula(verdict: Verdict, language: Language) -> str:
    """How the amount was worked out; "" where it is a figure of the clause itself."""
    own = verdict.benefit.formula
    return formula_text(own, language) if own and not own.isdigit() and verdict.status is not Eligibility.INELIGIBLE else ""


def citation_of(verdict: Verdict, criterion: Criterion) -> Citation | None:
    """Where the words of a criterion stand."""
    return next((c for c in verdict.citations if c.clause_id == criterion.clause_id and c.quote == criterion.quote), None)


def _yuan(value: Decimal, language: Language) -> str:
    return quantity_text(value, "元", language)


def _chips(cited: Citation | None, language: Language) -> str:
    if cited is None:
        return ""
    dates = validity(cited.effective_from, cited.effective_to, language) if cited.effective_from or cited.effective_to else ""
    facts = " · ".join(v for v in (cited.doc_no, dates) if v)
    chips = document_chips(cited.text_kind, cited.status, language, current=True) + confidence_chip(cited.confidence, language)
    return f'<span class="pd-marks">{chips}{esc(facts)}</span>'


def _amount(verdict: Verdict, language: Language) -> str:
    shown = amount_text(verdict, language)
    if not shown:
        return ""
    period = f"<span>{esc(verdict.benefit.period)}</span>" if verdict.benefit.period else ""
    how = formula(verdict, language)
    return f'<div class="pd-amount"><b>{esc(shown)}</b>{period}{f"<code>{esc(how)}</code>" if how else ""}</div>'


def _since(out: Outcome, verdict: Verdict, language: Language) -> str:
    key = out.since.get(verdict.rule_id)
    return f'<p class="pd-notice">{text(key, language)}</p>' if key else ""


def _local(verdict: Verdict, language: Language) -> str:
    return f'<p class="pd-local">{chip(text("check_local", language), "warn")}</p>' if verdict.local_discretion else ""


def _decisive(out: Outcome, verdict: Verdict, language: Language) -> str:
    """Of what is not granted, the criteria that stand against it."""
    if verdict.status is not Eligibility.INELIGIBLE:
        return ""
    rows = "".join(_criterion(out, verdict, c, language) for c in verdict.criteria if c.status is Finding.UNMET)
    return f'<ul class="pd-criteria">{rows}</ul>'


def _criteria(out: Outcome, verdict: Verdict, language: Language) -> str:
    counts = {f.value: sum(c.status is f for c in verdict.criteria) for f in Finding}
    head = text("check_criteria", language, count=len(verdict.criteria), **counts)
    rows = "".join(_criterion(out, verdict, c, language) for c in verdict.criteria)
    open_ = " open" if verdict.status is Eligibility.ELIGIBLE else ""
    return f'<details class="pd-why-so"{open_}><summary>{esc(head)}</summary><ul class="pd-criteria">{rows}</ul></details>'


def _criterion(out: Outcome, verdict: Verdict, c: Criterion, language: Language) -> str:
    sign = f'<span class="pd-sign-{c.status.value}" aria-hidden="true">{_SIGN[c.status]}</span>'
    state = f'<span class="pd-sr">{text(FINDING[c.status], language)}: </span>'
    why = f'<span class="pd-because">{esc(c.why)}</span>' if c.why else ""
    return f"<li>{sign}<div>{state}{esc(c.text)}{why}{_quote(out, verdict, c, language)}</div></li>"


def _quote(out: Outcome, verdict: Verdict, c: Criterion, language: Language) -> str:
    if not c.quote:
        return ""
    cited = citation_of(verdict, c)
    start, end = (cited.start, cited.end) if cited and not cited.field else (0, 0)
    clause = "" if c.clause_id.endswith("#") else c.clause_id
    words = quote_text(cited, language) if cited else c.quote
    link = clause_link(words, verdict.document_id, clause, start, end, out.up)
    return f'<q class="pd-quote" title="{esc(text("check_open_clause", language))}">{link}</q>'


def _lacks(out: Outcome, verdict: Verdict, language: Language) -> str:
    """What can still change it, to be filled in on the spot: what was asked for and skipped stays to be told here."""
    names = [n for n in verdict.missing if n in out.form.fields]
    if not names:
        return ""
    if out.kept:
        return f'<p class="pd-lacks"><b>{text("check_lacks", language)}</b> {esc(_join([called(out.form, n, language) for n in names], language))}</p>'
    needs = "".join(need_html(out, n, f"pd-v-{verdict.rule_id}-{n}", language) for n in names[:_FIELDS])
    more = esc(_join([called(out.form, n, language) for n in names[_FIELDS:]], language))
    rest = f'<p class="pd-below">{more}</p>' if more else ""
    label = esc(_join([called(out.form, n, language) for n in names], language))
    head = f'<summary><b>{text("check_lacks", language)}</b> {label}</summary>'
    return f'<details class="pd-lacks">{head}<div class="pd-needs">{needs}</div>{rest}</details>'


def need_html(out: Outcome, name: str, at: str, language: Language, skip: bool = False) -> str:
    """A missing fact as its question with a control: yes and no are buttons, anything else is entered."""
    own = out.form.fields[name]
    asked = own.question.zh if language == "zh" else own.question.en or own.question.zh
    fact, fault = esc(name), out.faults.get(name, "") if name == out.case.lately else ""
    passing = f'<button type="button" class="pd-quiet" data-act="skip" data-fact="{fact}">{text("check_skip", language)}</button>' if skip else ""
    if own.kind == "bool":
        both = "".join(
            f'<button type="button" class="pd-answer-button" data-act="answer" data-fact="{fact}" data-value="{v}">{text(f"check_{v}", language)}</button>'
            for v in ("yes", "no")
        )
        return f'<div class="pd-need" role="group" aria-labelledby="{esc(at)}-q"><p id="{esc(at)}-q">{esc(asked)}</p><div class="pd-need-row">{both}{passing}</div></div>'
    wrong = f'<p class="pd-fault" id="{esc(at)}-fault" role="alert">{esc(fault)}</p>' if fault else ""
    more = f'aria-invalid="true" aria-describedby="{esc(at)}-fault"' if fault else ""
    field = control(own, at, f"f:{name}", out.case.entered.get(name, "") if fault else "", language, more)
    enter = f'<button type="submit" class="pd-answer-button" data-act="answer" data-fact="{fact}">{text("check_fill", language)}</button>'
    return f'<form class="pd-need" novalidate><label for="{esc(at)}">{esc(asked)}</label><div class="pd-need-row">{field}{enter}{passing}</div>{wrong}</form>'


def _notes(verdict: Verdict) -> str:
    rows = "".join(f"<li>{esc(note)}</li>" for note in verdict.notes)
    return f'<ul class="pd-remarks">{rows}</ul>' if rows else ""


def _join(names: list[str], language: Language) -> str:
    return ("、" if language == "zh" else "; ").join(names)
