"""Statutory articles as documents that a knowledge base can ingest, and from its hits back to the articles.

A row is `{"id", "name", "text"}`; the name ends in the article's label (民法典第五百零九条), before which stands the law.
Rows of one name and text are one article under several ids. The articles of a law become one document, written down as
laws are, so that they go through the same parser as any other; a name without a label is a document of its own.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

from language.numerals import CHINESE, read_chinese
from language.text import fold
from policy.answers import Hit
from policy.documents import Clause, ClauseKind
from policy.errors import BadArgument

_NAME = re.compile(rf"(?P<law>.+?)(?P<label>第(?P<n>[{CHINESE}\d]+)条(?:之(?P<insert>[{CHINESE}\d]+))?)")

_PREFIX = "law-"

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Article:
    """One row of the file of articles."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the file of questions: what is asked, and the ids of the articles that answer it."""

    id: str
    q: str
    gold: frozenset[str]


def read_articles(path: Path, rows: int | None = None) -> list[Article]:
    """The first `rows` articles of a file of JSON lines, packed by gzip or not. Raises BadArgument, naming the line."""

    def made(row: dict[str, Any]) -> Article:
        return Article(_text(row, "id"), " ".join(_text(row, "name").split()), _text(row, "text"))

    return _rows(path, made, rows)


def read_questions(path: Path) -> list[Question]:
    """The questions of a file of JSON lines. Raises BadArgument, naming the line."""

    def made(row: dict[str, Any]) -> Question:
        gold = row.get("gold")
        if not isinstance(gold, list) or not gold or not all(isinstance(g, str) for g in gold):
            raise ValueError("gold must be a list of one or more article ids")
        return Question(_text(row, "id"), _text(row, "q"), frozenset(gold))

    return _rows(path, made)


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be a text")
    return value.strip()


def _rows(path: Path, made: Callable[[dict[str, Any]], Read], most: int | None = None) -> list[Read]:
    out: list[Read] = []
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if most is not None and len(out) == most:
                    break
                if line.strip():
                    out.append(_row(line, f"{path}:{number}", made))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadArgument(f"{path} can't be read ({error}); name a file of JSON lines, .gz or not") from error
    if not out:
        raise BadArgument(f"{path} holds no rows; name a file of JSON lines")
    return out


def _row(line: str, where: str, made: Callable[[dict[str, Any]], Read]) -> Read:
    try:
        row = json.loads(line)
        return made(row if isinstance(row, dict) else {})
    except ValueError as error:
        raise BadArgument(f"{where}: {error}; mend the line or leave it out") from error


@dataclass(slots=True)
class _Law:
    """The articles of one document, by place: (9, 0) is 第九条, (9, 1) 第九条之一, (0, 0) a text without a label."""

    title: str
    articles: dict[tuple[int, int], list[Article]] = field(default_factory=dict)

    def takes(self, place: tuple[int, int], article: Article) -> bool:
        """Whether the article fits: its place is free, or the same words stand there."""
        held = self.articles.setdefault(place, [article])
        if held[0] is not article and held[0].text == article.text:
            held.append(article)
        return held[-1] is article


class Statutes:
    """Articles as the documents of a knowledge base."""

    def __init__(self, articles: Sequence[Article]) -> None:
        """Of two texts under one name the second goes into another document of the same title."""
        by_title: dict[str, list[_Law]] = {}
        for article in articles:
            title, place = _place(article.name)
            laws = by_title.setdefault(title, [])
            if not any(law.takes(place, article) for law in laws):
                laws.append(_Law(title, {place: [article]}))
        self._laws = {f"{_PREFIX}{n}": law for n, law in enumerate((x for laws in by_title.values() for x in laws), 1)}

    def write(self, folder: Path) -> None:
        """A folder for each document, with its title in `document.yaml` and its articles in `source.txt`.

        What an earlier run with other articles has written there goes.
        """
        for old in folder.glob(f"{_PREFIX}*"):
            if old.name not in self._laws:
                shutil.rmtree(old)
        for document_id, law in self._laws.items():
            place = folder / document_id
            place.mkdir(parents=True, exist_ok=True)
            facts = yaml.safe_dump({"id": document_id, "title": law.title}, allow_unicode=True)
            _write(place / "document.yaml", facts)
            lines = (_written(held[0]) for _, held in sorted(law.articles.items()))
            _write(place / "source.txt", "\n".join((law.title, *lines)) + "\n")

    def ranked(self, hits: Iterable[Hit]) -> list[str]:
        """The ids of the articles found, best first. A clause that is no article of the file keeps its place, as ""."""
        seen: dict[tuple[str, ...], None] = dict.fromkeys(self.ids(h.clause) or ("",) for h in hits)
        return [i for ids in seen for i in ids]

    def ids(self, clause: Clause) -> tuple[str, ...]:
        """The ids under which the file has the article that a clause is; none where it is no article of the file."""
        law = self._laws.get(clause.document_id)
        if law is None:
            return ()
        place = (0, 0) if (0, 0) in law.articles else _labelled(clause)
        return tuple(a.id for a in law.articles.get(place, ()))

    def unplaced(self, clauses: Iterable[Clause]) -> list[str]:
        """The names of the articles that no clause stands for: what the parser has not found."""
        found = {i for c in clauses if c.kind is not ClauseKind.PART for i in self.ids(c)}
        articles = (held[0] for law in self._laws.values() for held in law.articles.values())
        return [a.name for a in articles if a.id not in found]


def _place(name: str) -> tuple[str, tuple[int, int]]:
    """The law that a name begins with, and the article's place in it."""
    match = _NAME.fullmatch(name)
    return (match["law"].strip(), (_value(match["n"]), _value(match["insert"]))) if match else (name, (0, 0))


def _labelled(clause: Clause) -> tuple[int, int]:
    match = _NAME.fullmatch("·" + "".join(fold(clause.label).split()))
    return (_value(match["n"]), _value(match["insert"])) if match else (-1, 0)


def _value(number: str | None) -> int:
    if not number:
        return 0
    return int(number) if number.isdigit() else int(read_chinese(number))


def _written(article: Article) -> str:
    """An article as a law has it: its label, then its first paragraph on the same line."""
    body = "\n".join(line.strip() for line in article.text.splitlines() if line.strip())
    match = _NAME.fullmatch(article.name)
    return f"{match['label']} {body}" if match else body


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:  # a file that stays as it is is not read again
        path.write_text(text, encoding="utf-8")
