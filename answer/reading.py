"""A question, read: what it asks, and the figures, region, date and documents that it brings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from answer.asks import Ask, Point, asked
from language.masking import mask
from language.quantities import read_figures
from language.regions import Mention, find_regions
from language.regions_latin import find_latin_regions
from language.text import simplify
from policy.provisions import Figure, FigureKind

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_ASKING = re.compile(
    r"[?？]|吗|呢|么[，。]|多少|什么|啥|哪|怎么|咋|如何|几|谁|是否|能否|可否|是不是|能不能|可不可以|行不行|有没有|吧|伐|还是|来着|没有?[?？]|不[?？]|逐条|列(?:给|一|全|出)|告诉我|给我|说说|帮我|请问|要不要|需不需|算不算|认不认|"
    r"\b(?:how|what|when|where|who|which|can|does|do|is|are)\b",
    re.IGNORECASE,
)
# 手续怎么走先不管: named only to say that it is not asked.
_SET_ASIDE_AFTER = re.compile(
    r"[(（]?(?:先|暂时|且|姑且|暂且)(?:不管|不说|不提|不论|不考虑|别管|撇开)[^，,。；;？?)）]{2,}[)）]?[，,。；;]?"
)
_SET_ASIDE = re.compile(r"[^，,。；;？?]*(?:先不管|先不说|先不提|先放一边|不用(?:你)?说|就不问)[了]?[，,。；;]?")
# What the documents call by its full name everybody else calls AI; in English text it stays.
_AI = re.compile(r"(?<![A-Za-z])[Aa][Ii](?![A-Za-z])(?=[^A-Za-z]*[一-鿿])")
# 27年: a year of our time, where no duration is meant (干了25年, 27年以上).
_SHORT_YEAR = re.compile(
    r"(?<![\d.年满近约超])(?<!工作|成立|从业|经营|注册|不到|超过|至少|贷款|期限)(?<![干做搞开办]了)(2[2-9]|3[05])"
    r"(?:年(?!以|之内|期|内|[前后了来间多半]|左右|的?(?:经验|工龄|历史|时间|老))|(?=(?:[和跟与到至、—~-])(?:20)?(?:2[2-9]|3[05])年))"
)
_SHORT_PART = 9
_NEARLY_ALL = 0.6
_WORDS = {"一块", "一分", "一点"}  # 摆一块儿 is no amount
_ENGLISH = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a question.

    `text` is the question in simplified characters and half-width forms, without personal numbers; all offsets count in
    it. `asking` are the sentences of it that ask, `points` what they ask, part by part. `english` says in which language to word the answer.
    """

    question: str
    text: str
    asking: tuple[str, ...]
    points: tuple[Point, ...]
    figures: tuple[Figure, ...]
    regions: tuple[Mention, ...]
    on: date | None
    english: bool

    @property
    def asks(self) -> tuple[Ask, ...]:
        """All that is asked, each once; (WHAT,) where nothing tells."""
        found = dict.fromkeys(p.ask for p in self.points if p.ask is not Ask.WHAT)
        return tuple(found) or (Ask.WHAT,)

    def wants(self, *asks: Ask) -> bool:
        """Whether any of these is asked."""
        return any(a in self.asks for a in asks)


Meant = Callable[[Sequence[str], Sequence[tuple[Ask, ...]]], Sequence[tuple[Ask, ...]]]
Ahead = Callable[[Sequence[str]], None]
"""What each part of a question asks, from the parts and what patterns saw in each."""


def read_question(
    question: str, *, province: str = "", repair: Callable[[str], str] = str, meant: Meant | None = None, ahead: Ahead | None = None
) -> Reading:
    """Read a question. `province` is the home of the documents: its counties are known by their short names.

    `repair` puts typing errors right, `meant` tells what is asked where patterns alone would guess, `ahead` embeds several
    texts at once that will be wanted one by one.
    """
    plain = mask(unicodedata.normalize("NFKC", simplify(question)), lambda *_: " ")  # no sum is made of a card's number
    text = _SHORT_YEAR.sub(r"20\1年", _AI.sub("人工智能", repair(plain.strip())))
    if is_english(text):
        text = re.sub(r"\bAI\b", "artificial intelligence", text)
    asking = tuple(s for s in sentences(_SET_ASIDE.sub("", _SET_ASIDE_AFTER.sub("", text))) if _ASKING.search(s)) or (text,)
    return Reading(
        question=question,
        text=text,
        asking=asking,
        points=_points(text, asking, meant, ahead),
        figures=tuple(f for f in read_figures(text, colloquial=True) if not _is_word(f, text)),
        regions=tuple(find_regions(text, province=province) or (find_latin_regions(text, province) if is_english(text) else ())),
        on=_day_asked_about(text),
        english=is_english(text),
    )


def _asking_parts(asking: Sequence[str]) -> list[tuple[str, str]]:
    """The parts between commas that ask, each with its sentence; a very short one (要哪些?) with the part before it, which says of what."""
    out: list[tuple[str, str]] = []
    for sentence in asking:
        parts = _whole_english(sentence) or [p for p in re.split(r"[,，、:：]", sentence) if p.strip()]
        for index, part in enumerate(parts):
            if _ASKING.search(part) or (index == len(parts) - 1 and part.endswith(("?", "？"))):
                before = parts[index - 1] if index and len(part) < _SHORT_PART else ""
                out.append((f"{before}{part}", sentence))
    return out or [(sentence, sentence) for sentence in asking]


def _whole_english(sentence: str) -> list[str]:
    """The parts of an English sentence that ask, each with what goes on behind a comma (how many, in percent, ...); [] for another."""
    if not is_english(sentence):
        return []
    parts: list[str] = []
    for part in (p for p in sentence.split(",") if p.strip()):
        if parts and (not _ASKING.search(part) or not _ASKING.search(parts[-1])):
            parts[-1] += f",{part}"
        else:
            parts.append(part)
    return parts


def _points(text: str, asking: Sequence[str], meant: Meant | None, ahead: Ahead | None) -> tuple[Point, ...]:
    """What the parts of a question ask, each read alone: the narrow ask of one takes nothing from what another asks.

    A point keeps its sentence: 按一定比例补助,具体是几个点 asks for the share that is granted.
    """
    parts = _asking_parts(asking)
    seen = [asked(part) for part, _ in parts]
    whole = len(parts) == 1 and len(parts[0][0]) >= _NEARLY_ALL * len(text)  # its vector is needed anyway
    texts = [text if whole else part for part, _ in parts]
    if ahead is not None:
        ahead([text, *texts])
    asks = meant(texts, seen) if meant is not None else seen
    found = (Point(ask, sentence) for (_, sentence), own in zip(parts, asks, strict=True) for ask in own)
    return tuple(dict.fromkeys(found))


def _is_word(figure: Figure, text: str) -> bool:
    """摆一块儿 and 上一年 hold no figure."""
    before = text[figure.start - 1 : figure.start]
    return figure.text in _WORDS or (figure.text in ("一年", "一个月", "一天") and before in tuple("上前头后每这那同当全"))


def sentences(text: str) -> list[str]:
    """The sentences of a question, stripped."""
    return [m.group().strip() for m in _SENTENCE.finditer(text) if m.group().strip()]


def is_english(text: str) -> bool:
    """Whether a question is put in English: more letters of Latin words than Chinese characters, and English words."""
    latin = sum(len(w) for w in _ENGLISH.findall(text))
    han = sum("一" <= c <= "鿿" for c in text)
    return latin > 2 * han and bool(re.search(r"\b(?:the|is|are|what|how|can|do|does|for|of|to|my|in)\b", text, re.I))


def _day_asked_about(text: str) -> date | None:
    """A full date that the question puts itself on (在2026年3月1日那天, 2024年5月能不能); None where there is none."""
    match = re.search(r"(?:在|到了?|假如|如果|要是)?(\d{4})年(\d{1,2})月(?:(\d{1,2})[日号])?(?:的时候|那天|当天|时|去?(?:申请|申报)|能|可以|还)", text)
    if not match:
        year = re.search(r"(?:现在是|现在都|今年是|到了?|等到)(20\d{2})年(?!\d)(?=[^\d前底末]{0,6}(?:还|能|就|是不是|,|，))", text)
        return date(int(year[1]), 1, 1) if year else None
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None


def money(figures: Sequence[Figure]) -> list[Figure]:
    """The amounts among figures."""
    return [f for f in figures if f.kind is FigureKind.MONEY]
