"""A message of a conversation made whole by what was asked before it, in the caller's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from answer import substitute
from answer.asks import KINDS, states
from answer.compose import short_title
from answer.followup import (
    OF_DOCUMENT,
    Message,
    corrected,
    other_meant,
    place_meant,
    plain_amounts,
    stripped,
    take_apart,
    telling,
    without_links,
    without_pointing,
)
from answer.reading import Reading, read_question
from answer.shares import choose_branch
from answer.state import Context
from policy.answers import Filters, Hit
from policy.documents import Clause, ClauseKind

# In standard deviations of the fused score: how well another clause must fit, and by how much better, to be turned to.
_FITS = 2.0
_AHEAD = 0.2
_FAR_AHEAD = 0.5
_OWN_WORDS = 0.5
_LOOK = 8
_UNTIL = re.compile(r"(?:能|可以|执行|持续|办|管|用|实施)?到(?:什么时候|啥时候|何时|哪天|哪一天|哪年|几号|几时)(?:为止|结束|截止)?")
_LASTS = re.compile(r"有效期?|失效|作废|过期|到期|施行|实施|生效|管到|valid|in force|expire", re.IGNORECASE)
_ONE_HOLDS = re.compile(r"资格|证书?(?!明)|称号|合同|券")  # what lasts is the caller's title, not the document
_HOW_MUCH = re.compile(r"(?:拿|领|补|奖|贴|给|报|省)(?:到|助|励|贴)?(?:多少|几)|多少钱|how much", re.IGNORECASE)
_HEAD = re.compile(r"^(?:加强|加大|强化|加快|支持|推动|鼓励|建设|培育发展|提升)|支持$")


@dataclass(frozen=True, slots=True)
class Focus:
    """What the conversation is about: the last question, whole, and the clauses that it led to."""

    reading: Reading
    hits: tuple[Hit, ...]
    choices: tuple[Clause, ...]
    vague: bool

    @property
    def hit(self) -> Hit | None:
        """The clause that answered."""
        return self.hits[0] if self.hits else None


@dataclass(frozen=True, slots=True)
class Completed:
    """A question made whole. `documents` limit what may answer it, `leaning` are preferred."""

    text: str
    documents: tuple[str, ...] = ()
    leaning: tuple[str, ...] = ()


def complete(reading: Reading, focus: Focus, context: Context) -> Completed | None:
    """A message made whole by what was asked before; None for a courtesy. The same text where it stands alone."""
    text = plain_amounts(stripped(reading.text))
    put = corrected(corrected(text)) or corrected(text)
    message = take_apart(_read(put or text, reading, context), context.lexicon, corrects=bool(put))
    if message.empty:
        return None
    if message.whole or _elsewhere(message, context):
        return Completed(message.text)
    return (
        _picked(message, focus, context)
        or _of_document(message, focus)
        or (_asked_of_topic(message, focus, context) if message.asks else _changed(message, focus, context))
    )


def _read(text: str, reading: Reading, context: Context) -> Reading:
    return reading if text == reading.text else read_question(text, province=context.province, repair=context.mended)


def _elsewhere(message: Message, context: Context) -> bool:
    """Whether a message is about another subject than the documents: it lies far nearer to that than to any clause."""
    if context.themes is None or message.points or message.linked or message.same or message.content:
        return False
    if not message.foreign or message.reading.figures or message.reading.regions:
        return False
    return context.themes.nearest(message.text)[1] or not message.asks


# -- one of several -------------------------------------------------------------------------------------------------


def _picked(message: Message, focus: Focus, context: Context) -> Completed | None:
    """第二个, or 2: one of the choices offered or the clauses cited. 另一种: the case that was not asked about."""
    place = place_meant(message.text)
    if place is not None and len(focus.choices) > 1 and -1 <= place < len(focus.choices):
        return Completed(f"{_name(focus.choices[place])}，{focus.reading.text}", leaning=_both(focus.choices[place]))
    if not other_meant(message.text) and place is None:
        return None
    case = _other_case(focus, place)
    if not case:
        return None
    return Completed(substitute.with_topic(focus.reading, case, context.lexicon), leaning=_leaning(focus))


def _name(clause: Clause) -> str:
    return _HEAD.sub("", _HEAD.sub("", clause.heading)) or clause.heading


def _other_case(focus: Focus, place: int | None) -> str:
    """Of the cases that the clause distinguishes, the one that is meant: by its place, or the one not asked about."""
    clause = focus.hit.clause if focus.hit else None
    cases = [p for p in clause.provisions if p.condition] if clause else []
    if len(cases) < 2:
        return ""
    if place is not None:
        return cases[place].condition if -1 <= place < len(cases) else ""
    meant = choose_branch(cases, focus.reading.text)
    others = [p for p in cases if p not in meant] or cases[1:]
    return others[0].condition


def _leaning(focus: Focus) -> tuple[str, ...]:
    return _both(focus.hit.clause) if focus.hit else ()


def _both(clause: Clause) -> tuple[str, ...]:
    return clause.document_id, clause.clause_id


# -- asked of the topic that was spoken of -----------------------------------------------------------------------------


def _of_document(message: Message, focus: Focus) -> Completed | None:
    """文号呢, 到什么时候: asked of the document that the last answer came from."""
    if focus.hit is None or message.reading.regions:
        return None
    lasts = bool(_LASTS.search(message.text)) and not _ONE_HOLDS.search(without_pointing(message.text))
    until = _UNTIL.search(message.text)
    bare = not [w for w in message.content if not _LASTS.search(w)] or message.points
    if not bare or not (OF_DOCUMENT.search(message.text) or lasts or until):
        return None
    document = focus.hit.document
    english = message.reading.english
    rest = "valid until when" if english and lasts else "有效期到什么时候" if until and not english else without_pointing(message.text)
    return Completed(f"{short_title(document)}{rest}", (document.id,))


def _asked_of_topic(message: Message, focus: Focus, context: Context) -> Completed:
    """怎么申请, 有上限吗: asked of what the last question was about, or of another fact of the same document."""
    rest = without_pointing(message.text)
    place = substitute.region_words(message.reading)
    last = focus.reading
    if focus.vague:
        return Completed(f"{rest}，{last.text}")
    turned = None if place else _turned_to(message, focus, context)
    if turned is not None and turned.clause.kind is not ClauseKind.FACT:
        return Completed(message.text)
    if turned is not None:
        return Completed(f"{short_title(turned.document)}{rest}", (turned.document.id,), _both(turned.clause))
    about = substitute.topic_phrase(last, context.lexicon) or (_name(focus.hit.clause) if focus.hit else last.text)
    about = substitute.without_region(about, last) if place else _with_place(about, last)
    figures = substitute.figure_parts(last) if _HOW_MUCH.search(rest) and not message.reading.figures else ""
    parts = (f"{about} {rest}",) if last.english else (figures, about, rest)
    return Completed("，".join(p for p in parts if p), leaning=_of_place(message.reading, context) if place else _leaning(focus))


def _with_place(about: str, last: Reading) -> str:
    place = substitute.region_words(last)
    return about if not place or place in about else f"{place}{about}"


def _of_place(reading: Reading, context: Context) -> tuple[str, ...]:
    """The documents of the place that a message names: its own rules are meant, where it has some."""
    names = {m.region.name for m in reading.regions}
    return tuple(d.id for d in context.documents if d.metadata.region in names)


def _turned_to(message: Message, focus: Focus, context: Context) -> Hit | None:
    """Another clause than the one last answered that a message with words of its own is about, None where there is none.

    The facts of a digest are about one thing, so a question easily turns from one to the other: it is sought among
    them alone, and must state what is asked. The measures of a text are about a thing each: a question that leaves
    one for another has telling words, and lies far nearer to it.
    """
    hit = focus.hit
    if hit is None:
        return None
    fact = hit.clause.kind is ClauseKind.FACT
    if not fact and sum(telling(w, context.lexicon) for w in message.content) < _OWN_WORDS:
        return None
    found = context.search(message.text, _LOOK, Filters(documents=(hit.document.id,)))
    firm = [a for a in message.reading.asks if KINDS[a].firm]
    stating = [h for h in found if all(states(h.clause, a) for a in firm)]
    if not stating or (fact and stating[0].score < _FITS):
        return None
    own = next((h.score for h in found if h.clause.clause_id == hit.clause.clause_id), 0.0)
    ahead = stating[0].score - own >= (_AHEAD if fact else _FAR_AHEAD)
    return stating[0] if ahead else None


# -- something else asked of the same ---------------------------------------------------------------------------------


def _changed(message: Message, focus: Focus, context: Context) -> Completed:
    """那模型券呢, 如果是900万呢, 2030年呢, 杭州呢: the last question with that in it changed."""
    last = focus.reading
    rest = without_links(message.text)
    if focus.vague:
        return Completed(f"{rest}{last.text}")
    text, changed, leaning = last.text, False, _leaning(focus)
    place = substitute.region_words(message.reading)
    if place:
        text, changed, leaning = substitute.with_region(last, place), True, _of_place(message.reading, context)
    years = substitute.with_years(_again(text, last, context), message.reading)
    if years:
        text, changed = years, True
    if any(f.kind != "date" for f in message.reading.figures):
        figures = substitute.with_figures(_again(text, last, context), message.reading)
        return Completed(figures or _beside(text, rest), leaning=leaning)
    subject = _subject(rest, message, place)
    if subject:
        heading = focus.hit.clause.heading if focus.hit else ""
        text, changed = substitute.with_topic(_again(text, last, context), subject, context.lexicon, heading), True
    return Completed(text if changed else message.text, leaning=leaning)


def _again(text: str, last: Reading, context: Context) -> Reading:
    return last if text == last.text else read_question(text, province=context.province)


def _beside(text: str, rest: str) -> str:
    """A figure that the question has no place for, before what is asked."""
    return f"{rest}，{text}"


def _subject(rest: str, message: Message, place: str) -> str:
    """The words of a fragment that are a subject: without places, years and 的."""
    rest = rest.replace(place, "") if place else rest
    for figure in message.reading.figures:
        rest = rest.replace(figure.text, "")
    rest = rest.strip(" ,，的在是")
    return rest if message.content or message.foreign else ""
