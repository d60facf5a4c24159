"""The façade: every interface uses this and nothing behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.catalogue import Catalogue, Held
from ingest.gather import gather
from kb.answering import MakeAnswerer, answerer_over
from kb.asking import Asking
from kb.changes import compare
from kb.holdings import Holdings
from kb.report import IngestReport, RemovalReport
from kb.settings import Settings
from kb.standing import StandardReplies
from kb.worder import Worder
from kb.writer import Progress, Writer, report_of
from policy.answers import Answer, Filters, Hit, Turn
from policy.consultations import Consultation, Consulted
from policy.documents import Clause, Document
from policy.errors import BadArgument
from policy.forms import Form
from policy.verdicts import Verdicts
from records import FILE as RECORDS

if TYPE_CHECKING:
    from answer.llm.model import Model
    from index.embedding import Embedder
    from kb.eligibility import Matcher
    from kb.office import Office


class KnowledgeBase:
    """Ingest, search, ask, and the clauses held. Safe to share between threads.

    Construction reads and makes nothing. `documents`, `clauses`, `clause` and a dry run import no model and no
    vector store. `search` and `ask` load both on first use, or at `load()`, which a server calls in the background.
    """

    def __init__(
        self, settings: Settings | None = None, embedder: Embedder | None = None, model: Model | None = None,
        make_answerer: MakeAnswerer = answerer_over,
    ) -> None:  # fmt: skip
        """`embedder` stands for the model that the settings name: for one of your own, and for tests.

        `model` words the answers; unless given, it is the one that the settings name, if any. `make_answerer` makes
        what answers over the index, where a part of it is to be left out.
        """
        self.settings = settings or Settings.load()
        catalogue = Catalogue(self.settings.data)
        self._holdings = Holdings(catalogue)
        self._worder = Worder(self.settings, model)
        replies = StandardReplies(self.settings.data / RECORDS, lambda: self.office, self.clause)
        self._asking = Asking(self.settings, self._holdings, self._worder, replies, embedder, make_answerer)
        self._writer = Writer(self.settings.data, catalogue, self._asking.open_index)
        self._lock = self._holdings.lock
        self._matcher: Matcher | None = None
        self._office: Office | None = None

    # -- reading -----------------------------------------------------------------------------------------------

    def documents(self) -> list[Document]:
        """All documents with their clauses: by level, then the later first, then by id."""
        return self._holdings.documents()

    def document(self, document_id: str) -> Document:
        """One document. Raises UnknownDocument."""
        return self._holdings.document(document_id)

    def clause(self, clause_id: str) -> tuple[Clause, Document]:
        """One clause and its document. Raises UnknownDocument."""
        return self._holdings.clause(clause_id)

    @property
    def generation(self) -> int:
        """How often the documents have changed: the same number, the same documents."""
        self._holdings.read()
        return self._holdings.generation

    def clauses(self, documents: Sequence[str] = ()) -> list[Clause]:
        """The clauses of these documents (all, where none is named). Raises UnknownDocument."""
        return self._holdings.clauses(documents)

    # -- writing -----------------------------------------------------------------------------------------------

    def dry_run(self, paths: Sequence[Path] | None = None) -> IngestReport:
        """Read and report, touch nothing. Raises BadArgument on a path that is not there."""
        uploads = self._writer.uploads
        read = gather(list(paths) if paths else [self.settings.corpus, *([uploads.folder] if uploads.any() else [])])
        return report_of(read, compare([], read.held, []))

    def ingest(
        self, paths: Sequence[Path] | None = None, progress: Callable[[Progress], None] | None = None
    ) -> IngestReport:
        """Bring documents in (unless told, the corpus and what was uploaded); embed what is new; drop what has gone.

        One writer at a time; readers keep the documents of the moment before until all is in place. Raises BadArgument
        on a path that is not there, a data folder that can't be written, or another ingest of more than two minutes.
        """
        roots = list(paths) if paths else [self.settings.corpus]
        report = self._writer.ingest(roots, progress or _ignore, with_uploads=not paths)
        self.refresh()
        return report

    def add_uploads(
        self, files: Iterable[tuple[str, bytes]], progress: Callable[[Progress], None] | None = None
    ) -> IngestReport:
        """Keep files, given as name and content, in the data folder and bring them in.

        A name is made safe, and numbered where it is taken: nothing is overwritten. What can't be read, or is held
        already, is reported and not kept.
        """
        report = self._writer.upload(files, progress or _ignore)
        self.refresh()
        return report

    def preview_uploads(
        self, files: Iterable[tuple[str, bytes]], progress: Callable[[Progress], None] | None = None
    ) -> IngestReport:
        """What `add_uploads` would do with these files: a dry run's report, its `added` and `changed` as they would be.

        Touches nothing and waits for nobody. Raises BadArgument on a file that is too large.
        """
        return self._writer.preview(files, progress or _ignore)

    def preview_removal(self, ids: Sequence[str]) -> RemovalReport:
        """What `remove` would do: which files would go, which documents would come back. Raises UnknownDocument."""
        return self._writer.preview_removal(list(dict.fromkeys(ids)))

    def add_upload(self, filename: str, content: bytes) -> IngestReport:
        """`add_uploads` with one file."""
        return self.add_uploads([(filename, content)])

    def remove(self, ids: Sequence[str], progress: Callable[[Progress], None] | None = None) -> RemovalReport:
        """Take documents out; uploaded ones with their file. Raises UnknownDocument, and then nothing is removed.

        A document whose file still stands comes back when the file's folder is ingested again; the report says so.
        """
        report = self._writer.remove(list(dict.fromkeys(ids)), progress or _ignore)
        self.refresh()
        return report

    # -- searching and asking ----------------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """Whether `search` and `ask` answer at once."""
        return self._asking.ready

    def load(self) -> None:
        """Load the model and the index. Raises NotReady where nothing has been ingested yet."""
        self._asking.load()

    def read_ahead(self) -> None:
        """Load, and read what the first questions would wait for: seconds now, for some milliseconds of each of them."""
        self._asking.read_ahead()

    def refresh(self) -> bool:
        """Take up what another process has ingested since; true where something had changed. Cheap when not."""
        return self._asking.refresh()

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The clauses nearest to a query, best first. Raises BadArgument on an empty query or k outside 1 to 100."""
        if not query.strip():
            raise BadArgument("the query is empty; say what to look for")
        if not 1 <= k <= 100:
            raise BadArgument(f"k must be from 1 to 100, not {k}")
        filters = self._checked(filters)
        self.load()
        return self._asking.search(self._bounded(query), k, filters)

    def ask(self, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()) -> Answer:
        """The answer to a question, grounded in cited clauses. Raises BadArgument on an empty or endless question.

        A standard reply that staff have approved for this very question goes before the documents.
        """
        asked, filters = self._prepared(question, filters)
        return self._asking.ask(asked, filters, history)

    def stream(
        self, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()
    ) -> Iterator[str | Answer]:
        """The same as it is made: what may be shown so far, whenever that has grown, and at last the answer.

        A text replaces the one before; "" takes it back. Without a language model the answer comes alone. Each text has
        passed the same check as the answer. Raises as `ask` does, before the first text.
        """
        asked, filters = self._prepared(question, filters)
        return self._asking.stream(asked, filters, history)

    def _prepared(self, question: str, filters: Filters | None) -> tuple[str, Filters]:
        if not question.strip():
            raise BadArgument("the question is empty; ask something")
        filters = self._checked(filters)
        self.load()
        return self._bounded(question), filters

    # -- what the desk keeps -----------------------------------------------------------------------------------

    @property
    def office(self) -> Office:
        """What the desk keeps beside the documents: accounts, answers given, votes, handovers."""
        from kb.office import Office  # the database library: only who keeps something pays for it

        with self._lock:
            self._office = self._office or Office(self.settings, self.document)
            return self._office

    # -- who qualifies for what --------------------------------------------------------------------------------

    def match(
        self, facts: Mapping[str, Any] | None = None, text: str = "", region: str = "", on: date | None = None,
        documents: Sequence[str] = (), untold: Collection[str] = (),
    ) -> Verdicts:  # fmt: skip
        """What an applicant qualifies for: every rule decided on `facts`, and on what `text` tells of them.

        Given facts go before told ones; those in `untold` are not taken from the text. Loads no embedding model; a language model, where there is one, may point at words
        of the text that tell more. Where nothing has been ingested, the corpus is read as it is.
        Raises BadArgument, naming the field, on a profile that can't be, UnreadableSource on a file of rules that can't.
        """
        from kb.eligibility import Applicant  # yaml and the divisions: only what matches pays for them

        matcher, held = self._matchable()
        applicant = Applicant(facts or {}, self._bounded(text), region.strip(), untold)
        return matcher.match(held, self._holdings.generation, applicant, on, documents, self._worder.ask)

    def form(self, entered: Mapping[str, str] | None = None) -> Form:
        """The facts that rules ask for, as a form, and what was `entered` in it, read. Raises UnreadableSource as `match`."""
        matcher, held = self._matchable()
        return matcher.form(held, self._holdings.generation, entered or {})

    def consult(
        self, message: str, state: Consultation | None = None, region: str = "", on: date | None = None,
        documents: Sequence[str] = (),
    ) -> tuple[Consulted | None, Consultation]:  # fmt: skip
        """One message of a dialogue about what one qualifies for: the reply, and what to hand over with the next message.

        No reply where the message is no part of it: put that to `ask`. Reads the message as `match` does. Raises as `match`.
        """
        from eligibility.dialogue import concerns

        said, state = self._bounded(message), state or Consultation()
        if not concerns(said, state):
            return None, state
        matcher, held = self._matchable()
        return matcher.consult(
            held, self._holdings.generation, said, state, region.strip(), on, documents, self._worder.ask
        )

    def _matchable(self) -> tuple[Matcher, list[Held]]:
        from kb.eligibility import Matcher, first_of_each

        self._holdings.read()
        with self._lock:
            self._matcher = self._matcher or Matcher(self.settings.corpus)
            return self._matcher, self._holdings.held or first_of_each(gather([self.settings.corpus]).held)

    def _checked(self, filters: Filters | None) -> Filters:
        filters = filters or Filters()
        for document_id in filters.documents:
            self.document(document_id)
        return filters

    def _bounded(self, text: str) -> str:
        limit = self.settings.max_question_chars
        if len(text) > limit:
            raise BadArgument(f"the question has {len(text)} characters; ask in at most {limit}")
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half a character is none

    def examples(self) -> list[str]:
        """A few questions that this knowledge base answers, for a first visitor."""
        from answer.examples import example_questions

        return example_questions(self.documents())

    def as_retriever(self, k: int = 10, filters: Filters | None = None) -> Any:
        """A LlamaIndex BaseRetriever over this knowledge base."""
        from index.llamaindex import PolicyRetriever

        return PolicyRetriever(lambda query: self.search(query, k, filters))

    def as_query_engine(self, filters: Filters | None = None) -> Any:
        """A LlamaIndex query engine whose response is the grounded answer, its source nodes the citations."""
        from index.llamaindex import PolicyQueryEngine

        return PolicyQueryEngine(lambda question: self.ask(question, filters))

    def close(self) -> None:
        """Let go of the vector store and of the office's file; the next use opens them again."""
        with self._lock:
            if self._office is not None:
                self._office.close()
        self._asking.close()


def _ignore(_: Progress) -> None:
    """Nobody watches."""
