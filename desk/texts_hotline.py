"""The words of the tab Hotline 热线台, in Chinese and in English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "tab_hotline": ("热线台", "Hotline"),
}
