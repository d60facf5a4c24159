"""The words of the tab Standard replies 口径, in Chinese and in English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "tab_replies": ("口径", "Standard replies"),
}
