"""The figures of a question, each with the words that say what it is, whatever its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.likeness import ALIKE, alike, in_words_of_documents, plain_label
from answer.reading import Reading
from policy.provisions import Figure, FigureKind

STOP = re.compile(r"[,，。；;：:、?？!！()]|且(?=[一-鿿])|或者?(?=[一-鿿])|并且?")
_BEFORE_LAST = re.compile(r"前年|上上年|前一年|再前|再往前|上一年|头一年|大前年|之前一年|上年(?=是|才|只|为)|(?<![一-鿿])(?:原来|起初|最早)")
_LAST = re.compile(r"去年|上年|今年|本年|最近一年|后来|现在|如今")
_NAMED_YEAR = re.compile(r"(?:20)?[2-4]\d年")
_SEVERAL_YEARS = re.compile(r"[近前这]?(?<![上])[二两三四五六七八九十\d]个?(?:会计)?年(?:度)?|累计|历年")
_WINDOW = re.compile(
    r"(?:的)?(?:合计|总|累计|一共|加起来|加总|共|收入|营收|销售|产值|利润|研发(?:费|投入|支出|花|一共|合计|总)|花|投)"
    r"[^,，]{0,8}[\d一二两三四五六七八九十]"
)
_PAID_A_YEAR = re.compile(r"一年(?:能|可以?|税前|税后|大概|差不多|总共|一共|也就)*(?:拿|挣|到手|开|工资)[^,，。；;]{0,4}\d")
# 研发一年最少多少钱, 绿电一年交易多少度: a year that something is counted by, and no length of time of the caller's.
_PER_PERIOD = re.compile(r"(?:[1一]个?|每)(?:年|个?月|季度?)(?!以|多|半|了|内|经验|工龄)[^,，。；;？?\d]{0,12}?(?:多少|几(?!乎)|多大|啥|什么|哪)")
_SPENT_BEFORE = re.compile(r"(?:[做干搞待满][了过满]?|成立|从事|经营|工作|注册|才|刚|不到|经验|年限)[^,，。；;]{0,3}$")
_A_YEAR = re.compile(r"\s*(?:a|per) (?:year|annum)|\s*annually|\s*/\s*year", re.IGNORECASE)
_EARNS = re.compile(r"\b(?:I|I'm|engineer|researcher|scientist|earn|earns|earning|paid|pays|makes?|salary|on)\b", re.IGNORECASE)
_OF_LAST_YEAR, _OF_THIS_YEAR = re.compile(r"去年|上年"), re.compile(r"今年|本年")
_RELATIVE = re.compile(r"(?<![上头大])上一年|(?<!再)前一年")
_PERIOD = re.compile(r"(?:最近|过去|[近前这头上])(?:的)?$")
_AMOUNT_NEXT = re.compile(r"[一-鿿]{0,4}?\d")
_DEMANDED = re.compile(r"(?<![只需还])(?:得|须|必须|要求|规定)(?:要|是|占到?|达到?|有|满|过|在)*$")
_TIMES = re.compile(rf"{_BEFORE_LAST.pattern}|{_LAST.pattern}|{_SEVERAL_YEARS.pattern}|合计|总[和共计额]|加起来|一共|平均|大概|估计")
_MOVES = re.compile(r"[从由是为到又也都就的了在达约有]|花(?!费)|投(?![入资])|用(?![工电能])|做(?=[到了]|$)|只|才|[涨增升降减](?:长|加|到|至)?|变成")


@dataclass(frozen=True, slots=True)
class Given:
    """A figure of the question, its label, whether it is of the year before the last, or of several years; what follows it."""

    label: str
    figure: Figure
    earlier: bool = False
    several: bool = False
    after: str = ""


def given_in(reading: Reading) -> Iterator[Given]:
    """The question's figures with their labels. 上一年 is the year before the last only where there is a later one to it."""
    found = list(_labelled(reading))
    for g in found:
        later = any(o is not g and not o.earlier and alike(_said(o.label), _said(g.label)) >= ALIKE for o in found)
        alone = g.earlier and _RELATIVE.search(g.label) and _said(g.label) and not later
        if _OF_LAST_YEAR.search(g.label) and any(o is not g and _OF_THIS_YEAR.search(o.label) and alike(_said(o.label), _said(g.label)) >= ALIKE for o in found):
            yield replace(g, earlier=True)  # 去年300万今年400万
        else:
            yield replace(g, earlier=False) if alone else g


def _labelled(reading: Reading) -> Iterator[Given]:
    """The question's figures with their labels. A label that says only when (到去年的) is of what the one before it was."""
    last_end, subject = 0, ""
    for figure in reading.figures:
        after = STOP.split(reading.text[figure.end :])[0]
        window = _WINDOW.match(after) or (_PERIOD.search(reading.text[: figure.start]) and _AMOUNT_NEXT.match(after))
        if figure.kind is FigureKind.DURATION and (window or _PAID_A_YEAR.match(reading.text[figure.start :]) or _by_period(figure, reading.text)):
            continue  # 三年合计8亿, 最近一年3亿: the years are of the amount's label
        if _DEMANDED.search(reading.text[last_end : figure.start]) and len(reading.figures) > 1:
            last_end = figure.end  # 听说得占到20%，我们才15%: what is said to be demanded is not the caller's own
            continue
        parts = STOP.split(reading.text[last_end : figure.start])
        label = in_words_of_documents(parts[-1])
        if not re.search(r"[一-鿿]", label) and len(parts) > 1:
            label = in_words_of_documents(parts[-2])
        if figure.kind is FigureKind.MONEY and _A_YEAR.match(reading.text[figure.end :]) and _EARNS.search(parts[-1]):
            label = "年薪"
        if figure.kind is FigureKind.DURATION and not re.search(r"[一-鿿]", label):
            label = in_words_of_documents(after[:40])
        if figure.kind is FigureKind.COUNT and figure.text[-1:].isascii() and figure.text[-1:].isalpha():
            label = f"{label}{in_words_of_documents(figure.text)}"  # 95 people says itself of what it is
        if _said(label):
            subject = label
        elif subject and figure.kind is FigureKind.MONEY and _TIMES.search(label):
            label = f"{_said(subject)}{label}"
        shown = f"{label}{'' if len(label) > 1 and figure.kind is not FigureKind.DURATION else after[:6]}"
        yield Given(shown, figure, bool(_BEFORE_LAST.search(label)), bool(_SEVERAL_YEARS.search(label)), after[:8])
        last_end = figure.end


def _by_period(figure: Figure, text: str) -> bool:
    """Whether a length of time only says how often something is counted that is asked for."""
    return bool(_PER_PERIOD.match(text, figure.start)) and not _SPENT_BEFORE.search(text[: figure.start])


def when(label: str) -> str:
    """The year that a label names, in its words: 前年, 去年, 2024年; "" where it names none."""
    match = _BEFORE_LAST.search(label) or _LAST.search(label) or _NAMED_YEAR.search(label)
    return match.group() if match else ""


def _said(label: str) -> str:
    """What a label says beside when, and that it changed."""
    return plain_label(_MOVES.sub("", _TIMES.sub("", label)))


def best(name: str, given: Sequence[Given]) -> Given | None:
    """The figure whose label fits a name best, None where none does."""
    scored = [(alike(g.label, name), -i, g) for i, g in enumerate(given)]
    top = max(scored, default=None, key=lambda s: s[:2])
    return top[2] if top and top[0] >= ALIKE else None
