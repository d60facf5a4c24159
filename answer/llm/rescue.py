"""A second search in a model's words, for a question whose clauses do not state what it asks."""

from __future__ import annotations

import re

from answer.fits import answers, firm_asks
from answer.llm.tokens import as_data
from answer.retrieve import named_documents
from answer.state import Context, Draft
from policy.answers import Filters, Hit

_FOUND = 3
_LONGEST = 60
_TOPIC = 0.6  # share of the question's telling words, of those that the best clause has: as in answer.judge


def clause_found_by(said: str, draft: Draft, context: Context) -> Hit | None:
    """The clause that a rewritten question finds and that passes the tests of the original one; None where none does.

    The model's words bring a clause forward and decide nothing: the clause must be among those that the question itself
    found, be as much of its topic as the best of them, and state all that is asked.
    """
    query = _query(said)
    if not query:
        return None
    documents = draft.filters.documents or named_documents(draft.read, context)
    found = context.search(query, _FOUND, Filters(documents, draft.filters.region or draft.region))
    own = {h.clause.clause_id: h for h in draft.hits}
    question = context.lexicon.words_of(draft.read.text)
    enough = _TOPIC * context.lexicon.shared(question, draft.hits[0].clause)
    firm = firm_asks(draft)
    for hit in found:
        clause = hit.clause
        topical = clause.clause_id in own and context.lexicon.shared(question, clause) >= enough
        if topical and all(answers(clause, ask, draft) for ask in firm):
            return own[clause.clause_id]
    return None


def _query(said: str) -> str:
    """The first line of a reply as a query; "" where it is none."""
    line = next((line for line in said.splitlines() if line.strip()), "")
    line = re.sub(r"^\W*(?:关键词|检索词|query)\s*[:：]", "", as_data(line), flags=re.IGNORECASE).strip()
    return line[:_LONGEST] if len(re.sub(r"\W", "", line)) > 1 else ""
