"""The caller's case as HTML: what to say and to ask next on the left, the verdicts on the right, each with its clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desk.cards import quote_text
from desk.check_cards import FINDING, amount_text, citation_of, first_citation, formula, need_html
from desk.check_case import Outcome, called
from desk.check_fields import as_entered, control
from desk.check_overview import of_status
from desk.hotline_answer import clause_html
from desk.hotline_case import questions, said, told_roughly
from desk.hotline_state import Phone
from desk.labels import fact_name
from desk.markup import chip, document_chips, esc, paragraphs
from desk.texts import Language, text
from policy.documents import Clause, Document
from policy.verdicts import Eligibility, Finding, Verdict, Verdicts

_KEYS = 9
_OPEN = 6  # open verdicts in view before the rest is folded
_SIGN = {Finding.MET: "✓", Finding.UNMET: "✕", Finding.UNKNOWN: "?"}
Find = Callable[[str], tuple[Clause, Document] | None]


def case_html(phone: Phone, out: Outcome, find: Find) -> str:
    """The case in view."""
    language, verdicts = phone.language, out.verdicts
    if verdicts is None:
        return f'<p class="pd-alert" role="alert">{esc(out.failed or text("check_none", language))}</p>'
    shown = next((v for v in verdicts.results if v.rule_id == phone.rule), None)
    beside = _verdict(shown, find, language) if shown else _groups(out, verdicts, language)
    here = " data-focus" if phone.focus == "clause" else ""
    return (
        f'<div class="hl-two hc"><div class="hl-left">{_left(phone, out, verdicts)}</div>'
        f'<aside class="hl-clause" id="hl-clause" tabindex="-1"{here} aria-label="{text("check_result", language)}">{beside}</aside></div>'
    )


def _left(phone: Phone, out: Outcome, verdicts: Verdicts) -> str:
    language = phone.language
    counts = {s.value: len(of_status(verdicts, s)) for s in Eligibility}
    focus = " data-focus" if phone.focus == "say" else ""
    words = f'<h2 class="hl-asked">{esc(out.case.text)}</h2>' if out.case.text else f'<h2 class="hl-asked">{text("hc_no_words", language)}</h2>'
    limits = "".join(chip(v, "plain") for v in (phone.region, verdicts.as_of.isoformat()) if v)
    notes = "".join(f'<p class="pd-notice">{esc(n)}</p>' for n in (*verdicts.notes, *([out.text_fault] if out.text_fault else ())))
    return (
        f'{words}<div class="pd-status">{chip(text("check_counts", language, **counts), "info")}{limits}'
        f'<button type="button" class="hl-copy" data-hl="copy" data-from="hl-say" data-done="{text("hl_copied", language)}">{text("act_copy", language)}</button></div>'
        f'<div class="hl-say" id="hl-say" tabindex="-1"{focus}>{paragraphs(said(out, language))}</div>{notes}'
        f'{_needs(out, language)}{_read(out, verdicts, language)}<p class="pd-hint">{text("check_no_total", language)} {text("check_disclaimer", language)}</p>'
    )


def _needs(out: Outcome, language: Language) -> str:
    """What to ask back, to be filled in at once."""
    names = questions(out)
    asked = "".join(f"<li>{need_html(out, n, f'hc-n-{n}', language, skip=True)}{_roughly(out, n, language)}</li>" for n in names)
    again = "".join(
        f'<button type="button" class="pd-quiet" data-act="unskip" data-fact="{esc(n)}">{esc(text("check_ask_again", language, name=called(out.form, n, language)))}</button>'
        for n in out.case.skipped
    )
    skipped = f'<p class="hc-skipped">{text("hc_skipped", language)}{again}</p>' if again else ""
    if not asked and not skipped:
        return ""
    kinds = {"hc_keys_yes" if out.form.fields[n].kind == "bool" else "hc_keys_fill": n for n in names}
    keys = f'<span class="hc-keys">{"　".join(text(key, language) for key in sorted(kinds, reverse=True))}</span>' if kinds else ""
    return f'<section class="hl-back hc-needs"><h3>{text("hl_back", language)}{keys}</h3><ul>{asked}</ul>{skipped}</section>'


def _roughly(out: Outcome, name: str, language: Language) -> str:
    words = told_roughly(out, name)
    return f'<p class="hc-skipped">{esc(text("hc_roughly", language, words=words))}</p>' if words else ""


def _read(out: Outcome, verdicts: Verdicts, language: Language) -> str:
    """What the verdicts rest on, to be put right or forgotten."""
    told = {t.fact: t for t in verdicts.told}
    rows = "".join(_fact(out, n, as_entered(told[n], out.form.fields[n].unit), told[n].text, told[n].vague, language) for n in told if n in out.form.fields)
    rows += "".join(_fact(out, n, v, "", False, language) for n, v in out.case.entered.items() if n in out.form.fields and n not in told)
    dropped = "".join(
        f'<button type="button" class="pd-quiet" data-act="restore" data-fact="{esc(n)}">{esc(text("check_restore", language, name=called(out.form, n, language)))}</button>'
        for n in out.case.untold
    )
    unplaced = "、".join(f"“{words}”" for words in verdicts.unplaced)
    parts = [
        f'<form class="hc-told" novalidate><ul>{rows}</ul><button type="submit" class="hl-go" data-act="correct">{text("check_correct", language)}</button></form>' if rows else "",
        f'<p class="hc-skipped">{text("check_dropped", language)}{dropped}</p>' if dropped else "",
        f'<p class="pd-notice">{esc(text("hc_unplaced", language, words=unplaced))}</p>' if unplaced else "",
        f'<p class="pd-hint">{text("hc_nothing_read", language)}</p>' if out.case.text and not (rows or dropped or unplaced or out.text_fault) else "",
    ]  # fmt: skip
    inner = "".join(parts)
    return f'<section class="hc-read"><h3>{text("hc_told", language)}</h3>{inner}</section>' if inner else ""


def _fact(out: Outcome, name: str, value: str, words: str, vague: bool, language: Language) -> str:
    own, at = out.form.fields[name], f"hc-t-{name}"
    label = fact_name(own.called, language)
    rough = text("check_vague" if own.unit else "check_confirm", language) if vague else ""
    fault = out.faults.get(name, "")
    below = esc(text("hc_said", language, words=words)) if words else text("hc_filled", language)
    wrong = "".join(f'<span class="hc-fault">{esc(w)}</span>' for w in (rough, fault) if w)
    return (
        f'<li><label for="{esc(at)}">{esc(label)}</label><div class="pd-need-row">{control(own, at, f"t:{name}", value, language)}'
        f'<input type="hidden" name="w:{esc(name)}" value="{esc(value)}"><button type="button" class="pd-quiet" data-act="drop" data-fact="{esc(name)}"'
        f' aria-label="{esc(text("check_drop_label", language, name=label))}">{text("check_drop", language)}</button></div><p>{below} {wrong}</p></li>'
    )


def _groups(out: Outcome, verdicts: Verdicts, language: Language) -> str:
    """All verdicts, the first nine under a number key."""
    granted, open_, refused = (of_status(verdicts, s) for s in (Eligibility.ELIGIBLE, Eligibility.UNKNOWN, Eligibility.INELIGIBLE))
    keys = {v.rule_id: n for n, v in enumerate([*granted, *open_[:_OPEN]][:_KEYS], start=1)}
    rest = _fold(out, open_[_OPEN:], text("check_rest", language, count=len(open_) - _OPEN), keys, language)
    none = f'<p class="pd-hint">{text("check_none_eligible", language)}</p>'
    return (
        f"{_group(out, granted, 'check_eligible', keys, language) or none}{_group(out, open_[:_OPEN], 'check_unknown', keys, language, len(open_))}{rest}"
        f"{_fold(out, refused, text('check_ineligible', language) + f' {len(refused)}', keys, language)}"
    )


def _group(out: Outcome, own: Sequence[Verdict], key: str, keys: dict[str, int], language: Language, count: int = 0) -> str:
    if not own:
        return ""
    return f'<section class="hc-group"><h3>{text(key, language)} <span>{count or len(own)}</span></h3>{_rows(out, own, keys, language)}</section>'


def _fold(out: Outcome, own: Sequence[Verdict], name: str, keys: dict[str, int], language: Language) -> str:
    return f'<details class="hc-rest"><summary>{esc(name)}</summary>{_rows(out, own, keys, language)}</details>' if own else ""


def _rows(out: Outcome, own: Sequence[Verdict], keys: dict[str, int], language: Language) -> str:
    return f'<ul class="hc-list">{"".join(f"<li>{_row(out, v, keys.get(v.rule_id, 0), language)}</li>" for v in own)}</ul>'


def _row(out: Outcome, verdict: Verdict, key: int, language: Language) -> str:
    number = f'<kbd>{key}</kbd>' if key else ""
    short = f' data-key="{key}" aria-keyshortcuts="{key}"' if key else ""
    amount = amount_text(verdict, language)
    return (
        f'<button type="button" class="hc-row hc-{verdict.status.value}" data-act="verdict" data-rule="{esc(verdict.rule_id)}"{short}>{number}'
        f"<span><b>{esc(verdict.benefit.label)}</b>{f'<em>{esc(amount)}</em>' if amount else ''}<small>{esc(_why(out, verdict, language))}</small></span></button>"
    )


def _why(out: Outcome, verdict: Verdict, language: Language) -> str:
    """Of what is granted the words that grant it, of what is open what it lacks, of the rest what stands against it."""
    if verdict.status is Eligibility.UNKNOWN and verdict.missing:
        names = ("、" if language == "zh" else "; ").join(called(out.form, n, language) for n in verdict.missing)
        return text("summary_missing", language, names=names)
    if verdict.status is Eligibility.ELIGIBLE:
        cited = first_citation(verdict)
        return f"“{quote_text(cited, language)}”" if cited else verdict.heading
    wanted = Finding.UNMET if verdict.status is Eligibility.INELIGIBLE else Finding.UNKNOWN
    return "；".join(c.why or c.text for c in verdict.criteria if c.status is wanted)


def _verdict(verdict: Verdict, find: Find, language: Language) -> str:
    """One verdict: its amount, each criterion with its words, and the clause."""
    amount, how, cited = amount_text(verdict, language), formula(verdict, language), first_citation(verdict)
    local = chip(text("check_local", language), "warn") if verdict.local_discretion else ""
    state = chip(text(f"check_{verdict.status.value}", language), "good" if verdict.status is Eligibility.ELIGIBLE else "plain")
    criteria = "".join(_criterion(verdict, n, language) for n in range(len(verdict.criteria)))
    notes = "".join(f'<p class="pd-hint">{esc(n)}</p>' for n in verdict.notes)
    found = find(verdict.clause_id)
    quoted = citation_of_clause(verdict)
    clause = clause_html(*found, quoted, language) if found else f'<p class="pd-notice">{text("clause_gone", language)}</p>'
    chips = document_chips(cited.text_kind, cited.status, language) if cited and not found else ""
    return (
        f'<button type="button" class="hl-near-one" data-key="0" data-act="verdict"><kbd>0</kbd><span>{text("hc_all", language)}</span></button>'
        f'<h3 class="hc-name">{esc(verdict.benefit.label)}</h3><div class="pd-chips">{state}{local}{chips}</div>'
        f'{f"<p class=hc-amount><b>{esc(amount)}</b> {esc(verdict.benefit.period)} <code>{esc(how)}</code></p>" if amount else ""}'
        f'<ul class="hc-criteria">{criteria}</ul>{notes}<div class="hc-clause">{clause}</div>'
    )


def citation_of_clause(verdict: Verdict) -> tuple[int, int]:
    """The span of the first words that the verdict quotes from its clause."""
    own = [c for c in verdict.citations if c.clause_id == verdict.clause_id and not c.field]
    return (own[0].start, own[0].end) if own else (0, 0)


def _criterion(verdict: Verdict, n: int, language: Language) -> str:
    c = verdict.criteria[n]
    cited = citation_of(verdict, c)
    quote = f"<q>{esc(quote_text(cited, language))}</q>" if c.quote and cited else ""
    why = f'<span class="hc-why">{esc(c.why)}</span>' if c.why else ""
    return (
        f'<li class="hc-{c.status.value}"><span class="hc-sign" aria-hidden="true">{_SIGN[c.status]}</span>'
        f'<div><span class="pd-sr">{text(FINDING[c.status], language)}: </span>{esc(c.text)}{why}{quote}</div></li>'
    )


