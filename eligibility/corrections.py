"""Figures taken back in the same breath: 不是500万，是530万; 1200万，哦不对，1320万; 不到800万，具体796万."""

from __future__ import annotations

import re
from itertools import pairwise

from language.quantities import read_figures

_SIGH = r"(?:哦|噢|喔|啊|呃|额|嗯|诶|欸|哎)?[，,、\s…]*"
_BACK = re.compile(
    rf"[，,。；;、\s…—-]*{_SIGH}(?:不对不对|不对|不是|不不不?|(?:我?(?:说|讲|记|弄|搞|报))错了?|错了|更正(?:一下)?|纠正(?:一下)?|改一下|sorry|no|i mean)"
    rf"[了吧啊哈]?[，,。；;、\s…]*(?:我?查了?一?下)?[，,\s]*(?:应该|应当|其实|实际上?)?(?:是|为|有|it is|it was)?[，,\s]*",
    re.IGNORECASE,
)
_EXACTLY = re.compile(r"(?:吧|的样子)?[，,；;、\s]*(?:具体|准确|确切|精确|严格)(?:地?说|地?讲|来说|来讲|的?数字?)?[，,\s]*(?:应该)?(?:就?是|为|有)?[，,：:\s]*")
_NOT_LEAD = re.compile(r"(?:并不是|不是|并非|(?<![除莫若])非)(?:说)?\s*$")
_BUT = re.compile(r"[，,；;、\s]*(?:而|应该|应当|其实|准确地?说)?(?:是|为)\s*")
_AT_FIRST = re.compile(r"(?:本来|原来|原本|原先|起初|最初|一开始|开始)[^，,。；;\d]{0,6}$")
_IN_THE_END = re.compile(r"[^。；;\d]{0,4}(?:后来|最后|最终|结果|现在)[^。；;\d]{0,10}")
_ROUGH_LEAD = re.compile(r"(?:大概|大约|差不多|将近|接近|不到|超过|[约近快多])+(?:是|有)?$")


def corrected(text: str) -> str:
    """The text, as long as before, with what is taken back in blanks: the figure that replaces it follows its words."""
    figures = read_figures(text, colloquial=True)
    for first, second in pairwise(figures):
        between = text[first.end : second.start]
        lead = _NOT_LEAD.search(text, 0, first.start)
        if first.kind is not second.kind:
            continue
        if lead and _BUT.fullmatch(between):
            start = lead.start()
        elif _BACK.fullmatch(between) or (_AT_FIRST.search(text, 0, first.start) and _IN_THE_END.fullmatch(between)):
            start = first.start
        elif _EXACTLY.fullmatch(between):
            rough = _ROUGH_LEAD.search(text, 0, first.start)
            start = rough.start() if rough else first.start
        else:
            continue
        text = text[:start] + " " * (second.start - start) + text[second.start :]
    return text
