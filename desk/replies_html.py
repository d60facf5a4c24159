"""The tab 口径 as HTML: the lists of standard replies, the questions that wait for one, the form of a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from desk.hotline_views import when
from desk.markup import chip, document_href, esc, paragraphs
from desk.replies_session import SHELVES, Drafting, Shelf
from desk.texts import Language, text
from policy.figures import Unanswered
from policy.office import Account, Reply, may_approve

Named = Callable[[Sequence[str]], list[tuple[str, str, str]]]
_TONE = {"draft": "info", "approved": "good", "expired": "warn", "withdrawn": "plain"}


def shelf_html(shelf: Shelf, replies: Mapping[str, Sequence[Reply]], waiting: Sequence[Unanswered], account: Account, named: Named) -> str:
    """The list in view, under the row of all lists."""
    language = shelf.language
    counts = {"todo": len(waiting), **{name: len(held) for name, held in replies.items()}}
    tabs = "".join(
        f'<button type="button" class="rp-shelf" data-act="show" data-show="{name}" aria-pressed="{str(name == shelf.show).lower()}">'
        f"{text(f'rp_{name}', language)} <span>{counts[name]}</span></button>"
        for name in SHELVES
    )
    held = [_waiting(g, language) for g in waiting] if shelf.show == "todo" else []
    held += [_reply(r, shelf.show, account, named, language) for r in replies.get(shelf.show, ())]
    rows = f'<ul class="rp-list">{"".join(held)}</ul>' if held else f'<p class="rp-none">{text(f"rp_none_{shelf.show}", language)}</p>'
    return (
        f'<h2 class="pd-sr">{text("tab_replies", language)}</h2><div class="rp-head"><div class="rp-shelves" role="group" aria-label="{text("tab_replies", language)}">{tabs}</div>'
        f'<button type="button" class="pd-button" data-act="new">{text("rp_new", language)}</button></div>'
        f'{_said(shelf)}<p class="pd-hint">{text(f"rp_hint_{shelf.show}", language)}</p>{rows}'
    )


def _said(shelf: Shelf) -> str:
    if shelf.error:
        return f'<p class="pd-alert" role="alert">{esc(shelf.error)}</p>'
    return f'<p class="rp-said" role="status" tabindex="-1" data-focus>{esc(shelf.said)}</p>' if shelf.said else ""


def _waiting(group: Unanswered, language: Language) -> str:
    others = "".join(f"<li>{esc(w)}</li>" for w in group.wordings[1:])
    more = f'<details><summary>{text("rp_wordings", language, count=len(group.wordings) - 1)}</summary><ul>{others}</ul></details>' if others else ""
    states = " · ".join(f"{text(s, language)} {n}" for s, n in group.statuses.items())
    first = esc(group.answer_ids[0])
    drafting = chip(text("rp_being_drafted", language), "info") if group.draft else ""
    regions = "、".join(r for r in group.regions if r)
    states = f"{states} · {regions}" if regions else states
    settle = f'<button type="button" class="pd-quiet" data-act="settle" data-id="{first}">{text("rp_settle", language)}</button>'
    return (
        f'<li class="rp-one"><h3>{esc(group.question)} {drafting}</h3><p class="rp-facts">{esc(text("rp_asked", language, count=group.count, last=when(group.last)))} · {esc(states)}</p>'
        f'{more}<div class="pd-buttons"><button type="button" class="rp-do" data-act="new" data-id="{first}">'
        f'{text("rp_edit_draft" if group.draft else "rp_draft_it", language)}</button>{"" if group.draft else settle}</div></li>'
    )


def _reply(reply: Reply, shelf: str, account: Account, named: Named, language: Language) -> str:
    asked, *others = reply.wordings or [""]
    more = f'<p class="rp-facts">{esc(text("rp_also", language))}{esc("；".join(others))}</p>' if others else ""
    clauses = "".join(_clause(reply, *one, language) for one in named(reply.clause_ids))
    days = (reply.until - date.today()).days
    soon = chip(text("rp_soon", language, days=days), "warn") if shelf == "approved" and days <= 14 else ""
    return (
        f'<li class="rp-one"><h3>{esc(asked)} {chip(text(f"rp_{shelf}", language), _TONE[shelf])}{soon}</h3>{more}'
        f'<div class="rp-words">{paragraphs(reply.text)}</div>{f"<ul class=rp-clauses>{clauses}</ul>" if clauses else ""}'
        f'<p class="rp-facts">{esc(_facts(reply, language))}</p><div class="pd-buttons">{_acts(reply, shelf, account, language)}</div></li>'
    )


def _facts(reply: Reply, language: Language) -> str:
    facts = [
        text("rp_from", language, source=reply.source), text("rp_until_day", language, day=reply.until),
        text("rp_by", language, name=reply.drafted_by, when=when(reply.drafted)),
    ]  # fmt: skip
    if reply.approved:
        facts.append(text("rp_approved_by", language, name=reply.approved_by, when=when(reply.approved)))
    if reply.withdrawn:
        facts.append(text("rp_withdrawn_by", language, name=reply.withdrawn_by, when=when(reply.withdrawn)))
    return " · ".join(facts)


def _clause(reply: Reply, clause_id: str, name: str, words: str, language: Language) -> str:
    if not name:
        return f'<li>{esc(clause_id)} {chip(text("rp_clause_missing", language), "warn")}</li>'
    href = f"../{document_href(clause_id.partition('#')[0], clause_id)}"
    return f'<li><a href="{esc(href)}" target="_blank" rel="noopener" title="{esc(words[:200])}">{esc(name)}</a></li>'


def _acts(reply: Reply, shelf: str, account: Account, language: Language) -> str:
    ident = f'data-id="{esc(reply.id)}"'
    edit = f'<button type="button" class="rp-do" data-act="revise" {ident}>{text("rp_edit" if shelf == "draft" else "rp_renew", language)}</button>'
    away = f'<button type="button" class="pd-quiet" data-act="withdraw" {ident}>{text("rp_withdraw", language)}</button>'
    if shelf == "draft" and not may_approve(reply, account):
        return f'{edit}{away}<span class="rp-why">{text("rp_own", language)}</span>'
    approve = (
        f'<button type="button" class="pd-button" data-act="approve" {ident} data-drafted="{esc(reply.drafted.isoformat())}">'
        f"{text('rp_approve', language)}</button>"
    )
    return {"draft": f"{approve}{edit}{away}", "approved": f"{edit}{away}"}.get(shelf, edit)


def form_html(draft: Drafting, named: Named, language: Language) -> str:
    """A draft while it is written."""
    alert = f'<p class="pd-alert" role="alert">{esc(draft.error)}</p>' if draft.error else ""
    warned = f'<p class="pd-notice">{text("rp_was_approved", language)}</p>' if draft.was_approved else ""
    about = [("region", draft.regions), ("rp_topics", draft.topics)]
    facts = " · ".join(text("pair", language, name=text(key, language), value="、".join(values)) for key, values in about if values)
    carried = f'<p class="rp-facts">{esc(facts)}</p>' if facts else ""
    proposed = f'<p class="pd-hint">{text("rp_proposed", language)}</p>' if draft.proposed else ""
    chosen = "".join(_chosen(*one, "drop", language) for one in named(draft.clauses))
    found = "".join(_chosen(*one, "cite", language) for one in named([c for c in draft.found if c not in draft.clauses]))
    return (
        f'<form class="rp-form"><h2>{text("rp_edit_title" if draft.reply_id else "rp_new", language)}</h2>{carried}{warned}{alert}'
        f'{_area("question", draft, 3, 2000, language)}{_area("words", draft, 6, 4000, language)}'
        f'<div class="rp-pair"><label class="pd-field">{text("rp_source", language)}<input name="source" maxlength="500" required value="{esc(draft.source)}"'
        f' placeholder="{text("rp_source_hint", language)}"{_focus(draft, "source")}></label>'
        f'<label class="pd-field">{text("rp_until", language)}<input name="until" type="date" required min="{date.today().isoformat()}"'
        f' value="{esc(draft.until)}"{_focus(draft, "until")}></label></div>'
        f'<fieldset class="rp-rests"><legend>{text("rp_rests", language)}</legend>{proposed}{f"<ul>{chosen}</ul>" if chosen else ""}'
        f'<div class="rp-find"><input name="find" maxlength="300" aria-label="{text("rp_find", language)}" placeholder="{text("rp_find", language)}" value="{esc(draft.find)}"{_focus(draft, "find")}>'
        f'<button type="button" class="rp-do" data-act="find">{text("rp_find_do", language)}</button></div>{f"<ul>{found}</ul>" if found else ""}</fieldset>'
        f'<div class="pd-buttons"><button type="submit" class="pd-button" data-act="save">{text("rp_save", language)}</button>'
        f'<button type="button" class="pd-quiet" data-act="cancel">{text("cancel", language)}</button></div></form>'
    )


def _area(name: str, draft: Drafting, rows: int, longest: int, language: Language) -> str:
    return (
        f'<label class="pd-field">{text(f"rp_{name}", language)}<textarea name="{name}" rows="{rows}" maxlength="{longest}" required'
        f"{_focus(draft, name)}>{esc(getattr(draft, name))}</textarea></label>"
    )


def _focus(draft: Drafting, name: str) -> str:
    return " data-focus" if draft.focus == name else ""


def _chosen(clause_id: str, name: str, words: str, act: str, language: Language) -> str:
    do = text(f"rp_{act}", language)
    return (
        f'<li><span><b>{esc(name or clause_id)}</b><small>{esc(words[:120])}{"…" if len(words) > 120 else ""}</small></span>'
        f'<button type="button" class="rp-do" data-act="{act}" data-clause="{esc(clause_id)}" aria-label="{do} {esc(name or clause_id)}">{do}</button></li>'
    )
