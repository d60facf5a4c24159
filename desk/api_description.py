"""The description of the API at /v1/openapi.json."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

PATH = "/v1/openapi.json"


def install_description(app: FastAPI) -> None:
    """FastAPI's own description, with the examples as they were written (it leaves out what is null in them), and without
    its own form of an error, which is not ours."""
    made = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            _restore(made(), [r for r in app.routes if isinstance(r, APIRoute) and r.include_in_schema])
        return made()

    app.openapi = described  # type: ignore[method-assign]


def _restore(schema: dict[str, Any], routes: list[APIRoute]) -> None:
    for name in ("HTTPValidationError", "ValidationError"):
        schema["components"]["schemas"].pop(name, None)
    for route in routes:
        for method in route.methods or ():
            said: dict[str, Any] = schema["paths"][route.path_format][method.lower()]["responses"]
            if 422 not in route.responses:
                said.pop("422", None)
            for status, response in route.responses.items():
                for kind, content in response.get("content", {}).items():
                    said[str(status)]["content"][kind]["example"] = content["example"]
