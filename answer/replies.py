"""Whether a question is one that a standard reply (口径) answers.

A reply is shown in place of what the documents say, so a wrong one is worse than none. A question is answered by one where
both ask for the same (`asks`), of the same subject, with the same figures and for the same region, and neither tells
anything that the other does not. Nearness of vectors can't tell 国企能申请吗 from 外企能申请吗: here it only refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer.asks import KINDS, Ask
from answer.lexicon import Lexicon
from answer.reading import Reading
from answer.state import Context, Draft
from language.text import squeeze
from language.words import is_word
from policy.answers import Status
from policy.office import Reply

_NEAR = 0.9  # cosine of questions that mean one thing, in the bundled model; others spread more, and refuse more
_TELLING = 0.4  # weight of a word that tells what a question is about: 能补多少 has none

# What one says in asking, whatever one asks about.
_COURTESY = re.compile(
    r"请问(?:一下)?|您?你?好[,，!！]|^喂|麻烦(?:问|你|您)?(?:一下)?|想?(?:问|咨询|了解|知道)(?:一下|下)|想(?:问|知道)|问问|谢谢|在线等|告诉我|到底|具体|"
    r"大概|一般(?=[要多几什需过会能])|(?:我们?|咱们?|我司)(?:公司|企业|单位)?(?:想|要)?|你们|贵单位|那个|这个|这种|的话"
)
# How it is asked: what for stands in `asks`.
_ASKING = re.compile(
    r"百分之几|几[十百千万亿]*[个家条点]*(?:工作日|月|天|年|号|万|元|钱|成|时|折)?|多少(?:[万亿]?元|[万亿]|钱|个|天|号)?|多久|多长时间|什么时候|啥时候|何时|何地|"
    r"什么|哪(?:里|儿|个|些|边)?|怎么样?|怎样|如何|是否|能否|可否|需不需要|要不要|有没有|可不可以|能不能|是不是|算不算|会不会|可以|能够|需要|"
    r"[吗么呢啊呀嘛吧哦]"
)
_HOME = re.compile(r"(?:全|本|我)省(?:内|里)?|省(?:里|内)(?:的|说的)?|按省|(?<![一-鿿])省(?=\d)")
# Words of one meaning at this desk, each line by its first.
_SAME = {
    word: line[0]
    for line in (
        ("申请", "申报", "申领", "报", "办", "办理", "提交"), ("领取", "领", "拿", "享受"),
        ("补助", "补贴", "资助", "补", "奖补"), ("奖励", "奖", "奖金"), ("以后", "之后", "后"), ("网站", "网址", "网页"),
        ("到账", "打款", "拨付", "到手"), ("材料", "资料"), ("电话", "热线"),
    ) for word in line
}  # fmt: skip
_EMPTY = frozenset("能可以会有是了的要该得来去上里个份笔那这还就也都啥和跟与及对给在于为用其等些又着地之所人钱元款条说成") | {
    "企业", "公司", "单位", "目前", "现在", "已经", "政策", "相关", "有关", "规定",
}  # fmt: skip
_DIRECTED = re.compile(r"[换转改变抵替比]|[从由].+[到至]")


@dataclass(frozen=True, slots=True)
class Gist:
    """A question as it is compared. `words` stand in their order where it matters, else sorted; `flat` is the whole."""

    flat: str
    asks: frozenset[Ask]
    figures: frozenset[tuple[str, str]]
    regions: frozenset[str]
    words: tuple[str, ...]
    telling: bool


@dataclass(frozen=True, slots=True)
class _Known:
    gist: Gist
    text: str
    reply: Reply


class ReplyBook:
    """The standard replies of a moment, ready to be held against questions. Safe to share between threads."""

    def __init__(self, replies: Sequence[Reply], read: Callable[[str], Reading], context: Context) -> None:
        """`read` reads a wording as a question is read. Of replies to one question, the first counts."""
        self._context = context
        readings = [(read(wording), reply) for reply in replies for wording in reply.wordings]
        known = [_Known(gist_of(reading, context), reading.text, reply) for reading, reply in readings]
        self._known = sorted(known, key=lambda k: -len(k.gist.regions))  # what is said for a region before the rest

    def find(self, draft: Draft) -> Reply | None:
        """The reply to a question that has been read, completed and placed; None where none is certain.

        A question that stands in a conversation and could not be completed has no other meaning than its own words.
        """
        if draft.status is Status.REFUSED or draft.small_talk:
            return None
        asked = gist_of(draft.read, self._context)
        regions = asked.regions or frozenset({draft.filters.region} - {"", self._context.province})
        beyond = draft.status is Status.NOT_COVERED  # of a region that no document is of: only a reply that names it
        fitting = (
            k for k in self._known
            if alike(asked, k.gist) and (k.gist.regions == regions if beyond else k.gist.regions <= regions)
        )  # fmt: skip
        return next((k.reply for k in fitting if self._near(draft.read.text, k.text)), None)

    def _near(self, one: str, other: str) -> bool:
        return self._context.themes is None or self._context.similar(one, other) >= _NEAR


def gist_of(reading: Reading, context: Context) -> Gist:
    """What of a question is compared."""
    text = _COURTESY.sub(" ", _HOME.sub(" ", _bare(reading)))
    content = _ASKING.sub(" ", text)
    words = _words(content, context.lexicon)
    firm = frozenset(a for a in reading.asks if KINDS[a].firm)
    return Gist(
        flat=re.sub(r"\W", "", squeeze(reading.text)),
        asks=firm or frozenset(reading.asks),
        figures=frozenset((f.unit, f.iso or str(f.value.normalize())) for f in reading.figures),
        regions=frozenset(m.region.name for m in reading.regions if m.region.name != context.province),
        words=tuple(words) if _DIRECTED.search(content) else tuple(sorted(set(words))),
        telling=any(_tells(w, context.lexicon) for w in context.lexicon.words_of(content)),
    )


def _tells(word: str, lexicon: Lexicon) -> bool:
    """Whether a word, and not a chance cut like 能补, tells what a question is about."""
    return lexicon.weight(word) >= _TELLING and (lexicon.known(word) or is_word(word))


def alike(asked: Gist, known: Gist) -> bool:
    """Whether two questions are one, regions apart where `asked` names none."""
    if asked.flat == known.flat:
        return True
    if asked.regions and asked.regions != known.regions:
        return False
    same = asked.figures == known.figures and asked.asks == known.asks
    return same and asked.telling and known.telling and asked.words == known.words


def _bare(reading: Reading) -> str:
    """The text without what is compared by itself: its figures and its regions."""
    spans = [(f.start, f.end) for f in reading.figures] + [(m.start, m.end) for m in reading.regions]
    text = reading.text
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def _words(text: str, lexicon: Lexicon) -> list[str]:
    """The words that tell something, in order, each under one name."""
    found = (word for word in lexicon.pieces(text) if re.search(r"\w", word) and word not in _EMPTY)
    return [_SAME.get(word, word) for word in found]
