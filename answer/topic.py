"""What a question is about and what it asks of that, as parts of its words."""

from __future__ import annotations

import re

from answer.cues import LEVELS
from answer.followup import content_words, english_words, telling, without_asking
from answer.lexicon import Lexicon
from answer.reading import Reading
from language.words import is_word
from policy.provisions import FigureKind

TITLE = re.compile(r"《[^》]*》|[\[(〔【][^\])〕】]*[\])〕】]")
TOPIC = 0.25  # a word of this weight may be what a question is about
_UNKNOWN = 0.7  # and one that the documents don't have, of this weight
_ASKED = re.compile(r"(?:要|能|会)?(?:多少|几)[个家名项件条款台处位户种类座万]?|([一-鿿])[不没]\1|什么|哪[个些]?|怎么样?|如何")
_COUNTED = re.compile(r"(?:多少|几)[个家名项件条款台处位户种类座]")
_NEXT = 4  # characters
_INTERROGATIVE = re.compile(r"多少|几(?!乎)|什么|啥|哪|怎么|咋|如何|谁|多久|有没有|能不能|可不可以|是不是|[吗么]")


def region_words(message: Reading) -> str:
    """The place that a message names, in its words: 杭州市, 省里; "" where it names none."""
    if message.regions:
        return message.text[message.regions[-1].start : message.regions[-1].end]
    level = LEVELS.search(message.text)
    return level.group() if level else ""


def without_region(text: str, last: Reading) -> str:
    """A part of the last question without the places that it names."""
    for mention in last.regions:
        text = text.replace(last.text[mention.start : mention.end], "")
    return LEVELS.sub("", text).strip(" ,，的")


def spans_of(last: Reading, lexicon: Lexicon, least: float) -> list[tuple[int, int]]:
    """Where the telling words of a question stand, neighbours joined."""
    marked = [False] * len(last.text)
    for word in content_words(without_asking(last.text, last), lexicon, last):
        if telling(word, lexicon) >= (least if lexicon.known(word) else _UNKNOWN):
            for match in re.finditer(re.escape(word), last.text, re.IGNORECASE):
                marked[match.start() : match.end()] = [True] * len(word)
    for mention in last.regions:
        marked[mention.start : mention.end] = [False] * (mention.end - mention.start)
    for figure in last.figures:
        marked[figure.start : figure.end] = [False] * (figure.end - figure.start)
    for i in range(1, len(marked) - 1):
        if not marked[i] and last.text[i] in "和与及" and marked[i - 1] and marked[i + 1]:
            marked[i] = True
    out, start = [], None
    for i, on in enumerate([*marked, False]):
        if on and start is None:
            start = i
        elif not on and start is not None:
            out.append((start, i))
            start = None
    return out


def asked_of(last: Reading, lexicon: Lexicon) -> tuple[int, int] | None:
    """The last telling words before what is asked of them (科技人员要占多少), or what is counted (多少家标杆企业)."""
    asking = last.asking[-1]
    offset = max(0, last.text.rfind(asking))
    counted = _COUNTED.search(last.text, offset)
    match = _INTERROGATIVE.search(last.text, offset)
    after = [s for s in spans_of(last, lexicon, TOPIC) if counted and counted.end() <= s[0] <= counted.end() + _NEXT]
    if after:
        return _with_attributes(after[0], last, lexicon)
    end = match.start() if match else len(last.text)
    spans = [s for s in spans_of(last, lexicon, TOPIC) if s[1] <= end]
    inside = [s for s in spans if s[0] >= offset]
    found = inside or spans
    return _with_attributes(found[-1], last, lexicon) if found else None


def _with_attributes(span: tuple[int, int], last: Reading, lexicon: Lexicon) -> tuple[int, int]:
    """A noun with the words right before it that belong to it: 人才认定, 智能眼镜."""
    start = span[0]
    while (word := next((w for n in (4, 3, 2) if lexicon.known(w := last.text[max(0, start - n) : start]) and is_word(w)), "")):
        if LEVELS.search(word) or any(m.start < start <= m.end for m in last.regions):
            break
        start -= len(word)
    return start, span[1]


def topic_phrase(last: Reading, lexicon: Lexicon) -> str:
    """What a question is about, in its own words: of each part, from its first telling word to its last."""
    if last.english:
        return " ".join(english_words(_without_figures(last.text, last)))
    titles = [m.span() for m in TITLE.finditer(last.text) if m.group().startswith("《")]
    spans = [s for s in spans_of(last, lexicon, TOPIC) if not any(a <= s[0] < b for a, b in titles)]
    out = [last.text[a:b] for a, b in titles]
    for part in re.finditer(r"[^,，。；;？?！!》]+", last.text):
        own = [s for s in spans if part.start() <= s[0] < part.end()]
        if own:
            out.append(_unquoted(last.text[own[0][0] : own[-1][1]], last))
    kept = dict.fromkeys(p for p in out if p and not any(p != o and p in o for o in out))
    return " ".join(kept).replace("》 ", "》")


def _without_figures(words: str, last: Reading) -> str:
    for figure in last.figures:
        if figure.kind is not FigureKind.DATE:
            words = words.replace(figure.text, "")
    return words


def _unquoted(words: str, last: Reading) -> str:
    words = _without_figures(words, last)
    return _ASKED.sub("", words).strip(" 的“”\"'")


def figure_parts(last: Reading) -> str:
    """The parts of a question that bring figures."""
    given = [f for f in last.figures if f.kind is not FigureKind.DATE]
    parts = [m for m in re.finditer(r"[^,，。；;？?！!]+", last.text) if any(m.start() <= f.start < m.end() for f in given)]
    return "，".join(p.group().strip() for p in parts)
