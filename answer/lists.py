"""Questions for all of a kind: the vouchers of a document by their name, or all that a place grants."""

from __future__ import annotations

import re

from answer.mentions import named_documents
from answer.parts import family, segments
from answer.rows import own_words
from answer.state import Context, Draft
from policy.answers import Hit
from policy.documents import Clause, Document
from policy.provisions import FigureKind, FigureRole

_GRANTS = r"(?:补[助贴]|奖[励补金]|资助|扶持|给钱|优惠|好处)(?:的)?(?:政策|名目|项目|措施|种类|条款)?"
_WHICH = r"(?:哪些|哪几[种项样类个]|几[种项样类]|什么|啥|多少[种项])"
# 补贴都有哪些, 有哪些奖励: all that is granted, where nothing says of what.
_ALL_GRANTS = re.compile(rf"{_GRANTS}(?:都|分别|具体|主要|一共|总共|全部)?(?:有|是|包括)?{_WHICH}|(?:有|给|发|能拿)(?:的)?{_WHICH}[^,，。；;？?]{{0,3}}?{_GRANTS}")
_GRANTED = frozenset({FigureRole.RATE, FigureRole.CAP, FigureRole.AMOUNT})
_LOOKED_AT = 5  # hits whose documents may be the one meant
_MOST = 8


def choose_by_kind(draft: Draft, context: Context) -> bool:
    """All measures of a kind that is asked for (哪几种券), or all grants of a document or place; whether it is such a question."""
    documents = list({h.document.id: h.document for h in draft.hits[:_LOOKED_AT]}.values())
    own = next((found for d in documents if (found := family(draft.read, d))), [])
    draft.chosen = own or _grants(documents, draft, context)
    return bool(draft.chosen)


def _grants(documents: list[Document], draft: Draft, context: Context) -> list[Hit]:
    """All clauses that grant something, of the document named or of the place asked about."""
    segment = next((s for s in segments(draft.read.text) if _ALL_GRANTS.search(s)), "")
    if not segment:
        return []
    named = draft.filters.documents or named_documents(draft.read, context)
    meant = next((d for d in documents if d.id in named or (not named and draft.region and d.metadata.region == draft.region)), None)
    if meant is None or own_words(_ALL_GRANTS.sub(" ", segment), (meant.id,), context):
        return []
    found = [Hit(c, meant, 0.0) for c in meant.clauses if not c.parent_id and _is_grant(c)]
    return found if 2 <= len(found) <= _MOST else []


def _is_grant(clause: Clause) -> bool:
    figures = [f for p in clause.provisions for f in p.figures]
    return any(f.role in _GRANTED and f.kind in (FigureKind.MONEY, FigureKind.PERCENT) for f in figures)
