"""Taking a self-check away: `POST /check/summary.docx` and `.pdf` with the form fields `case` (JSON) and `lang`.

A result that is kept gives the same files as it was: `GET /c/ID/summary.docx` and `.pdf`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import FastAPI, Form, Request
from fastapi.responses import Response

from desk.check_case import Outcome, case_of, outcome
from desk.check_page import kept_outcome
from desk.plain import language_of, missing, plain_page
from desk.service import Service
from desk.summary import summary
from desk.summary_docx import docx_bytes
from desk.summary_pdf import cjk_font, pdf_bytes
from desk.texts import Language, text
from policy.errors import BadArgument

_MAX_CASE = 200_000  # characters
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def install_summary(app: FastAPI, service: Service) -> None:
    """The routes. Call it before the public page is mounted."""

    @app.post("/check/summary.{kind}", include_in_schema=False)
    def take_away(
        request: Request, kind: Literal["docx", "pdf"], case: Annotated[str, Form()], lang: Annotated[str, Form()] = "zh"
    ) -> Response:
        language: Language = "en" if lang == "en" else "zh"
        return _taken(request, kind, lambda: _decided(service, case, language), datetime.now(), language)

    @app.api_route("/c/{check_id}/summary.{kind}", methods=["GET", "HEAD"], include_in_schema=False)
    def of_kept(request: Request, check_id: str, kind: Literal["docx", "pdf"]) -> Response:
        kept = service.office.check(check_id)
        if kept is None:
            return missing(request, "no_check", f"no result {check_id!r} is kept; it may have been too long ago")
        return _taken(request, kind, lambda: kept_outcome(kept, service.document)[0], kept.made, language_of(request))


def _taken(request: Request, kind: str, decided: Callable[[], Outcome], made: datetime, language: Language) -> Response:
    """The file of what was decided, at that moment."""
    font = cjk_font() if kind == "pdf" else None
    if kind == "pdf" and font is None:
        note = f'<section class="pd-note"><p>{text("check_no_pdf", language)}</p></section>'
        return plain_page(request, text("check_pdf", language), note, 503)
    local = made.astimezone()
    blocks = summary(decided(), local, language)
    content = pdf_bytes(blocks, font) if font else docx_bytes(blocks)
    return _file(content, kind, f"{text('summary_file', language)}-{local:%Y%m%d}")


def _decided(service: Service, sent: str, language: Language) -> Outcome:
    """The case that was sent, decided anew. Raises BadArgument on what is no case, or can't be decided."""
    if len(sent) > _MAX_CASE:
        raise BadArgument(f"case has {len(sent)} characters; send at most {_MAX_CASE}")
    try:
        given = json.loads(sent)
    except (ValueError, RecursionError):
        raise BadArgument("case is not JSON; send an object with entered, text, on, untold") from None
    if not isinstance(given, dict):
        raise BadArgument("case must be an object with entered, text, on, untold")
    out = outcome(service, case_of(given), language)
    if out.verdicts is None:
        raise BadArgument(out.on_fault or out.failed or "the case could not be decided; check its facts")
    return out


def _file(content: bytes, kind: str, name: str) -> Response:
    disposition = f"attachment; filename=\"summary.{kind}\"; filename*=UTF-8''{quote(name)}.{kind}"
    return Response(
        content, media_type=_DOCX if kind == "docx" else "application/pdf",
        headers={"Content-Disposition": disposition, "Cache-Control": "no-store"},
    )  # fmt: skip
