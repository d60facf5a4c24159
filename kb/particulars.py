"""What was read of each document's particulars, and from where, as lines for a person."""

from __future__ import annotations

from policy.documents import Document, Origin

_NAMES = {
    "title": ("标题", "title"),
    "notice_title": ("通知标题", "notice"),
    "doc_no": ("文号", "number"),
    "issuer": ("发文机关", "issuer"),
    "addressees": ("主送机关", "addressees"),
    "level": ("层级", "level"),
    "region": ("适用地区", "region"),
    "kind": ("文种", "kind"),
    "trial": ("试行或暂行", "on trial"),
    "status": ("状态", "status"),
    "issued": ("成文日期", "signed"),
    "published": ("发布日期", "published"),
    "effective_from": ("施行日期", "in force from"),
    "effective_to": ("有效期至", "in force until"),
    "amended": ("修改日期", "amended"),
    "repeals": ("废止文件", "repeals"),
}
_QUOTE = 48


def particulars(document: Document, language: str = "zh") -> list[str]:
    """The document, then one line for each field: its value and where it was read."""
    english = language == "en"
    meta = document.metadata
    out = [f"{document.id}: {document.title}" if english else f"{document.id}：《{document.title}》"]
    for name in _NAMES:
        value = getattr(meta, name)
        origin = meta.read_from.get(name)
        if value and origin:
            shown = "；".join(value) if isinstance(value, tuple) else value
            out.append(f"  {_name(name, language)}{': ' if english else '：'}{shown} ← {_place(origin, language)}")
    return out


def _name(field: str, language: str) -> str:
    return _NAMES.get(field, (field, field))[language == "en"]


def _place(origin: Origin, language: str) -> str:
    english = language == "en"
    where = origin.source
    if origin.line:
        words = " ".join(origin.quote.split())
        words = words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"
        where = f"line {origin.line}: {words}" if english else f"第{origin.line}行：{words}"
    if not origin.via:
        return where
    by = _name(origin.via, language)
    return f"{where} (by {by})" if english else f"{where}（依据{by}）"
