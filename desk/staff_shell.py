"""The staff's page, at /staff: 热线台, 口径, 政策库管理, 看板. Nobody comes here without a session: see desk/sign_in.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import gradio as gr
from fastapi import FastAPI

from desk.chat_session import Desk
from desk.dashboard import DashboardTab
from desk.gradio_mount import mount_page
from desk.hotline import HotlineTab
from desk.manage import ManageTab
from desk.page import Visit, build, public_visit
from desk.replies import RepliesTab
from desk.sign_in import ACCOUNT, COOKIE, csrf_of
from policy.errors import BadArgument
from policy.office import Account

MAX_UPLOAD = "50mb"
_TABS = (HotlineTab, RepliesTab, ManageTab, DashboardTab)


def mount_staff(app: FastAPI, desk: Desk) -> None:
    """Puts the staff's page at /staff of `app`."""
    mount_page(app, build(desk, _TABS, staff_visit, staff=True), "/staff", MAX_UPLOAD)


def staff_visit(request: gr.Request, told: Mapping[str, Any]) -> Visit:
    """A visit of the member of staff who is signed in."""
    account, token = account_of(request), dict(request.cookies).get(COOKIE, "")
    return replace(public_visit(request, told), account=account.name, csrf=csrf_of(token))


def account_of(request: gr.Request) -> Account:
    """The account that is signed in: what a staff tab's events act as. The door has looked at each call's session."""
    account = request.request.scope[ACCOUNT] if request.request else None
    if not isinstance(account, Account):
        raise BadArgument("nobody is signed in; sign in at /staff/login")
    return account
