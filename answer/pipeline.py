"""The answer path: one literal list of steps. Each looks at the draft, adds its part, or settles it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

from answer import asking, requests
from answer.asking import asks_meant
from answer.calculate import calculate
from answer.compose import compose
from answer.context import contextualise
from answer.facts import answer_from_metadata
from answer.fullness import asks_where_full
from answer.ground import ground
from answer.guard import Refusal, refusal_of
from answer.judge import judge
from answer.least import asks_least
from answer.lexicon import Lexicon
from answer.linear import classifier_of
from answer.mentions import named_documents
from answer.premise import check_premises
from answer.present import present
from answer.reading import Ahead, Reading, read_question
from answer.reconsider import answered_by_a_clause
from answer.retrieve import outside, region_asked, regions_of, retrieve, served
from answer.state import Context, Draft, Search, Stated, nothing_ahead
from answer.themes import Embed, EmbedAll, Themes
from answer.wording import say
from answer.worked import work_out
from language.regions import NATION, parse_region
from language.repair import Repairer, sound_of
from policy.answers import Answer, Filters, Status, Turn
from policy.documents import Document

Step = Callable[[Draft, Context], None]


def normalise_and_read(draft: Draft, context: Context) -> None:
    """NFKC, simplified characters, numerals; what is asked; figures, region and date."""
    draft.reading = read_question(
        draft.question, province=context.province, repair=context.mended, meant=context.meant, ahead=context.ahead
    )
    if draft.reading.on and draft.filters.on is None:
        draft.on = draft.reading.on


def guard(draft: Draft, context: Context) -> None:
    """Instructions to the system, fraud, other people's data."""
    named = refusal_of(draft.read.text)
    refusal = named if named and not requests.only_spoken_of(context.kinds(draft.read.text)) else _refused_by_meaning(draft, context)
    if refusal:
        draft.status = Status.REFUSED
        draft.lines = [say(refusal.value, draft.english)]


def _refused_by_meaning(draft: Draft, context: Context) -> Refusal | None:
    """Why the kind of the message lets it be refused; how many of the caller's own staff it takes is nobody's secret."""
    reading = draft.read
    refusal = requests.refused_by(context.kinds(reading.text), plain_sum=asks_where_full(reading))
    own = refusal is Refusal.PRIVACY and bool(reading.figures) and asks_least(reading)
    return None if own or refusal is None or answered_by_a_clause(draft, context) else refusal


def place(draft: Draft, context: Context) -> None:
    """The region asked about: one that no document covers settles the matter."""
    given = draft.filters.region
    beyond = outside(draft.read, context) if not given else "" if served(given, context) else given
    if beyond and not _nationwide(draft, context):
        draft.status = Status.NOT_COVERED
        draft.lines = [say("other_region", draft.english, region=beyond)]
        return
    draft.region = given or region_asked(draft.read, context)
    asked = parse_region(draft.region, context.province) if draft.region else None
    draft.region = asked.name if asked and asked.province else draft.region
    if asked and asked.city and draft.region not in regions_of(list(context.documents)):
        draft.local_rule_missing = draft.region


def _nationwide(draft: Draft, context: Context) -> bool:
    """Whether a question names a document of the whole nation, which holds for callers from anywhere."""
    named = named_documents(draft.read, context)
    return bool(named) and all((d := context.document(i)) and d.metadata.region == NATION for i in named)


def choose(draft: Draft, context: Context) -> None:
    """The clauses that answer, or one that a sum answers from where none states what is asked."""
    judge(draft, context)
    work_out(draft, context)


STEPS: tuple[tuple[str, Step], ...] = (
    ("read", normalise_and_read),
    ("guard", guard),
    ("context", contextualise),
    ("place", place),
    ("facts", answer_from_metadata),
    ("retrieve", retrieve),
    ("judge", choose),
    ("premise", check_premises),
    ("calculate", calculate),
    ("compose", compose),
    ("ground", ground),
    ("present", present),
)
_ALWAYS = {"ground", "present"}
_CHOOSING = frozenset({"retrieve", "judge"})
_ON_CHOSEN = frozenset({"premise", "calculate", "compose"})
_REPLAYED = frozenset({"read", "guard", "place", "facts", "retrieve", "judge"})
_UNDERSTANDS = frozenset({"read", "guard", "context", "place"})
_REPLAYS_KEPT = 256


class Answerer:
    """Answers questions over one snapshot of documents. Safe to share between threads."""

    def __init__(
        self,
        search: Search,
        documents: Sequence[Document],
        hits: int = 10,
        embed: Embed | None = None,
        embed_all: EmbedAll | None = None,
        terms: Collection[str] = (),
        steps: Sequence[tuple[str, Step]] = STEPS,
        model: str = "",
        stated: Stated | None = None,
        embed_ahead: Ahead | None = None,
    ) -> None:
        """`search(query, k, filters)` gives hits, best first; a test may pass a plain function over a list.

        `embed` turns a question into a unit vector (d,); without it no question is taken to be about another subject.
        `terms` are what the documents call things, beside their words. `steps` takes the place of STEPS, for a measurement
        without one of them; the names stay. `model` names what `embed` is of: what is asked is read by meaning with the
        model that this was trained on. `stated` reads question and clause together; without it, what a clause states is told
        by rules alone. `embed_ahead` makes the vectors of several texts at once that `embed` and `search` will want.
        """
        lexicon = Lexicon(documents, terms)
        self._steps = tuple(steps)
        asks = classifier_of(asking.NAME, model) if embed else None
        kinds = classifier_of(requests.NAME, model) if embed else None
        self.context = Context(
            search, tuple(documents), lexicon, hits, _home(documents),
            Themes(embed, embed_all) if embed else None, Repairer(lexicon.counts + Counter(_places(documents))),
            _spelled_places(documents), lru_cache(_REPLAYS_KEPT)(self._replay),
            partial(asks_meant, asking=asks, embed=embed) if asks and embed else None,
            requests.sorter(kinds, embed) if kinds and embed else None,
            stated, embed_ahead or nothing_ahead,
        )  # fmt: skip

    def ask(self, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()) -> Answer:
        """The answer to a question; never raises on what a question says."""
        timings: dict[str, float] = {}
        begin = time.perf_counter()
        draft = self.draft(question, filters, history, timings)
        timings["total"] = round((time.perf_counter() - begin) * 1000, 2)
        return answer_of(draft, timings)

    def stream(self, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()) -> Iterator[str | Answer]:
        """The answer alone: it is there at once."""
        yield self.ask(question, filters, history)

    def draft(
        self, question: str, filters: Filters | None, history: Sequence[Turn], timings: dict[str, float]
    ) -> Draft:
        """The same before it is made an answer, for those who work on from there. `timings` takes each step's ms."""
        filters = filters or Filters()
        draft = Draft(question, filters, filters.on or date.today(), history)
        self.run(draft, timings)
        return draft

    def read(self, question: str) -> Reading:
        """A question as the first step reads it."""
        return read_question(question, province=self.context.province, repair=self.context.mended)

    def understood(self, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()) -> Draft:
        """A question read, guarded, completed from those before it, and placed; nothing is searched for it yet."""
        filters = filters or Filters()
        return self._through(_UNDERSTANDS, Draft(question, filters, filters.on or date.today(), history))

    def run(self, draft: Draft, timings: dict[str, float], begin: str = "") -> None:
        """Take a draft through the steps, from `begin` on where that is given."""
        names = [name for name, _ in self._steps]
        for name, step in self._steps[names.index(begin) if begin else 0 :]:
            chosen = bool(draft.chosen)  # by `facts` already, where something is asked beside what a document says of itself
            if (draft.status is None and not (chosen and name in _CHOOSING)) or name in _ALWAYS or (name in _ON_CHOSEN and chosen):
                started = time.perf_counter()
                step(draft, self.context)
                timings[name] = round((time.perf_counter() - started) * 1000, 2)

    def _replay(self, question: str, filters: Filters, on: date, leaning: tuple[str, ...]) -> Draft:
        """An earlier question of a conversation, taken up to the clauses chosen for it. Not to be changed: it is kept."""
        return self._through(_REPLAYED, Draft(question, filters, on, leaning=leaning))

    def _through(self, names: Collection[str], draft: Draft) -> Draft:
        """The draft after those of the steps, up to the one that settles it."""
        for name, step in self._steps:
            if name in names and draft.status is None:
                step(draft, self.context)
        return draft


def _places(documents: Sequence[Document]) -> list[str]:
    return [d.metadata.region for d in documents if d.metadata.region]


def _spelled_places(documents: Sequence[Document]) -> dict[str, str]:
    """How the places of the documents are spelled in English text: Jiaxing, Binjiang."""
    out = {}
    for document in documents:
        region = parse_region(document.metadata.region)
        for name in (region.province, region.city, region.county) if region else ():
            if len(name) > 2:
                out["".join(sound_of(name[:-1]))] = name
    return out


def _home(documents: Sequence[Document]) -> str:
    """The province that most documents are of."""
    provinces = [r.province for d in documents if (r := parse_region(d.metadata.region)) and r.province]
    return max(set(provinces), key=provinces.count) if provinces else ""


def answer_of(draft: Draft, timings: dict[str, float]) -> Answer:
    """A draft as an answer: only what is answered carries citations, figures and notes."""
    status = draft.status or Status.NOT_COVERED
    shown = status in (Status.ANSWERED, Status.PARTIAL)
    return Answer(
        question=draft.question,
        status=status,
        answer="\n".join(line for line in draft.lines if line),
        citations=tuple(draft.citations) if shown else (),
        figures=tuple(replace(f) for f in draft.figures) if shown else (),
        notes=tuple(draft.notes) if shown else (),
        suggestions=tuple(draft.suggestions),
        understood=draft.understood,
        timings_ms=timings,
    )
