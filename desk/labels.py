"""Short words for the state of a document: whose text it is, whether it is in force, how sure a digest is."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal

from desk.texts import Language, text
from policy.verdicts import FactName

_UNITS = {"元": "yuan", "年": "years", "人": "people", "分": "points", "项": "", "个": "", "名": "", "级": ""}
_STATUS = {"征求意见": "draft", "未知": "unknown_status", "已被替代": "replaced", "已失效": "expired"}


def kind_label(text_kind: str, language: Language) -> str:
    """要点摘编, 转载, or 口径 where it is no document; "" for an official text."""
    return text(text_kind, language) if text_kind in ("digest", "reprint", "reply") else ""


def status_label(status: str, language: Language, current: bool = False) -> str:
    """A document's status where it calls for care (征求意见, 未知); 现行 only where `current` asks for it."""
    if status in ("", "现行"):
        return text("current", language) if current and status else ""
    return text(_STATUS[status], language) if status in _STATUS else status


def confidence_label(confidence: str, language: Language) -> str:
    """How sure the editor of a digest was, where that is less than high."""
    return text(f"confidence_{confidence}", language) if confidence in ("medium", "low") else ""


def validity(start: str, end: str, language: Language) -> str:
    """The dates in force, as given: `2025-05-31 至 2027-12-31`."""
    if start and end:
        return text("from_to", language, start=start, end=end)
    if start:
        return text("from_only", language, start=start)
    return text("to_only", language, end=end) if end else text("unknown_dates", language)


def moment(at: datetime) -> str:
    """A moment on the office's clock: `2025-06-01 09:30`."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def formula_text(formula: str, language: Language) -> str:
    """A formula as people read it: `min(5000000 × 10%, 8000000)` is 较小值(500万 × 10%,800万)."""
    if language == "en":
        return re.sub(r"\d{5,}", lambda m: f"{int(m[0]):,}", formula)
    formula = re.sub(r"(?<![\d.])\d{5,}(?![\d.])", _in_wan, formula)
    return formula.replace("min(", "较小值(").replace("max(", "较大值(").replace(", ", "，")


def fact_name(name: FactName, language: Language) -> str:
    """What a fact is called; in Chinese where nobody has said it in English."""
    return name.zh if language == "zh" else name.en or name.zh


def _in_wan(number: re.Match[str]) -> str:
    value = int(number[0])
    if value % 10**8 == 0:
        return f"{value // 10**8}亿"
    return f"{value // 10**4}万" if value % 10**4 == 0 else f"{value:,}"


def unit_name(unit: str, language: Language) -> str:
    """A unit as it stands beside a field."""
    return unit if language == "zh" else _UNITS.get(unit, unit)


def quantity_text(value: Decimal, unit: str, language: Language) -> str:
    """A figure with its unit as people read it: 600000 元 is 60万元."""
    if unit == "元" and language == "zh" and value >= 10**4 and value % 100 == 0:
        larger, name = (10**8, "亿元") if value >= 10**8 and value % 10**4 == 0 else (10**4, "万元")
        return f"{(value / larger).normalize():f}{name}"
    shown = f"{value.normalize():,f}"
    return f"{shown}{unit}" if language == "zh" else f"{shown} {_UNITS.get(unit, unit)}".rstrip()
