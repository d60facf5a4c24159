"""The answer to say aloud, the clause beside it, what is near, and what to ask back, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import ascii_lowercase

from desk.asking_back import Back, Choice, backs
from desk.cards import quote_text
from desk.conversation import TONE, figures_html, notes_html
from desk.hotline_state import Phone, Question
from desk.labels import validity
from desk.markup import chip, confidence_chip, document_chips, document_href, esc, paragraphs
from desk.pane import marked
from desk.session import Opened
from desk.texts import Language, text
from desk.work_order import Told, spoken
from policy.answers import Answer, Citation, Status
from policy.documents import Clause, Document

_KEYS = 9
Find = Callable[[str], tuple[Clause, Document] | None]


def answer_html(phone: Phone, question: Question, find: Find) -> str:
    """The question in view: said on the left, the clause on the right."""
    language = phone.language
    said = _said(phone, question, find)
    clause = _beside(phone, question.told.answer, find) + _near(phone, question)
    return (
        f'<div class="hl-two"><div class="hl-left">{said}</div>'
        f'<aside class="hl-clause" id="hl-clause" tabindex="-1"{_focus(phone, "clause")} aria-label="{text("hl_clause", language)}">{clause}</aside></div>'
    )


def _focus(phone: Phone, part: str) -> str:
    return " data-focus" if phone.focus == part else ""


def _said(phone: Phone, question: Question, find: Find) -> str:
    language, told = phone.language, question.told
    answer, status = told.answer, told.answer.status.value
    marks = {c.n: _number(c, language) for c in answer.citations}
    understood = f'<p class="pd-understood">{esc(text("understood", language, question=answer.understood))}</p>' if answer.understood else ""
    label = chip(text("ai_label", language), "info") if answer.label else ""
    reply = chip(text("reply", language), "kind") if any(not c.document_id for c in answer.citations) else ""
    case = chip(text("hl_in_case", language, case=told.case), "info") if told.said else ""
    limits = "".join(chip(v, "plain") for v in (told.region, told.on) if v)
    parts = [
        f'<h2 class="hl-asked">{esc(told.question)}</h2>{understood}',
        f'<div class="pd-status">{chip(text(status, language), TONE[status])}{reply}{label}{case}{limits}'
        f'<button type="button" class="hl-copy" data-hl="copy" data-from="hl-say" data-done="{text("hl_copied", language)}">{text("act_copy", language)}</button></div>',
        f'<div class="hl-say" id="hl-say" tabindex="-1"{_focus(phone, "say")}>{paragraphs(told.said or spoken(answer.answer))}</div>',
        f'<div class="pd-answer hl-plain">{figures_html(answer, marks, language)}</div>' if any(f.worked for f in answer.figures) else "",
        _whole(told, language),
        _back(answer, question, find, language),
        _turn_to(question.turn_to, language),
        f'<p class="pd-hint">{text("hl_listed", language)} <button type="button" class="pd-link" data-hl="go" data-tab="replies" data-answer="{esc(question.kept)}">'
        f'{text("hl_to_replies", language)}</button></p>' if answer.status in (Status.NOT_COVERED, Status.CLARIFY) else "",
        f'<div class="pd-answer hl-plain">{notes_html(answer.notes, marks, language)}</div>' if answer.notes else "",
    ]  # fmt: skip
    return "".join(parts)


def _turn_to(organs: Sequence[str], language: Language) -> str:
    """Whom to name to the caller, where the documents don't answer."""
    if not organs:
        return ""
    return f'<p class="hl-turn">{esc(text("turn_organs", language, names=("、" if language == "zh" else ", ").join(organs)))}</p>'


def _number(c: Citation, language: Language) -> str:
    return f'<button type="button" class="pd-mark hl-mark" {_opens(c)} aria-label="{esc(text("open_citation", language, n=c.n, heading=c.heading))}">{c.n}</button>'


def _opens(c: Citation) -> str:
    if c.field or not c.document_id:
        return f'data-act="open" data-document="{esc(c.clause_id)}" data-field="{esc(c.field or "reply")}"'
    return f'data-act="open" data-clause="{esc(c.clause_id)}" data-start="{c.start}" data-end="{c.end}"'


def _whole(told: Told, language: Language) -> str:
    """The answer in full, where what is said aloud is what it comes to in one case."""
    if not told.said:
        return ""
    return f'<details class="hl-all"><summary>{text("hl_all_cases", language)}</summary>{paragraphs(spoken(told.answer.answer))}</details>'


def _back(answer: Answer, question: Question, find: Find, language: Language) -> str:
    """What to ask back; a key, a click, or the figure and Enter, asks on."""
    near = answer.suggestions if answer.status is Status.CLARIFY else answer.citations
    found = [f[0] for n in near if n.clause_id and (f := find(n.clause_id))]
    asks = backs(answer, found, (question.told.case,))
    if not asks:
        return ""
    rows = "".join(f"<li>{_ask_back(one, language)}</li>" for one in asks)
    return f'<section class="hl-back"><h3>{text("hl_back", language)}</h3><ul>{rows}</ul></section>'


def _ask_back(back: Back, language: Language) -> str:
    if back.kind == "amount":
        label = esc(text("hl_amount", language, base=back.base))
        return (
            f'<form class="hl-amount" data-before="{esc(back.before + back.base)}" data-after="{esc(back.after)}"><label>{label} <input inputmode="decimal" autocomplete="off" maxlength="20"></label>'
            f'<span>{text("hl_wan", language)}</span><button type="button" class="hl-go" data-act="ask" data-q=""'
            f' data-document="{esc(back.document_id)}">{text("hl_work_out", language)}</button></form>'
        )
    asked = text("hl_case_told", language) if back.chosen else text(f"hl_{back.kind}", language)
    choices = "".join(_choice(key, c, c.words == back.chosen) for key, c in zip(ascii_lowercase, back.choices, strict=False))
    return f'<p id="hl-asked-{back.kind}">{asked}</p><div class="hl-choices" role="group" aria-labelledby="hl-asked-{back.kind}">{choices}</div>'


def _choice(key: str, choice: Choice, chosen: bool) -> str:
    return (
        f'<button type="button" class="pd-ask" data-act="ask" data-choice="{key}" aria-keyshortcuts="{key}" aria-pressed="{str(chosen).lower()}"'
        f' data-q="{esc(choice.question)}" data-document="{esc(choice.document_id)}"><kbd>{key}</kbd>{esc(choice.words)}</button>'
    )


def _near(phone: Phone, question: Question) -> str:
    """What is near, each under a number key: the answer's suggestions, then the next hits."""
    language, answer = phone.language, question.told.answer
    rows = []
    for near in answer.suggestions if answer.status is not Status.CLARIFY else ():
        if near.clause_id:
            rows.append((near.text, f'data-act="open" data-clause="{esc(near.clause_id)}" data-start="0" data-end="0"'))
        elif near.text.rstrip().endswith(("?", "？", "吗", "呢")):
            rows.append((near.text, f'data-act="ask" data-q="{esc(near.text)}"'))
    for hit in question.near:
        named = f"{hit.clause.heading} · {hit.document.title}" if hit.clause.heading else hit.document.title
        rows.append((named, f'data-act="open" data-clause="{esc(hit.clause.clause_id)}" data-start="0" data-end="0"'))
    items = "".join(
        f'<li><button type="button" class="hl-near-one" data-key="{n}" aria-keyshortcuts="{n}" {act}><kbd>{n}</kbd><span>{esc(words)}</span></button></li>'
        for n, (words, act) in enumerate(rows[:_KEYS], start=1)
    )
    return f'<section class="hl-near"><h3>{text("hl_near", language)}</h3><ol>{items}</ol></section>' if items else ""


def _beside(phone: Phone, answer: Answer, find: Find) -> str:
    """The clause in view: the one opened, else the answer's first citation."""
    language, opened = phone.language, phone.opened
    tabs = _tabs(answer.citations, opened, language)
    if opened is not None and not any(_same(c, opened) for c in answer.citations):
        found = find(opened.clause_id)
        body = clause_html(*found, (0, 0), language) if found else f'<p class="pd-notice">{text("clause_gone", language)}</p>'
        back = f'<button type="button" class="hl-near-one" data-key="0" data-act="open"><kbd>0</kbd><span>{text("hl_first", language)}</span></button>'
        return f"{back if answer.citations else ''}{body}"
    shown = next((c for c in answer.citations if opened and _same(c, opened)), answer.citations[0] if answer.citations else None)
    if shown is None:
        return f'<p class="pd-hint">{text("hl_no_clause", language)}</p>'
    found = find(shown.clause_id) if shown.document_id and not shown.field else None
    return tabs + (clause_html(*found, (shown.start, shown.end), language) if found else _quoted(shown, language))


def _same(c: Citation, opened: Opened) -> bool:
    if opened.field:
        return opened.document_id == c.clause_id and opened.field == (c.field or "reply")
    return opened.clause_id == c.clause_id and not c.field and (opened.start, opened.end) == (c.start, c.end)


def _tabs(citations: Sequence[Citation], opened: Opened | None, language: Language) -> str:
    if len(citations) < 2:
        return ""
    first = opened is None
    rows = []
    for n, c in enumerate(citations):
        here = (first and n == 0) or (opened is not None and _same(c, opened))
        rows.append(f'<button type="button" class="hl-cite" aria-pressed="{str(here).lower()}" {_opens(c)} title="{esc(c.heading)}">{c.n}</button>')
    return f'<div class="hl-cites" role="group" aria-label="{text("citations", language)}"><span>{text("citations", language)}</span>{"".join(rows)}</div>'


def clause_html(clause: Clause, document: Document, span: tuple[int, int], language: Language) -> str:
    """A clause in full with a quote highlighted, its document's metadata, and the way to the whole text."""
    meta = document.metadata
    dates = validity(meta.effective_from, meta.effective_to, language)
    facts = [(text("doc_no", language), meta.doc_no), (text("issuer", language), meta.issuer), (text("validity", language), dates)]
    cells = "".join(f"<dt>{esc(name)}</dt><dd>{esc(value)}</dd>" for name, value in facts if value)
    chips = document_chips(meta.text_kind.value, meta.status, language, current=True) + confidence_chip(clause.confidence, language)
    title = " ".join(dict.fromkeys(v for v in (clause.label, clause.heading) if v))
    href = f"../{document_href(document.id, clause.clause_id)}"
    return (
        f'<h3>{esc(title)}</h3><div class="hl-words">{marked(clause.text, span)}</div>'
        f'<div class="hl-doc"><b>{esc(meta.title)}</b><div class="pd-chips">{chips}</div><dl>{cells}</dl>'
        f'<a class="pd-link" href="{esc(href)}" target="_blank" rel="noopener">{text("hl_whole", language)}</a></div>'
    )


def _quoted(c: Citation, language: Language) -> str:
    """What is cited and is no clause: a standard reply, or what a document says of itself."""
    dates = validity(c.effective_from, c.effective_to, language)
    facts = [("hl_source" if not c.document_id else "doc_no", c.source if not c.document_id else c.doc_no), ("issuer", c.issuer), ("validity", dates)]
    cells = "".join(f"<dt>{text(key, language)}</dt><dd>{esc(value)}</dd>" for key, value in facts if value)
    return (
        f'<h3>{esc(c.heading)}</h3><div class="hl-words"><p><mark>{esc(quote_text(c, language))}</mark></p></div>'
        f'<div class="hl-doc"><b>{esc(c.document)}</b><div class="pd-chips">{document_chips(c.text_kind, c.status, language)}</div><dl>{cells}</dl></div>'
    )
