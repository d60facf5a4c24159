"""Permanent addresses.

`/a/<answer>` shows an answer as it was given, `/c/<check>` the result of a self-check, `/d/<document>#<clause>` opens the
library there.
"""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from desk.answer_page import answer_page
from desk.check_page import check_page
from desk.plain import language_of, missing, plain_page, up_from
from desk.service import Service
from desk.texts import text
from policy.errors import UnknownDocument


def install_permanent(app: FastAPI, service: Service) -> None:
    """The routes. Call it before the public page is mounted."""

    @app.api_route("/a/{answer_id}", methods=["GET", "HEAD"], include_in_schema=False)
    def answer(answer_id: str, request: Request) -> Response:
        kept = service.office.answer(answer_id)
        if kept is None:
            return missing(request, "no_answer", f"no answer {answer_id!r} is kept; it may have been too long ago")
        body = answer_page(kept, service.document, up_from(request), language_of(request))
        return plain_page(request, kept.question[:60], body)

    @app.api_route("/c/{check_id}", methods=["GET", "HEAD"], include_in_schema=False)
    def check(check_id: str, request: Request) -> Response:
        kept = service.office.check(check_id)
        if kept is None:
            return missing(request, "no_check", f"no result {check_id!r} is kept; it may have been too long ago")
        language = language_of(request)
        return plain_page(request, text("kept_check_title", language), check_page(kept, service.document, up_from(request), language))

    @app.api_route("/d/{document_id:path}", methods=["GET", "HEAD"], include_in_schema=False)
    def document(document_id: str, request: Request) -> Response:
        try:
            service.document(document_id)
        except UnknownDocument as error:
            return missing(request, "no_document", str(error))
        query = {"tab": "library", "document": document_id}
        english = {"lang": "en"} if language_of(request) == "en" else {}
        # The browser takes the #clause along.
        return RedirectResponse(f"{up_from(request)}?{urlencode(query | english)}", 302)
