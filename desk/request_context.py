"""Which request is being served, for whatever writes a log line or an error on its behalf."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass

_SENT = re.compile(r"[A-Za-z0-9._:-]{1,64}")


@dataclass(frozen=True, slots=True)
class Request:
    """The id of a request and its path, without the prefix that a proxy serves it under."""

    id: str = ""
    path: str = ""


SCOPE = "policydesk.request"
"""Where a connection's scope has it."""
_NONE = Request()
current: ContextVar[Request] = ContextVar("request", default=_NONE)


def request_id(sent: str) -> str:
    """The id that the caller sent, where it is one that can stand in a log line; else a new one."""
    return sent if _SENT.fullmatch(sent) else secrets.token_hex(12)
