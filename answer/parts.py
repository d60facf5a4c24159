"""A question that asks several things, taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.asks import KINDS, Ask, Point, asked
from answer.followup import content_words, telling, without_asking
from answer.reading import Reading
from answer.state import Context
from policy.answers import Hit

_CUT = re.compile(
    r"(?P<anew>[，,；;。？?！!：:\s]*(?:[一二三四五][是、]|第[一二三四五](?:个|步|,|，)|另外|还有|以及|再有|再者|顺便(?:再?问一?下?)?)[，,]?)|"
    r"(?P<end>[。？?！!\n]+)|[，,；;：:]+"
)
# Who says how many things there are to ask puts each into a sentence of its own.
_COUNTED = re.compile(r"(?P<n>[两俩三四五六])(?:件事|个?问题|桩事|件|样事|头都)")
_GOES_ON = re.compile(r"^(?:每|各|其中|它|他们|这|那(?!边)|[前后]者|[前后]一个)")
_CUT_LIST = re.compile(r"[，,；;。？?！!：:]|(?:[一二三四五][是、]|第[一二三四五](?:个|步|,|，))|另外|还有|以及|、")
_PAUSE = re.compile(r"、")
_AND = re.compile(r"(?<=[一-鿿]{2})[和与跟及](?=[一-鿿]{2})")
_CUT_APART = re.compile(rf"{_CUT_LIST.pattern}|{_AND.pattern}")  # A和B分别…
_EACH = re.compile(r"各|分别|都")
_YEARS = re.compile(r"(?<!\d)20\d\d(?=年|[、，,和])")
# Words of asking, wanting and counting that are no subject.
_NO_SUBJECT = re.compile(r"给我|告诉|帮我|列全|列出|一并|说说|麻烦|请问|想问|咨询|电话|材料|流程|比例|金额|上限|封顶|最高|最多|时间|期限|要求|条件|部门|标准|数字|目标")
_WANTED = re.compile(r"(?:给|要|留|报|发)我?一?[个下](?=$|吧|呗|谢)|[发给]我一?[份下]?(?=$|吧|呗|呀|啊|谢)|列(?:全|出|一下)")
_INTERROGATIVE = re.compile(
    r"多[少大高长远]|(?<![这那好])(?<!手[上里头])(?<![来招带]了)几(?!乎|个?年轻|个?人)|"
    r"哪|什么|啥|怎么|怎样|如何|吗|呢|谁(?!都)|多久|何时|how|what|which|when",
    re.IGNORECASE,
)  # fmt: skip
# What an English question asks beside: and min revenue, plus the document number; can I, do we.
_ASKS_TOO = re.compile(
    r"^\W*(?:(?:and|plus|also|or|so|but)\b\W*)*(?:can|could|do|does|did|is|are|r|will|would|may|must|should|where|who|whom|whose|why)\s+\w|"
    r"^\W*(?:and|plus|also)\s+(?:the\s+|its?\s+|their\s+)?(?:min\w*|max\w*|doc\w*|deadline|number|amount|cap|rate|ratio|share|limit|date|phone|contact)\b",
    re.IGNORECASE,
)
_BESIDE_ENGLISH = re.compile(r",?\s+(?:and|plus|also)\s+(?=(?:also\s+)?(?:what|how|when|where|which|who|can|could|do|does|is|are|may|must|should|r)\b)", re.IGNORECASE)
_WHETHER = re.compile(r"([一-鿿]{1,2})[不没]\1")  # 建不建: asks of something new only where it is set off
_ENUMERATED = re.compile(r"一是.{2,40}二是|[两二三四五六](?:样|件事|项|处|个事|个问题|点)|几项|这几|几处|逐条|一次问清|理一理|以及|[一-鿿]、[一-鿿]")
_SEVERAL = re.compile(
    r"分别|各(?:是|有|自|要|补|能|封|多少|怎么)|每一?步|一是.{2,40}二是|都(?:要|是|有哪些)|几项|这几|几处|列全|另外|还有|以及|"
    r"[两二三四五六](?:样|件事|项|处|个问题|点)|逐条|一次问清|理一理"
)
_MOST_PARTS = 6
# A list of names that one question is asked of: 数据空间、数据标注、语料券这三方面, 对营收、负债率、研发费用分别.
_LIST = re.compile(r"[^，,。；;？?！!：:（()）]*、[^，,。；;？?！!：:（()）]*")
_JOINED = re.compile(r"、|以及|(?<=[一-鿿]{2})(?<!参)[和与及跟](?=[一-鿿]{2})")
_BEFORE_LIST = re.compile(r"^.*(?:在|对于?|关于|把|将|按照?|像|比如|包括|里[面头]?)(?=[一-鿿]{2})")
_AFTER_LIST = re.compile(r"(?:(?:这|那)?[两三四五六七八几][类项个样件处方条块种]|这几|几[项个样类]|分别|各(?=[是有自要补能给]|怎么|多少)|都(?=[有是要沾能给])|每[个项种样]).*$")
_OF_EACH = re.compile(r"[两三四五六七八几][类项个样件处条块种](?!月)|方面|分别|各(?!地|类|种|级)|都|每[个项种样]|哪些|比例和")
_LONGEST_NAME = 14
_TELLING = 0.35
_SUBJECT = 0.25


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of several that are asked. `lead` is what was said before it of what all of them are about."""

    text: str
    asks: tuple[Ask, ...]
    lead: str = ""

    @property
    def points(self) -> tuple[Point, ...]:
        """What it asks, in its words."""
        return tuple(Point(ask, self.text) for ask in self.asks)

    @property
    def firm(self) -> list[Point]:
        """What a clause must state to answer it."""
        return [p for p in self.points if KINDS[p.ask].firm]

    @property
    def whole(self) -> str:
        """The part as a question of its own."""
        return f"{self.lead}，{self.text}" if self.lead else self.text


def note(asked_of: dict[str, str], hit: Hit, part: Part) -> None:
    """Note which part of a question a clause answers, in `asked_of` by clause id."""
    said = asked_of.get(hit.clause.clause_id, "")
    asked_of[hit.clause.clause_id] = f"{said} {part.text}".strip()


def parts_of(reading: Reading, context: Context) -> list[Part]:
    """The parts of a question that asks several things, [] for one that asks one.

    A part needs a telling word of its own, unless the question says outright that it lists things.
    """
    names = _names_listed(reading.text)
    if names:
        own = tuple(a for a in reading.asks if a is not Ask.LIST) or (Ask.WHAT,)
        return [Part(name, own) for name in names[:_MOST_PARTS]]
    asking = " ".join(reading.asking)
    listed = bool(_SEVERAL.search(reading.text))
    if not listed and len(list(_INTERROGATIVE.finditer(asking))) < 2:
        return []
    enumerated = bool(_ENUMERATED.search(reading.text))
    listed_from = re.search(r"一是|第一[,，、]", reading.text) if enumerated else None
    out = []
    cut = _CUT_APART if re.search(r"分别|各", reading.text) else _CUT_LIST
    for text in cut.split(reading.text[listed_from.start() :] if listed_from else reading.text):
        text = text.strip()
        told = _weight(text, context) >= _TELLING
        asks = bool(_INTERROGATIVE.search(text)) or cut is _CUT_APART
        if len(text) >= 3 and ((told and (asks or enumerated)) or (enumerated and len(text) >= 4)):
            out.append(Part(text, asked(text) if _INTERROGATIVE.search(text) else (Ask.WHAT,)))
    return out[:_MOST_PARTS] if len(out) > 1 else []


def questions_in(reading: Reading, context: Context) -> list[Part]:
    """The questions that stand one after another in a question, [] where it is one.

    Each asks something of a subject of its own; what asks on of the same subject belongs to the one before it, and what
    asks nothing leads to the one that follows, or to all of them where it comes first.
    """
    lead, groups = _grouped(_segments(reading.text), reading, context)
    if len(groups) < 2:
        return []
    return [Part("，".join(g), asked_in(g), lead) for g in groups[:_MOST_PARTS]]


def asked_in(segments: Sequence[str]) -> tuple[Ask, ...]:
    """What is asked in each of several segments, together: what a narrow ask implies is taken from its own segment only."""
    found = dict.fromkeys(a for s in segments if asks_something(s) or asks_whether(s) for a in asked(s))
    firm = [a for a in found if a is not Ask.WHAT]
    return tuple(firm) or (Ask.WHAT,)


def asks_something(text: str) -> bool:
    """Whether a segment asks: by an interrogative, or by naming what is wanted (电话给我一个)."""
    return bool(_INTERROGATIVE.search(text) or _WANTED.search(text) or _ASKS_TOO.search(text))


def asks_whether(text: str) -> bool:
    """Whether a segment asks by saying a verb with and without not (建不建, 可以不可以)."""
    return bool(_WHETHER.search(text))


def segments(text: str) -> list[str]:
    """A question cut where it pauses, and at 、 or 和 where something is asked on both sides, or of each."""
    return [segment for segment, _ in _segments(text)]


def _segments(text: str) -> list[tuple[str, str]]:
    """The same, each with how it is set off from the one before: "anew" by a word for that (还有), the "end" of a sentence, or ""."""
    out: list[tuple[str, str]] = []
    each = bool(_EACH.search(text))
    start, how = 0, ""
    for match in [*_CUT.finditer(text), None]:
        pieces = [p.strip() for p in _apart(text[start : match.start() if match else len(text)], each)]
        out += [(p, "" if index else how) for index, p in enumerate(p for p in pieces if len(p) > 1)]
        start = match.end() if match else len(text)
        how = (match.lastgroup or "") if match else ""
    return out


def _apart(piece: str, each: bool) -> list[str]:
    """A piece cut at 、 or 和 where something is asked on both sides, or of each."""
    for at in (_PAUSE, _AND, _BESIDE_ENGLISH):
        names = at.split(piece)
        asking = sum(asks_something(n) for n in names)
        if len(names) > 1 and (asking > 1 or (each and at is _PAUSE and asking)):
            return names
    return [piece]


def _grouped(segments: Sequence[tuple[str, str]], reading: Reading, context: Context) -> tuple[str, list[list[str]]]:
    """What leads, and the segments by what they ask of."""
    groups: list[list[str]] = []
    waiting: list[str] = []
    lead = ""
    said: set[str] = set()
    heard: set[str] = set()
    by_sentence = _counts_sentences(segments, reading.text)
    for segment, how in segments:
        set_off = how == "anew" or (by_sentence and bool(how))
        if not asks_something(segment) and not (asks_whether(segment) and (set_off or (by_sentence and not groups))):
            waiting.append(segment)
            continue
        whole = f"{' '.join(waiting)} {segment}"
        own, words = _subject(whole, reading, context), _known(whole, context)
        apart = own - said and not (_GOES_ON.match(segment) and not words - heard)
        if not groups:
            lead = "，".join(waiting)
            groups.append([segment])
        elif apart or (set_off and (by_sentence or words - heard)):
            groups.append([*waiting, segment])
        else:
            groups[-1] += [*waiting, segment]
        said |= own
        heard |= words
        waiting = []
    if groups:
        groups[-1] += waiting
    return lead, groups


def _counts_sentences(segments: Sequence[tuple[str, str]], text: str) -> bool:
    """Whether a question says how many things it asks, and that is how many of its sentences ask."""
    match = _COUNTED.search(text)
    asking = [how for segment, how in segments if asks_something(segment) or asks_whether(segment)]
    return match is not None and sum(bool(how) for how in asking[1:]) + 1 == "??两三四五六".find(match["n"].replace("俩", "两"))


def _known(text: str, context: Context) -> set[str]:
    """The words of a text that the documents have."""
    return {w for w in context.lexicon.words_of(without_measures(text)) if len(w) > 1 and context.lexicon.known(w)}


def without_measures(text: str) -> str:
    """A text without the words of asking, wanting and measuring that are no subject."""
    return _NO_SUBJECT.sub(" ", text)


def has_subject(text: str, context: Context) -> bool:
    """Whether a text has a word that says what it is about, beside words of asking and measuring."""
    plain = without_measures(text)
    return any(telling(w, context.lexicon) >= _SUBJECT for w in context.lexicon.words_of(plain) if len(w) > 1 and not _INTERROGATIVE.search(w))


def _subject(text: str, reading: Reading, context: Context) -> set[str]:
    """The words of a segment that say what it asks of; years and places are subjects too."""
    words = content_words(without_asking(_NO_SUBJECT.sub(" ", text), reading), context.lexicon, reading)
    own = {w for w in words if telling(w, context.lexicon) >= _SUBJECT}
    return own | set(_YEARS.findall(text)) | {m.region.name for m in reading.regions if reading.text[m.start : m.end] in text}


def _names_listed(text: str) -> list[str]:
    """The names of a list that one thing is asked of, without what leads to it and goes on behind it; [] where none is."""
    for match in _LIST.finditer(text):
        first, *rest = _JOINED.split(match.group())
        if not _OF_EACH.search(text[match.start() :]):
            continue
        names = [_BEFORE_LIST.sub("", first), *rest[:-1], _AFTER_LIST.sub("", rest[-1])]
        names = [name.strip() for name in names]
        if len(names) > 2 and all(_is_name(n) for n in names):
            return names
    return []


def _is_name(text: str) -> bool:
    return 2 <= len(text) <= _LONGEST_NAME and not _INTERROGATIVE.search(text) and not re.search(r"\d", text)


def _weight(text: str, context: Context) -> float:
    known = {w for w in context.lexicon.words_of(text) if context.lexicon.known(w)}
    return sum(context.lexicon.weight(w) for w in known)
