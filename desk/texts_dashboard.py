"""The words of the tab Dashboard 看板, in Chinese and in English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "tab_dashboard": ("看板", "Dashboard"),
}
