"""The rules as those who write them see them: listed, checked, recorded as read, drafted. Works on the corpus itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eligibility.check import check_file
from eligibility.draft import draft_rules
from eligibility.facts import FactBook, load_facts
from eligibility.rulebook import Source, beside, read_rules
from eligibility.schema import Rule
from eligibility.seen import record
from ingest.catalogue import Held
from ingest.gather import gather
from kb.eligibility import fact_files, first_of_each
from kb.settings import Settings
from policy.errors import BadArgument, UnknownDocument


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule in a list: what it rests on, what it grants, what it asks for."""

    rule_id: str
    document_id: str
    clause_id: str
    label: str
    kind: str
    facts: tuple[str, ...]
    draft: bool

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "rule_id": self.rule_id, "document_id": self.document_id, "clause_id": self.clause_id, "label": self.label,
            "kind": self.kind, "facts": list(self.facts), "draft": self.draft,
        }  # fmt: skip


class Rules:
    """The rules below a folder of documents, as the files are now. Reads no knowledge base and loads no model."""

    def __init__(self, settings: Settings) -> None:
        self._held = first_of_each(gather([settings.corpus]).held)
        self._fact_files = fact_files(settings.corpus, self._held)

    def facts(self) -> FactBook:
        """The facts declared. Raises UnreadableSource."""
        return load_facts(self._fact_files)

    def all(self, documents: Sequence[str] = ()) -> list[Listed]:
        """Every rule, drafts included. Raises UnreadableSource, and UnknownDocument on a document that is not there."""
        return [_listed(rule, held.document.id) for held, source in self._sources(documents) for rule in source.file.rules]

    def check(self, documents: Sequence[str] = ()) -> list[str]:
        """What is wrong with rules, cases and facts, each with file and line; [] where all is well."""
        facts = self.facts()
        chosen = self._chosen(documents)
        return [str(p) for h in chosen for p in check_file(h.document, Path(h.file), facts)]

    def see(self, rule_ids: Sequence[str]) -> list[str]:
        """Record that these rules have been held against their clauses; the clauses that had changed.

        Raises BadArgument on an id that is not there, UnreadableSource where a clause is gone.
        """
        sources = list(self._sources(()))
        known = {r.id for _, s in sources for r in s.file.rules}
        unknown = [i for i in rule_ids if i not in known]
        if unknown:
            raise BadArgument(f"there is no rule {unknown[0]!r}; `policydesk rules` lists them")
        out = []
        for held, source in sources:
            own = [r.id for r in source.file.rules if r.id in rule_ids]
            if own:
                out += [f"{held.document.id}#{n}" for n in record(source, held.document, own)]
        return out

    def draft(self, document_id: str) -> str:
        """Draft rules for a document, as YAML. Raises UnknownDocument, and BadArgument where nothing is checkable."""
        held = self._chosen([document_id])[0]
        text = draft_rules(held.document, self.facts())
        if not text:
            raise BadArgument(f"no provision of {document_id} grants anything on conditions; there is no rule to draft")
        return text

    def _chosen(self, documents: Sequence[str]) -> list[Held]:
        by_id = {h.document.id: h for h in self._held}
        for document_id in documents:
            if document_id not in by_id:
                raise UnknownDocument(f"there is no document {document_id!r} in the corpus; check its id")
        return [by_id[i] for i in documents] if documents else list(self._held)

    def _sources(self, documents: Sequence[str]) -> list[tuple[Held, Source]]:
        found = [(h, beside(Path(h.file), h.document.id, "rules")) for h in self._chosen(documents)]
        return [(held, read_rules(path)) for held, path in found if path]


def _listed(rule: Rule, document_id: str) -> Listed:
    return Listed(
        rule.id, document_id, f"{document_id}#{rule.clause}", rule.benefit.label, rule.benefit.kind, rule.facts, rule.draft
    )
