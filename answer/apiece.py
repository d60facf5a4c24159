"""The same asked of each of several: 语料的券、模型的券，还有租算力的券，各补几成; 省隐形冠军和国家专精特新，各要几个点."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.asks import asked
from answer.parts import Part, asks_something, asks_whether, has_subject, without_measures
from answer.reading import Reading
from answer.state import Context

# What tells that the same is asked of each of the names before it.
_OF_EACH = re.compile(
    r"分别|各(?!地|类|种|级|位|项|家企业)|(?:[这那]?[两俩三四五六][样者边头个种类张份项处家方块](?!月|点|工作日|百|千|万|[年月天])|[两俩]地)|[俩都](?=[是要有能给补到打抵])|"
    r"差[在别多]|不同|区别|一样|比(?=[一比哪谁]|$)|对比|相比|哪[个边家头样张份]|谁"
)
_PAUSE = re.compile(r"[，,。；;？?！!：:\n]+")
_JOIN = (
    r"[，,、]?(?:还有|以及|再有|外加|再加上?|(?i:\bvs\.?|\bpk))|、|"
    r"(?<=[一-鿿\w”」])(?:和|跟|(?<!参)与|(?<![普涉])及|(?<![合共协不相])同(?![时期等样款])|对比|比起)(?=[一-鿿\w“「])"
)
_CUT = re.compile(rf"(?P<join>{_JOIN})|{_PAUSE.pattern}")
_COUNT = re.compile(r"[这那]?(?P<n>[两俩三四五六])[样者边头个种类张份项处家方块地]")
_APIECE = re.compile(rf"{_COUNT.pattern}|分别|各自?(?!地|类|种|级)|两边|俩")
_COMPARING = re.compile(r"(?:谁|哪[一个边家头样张份])(?!.*(?:多少|几))")
_BEFORE_NAME = re.compile(r"^(?P<led>.*?)(?:对于?|关于|[拿把将]|比如)(?=[一-鿿]{2})")
_LONGEST = 24  # characters of a name
_MOST = 4  # names


@dataclass(frozen=True, slots=True)
class Apiece:
    """One of several names, where it starts in the question, and as a part what is asked of each of them."""

    name: str
    start: int
    part: Part


def apiece(reading: Reading, context: Context) -> list[Apiece]:
    """Each of several names with what is asked of all of them; [] where nothing is asked of each."""
    text = reading.text
    at = _first_asked(text, context)
    if not _OF_EACH.search(text[at:]):
        return []
    lead, names = _names(text[:at], text[at:], context)
    if len(names) < 2:
        return []
    said = _said(text[at:], context)
    first, _, last = names[-1][0].rpartition("的")
    if first and not has_subject(last, context) and not any("的" in n for n, _ in names[:-1]):  # 语料券和模型券的上限: a word of all
        names[-1] = (first, names[-1][1])
        said = f"{last}{said}"
    return [Apiece(n, s, Part(said, asked(said), "，".join(p for p in (lead, n) if p))) for n, s in names[:_MOST]]


def _said(text: str, context: Context) -> str:
    """What is asked of each as it would be asked of one: without the words for each, and without what goes on to something else."""
    first, *others = [p.strip() for p in _PAUSE.split(text) if p.strip()]
    more = [p for p in others if asks_something(p) and not _COMPARING.search(p) and not has_subject(p, context)]
    kept = [p for p in (first, *more) if not _COMPARING.search(p)] or [first]
    return "，".join(q for p in kept if (q := _APIECE.sub("", p)))


def _first_asked(text: str, context: Context) -> int:
    """Where what is asked begins: with the segment that asks first, or with the word for each of the names in it."""
    start = 0
    for match in [*_PAUSE.finditer(text), None]:
        end = match.start() if match else len(text)
        piece = text[start:end]
        if asks_something(piece) or asks_whether(piece) or (start and _OF_EACH.search(piece)):
            each = _OF_EACH.search(piece)
            return start + (each.start() if each and _are_names(_cut(piece[: each.start()]), context) else 0)
        start = match.end() if match else len(text)
    return len(text)


def _names(before: str, said: str, context: Context) -> tuple[str, list[tuple[str, int]]]:
    """What leads to the names, and the names with where they start: of a list, else as many as are counted between pauses."""
    items = _cut(before)
    ends = len(items)
    while ends:
        begins = ends - 1
        while begins and items[begins][2]:
            begins -= 1
        if ends - begins > 1:
            break
        ends = begins
    listed = bool(ends)
    if not ends:
        begins, ends = len(items) - _counted(said, len(items)), len(items)
    names = [(text, start) for text, start, _ in items[begins:ends]]
    if not _are_names(items[begins:ends], context) or (listed and begins > 1 and items[begins - 1][2]):
        return "", []  # where two lists stand one after the other, each of one is asked of each of the other
    led = _BEFORE_NAME.match(names[0][0])
    if led and len(names) > 1:  # 专精特新对营收、负债率
        names[0] = (names[0][0][led.end() :], names[0][1] + led.end())
    told = [text for text, _, _ in [*items[:begins][-1:], *([(led["led"], 0, False)] if led else [])] if _is_known(text, context)]
    return "，".join(told), names


def _counted(said: str, most: int) -> int:
    """How many of the last things said what is asked counts (两样各便宜几成); 0 where it counts none, or more than were said."""
    match = _COUNT.search(said)
    count = "??两三四五六".find(match["n"].replace("俩", "两")) if match else 2 if re.match(r"分别|各", said) else 0
    return count if count <= most else 0


def _cut(text: str) -> list[tuple[str, int, bool]]:
    """A text cut where it pauses or joins: each piece, where it starts, and whether it is joined to the one before."""
    out: list[tuple[str, int, bool]] = []
    start, joined = 0, False
    for match in [*_CUT.finditer(text), None]:
        piece = text[start : match.start() if match else len(text)]
        plain = piece.strip(" 的“”「」\"'")
        if len(plain) > 1:
            out.append((plain, start + piece.index(plain), joined))
        joined = bool(match and match["join"]) or (joined and len(plain) < 2)
        start = match.end() if match else len(text)
    return out


def _are_names(items: Sequence[tuple[str, int, bool]], context: Context) -> bool:
    """Whether pieces are names that something is asked of: short, of something, and most of them of the documents' subjects."""
    plain = [without_measures(text).strip(" 的") for text, _, _ in items]
    if len(items) < 2 or any(len(text) > _LONGEST or asks_something(text) for text, _, _ in items):
        return False
    return all(len(p) > 1 for p in plain) and 2 * sum(has_subject(p, context) for p in plain) >= len(plain)


def _is_known(text: str, context: Context) -> bool:
    """Whether what leads to the names has a telling word that the documents have."""
    return any(len(w) > 1 and context.lexicon.known(w) and has_subject(w, context) for w in context.lexicon.words_of(text))
