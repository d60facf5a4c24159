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
# A list of names that one question is asked of: 数据空间、数据标注、语料券这三方面, 对营收、负债率、研发费用分别.
_LIST = re.compile(r"[^，,。；;？?！!：:（()）]*、[^，,。；;？?！!：:（()）]*")
_JOINED = re.compile(r"、|以及|(?<=[一-鿿]{2})(?<!参)[和与及跟](?=[一-鿿]{2})")
_BEFORE_LIST = re.compile(r"^.*(?:在|对于?|关于|把|将|按照?|像|比如|包括|里[面头]?)(?=[一-鿿]{2})")
_AFTER_LIST = re.compile(r"(?:(?:这|那)?[两三四五六七八几][类项个样件处方条块种]|这几|几[项个样类]|分别|各(?=[是有自要补能给]|怎么|多少)|都(?=[有是要沾能给])|每[个项种样]).*$")
_OF_EACH = re.compile(r"[两三四五六七八几][类项个样件处条块种](?!月)|方面|分别|各(?!地|类|种|级)|都|每[个项种样]|哪些|比例和")
_LONGEST_NAME = 14
_TELLING = 0.35
_LARGEST_FAMILY = 8


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of several that are asked."""

    text: str
    asks: tuple[Ask, ...]


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
            out.append(Part(text, asked(text) if _INTERROGATIVE.search(text) else (Ask.WHAT,)))
    return out[:_MOST_PARTS] if len(out) > 1 else []


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
