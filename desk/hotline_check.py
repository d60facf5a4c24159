"""Holding a caller's words against the rules without leaving the call. No Gradio here."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desk.check_case import Case, entries
from desk.hotline_case import forgotten, to_keep, with_words
from desk.hotline_session import Hotline
from desk.hotline_state import Phone, with_fields
from desk.texts import text
from policy.office import Account

log = logging.getLogger("policydesk")


class CaseLine:
    """The verbs of a call's case, over the hotline. Safe to share between threads."""

    def __init__(self, line: Hotline) -> None:
        self._line = line

    def check(self, phone: Phone, given: Mapping[str, Any], account: Account | str) -> Phone:
        """What the caller says now told besides what was told before; at first, the question in view counts as told."""
        here = with_fields(phone, given)
        words = str(given.get("q", ""))
        if not words.strip() and not here.case.asked and here.question:
            words = here.question.told.question
        return self._kept(here, with_words(here.case, words, here.on), account)

    def answered(self, phone: Phone, given: Mapping[str, Any], account: Account | str) -> Phone:
        """One fact told: by its button, or in its field."""
        told = entries(given, "f:")
        if given.get("value") in ("yes", "no"):
            told = {str(given.get("fact"))[:80]: str(given["value"])}
        return self._kept(phone, phone.case.answered(told), account)

    def corrected(self, phone: Phone, given: Mapping[str, Any], account: Account | str) -> Phone:
        """What was read or filled in put right: a changed value counts, an emptied one is forgotten."""
        before, now = entries(given, "w:"), entries(given, "t:")
        case = phone.case.answered({n: v for n, v in now.items() if v != before.get(n)})
        for name in before:
            case = case if name in now else forgotten(case, name)
        return self._kept(phone, case, account)

    def told(self, phone: Phone, act: str, fact: str, account: Account | str) -> Phone:
        """One fact that nobody knows (`skip`), or asked for after all (`unskip`); not meant (`drop`), or meant (`restore`)."""
        case = phone.case
        if act == "drop":
            return self._kept(phone, forgotten(case, fact), account)
        key = "untold" if act == "restore" else "skipped"
        others = tuple(n for n in getattr(case, key) if n != fact)
        names: dict[str, Any] = {key: (*others, fact) if act == "skip" else others}
        entered = {n: v for n, v in case.entered.items() if act != "skip" or n != fact}
        return self._kept(phone, replace(case, rev=case.rev + 1, entered=entered, **names), account)

    def verdict(self, phone: Phone, rule: str) -> Phone:
        """One verdict in view, or, with none named, all of them."""
        return replace(phone, rule=rule, focus="clause", error="")

    def _kept(self, phone: Phone, case: Case, account: Account | str) -> Phone:
        """The case in view and kept with its call, begun where none was open; that it can't be kept is no reason not to show it."""
        shown = replace(phone, case=case, view="case", rule="", opened=None, error="", focus="say")
        try:
            begun = shown if shown.call else replace(self._line.begin(shown, {"caller": shown.caller}, account), focus="say")
            if begun.call:
                self._line.office.keep_told(begun.call.id, to_keep(case, begun.region))
        except Exception:
            log.exception("a caller's case could not be kept")
            return replace(shown, error=text("call_unkept", phone.language))
        return begun
