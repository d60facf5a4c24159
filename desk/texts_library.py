"""The words of the tab Library 政策库, in Chinese and in English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "tab_library": ("政策库", "Documents"),
}
