"""From the question to the clauses that may answer it: region, documents named, search, and which document weighs more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.asks import Ask, asked
from answer.mentions import named_documents
from answer.reading import Reading, sentences
from answer.state import Context, Draft
from language.regions import NATION, Mention, covers, parse_region
from policy.answers import Filters, Hit
from policy.documents import Document, TextKind
from policy.provisions import FigureKind, FigureRole

# In standard deviations of the fused score: enough to decide between clauses that say much the same, too little to
# lift a clause of another topic.
_OWN_WORDS = 0.6  # the official text before a digest of another
_PROVINCE = 0.2  # without a region, the home province's own rules before a city's or the nation's
_CITY = 0.4  # of a district that was asked about, its city's rules before the province's
_SAME_REGION = 0.6  # the region that was asked about before those above it
_DRAFT = -0.6
_OVER = -0.5
_UNKNOWN = -0.15
_SPOKEN_OF = 0.8  # a document that the conversation is about, for what leaves its topic out
_SPOKEN_OF_ITSELF = 0.5  # and the clause
# 北京网信, 上海大学: whose office it is, not where the caller is.
_OFFICE = re.compile(r"(?:的)?(?:网信|大学|学院|研究院|总部|那?个?专家|银行|部委)")
# Organs of the nation sit in the capital: what is sent there is no matter of that city's own policies.
_CAPITAL = "北京市"
_SENT = re.compile(r"(?:向|往|送|交|递|寄|报|跑)(?:到|去|给)?$|(?:[去到上])$")
_TO_ORGAN = re.compile(r"(?:的)?(?:哪[个家]|什么|啥|那[个边家])?(?:国家)?(?:的)?(?:衙门|部门|机关|单位|主管|窗口|部里|递|交|送|寄|备案|盖章|敲章|审批|报备|跑)")
# What was heard or seen at an event elsewhere is asked of here.
_EVENT = re.compile(r"参加|出差|开会|看展|逛展|听课|讲座|展会|展览|博览会|大会|峰会|年会|论坛|沙龙|路演|旅游|比赛")
_THERE = re.compile(r"那[边里儿]|当地|他们那")
_SEGMENT = re.compile(r"[,，。；;！!？?\n]")
_TERM = 0.85
LOOK = 20  # hits that a search for an answer looks at
_SENTENCE = 6
_SENTENCES = 4
_TOLD = 0.7
_TERMS = 0.8
_CHECKED = 0.3
_YEAR = 0.6


def retrieve(draft: Draft, context: Context) -> None:
    """Search, with what the question says of region, date and documents, and weigh the hits."""
    filters = _filters(draft, context)
    named = () if filters.documents else named_documents(draft.read, context)
    if named and _all_places_of(named, draft.read, context):
        filters = replace(filters, documents=named, region=draft.filters.region)
    draft.hits = weighed(search_all(draft.read, context, replace(filters, on=None)), draft.read, draft, context)


def _all_places_of(named: Sequence[str], reading: Reading, context: Context) -> bool:
    """Whether the documents named are of every place that is: 湖州的征求意见稿和宁波 names a document of one of two."""
    held = {d.metadata.region for i in named if (d := context.document(i))}
    return all(any(covers(own, m.region.name) or covers(m.region.name, own) for own in held) for m in reading.regions)


def found_in(documents: Sequence[str], reading: Reading, draft: Draft, context: Context) -> list[Hit]:
    """The hits of a question, or a part of it, within some documents, weighed as those of the whole are."""
    filters = replace(draft.filters, region="", on=None, documents=tuple(documents))
    return weighed(context.search(reading.text, LOOK, filters), reading, draft, context)


def weighed(hits: Sequence[Hit], reading: Reading, draft: Draft, context: Context) -> list[Hit]:
    """Hits by what they score with all that speaks for their document and for their words."""
    terms = _terms_of_art(reading, context)
    years = {f.iso for f in reading.figures if f.kind is FigureKind.DATE and len(f.iso) == 4}
    return sorted(
        (replace(h, score=h.score + _weight(h.document, draft, context) + _spoken_of(h, draft) + _anchored(h, reading, terms, years, context)) for h in hits),
        key=lambda h: ("exact" not in h.ranks, -h.score),
    )


def search_all(reading: Reading, context: Context, filters: Filters) -> list[Hit]:
    """The hits of the whole question, and of a story in several sentences the mean of what each finds beside them.

    A story told around a question draws its vector away from every clause; the sentence that matters does not.
    """
    count = max(context.hits, LOOK)
    told = [s for s in sentences(reading.text) if len(s) >= _SENTENCE]
    if len(told) > 1:
        context.ahead(told[:_SENTENCES])
    whole = context.search(reading.text, count, filters)
    if len(told) < 2:
        return whole
    single = [context.search(s, count, filters) for s in told[:_SENTENCES]]
    known = {h.clause.clause_id: h for hits in (*single, whole) for h in hits}
    score = {i: _score_in(whole, i) + _TOLD * sum(_score_in(s, i) for s in single) / len(single) for i in known}
    merged = [replace(h, score=score[i] / (1 + _TOLD)) for i, h in known.items()]
    return sorted(merged, key=lambda h: -h.score)


def _score_in(hits: list[Hit], clause_id: str) -> float:
    """A clause's score in a list of hits; one that is not in it scores as the last that is."""
    return next((h.score for h in hits if h.clause.clause_id == clause_id), hits[-1].score if hits else 0.0)


def _terms_of_art(reading: Reading, context: Context) -> set[str]:
    """The terms in the question that hardly anybody uses who does not mean the thing (算力券, 语料, 贴息)."""
    return {w for w in context.lexicon.words_of(reading.text) if context.lexicon.weight(w) >= _TERM and context.lexicon.known(w)}


def _spoken_of(hit: Hit, draft: Draft) -> float:
    return _SPOKEN_OF_ITSELF if hit.clause.clause_id in draft.leaning else 0.0


def _comparable(hit: Hit, reading: Reading) -> bool:
    """Whether a figure of the question (八年, 15%) can be held against a threshold of the clause. Amounts tell too little."""
    given = {(f.kind, f.unit) for f in reading.figures if f.kind in (FigureKind.DURATION, FigureKind.PERCENT)}
    return any(
        f.role is FigureRole.THRESHOLD and (f.kind, f.unit) in given for p in hit.clause.provisions for f in p.figures
    )


def _anchored(hit: Hit, reading: Reading, terms: set[str], years: set[str], context: Context) -> float:
    """What a clause gains for having the question's terms of art, the year it asks about, a threshold for its figures."""
    own = context.lexicon.of(hit.clause)
    gain = _TERMS * len(terms & own) / len(terms) if terms else 0.0
    said = {f.iso[:4] for p in hit.clause.provisions for f in p.figures if f.kind is FigureKind.DATE}
    named = any(y in hit.clause.heading for y in years)
    gain += _CHECKED if _comparable(hit, reading) else 0.0
    if named or years & said:
        return gain + _YEAR
    other = re.search(r"20\d\d年", hit.clause.heading)
    return gain - (_YEAR if years and other else 0.0)


def _filters(draft: Draft, context: Context) -> Filters:
    region = draft.filters.region or draft.region
    return replace(draft.filters, region=region)


def _weight(document: Document, draft: Draft, context: Context) -> float:
    meta = document.metadata
    weight = 0.0 if meta.text_kind is TextKind.DIGEST else _OWN_WORDS
    weight += _SPOKEN_OF if document.id in draft.leaning else 0.0
    if meta.status == "征求意见":
        weight += _DRAFT
    elif meta.status == "未知":
        weight += _UNKNOWN
    if meta.ends and meta.ends < draft.on:
        weight += _OVER
    asked = parse_region(draft.region, context.province) if draft.region else None
    own = parse_region(meta.region)
    if asked and own and own == asked and meta.region != NATION:
        return weight + _SAME_REGION
    if asked and own and asked.county and own.city == asked.city and not own.county:
        return weight + _CITY
    if not asked and own and own.province == context.province and not own.city:
        weight += _PROVINCE
    return weight


def regions_of(documents: tuple[Document, ...] | list[Document]) -> set[str]:
    """The regions that the documents are of."""
    return {d.metadata.region for d in documents if d.metadata.region}


def outside(reading: Reading, context: Context) -> str:
    """The region that a question is about and no document covers; "" where there is none.

    Where the question names several, the one it names more often, or last, is what it is about.
    """
    held = regions_of(list(context.documents))
    beyond = [m for m in reading.regions if not _served(m.region.name, held) and not _in_passing(m, reading.text)]
    if re.search(r"省里|省措施|我省|本省", reading.text):
        return ""
    within = [m for m in reading.regions if _served(m.region.name, held)]
    if not beyond or len(beyond) < len(within) or (len(beyond) == len(within) and within[-1].start > beyond[-1].start):
        return ""
    return beyond[-1].region.name


def _in_passing(mention: Mention, text: str) -> bool:
    """Whether a place is only the seat of an office, or where something was heard: 向北京哪个衙门递, 上周在上海开会，听说…."""
    before, after = text[: mention.start], text[mention.end :]
    if _OFFICE.match(after) or (mention.region.name == _CAPITAL and _SENT.search(before) and _TO_ORGAN.match(after)):
        return True
    segment = f"{_SEGMENT.split(before)[-1]} {_SEGMENT.split(after)[0]}"
    later = _SEGMENT.split(after, maxsplit=1)[1:]
    return bool(later and later[0].strip() and _EVENT.search(segment) and asked(segment) == (Ask.WHAT,) and not _THERE.search(later[0]))


def served(name: str, context: Context) -> bool:
    """Whether any document is of a region, of one above it or of one in it; a rule of the whole nation does not count."""
    return _served(name, regions_of(list(context.documents)))


def _served(name: str, held: set[str]) -> bool:
    """Whether a document of the region itself or of one above it, other than the nation's, is held, or one below."""
    return any(r != NATION and (covers(r, name) or covers(name, r)) for r in held)


def region_asked(reading: Reading, context: Context) -> str:
    """The region that the question brings, if a document covers it: the narrowest, and of equals the last."""
    held = regions_of(list(context.documents))
    served = [m.region for m in reading.regions if _served(m.region.name, held)]
    if not served:
        home = re.search(r"省里|省措施|省的|全省|本省|我省|省政府|省级政策|省那份|省这份", reading.text)
        return context.province if home and context.province in held else ""
    return max(enumerate(served), key=lambda p: (bool(p[1].county), bool(p[1].city), p[0]))[1].name
