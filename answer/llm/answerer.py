"""Answers worded by a language model, where there is one; the extractive answer stands behind each.

The steps of `answer.pipeline` come first and decide what may be said at all: refusals, regions, vagueness, sums. The model
words what they found, and its words are shown only as far as they pass the guard. See docs/adr.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from answer.asks import Ask
from answer.fits import firm_points
from answer.llm.brief import make_brief, retry_messages, rewrite_messages
from answer.llm.faults import Fault
from answer.llm.model import Limits, Message, Model, ModelFailed
from answer.llm.reply import NoClause, Reply
from answer.llm.rescue import clause_found_by
from answer.llm.store import Store
from answer.pipeline import Answerer, answer_of
from answer.present import present
from answer.state import Draft
from answer.wording import say
from policy.answers import Answer, Filters, Status, Turn

log = logging.getLogger("policydesk")
_REWRITE_TOKENS = 80
_REWRITE_SHARE = 0.3  # of the time there is
_LEAST_SECONDS = 0.3
_Timings = dict[str, float]


class WordedAnswerer:
    """An answerer whose answers a model words. Safe to share between threads."""

    def __init__(self, answerer: Answerer, model: Model, limits: Limits, store: Store, edition: str) -> None:
        """`edition` names the state of the documents, so that `store` keeps the answers of each apart."""
        self._answerer = answerer
        self._model = model
        self._limits = limits
        self._store = store
        self._edition = edition

    def ask(self, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()) -> Answer:
        """The answer, within the time limit; never raises on what a question says or on what a model does."""
        *_, answer = self.stream(question, filters, history)
        if not isinstance(answer, Answer):  # the last of a stream is; for the type checker
            raise TypeError("a stream that ends without an answer")
        return answer

    def stream(self, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()) -> Iterator[str | Answer]:
        """What may be shown so far, each time that it has grown ("" takes it back), and at last the answer."""
        begin = time.monotonic()
        key = self._store.key(self._edition, self._model.name, self._limits, question, filters or Filters(), history)
        kept = self._store.get(key)
        if kept is not None:
            took = round((time.monotonic() - begin) * 1000, 2)
            yield replace(kept, question=question, timings_ms={"kept": took, "total": took})
            return
        timings: _Timings = {}
        draft = self._answerer.draft(question, filters, history, timings)
        answer, whole = yield from self._worded(draft, timings, begin)
        if whole:
            self._store.put(key, answer)
        yield answer

    def _worded(self, draft: Draft, timings: _Timings, begin: float) -> Generator[str, None, tuple[Answer, bool]]:
        """The answer in the model's words, or the extractive one with a note on why; whether the model did its part."""
        deadline = begin + self._limits.seconds
        mode, note = "extractive", ""
        asked = time.monotonic()
        try:
            draft = self._rescued(draft, timings, deadline) if _unstated(draft) else draft
            if _to_be_worded(draft):
                made = yield from self._reworded(draft, deadline)
                mode = mode if made is draft or made.status is Status.NOT_COVERED else "llm"
                draft = made
        except ModelFailed as failed:
            self._store.pauses.failed(failed.pause, failed.asked_for)
            log.warning("language model: %s; the extractive answer stands", failed, extra={"llm": "down"})
            note = "note_llm_down"
        except Fault as fault:
            said = "language model: its answer failed the check twice (%s); the extractive answer stands"
            log.warning(said, fault.kind, extra={"llm": "unfit"})
            note = "note_llm_unfit"
        now = time.monotonic()
        timings |= {"llm": round((now - asked) * 1000, 2), "total": round((now - begin) * 1000, 2)}
        if mode == "llm":
            draft.lines.append(say("by_llm", draft.english))
            note = "note_llm"
        answer = answer_of(draft, timings)
        notes = (say(note, draft.english), *answer.notes) if note else answer.notes
        return replace(answer, mode=mode, notes=notes), note in ("", "note_llm")

    # -- wording ---------------------------------------------------------------------------------------------------

    def _reworded(self, draft: Draft, deadline: float) -> Generator[str, None, Draft]:
        """The draft in the model's words. Raises ModelFailed, and Fault where the second attempt fails the check too."""
        brief = make_brief(draft, self._limits)
        messages: tuple[Message, ...] = brief.messages
        for last in (False, True):
            reply = Reply(draft, brief, self._answerer.context)
            try:
                yield from self._read(reply, messages, deadline)
                made = reply.finished()
            except NoClause:
                return self._withheld(draft)  # said before any sentence, so nothing was shown
            except Fault as fault:
                yield from _taken_back(reply)
                if last:
                    raise
                messages = retry_messages(brief, reply.sentences.text, str(fault))
            except ModelFailed:
                yield from _taken_back(reply)
                raise
            else:
                present(made, self._answerer.context)
                return made
        raise AssertionError("unreachable")

    def _read(self, reply: Reply, messages: Sequence[Message], deadline: float) -> Iterator[str]:
        pieces = self._call(messages, deadline - time.monotonic(), self._limits.tokens_out)
        try:
            for piece in pieces:
                yield from reply.add(piece)
            yield from reply.end()
        finally:
            pieces.close()

    def _call(self, messages: Sequence[Message], seconds: float, tokens: int) -> Generator[str, None, None]:
        """The model's pieces; every fault of the model as ModelFailed."""
        self._store.pauses.check()
        if seconds < _LEAST_SECONDS:
            raise ModelFailed("no time is left")
        try:
            yield from self._model.stream(messages, seconds, tokens)
        except ModelFailed:
            raise
        except Exception as error:
            raise ModelFailed(f"the client failed ({type(error).__name__})") from error
        self._store.pauses.worked()

    # -- judging ---------------------------------------------------------------------------------------------------

    def _withheld(self, draft: Draft) -> Draft:
        """The model says that no clause answers: taken where code had no test of its own that a clause passed."""
        if firm_points(draft) or draft.sums or draft.corrections or "exact" in draft.chosen[0].ranks:
            return draft
        asked = [a.value for a in draft.read.asks] or [Ask.LIST.value]
        out = replace(
            draft, status=Status.NOT_COVERED, chosen=[], unstated=asked, evidence=[], lines=[], citations=[], figures=[],
            notes=[], suggestions=[],
        )  # fmt: skip
        present(out, self._answerer.context)
        return out

    def _rescued(self, draft: Draft, timings: _Timings, deadline: float) -> Draft:
        """Nothing found states what is asked: search once more in the model's words; code judges what that finds."""
        seconds = (deadline - time.monotonic()) * _REWRITE_SHARE
        said = "".join(self._call(rewrite_messages(draft), seconds, _REWRITE_TOKENS))
        hit = clause_found_by(said, draft, self._answerer.context)
        if hit is None:
            return draft
        again = replace(draft, status=None, chosen=[hit], unstated=[], lines=[], suggestions=[])
        self._answerer.run(again, timings, begin="premise")
        return again if again.status in (Status.ANSWERED, Status.PARTIAL) else draft


def _taken_back(reply: Reply) -> Iterator[str]:
    if reply.lines:
        yield ""


def _to_be_worded(draft: Draft) -> bool:
    """Answers from clauses. A document's own facts (文号, issuer) are a line already, and refusals have fixed words."""
    return draft.status in (Status.ANSWERED, Status.PARTIAL) and bool(draft.chosen) and bool(draft.evidence)


def _unstated(draft: Draft) -> bool:
    """On the documents' subject, but no clause found states what is asked. Everything else that is refused stays so."""
    return draft.status is Status.NOT_COVERED and bool(draft.unstated) and bool(draft.hits) and not draft.withheld
