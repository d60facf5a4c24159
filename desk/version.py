"""The version that runs."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


@cache
def version() -> str:
    """The version as installed; "unknown" where the project runs from its folder and was never installed."""
    try:
        return installed("policydesk")
    except PackageNotFoundError:
        return "unknown"
