"""A question that asks several things, taken apart; and a question for all of a kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from answer.asks import Ask, asked
from answer.reading import Reading
from answer.state import Context
from policy.answers import Hit
from policy.documents import ClauseKind, Document

_CUT = re.compile(r"[，,；;。？?！!：:]|(?:[一二三四五][是、]|第[一二三四五](?:个|步|,|，))|另外|还有|以及|、")
_CUT_APART = re.compile(rf"{_CUT.pattern}|(?<=[一-鿿]{{2}})[和与跟及](?=[一-鿿]{{2}})")  # A和B分别…
_INTERROGATIVE = re.compile(r"多少|几(?!乎)|哪|什么|啥|怎么|怎样|如何|吗|呢|谁|多久|何时|how|what|which|when", re.IGNORECASE)
_SEVERAL = re.compile(
    r"分别|各(?:是|有|自|要|补|能|封|多少|怎么)|每一?步|一是.{2,40}二是|都(?:要|是|有哪些)|几项|这几|几处|列全|另外|还有|以及|"
    r"[两二三四五六](?:样|件事|项|处|个问题|点)|逐条|一次问清|理一理"
)
_ALL_OF = re.compile(
    r"(?:[两三四五六][种类]|几种|几类|几项|几个|哪些|哪几种|哪几类|哪几个|哪几项|多少种|所有的?|全部的?|各种)"
    r"[“\"']?(?P<x>[一-鿿“”\"+]{1,10}?)[”\"']?(?=[?？,，。、的摆]|可以|能|怎么|是|有|$)"
)
_ENUMERATED = re.compile(r"一是.{2,40}二是|[两二三四五六](?:样|件事|项|处|个事|个问题|点)|几项|这几|几处|逐条|一次问清|理一理|以及|[一-鿿]、[一-鿿]")
_MOST_PARTS = 6
_TELLING = 0.35
_LARGEST_FAMILY = 8


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of several that are asked."""

    text: str
    asks: tuple[Ask, ...]
    telling: bool = True


def parts_of(reading: Reading, context: Context) -> list[Part]:
    """The parts of a question that asks several things, [] for one that asks one.

    A part needs a telling word of its own, unless the question says outright that it lists things.
    """
    asking = " ".join(reading.asking)
    listed = bool(_SEVERAL.search(reading.text))
    if not listed and len(_INTERROGATIVE.findall(asking)) < 2:
        return []
    enumerated = bool(_ENUMERATED.search(reading.text))
    listed_from = re.search(r"一是|第一[,，、]", reading.text) if enumerated else None
    out = []
    cut = _CUT_APART if re.search(r"分别|各", reading.text) else _CUT
    for text in cut.split(reading.text[listed_from.start() :] if listed_from else reading.text):
        text = text.strip()
        told = _weight(text, context) >= _TELLING
        asks = bool(_INTERROGATIVE.search(text)) or cut is _CUT_APART
        if len(text) >= 3 and ((told and (asks or enumerated)) or (enumerated and len(text) >= 4)):
            out.append(Part(text, asked(text) if _INTERROGATIVE.search(text) else (Ask.WHAT,), told))
    return out[:_MOST_PARTS] if len(out) > 1 else []


def _weight(text: str, context: Context) -> float:
    known = {w for w in context.lexicon.words_of(text) if context.lexicon.known(w)}
    return sum(context.lexicon.weight(w) for w in known)


def family(reading: Reading, document: Document) -> list[Hit]:
    """All measures of a document whose heading has the kind that is asked for (哪几种券); [] where it is no such question."""
    match = _ALL_OF.search(reading.text)
    if not match or len(match["x"].strip("“”\"")) < 1:
        return []
    kind = match["x"].strip("“”\"")
    found = [
        c for c in document.clauses
        if c.kind in (ClauseKind.ARTICLE, ClauseKind.FACT) and kind in c.heading
    ]  # fmt: skip
    if not 2 <= len(found) <= _LARGEST_FAMILY:
        return []
    return [Hit(c, document, 0.0) for c in found]
