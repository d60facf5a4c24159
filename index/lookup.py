"""Exact look-up: the clauses and documents that a question names outright.

`第三条`, `第三条第二款第（一）项`; a 文号 in any brackets or none; a title in 《》, or in full without them. 第三条 is the
label where the document has such labels, else the position among its articles.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from language.numerals import CHINESE, read_chinese
from language.text import fold
from policy.documents import Clause, ClauseKind, Document

MOST_DOCUMENTS = 5
"""A name that fits more documents than this names none of them: 第三条 alone, among hundreds of laws."""

_NUMBER = rf"(?:\d{{1,4}}|[{CHINESE}]{{1,8}})"
_ARTICLE = re.compile(
    rf"第\s*(?P<article>{_NUMBER})\s*条(?:\s*之\s*(?P<insert>{_NUMBER}))?"
    rf"(?:\s*第\s*(?P<paragraph>{_NUMBER})\s*款)?"
    rf"(?:\s*第\s*[(（]?\s*(?P<item>{_NUMBER})\s*[)）]?\s*项)?"
)
_PLAIN_LABEL = re.compile(rf"[(]?(?P<plain>{_NUMBER})[)]?[,.]?")
_TITLED = re.compile(r"《([^《》]{2,80})》")
_MEANINGLESS = re.compile(r"[\W_年第]")
_NUMBER_LENGTH = 6  # characters of a bare 文号, least
_NAME_LENGTH = 8  # characters of a title, least: a shorter one is also a common phrase, and counts in 《》 only
_SHORTENED_LENGTH = 4  # characters, least, of a title in 《》 that is part of the full one

Place = tuple[int, int]
"""An article's number and its insertion: 第三条之一 is (3, 1), 第三条 is (3, 0)."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names: clauses, and the ids of documents."""

    clauses: tuple[Clause, ...] = ()
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Reference:
    """第三条之一第二款第四项: place (3, 1), paragraph 2, item 4. What goes unsaid is 0."""

    place: Place
    paragraph: int
    item: int


class Lookup:
    """The names of documents and the numbers of articles, for one set of documents."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        self._names = [(name, d.id) for d in documents for name in _names(d)]
        self._numbers = [(_bare(d.metadata.doc_no), d.id) for d in documents]
        self._articles = {d.id: _articles(d) for d in documents}

    def find(self, question: str, allowed: Collection[str] | None = None) -> Named:
        """What `question` names, among the documents of the ids `allowed` (None: all)."""
        documents = self._named(question)
        if allowed is not None:
            documents &= frozenset(allowed)
        searched = [d for d in self._documents if (d in documents or not documents) and (allowed is None or d in allowed)]
        references = [_reference(match) for match in _ARTICLE.finditer(question)]
        return Named(tuple(c for r in references for c in self._clauses(r, searched)), documents)

    def _named(self, question: str) -> frozenset[str]:
        """The ids of the documents named: by 文号, by a title in full, by a title in 《》."""
        bare = _bare(question)
        found = [(name, d) for name, d in self._names if len(name) >= _NAME_LENGTH and name in bare]
        found += [(number, d) for number, d in self._numbers if len(number) >= _NUMBER_LENGTH and _stands(number, bare)]
        # One name inside another names nothing by itself: 杭政发〔2025〕1号 in 余杭政发〔2025〕1号.
        whole = frozenset(d for name, d in found if not any(name != other and name in other for other, _ in found))
        return whole.union(*(self._titled(_bare(title)) for title in _TITLED.findall(question)))

    def _titled(self, title: str) -> frozenset[str]:
        """The documents of a title in 《》, which people shorten; none where too many would fit."""
        exact = frozenset(d for name, d in self._names if name == title)
        if exact or len(title) < _SHORTENED_LENGTH:
            return exact
        near = frozenset(d for name, d in self._names if title in name)
        return near if len(near) <= MOST_DOCUMENTS else frozenset()

    def _clauses(self, reference: _Reference, searched: Sequence[str]) -> list[Clause]:
        held = {d: units for d in searched if (units := self._articles[d].get(reference.place))}
        if len(held) > MOST_DOCUMENTS:
            return []
        return [clause for d, units in held.items() for u in units for clause in _inside(u, reference, self._documents[d])]


def _names(document: Document) -> Iterator[str]:
    """The titles as people write them: with and without 关于, and the year or mark in brackets at the end."""
    for title in (document.title, document.metadata.notice_title):
        full = _bare(title)
        short = _bare(re.sub(r"[(（][^()（）]*[)）]\s*$", "", title))
        yield from sorted({n for n in (full, short, full.removeprefix("关于"), short.removeprefix("关于")) if n})


def _bare(text: str) -> str:
    """Only what tells names apart: 浙政发〔2025〕10号, 浙政发[2025]第10号 and 浙政发2025年10号 are the same."""
    return _MEANINGLESS.sub("", fold(text)).removesuffix("号")


def _stands(number: str, bare: str) -> bool:
    """Whether a 文号 is in the question, and not only the first digits of another."""
    return number in bare and re.search(rf"{re.escape(number)}(?!\d)", bare) is not None


def _reference(match: re.Match[str]) -> _Reference:
    return _Reference((_read(match["article"]), _read(match["insert"])), _read(match["paragraph"]), _read(match["item"]))


def _read(number: str | None) -> int:
    if not number:
        return 0
    return int(number) if number.isdigit() else int(read_chinese(number))


def _articles(document: Document) -> dict[Place, list[Clause]]:
    """Articles by place: by 第X条 labels, else by other labels if each number stands once, else by position.

    An entry of a digest that restates an article goes by that article's number too.
    """
    articles = [clause for clause in document.clauses if clause.kind is ClauseKind.ARTICLE]
    found = _by_label(articles) or {(n, 0): [clause] for n, clause in enumerate(articles, 1)}
    for clause in document.clauses:
        if clause.kind is ClauseKind.FACT and (match := _ARTICLE.match(fold(clause.ref))):
            found.setdefault(_reference(match).place, []).append(clause)
    return found


def _by_label(articles: Sequence[Clause]) -> dict[Place, list[Clause]]:
    labels = ["".join(fold(clause.label).split()) for clause in articles]
    named: dict[Place, list[Clause]] = {}
    plain: dict[Place, list[Clause]] = {}
    for clause, label in zip(articles, labels, strict=True):
        if match := _ARTICLE.fullmatch(label):
            named.setdefault(_reference(match).place, []).append(clause)
        elif match := _PLAIN_LABEL.fullmatch(label):
            plain.setdefault((_read(match["plain"]), 0), []).append(clause)
    return named or (plain if len(plain) == len(articles) else {})


def _inside(unit: Clause, reference: _Reference, document: Document) -> list[Clause]:
    """The part that the reference names, if the article has it, and the article."""
    part = unit
    if reference.paragraph:
        part = _part(part, ClauseKind.PARAGRAPH, reference.paragraph, document) or part
    if reference.item:
        part = _part(part, ClauseKind.ITEM, reference.item, document) or part
    return [unit] if part is unit else [part, unit]


def _part(parent: Clause, kind: ClauseKind, number: int, document: Document) -> Clause | None:
    """The first part of that number below `parent`, at any depth: people name an item without its paragraph."""
    below = {parent.clause_id}
    for clause in document.clauses:  # parents come before their children
        if clause.parent_id in below:
            if clause.kind is kind and clause.number == number:
                return clause
            below.add(clause.clause_id)
    return None
