"""`document.yaml` and the head of a digest to Metadata, with every field checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policy.documents import Metadata, Origin, TextKind, first_day
from policy.errors import UnreadableSource

LEVELS = ("国家", "省", "市", "区县")
STATUSES = ("现行", "征求意见", "未知", "废止", "失效")
_TEXTS = ("title", "notice_title", "issuer", "doc_no", "level", "region", "kind", "status", "relation", "source_note", "trial")
_LISTS = ("addressees", "repeals", "amended")
_DATES = ("issued", "published", "effective_from", "effective_to")
_KNOWN = {"id", *_TEXTS, *_DATES, *_LISTS, "text_kind", "clause_count", "organs", "sources", "facts"}


def read_metadata(
    data: Mapping[str, Any], where: str, origin: str = "document.yaml"
) -> tuple[Metadata, list[str]]:
    """Metadata of a mapping as in the corpus, and warnings on keys that are not known. `origin` is noted of each field.

    Raises UnreadableSource, naming the field, on a date that is none or a list where a text belongs.
    """
    values: dict[str, Any] = {name: _text(data, name, where) for name in _TEXTS}
    values |= {name: _date(data, name, where) for name in _DATES}
    values |= {name: _list(data, name, where) for name in _LISTS}
    values["text_kind"] = _text_kind(data, where)
    values["clause_count"] = _count(data, where)
    values["organs"] = _organs(data, where)
    values["sources"] = _sources(data, where)
    warnings = [f"{where}: unknown field {key!r} is passed over" for key in data if key not in _KNOWN]
    if values["level"] and values["level"] not in LEVELS:
        warnings.append(f"{where}: level {values['level']!r} is none of {'、'.join(LEVELS)}")
    if values["status"] and values["status"] not in STATUSES:
        warnings.append(f"{where}: status {values['status']!r} is none of {'、'.join(STATUSES)}")
    read_from = {name: Origin(origin) for name in values if data.get(name)}
    return Metadata(**values, read_from=read_from), warnings


def _text(data: Mapping[str, Any], name: str, where: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise UnreadableSource(f"{where}: {name} must be a text, not a list")
    return str(value).strip()


def _list(data: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = data.get(name) or []
    if not isinstance(value, list) or any(isinstance(entry, (dict, list)) for entry in value):
        raise UnreadableSource(f"{where}: {name} must be a list of texts")
    return tuple(str(entry).strip() for entry in value if entry is not None)


def _date(data: Mapping[str, Any], name: str, where: str) -> str:
    value = _text(data, name, where)
    if value:
        try:
            first_day(value)
        except ValueError as error:
            raise UnreadableSource(f"{where}: {name} {value!r} is no date; write 2025-05-31, 2025-05 or 2025") from error
    return value


def _count(data: Mapping[str, Any], where: str) -> int | None:
    value = data.get("clause_count")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
        raise UnreadableSource(f"{where}: clause_count must be a whole number from 1 up, not {value!r}")
    return value


def _organs(data: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    """Heading to the organs in charge, the leading one first."""
    value = data.get("organs") or {}
    if not isinstance(value, Mapping) or any(not isinstance(names, list) for names in value.values()):
        raise UnreadableSource(f"{where}: organs must give each heading a list of names")
    return {str(heading): tuple(str(name) for name in names) for heading, names in value.items()}


def _sources(data: Mapping[str, Any], where: str) -> tuple[str, ...]:
    """Where the document was published: addresses, as `- url: …` or bare."""
    value = data.get("sources") or []
    if not isinstance(value, list):
        raise UnreadableSource(f"{where}: sources must be a list of `- url: …`")
    found = [s.get("url") if isinstance(s, Mapping) else s for s in value]
    return tuple(str(url) for url in found if url)


def _text_kind(data: Mapping[str, Any], where: str) -> TextKind:
    value = _text(data, "text_kind", where) or "original"
    try:
        return TextKind(value)
    except ValueError as error:
        known = ", ".join(TextKind)
        raise UnreadableSource(f"{where}: text_kind {value!r} is none of {known}") from error
