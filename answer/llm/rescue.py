"""A second search in a model's words, for a question whose clauses do not state what it asks."""

from __future__ import annotations

import re

from answer.fits import answers, firm_points
from answer.llm.tokens import as_data
from answer.mentions import named_documents
from answer.state import Context, Draft
from language.text import fold
from policy.answers import Filters, Hit
from policy.documents import Clause

_FOUND = 3
_LONGEST = 60
_TOPIC = 0.6  # share, by weight, of the question's words that its best clause has: as in answer.judge


def clause_found_by(said: str, draft: Draft, context: Context) -> Hit | None:
    """The clause that a rewritten question finds and that passes the tests of the original one; None where none does.

    The model's words bring a clause forward and decide nothing: the clause must be among those that the question itself
    found, have most of the words that tie the question to the best of them, and state all that is asked.
    """
    query = _query(said)
    if not query:
        return None
    documents = draft.filters.documents or named_documents(draft.read, context)
    found = context.search(query, _FOUND, Filters(documents, draft.filters.region or draft.region))
    own = {h.clause.clause_id: h for h in draft.hits}
    best = _words_of(draft.hits[0].clause)
    topic = [w for w in dict.fromkeys(context.lexicon.words_of(draft.read.text)) if w in best]
    enough = _TOPIC * sum(context.lexicon.weight(w) for w in topic)
    firm = firm_points(draft)
    for hit in found:
        words = _words_of(hit.clause)
        topical = hit.clause.clause_id in own and sum(context.lexicon.weight(w) for w in topic if w in words) >= enough
        if topical and all(answers(hit.clause, p) for p in firm):
            return own[hit.clause.clause_id]
    return None


def _words_of(clause: Clause) -> str:
    """A clause's own words; its document's title ties every clause to it."""
    return fold(" ".join((*clause.path, clause.heading, clause.text)))


def _query(said: str) -> str:
    """The first line of a reply as a query; "" where it is none."""
    line = next((line for line in said.splitlines() if line.strip()), "")
    line = re.sub(r"^\W*(?:关键词|检索词|query)\s*[:：]", "", as_data(line), flags=re.IGNORECASE).strip()
    return line[:_LONGEST] if len(re.sub(r"\W", "", line)) > 1 else ""
