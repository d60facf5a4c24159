"""The public page, at /: 问政策, 测资格, 政策库."""

from __future__ import annotations

from fastapi import FastAPI

from desk.chat import ChatTab
from desk.chat_session import Desk
from desk.check import CheckTab
from desk.gradio_mount import mount_page
from desk.library import LibraryTab
from desk.page import build, public_visit

_TABS = (ChatTab, CheckTab, LibraryTab)


def mount_public(app: FastAPI, desk: Desk) -> None:
    """Puts the public page at / of `app`. Mount it last: it takes every path that nothing else does."""
    mount_page(app, build(desk, _TABS, public_visit), "/")
