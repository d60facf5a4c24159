"""The words of the tab Library for staff 政策库管理, in Chinese and in English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "tab_manage": ("政策库管理", "Manage documents"),
}
