"""Matching in the knowledge base: the rules beside the documents held, and profiles held against them."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from eligibility.dialogue import consult
from eligibility.forms import form
from eligibility.match import match
from eligibility.pointed import Ask, pointing
from eligibility.reading import Telling, read_told
from eligibility.rulebook import RuleBook, beside, load_rules
from ingest.catalogue import Held
from language.regions import covers, parse_region
from policy.consultations import Consultation, Consulted
from policy.errors import BadArgument, UnknownDocument
from policy.forms import Form
from policy.verdicts import Verdicts

FACTS = "facts.yaml"
_NOTHING = Telling()


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is known of an applicant: `facts` as given, what `text` tells beside them, `region` where neither says it.

    `untold` names the facts that the text is not to be taken to tell: its writer has said so.
    """

    facts: Mapping[str, Any]
    text: str = ""
    region: str = ""
    untold: Collection[str] = ()


def fact_files(corpus: Path, held: Sequence[Held]) -> list[Path]:
    """Where facts are declared: in every folder that documents came from, most documents first, and in the corpus.

    The corpus comes last: where all documents came from a copy of it, that copy is what they go with.
    """
    folders = dict.fromkeys([*(root for root, _ in Counter(h.root for h in held).most_common()), str(corpus.resolve())])
    return [path for f in folders if (path := Path(f) / FACTS).is_file()]


class Matcher:
    """Profiles held against the rules of the documents held. Safe to share between threads."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._lock = threading.Lock()
        self._watched: tuple[str, ...] = ()
        self._stamp: tuple[int, ...] = ()
        self._book: RuleBook | None = None

    def match(
        self, held: Sequence[Held], generation: int, applicant: Applicant, on: date | None, documents: Sequence[str],
        ask: Ask | None = None,
    ) -> Verdicts:  # fmt: skip
        """The verdicts on one day, today unless told. Raises what `decide`, `book` and `check_documents` raise."""
        check_documents(documents, held)
        verdicts = decide(self.book(held, generation), applicant, on or date.today(), documents, ask)
        return replace(verdicts, notes=notes_on(held))

    def consult(
        self, held: Sequence[Held], generation: int, message: str, state: Consultation, region: str, on: date | None,
        documents: Sequence[str], ask: Ask | None = None,
    ) -> tuple[Consulted | None, Consultation]:  # fmt: skip
        """The reply to a message of a dialogue, as `dialogue.consult`; `ask` as in `decide`. Raises as `match`."""
        check_documents(documents, held)
        book, point = self.book(held, generation), pointing(ask) if ask else None
        reply, after = consult(message, state, book, on or date.today(), documents, region, point)
        if reply:
            reply = replace(reply, verdicts=replace(reply.verdicts, notes=notes_on(held)))
        return reply, after

    def form(self, held: Sequence[Held], generation: int, entered: Mapping[str, str]) -> Form:
        """The form of the facts that rules ask for, with `entered` read. Raises what `book` raises."""
        return form(self.book(held, generation), entered, date.today())

    def book(self, held: Sequence[Held], generation: int) -> RuleBook:
        """The active rules, read anew when a file of theirs changes. Raises UnreadableSource on one that can't be read."""
        with self._lock:
            if self._book is None or self._state(generation) != self._stamp:
                facts = fact_files(self._corpus, held)
                rules = [p for h in held if (p := beside(Path(h.file), h.document.id, "rules"))]
                self._book = load_rules([(h.document, Path(h.file)) for h in held], facts)
                folders = {str(self._corpus), *(h.root for h in held), *(os.path.dirname(h.file) for h in held)}
                self._watched = (*sorted(folders), *map(str, facts), *map(str, rules))
                self._stamp = self._state(generation)
            return self._book

    def _state(self, generation: int) -> tuple[int, ...]:
        """The catalogue's generation and when each folder and file was last changed: a new file changes its folder."""
        return (generation, *(os.stat(p).st_mtime_ns if os.path.exists(p) else 0 for p in self._watched))


def decide(
    book: RuleBook, applicant: Applicant, day: date, documents: Sequence[str], ask: Ask | None = None
) -> Verdicts:
    """The verdicts on one day; given facts go before told ones. `ask` has a model point at what the grammar did not find.

    Raises BadArgument, naming the field, on facts that can't be.
    """
    telling = read_told(applicant.text, book, day) if applicant.text else _NOTHING
    if ask and applicant.text:
        telling = pointing(ask)(applicant.text, book, telling, day)
    values = {n: v for n, v in telling.values.items() if n not in applicant.untold}
    known = book.facts.check({**values, **applicant.facts})
    if applicant.region:
        known = book.facts.check({"region": applicant.region}) | known
        _refuse_elsewhere(str(known["region"]), applicant.region)
    verdicts = match(book, known, day, documents)
    kept = tuple(t for t in telling.told if t.fact not in applicant.facts and t.fact not in applicant.untold)
    return replace(verdicts, told=kept, unplaced=telling.unplaced)


def notes_on(held: Sequence[Held]) -> tuple[str, ...]:
    """What stands in the way of the rules: files that are no longer where their documents were ingested from."""
    gone = [h.document.id for h in held if not os.path.exists(h.file)]
    return (f"{len(gone)}份文件的来源文件已不在原处（{gone[0]}等），其规则未能采用；请重新收录",) if gone else ()


def _refuse_elsewhere(given: str, asked: str) -> None:
    known = parse_region(given) and parse_region(asked)
    if given != asked and known and not (covers(asked, given) or covers(given, asked)):
        raise BadArgument(f"region is {given} in the profile and {asked} beside it; give one of them")


def first_of_each(held: Iterable[Held]) -> list[Held]:
    """Of files that give one document twice, as a folder that is not ingested may hold them, the first."""
    by_id: dict[str, Held] = {}
    for h in held:
        by_id.setdefault(h.document.id, h)
    return list(by_id.values())


def check_documents(documents: Sequence[str], held: Sequence[Held]) -> None:
    """Raise UnknownDocument where one of these is not held."""
    ids = {h.document.id for h in held}
    for document_id in documents:
        if document_id not in ids:
            raise UnknownDocument(f"no document {document_id!r} is held; `policydesk clauses` lists what is")
