"""What a file's reader says, in the language of the page and in words for people who don't program."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from desk.cards import field_name
from desk.texts import Language, text
from desk.texts_reports import FAILURES, PROBLEMS, THINGS, WARNINGS

_THING = re.compile(r"(\d+) ([a-z ]+?)s?(?=, |$)")
_FIELD = re.compile(r"^(\w+):")
_EXACT = {"No such file or directory": "文件不在了", "Permission denied": "没有权限", "No space left on device": "磁盘已满"}


def failure_text(source: str, reason: str, language: Language) -> str:
    """Why a file can't be brought in, without its name, which stands before it."""
    own = _bare(source, reason)
    if language == "en":
        return own
    return _said(FAILURES, own) or text("manage_unknown_failure", language, reason=own)


def warning_text(warning: str, language: Language) -> str:
    """What to look at in a document that was read."""
    if language == "en":
        return _FIELD.sub(lambda m: f"{field_name(m[1], 'en')}:", warning)
    return _said(WARNINGS, warning) or _said(WARNINGS, warning.partition(": ")[2]) or text("manage_unknown_warning", language, reason=warning)


def problem_text(error: Exception, language: Language) -> str:
    """Why what was asked of the documents can't be done."""
    if language == "en":
        return str(error)
    return _said(PROBLEMS, str(error)) or _said(FAILURES, str(error).partition(" ")[2]) or text("manage_unknown_failure", language, reason=error)


def _bare(source: str, reason: str) -> str:
    """A reason without the name of the file that it begins with, or of a member of it."""
    for name in sorted({source, Path(source).name}, key=len, reverse=True):
        if reason.startswith(name):
            return reason[len(name) :].lstrip(" :")
    return reason


def _said(table: tuple[tuple[str, str], ...], words: str) -> str:
    for pattern, said in table:
        found = _compiled(pattern).fullmatch(words.strip())
        if found:
            groups = [_EXACT.get(g, g) for g in map(str, found.groups())]
            first = groups[0] if groups else ""
            return said.format(*groups, things=_things(first), pages=first.replace(" and more", " 等").replace(", ", "、"), field=field_name(first, "zh"))
    return ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


def _things(words: str) -> str:
    return "、".join(f" {count} 个{THINGS.get(name, name)}" for count, name in _THING.findall(words)) or words
