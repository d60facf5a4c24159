"""The words of the tab Self-check 测资格, in Chinese and in English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "tab_check": ("测资格", "Am I eligible?"),
}
