"""The columns of a table: the things and the years that a question asks of each of its subjects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from answer.asks import Ask, asked
from answer.parts import Part, asks_something, without_measures
from answer.reading import Reading
from answer.rows import JOIN

_YEAR = re.compile(r"(?<!\d)20([2-4]\d)(?=年|[、和与跟,，]\s*20[2-4]\d|\D)年?(?:底|末)?")
_SHORT_YEAR = re.compile(r"(?<!\d)([2-4]\d)年(?![以期内])")
_LISTED = re.compile(rf"、|{JOIN}")
_BEFORE_NAME = re.compile(r"^.*(?:对于?|在|关于|把)(?=[一-鿿]{2})")
# What is left of a segment without these says of what it asks.
_FILLER = re.compile(
    r"多[少大高长远久]|几|哪[些个里]?|什么|啥|怎么|怎样|如何|[吗呢谁各的了要得能是为有在到过满高低大小就又给卡更紧松严算定些]|分别|不一样|不同|一样|每年|一年|顶多?|至少|起码|"
    r"[一两三]个|两[边家地]|[年个家名项成点万亿元]|麻烦|说说|列齐|比|一块儿?|一起|放|看|\W"
)
_LEAST_SUBJECT = 2


def columns(reading: Reading) -> tuple[list[Part], list[str]]:
    """What is asked of each subject: things, and years where there are several."""
    long, short = (list(dict.fromkeys(f"20{m[1]}" for m in p.finditer(reading.text))) for p in (_YEAR, _SHORT_YEAR))
    pattern = _YEAR if len(long) > 1 else _SHORT_YEAR if len(short) > 1 else None
    text = pattern.sub(" ", reading.text) if pattern else reading.text
    text = re.sub(r"^[\s,，、和与跟及的]+|(?<=[,，])[\s,，、和与跟]+", "", text)
    own = tuple(a for a in reading.asks if a is not Ask.LIST)
    things = _things(text)
    return things if len(things) > 1 else [Part(text, own or asked(text))], long if pattern is _YEAR else short if pattern else []


def _things(text: str) -> list[Part]:
    """The things that a question asks of its subjects: names of a list, and segments that ask of something of their own.

    What asks of nothing of its own belongs to the thing before it; what asks nothing leads to the one after it.
    """
    found: list[Part] = []
    lead = ""
    for segment, tail in _segments(text):
        asks = bool(tail) or asks_something(segment)
        if not tail and len(_FILLER.sub("", without_measures(segment))) < _LEAST_SUBJECT:
            found[-1:] = [_joined(found[-1], segment)] if found else []
            lead = lead if found else f"{lead}，{segment}".strip("，")
        elif asks:
            found.append(Part(segment, tuple(a for a in asked(f"{segment}{tail}") if a is not Ask.LIST) or (Ask.WHAT,), lead))
            lead = "" if tail == "" else lead
        else:
            lead = segment
    return found


def _joined(part: Part, segment: str) -> Part:
    asks = dict.fromkeys((*part.asks, *asked(segment))) if asks_something(segment) else part.asks
    return replace(part, text=f"{part.text}，{segment}", asks=tuple(asks))


def _segments(text: str) -> Iterator[tuple[str, str]]:
    """The segments of a question; the names of a list that one thing is asked of each with that as their `tail`."""
    for segment in re.split(r"[,，。；;？?！!：:\n]|以及|还有|另外", text):
        each = re.search(r"这?[两三四五六几]样|分别|各(?!地|类|种|级)", segment)
        names = _LISTED.split(segment[: each.start()]) if each else [segment]
        if each and len(names) > 1:
            names[0] = _BEFORE_NAME.sub("", names[0])
            yield from ((n.strip(" 的"), segment[each.start() :]) for n in names if len(without_measures(n).strip(" 的")) > 1)
            continue
        pieces = segment.split("、")
        cut = pieces if sum(asks_something(p) for p in pieces) > 1 else [segment]
        yield from ((p.strip(), "") for p in cut if len(p.strip()) > 1)
