"""Why something could not be done, in the language of the page.

Errors are worded once, in English, for logs, the API and the command line. On a Chinese page each kind says what it means
for the person at it; the wording itself is in the log under the request's id.
"""

from __future__ import annotations

from desk.service import EMPTY
from desk.texts import Language, text
from policy.errors import (
    BadArgument,
    Conflict,
    NotAllowed,
    NotReady,
    RequestError,
    UnknownDocument,
    UnknownRecord,
    UnreadableSource,
)

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (NotReady, "政策库还在准备，请稍后再试"),
    (UnknownDocument, "这份文件或这一条已不在库里，请刷新后再看"),
    (UnknownRecord, "这条记录已不在，请刷新后再看"),
    (Conflict, "内容刚被改过，请刷新后再试"),
    (NotAllowed, "当前账号没有这项权限，请联系管理员"),
    (UnreadableSource, "文件读不了，请检查文件后再试"),
    (BadArgument, "所填内容有不能用的，请检查后再试"),
    (RequestError, "这项请求办不了，请检查所填内容"),
)
_FAULT = "系统一时出错，请稍后再试；仍不行，请联系管理员"


def error_text(error: Exception, language: Language) -> str:
    """What went wrong and what to do, as a part of a sentence without its full stop."""
    if language == "en":
        return str(error).rstrip(".")
    return next((said for kind, said in _KINDS if isinstance(error, kind)), _FAULT)


def unanswered_text(error: Exception, question: str, limit: int, language: Language) -> str:
    """Why a question was not answered, for who asked it; `limit` is how many characters it may have."""
    if isinstance(error, NotReady):
        return text("empty_title" if str(error) == EMPTY else "not_ready", language)
    if isinstance(error, ValueError):
        return text("bad_date", language)
    if len(question) > limit:
        return text("too_long", language, limit=limit)
    return text("failed", language, reason=error_text(error, language))
