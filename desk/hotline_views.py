"""The rest of the tab 热线台 as HTML: the question's form, the work order, a conversation handed over, the lists beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desk.conversation import TONE
from desk.hotline_state import Phone
from desk.markup import chip, esc
from desk.texts import Language, text
from policy.office import Call, Handover, HandoverState


def head_html(phone: Phone, regions: Sequence[str], longest: int) -> str:
    """The form of the question, and the small fields that stay for the call."""
    language = phone.language
    chosen = [f'<option value="">{text("any_region", language)}</option>']
    chosen += [f'<option value="{esc(r)}"{" selected" if r == phone.region else ""}>{esc(r)}</option>' for r in regions]
    return (
        f'<form class="hl-form" data-round="{phone.round}"><div class="hl-ask">'
        f'<label class="pd-sr" for="hl-q">{text("hl_question", language)}</label>'
        f'<textarea id="hl-q" name="q" rows="1" maxlength="{longest}" placeholder="{text("hl_placeholder", language)}" aria-keyshortcuts="/" autocomplete="off"></textarea>'
        f'<button type="submit" class="pd-button" data-act="ask">{text("hl_search", language)}</button>'
        f'<button type="button" class="hl-check" data-act="check" data-keys="t" aria-keyshortcuts="t Alt+T">{text("hl_check", language)}</button></div>'
        f'<div class="hl-fields"><label>{text("hl_caller", language)}<input name="caller" maxlength="100" autocomplete="off" value="{esc(phone.caller)}"></label>'
        f'<label>{text("region", language)}<select name="region">{"".join(chosen)}</select></label>'
        f'<label>{text("on", language)}<input name="on" type="date" value="{esc(phone.on)}"></label>'
        f'<button type="button" class="pd-quiet" data-act="begin">{text("hl_begin", language)}</button>'
        f'<button type="button" class="pd-quiet" data-act="finish" data-keys="o" aria-keyshortcuts="o">{text("hl_finish", language)}</button></div>'
        f'<p class="hl-keys">{text("hl_keys", language)}</p></form>'
    )


def empty_html(phone: Phone) -> str:
    """What stands there before the first question."""
    return f'<div class="hl-empty"><h2>{text("hl_ready", phone.language)}</h2><p class="pd-hint">{text("hl_ready_hint", phone.language)}</p></div>'


def pending_html(phone: Phone) -> str:
    """While the answer is sought."""
    return f'<div class="pd-answer pd-pending hl-pending" aria-busy="true"><p>{esc(phone.pending)}</p></div>'


def error_html(phone: Phone) -> str:
    """What went wrong; "" where nothing did."""
    return f'<p class="pd-alert" role="alert">{esc(phone.error)}</p>' if phone.error else ""


def order_html(phone: Phone) -> str:
    """The work order of the call that ends, to edit, copy and keep."""
    language = phone.language
    return (
        f'<form class="hl-order"><h2>{text("hl_order", language)}</h2><p class="pd-hint">{text("hl_order_hint", language)}</p>'
        f'<label class="pd-field">{text("hl_order_text", language)}<textarea id="hl-order" name="summary" rows="18" maxlength="20000" data-focus>{esc(phone.order)}</textarea></label>'
        f'<div class="pd-buttons"><button type="submit" class="pd-button" data-act="save">{text("hl_save", language)}</button>'
        f'<button type="button" class="pd-quiet" data-hl="copy" data-from="hl-order" data-done="{text("hl_order_copied", language)}">{text("act_copy", language)}</button>'
        f'<button type="button" class="pd-quiet" data-act="back">{text("hl_back_to_call", language)}</button></div></form>'
    )


def call_html(call: Call, talk: str, language: Language) -> str:
    """A call that is over: its work order, or where it has none its questions, `talk` as `talk_html` makes it."""
    head = text("hl_call_of", language, id=call.id, when=when(call.opened), who=call.account)
    order = f'<pre class="hl-summary" id="hl-summary">{esc(call.summary)}</pre>' if call.summary else talk
    copy = f'<button type="button" class="pd-quiet" data-hl="copy" data-from="hl-summary" data-done="{text("hl_order_copied", language)}">{text("act_copy", language)}</button>'
    return (
        f'<section class="hl-seen" tabindex="-1" data-focus><h2>{esc(head)}</h2>{order}'
        f'<div class="pd-buttons">{copy if call.summary else ""}{_back(language)}</div></section>'
    )


def handover_html(handover: Handover, talk: str, language: Language) -> str:
    """A conversation from the chat: who it was, what was said (`talk`, as `talk_html` makes it), and what to do with it."""
    facts = [
        ("hl_contact", handover.contact), ("hl_note", handover.note), ("hl_state", text(f"handover_{handover.state}", language)), ("hl_by", handover.by),
    ]  # fmt: skip
    cells = "".join(f"<dt>{text(key, language)}</dt><dd>{esc(value)}</dd>" for key, value in facts if value)
    take = f'<button type="button" class="pd-button" data-act="take" data-id="{esc(handover.id)}">{text("hl_take", language)}</button>'
    done = f'<button type="button" class="pd-button" data-act="done" data-id="{esc(handover.id)}">{text("hl_done", language)}</button>'
    act = {HandoverState.OPEN: take, HandoverState.TAKEN: done}.get(handover.state, "")
    return (
        f'<section class="hl-seen" tabindex="-1" data-focus><h2>{esc(text("hl_handover", language, id=handover.id, when=when(handover.opened)))}</h2>'
        f"<dl>{cells}</dl>{talk}<div class=\"pd-buttons\">{act}{_back(language)}</div></section>"
    )


def _back(language: Language) -> str:
    return f'<button type="button" class="pd-quiet" data-act="back">{text("hl_back_to_call", language)}</button>'


def rail_html(phone: Phone, waiting: Sequence[Handover], calls: Sequence[Call]) -> str:
    """The lists beside: this call's questions, conversations that wait, the latest calls."""
    language = phone.language
    state = text("hl_on", language, id=phone.call.id, since=f"{phone.call.opened.astimezone():%H:%M}") if phone.call else text("hl_off", language)
    asked = "".join(_question(phone, n) for n in range(len(phone.questions))) + _case(phone)
    return (
        f'<p class="hl-line{" hl-live" if phone.call else ""}" role="status">{esc(state)}</p>'
        + _list("hl_this_call", asked, "hl_none_asked", language)
        + _list("hl_waiting", "".join(_handover(h, phone) for h in waiting), "hl_none_waiting", language, len(waiting))
        + _list("hl_calls", "".join(_call(c, phone) for c in calls if not phone.call or c.id != phone.call.id), "hl_no_calls", language)
        + f'<button type="button" class="pd-link hl-refresh" data-act="refresh">{text("hl_refresh", language)}</button>'
    )


def _list(key: str, rows: str, none: str, language: Language, count: int = 0) -> str:
    number = f' <span class="hl-count">{count}</span>' if count else ""
    inner = f"<ul>{rows}</ul>" if rows else f'<p class="pd-hint">{text(none, language)}</p>'
    return f'<section class="hl-list"><h2>{text(key, language)}{number}</h2>{inner}</section>'


def _question(phone: Phone, n: int) -> str:
    told = phone.questions[n].told
    status = told.answer.status.value
    here = ' aria-current="true"' if n == phone.at and phone.view == "answer" else ""
    return (
        f'<li><button type="button" class="hl-row" data-act="show" data-n="{n}"{here}><span>{esc(told.question)}</span>'
        f"{chip(text(status, phone.language), TONE[status])}</button></li>"
    )


def _case(phone: Phone) -> str:
    """The case of the call, where the rules were asked about one."""
    if not phone.case.asked:
        return ""
    here = ' aria-current="true"' if phone.view == "case" else ""
    words = phone.case.text or text("hc_no_words", phone.language)
    return (
        f'<li><button type="button" class="hl-row" data-act="check"{here}><span>{esc(words)}</span>'
        f'{chip(text("hl_check", phone.language), "info")}</button></li>'
    )


def _handover(h: Handover, phone: Phone) -> str:
    here = ' aria-current="true"' if phone.view == "handover" and phone.seen == h.id else ""
    who = h.contact or h.note or text("hl_nameless", phone.language)
    state = text("hl_taken_by", phone.language, name=h.by) if h.by else text("handover_open", phone.language)
    return (
        f'<li><button type="button" class="hl-row" data-act="see" data-id="{esc(h.id)}"{here}><span>{esc(who[:60])}</span>'
        f"<small>{esc(h.id)} · {when(h.opened)}</small>{chip(state, 'plain' if h.by else 'warn')}</button></li>"
    )


def _call(call: Call, phone: Phone) -> str:
    here = ' aria-current="true"' if phone.view == "call" and phone.seen == call.id else ""
    state = "" if call.closed else chip(text("hl_unclosed", phone.language), "warn")
    who = call.caller or text("hl_nameless", phone.language)
    return (
        f'<li><button type="button" class="hl-row" data-act="call" data-id="{esc(call.id)}"{here}><span>{esc(who)}</span>'
        f"<small>{esc(call.id)} · {when(call.opened)}</small>{state}</button></li>"
    )


def when(moment: datetime) -> str:
    """A moment in the office's own time."""
    return f"{moment.astimezone():%m-%d %H:%M}"
