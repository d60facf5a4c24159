"""What staff take away as CSV, under /staff, where nobody comes without a session."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import Response, StreamingResponse

from desk.api_errors import error_response
from desk.dashboard_html import EXPORTS
from desk.service import Service
from policy.figures import Figures

if TYPE_CHECKING:
    from kb.office import Office

_STATUSES = ("answered", "partial", "clarify", "not_covered", "refused")
_LONGEST = 366
_BOM = "\ufeff"  # by which spreadsheets know that it is UTF-8


def install_exports(app: FastAPI, service: Service) -> None:
    """The route. Call it before the staff's page is mounted, and after its door is set up."""

    @app.get("/staff/export/{name}.csv", include_in_schema=False)
    def export(name: str, request: Request) -> Response:
        office: Office = service.office
        if name == "figures":
            return _file(_days(office, request.query_params.get("days", "")), name)
        if name not in EXPORTS:
            return error_response(404, "not_found", f"there is no table {name!r}; it is one of figures, {', '.join(EXPORTS)}")
        return _file(office.export(name), name)


def _file(lines: Iterator[str], name: str) -> Response:
    def marked() -> Iterator[str]:
        yield _BOM
        yield from lines

    headers = {"Content-Disposition": f'attachment; filename="policydesk-{name}-{date.today().isoformat()}.csv"', "Cache-Control": "no-store"}
    return StreamingResponse(marked(), media_type="text/csv; charset=utf-8", headers=headers)


def _days(office: Office, asked: str) -> Iterator[str]:
    days = min(int(asked), _LONGEST) if asked.isascii() and asked.isdigit() and int(asked) else 30
    until = date.today()
    return _rows(office.figures(until - timedelta(days=days - 1), until))


def _rows(figures: Figures) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["day", "asked", *_STATUSES, "p50_ms", "p95_ms"])
    for d in figures.days:
        writer.writerow([d.day.isoformat(), d.asked, *(d.by_status.get(s, 0) for s in _STATUSES), round(d.p50, 1), round(d.p95, 1)])
    return iter([buffer.getvalue()])
