"""A reply of the dialogue about what one qualifies for, as HTML: what was read, what holds, what is open, what to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from desk.cards import cards_html, mark
from desk.labels import fact_name, quantity_text
from desk.markup import chip, esc
from desk.texts import Language, text
from policy.answers import Citation
from policy.consultations import Consulted, Known
from policy.verdicts import Eligibility, Finding, Verdict

_OPEN = 5  # open verdicts shown
_LISTED = 8  # names in one line


def consulted_html(n: int, reply: Consulted, language: Language) -> str:
    """The reply to the `n`th message of a conversation."""
    granted = _of(reply, Eligibility.ELIGIBLE)
    cited, numbers = granted_citations(reply)
    key, tone = ("consult_ended", "plain") if reply.ended else ("clarify", "info") if reply.questions else ("consult_done", "good")
    parts = [
        f'<div class="pd-status">{chip(text(key, language), tone)}</div>',
        f'<div class="pd-text"><p>{esc(_summary(reply, language))}</p></div>',
        _section("consult_read", [_known(k, language) for k in reply.read], language),
        _section("consult_unclear", _unclear(reply, language), language),
        _section("cli_eligible", [_granted(n, v, numbers[v.rule_id], cited, language) for v in granted], language, "pd-figures"),
        _section("cli_unknown", _open(reply, language), language),
        _section("cli_ineligible", _refused(reply, language), language),
        _questions(reply, language),
        cards_html(n, cited, language),
        _section("consult_kept", _kept(reply, language), language),
        _section("notes", [esc(note) for note in reply.verdicts.notes], language),
    ]
    return f'<div class="pd-answer pd-clarify pd-consulted">{"".join(parts)}</div>'


def granted_citations(reply: Consulted) -> tuple[list[Citation], dict[str, list[int]]]:
    """Of each clause that a granted measure rests on its longest quote, numbered through, and the numbers of each rule."""
    cited: dict[tuple[str, int, int], Citation] = {}
    numbers: dict[str, list[int]] = {}
    for verdict in _of(reply, Eligibility.ELIGIBLE):
        longest: dict[str, Citation] = {}
        for c in verdict.citations:
            if not c.field and (c.clause_id not in longest or len(c.quote) > len(longest[c.clause_id].quote)):
                longest[c.clause_id] = c
        own = numbers.setdefault(verdict.rule_id, [])
        for c in longest.values():
            own.append(cited.setdefault((c.clause_id, c.start, c.end), replace(c, n=len(cited) + 1)).n)
    return list(cited.values()), numbers


def _of(reply: Consulted, status: Eligibility) -> list[Verdict]:
    return [v for v in reply.verdicts.results if v.status is status]


def _summary(reply: Consulted, language: Language) -> str:
    counts = {s.value: len(_of(reply, s)) for s in Eligibility}
    said = text("consult_summary", language, **counts)
    return f"{text('consult_bye', language)}{said}" if reply.ended else said


def _section(key: str, rows: Sequence[str], language: Language, style: str = "pd-notes") -> str:
    if not rows:
        return ""
    return f'<section class="{style}"><h3>{text(key, language)}</h3><ul>{"".join(f"<li>{r}</li>" for r in rows)}</ul></section>'


def _known(known: Known, language: Language) -> str:
    told = known.told
    shown = text("pair", language, name=fact_name(known.name, language), value=_value(told.value, known.unit, language))
    vague = text("consult_vague" if isinstance(told.value, Decimal) else "consult_confirm", language) if told.vague else ""
    return esc(f"{shown} “{told.text}”{vague}")


def _value(value: bool | str | Decimal, unit: str, language: Language) -> str:
    if isinstance(value, bool):
        return text("consult_yes" if value else "consult_no", language)
    return quantity_text(value, unit, language) if isinstance(value, Decimal) else value


def _unclear(reply: Consulted, language: Language) -> list[str]:
    rows = [esc(text("consult_unplaced", language, words=words)) for words in reply.unclear]
    return rows + [esc(text("consult_conflict", language, name=fact_name(name, language))) for name in reply.conflict]


def _most(verdict: Verdict, language: Language) -> str:
    benefit = verdict.benefit
    amount = benefit.amount_yuan if verdict.status is Eligibility.ELIGIBLE else benefit.if_eligible_yuan
    return text("consult_most", language, yuan=quantity_text(amount, "元", language)) if amount is not None else ""


def _granted(n: int, verdict: Verdict, numbers: Sequence[int], cited: Sequence[Citation], language: Language) -> str:
    marks = "".join(mark(n, cited[number - 1], language) for number in numbers)
    period = f"（{verdict.benefit.period}）" if verdict.benefit.period else ""
    local = f" {chip(text('cli_local', language), 'plain')}" if verdict.local_discretion else ""
    return f"<b>{esc(verdict.benefit.label)}</b>{esc(_most(verdict, language))}{esc(period)}{marks}{local}"


def _open(reply: Consulted, language: Language) -> list[str]:
    """What the questions asked can settle first, then what needs least; what telling more can't settle says why."""
    asked = {q.fact for q in reply.questions}
    own = sorted(_of(reply, Eligibility.UNKNOWN), key=lambda v: (not asked & set(v.missing), not v.missing, len(v.missing)))
    rows = [esc(_lacks(v, reply, language)) for v in own[:_OPEN]]
    return rows + ([esc(text("consult_more", language, count=len(own) - _OPEN))] if len(own) > _OPEN else [])


def _lacks(verdict: Verdict, reply: Consulted, language: Language) -> str:
    sign = "；" if language == "zh" else "; "
    called = reply.verdicts.names
    names = [fact_name(called[f], language) if f in called else f for f in verdict.missing]
    why = [c.why for c in verdict.criteria if c.status is Finding.UNKNOWN and c.why]
    lacks = sign.join(names or why or [c.text for c in verdict.criteria if c.status is Finding.UNKNOWN])
    return f"{verdict.benefit.label}{_most(verdict, language)}{text('consult_lacks', language, names=lacks)}"


def _refused(reply: Consulted, language: Language) -> list[str]:
    names = list(dict.fromkeys(v.benefit.label for v in _of(reply, Eligibility.INELIGIBLE)))
    if not names:
        return []
    more = text("consult_and_more", language) if len(names) > _LISTED else ""
    return [esc(("、" if language == "zh" else ", ").join(names[:_LISTED]) + more)]


def _questions(reply: Consulted, language: Language) -> str:
    if not reply.questions:
        return ""
    asked = [q.question if language == "zh" else q.question_en or q.question for q in reply.questions]
    rows = "".join(f"<p>{n}. {esc(q)}</p>" for n, q in enumerate(asked, start=1))
    hint = f'<p class="pd-hint">{esc(text("consult_hint", language))}</p>'
    return f'<section><h3>{text("cli_next", language)}</h3><div class="pd-text">{rows}</div>{hint}</section>'


def _kept(reply: Consulted, language: Language) -> list[str]:
    rows = [_known(k, language) for k in reply.kept]
    sign = "；" if language == "zh" else "; "
    skipped = sign.join(fact_name(name, language) for name in reply.skipped)
    return rows + ([esc(text("consult_skipped", language, names=skipped))] if skipped else [])
