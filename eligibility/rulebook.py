"""The rules of all documents held, bound to their clauses: found beside the documents, and held against their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from eligibility.facts import FactBook, load_facts
from eligibility.files import Place, load
from eligibility.schema import Rule, RuleFile
from policy.answers import Citation
from policy.documents import Clause, Document
from policy.errors import UnreadableSource


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule with its document and clauses (by the name that the rule uses).

    `changed` names the clauses that are gone, or whose words are no longer those that the rule was held against.
    `cited` keeps the citations made, by clause (a field of the metadata: "") and words.
    """

    rule: Rule
    document: Document
    clauses: Mapping[str, Clause]
    changed: tuple[str, ...] = ()
    cited: dict[tuple[str, str], Citation | None] = field(default_factory=dict, compare=False, repr=False)

    @property
    def clause(self) -> Clause | None:
        """The clause that grants it."""
        return self.clauses.get(self.rule.clause)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of rules as read, with the line of each of its parts."""

    path: Path
    file: RuleFile
    lines: Mapping[Place, int]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every active rule, in the order of documents and files, and the facts that they may ask for."""

    rules: tuple[Bound, ...]
    facts: FactBook


def beside(document_file: Path, document_id: str, kind: str) -> Path | None:
    """The file of `kind` (rules, cases) that belongs to a document; None where there is none."""
    folder = document_file.parent
    own = (folder / "document.yaml").exists() and document_file.stem == "source"
    names = [f"{kind}.yaml"] if own else []
    names += [f"{stem}.{kind}.yaml" for stem in dict.fromkeys((document_file.stem, document_id))]
    return next((folder / n for n in names if (folder / n).is_file()), None)


def read_rules(path: Path) -> Source:
    """A file of rules. Raises UnreadableSource with line and field, also on an id that is there twice."""
    found, lines = load(path, RuleFile)
    ids: dict[str, int] = {}
    for n, rule in enumerate(found.rules):
        line = lines.get(("rules", n, "id"), 1)
        if rule.id in ids:
            raise UnreadableSource(f"{path}, line {line}: rule {rule.id} stands there twice; give one another id")
        ids[rule.id] = line
    return Source(path, found, lines)


def load_rules(documents: Iterable[tuple[Document, Path]], facts: Iterable[Path]) -> RuleBook:
    """The active rules of these documents, each with the file that it was read from.

    Raises UnreadableSource on a file of rules that can't be read, or that asks for a fact that is not declared.
    """
    book = load_facts([p for p in facts if p.is_file()])
    bound: list[Bound] = []
    for document, file in documents:
        path = beside(file, document.id, "rules")
        if path is None:
            continue
        source = read_rules(path)
        if source.file.document != document.id:
            raise UnreadableSource(f"{path}: document is {source.file.document}, but the file stands beside {document.id}")
        _refuse_unknown(source, book)
        bound += [bind(rule, document, source.file.seen) for rule in source.file.rules if not rule.draft]
    _refuse_twice(bound)
    return RuleBook(tuple(bound), book)


def _refuse_unknown(source: Source, book: FactBook) -> None:
    for n, rule in enumerate(source.file.rules):
        for name in rule.facts:
            if name not in book.facts:
                line = source.lines.get(("rules", n), 1)
                raise UnreadableSource(f"{source.path}, line {line}: rule {rule.id} asks for {name}, which facts.yaml lacks")


def _refuse_twice(bound: Iterable[Bound]) -> None:
    ids: dict[str, str] = {}
    for b in bound:
        if b.rule.id in ids:
            raise UnreadableSource(f"rule {b.rule.id} is in {ids[b.rule.id]} and in {b.document.id}; give one another id")
        ids[b.rule.id] = b.document.id


def bind(rule: Rule, document: Document, seen: Mapping[str, str]) -> Bound:
    """A rule with the clauses of its document that it names."""
    held = {c.clause_id.partition("#")[2]: c for c in document.clauses}
    clauses = {name: held[name] for name in rule.clauses if name in held}
    changed = tuple(n for n in rule.clauses if n not in clauses or seen.get(n) != clauses[n].digest)
    return Bound(rule, document, clauses, changed)
