"""`/v1/documents` and `/v1/clauses`: what is held, page by page, with a tag by which a client need not fetch it twice."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Any

from fastapi import FastAPI, Header, Query
from fastapi.responses import JSONResponse, Response

from desk import api_examples as examples
from desk.api_models import ClauseInDocument, ClausesPage, DocumentPage, DocumentsPage
from desk.service import Service
from policy.documents import Document
from policy.errors import BadArgument

MOST = 1000
Limit = Annotated[int | None, Query(ge=1, le=MOST, description="at most so many; all unless told")]
Offset = Annotated[int, Query(ge=0, description="begin after so many")]
Tag = Annotated[str, Header(alias="If-None-Match", include_in_schema=False)]
_NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "as it was when the client fetched it (If-None-Match)"}}


def install_library(app: FastAPI, service: Service) -> None:
    """The routes that show what is held."""

    @app.get(
        "/v1/documents", tags=["library"],
        responses={**examples.answers(DocumentsPage, examples.DOCUMENTS, 422), **_NOT_MODIFIED},
    )  # fmt: skip
    def documents(
        region: str = "", on: date | None = None, limit: Limit = None, offset: Offset = 0, tag: Tag = ""
    ) -> Response:
        """The documents held, without their clauses; of a region, or in force on a day."""
        found = [_summary(d) for d in _chosen(service.documents(), region, on)]
        return _tagged(_page("documents", found, limit, offset), tag)

    @app.get(
        "/v1/documents/{document_id:path}", tags=["library"],
        responses={**examples.answers(DocumentPage, examples.WHOLE_DOCUMENT, 404, 422), **_NOT_MODIFIED},
    )  # fmt: skip
    def document(document_id: str, limit: Limit = None, offset: Offset = 0, tag: Tag = "") -> Response:
        """One document with its clauses."""
        found = service.document(document_id)
        clauses = [c.to_dict() for c in found.clauses]
        return _tagged({**_summary(found), **_page("clauses", clauses, limit, offset)}, tag)

    _install_clauses(app, service)


def _install_clauses(app: FastAPI, service: Service) -> None:
    @app.get(
        "/v1/clauses", tags=["library"],
        responses={**examples.answers(ClausesPage, examples.CLAUSES, 404, 422), **_NOT_MODIFIED},
    )  # fmt: skip
    def clauses(
        document: str = "", region: str = "", on: date | None = None,
        fields: Annotated[str, Query(max_length=300, description="names of fields, comma-separated; all unless told")] = "",
        limit: Annotated[int, Query(ge=1, le=MOST)] = 100, offset: Offset = 0, tag: Tag = "",
    ) -> Response:  # fmt: skip
        """The clauses held; of a document, of a region, or in force on a day."""
        held = [service.document(document)] if document else service.documents()
        found = [c.to_dict() for d in _chosen(held, region, on) for c in d.clauses]
        page = _page("clauses", found, limit, offset)
        page["clauses"] = [_only(c, fields) for c in page["clauses"]]
        return _tagged(page, tag)

    @app.get(
        "/v1/clauses/{clause_id:path}", tags=["library"],
        responses={**examples.answers(ClauseInDocument, examples.ONE_CLAUSE, 404), **_NOT_MODIFIED},
    )  # fmt: skip
    def clause(clause_id: str, tag: Tag = "") -> Response:
        """One clause and the document that it stands in. In an address, the id's # is written %23."""
        found, document = service.clause(clause_id)
        return _tagged({**found.to_dict(), "document": _summary(document)}, tag)


def _summary(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "metadata": document.metadata.to_dict(),
        "clause_count": len(document.clauses),
    }


def _chosen(documents: list[Document], region: str, on: date | None) -> list[Document]:
    of_region = [d for d in documents if region.strip() in ("", d.metadata.region)]
    return [d for d in of_region if on is None or d.metadata.in_force(on)]


def _page(name: str, rows: list[dict[str, Any]], limit: int | None, offset: int) -> dict[str, Any]:
    """The rows from `offset` on, with where the next page begins."""
    end = len(rows) if limit is None else min(offset + limit, len(rows))
    return {name: rows[offset:end], "total": len(rows), "offset": offset, "next_offset": end if end < len(rows) else None}


def _only(row: dict[str, Any], fields: str) -> dict[str, Any]:
    wanted = [f.strip() for f in fields.split(",") if f.strip()]
    unknown = [f for f in wanted if f not in row]
    if unknown:
        raise BadArgument(f"fields: a clause has no {unknown[0]!r}; it has {', '.join(row)}")
    return {f: row[f] for f in wanted} if wanted else row


def _tagged(content: dict[str, Any], sent: str) -> Response:
    """The content with its tag, or 304 where the client has it. It may keep it, and asks each time whether it still holds."""
    response = JSONResponse(content)
    tag = f'"{hashlib.sha256(response.body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    known = {t.strip().removeprefix("W/") for t in sent.split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response
