"""Questions for all of a kind: the vouchers of a document by their name, or all that a place grants."""

from __future__ import annotations

import re

from answer.mentions import named_documents
from answer.parts import segments
from answer.reading import Reading
from answer.rows import own_words
from answer.state import Context, Draft
from language import words
from policy.answers import Hit
from policy.documents import Clause, ClauseKind, Document
from policy.provisions import FigureKind, FigureRole

_ALL_OF = re.compile(
    r"(?:(?P<n>[两三四五六])[种类张样]|几[种类项个样张]|哪些|多少种|所有的?|全部的?|各种)"
    r"[“‘「\"']?(?P<x>[一-鿿“”\"+]{1,10}?)[”’」\"']?(?=[?？,，。、:：(的摆\s]|可以|能|怎么|都?[是有]|各|分别|$)"
)
_LARGEST_FAMILY = 8
_COUNTS = "两三四五六"
_GRANTS = r"(?:补[助贴]|奖[励补金]|资助|扶持|给钱|优惠|好处)(?:的)?(?:政策|名目|项目|措施|种类|条款)?"
_WHICH = r"(?:哪些|哪几[种项样类个]|几[种项样类]|什么|啥|多少[种项])"
# 补贴都有哪些, 有哪些奖励: all that is granted, where nothing says of what.
_ALL_GRANTS = re.compile(rf"{_GRANTS}(?:都|分别|具体|主要|一共|总共|全部)?(?:有|是|包括)?{_WHICH}|(?:有|给|发|能拿)(?:的)?{_WHICH}[^,，。；;？?]{{0,3}}?{_GRANTS}")
_POINTING = re.compile(r"[那这当本][边里儿地]|可以|现在|目前|企业|公司")
_GRANTED = frozenset({FigureRole.RATE, FigureRole.CAP, FigureRole.AMOUNT})
_LOOKED_AT = 5  # hits whose documents may be the one meant
_MOST = 8


def choose_by_kind(draft: Draft, context: Context) -> bool:
    """All measures of a kind that is asked for (哪几种券), or all grants of a document or place; whether it is such a question."""
    documents = list({h.document.id: h.document for h in draft.hits}.values())
    near = {h.document.id for h in draft.hits[:_LOOKED_AT]}
    own = next((found for d in documents if d.id in near and (found := family(draft.read, d))), [])
    draft.chosen = own or _grants(documents, draft, context)
    return bool(draft.chosen)


def _grants(found: list[Document], draft: Draft, context: Context) -> list[Hit]:
    """All clauses that grant something, of the document named or of the place asked about."""
    segment = next((s for s in segments(draft.read.text) if _ALL_GRANTS.search(s)), "")
    if not segment:
        return []
    named = draft.filters.documents or named_documents(draft.read, context)
    meant = next((d for d in (*found, *context.documents) if d.id in named or (not named and draft.region and d.metadata.region == draft.region)), None)
    if meant is None or own_words(_POINTING.sub(" ", _ALL_GRANTS.sub(" ", segment)), (meant.id,), context, known=False):
        return []
    grants = [Hit(c, meant, 0.0) for c in meant.clauses if not c.parent_id and _is_grant(c)]
    return grants if 2 <= len(grants) <= _MOST else []


def _is_grant(clause: Clause) -> bool:
    figures = [f for p in clause.provisions for f in p.figures]
    return any(f.role in _GRANTED and f.kind in (FigureKind.MONEY, FigureKind.PERCENT) for f in figures)


def family(reading: Reading, document: Document) -> list[Hit]:
    """All measures of a document whose heading has the kind that is asked for (哪几种券); [] where it is no such question.

    Of more than the question counts (三种券) those that it names.
    """
    match = _ALL_OF.search(reading.text)
    kind = match["x"].strip("“”\"") if match else ""
    if not match or not kind or not _ends_a_word(reading.text, match.end("x")):
        return []
    found = [
        c for c in document.clauses
        if c.kind in (ClauseKind.ARTICLE, ClauseKind.FACT) and kind in c.heading
    ]  # fmt: skip
    count = _COUNTS.find(match["n"]) + 2 if match["n"] else 0
    if count and len(found) > count:
        found = [c for c in found if any(w in reading.text for w in words.cut(c.heading) if len(w) > 1 and w != kind)]
    if count and len(found) != count:
        return []
    if not 2 <= len(found) <= _LARGEST_FAMILY:
        return []
    return [Hit(c, document, 0.0) for c in found]


def _ends_a_word(text: str, at: int) -> bool:
    """Whether a word ends at an offset: 人工智能 doesn't before 能."""
    end = 0
    for word in words.cut(text):
        end += len(word)
        if end >= at:
            return end == at
    return True
