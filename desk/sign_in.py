"""Who may come under /staff: signing in and out, and the door before everything else there.

A session is a cookie that scripts can't read and other sites can't send. Beside it, a change needs the browser's word that
it comes from a page of ours, and a form the token that it was shown with.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from desk.api_errors import error_response
from desk.markup import esc
from desk.plain import language_of, plain_page, wants_page
from desk.texts import text
from desk.web import local_path
from policy.errors import LockedOut, SignInFailed
from policy.office import Account, Session

COOKIE = "policydesk_staff"
ACCOUNT = "policydesk.account"
"""Where the door leaves the account in the scope of a request."""
_FORM_COOKIE = "policydesk_form"
_SAFE = ("GET", "HEAD", "OPTIONS")
_FORM_BYTES = 16_384
_TAB = re.compile(r"[a-z]{1,20}")


class Accounts(Protocol):
    """What of the office signing in needs."""

    def has_accounts(self) -> bool: ...
    def sign_in(self, name: str, password: str, address: str) -> Session: ...
    def session(self, token: str) -> Account | None: ...
    def sign_out(self, token: str) -> None: ...


class StaffDoor:
    """ASGI middleware: nothing under /staff is reached without a session, but the sign-in itself."""

    def __init__(self, app: ASGIApp, accounts: Accounts) -> None:
        self._app = app
        self._accounts = accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        path = local_path(scope) if scope["type"] == "http" else ""
        if path != "/staff" and not path.startswith("/staff/"):
            await self._app(scope, receive, send)
            return
        turned_away = await self._turned_away(Request(scope), path, scope)
        await (turned_away or self._app)(scope, receive, send)

    async def _turned_away(self, request: Request, path: str, scope: Scope) -> Response | None:
        """The answer to who may not go on; None lets them through, their account in the scope."""
        if path == "/staff":
            return _to(request, "/staff/")
        if request.method not in _SAFE and not same_origin(request):
            return _refused(request, 403, "forbidden", "crossed")
        if not await run_in_threadpool(self._accounts.has_accounts):
            return _no_accounts(request)
        if path == "/staff/login":
            return None
        token = request.cookies.get(COOKIE, "")
        account = await run_in_threadpool(self._accounts.session, token) if token else None
        if account is None:
            if request.method == "GET" and path == "/staff/":
                return _to(request, "/staff/login")
            return error_response(401, "unauthorized", "sign in at /staff/login first")
        scope[ACCOUNT] = account
        return None


def install_sign_in(app: FastAPI, accounts: Accounts) -> None:
    """The routes and the door. Call it before the pages are mounted."""

    @app.get("/staff/login", include_in_schema=False)
    def form(request: Request) -> Response:
        return _form(request)

    @app.post("/staff/login", include_in_schema=False)
    async def sign_in(request: Request) -> Response:
        given = await _fields(request)
        own = request.cookies.get(_FORM_COOKIE, "")
        if not own or not secrets.compare_digest(own.encode(), given.get("csrf", "").encode()):
            return _form(request, "sign_in_stale", 403, given.get("name", ""))
        address = request.client.host if request.client else ""
        try:
            session = await run_in_threadpool(accounts.sign_in, given.get("name", ""), given.get("password", ""), address)
        except LockedOut as error:
            return _form(request, "sign_in_locked", 429, given.get("name", ""), minutes=error.minutes)
        except SignInFailed:
            return _form(request, "sign_in_wrong", 401, given.get("name", ""))
        answer = _to(request, "/staff/")
        answer.set_cookie(COOKIE, session.token, httponly=True, samesite="strict", secure=_secure(request), path=_path(request))
        answer.delete_cookie(_FORM_COOKIE, path=_path(request))
        return answer

    @app.post("/staff/logout", include_in_schema=False)
    async def sign_out(request: Request) -> Response:
        token = request.cookies.get(COOKIE, "")
        given = await _fields(request)
        if not secrets.compare_digest(csrf_of(token), given.get("csrf", "")):
            return _refused(request, 403, "forbidden", "crossed")
        await run_in_threadpool(accounts.sign_out, token)
        answer = _to(request, "/staff/login", "out=1")
        answer.delete_cookie(COOKIE, path=_path(request))
        return answer

    app.add_middleware(StaffDoor, accounts=accounts)


def csrf_of(token: str) -> str:
    """What the forms of a session carry; it tells nothing of the token."""
    return hashlib.sha256(f"policydesk form {token}".encode()).hexdigest()


def same_origin(request: Request) -> bool:
    """Whether the browser says that a page of this site made the request. Who says nothing is no browser's page."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin") or request.headers.get("referer") or ""
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")


def _form(request: Request, key: str = "", status: int = 200, name: str = "", **values: object) -> Response:
    language = language_of(request)
    token = request.cookies.get(_FORM_COOKIE) or secrets.token_urlsafe(24)
    said = f'<p class="pd-alert" role="alert">{esc(text(key, language, **values))}</p>' if key else ""
    if not key and request.query_params.get("out"):
        said = f'<p class="pd-hint" role="status">{text("signed_out", language)}</p>'
    body = (
        f'<form class="pd-sign-in" method="post"><h1>{text("sign_in_title", language)}</h1>{said}'
        f'<input type="hidden" name="csrf" value="{esc(token)}">'
        f'<label for="name">{text("sign_in_name", language)}</label>'
        f'<input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" '
        f'required value="{esc(name[:100])}"{"" if name else " autofocus"}>'
        f'<label for="password">{text("sign_in_password", language)}</label>'
        f'<input id="password" name="password" type="password" autocomplete="current-password" maxlength="1000" '
        f'required{" autofocus" if name else ""}>'
        f'<button class="pd-button" type="submit">{text("sign_in", language)}</button>'
        f'<p class="pd-hint">{text("sign_in_hint", language)}</p></form>'
    )
    answer = plain_page(request, text("sign_in_title", language), body, status)
    answer.set_cookie(_FORM_COOKIE, token, httponly=True, samesite="strict", secure=_secure(request), path=_path(request))
    if status == 429:
        answer.headers["Retry-After"] = str(60 * int(str(values.get("minutes", 15))))
    return answer


def _no_accounts(request: Request) -> Response:
    message = "the staff pages are off: no account has been made; run `policydesk staff add NAME`"
    if not wants_page(request):
        return error_response(503, "no_accounts", message)
    language = language_of(request)
    title = text("no_accounts_title", language)
    name = "NAME" if language == "en" else "账号名"
    body = (
        f'<section class="pd-note"><h1>{title}</h1><p>{text("no_accounts", language)}</p>'
        f"<pre>policydesk staff add {name}</pre></section>"
    )
    return plain_page(request, title, body, 503)


def _refused(request: Request, status: int, code: str, key: str) -> Response:
    if not wants_page(request):
        return error_response(status, code, text(key, "en"))
    words = text(key, language_of(request))
    return plain_page(request, words, f'<section class="pd-note"><h1>{words}</h1></section>', status)


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a form, one value each; nothing of a form that is too long to be one of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM_BYTES:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode(errors="replace"), keep_blank_values=True).items()}


def _to(request: Request, path: str, query: str = "") -> RedirectResponse:
    """Elsewhere on this site; the language and the tab asked for go along."""
    asked = request.query_params
    kept = [query, "lang=en" if asked.get("lang") == "en" else ""]
    if _TAB.fullmatch(asked.get("tab", "")):
        kept.append(f"tab={asked['tab']}")
    parts = "&".join(part for part in kept if part)
    return RedirectResponse(f"{_root(request)}{path}{'?' if parts else ''}{parts}", 303)


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")


def _path(request: Request) -> str:
    return f"{_root(request)}/staff"


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"
