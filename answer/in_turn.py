"""Questions put one after another, each to a place or document of its own: 西湖区最多资助多少?余杭区的基金呢."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.asks import Ask
from answer.columns import columns
from answer.parts import Part, asks_something
from answer.reading import Reading
from answer.rows import Subject, own_words
from answer.state import Context
from language.quantities import read_figures
from policy.provisions import FigureKind

# 2024年那版: the year of a document, and none that is asked about.
_OF_TITLE = re.compile(r"20\d\d年?(?=[那这]?[版份个篇]|的?[^,，。；;？?、]{0,6}(?:方案|计划|意见|办法|措施|草案|通知|规定|政策)|[“‘「『])")
_LONGEST_LEAD = 40  # characters; a longer one is a story


@dataclass(frozen=True, slots=True)
class Row:
    """A subject with what is asked of it, and in which years."""

    subject: Subject
    things: Sequence[Part]
    years: Sequence[str]


def rows_in_turn(reading: Reading, subjects: Sequence[Subject], context: Context) -> list[Row]:
    """The rows of a question that asks each subject something of its own; [] where the same is asked of all.

    Every subject but one that the others are among (浙江早先两份: ...) is followed by what is asked of it. Who asks
    nothing new of the next one (滨江区呢) asks the same.
    """
    ends = [*(s.start for s in subjects[1:]), len(reading.text)]
    said = [reading.text[s.start : end].strip(" ,，、;；") for s, end in zip(subjects, ends, strict=True)]
    asked = [i for i, text in enumerate(said) if asks_something(text)]
    if len(asked) < 2 or any(not _holds(s, [subjects[j] for j in asked]) for i, s in enumerate(subjects) if i not in asked):
        return []
    lead = reading.text[: subjects[0].start].strip(" ,，、:：;；。")
    lead = lead if len(lead) <= _LONGEST_LEAD and not asks_something(lead) else ""
    rows: list[Row] = []
    for index in asked:
        row = _row(subjects[index], said[index], lead, reading, context)
        rows.append(_like(rows[-1], row, context) if rows else row)
    return rows


def _holds(subject: Subject, others: Sequence[Subject]) -> bool:
    """Whether the documents of a subject are those of the others and maybe more."""
    return all(set(o.documents) <= set(subject.documents) for o in others)


def _row(subject: Subject, said: str, lead: str, reading: Reading, context: Context) -> Row:
    said = _OF_TITLE.sub("", said)
    held = " ".join(f"{c.heading}{c.text}" for i in subject.documents if (d := context.document(i)) for c in d.clauses)
    for year in {f.text for f in read_figures(said) if f.kind is FigureKind.DATE and len(f.iso) == 4}:
        said = said if year.rstrip("年") in held else said.replace(year, "")  # the year of the document, of none of its clauses
    things, years = columns(replace(reading, text=said, points=()))
    return Row(subject, [replace(t, lead="，".join(p for p in (lead, t.lead) if p)) for t in things], years)


def _like(before: Row, row: Row, context: Context) -> Row:
    """A row whose first question leaves its subject out, with that of the row before."""
    first, *rest = row.things
    if own_words(first.text, row.subject.documents, context):
        return row
    last = before.things[-1]
    about = "".join(own_words(last.text, before.subject.documents, context))
    asks = first.asks if first.firm else last.asks
    return replace(row, things=[replace(first, text=f"{about}，{first.text}".strip("，"), lead=last.lead, asks=asks or (Ask.WHAT,)), *rest])
