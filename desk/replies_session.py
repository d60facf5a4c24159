"""Standard replies as staff work on them: the lists, a draft and its clauses, who may approve. No Gradio here."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desk.chat_session import Desk
from desk.error_words import error_text
from desk.texts import Language, text
from policy.answers import Filters
from policy.documents import Document
from policy.errors import BadArgument, NotAllowed, PolicyDeskError, UnknownDocument
from policy.figures import Unanswered
from policy.office import Account, Reply, ReplyState

if TYPE_CHECKING:
    from kb.office import Office

SHELVES = ("todo", "draft", "approved", "expired", "withdrawn")
_HOLDS_DAYS = 180  # until when a new draft is to hold, unless its writer says otherwise
_FOUND = 6
_ALL = 10_000
_PROPOSED = 2  # of these, how many stand as the source at first
log = logging.getLogger("policydesk")


@dataclass(frozen=True, slots=True)
class Drafting:
    """A draft that is being written. `found` are clauses to choose from, `answers` the answers that it is in the place of.

    `regions` and `topics` are what its questions were asked of; `proposed` is whether source and clauses are a proposal.
    """

    reply_id: str = ""
    question: str = ""
    words: str = ""
    source: str = ""
    until: str = ""
    clauses: tuple[str, ...] = ()
    find: str = ""
    found: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    proposed: bool = False
    was_approved: bool = False
    error: str = ""
    focus: str = "question"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The state of the tab: which list is in view, and the draft that is written, if any."""

    language: Language = "zh"
    show: str = "todo"
    drafting: Drafting | None = None
    said: str = ""
    error: str = ""


def shelf_of(reply: Reply, today: date) -> str:
    """The list that a reply stands in."""
    return "expired" if reply.state is ReplyState.APPROVED and reply.until < today else reply.state.value


class ReplyDesk:
    """The verbs of the tab. Safe to share between threads."""

    def __init__(self, desk: Desk) -> None:
        self.service = desk.service

    @property
    def office(self) -> Office:
        """What is kept beside the documents."""
        return self.service.office

    def shelves(self) -> tuple[dict[str, list[Reply]], list[Unanswered]]:
        """All replies by list, and the questions that wait for one."""
        out: dict[str, list[Reply]] = {name: [] for name in SHELVES[1:]}
        for reply in self.office.replies():
            out[shelf_of(reply, date.today())].append(reply)
        return out, self.office.unanswered()

    def new(self, shelf: Shelf, answer_id: str = "") -> Shelf:
        """An empty draft, or one for a group of unanswered questions."""
        until = (date.today() + timedelta(days=_HOLDS_DAYS)).isoformat()
        group = self._group(answer_id)
        draft = Drafting(until=until)
        if group is not None:
            if group.draft:
                return self.edit(shelf, group.draft)
            draft = self._for(draft, group)
        return replace(shelf, drafting=draft, said="", error="")

    def carried(self, shelf: Shelf, given: Mapping[str, Any]) -> Shelf:
        """A draft for a question that another tab names by its answer; one that is being written is not written over."""
        answer_id = str(given.get("answer", ""))
        if not answer_id:
            return shelf
        if shelf.drafting is not None and given.get("typed"):
            return replace(shelf, drafting=replace(self.typed(shelf, given).drafting or shelf.drafting, error=text("rp_unsaved", shelf.language)))
        if self._group(answer_id) is None:
            return replace(shelf, drafting=None, show="todo", error=text("rp_gone", shelf.language), said="")
        return self.new(replace(shelf, drafting=None), answer_id)

    def _for(self, draft: Drafting, group: Unanswered) -> Drafting:
        """A draft for a group of questions: the nearest clauses stand as its source, until its writer knows better."""
        regions = tuple(r for r in group.regions if r)
        place = regions[0] if len(group.regions) == 1 and regions else ""
        wordings = [w if place in w else f"{place}，{w}" for w in group.wordings]
        found = self._found(group.question, regions[0] if len(regions) == 1 else "")
        named = [self.service.clause(i) for i in found[:_PROPOSED]]
        source = "；".join(_named(clause.heading, document) for clause, document in named)
        return replace(
            draft, question="\n".join(wordings), answers=group.answer_ids, find=group.question, focus="words", found=found,
            clauses=found[:_PROPOSED], source=text("rp_proposed_source", "zh", source=source)[:500] if source else "",
            regions=regions, topics=tuple(dict.fromkeys(clause.heading for clause, _ in named)), proposed=bool(named),
        )  # fmt: skip

    def _group(self, answer_id: str) -> Unanswered | None:
        return next((g for g in self.office.unanswered(limit=_ALL) if answer_id in g.answer_ids), None) if answer_id else None

    def edit(self, shelf: Shelf, reply_id: str) -> Shelf:
        """A reply open to be changed."""
        reply = self.office.reply(reply_id)
        if reply is None:
            return replace(shelf, error=text("rp_gone", shelf.language))
        draft = Drafting(
            reply.id, reply.question, reply.text, reply.source, reply.until.isoformat(), reply.clause_ids,
            was_approved=reply.state is ReplyState.APPROVED,
        )  # fmt: skip
        return replace(shelf, drafting=draft, said="", error="")

    def typed(self, shelf: Shelf, given: Mapping[str, Any]) -> Shelf:
        """The state with what stands in the form."""
        if shelf.drafting is None:
            return shelf
        now = shelf.drafting

        def field(name: str, held: str) -> str:
            return str(given.get(name, held))[:5000]

        typed = replace(
            now, question=field("question", now.question), words=field("words", now.words), source=field("source", now.source),
            until=field("until", now.until), find=field("find", now.find), error="", focus="",
        )  # fmt: skip
        return replace(shelf, drafting=typed)

    def find(self, shelf: Shelf, given: Mapping[str, Any]) -> Shelf:
        """Clauses to choose from, by what is looked for."""
        shelf = self.typed(shelf, given)
        draft = shelf.drafting
        if draft is None:
            return shelf
        return replace(shelf, drafting=replace(draft, found=self._found(draft.find), focus="find"))

    def _found(self, query: str, region: str = "") -> tuple[str, ...]:
        try:
            return tuple(h.clause.clause_id for h in self.service.search(query, _FOUND, Filters((), region), 5)) if query.strip() else ()
        except PolicyDeskError:
            return ()

    def choose(self, shelf: Shelf, given: Mapping[str, Any], rests: bool) -> Shelf:
        """The draft resting on a clause, or no longer."""
        shelf = self.typed(shelf, given)
        draft, clause_id = shelf.drafting, str(given.get("clause", ""))
        if draft is None or not clause_id:
            return shelf
        others = tuple(c for c in draft.clauses if c != clause_id)
        return replace(shelf, drafting=replace(draft, clauses=(*others, clause_id) if rests else others, focus="find"))

    def save(self, shelf: Shelf, given: Mapping[str, Any], account: Account) -> Shelf:
        """The draft kept; the questions that it was written for wait for its approval."""
        shelf = self.typed(shelf, given)
        draft, language = shelf.drafting, shelf.language
        if draft is None:
            return shelf
        key, focus = _lacking(draft)
        if key:
            return replace(shelf, drafting=replace(draft, error=text(key, language), focus=focus))
        until = date.fromisoformat(draft.until.strip())
        try:
            self.office.draft_reply(
                draft.question, draft.words, draft.source, draft.clauses, until, account, draft.reply_id, draft.answers
            )  # fmt: skip
        except UnknownDocument:
            return replace(shelf, drafting=replace(draft, error=text("rp_clause_gone", language)))
        except PolicyDeskError as error:
            return replace(shelf, drafting=replace(draft, error=text("failed_save", language, reason=error_text(error, language))))
        return replace(shelf, show="draft", drafting=None, said=text("rp_saved", language))

    def approve(self, shelf: Shelf, reply_id: str, drafted: str, account: Account) -> Shelf:
        """Let a draft be found, as it was when it was read: `drafted` is the moment of that."""
        language = shelf.language
        try:
            self.office.approve_reply(reply_id, account, datetime.fromisoformat(drafted))
        except NotAllowed:
            return replace(shelf, error=text("rp_own", language), said="")
        except BadArgument:
            return replace(shelf, error=text("rp_past", language), said="")
        except (PolicyDeskError, ValueError):
            return replace(shelf, error=text("rp_changed", language), said="")
        return replace(shelf, show="approved", said=text("rp_approved_said", language), error="")

    def withdraw(self, shelf: Shelf, reply_id: str, account: Account) -> Shelf:
        """Let a reply be found no more."""
        try:
            self.office.withdraw_reply(reply_id, account)
        except PolicyDeskError:
            return replace(shelf, error=text("rp_gone", shelf.language), said="")
        return replace(shelf, said=text("rp_withdrawn_said", shelf.language), error="")

    def settle(self, shelf: Shelf, answer_id: str, account: Account) -> Shelf:
        """A group of questions off the list: none is due."""
        group = self._group(answer_id)
        if group is not None:
            self.office.settle_unanswered(group.answer_ids, account)
        return replace(shelf, said=text("rp_settled", shelf.language), error="")

    def named(self, clause_ids: Sequence[str]) -> list[tuple[str, str, str]]:
        """Each clause's id, what it is called and its words; of one that is gone, its id alone."""
        out = []
        for clause_id in clause_ids:
            try:
                clause, document = self.service.clause(clause_id)
                out.append((clause_id, " · ".join(v for v in (clause.heading, document.title) if v), clause.text))
            except UnknownDocument:
                out.append((clause_id, "", ""))
        return out


def _named(heading: str, document: Document) -> str:
    number = f"（{document.metadata.doc_no}）" if document.metadata.doc_no else ""
    return f"《{document.title}》{number}{heading}"


def _lacking(draft: Drafting) -> tuple[str, str]:
    """What is to be put right before a draft is kept, and the field where; "" where it may be."""
    for field in ("question", "words", "source"):
        if not getattr(draft, field).strip():
            return f"rp_no_{field}", field
    if len(draft.question) > 2000 or len(draft.words) > 4000 or len(draft.source) > 500:
        return "rp_long", "question"
    try:
        return ("rp_past", "until") if date.fromisoformat(draft.until.strip()) < date.today() else ("", "")
    except ValueError:
        return "rp_no_until", "until"
