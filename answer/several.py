"""Questions that need more than one clause: places or documents compared, measures named together, years, parts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from answer.asks import FORMAL, Ask, Point
from answer.fits import answers, firm_points, kinds_of, unstated_by
from answer.mentions import named_documents
from answer.parts import Part, note
from answer.reading import Reading
from answer.retrieve import LOOK, found_in, weighed
from answer.rows import BRACKETED, own_words
from answer.state import Context, Draft
from policy.answers import Hit, Status
from policy.documents import Document

_TERM = 0.85
_OF_WHOLE = 0.5  # what the whole question's score for a clause adds to a part's
_PART_SURE = 3.0  # standard deviations above the mean, of both together
_HOME = 2.0  # what the document that answers the parts best adds to its clauses
_NEAR = 1.2
_FAR = 100.0
_YEARS = re.compile(r"(?<!\d)20[2-4]\d(?=年|两年|[、和与,]\s*20\d\d|各|分别)")
_YEARS_ENGLISH = re.compile(r"(?<!\d)20[2-4]\d(?!\d)")
_COMPARED = re.compile(r"比|各|分别|谁|差|哪个|哪家|哪边|两地|两家|都|不同|区别|还是")


def choose_by_terms(draft: Draft, context: Context) -> bool:
    """A question that names several measures by what they are called (算力券、语料券、模型券): the one of each name."""
    if not _COMPARED.search(draft.read.text) and not draft.read.wants(Ask.STACKING, Ask.LIST):
        return False
    terms = {t for t in context.lexicon.words_of(draft.read.text) if len(t) > 2 and context.lexicon.weight(t) >= _TERM}
    documents = {h.document.id: h.document for h in draft.hits}.values()
    chosen = max((_headed(d, terms) for d in documents), key=len, default=[])
    if len(chosen) < 2:
        return False
    _settle(draft, sorted(chosen, key=lambda h: h.clause.start), [])
    return True


def _settle(draft: Draft, chosen: list[Hit], also: list[Point]) -> None:
    """Take these clauses, or none where they state nothing of what was asked firmly. `also` are points of parts."""
    firm = firm_points(draft)
    unstated = unstated_by(chosen, list(dict.fromkeys([*also, *firm])))
    draft.unstated = kinds_of(unstated)
    if firm and all(p in unstated for p in firm):
        draft.status = Status.NOT_COVERED
        return
    draft.chosen = chosen
    draft.status = Status.PARTIAL if draft.unstated else None


def _headed(document: Document, terms: set[str]) -> list[Hit]:
    """The clauses of a document that are the only ones to have one of the terms in their heading."""
    units = [c for c in document.clauses if not c.parent_id]
    named = [[c for c in units if term in c.heading] for term in terms]
    own = {found[0].clause_id: found[0] for found in named if len(found) == 1}
    return [Hit(c, document, 0.0) for c in own.values()]


def choose_by_years(draft: Draft) -> bool:
    """A question on several years: of the best document, the best clause on each."""
    text = BRACKETED.sub("", draft.read.text)  # a title's or a number's year is not one that is asked about
    years = dict.fromkeys((_YEARS_ENGLISH if draft.english else _YEARS).findall(text))
    if len(years) < 2:
        return False
    own = [h for h in draft.hits if h.document.id == draft.hits[0].document.id]
    chosen: list[Hit] = []
    for year in years:
        hit = next((h for h in own if f"{year}年" in f"{h.clause.heading}{h.clause.text}"), None)
        if hit is None:
            return False
        if hit not in chosen:
            chosen.append(hit)
    draft.chosen = chosen
    return True


def choose_by_parts(draft: Draft, parts: list[Part], context: Context) -> bool:
    """For each part the clause that answers it; whether that settles the question.

    A part is a few words torn from its sentence, so what the whole question finds counts beside what the part does, and
    of like clauses that of the document which answers the parts best.
    """
    whole = {h.clause.clause_id: h.score for h in draft.hits}
    found = []
    for part in parts:
        found.append(beside(_search(part, _reading_of(part, draft), draft, context), whole))
    home = _home_of(found)
    chosen: dict[str, Hit] = {}
    missing: list[Point] = []
    sure = False
    for part, hits in zip(parts, found, strict=True):
        if chosen and FORMAL.intersection(part.asks) and not _names_documents(part, draft, context):
            hits = [h for h in hits if h.document.id in {c.document.id for c in chosen.values()}]
        hit, unstated = _answering(part, hits, home)
        missing += unstated
        if hit is not None and (part.firm or _says(hit, part, context)):
            note(draft.asked_of, hit, part)
            chosen.setdefault(hit.clause.clause_id, hit)
            sure = sure or len(unstated) < len(part.firm) or _says(hit, part, context)
    if (len(chosen) < 2 and not (chosen and missing)) or (missing and not sure):
        draft.asked_of.clear()
        return False
    draft.chosen = list(chosen.values())
    draft.unstated = kinds_of(missing)
    draft.status = Status.PARTIAL if missing else None
    return True


def beside(hits: Sequence[Hit], whole: Mapping[str, float]) -> list[Hit]:
    """A part's hits, best first, with what the whole question scores for each (`whole`, by clause id) added in part."""
    least = min(whole.values(), default=0.0)
    return sorted((replace(h, score=h.score + _OF_WHOLE * whole.get(h.clause.clause_id, least)) for h in hits), key=lambda h: -h.score)


def _reading_of(part: Part, draft: Draft) -> Reading:
    figures = tuple(f for f in draft.read.figures if f.text in part.whole)
    return replace(draft.read, text=part.whole, asking=(part.text,), points=part.points, figures=figures)


def _search(part: Part, reading: Reading, draft: Draft, context: Context) -> list[Hit]:
    """The hits of a part: in the documents or the place that it names itself, else wherever the whole question looks."""
    documents = draft.filters.documents or _names_documents(part, draft, context) or named_documents(reading, context)
    if documents:
        return found_in(documents, reading, draft, context)
    filters = replace(draft.filters, region=draft.filters.region or draft.region, on=None)
    return weighed(context.search(reading.text, LOOK, filters), reading, draft, context)


def _names_documents(part: Part, draft: Draft, context: Context) -> tuple[str, ...]:
    """The documents that a part names itself, or those of the place that it names."""
    named = named_documents(replace(draft.read, text=part.text), context)
    places = {m.region.name for m in draft.read.regions if draft.read.text[m.start : m.end] in part.text}
    return named or tuple(d.id for d in context.documents if d.metadata.region in places)


def _says(hit: Hit, part: Part, context: Context) -> bool:
    """Whether a clause has a telling word of the part itself."""
    return bool(set(own_words(part.text, (hit.document.id,), context)) & context.lexicon.of(hit.clause))


def _home_of(found: Sequence[Sequence[Hit]]) -> str:
    """The document whose clauses answer all the parts best together."""
    total: dict[str, float] = {}
    for hits in found:
        best: dict[str, float] = {}
        for h in hits:
            best[h.document.id] = max(best.get(h.document.id, -_FAR), h.score)
        for document in {*total, *best}:
            total[document] = total.get(document, 0.0) + best.get(document, 0.0)
    return max(total, key=lambda d: total[d], default="")


def _answering(part: Part, hits: list[Hit], home: str) -> tuple[Hit | None, list[Point]]:
    """The clause that answers a part, and what the part asks that none of its topic states."""
    ranked = sorted((replace(h, score=h.score + (_HOME if h.document.id == home else 0.0)) for h in hits), key=lambda h: -h.score)
    firm = part.firm
    if not ranked:
        return None, firm
    near = [h for h in ranked if h.score >= max(_PART_SURE, ranked[0].score - _NEAR)]
    if not near:
        return None, []
    for points in (firm, firm[:1]):
        hit = next((h for h in near if all(answers(h.clause, p) for p in points)), None)
        if hit is not None:
            return hit, unstated_by([hit], firm)
    stated = next((h for h in near if any(answers(h.clause, p) for p in firm)), None)
    return stated, unstated_by([stated] if stated else [], firm)


def choose_by_list(draft: Draft, parts: list[Part], context: Context) -> bool:
    """For each part the clause of the best document that answers it; whether more than one clause came of that.

    A part is a few words torn from its sentence, so what the whole question finds is added to what the part does.
    """
    best = draft.hits[0]
    filters = replace(draft.filters, documents=(best.document.id,))
    whole = {h.clause.clause_id: h.score for h in context.search(draft.read.text, LOOK, filters)}
    chosen: list[Hit] = []
    missing: list[Point] = []
    for part in parts:
        hits = [h for h in beside(context.search(part.text, LOOK, filters), whole) if h.score >= _PART_SURE]
        firm = part.firm
        hit = next((h for h in hits[:2] if all(answers(h.clause, p) for p in firm)), None)
        if hit is not None:
            note(draft.asked_of, hit, part)
        if hit is not None and hit.clause.clause_id not in {c.clause.clause_id for c in chosen}:
            chosen.append(hit)
        elif hit is None and firm and hits:
            missing += firm
    if best.clause.clause_id not in {c.clause.clause_id for c in chosen} and chosen:
        chosen.insert(0, best)
    if len(chosen) < 2:
        return False
    _settle(draft, chosen, missing)
    return True
