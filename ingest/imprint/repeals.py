"""What a document puts out of force: 《X办法》（浙科发〔2019〕3号）同时废止."""

from __future__ import annotations

import re

from ingest.imprint.numbers import find_numbers, number_at
from ingest.imprint.page import Page, Said
from language.text import narrow

_ENDED = re.compile(
    r"(?:(?:同时|即行|予以|自行|随之|立即|相应|一并|均|即)(?:废止|失效|停止执行|停止使用|作废))"
    r"|(?<![被行止])废止(?=[。，,；;]|$)|(?<=文件)停止执行"
)
_TITLE = re.compile(r"《((?:[^《》]|《[^》]*》)+)》")
_PART = re.compile(r"^(?:[（(][^）)]*[)）])?\s*(?:中的?)?(?:第[一二三四五六七八九十百\d]+[条款项章]|附件|的?(?:有关|部分|相关)|[中里](?:的|有|关|第|部|相))")
_BASIS = re.compile(r"(?:根据|依据|依照|按照|参照|遵照)(?:[^，,]{0,12})$")
_KEPT = re.compile(r"不(?:再)?(?:废止|失效)|未(?:被)?废止|废止前|废止后|(?:按照?|依照?|以)《[^》]*》(?:规定)?(?:执行|为准)")


def read_repeals(page: Page) -> list[Said]:
    """The documents that are put out of force as a whole, each as it is named, with the sentence that says so."""
    out: dict[str, Said] = {}
    for sentence in page.sentences(_ENDED):
        ended = list(_ENDED.finditer(sentence.text))[-1]
        said = sentence.text[: ended.start()]
        if _KEPT.search(sentence.text[: ended.end() + 1]):
            continue
        for name in _named(said):
            out.setdefault(name, Said(name, sentence.start, sentence.end))
    return list(out.values())


def _named(said: str) -> list[str]:
    """《X》（文号）, or a number alone where no title stands before it."""
    out: list[str] = []
    ends = 0
    for match in _TITLE.finditer(said):
        after = said[match.end() :]
        if _BASIS.search(said[: match.start()]) or _PART.match(after):
            ends = match.end()
            continue
        bracket = re.match(r"\s*[（(]([^（）()]*[（(〔\[【]?\d{4}[)）〕\]】]?[^（）()]*)[)）]", narrow(after))
        number = number_at(bracket[1]) if bracket else number_at(after)
        out.append(match.group() + (f"（{number}）" if number else ""))
        ends = match.end() + (bracket.end() if bracket else len(number))
    alone = [n for n, start, _ in find_numbers(said[ends:]) if not _PART.match(said[ends + start :])]
    return out or ([_bare(n) for n in alone] if re.search(r"号(?:文件?)?\s*$", said) else [])


def _bare(number: str) -> str:
    return re.sub(r"^.*?(?:原|起|的|和|及|，)", "", number)
