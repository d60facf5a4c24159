"""Tables: places or documents compared on one or more things, in one or more years; every cell its clause."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from answer.asks import FORMAL, Point
from answer.columns import columns
from answer.fits import answers, kinds_of, unstated_by
from answer.in_turn import Row, rows_in_turn
from answer.parts import Part, has_subject, note, without_measures
from answer.ranked import LOOKED_AT, ranked
from answer.reading import Reading
from answer.retrieve import found_in
from answer.rows import BRACKETED, Subject, own_words, subject_alone, subjects_named
from answer.state import Context, Draft
from policy.answers import Hit, Status

_COMPARED = re.compile(r"比|各|分别|谁|差|哪个|哪家|哪边|两[地家份个边种样]|都|不同|区别|不一样|还是|一个.{1,16}一个|对照|放一")
_FULL_YEAR = re.compile(r"20\d\d年")
_MEASURE = re.compile(r"占比|比重|强度|杠子|硬杠|费用|花钱|门槛|规模")
_SET_OFF = re.compile(r"另外|再有|(?<!浙江|本省)国家(?:那|的|是|也|又)|全国")
_MOST_SUBJECTS = 3
_MOST_COLUMNS = 4
_NEAR = 1.2  # standard deviations behind the best of its documents
_OWN_WORD = 1.5  # what a clause gains for a word of the question that it alone of its documents has
_MOST_GAINED = 2.5
_TAKEN = 0.8  # what a clause that answers another cell of its row gains
_SURELY = 0.75  # so likely does the clause of a cell state it, whatever kind of thing the rules read from its words
_READ = 0.4  # standard deviations of the search's score that a unit of log-odds counts


def choose_by_table(draft: Draft, context: Context, *, by_subject: bool) -> bool:
    """For each of the subjects compared the clauses on each thing and year that is asked; whether there are several.

    `by_subject` also looks for documents that are called by what they are about (专精特新, 高企), not by place or title.
    """
    if draft.filters.documents or (by_subject and not _COMPARED.search(draft.read.text)):
        return False
    subjects = subjects_named(draft.read, context, by_subject)[:_MOST_SUBJECTS]
    if len(subjects) < 2:
        return False
    rows = rows_in_turn(draft.read, subjects, context)
    if not rows and _COMPARED.search(draft.read.text):
        rows = _of_all(subjects, draft.read)
    return bool(rows) and _fill(draft, rows, context)


def _of_all(subjects: Sequence[Subject], reading: Reading) -> list[Row]:
    """Rows that all ask the same."""
    things, years = columns(_without(reading, subjects))
    return [Row(s, things, years) for s in subjects]


def choose_by_columns(draft: Draft, context: Context) -> bool:
    """Several things asked of the one document that a question names: the clause of it on each, as far as it has one."""
    if draft.filters.documents:
        return False
    if not _asks_several(*columns(draft.read)):
        return False  # before a subject is looked for, which takes a search
    subjects = subject_alone(draft.read, context)
    if not subjects or _names_others(subjects[0], draft.read, context):
        return False
    rows = _of_all(subjects, draft.read)
    return _asks_several(rows[0].things, rows[0].years) and _fill(draft, rows, context)


def _names_others(subject: Subject, reading: Reading, context: Context) -> bool:
    """Whether a question that begins with one document also names others: each thing is then asked of its own."""
    own = set(subject.documents)
    named = subjects_named(reading, context, by_subject=False)
    return any(not own & set(s.documents) for s in named) or bool(_SET_OFF.search(reading.text[subject.start :]))


def _asks_several(things: Sequence[Part], years: Sequence[str]) -> bool:
    return len(things) * max(1, len(years)) > 1


def _fill(draft: Draft, rows: Sequence[Row], context: Context) -> bool:
    """Choose the clause of each cell, and note what is stated in none of a row; whether more than one was chosen."""
    chosen: dict[str, Hit] = {}
    missing: list[Point] = []
    asked_of: dict[str, str] = {}
    subjects = [r.subject for r in rows]
    for row in rows:
        found, unstated = _found(row, subjects, draft, context)
        missing += unstated
        for hit, thing in found:
            note(asked_of, hit, thing)
            chosen.setdefault(hit.clause.clause_id, hit)
    if len(chosen) < 2 and not (chosen and missing and len(rows) < 2):
        return False
    firm = [p for r in rows for t in r.things for p in t.firm]
    if firm and not any(answers(h.clause, p) for h in chosen.values() for p in firm):
        return False
    draft.chosen, draft.asked_of = list(chosen.values()), asked_of
    draft.unstated = kinds_of(missing)
    draft.status = Status.PARTIAL if draft.unstated else None
    return True


def _found(row: Row, subjects: Sequence[Subject], draft: Draft, context: Context) -> tuple[list[tuple[Hit, Part]], list[Point]]:
    """The clause of each cell of a row with its thing, and what is asked that none of them states."""
    found: list[tuple[Hit, Part]] = []
    missing: list[Point] = []
    documents = row.subject.documents
    for thing, year in _cells(row.things, row.years):
        hit, unstated = _best(_query(row.subject, subjects, thing, context), year, documents, draft, context, [h for h, _ in found], sure=len(subjects) < 2)
        found += [(hit, thing)] if hit is not None else []
        missing += unstated
    return found, unstated_by([hit for hit, _ in found], missing)


def _cells(things: Sequence[Part], years: Sequence[str]) -> Iterator[tuple[Part, str]]:
    for thing in things[:_MOST_COLUMNS]:
        for year in (years or [""])[:_MOST_COLUMNS]:
            yield thing, year


def _without(reading: Reading, subjects: Sequence[Subject]) -> Reading:
    """A question without what it calls the subjects."""
    text = BRACKETED.sub("", reading.text)
    for subject in subjects:
        text = text.replace(subject.name, " ", 1)
    return replace(reading, text=text.strip(" ,，和跟与及的"), regions=())


def _query(subject: Subject, subjects: Sequence[Subject], thing: Part, context: Context) -> Part:
    """A cell as a question: the thing, with the subject's name where that is needed to tell."""
    alike = sum(s.documents == subject.documents for s in subjects) > 1
    if alike or not has_subject(thing.text, context) or own_words(subject.name, subject.documents, context):
        return replace(thing, lead=f"{subject.name}，{thing.lead}" if thing.lead else subject.name)
    return thing


def _best(
    cell: Part, year: str, documents: Sequence[str], draft: Draft, context: Context, taken: Sequence[Hit], *, sure: bool
) -> tuple[Hit | None, list[Point]]:
    """The clause of some documents that answers a cell, and what the cell asks that none of them states.

    Where none states it, the nearest stands for it, unless only what is `sure` will do.
    """
    text = f"{year}年{cell.whole}" if year else cell.whole
    reading = replace(draft.read, text=text, asking=(cell.text,), points=cell.points, figures=())
    hits = found_in(documents, reading, draft, context)
    if len(documents) == 1:
        hits = _with_own_words(hits, cell.text, documents[0], context)
    if year:
        hits = [h for h in hits if f"{year}年" in f"{h.clause.heading}{h.clause.text}"]
    elif len(asked_about := set(_FULL_YEAR.findall(text))) == 1:
        hits = [h for h in hits if _of_year(h, asked_about)] or hits
    own = {h.clause.clause_id for h in taken}
    read = ranked(text, hits[:LOOKED_AT], context, _READ)
    chances = {r.hit.clause.clause_id: r.chance for r in read}
    hits = [r.hit for r in read]
    hits = sorted((replace(h, score=h.score + _TAKEN) if h.clause.clause_id in own else h for h in hits), key=lambda h: -h.score)
    near = [h for h in hits if h.score >= hits[0].score - _NEAR]
    fit = [h for h in near if all(answers(h.clause, p) for p in cell.firm)]
    if fit:
        return fit[0], []
    part = [h for h in near if any(answers(h.clause, p) for p in cell.firm)]
    chosen = next(iter(part if sure else part or near), None)
    if chosen is None:
        return None, cell.firm
    surely = chances[chosen.clause.clause_id] >= _SURELY
    return chosen, [p for p in unstated_by([chosen], cell.firm) if p.ask in FORMAL or not surely]


def _of_year(hit: Hit, asked_about: set[str]) -> bool:
    """Whether a clause is of a year, or of none."""
    own = set(_FULL_YEAR.findall(hit.clause.heading)) or set(_FULL_YEAR.findall(hit.clause.text))
    return not own or bool(own & asked_about)


def _with_own_words(hits: Sequence[Hit], text: str, document: str, context: Context) -> list[Hit]:
    """Hits with what each gains for the words of a cell that few clauses of its document have; best first."""
    held_in = context.document(document)
    clauses = [c for c in held_in.clauses if not c.parent_id] if held_in else []
    plain = _MEASURE.sub(" ", without_measures(text))
    words = {w for w in context.lexicon.words_of(plain) if len(w) > 1 and context.lexicon.known(w)}
    words |= set(_FULL_YEAR.findall(text))
    held = {w: [c.clause_id for c in clauses if w in f"{c.heading}{c.text}"] for w in words}
    gain: Counter[str] = Counter()
    for ids in held.values():
        for clause_id in ids:
            gain[clause_id] += _OWN_WORD / len(ids)  # type: ignore[assignment]
    return sorted((replace(h, score=h.score + min(_MOST_GAINED, gain[h.clause.clause_id])) for h in hits), key=lambda h: -h.score)
