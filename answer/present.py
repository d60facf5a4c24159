"""Around the answer: what kind of text was cited, what is left to the locality, validity, where to turn, what is near."""

from __future__ import annotations

import re
from datetime import date

from answer.fits import unstated_names
from answer.state import Context, Draft
from answer.wording import chinese_date, say
from policy.answers import Citation, Hit, Status, Suggestion
from policy.documents import ClauseKind, Document

_LOCAL = re.compile(r"(?:支持|鼓励)有条件的地方|鼓励(?:地方|各地)|由地方定|市县可")
_NEAR = 3
_CHOICES = 5


def present(draft: Draft, context: Context) -> None:
    """Notes for answers; wording, whom to ask and what is near for the rest."""
    if draft.status in (Status.ANSWERED, Status.PARTIAL):
        _notes(draft, context)
    elif draft.status is Status.CLARIFY:
        draft.lines = [say("clarify", draft.english)]
        _offer_topics(draft)
    elif draft.status is Status.NOT_COVERED and not draft.lines:
        _decline(draft, context)


def _notes(draft: Draft, context: Context) -> None:
    for citation in draft.citations:
        document = context.document(citation.document_id)
        if document is not None:
            _add_notes(draft, citation, document)
    _note_position(draft)
    for evidence in draft.evidence:
        match = _LOCAL.search(evidence.clause.text)
        if match:
            _note(draft, say("note_local", draft.english, words=match.group()))
    if any("非自主" in s.sentence or "非自主" in e.quote for s in draft.sums for e in draft.evidence):
        capped = next((p.cap for e in draft.evidence for p in e.clause.provisions if p.cap), None)
        if capped and draft.sums and "非" not in draft.sums[0].sentence:
            _note(draft, say("note_reading", draft.english, cap=capped.text))


def _note_position(draft: Draft) -> None:
    """第三条 of a text whose measures carry no numbers is the third by place, and the answer says so."""
    if not re.search(r"第[一二三四五六七八九十百零\d]+[条款项]", draft.read.text):
        return
    for evidence in draft.evidence:
        clause = evidence.clause
        if clause.kind is ClauseKind.ARTICLE and not clause.label:
            _note(draft, say("note_position", draft.english, number=clause.number))


def _note(draft: Draft, text: str) -> None:
    if text not in draft.notes:
        draft.notes.append(text)


def _add_notes(draft: Draft, citation: Citation, document: Document) -> None:
    english, n, meta = draft.english, citation.n, document.metadata
    if citation.text_kind == "digest":
        _note(draft, say("note_digest", english, n=n))
    elif citation.text_kind == "reprint":
        _note(draft, say("note_reprint", english, n=n))
    if meta.status == "征求意见":
        _note(draft, say("note_draft", english, n=n))
    elif meta.status == "未知":
        _note(draft, say("note_unknown", english, n=n))
    if meta.ends and meta.ends < draft.on:
        _note(draft, say("note_over", english, n=n, date=_day(meta.ends)))
    elif meta.starts and draft.on < meta.starts:
        _note(draft, say("note_before", english, n=n, date=_day(meta.starts), on=_day(draft.on)))
    elif meta.ends:
        _note(draft, say("note_until", english, n=n, date=_day(meta.ends)))


def _day(day: date) -> str:
    return chinese_date(day.isoformat())


def _decline(draft: Draft, context: Context) -> None:
    if draft.withheld:
        draft.lines = [say("withheld", draft.english)]
        _offer_near(draft)
        return
    if not draft.unstated:
        name = "small_talk" if draft.small_talk else "other_subject"
        draft.lines = [say(name, draft.english)]
        return
    what = "、".join(unstated_names(draft)) or say("not_covered_what", draft.english)
    draft.lines = [say("not_covered", draft.english, what=what, whom=_whom(draft))]
    _offer_near(draft)


def _offer_near(draft: Draft) -> None:
    for hit in draft.hits[:_NEAR]:
        text = f"{hit.document.title}·{hit.clause.heading}"
        draft.suggestions.append(Suggestion(text, hit.clause.clause_id))


def _whom(draft: Draft) -> str:
    organs = draft.hits[0].clause.organs if draft.hits else ()
    if organs:
        return say("whom_organ", draft.english, organ="、".join(organs[:2]))
    return say("whom", draft.english)


def offered(draft: Draft) -> list[Hit]:
    """What a vague question may have meant: the clauses nearest to it that grant something."""
    granting = [h for h in draft.hits if any(p.rate or p.cap or p.amount for p in h.clause.provisions)]
    return (granting or draft.hits)[:_CHOICES]


def _offer_topics(draft: Draft) -> None:
    for hit in offered(draft):
        draft.suggestions.append(Suggestion(f"{hit.clause.heading}（{hit.document.title}）", hit.clause.clause_id))
