"""The numbers of HTML's ordered lists, which stand in no text either."""

from __future__ import annotations

import re

from ingest.formats.numerals_written import written
from ingest.formats.web_page import Element

_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_STYLES = {
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal": "decimal", "decimal-leading-zero": "decimalZero",
    "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
    "japanese-informal": "chineseCounting", "cjk-decimal": "ideographDigital", "simp-chinese-formal": "chineseLegalSimplified",
    "cjk-heavenly-stem": "ideographTraditional", "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*?([a-z]+(?:-[a-z]+)*)", re.IGNORECASE)
_ITEMS = 100_000


def item_labels(ordered: Element) -> dict[Element, str]:
    """The label of each `<li>` of an `<ol>`: its `type`, `start`, `reversed` and the items' `value` heeded."""
    items = [child for child in ordered if child.tag == "li"][:_ITEMS]
    step = -1 if ordered.get("reversed") is not None else 1
    count = _whole(ordered.get("start"), len(items) if step < 0 else 1)
    out: dict[Element, str] = {}
    for item in items:
        count = _whole(item.get("value"), count)
        out[item] = _label(count, item.get("type") or ordered.get("type") or "", item.get("style") or ordered.get("style") or "")
        count += step
    return out


def _label(count: int, kind: str, style: str) -> str:
    said = _STYLE.search(style)
    name = said[1].lower() if said else ""
    if name == "none" or name in ("disc", "circle", "square"):
        return ""
    form = _STYLES.get(name) or _TYPES.get(kind, "decimal")
    return f"{written(count, form)}{'、' if form == 'chineseCounting' else '. '}"


def _whole(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else default
