"""Choosing among the documents held: by level, region, status and year, and by their names. No HTML here."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policy.documents import Document, Metadata

FACETS = ("level", "region", "status", "year")
LONGEST = 200
"""Characters of what is looked for."""
_LEVELS = ("国家", "省", "市", "区县")
_STATUSES = ("现行", "尚未施行", "征求意见", "未知", "已被替代", "已失效")
_APART = re.compile(r"[\s《》〈〉“”\"'、,，。.·()（）\[\]【】〔〕﹝﹞-]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader looks for; "" is no limit."""

    query: str = ""
    level: str = ""
    region: str = ""
    status: str = ""
    year: str = ""

    @property
    def limited(self) -> bool:
        """Whether anything but the words limits it."""
        return any(getattr(self, name) for name in FACETS)

    @classmethod
    def of(cls, given: Mapping[str, object]) -> Choice:
        """What an address asks for: `q` for words, and the facets by their names. What can't be is left out."""
        values = {name: str(given.get(name) or "").strip()[:LONGEST] for name in FACETS}
        if values["status"] not in _STATUSES:
            values["status"] = ""
        return cls(" ".join(str(given.get("q") or "").split())[:LONGEST], **values)

    def toggled(self, facet: str, value: str) -> Choice:
        """The same with one value chosen, or let go where it was."""
        if facet not in FACETS:
            return self
        return replace(self, **{facet: "" if getattr(self, facet) == value else value})


def value_of(document: Document, facet: str, today: date) -> str:
    """What a document is under a facet; "" where that is not known."""
    meta = document.metadata
    if facet == "status":
        return standing(meta, today)
    if facet == "year":
        return (meta.issued or meta.published or meta.effective_from)[:4]
    return str(getattr(meta, facet))


def standing(meta: Metadata, today: date) -> str:
    """The status on a day: what the document says of itself, unless its dates say that it is over, or still to come."""
    if meta.status not in ("", "现行", "未知"):
        return meta.status
    if meta.ends is not None and meta.ends < today:
        return "已失效"
    if meta.starts is not None and meta.starts > today:
        return "尚未施行"
    return meta.status or "未知"


def chosen(documents: Sequence[Document], choice: Choice, today: date, but: str = "") -> list[Document]:
    """The documents within the limits, other than that of the facet `but`."""
    wanted = {name: getattr(choice, name) for name in FACETS if name != but and getattr(choice, name)}
    return [d for d in documents if all(value_of(d, name, today) == value for name, value in wanted.items())]


def counts(documents: Sequence[Document], choice: Choice, facet: str, today: date) -> list[tuple[str, int]]:
    """The values of a facet, and how many documents each would leave, given the other limits."""
    found = Counter(value_of(d, facet, today) for d in chosen(documents, choice, today, but=facet))
    found.pop("", None)
    current = getattr(choice, facet)
    if current and current not in found:
        found[current] = 0
    if facet == "year":
        return sorted(found.items(), reverse=True)
    order = {"level": _LEVELS, "status": _STATUSES}.get(facet, ())
    if order:
        return sorted(found.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def named(documents: Sequence[Document], query: str) -> list[Document]:
    """The documents whose title, 文号 or issuer holds each of the words."""
    words = [plain(word) for word in query.split()]
    words = [word for word in words if word]
    return [d for d in documents if words and all(word in _names(d) for word in words)]


def plain(words: str) -> str:
    """Words to compare: one width, no case, no punctuation."""
    return _APART.sub("", unicodedata.normalize("NFKC", words)).casefold()


def _names(document: Document) -> str:
    meta = document.metadata
    return "\n".join(plain(value) for value in (meta.title, meta.notice_title, meta.doc_no, meta.issuer))
