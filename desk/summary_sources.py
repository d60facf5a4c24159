"""The clauses that a summary cites, numbered through, and the list of them by document."""

from __future__ import annotations

from collections.abc import Iterator

from desk.labels import confidence_label, kind_label, status_label, validity
from desk.texts import Language, text
from policy.answers import Citation


class Numbers:
    """One number for each clause; what a document says of itself (its dates, its region) counts as one clause, too."""

    def __init__(self) -> None:
        self._first: dict[str, Citation] = {}
        self._numbers: dict[str, int] = {}

    def mark(self, citation: Citation) -> str:
        """The mark of a citation: `[3]`."""
        key = f"{citation.document_id}#" if citation.field else citation.clause_id
        self._first.setdefault(key, citation)
        return f"[{self._numbers.setdefault(key, len(self._numbers) + 1)}]"

    def documents(self) -> Iterator[tuple[Citation, list[tuple[int, Citation]]]]:
        """Each document, by a citation of it, with the numbers of its clauses."""
        by: dict[str, list[tuple[int, Citation]]] = {}
        for key, citation in self._first.items():
            by.setdefault(citation.document_id, []).append((self._numbers[key], citation))
        for own in by.values():
            yield own[0][1], own


def document_text(c: Citation, language: Language) -> str:
    """What a document is: title, number, whose text, whether it is in force."""
    marks = (kind_label(c.text_kind, language), status_label(c.status, language, current=True), confidence_label(c.confidence, language))
    dates = f"{text('validity', language)} {validity(c.effective_from, c.effective_to, language)}"
    return " · ".join(part for part in (c.document, c.doc_no, *marks, dates) if part)


def source_line(c: Citation, language: Language) -> str:
    """Where it is published; "" where nobody knows: never the path of a file on this machine."""
    return text("summary_source", language, source=c.source) if c.source.startswith(("http://", "https://")) else ""


def clauses_text(own: list[tuple[int, Citation]], language: Language) -> str:
    """The numbers of a document's clauses with their headings."""
    return "  ".join(f"[{n}] {text('summary_itself', language) if c.field else c.heading}" for n, c in own)
