"""Safe HTML: everything from documents, users and answers passes through `esc` on its way into a page."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlsplit

from desk.labels import confidence_label, kind_label, status_label
from desk.texts import Language

_MARK = re.compile(r"\[(\d{1,3})\]")


def esc(value: object) -> str:
    """`value` as text in HTML, in attributes too."""
    return html.escape(str(value), quote=True)


def chip(words: str, kind: str) -> str:
    """A small label; `kind` is its style."""
    return f'<span class="pd-chip pd-chip-{kind}">{esc(words)}</span>' if words else ""


def document_chips(text_kind: str, status: str, language: Language, current: bool = False) -> str:
    """The labels of a document: whose text it is, and its status."""
    kind = chip(kind_label(text_kind, language), "kind")
    good = status == "现行"
    return kind + chip(status_label(status, language, current), "good" if good else "warn")


def confidence_chip(confidence: str, language: Language) -> str:
    """How sure a digest's editor was, where that is less than high."""
    return chip(confidence_label(confidence, language), "warn")


def source_link(source: str) -> str:
    """Where a document came from: a link where it is a public body's page, else plain text."""
    if is_public_body(source):
        return f'<a href="{esc(source)}" target="_blank" rel="noopener noreferrer">{esc(source)}</a>'
    return f"<span>{esc(source)}</span>"


def is_public_body(source: str) -> bool:
    """Whether `source` is an http(s) address under .gov.cn, with no user name or port that could mislead."""
    try:
        parts = urlsplit(source)
        plain = parts.username is None and parts.password is None and parts.port is None
        return parts.scheme in ("http", "https") and plain and (parts.hostname or "").endswith(".gov.cn")
    except ValueError:
        return False


def document_href(document_id: str, clause_id: str = "") -> str:
    """The address of a document, or of a clause in it, from the application's root."""
    fragment = clause_id.partition("#")[2]
    return f"d/{quote(document_id)}{'#' if fragment else ''}{quote(fragment)}"


def clause_link(words: str, document_id: str, clause_id: str = "", start: int = 0, end: int = 0, up: str = "./") -> str:
    """A link that opens a document in the library, at a clause with a quote marked, without leaving the page.

    `up` is the relative address of the application's root.
    """
    place = f'data-document="{esc(document_id)}" data-clause="{esc(clause_id)}" data-start="{start}" data-end="{end}"'
    return f'<a class="pd-link" data-read {place} href="{esc(up)}{esc(document_href(document_id, clause_id))}">{esc(words)}</a>'


def with_marks(words: str, buttons: dict[int, str]) -> str:
    """`words` escaped, with each [n] replaced by `buttons[n]`; an unknown number stays text."""
    out, at = [], 0
    for found in _MARK.finditer(words):
        button = buttons.get(int(found[1]))
        if button is None:
            continue
        out += [esc(words[at : found.start()]), button]
        at = found.end()
    return "".join([*out, esc(words[at:])])


def paragraphs(words: str, buttons: dict[int, str] | None = None) -> str:
    """`words` escaped, one <p> a line."""
    lines = [line.strip() for line in words.split("\n")]
    return "".join(f"<p>{with_marks(line, buttons or {})}</p>" for line in lines if line)
