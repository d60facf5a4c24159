"""A message within a conversation: what it says of its own, and what it leaves to what was said before.

A question is whole where it has a topic of its own and asks something of it. What is shorter leaves out one of the two
and is read as an ellipsis: of the topic (怎么申请？), or of what is asked (那模型券呢？，如果是900万呢？).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from answer.asks import KINDS, Ask
from answer.cues import ENGLISH_POINTING, LEVELS, LINK, OF_DOCUMENT, ONLY_TAIL, POINTING, POINTS, SAME, SUPPOSED
from answer.lexicon import Lexicon, everydayness
from answer.reading import Reading
from language.words import is_word
from policy.provisions import FigureKind

_STRONG = 0.6  # a word of this weight is a topic by itself
_CONTENT = 0.1
_FOREIGN = 0.3


@dataclass(frozen=True, slots=True)
class Message:
    """One message, taken apart.

    `text` is what is left without courtesies, `asks` whether it asks something of its own, `content` its words that
    the documents know and that are not merely how it asks, `strong` those that are a topic by themselves, `foreign` telling words that they don't know, `points`
    whether it points back (这条, 它).
    """

    text: str
    reading: Reading
    asks: bool
    content: tuple[str, ...]
    foreign: tuple[str, ...]
    strong: tuple[str, ...]
    points: bool
    linked: bool
    same: bool
    supposed: bool
    corrects: bool

    @property
    def empty(self) -> bool:
        """A courtesy and nothing else."""
        return not re.search(r"\w", self.text)

    @property
    def whole(self) -> bool:
        """Whether it needs nothing of what was said before."""
        return self.asks and bool(self.strong) and not (self.points or self.same or self.supposed or self.corrects)


def take_apart(reading: Reading, lexicon: Lexicon, *, corrects: bool = False) -> Message:
    """A message from its reading."""
    text = reading.text
    core = SAME.sub("", ONLY_TAIL.sub("", text))
    asks = _asks(core, reading)
    found = content_words(without_asking(core, reading), lexicon, reading)
    content = [w for w in found if lexicon.known(w)]
    return Message(
        text=text, reading=reading, asks=asks, content=tuple(content),
        foreign=tuple(w for w in found if w not in content and (reading.english or telling(w, lexicon) >= _FOREIGN)),
        strong=tuple(w for w in content if telling(w, lexicon) >= _STRONG),
        points=bool(POINTS.search(text) or (reading.english and ENGLISH_POINTING.search(text))),
        linked=bool(LINK.search(text)), same=bool(SAME.search(text)), supposed=bool(SUPPOSED.search(text)),
        corrects=corrects,
    )  # fmt: skip


_ASKING = re.compile(
    r"[?？]|吗|么(?=[?？,，]|$)|多少|什么|啥|哪|怎么|咋|如何|(?<!十)几(?=[个天年月万条家项点号成种级])|谁|是否|能否|可否|是不是|(?P<v>[一-鿿]{1,2})[不没木](?P=v)|可不可以|多久|多大|多高|"
    r"\b(?:how|what|when|where|who|which|until|can|does|do|is|are)\b",
    re.IGNORECASE,
)


def _asks(core: str, reading: Reading) -> bool:
    """Whether more is asked than by 呢 or 也是这样吗: an interrogative, or one of the things that clauses state."""
    core = core.rstrip("?？。!！ ")
    if reading.english:
        return bool(_ASKING.search(re.sub(r"^(?:and |but |so )?(?:what|how) about|^(?:and )?what if", "", core, flags=re.IGNORECASE)))
    named = any(KINDS[a].firm and KINDS[a].cue.search(core) for a in reading.asks) and not reading.figures
    return named or bool(_ASKING.search(core))


def without_asking(text: str, reading: Reading) -> str:
    """A text without its interrogatives and without the figures and places that it brings."""
    for ask in reading.asks:
        if KINDS[ask].firm or ask in (Ask.CONDITION, Ask.WHETHER, Ask.LIST, Ask.WHO):
            text = KINDS[ask].cue.sub(" ", text)
    for mention in reading.regions:
        text = text.replace(reading.text[mention.start : mention.end], " ")
    for figure in reading.figures:
        if figure.kind is not FigureKind.COUNT:
            text = text.replace(figure.text, " ")
    return LEVELS.sub(" ", POINTING.sub(" ", OF_DOCUMENT.sub(" ", text)))


def content_words(text: str, lexicon: Lexicon, reading: Reading) -> list[str]:
    """The words of a text that say what it is about."""
    figures = {f.text for f in reading.figures}
    if reading.english:
        return english_words(text)
    return [
        w for w in dict.fromkeys(lexicon.words_of(text))
        if len(w) > 1 and w not in figures and telling(w, lexicon) >= _CONTENT and (lexicon.known(w) or is_word(w))
    ]  # fmt: skip


def telling(word: str, lexicon: Lexicon) -> float:
    """How much a word says of a subject, of the documents' or of another."""
    if len(word) < 2 or not word[0].isalpha() or _COUNTED.match(word):
        return 0.0
    if lexicon.known(word):
        return lexicon.weight(word)
    return 1 - everydayness(word) if is_word(word) else 0.0


_ENGLISH_STOP = re.compile(
    r"an?|the|of|for|to|in|on|at|by|from|with|and|or|but|is|are|was|be|do|does|did|can|could|may|we|i|you|it|they|he|she|get|got|gives?|"
    r"given|how|much|many|what|when|where|who|which|that|this|these|those|there|if|until|my|our|your|their|us|me|any|some|so|then|about|"
    r"will|would|should|have|has|had|most|more|yuan|please|tell",
    re.IGNORECASE,
)


def english_words(text: str) -> list[str]:
    """The words of an English text that say what it is about, with the Chinese ones in it."""
    return [w for w in re.findall(r"[A-Za-z一-鿿][A-Za-z一-鿿&+-]*", text) if not _ENGLISH_STOP.fullmatch(w)]


_COUNTED = re.compile(r"^[一二两三四五六七八九十几每]\D?$")
