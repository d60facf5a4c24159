"""What can be done with an answer, as HTML: copy, print, share, say whether it was of use, ask for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desk.markup import esc
from desk.texts import Language, text

REASONS = ("wrong_clause", "wrong_figure", "should_have_refused", "should_have_answered", "unclear")


@dataclass(frozen=True, slots=True)
class Handing:
    """A conversation on its way to the hotline: the form is open, or `number` is what it is called there by now."""

    number: str = ""
    error: str = ""
    contact: str = field(default="", repr=False)
    note: str = ""
    after: int = 0  # the questions asked before


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a reply: an answer, or the result of a self-check; neither where it could not be kept."""

    answer_id: str = ""
    check_id: str = ""

    @property
    def href(self) -> str:
        """Its permanent address, from the public page; "" where there is none."""
        return f"./a/{self.answer_id}" if self.answer_id else f"./c/{self.check_id}" if self.check_id else ""


def actions_html(n: int, kept: Kept, vote: str, language: Language) -> str:
    """The row below the `n`th reply. `vote` is "", `useful`, `why` while reasons are asked for, or `useless`."""
    href, check = kept.href, bool(kept.check_id)
    row = [
        _button("copy", _COPY, language, f'data-done="{text("copied", language)}"'),
        _button("print", _PRINT, language),
        _share(href, "check_shared" if check else "shared", language) if href else "",
        '<span class="pd-gap"></span>',
        votes_html(n, vote, language) if href else "",
    ]
    after = after_vote_html(n, vote, language, "check_reason" if check else "reason")
    return f'<div class="pd-actions" role="group" aria-label="{text("actions", language)}">{"".join(row)}</div>{after}'


def _button(act: str, icon: str, language: Language, more: str = "") -> str:
    words = text(f"act_{act}", language)
    return f'<button type="button" class="pd-act" data-own="{act}" title="{words}" {more}>{icon}<span>{words}</span></button>'


def _share(href: str, shared: str, language: Language) -> str:
    words, done = text("act_share", language), text(shared, language)
    href += "?lang=en" if language == "en" else ""
    return f'<a class="pd-act" data-own="share" data-done="{done}" title="{words}" href="{esc(href)}">{_LINK}<span>{words}</span></a>'


def votes_html(n: int, vote: str, language: Language) -> str:
    """The two thumbs."""
    return _vote(n, "useful", vote == "useful", _UP, language) + _vote(n, "useless", vote in ("why", "useless"), _DOWN, language)


def newly_cast(before: str, useful: bool) -> bool:
    """Whether a vote is another than the one `before`; that reasons are told for one makes none."""
    return before != "useful" if useful else before not in ("why", "useless")


def _vote(n: int, kind: str, cast: bool, icon: str, language: Language) -> str:
    words = text(f"vote_{kind}", language)
    return (
        f'<button type="button" class="pd-act" data-act="vote" data-n="{n}" data-kind="{kind}" aria-pressed="{str(cast).lower()}" '
        f'title="{words}">{icon}<span>{words}</span></button>'
    )


def after_vote_html(n: int, vote: str, language: Language, words: str = "reason") -> str:
    """What follows a vote: thanks, or the question why; `words` begins the keys of the reasons' words."""
    if vote in ("", "why"):
        return _why(n, language, words) if vote else ""
    return f'<p class="pd-thanks" tabindex="-1">{text("vote_thanks", language)}</p>'


def _why(n: int, language: Language, words: str) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="reasons" value="{reason}">{text(f"{words}_{reason}", language)}</label>' for reason in REASONS
    )
    return (
        f'<form class="pd-why"><fieldset><legend tabindex="-1">{text("vote_why", language)}</legend>{boxes}</fieldset>'
        f'<label class="pd-field">{text("vote_comment", language)}<textarea name="comment" rows="2" maxlength="1000"></textarea></label>'
        f'<button type="submit" class="pd-button" data-act="reasons" data-n="{n}">{text("send", language)}</button></form>'
    )


def turn_to_html(organs: Sequence[str], language: Language) -> str:
    """Where to turn with a question that the documents don't answer; `organs` are those of the nearest clauses."""
    rows = [f"<li>{text('turn_hotline', language)}</li>"]
    if organs:
        sign = "、" if language == "zh" else ", "
        rows.insert(0, f"<li>{esc(text('turn_organs', language, names=sign.join(organs)))}</li>")
    button = f'<button type="button" class="pd-link" data-act="person">{text("turn_person", language)}</button>'
    return f'<section class="pd-turn-to"><h3>{text("turn_to", language)}</h3><ul>{"".join(rows)}<li>{button}</li></ul></section>'


def handing_html(handing: Handing, language: Language) -> str:
    """The form for a person to take over, or what happens next."""
    if handing.number:
        done = text("handed", language, number=handing.number)
        steps = "".join(f"<li>{text(key, language)}</li>" for key in ("handed_seen", "handed_contact", "handed_on"))
        return f'<section class="pd-handing pd-done" tabindex="-1"><h3>{esc(done)}</h3><ol>{steps}</ol></section>'
    alert = f'<p class="pd-alert" role="alert">{esc(handing.error)}</p>' if handing.error else ""
    return (
        f'<form class="pd-handing"><h3 tabindex="-1">{text("hand_title", language)}</h3><p class="pd-hint">{text("hand_hint", language)}</p>{alert}'
        f'<label class="pd-field">{text("hand_contact", language)}'
        f'<input name="contact" maxlength="200" autocomplete="off" aria-describedby="pd-hand-contact" value="{esc(handing.contact)}"></label>'
        f'<p class="pd-hint" id="pd-hand-contact">{text("hand_contact_use", language)}</p>'
        f'<label class="pd-field">{text("hand_note", language)}<textarea name="note" rows="3" maxlength="1000">{esc(handing.note)}</textarea></label>'
        f'<p class="pd-hint">{text("hand_privacy", language)}</p>'
        f'<div class="pd-buttons"><button type="submit" class="pd-button" data-act="hand">{text("hand_send", language)}</button>'
        f'<button type="button" class="pd-quiet" data-act="person">{text("cancel", language)}</button></div></form>'
    )


def _icon(path: str) -> str:
    return f'<svg class="pd-icon" viewBox="0 0 24 24" aria-hidden="true">{path}</svg>'


_COPY = _icon('<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h8"/>')
_PRINT = _icon('<path d="M7 9V4h10v5M7 17H4v-8h16v8h-3"/><path d="M7 14h10v6H7z"/>')
_LINK = _icon('<path d="M10 14a4 4 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1-1"/>')
_UP = _icon('<path d="M7 11v9H4v-9zM7 11l4-8c2 0 2.6 1.3 2.3 3L13 9h5.500a2 2 0 0 1 2 2.400l-1.300 7a2 2 0 0 1-2 1.600H7"/>')
_DOWN = _icon('<path d="M7 13V4H4v9zM7 13l4 8c2 0 2.600-1.300 2.300-3L13 15h5.500a2 2 0 0 0 2-2.400l-1.300-7a2 2 0 0 0-2-1.600H7"/>')
