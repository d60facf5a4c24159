"""A model's reply as it comes in: sentence by sentence checked, its tokens resolved, and made into an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from answer.compose import at_part
from answer.fits import unstated_names
from answer.ground import ground, source_of
from answer.llm.backing import Backing
from answer.llm.brief import Brief
from answer.llm.faults import Fault
from answer.llm.guard import check_sentence
from answer.llm.quotes import quoted_span
from answer.llm.sentences import Sentences
from answer.llm.tokens import NONE, replace_tokens, tokens_in
from answer.state import Context, Draft, Evidence, Sum
from answer.wording import say
from language.quantities import read_figures
from language.text import squeeze
from policy.answers import AnswerFigure, Status, cite

_MOST_SENTENCES = 8
_MOST_CHARS = 1200
_MOST_HELD = 300
_MARKUP = re.compile(r"^\s*(?:[-*+•>#]+\s+|\d{1,2}[.、)]\s+)|\*\*|__|`", re.MULTILINE)


class NoClause(Exception):
    """The model found that no clause says what was asked."""


@dataclass(slots=True)
class Reply:
    """Collects a reply over a draft that stands already. Raises Fault on the first sentence that may not be shown."""

    draft: Draft
    brief: Brief
    context: Context
    lines: list[str] = field(default_factory=list)
    cited: dict[str, list[str]] = field(default_factory=dict)  # clause token -> the sentences that cite it, in order
    used: list[str] = field(default_factory=list)  # sums said
    held: str = ""  # sentences that name no clause yet
    sentences: Sentences = field(default_factory=Sentences)

    def add(self, piece: str) -> Iterator[str]:
        """What may be shown so far, each time that it has grown."""
        for sentence in self.sentences.add(piece):
            if self._take(sentence):
                yield self.text

    def end(self) -> Iterator[str]:
        """The same for what is left at the end of the reply."""
        for sentence in self.sentences.end():
            if self._take(sentence):
                yield self.text
        if self.held:
            raise Fault("token", f"“{replace_tokens(self.held, {})[:30]}”没有写依据的条款编号")
        if not self.lines:
            raise Fault("empty", "没有写出答案")

    @property
    def text(self) -> str:
        """What may be shown so far: corrections first, which are the code's own."""
        return "\n".join([*_lead(self.draft), "".join(self.lines)])

    def _take(self, sentence: str) -> bool:
        """Check one sentence; whether there is more to show for it."""
        sentence, self.held = self.held + sentence, ""
        tokens = tokens_in(sentence)
        if NONE in (t[0] for t in tokens) and not self.lines and not re.search(r"[\w]", replace_tokens(sentence, {})):
            raise NoClause
        sums = [t for t in dict.fromkeys(tokens) if t in self.brief.sums]
        own = [self._token_of(self.brief.sums[t].clause_id) for t in sums]
        clauses = [t for t in dict.fromkeys([*tokens, *own]) if t in self.brief.clauses]
        bare = _MARKUP.sub("", replace_tokens(sentence, {}))
        if not clauses:
            self.held = sentence  # 可以。 A token may stand behind the next sentence for both; nothing is shown until then.
            if len(sentence) > _MOST_HELD:
                raise Fault("token", f"“{bare[:30]}”没有写依据的条款编号")
            return False
        backing = self._backing(clauses)
        contacts = {t: w for t, w in self.brief.contacts.items() if t in tokens}
        for contact in contacts.values():
            if squeeze(contact) not in squeeze(backing.source):
                raise Fault("contact", "电话或网址不在所引条款里")
        check_sentence(bare, backing)
        for token in clauses:
            self.cited.setdefault(token, []).append(bare)
        self.used += [t for t in sums if t not in self.used]
        self.lines.append(self._shown(sentence, clauses, sums, contacts))
        if len(self.lines) > _MOST_SENTENCES or len(self.text) > _MOST_CHARS:
            raise Fault("length", "太长，请用一到四句话")
        return True

    def _token_of(self, clause_id: str) -> str:
        return next((t for t, h in self.brief.clauses.items() if h.clause.clause_id == clause_id), "")

    def _backing(self, clauses: list[str]) -> Backing:
        hits = [self.brief.clauses[t] for t in clauses]
        sources = [source_of(h.document.id, h.clause.clause_id, h.clause.text, self.context) for h in hits]
        more = ["\n".join((*h.clause.path, *h.clause.organs, h.clause.applicant, h.document.metadata.issuer)) for h in hits]
        provisions = [p for h in hits for p in h.clause.provisions]
        figures = [f for p in provisions for f in p.figures]
        told = {f.text for f in figures}  # with its role, which reading the text alone does not give
        figures += [f for s in sources for f in read_figures(s) if f.text not in told]
        read = self.draft.read
        sums = tuple(s for s in self.brief.sums.values() if self._token_of(s.clause_id) in clauses)
        source = "\n".join([*sources, *more])
        return Backing(
            source, tuple(figures), tuple(provisions), read.text, read.figures, bool(self.draft.corrections), sums,
            read.english, self.context.lexicon,
        )  # fmt: skip

    def _shown(self, sentence: str, clauses: list[str], sums: list[str], contacts: dict[str, str]) -> str:
        """The sentence with its sums and contacts filled in and its marks before the full stop."""
        put = {t: self.brief.sums[t].sentence for t in sums} | contacts
        said = _MARKUP.sub("", replace_tokens(sentence, put)).strip()
        marks = "".join(f"[{n}]" for n, t in enumerate(self._order(clauses), 1) if t in clauses)
        match = re.search(r"[。.！？!?；;\s]*$", said)
        stop = "." if self.draft.english else "。"
        return f"{said[: match.start()] if match else said}{marks}{stop}{' ' if self.draft.english else ''}"

    def _order(self, more: list[str]) -> list[str]:
        return list(dict.fromkeys([*self.cited, *more]))

    # -- the answer ------------------------------------------------------------------------------------------------

    def finished(self) -> Draft:
        """The draft in the model's words. Raises Fault where the last gate, which all answers pass, would withhold it."""
        made = replace(
            self.draft, lines=[], citations=[], figures=[], notes=[], suggestions=[], evidence=[], status=Status.ANSWERED
        )  # fmt: skip
        missing = [s for t, s in self.brief.sums.items() if t not in self.used]
        for total in missing:
            self.cited.setdefault(self._token_of(total.clause_id), [total.sentence])
        if "" in self.cited:
            raise Fault("sum", "算出的结果没有对应的条款")
        made.evidence = [self._evidence(t, said) for t, said in self.cited.items()]
        made.citations = [cite(n, e.clause, e.document, e.start, e.end) for n, e in enumerate(made.evidence, 1)]
        made.lines = [*_lead(self.draft), "".join(self.lines).strip(), *self._sum_lines(missing), *_tail(made)]
        made.figures = self._all_figures(made)
        if self.draft.unstated or self.draft.local_rule_missing:
            made.status = Status.PARTIAL
        ground(made, self.context)
        if made.withheld:
            raise Fault("gate", "有内容不在所引条款里")
        return made

    def _sum_lines(self, missing: list[Sum]) -> list[str]:
        order = list(self.cited)
        return [f"{s.sentence}[{order.index(self._token_of(s.clause_id)) + 1}]。" for s in missing]

    def _evidence(self, token: str, said: list[str]) -> Evidence:
        """Of the clause cited, the words that say what the sentences say."""
        hit = self.brief.clauses[token]
        start, end = quoted_span(hit.clause, " ".join(said))
        return at_part(hit.clause, hit.document, start, end)

    def _all_figures(self, made: Draft) -> list[AnswerFigure]:
        """The figures of the text: those of the sums as the calculator made them, the rest from the clauses cited."""
        shown = {(f.value, f.unit) for f in read_figures("\n".join(made.lines))}
        found = [f for f in self.draft.figures if (f.value, f.unit) in shown]
        for evidence, said in zip(made.evidence, self.cited.values(), strict=True):
            stated = {(f.value, f.unit) for p in evidence.clause.provisions for f in p.figures}
            found += [
                AnswerFigure(f.text, f.value, f.unit, evidence.clause.clause_id)
                for f in read_figures(" ".join(said)) if f.unit != "date" and (f.value, f.unit) in stated
            ]  # fmt: skip
        ids = {e.clause.clause_id for e in made.evidence}
        seen: dict[tuple[object, ...], AnswerFigure] = {}
        for f in found:
            if any(i == f.clause_id or i.startswith(f"{f.clause_id}/") or f.clause_id.startswith(f"{i}/") for i in ids):
                seen.setdefault((f.value, f.unit), f)
        return list(seen.values())


def _lead(draft: Draft) -> list[str]:
    return [f"{line}。" if not line.endswith(("。", "；")) else line for line in draft.corrections]


def _tail(draft: Draft) -> list[str]:
    """What the extractive answer says of its own of what is not stated or not held."""
    lines = [say("unstated", draft.english, what="、".join(unstated_names(draft)))] if draft.unstated else []
    if draft.local_rule_missing:
        lines.append(say("local_missing", draft.english, region=draft.local_rule_missing))
    return lines
