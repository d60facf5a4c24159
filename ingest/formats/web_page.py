"""A web page's bytes to a tree, and what its head says of the document."""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree, html

from ingest.formats.plain import decode, is_text
from policy.errors import UnreadableSource

Element = Any  # lxml's elements, of which it publishes no types

_MOST_BYTES = 32 * 1024 * 1024
_MOST_TAGS = 2_000_000  # a tree takes many times the memory of its tags
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# Pages that say gb2312 or gbk use characters beyond it; gb18030 holds them all.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
_PROLOG = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_DATE = re.compile(r"(\d{4})\s*[-/年.]\s*(\d{1,2})\s*[-/月.]\s*(\d{1,2})")
# The meta tags that the State Council's rules for government sites prescribe, and the fields that they state.
_META = {"articletitle": "title", "pubdate": "published", "contentsource": "source_note"}


def parse_page(raw: bytes, source: str) -> Element:
    """The page's root element. Raises UnreadableSource where it is no text, or nested deeper than pages ever are."""
    if len(raw) > _MOST_BYTES or raw.count(b"<") > _MOST_TAGS:
        raise UnreadableSource(f"{source} is larger than any page; save its text as a .docx or .txt file")
    text = _PROLOG.sub("", _decoded(raw, source)).replace("\x00", "")
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableSource(f"{source} holds no page that can be read; save it anew from the browser") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableSource(f"{source} is nested too deep for a page; save its text as a .docx or .txt file")
    return root


def _decoded(raw: bytes, source: str) -> str:
    """The page's text by the encoding that it declares, else by what the bytes are."""
    declared = _CHARSET.search(raw[:4096])
    if is_text(raw) and declared and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii", "replace").lower()
        try:
            return codecs.decode(raw, _WIDER.get(name, name))
        except (LookupError, UnicodeError, ValueError, TypeError):
            pass
    return decode(raw, source)


def facts_of(root: Element) -> dict[str, tuple[str, str]]:
    """What the meta tags state: field to the value and the tag it stands in."""
    found: dict[str, tuple[str, str]] = {}
    for tag in root.iter("meta"):
        name, content = (tag.get("name") or "").strip(), " ".join((tag.get("content") or "").split())
        field = _META.get(name.lower())
        if field and content and field not in found and (said := _dated(content) if field == "published" else content):
            found[field] = (said, f"<meta name={name}>")
    return found


def page_title(root: Element) -> str:
    """The words of the page's `<title>`."""
    return " ".join((root.findtext(".//title") or "").split())


def _dated(text: str) -> str:
    match = _DATE.search(text)
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else ""
