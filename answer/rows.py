"""The rows of a table: the places and documents that a question names, by place, by title or by what they are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from answer.followup import telling
from answer.mentions import named_documents
from answer.parts import has_subject, without_measures
from answer.reading import Reading
from answer.state import Context
from language.regions import NATION, covers
from policy.answers import Filters

JOIN = r"(?i:\bvs\.?(?![a-z])|\bpk(?![a-z]))|以及|还有|对比|相比|还是|和|跟|(?<!参)与|(?<![合共协不相])同(?![时期等样款比])|(?<![普涉])及|(?<![占环评])比(?![例重率较赛如])"
_PIECES = re.compile(rf"(?P<join>{JOIN})|[,，。；;？?！!：:、()（）\n]")
_ASKS = re.compile(r"多[少大高长远久]|几|哪|什么|有?啥|怎么|怎样|如何|吗|呢|谁|各|分别|(?:都|全)?放(?:一|在)|一起|摆|都有")
BRACKETED = re.compile(r"[《(\[〔【][^》)\]〕】]*[》)\]〕】]")
_HOME_LEVEL = re.compile(r"省里|省级(?!以上)|(?<![全各外本])省的")
_NATIONAL = re.compile(r"国家(?![级队重标高枢实]|新一代)|国补|国务院|中央|部委|工信部|发改委|科技部|财政部|网信办")
_LOOKED_AT = 8  # of the clauses nearest to a name
_MAJORITY = 5  # so many of one document tell that the name is its subject
_LONGEST_NAME = 18
_SUBJECT = 0.25
_AFTER_PLACES = re.compile(r"$|\W|20\d\d|[两三四][个家地市县]|各|分别|都|谁|哪|到|在|的")
_BESIDE = 2  # characters between two places of a list


@dataclass(frozen=True, slots=True)
class Subject:
    """A row: what the question calls it, where that stands in the text, and the documents it is."""

    name: str
    start: int
    documents: tuple[str, ...]


def own_words(text: str, documents: Sequence[str], context: Context, *, known: bool = True) -> list[str]:
    """The words of a text that say what it asks of, beside the names of the documents and their places; only those that clauses have where `known`."""
    titles = " ".join(f"{d.title}{d.metadata.region}" for i in documents if (d := context.document(i)))
    words = context.lexicon.words_of(without_measures(text))
    return [w for w in words if len(w) > 1 and w not in titles and (not known or context.lexicon.known(w)) and telling(w, context.lexicon) >= _SUBJECT]


def subject_name(text: str) -> str:
    """The words before the first that asks."""
    return _ASKS.split(text)[0]


def subjects_named(reading: Reading, context: Context, by_subject: bool) -> list[Subject]:
    """The places and documents that a question names, in its order; of a place those of its documents that are named too.

    `by_subject`: also those called by what they are about, where the names are joined to each other (高企和新雏鹰).
    """
    named = named_documents(reading, context)
    pieces = _pieces(reading)
    found = [_subject(start, piece, reading, named, context, by_subject and (before or after)) for start, piece, before, after in pieces]
    kept: dict[tuple[object, ...], Subject] = {}
    for index, (subject, (_, _, before, after)) in enumerate(zip(found, pieces, strict=True)):
        beside = (before and found[index - 1]) or (after and found[index + 1])
        if subject and (beside or not by_subject):
            kept.setdefault((subject.documents, by_subject and subject.name), subject)
    return list(kept.values())


def _subject(start: int, piece: str, reading: Reading, named: Sequence[str], context: Context, by_subject: bool) -> Subject | None:
    name = subject_name(piece)
    about = document_about(name, context) if by_subject else ""
    if about:
        return Subject(name, start, (about,))
    documents, name = _of_place(piece, start, reading, named, context) or _of_title(piece, start, reading, context)
    return Subject(name, start, documents) if documents else None


def documents_of(name: str, start: int, reading: Reading, context: Context) -> tuple[str, ...]:
    """The documents of the place or by the title that one of several names has, those of the nation too; () where it has none.

    `start` is where the name stands in the question.
    """
    documents, _ = _of_place(name, start, reading, (), context) or _of_title(name, start, reading, context)
    if documents or not _NATIONAL.search(name):
        return documents
    return tuple(d.id for d in context.documents if d.metadata.region == NATION)


def subject_alone(reading: Reading, context: Context) -> list[Subject]:
    """The one document that what a question begins with is about: 想报隐形冠军, 收入要过多少, 负债不能过几成."""
    for start, piece, _, _ in _pieces(reading):
        name = subject_name(piece)
        if name != piece:
            return []
        about = document_about(name, context)
        if about:
            return [Subject(name, start, (about,))]
    return []


def document_about(name: str, context: Context, among: tuple[str, ...] = ()) -> str:
    """The document whose subject a name is: most of the clauses nearest to the name are its; "" where they are of several."""
    if not 2 <= len(name.strip()) <= _LONGEST_NAME or not has_subject(name, context):
        return ""
    near = Counter(h.document.id for h in context.search(name, _LOOKED_AT, Filters(documents=among)))
    best, count = next(iter(near.most_common(1)), ("", 0))
    return best if count >= _MAJORITY else ""


def _pieces(reading: Reading) -> list[tuple[int, str, bool, bool]]:
    """The pieces of a question between pauses, joining words and places: where each starts, the piece, whether it is joined to the one before and after."""
    text = reading.text
    flat = BRACKETED.sub(lambda m: "　" * len(m.group()) if m.group()[0] != "《" else m.group(), text)
    cuts = [(m.start(), m.end(), bool(m["join"])) for m in _PIECES.finditer(flat)]
    cuts += [(at, at, True) for at in _between_places(reading)]
    out: list[tuple[int, str, bool]] = []
    start, joined = 0, False
    for begin, end, joins in [*sorted(cuts), (len(flat), len(flat), False)]:
        piece = flat[start:begin].strip("　 ")
        if piece:
            out.append((flat.index(piece, start), piece, joined))
        joined = joins or (joined and not piece)
        start = end
    return [(at, piece, before, index + 1 < len(out) and out[index + 1][2]) for index, (at, piece, before) in enumerate(out)]


def _between_places(reading: Reading) -> Iterator[int]:
    """Where the second of two places begins that stand in one piece, neither in the other: 婺城对东阳, 海宁东阳两地."""
    for one, other in pairwise(sorted(reading.regions, key=lambda m: m.start)):
        between = reading.text[one.end : other.start]
        apart = not covers(one.region.name, other.region.name) and not covers(other.region.name, one.region.name)
        if apart and len(between) <= _BESIDE and not _ASKS.search(between) and _AFTER_PLACES.match(reading.text[other.end :]):
            yield other.start


def _of_place(piece: str, start: int, reading: Reading, named: Sequence[str], context: Context) -> tuple[tuple[str, ...], str] | None:
    """The documents of the place in a piece of a question, and the words that stand for them; None where it has no place."""
    places = [m for m in reading.regions if start <= m.start < start + len(piece)]
    home = None if places else _HOME_LEVEL.search(piece)
    own = _named_in(piece, start, reading, context)
    if not places and (not home or own):
        return None
    region = places[-1].region.name if places else context.province
    said = reading.text[places[-1].start : places[-1].end] if places else home.group() if home else ""
    of_place = tuple(d.id for d in context.documents if d.metadata.region == region)
    told = tuple(i for i in of_place if i in own)
    meant = tuple(i for i in of_place if i in named)
    if not told and not meant and len(of_place) > 1:
        about = document_about(subject_name(piece).replace(said, ""), context, of_place)
        told = (about,) if about else ()
    if told:
        return told, subject_name(piece)
    return meant or of_place, said


def _of_title(piece: str, start: int, reading: Reading, context: Context) -> tuple[tuple[str, ...], str]:
    own = _named_in(piece, start, reading, context)
    return (own[:1], subject_name(piece) or piece) if own else ((), "")


def _named_in(piece: str, start: int, reading: Reading, context: Context) -> tuple[str, ...]:
    """The documents that a piece of a question names; places keep their offsets."""
    return named_documents(replace(reading, text=" " * start + piece), context)
