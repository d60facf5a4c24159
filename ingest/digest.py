"""Digests: facts restated in other words, one YAML file a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.metadata import read_metadata
from ingest.provisions import read_provisions
from policy.documents import Clause, ClauseKind, Document
from policy.errors import UnreadableSource

_FACT_FIELDS = ("heading", "text", "ref", "applicant", "organ", "confidence")


def read_digest(data: Mapping[str, Any], document_id: str, source: str) -> Document:
    """A digest: its head as metadata, each fact a clause. The text is the facts, one heading and one line each.

    Raises UnreadableSource, naming the fact, where something is missing.
    """
    facts = data.get("facts")
    if not isinstance(facts, list) or not facts:
        raise UnreadableSource(f"{source} has no list of facts; a digest is `id`, `title` and `facts`")
    metadata, warnings = read_metadata(data, source, origin=source)
    if not metadata.title or not document_id:
        raise UnreadableSource(f"{source} needs an id and a title")
    reader = _Facts(document_id)
    for number, fact in enumerate(facts, 1):
        where = f"{source}, fact {number}"
        warnings += reader.add(_checked(fact, where), number, where)
    return Document(document_id, source, reader.text, metadata, tuple(reader.clauses), (), tuple(warnings))


def _checked(fact: Any, where: str) -> dict[str, str]:
    """The fields of a fact as texts. Raises UnreadableSource where one is no text, or heading or text is missing."""
    if not isinstance(fact, dict):
        raise UnreadableSource(f"{where} needs a heading and a text")
    for name, value in fact.items():
        if isinstance(value, (dict, list)):
            raise UnreadableSource(f"{where}: {name} must be a text, not a list")
    fields = {str(name): str(value).strip() for name, value in fact.items() if value is not None}
    if not fields.get("heading") or not fields.get("text"):
        raise UnreadableSource(f"{where} needs a heading and a text")
    return fields


class _Facts:
    """The clauses of a digest and the text that they are spans of."""

    def __init__(self, document_id: str) -> None:
        self._document_id = document_id
        self._headings: dict[str, int] = {}
        self.text = ""
        self.clauses: list[Clause] = []

    def add(self, fact: Mapping[str, str], number: int, where: str) -> list[str]:
        """Take up a fact; warnings on fields that are not known."""
        heading, body = " ".join(fact["heading"].split()), fact["text"]
        start = len(self.text) + len(heading) + 1
        self.clauses.append(
            Clause(
                clause_id=f"{self._document_id}#{self._slug(heading)}", document_id=self._document_id,
                kind=ClauseKind.FACT, heading=heading, path=(heading,), text=body, start=start, end=start + len(body),
                head_start=len(self.text), number=number, provisions=tuple(read_provisions(body, heading=heading)),
                confidence=fact.get("confidence", ""), applicant=fact.get("applicant", ""),
                organs=tuple(o for o in fact.get("organ", "").replace("，", "、").split("、") if o),
                ref=fact.get("ref", ""),
            )
        )  # fmt: skip
        self.text += f"{heading}\n{body}\n"
        return [f"{where}: unknown field {name!r} is passed over" for name in fact if name not in _FACT_FIELDS]

    def _slug(self, heading: str) -> str:
        """The heading; its second use is 结构~2."""
        count = self._headings[heading] = self._headings.get(heading, 0) + 1
        name = heading.replace("#", "＃")
        return name if count == 1 else f"{name}~{count}"
