"""Pages made on the server, without Gradio: signing in, permanent addresses, and what is said where there is nothing."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from desk.api_errors import error_response
from desk.bar import SIGN
from desk.markup import esc
from desk.texts import Language, text
from desk.web import local_path, script, styles


def plain_page(request: Request, title: str, body: str, status: int = 200, home: str = "") -> HTMLResponse:
    """A whole page around `body`, which is HTML; `home` is the relative address that the name at the top leads to."""
    language, up = language_of(request), up_from(request)
    lead = f'<a class="pd-brand" href="{up}{home}">{SIGN}<span>{text("title", language)}</span></a>'
    other = "en" if language == "zh" else "zh"
    switch = f'<a class="pd-tool" href="?lang={other}" lang="{"en" if other == "en" else "zh-CN"}">{text("language", language)}</a>'
    page = (
        f'<!doctype html><html lang="{"en" if language == "en" else "zh-CN"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<meta name="color-scheme" content="light dark"><title>{esc(title)} · {text("title", language)}</title>'
        f'<link rel="icon" href="{up}desk/favicon.png">{styles(up)}{script("desk/plain.js", up)}</head>'
        f'<body class="gradio-container pd-plain"><a class="pd-skip" href="#pd-main">{text("skip", language)}</a>'
        f'<header class="pd-top">{lead}<div class="pd-tools">{switch}</div></header>'
        f'<main id="pd-main" tabindex="-1">{body}</main></body></html>'
    )
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})


def missing(request: Request, key: str, message: str, status: int = 404) -> Response:
    """That there is nothing here: a page for people, our one form of an error for programs. `key` names title and hint."""
    if not wants_page(request):
        return error_response(status, "not_found" if status == 404 else "unavailable", message)
    language = language_of(request)
    body = (
        f'<section class="pd-note"><h1>{text(f"{key}_title", language)}</h1><p>{text(f"{key}_hint", language)}</p>'
        f'<p><a class="pd-button" href="{up_from(request)}">{text("to_public", language)}</a></p></section>'
    )
    return plain_page(request, text(f"{key}_title", language), body, status)


def wants_page(request: Request) -> bool:
    """Whether it is a person's browser that asks."""
    return "text/html" in request.headers.get("accept", "")


def language_of(request: Request) -> Language:
    """Chinese, unless the address asks for English."""
    return "en" if request.query_params.get("lang") == "en" else "zh"


def up_from(request: Request) -> str:
    """The relative address of the application's root, wherever a proxy has put it."""
    depth = local_path(request.scope).count("/") - 1
    return "../" * depth or "./"
